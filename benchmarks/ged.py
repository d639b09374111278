"""How long a file of events takes to load, first, again and changed: `python -m benchmarks.ged`.

The yardstick is, in the same run and with the same rows ready made, what the engine itself takes to
write them: into a folder the store's bulk path, which is safe against being killed; on a Neo4j that
is new and empty plain UNWIND and CREATE. They write the facts that release 0.2 wrote, whatever a
load writes today: what need not be written is no yardstick. Each step is a process of its own, so
that its memory is its own; that of a yardstick includes the rows it has.

    python -m benchmarks.ged [--file FILE] [--db FOLDER_OR_URL] [--yardstick] [--release]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from benchmarks.ged_like import ROWS, release, write
from benchmarks.noted import note
from benchmarks.tables import EnoughError, Keeping, with_unwind_create
from graphq.graph.opening import is_server, open_store
from graphq.graph.store import Store, StoreOptions
from graphq.graph.write.writer import prepare
from graphq.ingest.load import find
from graphq.ingest.sources.ucdp.ged import FORMAT

BULK, CREATE = "bulk path", "UNWIND CREATE"


def _load(file: Path, into: Store | str) -> None:
    found = find(str(file), form=FORMAT.name, rejects=file.with_suffix(".rejects.csv"))
    with closing(found):
        if isinstance(into, str):
            summary = found.into_place(into, StoreOptions(), "benchmark")
        else:
            summary = found.into(into, "benchmark")
    counts = summary.counts
    print(
        f"{summary.rows:,} rows, {counts.created:,} new, {counts.updated:,} changed",
        file=sys.stderr,
    )


def _kept(file: Path) -> Keeping:
    """The rows that the file became with release 0.2, made beforehand."""
    kept = Keeping()

    @contextmanager
    def keep() -> Iterator[Keeping]:
        yield kept

    with tempfile.TemporaryDirectory() as parent, open_store(Path(parent) / "g", "write") as store:
        store.bulk = keep  # type: ignore[method-assign]
        with suppress(EnoughError):
            _load(file, store)
    kept.tie_incidents_to_their_datasets()
    return kept


def _step(name: str, file: Path, db: str) -> None:
    """One step, in a process of its own; prints its seconds and its peak memory in MB."""
    kept = _kept(file) if name in (BULK, CREATE) else Keeping()
    began = time.perf_counter()
    if name == CREATE:
        with_unwind_create(kept.tables, db)
    elif name == BULK:
        with open_store(db, "write") as store, store.bulk() as bulk:
            for method, given in kept.calls:
                getattr(bulk, method)(*given)
    else:
        _load(file, db)
    seconds = time.perf_counter() - began
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _run(name: str, file: Path, db: str, place: str) -> float:
    """Run a step, and tell of it; returns its seconds."""
    command = [sys.executable, "-m", "benchmarks.ged", "--step", name, "--file", str(file)]
    ran = subprocess.run([*command, "--db", db], check=True, stdout=subprocess.PIPE, text=True)
    seconds, megabytes = map(float, ran.stdout.split()[-2:])
    note(f"{place}: {name} s", seconds)
    note(f"{place}: {name} MB", megabytes)
    print(f"{name:<14}{seconds:8.1f} s   {megabytes:8,.0f} MB", flush=True)
    return seconds


def main() -> None:
    """Time the yardstick alone, or a first load, the same load again, and a release after it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--file", type=Path, help="a file of UCDP GED; otherwise one is made up")
    parser.add_argument("--db", help="an empty server, or a new folder for the graph to be left in")
    parser.add_argument("--yardstick", action="store_true", help="only what the engine takes")
    parser.add_argument("--once", action="store_true", help="only the first load")
    parser.add_argument("--release", action="store_true", help="also one that changes 1 %% of it")
    parser.add_argument("--place", default="", help="what it is called in what is noted")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        _step(given.step, given.file, given.db)
        return
    with tempfile.TemporaryDirectory() as parent:
        file = given.file or Path(parent) / "ged.csv"
        if not given.file:
            write(file, given.rows)
        db = given.db or str(Path(parent) / "graph")
        with open_store(db, "write") as store:
            prepare(store)
        if given.yardstick:
            _run(CREATE if is_server(db) else BULK, file, db, given.place)
            return
        first = _run("first load", file, db, given.place)
        if given.once:
            return
        again = _run("load again", file, db, given.place)
        print(f"again against the first: {again / first:.2f} x")
        if given.release:
            # Of the same name, as the next release of a publisher's file is loaded.
            changed = Path(parent) / "next" / file.name
            changed.parent.mkdir()
            rows = release(file, changed)
            took = _run("release", changed, db, given.place)
            print(f"a release that changes {rows:,} rows: {took / first:.2f} x of the first load")


if __name__ == "__main__":
    main()
