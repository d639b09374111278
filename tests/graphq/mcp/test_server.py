"""What an assistant meets: each saved question as a tool, its answer with sources, nothing else."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import pytest
from mcp import Client, MCPError
from mcp.types import CallToolResult

from graphq.cli.opening import open_graph
from graphq.cypher.ask.catalog import questions
from graphq.document.cells import jsonable
from graphq.graph.model.values import Reliability
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.graph.write.writer import prepare
from graphq.mcp.server import make_server
from tests.cli.run import graphq
from tests.cypher.build import Build
from tests.neo4j.provide import Neo4jAddress

ALL_WEIGHTS_0 = {
    "target": "Gao airport",
    **{f"{part}Weight": 0 for part in ("type", "users", "lineage", "place", "distance")},
}
NEEDED = {"group": "JNIM", "target": "Gao airport", "entity": "chg-jnim-2017"}


def with_client(db: str, use: Callable[[Client], Awaitable[Any]], most_rows: int = 50) -> Any:
    """Connect the SDK's own client to the server and use it."""

    async def run() -> Any:
        async with Client(make_server(lambda: open_graph(db), most_rows)) as client:
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
    # What comes with each answer, and options of the command line, are nothing to choose a tool by.
    assert not any(note in tool.description for note in header.notes)
    assert "--" not in tool.description


@pytest.mark.parametrize("name", questions())
def test_a_tool_gives_the_rows_of_the_question_with_their_sources(
    name: str, jnim_store: Store, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphq.mcp.tools.MOST_CHARACTERS", 1_000_000)
    result = call(place, name, 1000, **needed(name))
    assert not result.is_error
    found = result.structured_content
    expected = questions()[name].ask(jnim_store, needed(name), date.today())
    assert found["rows"] == jsonable(expected.rows)
    assert found["rowsLeftOff"] == 0
    assert [note.replace("countedIn", "--counted-in") for note in found["notes"]] == expected.notes
    named = {source for row in found["rows"] for source in row["sources"] or []}
    assert named <= set(found["sources"])
    for source in found["sources"].values():
        assert source["reliability"] in {letter.value for letter in Reliability}
    assert text_of(result).startswith(f"**{found['heading'].split(':')[0]}")


def test_a_name_in_any_spelling_is_resolved(jnim_folder: Path) -> None:
    given = {"group": "جماعة نصرة الإسلام والمسلمين", "targetType": "airports"}
    found = call(str(jnim_folder), "predecessor-strikes", **given).structured_content
    assert found["parameters"]["group"] == "jnim"
    assert found["parameters"]["targetType"] == ["airport"]
    assert {row["target"] for row in found["rows"]} == {"Gao airport", "Timbuktu airport"}


def test_an_answer_has_no_more_rows_than_allowed_and_says_so(jnim_folder: Path) -> None:
    whole = call(str(jnim_folder), "incidents", 1000, group="jnim").structured_content
    result = call(str(jnim_folder), "incidents", 4, group="jnim")
    found = result.structured_content
    assert found["rows"] == whole["rows"][:4]
    assert found["rowsLeftOff"] == len(whole["rows"]) - 4 > 0
    note = f"These are the first 4 of {len(whole['rows'])} rows."
    narrower = (
        "country, admin1, admin2, fromDate, toDate, tactic, onlyTactic, targetType, countedIn, "
        "dataset"
    )
    assert found["notes"][0] == f"{note} Ask for less to see the others, by one of: {narrower}."
    assert note in text_of(result)
    named = {source for row in found["rows"] for source in row["sources"]}
    assert set(found["sources"]) == named
    assert len(named) < len(whole["sources"])


def test_rows_too_long_to_read_are_left_off_too(
    jnim_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphq.mcp.tools.MOST_CHARACTERS", 8_000)
    found = call(str(jnim_folder), "incidents", 1000, group="jnim").structured_content
    assert 1 <= len(found["rows"]) < 10
    assert found["rowsLeftOff"] > 0
    lengths = {
        part: len(json.dumps(found[part], ensure_ascii=False)) for part in ("rows", "sources")
    }
    assert sum(lengths.values()) < 8_000
    # The sources are read too, so they count.
    monkeypatch.setattr("graphq.mcp.tools.MOST_CHARACTERS", lengths["rows"] + 100)
    fewer = call(str(jnim_folder), "incidents", 1000, group="jnim").structured_content
    assert 1 <= len(fewer["rows"]) < len(found["rows"])
    monkeypatch.setattr("graphq.mcp.tools.MOST_CHARACTERS", 1)
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
        ("incidents", {"group": "jnim", "limit": 0}, "limit: 0 is not between 1"),
        ("incidents", {"group": "jnim", "limit": True}, "limit: 'True' is not a number"),
        ("incidents", {"group": "jnim", "limit": 10**30}, "is not between 1"),
        ("incidents", {"group": "jnim", "claims": 1}, "claims: '1' is neither true nor false"),
        ("incidents", {"group": "jnim", "asOf": "yesterday"}, "asOf: 'yesterday' is not a date"),
        ("tempo", {"fromDate": "2020", "toDate": "2019"}, "fromDate 2020-01-01 is after toDate"),
        ("similar-targets", ALL_WEIGHTS_0, "above 0: typeWeight, usersWeight, lineageWeight"),
        ("sources", {"id": "x" * 1_000_000}, "given for id has 1,000,002 characters; give at most"),
        ("incidents", {"tactic": ["ied"] * 5_000}, "given for tactic has 35,000 characters"),
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
    assert "--" not in text_of(result)
    assert len(text_of(result)) < 2_000


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("incidents", {"group": "jnim", "country": None, "tactic": [None], "asOf": None}),
        # What JSON cannot hold as a number arrives as nothing.
        ("near-repeat", {"group": "jnim", "km": [None], "days": []}),
        ("near-repeat", {"group": "jnim", "km": [5, None, 1, 20]}),
    ],
)
def test_nothing_given_is_the_default(name: str, given: dict[str, Any], jnim_folder: Path) -> None:
    result = call(str(jnim_folder), name, **given)
    assert not result.is_error, text_of(result)
    usual = call(str(jnim_folder), name, group="jnim").structured_content
    assert sorted(map(repr, result.structured_content["rows"])) == sorted(map(repr, usual["rows"]))


