"""What an assistant meets: each saved question as a tool, its answer with sources, nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.types import CallToolResult

from cli.cells import jsonable
from cli.mcp import make_server
from cypher.catalog import questions
from graph.store import Store, open_store
from graph.values import Reliability
from graph.writer import prepare
from tests.cli.run import ROOT, graphq
from tests.cypher.build import Build
from tests.neo4j.provide import Neo4jAddress

CLIENT = {"name": "by hand", "version": "1"}
NEEDED = {"group": "JNIM", "target": "Gao airport", "entity": "chg-jnim-2017"}


def with_client(db: str, use: Callable[[Client], Awaitable[Any]], most_rows: int = 50) -> Any:
    """Connect the SDK's own client to the server and use it."""

    async def run() -> Any:
        async with Client(make_server(db, most_rows)) as client:
            return await use(client)

    return anyio.run(run)


def call(db: str, name: str, most_rows: int = 50, /, **given: Any) -> CallToolResult:
    """Call one tool."""
    result = with_client(db, lambda client: client.call_tool(name, given), most_rows)
    assert isinstance(result, CallToolResult)
    return result


def text_of(result: CallToolResult) -> str:
    """What the assistant reads."""
    [content] = result.content
    assert content.type == "text"
    return content.text


def needed(name: str) -> dict[str, str]:
    """What has to be given for the question."""
    parameters = questions()[name].header.parameters
    return {key: NEEDED[p.type] for key, p in parameters.items() if p.required}


