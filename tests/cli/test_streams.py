"""What reaches a file, a pipe and a terminal: every letter, no control characters, no failures."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphq.document.cells import clean_lines
from tests.cli.run import ROOT, graphq


def started(*arguments: str, db: Path) -> subprocess.Popen[str]:
    """The command in a process whose output can be closed and which can be interrupted."""
    known = {"PYTHONPATH": str(ROOT), "GRAPHQ_DB": str(db), "GRAPHQ_WAIT": "1"}
    # Where the tests run in the background of a shell, what they start would not hear of it.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    run = f"{heard}from graphq.cli.main import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", run, *arguments],
        env={**os.environ, **known},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_a_file_gets_utf_8_whatever_the_surroundings_say(
    encoding: str, form: str, jnim_folder: Path
) -> None:
    wanted = graphq("target-history", "Mopti-Ambodédjo airport", "-f", form, db=jnim_folder)
    ran = graphq(
        "target-history",
        "Mopti-Ambodédjo airport",
        "-f",
        form,
        db=jnim_folder,
        PYTHONIOENCODING=encoding,
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == wanted.out


def test_an_error_is_utf_8_too(jnim_folder: Path) -> None:
    ran = graphq("leaders", "جماعة لا توجد", db=jnim_folder, PYTHONIOENCODING="ascii")
    assert ran.code == 3
    assert "جماعة لا توجد" in ran.err


def test_the_plain_c_locale_is_no_hindrance(jnim_folder: Path) -> None:
    ran = graphq(
        "leaders",
        "jnim",
        db=jnim_folder,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        PYTHONIOENCODING="",
    )
    assert (ran.code, ran.err) == (0, "")
    assert "─" in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("name", ["queries", "leaders"])
def test_a_terminal_of_another_encoding_shows_what_it_can(name: str, jnim_folder: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    arguments = [name] if name == "queries" else [name, "jnim"]
    known = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "GRAPHQ_DB": str(jnim_folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", "graphq.cli.main", *arguments],
        env={**os.environ, **known, "TERM": "dumb", "COLUMNS": "100"},
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # how Linux tells that the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    shown.decode("ascii")
    assert b"lineage" in shown or b"Iyad" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["incidents"],
        ["lineage", "jnim"],
        ["incidents", "-f", "csv"],
        ["incidents", "-f", "json"],
        ["incidents", "-f", "md"],
        ["show", "jnim"],
        ["show", "jnim", "-f", "md"],
        ["cypher", "MATCH (n) RETURN n"],
        ["status"],
        ["queries"],
        ["--help"],
        ["incidents", "--help"],
    ],
    ids=" ".join,
)
def test_a_reader_that_has_gone_is_no_failure(arguments: list[str], jnim_folder: Path) -> None:
    process = started(*arguments, db=jnim_folder)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), err) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT cannot be sent to one process")
def test_ctrl_c_in_a_load_says_what_holds_and_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    process = started("load", "jnim", db=folder)
    deadline = time.monotonic() + 30
    # The folder is signed by the writer once it has begun.
    while not (folder / "writer.json").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err == (
        "graphq: interrupted; a graph in a folder is as it was, and on a server what was committed "
        "is kept. Load again.\n"
    )
    again = graphq("load", "jnim", db=folder)
    assert (again.code, again.err) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["leaders", "\x1b[31mred"],
        ["show", "\x1b]0;title\x07"],
        ["load", "no\x1b[2Jfolder"],
        ["cypher", "RETURN '\x1b[31m"],
        ["incidents", "--tactic", "\x1b[1mbold"],
        ["lineage", "jnim", "--as-of", "\x1b[5m2019"],
    ],
)
def test_no_control_character_reaches_the_terminal_in_an_error(
    arguments: list[str], jnim_folder: Path
) -> None:
    ran = graphq(*arguments, db=jnim_folder)
    assert ran.code in (2, 3)
    assert "\x1b" not in ran.err
    assert "\x07" not in ran.err


def test_a_message_keeps_its_lines_and_how_far_they_are_indented() -> None:
    assert clean_lines("one\x1b[31m  two\r\n    three\u202e\n") == "one[31m two\n    three\n"
