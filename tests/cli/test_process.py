"""What a command does where its streams, its signals or its limits are not as usual."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.run import ROOT
from tests.figures import tried

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell, and /dev/full")

RUN = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
"""Where the tests run in the background of a shell, what they start would not hear of Ctrl-C."""

CAME_OUT = "graphq: What there was to print could not be printed ({}). "

PRINTERS = [
    "lineage jnim", "lineage jnim -f csv", "lineage jnim -f json", "lineage jnim -f md",
    "lineage jnim --show-cypher", "show jnim", "brief jnim", "queries lineage", "doctor", "--help",
    "--version", "load jnim", "export neo4j-admin out", "serve --port 0",
]  # fmt: skip
"""Each way in which a command prints."""


def in_shell(
    line: str, *, db: Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> tuple[int, str, str]:
    """The exit code and what was printed, of a line in which `graphq` is the command."""
    known = {
        key: value for key, value in os.environ.items() if not key.startswith(("GRAPHQ_", "NEO4J_"))
    }
    known |= {"PYTHONPATH": str(ROOT), "GRAPHQ_DB": str(db), "GRAPHQ_WAIT": "1", **environment}
    function = f'graphq() {{ {sys.executable} -m graphq.cli.main "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", function + line],
        env=known, cwd=cwd, input=stdin, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_what_cannot_be_printed_is_told(jnim_folder: Path, tmp_path: Path) -> None:
    failed = []
    for line in PRINTERS:
        # A graph of its own to write to.
        db = tmp_path / "own" if "load" in line else jnim_folder
        ran = in_shell(f"graphq {line} >/dev/full", db=db, cwd=tmp_path)
        if ran[0] != 1 or not ran[2].startswith(CAME_OUT.format("No space left on device")):
            failed.append((line, ran))
    tried("a full standard output", len(PRINTERS), len(PRINTERS) - len(failed))
    assert not failed


@pytest.mark.parametrize(
    ("line", "code", "out", "err"),
    [
        ("graphq lineage jnim >&-", 1, "", CAME_OUT.format("Bad file descriptor")),
        ("graphq lineage jnim <&- 2>&- | head -n1", 0, "Lineage: JNIM", ""),
        ("graphq lineage nobody 2>&-", 3, "", ""),
        ("graphq lineage nobody 2>/dev/full", 3, "", ""),
        ("graphq lineage nobody >&- 2>&- <&-", 3, "", ""),
        ("graphq --nope 2>/dev/full", 2, "", ""),
        ("graphq cypher - <&-", 2, "", "graphq: The statement is empty."),
        ("graphq load - <&-", 2, "", "graphq: 'standard input' is empty."),
        ("printf '\\xff' | graphq cypher -", 2, "", "is not text in UTF-8"),
        ("graphq cypher $'RETURN \"\\xff\"'", 2, "", "is not text in UTF-8"),
        ("mkdir $'d\\xff'; graphq load $'d\\xff'", 2, "", "d\\udcff cannot be loaded, since its n"),
        ("graphq load jnim --db $'d\\xff'", 2, "", "d\\udcff cannot hold a graph, since its name"),
        ("graphq export jsonl $'o\\xff' && ls -b o*", 0, "o\\377.jsonl", ""),
        ("graphq lineage $'\\xff'", 3, "", "No group is called"),
        ("printf 'RETURN \"é\" AS é' | graphq cypher - -f csv", 0, "é\né\n", ""),
        ("set -o pipefail; graphq incidents | head -n1", 0, "Incidents", ""),
        ("set -o pipefail; graphq incidents -f json | head -n1", 0, "{", ""),
        ("mkdir gone; cd gone; rmdir ../gone; graphq status", 2, "", "Change to another one: cd"),
        ("ulimit -Sn 60; graphq lineage jnim -f csv", 0, "", ""),
        ("ulimit -f 100; graphq export jsonl out", 1, "", "it would be larger than a file may be."),
        ("umask 077; graphq lineage jnim -f csv", 0, "", ""),
        ("unset HOME; graphq lineage jnim -f csv", 0, "", ""),
        ("HOME=/nowhere graphq lineage jnim -f csv", 0, "", ""),
        ("COLUMNS=² LINES=² graphq lineage jnim", 0, "Lineage", ""),
        ("COLUMNS=1 graphq lineage jnim", 0, "Lineage", ""),
        ("COLUMNS=99999999999999999999999 graphq lineage jnim", 0, "Lineage", ""),
        ("COLUMNS=-5 graphq --help", 0, "Usage", ""),
        ("TERM=nothing LANG=C PYTHONUTF8=0 graphq lineage jnim", 0, "Lineage", ""),
    ],
)
def test_streams_and_surroundings_that_are_not_as_usual(
    line: str, code: int, out: str, err: str, jnim_folder: Path, tmp_path: Path
) -> None:
    ran = in_shell(line, db=jnim_folder, cwd=tmp_path)
    assert ran[0] == code, ran
    assert out.strip() in ran[1]
    assert err in ran[2]
    if not err and code == 0:
        assert ran[2] == ""


def test_a_closed_stream_is_no_files_place(jnim_folder: Path, tmp_path: Path) -> None:
    """What is written to a file stays what was written, and is not what was printed."""
    line = "graphq view lineage jnim -o page.html >&- 2>&- <&-"
    in_shell(line, db=jnim_folder, cwd=tmp_path)
    wanted = in_shell("graphq view lineage jnim -o other.html", db=jnim_folder, cwd=tmp_path)
    assert wanted[0] == 0
    assert (tmp_path / "page.html").stat().st_size == (tmp_path / "other.html").stat().st_size


def begun(*arguments: str, db: Path, cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", f"{RUN}from graphq.cli.main import main; main()", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "GRAPHQ_DB": str(db), "GRAPHQ_WAIT": "1"},
        cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "form"),
    [("SIGINT", "csv"), ("SIGTERM", "csv"), ("SIGHUP", "csv"), ("SIGTERM", "neo4j-admin")],
)
def test_a_signal_that_ends_an_export_leaves_nothing(
    name: str, form: str, jnim_folder: Path, tmp_path: Path
) -> None:
    number = signal.Signals[name]
    process = begun("export", form, "out", db=jnim_folder, cwd=tmp_path)
    deadline = time.monotonic() + 60
    while not [*tmp_path.rglob(".graphq-*.part/made/*")] and time.monotonic() < deadline:
        time.sleep(0.001)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    how = "interrupted" if name == "SIGINT" else f"ended by {name}"
    assert (process.returncode, out) == (128 + number, "")
    assert err == f"graphq: {how}; nothing was exported.\n"
    assert [*tmp_path.iterdir()] == []


def test_who_has_said_nohup_is_not_ended_by_the_terminal(jnim_folder: Path, tmp_path: Path) -> None:
    line = "trap '' HUP; graphq export jsonl out.jsonl & sleep 0.2; kill -HUP $!; wait $!"
    code, _, err = in_shell(line, db=jnim_folder, cwd=tmp_path)
    assert (code, err) == (0, "")
    assert (tmp_path / "out.jsonl").exists()