def test_the_text_alone_has_the_ids_to_ask_on_with_and_every_disagreement(
    jnim_folder: Path,
) -> None:
    result = call(str(jnim_folder), "incidents", 1000, group="jnim")
    rows, told = result.structured_content["rows"], text_of(result)
    assert "json" not in told
    disputed = [row for row in rows if row["conflicts"]]
    assert len(disputed) > 20
    for row in rows:
        assert f"| {row['incidentId']} |" in told
    assert told.count("\n- ") == len({(row["incident"], row["conflicts"]) for row in disputed})
    asked = call(str(jnim_folder), "sources", id=rows[0]["incidentId"])
    assert not asked.is_error


def test_where_nothing_would_leave_fewer_rows_the_note_says_where_all_of_them_are(
    jnim_folder: Path,
) -> None:
    by_name = {
        name: call(str(jnim_folder), name, 1, **given).structured_content["notes"][0]
        for name, given in (
            ("lineage", {"group": "jnim"}),
            ("nearby", {"target": "Gao airport"}),
            ("identities", {}),
        )
    }
    assert "at the command line graphq lineage prints all of them" in by_name["lineage"]
    assert by_name["nearby"].endswith("by one of: km, targetType, dataset.")
    assert by_name["identities"].endswith("by one of: entity, scheme.")


def test_what_a_question_left_out_is_told_with_the_tools_own_parameter(jnim_folder: Path) -> None:
    result = call(str(jnim_folder), "incidents", group="jnim", limit=3)
    [told] = {row["leftOut"] for row in result.structured_content["rows"]} - {None}
    assert told.endswith("or for more with limit")
    assert told in text_of(result)


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
        assert f"graphq load jnim --db {tmp_path / 'graph'}" in text_of(before)
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
