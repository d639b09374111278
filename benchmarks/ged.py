"""How long a published file of events takes to load, first and again: `python -m benchmarks.ged`.

The yardstick is the store's bulk path alone, given the same rows ready made, in the same run.
Goals: a first load into a folder at most 1.2 x of it, the same file again at most a quarter of the
first load, and less than 1.5 GB of memory, whatever the number of rows. Each step is a process of
its own, so that its memory is its own; that of the yardstick includes the rows it was given.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from benchmarks.ged_like import write
from graph.records import Row
from graph.store import NodeRows, RelationshipRows, Store, open_store
from graph.writer import prepare
from ingest.event_load import EventLoad
from ingest.files import InputFile
from ingest.formats.ucdp_ged import FORMAT
from ingest.rejects import Rejects


class _Kept:
    """In place of a bulk: keeps what it is given."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def nodes(self, labels: tuple[str, ...], rows: Sequence[Row]) -> None:
        self.calls.append(("nodes", (labels, rows)))

    def relationships(self, kind: str, start: str, end: str, rows: Sequence[Row]) -> None:
        self.calls.append(("relationships", (kind, start, end, rows)))

    def together(self, nodes: NodeRows, relationships: RelationshipRows) -> None:
        self.calls.append(("together", (nodes, relationships)))

    def settle(self) -> Store:
        raise _EnoughError


class _EnoughError(Exception):
    """The rows are there; the rest of the load is not wanted."""


def _load(file: Path, store: Store) -> None:
    with InputFile.open(str(file)) as opened:
        rejects = Rejects(file.with_suffix(".rejects.csv"))
        stage = lambda name, total: lambda done, rows: None  # noqa: E731 - nobody looks
        summary = EventLoad(FORMAT, opened, rejects, stage, "benchmark").into(store)
        rejects.close()
    print(f"{summary.rows:,} rows, {summary.counts.created:,} new", file=sys.stderr)


def _step(name: str, file: Path, db: str) -> None:
    """One step, in a process of its own; prints its seconds and its peak memory in MB."""
    with open_store(db, "write") as store:
        began = time.perf_counter()
        if name == "bulk":
            kept = _Kept()

            @contextmanager
            def keep() -> Iterator[_Kept]:
                yield kept

            real, store.bulk = store.bulk, keep  # type: ignore[method-assign]
            with suppress(_EnoughError):
                _load(file, store)
            began = time.perf_counter()
            with real() as bulk:
                for method, given in kept.calls:
                    getattr(bulk, method)(*given)
        else:
            _load(file, store)
    seconds = time.perf_counter() - began
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _run(name: str, file: Path, db: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.ged", "--step", name, "--file", str(file)]
    ran = subprocess.run([*command, "--db", db], check=True, stdout=subprocess.PIPE, text=True)
    seconds, megabytes = ran.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def _emptied(db: str) -> None:
    with open_store(db, "write") as store:
        if "://" in db:
            while store.read("MATCH (n) RETURN n.id AS id LIMIT 1"):
                store.write([("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n", {})])
        prepare(store)


def main() -> None:
    """Time the bulk path alone, a first load, and the same load again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=385_918)
    parser.add_argument("--file", type=Path, help="a file of UCDP GED; otherwise one is made up")
    parser.add_argument("--db", help="an empty server to load into; otherwise folders are made")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        _step(given.step, given.file, given.db)
        return
    with tempfile.TemporaryDirectory() as parent:
        file = given.file or Path(parent) / "ged.csv"
        if not given.file:
            write(file, given.rows)
        places = [given.db or str(Path(parent) / name) for name in ("alone", "graph")]
        found = {}
        _emptied(places[0])
        found["bulk path alone"] = _run("bulk", file, places[0])
        _emptied(places[1])
        found["first load"] = _run("load", file, places[1])
        found["load again"] = _run("load", file, places[1])
    yardstick = found["bulk path alone"][0]
    for name, (seconds, megabytes) in found.items():
        print(f"{name:<16}  {seconds:7.1f} s  {seconds / yardstick:5.2f} x  {megabytes:6,.0f} MB")


if __name__ == "__main__":
    main()
