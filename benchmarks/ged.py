"""How long a file of events takes to load, first, again and changed: `python -m benchmarks.ged`.

The yardsticks are, in the same run and with the same rows ready made: the engine's own fastest
means and nothing besides (ArcadeDB's batch writer; on Neo4j UNWIND and CREATE), and the store's
bulk path, which is safe against being killed. Goals: a first load into a folder at most 1.2 x the
bulk path alone, onto Neo4j at most 1.1 x plain UNWIND and CREATE; the same file again in less than
a second; a release with other figures in one row of a hundred at most 0.15 of the first load; less
than 1 GB of memory, whatever the number of rows. Each step is a process of its own, so that its
memory is its own; that of a yardstick includes the rows it has.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from benchmarks.ged_like import write
from benchmarks.tables import EnoughError, Keeping, with_batch_writer, with_unwind_create
from graphq.graph.opening import is_server, open_store
from graphq.graph.store import Store, StoreOptions
from graphq.graph.write.writer import prepare
from graphq.ingest.load import find
from graphq.ingest.sources.ucdp.ged import FORMAT

_YARDSTICKS = {"plain": "engine's means alone", "bulk": "bulk path alone"}


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


def _release(file: Path, newer: Path) -> Path:
    """The file with other figures in one row of a hundred."""
    with file.open(encoding="utf-8", newline="") as rows:
        table = csv.DictReader(rows)
        with newer.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, table.fieldnames or [])
            writer.writeheader()
            for at, cells in enumerate(table):
                if at % 100 == 0:
                    cells |= {"high": str(int(cells["high"]) + 1)}
                writer.writerow(cells)
    return newer


def _kept(file: Path) -> Keeping:
    """The rows that the file becomes, made beforehand."""
    kept = Keeping()

    @contextmanager
    def keep() -> Iterator[Keeping]:
        yield kept

    with tempfile.TemporaryDirectory() as parent, open_store(Path(parent) / "g", "write") as store:
        store.bulk = keep  # type: ignore[method-assign]
        with suppress(EnoughError):
            _load(file, store)
    return kept


def _step(name: str, file: Path, db: str) -> None:
    """One step, in a process of its own; prints its seconds and its peak memory in MB."""
    kept = _kept(file) if name in _YARDSTICKS else Keeping()
    began = time.perf_counter()
    if name == "plain":
        if is_server(db):
            with_unwind_create(kept.tables, db)
        else:
            with_batch_writer(kept.tables, Path(db))
    elif name == "bulk":
        with open_store(db, "write") as store, store.bulk() as bulk:
            for method, given in kept.calls:
                getattr(bulk, method)(*given)
    else:
        _load(file, db)
    seconds = time.perf_counter() - began
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _run(name: str, file: Path, db: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.ged", "--step", name, "--file", str(file)]
    ran = subprocess.run([*command, "--db", db], check=True, stdout=subprocess.PIPE, text=True)
    seconds, megabytes = ran.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def _emptied(db: str) -> None:
    with open_store(db, "write") as store:
        if is_server(db):
            # A node with all its relationships can be more than one transaction has memory for.
            while store.read("MATCH ()-[r]->() RETURN r.id AS id LIMIT 1"):
                store.write([("MATCH ()-[r]->() WITH r LIMIT 100000 DELETE r", {})])
            while store.read("MATCH (n) RETURN n.id AS id LIMIT 1"):
                store.write([("MATCH (n) WITH n LIMIT 50000 DELETE n", {})])
        prepare(store)


def main() -> None:
    """Time the yardsticks, a first load, the same load again, and a release that changes little."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=385_918)
    parser.add_argument("--file", type=Path, help="a file of UCDP GED; otherwise one is made up")
    parser.add_argument("--db", help="an empty server, or a new folder for the graph to be left in")
    parser.add_argument("--no-yardsticks", action="store_true", help="only the loads")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        _step(given.step, given.file, given.db)
        return
    with tempfile.TemporaryDirectory() as parent:
        file = given.file or Path(parent) / "ged.csv"
        if not given.file:
            write(file, given.rows)
        steps = {} if given.no_yardsticks else dict(_YARDSTICKS)
        found = {}
        for name, told in steps.items():
            db = given.db if given.db and is_server(given.db) else str(Path(parent) / name)
            _emptied(db)
            found[told] = _run(name, file, db)
        db = given.db or str(Path(parent) / "graph")
        _emptied(db)
        found["first load"] = _run("load", file, db)
        found["load again"] = _run("load", file, db)
        found["1 % changed"] = _run("load", _release(file, Path(parent) / "newer.csv"), db)
    whole = found["first load"][0]
    print(f"{'':<22}{'':>9}  of the first load   peak memory")
    for told, (seconds, megabytes) in found.items():
        print(f"{told:<22}{seconds:7.1f} s  {seconds / whole:17.2f}   {megabytes:8,.0f} MB")
    for told in steps.values():
        print(f"first load against {told}: {whole / found[told][0]:.2f} x")


if __name__ == "__main__":
    main()
