"""Every benchmark in one run, on one table shaped like UCDP GED 25.1: `make bench`.

What always holds here: what is compared is measured in the same run, each part a process of its
own; each graph is made once, in a temporary folder, and is gone afterwards. At the end stands a
table of all goals. It is made to take 25 minutes on two otherwise idle cores; `--rows 38592` makes
all of it a tenth as large, and `--only` runs some of the parts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from benchmarks.ged_like import ROWS, write
from benchmarks.goals import table
from benchmarks.large_graph import SUCCESSIONS, TARGETS
from benchmarks.noted import VARIABLE, note, noted
from benchmarks.questions import GROWTH
from benchmarks.timing import graphq
from graphq.graph.model.schema import definitions
from graphq.graph.opening import open_store
from tests.neo4j.server import Neo4jServer, missing_programs

_HEAP, _PAGES = "2g", "1g"
_BUDGET: Final = 8
"""Seconds after which a line of questions is asked no further."""
_MINUTES: Final = 25
_FEWEST: Final = 50
"""Invented targets and successions, however few the rows."""
_SPARE: Final = 1.3
"""By how much a load of more rows may take longer than its rows let expect."""


@dataclass(frozen=True)
class Bench:
    """Where the parts find the tables and the graphs that the earlier ones left."""

    parent: Path
    rows: int
    began: float = field(default_factory=time.monotonic)

    def file(self, times: float = 1) -> Path:
        """The table, so many times as large; made when it is first asked for."""
        path = self.parent / f"ged-{times:g}.csv"
        if not path.exists():
            write(path, int(self.rows * times))
        return path

    @cached_property
    def graph(self) -> Path:
        """A graph of the table and a later release of it, so that all can be asked, and jnim's."""
        folder = self.parent / "graph"
        _ged("folder", self.file(), folder, "--release")
        note("folder: rows", self.rows)
        self._complete(folder, TARGETS)
        subprocess.run([*graphq("load", "jnim"), "--db", str(folder)], check=True)
        return folder

    @cached_property
    def tenth(self) -> Path:
        """One of a tenth of the rows, with as many successions: what grows are the events."""
        folder = self.parent / "tenth"
        _ged("tenth", self.file(0.1), folder)
        self._complete(folder, TARGETS // 10)
        return folder

    def _complete(self, folder: Path, targets: int) -> None:
        # Of many among few groups each would descend from all.
        successions = max(SUCCESSIONS * self.rows // ROWS, _FEWEST)
        targets = max(targets * self.rows // ROWS, _FEWEST)
        _module("large_graph", folder, "--targets", targets, "--successions", successions)

    def seconds_left(self) -> float:
        """Until all of it should have ended."""
        return _MINUTES * 60 - (time.monotonic() - self.began)


def folder(bench: Bench) -> None:
    """A first load into a folder, the same again, and a later release; what the engine takes."""
    alone = bench.parent / "alone"
    _ged("folder", bench.file(), alone, "--yardstick")
    shutil.rmtree(alone)
    _ = bench.graph


def questions(bench: Bench) -> None:
    """The questions on the folder, and a few on one with a tenth of the rows."""
    _ask("folder", bench.graph)
    print("with a tenth of the rows")
    _ask("tenth", bench.tenth, "--only", *(name.split(" ")[0] for name in GROWTH))


def start(bench: Bench) -> None:
    """Whole processes: on the dossier, on the large graph, and without any."""
    _module("start", bench.graph)
    _module("dossier")


def offline(bench: Bench) -> None:
    """The offline way into Neo4j, and the questions on what it brought there."""
    from benchmarks.offline import measure

    neo4j = Neo4jServer(heap=_HEAP, page_cache=_PAGES)
    neo4j.prepare()
    try:
        measure(str(bench.graph), 1, neo4j)
        neo4j.restart()
        os.environ["NEO4J_PASSWORD"] = neo4j.password
        with open_store(neo4j.uri, "write") as store:
            store.define(definitions())
        _ask("neo4j", neo4j.uri)
    finally:
        neo4j.stop()


def server(bench: Bench) -> None:
    """A first load onto a Neo4j, and again; what Neo4j takes; and a later release, at a tenth."""
    loads = (
        ("neo4j", 1, "--yardstick"),
        ("neo4j", 1, ""),
        ("neo4j, a tenth", 0.1, "--release"),
    )
    for place, times, more in loads:
        # Each begins on a server that is new, so that none has what another warmed up.
        with Neo4jServer(heap=_HEAP, page_cache=_PAGES) as neo4j:
            os.environ["NEO4J_PASSWORD"] = neo4j.password
            _ged(place, bench.file(times), neo4j.uri, *([more] if more else []))


def memory(bench: Bench) -> None:
    """The memory of a first load of four times the rows, or of twice where little time is left."""
    _ = bench.graph
    expected = noted(Path(os.environ[VARIABLE]))["folder: first load s"] * _SPARE
    times = 4 if 4 * expected < bench.seconds_left() else 2
    place = bench.parent / "more"
    note("more rows: rows", bench.rows * times)
    print(f"of {bench.rows * times:,} rows")
    _ged("more rows", bench.file(times), place, "--once")
    shutil.rmtree(place)


_PARTS: dict[str, Callable[[Bench], None]] = {
    part.__name__: part for part in (folder, questions, start, offline, server, memory)
}
_ON_NEO4J = ("server", "offline")


def _ged(place: str, file: Path, db: Path | str, *more: str) -> None:
    _module("ged", "--place", place, "--file", file, "--db", db, *more)


def _ask(place: str, db: Path | str, *more: str) -> None:
    _module("questions", "--place", place, "--db", db, "--budget", _BUDGET, *more)


def _module(name: str, *arguments: object) -> None:
    """Run one benchmark in a process of its own."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *map(str, arguments)]
    subprocess.run(command, check=True)


def main() -> None:
    """Run the parts one after the other, and print the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--rows", type=int, default=ROWS, help="rows of the table (%(default)s)")
    options.add_argument("--only", nargs="*", choices=_PARTS, default=list(_PARTS))
    given = options.parse_args()
    missing = missing_programs()
    with tempfile.TemporaryDirectory(prefix="graphq-bench-") as parent:
        bench = Bench(Path(parent), given.rows)
        notes = Path(parent) / "noted"
        os.environ[VARIABLE] = str(notes)
        for name in given.only:
            print(f"\n# {name}: {_PARTS[name].__doc__}", flush=True)
            if missing and name in _ON_NEO4J:
                print(f"left out: there is no {' and no '.join(missing)} here")
                continue
            _PARTS[name](bench)
        if given.only == list(_PARTS):
            note("everything min", (time.monotonic() - bench.began) / 60)
        print(f"\n# The goals, of {given.rows:,} rows\n")
        print("\n".join(table(noted(notes))))


if __name__ == "__main__":
    main()
