"""Another process with a folder, for the tests of what two processes do to each other.

The scripts say `ready` when they have come to the point that matters, so that no test has to guess
how long that takes.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]

HOLD = """
import sys
from graphq.graph.opening import open_store
from graphq.graph.store import StoreOptions
from graphq.graph.write.writer import prepare
with open_store(sys.argv[1], "write", StoreOptions(command="graphq load jnim")) as store:
    prepare(store)
    print("ready", flush=True)
    sys.stdin.readline()
    store.write([("CREATE (:Person {id: 'late'})", {})])
print("done", flush=True)
"""
"""Holds the folder for writing until it is sent a line, writes, and goes."""

LOAD = """
import sys
from pathlib import Path
from graphq.graph.opening import open_store
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.pipeline import load
dossier = Dossier(Path(sys.argv[2]))
print("ready", flush=True)
with open_store(sys.argv[1], "write") as store:
    load(dossier, store, "test")
print("done", flush=True)
"""
"""Loads a dossier into the folder."""

READ = """
import sys
from graphq.graph.opening import open_store
from graphq.graph.store import StoreOptions
print("ready", flush=True)
sys.stdin.readline()
with open_store(sys.argv[1], "read", StoreOptions(wait_seconds=30)) as store:
    print(store.read("MATCH (n:GraphInfo) RETURN count(n) AS n")[0]["n"], flush=True)
"""
"""Reads the folder once it is sent a line."""


@contextmanager
def running(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a script until it says `ready`, and see to it that it is gone at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def tell(process: subprocess.Popen[str]) -> None:
    """Send the script the line it waits for."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def said(process: subprocess.Popen[str]) -> str:
    """The next line that the script prints."""
    assert process.stdout is not None
    return process.stdout.readline().strip()
