"""Runs the command as an analyst does: a process of its own, on a graph of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    out: str
    err: str


def graphq(
    *arguments: str,
    db: Path | str | None = None,
    stdin: str | None = None,
    cwd: Path | None = None,
    **environment: str,
) -> Ran:
    """Run `graphq` with the arguments; the environment knows of no other graph and no server."""
    clean = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GRAPHQ_", "NEO4J_", "COLUMNS"))
    }
    known = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "112"}
    known["GRAPHQ_WAIT"] = "1"
    if db is not None:
        known["GRAPHQ_DB"] = str(db)
    done = subprocess.run(
        [sys.executable, "-m", "graphq.cli.main", *arguments],
        env={**clean, **known, **environment},
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
