"""`graphq mcp` as a process: what it speaks over its streams, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.types import CallToolResult

from tests.cli.run import ROOT, graphq
from tests.graphq.mcp.test_server import text_of

CLIENT = {"name": "by hand", "version": "1"}


def parameters_for(folder: Path) -> StdioServerParameters:
    """How an assistant's program starts the command."""
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "graphq.cli.main", "mcp", "--db", str(folder)],
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
        [sys.executable, "-m", "graphq.cli.main", "mcp", "--db", str(folder)],
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


def test_an_assistant_that_goes_away_is_no_failure(jnim_folder: Path) -> None:
    opened = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": CLIENT}
    with started(jnim_folder) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(
            json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": opened}) + "\n"
        )
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdout.close()
        for number in range(2, 6):
            asked = {"name": "top-groups", "arguments": {}}
            message = {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": asked}
            process.stdin.write(json.dumps(message) + "\n")
        process.stdin.close()
        assert process.wait(60) == 0
        said = process.stderr.read()
    assert "Traceback" not in said
    assert "not foreseen" not in said


def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    ran = graphq("mcp", "--db", "bolt://me:hidden@127.0.0.1:1", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "NEO4J_PASSWORD" in ran.err
    assert "hidden" not in ran.err


def test_without_the_protocols_library_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "mcp").mkdir()
    (tmp_path / "mcp" / "__init__.py").write_text("raise ImportError('not here')\n")
    ran = graphq("mcp", PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}", cwd=tmp_path)
    assert ran.code == 2
    assert "pip install 'mcp>=2,<3'" in ran.err