@pytest.fixture
def place(
    jnim_store: Store, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Where the jnim dossier is, once in a folder and once on Neo4j, as `--db` names it."""
    found = jnim_store.info().place
    if "://" in found:
        address: Neo4jAddress = request.getfixturevalue("neo4j_address")
        monkeypatch.setenv("NEO4J_USER", address.user)
        monkeypatch.setenv("NEO4J_PASSWORD", address.password)
    return found


def test_the_tools_are_the_saved_questions_and_nothing_else_is_offered(jnim_folder: Path) -> None:
    async def look(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == list(questions())
        for tool in tools:
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint is True
            assert tool.annotations.destructive_hint is False
        offered = client.server_capabilities
        assert (offered.prompts, offered.resources, offered.completions) == (None, None, None)
        assert "sources" in (client.instructions or "")
        assert "add up and average no scores" in (client.instructions or "")

    with_client(str(jnim_folder), look)


@pytest.mark.parametrize("name", questions())
def test_a_tool_takes_the_questions_parameters_with_their_types(name: str) -> None:
    async def look(client: Client) -> Any:
        return next(tool for tool in (await client.list_tools()).tools if tool.name == name)

    tool = with_client("nowhere", look)
    header = questions()[name].header
    jsonschema.Draft202012Validator.check_schema(tool.input_schema)
    jsonschema.Draft202012Validator.check_schema(tool.output_schema)
    assert list(tool.input_schema["properties"]) == list(header.parameters)
    assert tool.input_schema["required"] == list(needed(name))
    assert tool.input_schema["additionalProperties"] is False
    for key, parameter in header.parameters.items():
        taken = tool.input_schema["properties"][key]
        assert parameter.help in taken["description"]
        one = taken["items"] if parameter.many else taken
        assert one.get("enum", []) == list(parameter.choices)
    row = tool.output_schema["properties"]["rows"]["items"]
    assert list(row["properties"]) == list(header.columns)
    assert header.answers.strip() in tool.description
    for note in header.notes:
        assert note in tool.description


@pytest.mark.parametrize("name", questions())
def test_a_tool_gives_the_rows_of_the_question_with_their_sources(
    name: str, jnim_store: Store, place: str
) -> None:
    result = call(place, name, 1000, **needed(name))
    assert not result.is_error
    found = result.structured_content
    expected = questions()[name].ask(jnim_store, needed(name), date.today())
    assert found["rows"] == jsonable(expected.rows)
    assert found["rowsLeftOff"] == 0
    assert found["notes"] == expected.notes
    named = {source for row in found["rows"] for source in row["sources"] or []}
    assert named <= set(found["sources"])
    for source in found["sources"].values():
        assert source["reliability"] in {letter.value for letter in Reliability}
    assert text_of(result).startswith(f"**{found['heading'].split(':')[0]}")


def test_a_name_in_any_spelling_is_resolved(jnim_folder: Path) -> None:
    given = {"group": "جماعة نصرة الإسلام والمسلمين", "targetType": "airports"}
    found = call(str(jnim_folder), "predecessor-strikes", **given).structured_content
    assert found["parameters"]["group"] == "jnim"
    assert found["parameters"]["targetType"] == "airport"
    assert {row["target"] for row in found["rows"]} == {"Gao airport", "Timbuktu airport"}


def test_an_answer_has_no_more_rows_than_allowed_and_says_so(jnim_folder: Path) -> None:
    whole = call(str(jnim_folder), "incidents", 1000, group="jnim").structured_content
    result = call(str(jnim_folder), "incidents", 4, group="jnim")
    found = result.structured_content
    assert found["rows"] == whole["rows"][:4]
    assert found["rowsLeftOff"] == len(whole["rows"]) - 4 > 0
    note = f"These are the first 4 of {len(whole['rows'])} rows."
    assert found["notes"][0].startswith(note)
    assert note in text_of(result)
    named = {source for row in found["rows"] for source in row["sources"]}
    assert set(found["sources"]) == named
    assert len(named) < len(whole["sources"])


def test_rows_too_long_to_read_are_left_off_too(
    jnim_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.tools.MOST_CHARACTERS", 2_000)
    found = call(str(jnim_folder), "incidents", 1000, group="jnim").structured_content
    assert 1 <= len(found["rows"]) < 10
    assert found["rowsLeftOff"] > 0
    monkeypatch.setattr("cli.tools.MOST_CHARACTERS", 1)
    assert len(call(str(jnim_folder), "incidents", group="jnim").structured_content["rows"]) == 1


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("lineage", {"group": "Ansar"}, "- Ansar Dine (id: ansar-dine)"),
        ("lineage", {}, "lineage needs group"),
        ("lineage", {"group": ["jnim"]}, "group takes one plain value"),
        ("lineage", {"group": {"id": "jnim"}}, "group takes one plain value"),
        ("incidents", {"tactic": [["ied"]]}, "tactic takes a list of plain values"),
        ("incidents", {"group": "jnim", "limit": "many"}, "'many' is not a number"),
        ("incidents", {"group": "jnim", "limit": 0}, "0 is not between 1"),
        ("incidents", {"group": "jnim", "asOf": "yesterday"}, "yesterday"),
        ("incidents", {"group": "jnim", "nope": 1}, "incidents has no parameter nope"),
        ("tempo", {"attribution": ["maybe"]}, "'maybe' is not one of claimed"),
        ("tempo", {"tactic": ["teleport"]}, "These are in use"),
        ("lineage", {"group": "jnim'}) DETACH DELETE (n) //"}, "No group is called"),
    ],
)
def test_what_goes_wrong_is_told_as_a_sentence_to_go_on_with(
    name: str, given: dict[str, Any], told: str, jnim_folder: Path
) -> None:
    result = call(str(jnim_folder), name, **given)
    assert result.is_error
    assert told in text_of(result)
    assert "Traceback" not in text_of(result)


def test_there_is_no_other_way_to_read_or_write(jnim_folder: Path) -> None:
    async def use(client: Client) -> None:
        for name in ("cypher", "show", "load", "export"):
            with pytest.raises(MCPError, match=f"There is no tool '{name}'"):
                await client.call_tool(name, {"statement": "MATCH (n) RETURN n"})

    with_client(str(jnim_folder), use)


def test_a_graph_that_is_not_there_is_a_sentence_and_can_be_loaded_meanwhile(
    tmp_path: Path,
) -> None:
    async def use(client: Client) -> None:
        before = await client.call_tool("lineage", {"group": "jnim"})
        assert isinstance(before, CallToolResult)
        assert before.is_error
        assert "graphq load jnim" in text_of(before)
        assert graphq("load", "jnim", db=tmp_path / "graph").code == 0
        after = await client.call_tool("lineage", {"group": "jnim"})
        assert isinstance(after, CallToolResult)
        assert not after.is_error

    with_client(str(tmp_path / "graph"), use)


def test_a_name_made_to_mislead_stays_text(tmp_path: Path) -> None:
    hostile = "\x1b[31mOdd | a\u202e <b>[x](y)"
    with open_store(tmp_path / "graph", "write") as store:
        prepare(store)
        build = Build(store)
        build.groups("a-group")
        build.target("a-target", name=hostile)
        build.incident("an-incident", "2019-01-01", by="a-group", struck="a-target")
        build.ask("top-groups")
    result = call(str(tmp_path / "graph"), "target-history", target="a-target")
    assert len(result.structured_content["rows"]) == 1
    told = text_of(result) + json.dumps(result.structured_content, ensure_ascii=False)
    assert "Odd" in told
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "<b>" not in text_of(result)
    assert "[x](y)" not in text_of(result)


def parameters_for(folder: Path) -> StdioServerParameters:
    """How an assistant's program starts the command."""
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "cli.main", "mcp", "--db", str(folder)],
        env={"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )


def test_the_command_speaks_the_protocol_over_standard_input_and_output(
    jnim_folder: Path,
) -> None:
    async def run() -> None:
        async with Client(stdio_client(parameters_for(jnim_folder))) as client:
            assert client.server_info is not None
            assert client.server_info.name == "graphq"
            result = await client.call_tool("lineage", {"group": "jnim"})
            assert isinstance(result, CallToolResult)
            assert not result.is_error
            assert "Ansar Dine" in text_of(result)

    anyio.run(run)


def started(folder: Path) -> subprocess.Popen[str]:
    """The command by hand, with pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "cli.main", "mcp", "--db", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )


def test_standard_output_carries_nothing_but_the_protocol(jnim_folder: Path) -> None:
    with started(jnim_folder) as process:
        out, err = process.communicate("not a message\n\n", timeout=60)
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in out.splitlines())
    assert process.returncode == 0
    assert "for reading only" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_while_it_waits_and_is_no_failure(
    way: signal.Signals, jnim_folder: Path
) -> None:
    asked = {"name": "lineage", "arguments": {"group": "jnim"}}
    opened = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": CLIENT}
    with started(jnim_folder) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for message in (
            {"id": 1, "method": "initialize", "params": opened},
            {"method": "notifications/initialized"},
            {"id": 2, "method": "tools/call", "params": asked},
        ):
            process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        assert "Ansar Dine" in process.stdout.readline()
        process.send_signal(way)
        assert process.wait(60) == 0
        assert process.stderr is not None
        assert process.stderr.read().endswith("Stopped.\n")


def test_without_the_protocols_library_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "mcp").mkdir()
    (tmp_path / "mcp" / "__init__.py").write_text("raise ImportError('not here')\n")
    ran = graphq("mcp", PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}", cwd=tmp_path)
    assert ran.code == 2
    assert "pip install 'graphq[mcp]'" in ran.err
