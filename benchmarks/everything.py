"""Every benchmark in one run, on one table shaped like UCDP GED 25.1: `make bench`.

What always holds here: what is compared is measured in the same run, each part a process of its
own; the graphs are made in a temporary folder and are gone afterwards. It takes about an hour on
two cores; `--rows 38592` makes all of it a tenth as large, and `--only` runs some of the parts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ged_like import ROWS, write
from benchmarks.timing import compare, graphq
from graphq.graph.model.schema import definitions
from graphq.graph.opening import open_store
from tests.neo4j.server import Neo4jServer, missing_programs

_HEAP, _PAGES = "2g", "1g"


@dataclass(frozen=True)
class Bench:
    """Where the parts find the table and the graphs that the earlier ones left."""

    parent: Path
    rows: int

    def file(self, times: float = 1) -> Path:
        """The table, so many times as large; made when it is first asked for."""
        path = self.parent / f"ged-{times:g}.csv"
        if not path.exists():
            write(path, int(self.rows * times))
        return path

    def graph(self, times: float = 1) -> Path:
        """A graph of the table with invented targets and successions, so that all can be asked."""
        folder = self.parent / f"graph-{times:g}"
        if not folder.exists():
            _module(
                "ged", "--no-yardsticks", "--file", self.file(times), "--db", folder, quiet=True
            )
            few = ["--targets", int(25_000 * times), "--successions", int(1_160 * min(times, 1))]
            _module("large_graph", folder, *few, quiet=True)
        return folder


def start(bench: Bench) -> None:
    """The command and the dossier."""
    _module("start")
    _module("dossier")


def folder(bench: Bench) -> None:
    """A first load into a folder, and again."""
    _module("ged", "--file", bench.file())


def memory(bench: Bench) -> None:
    """The same at four times the rows, for its memory."""
    _module("ged", "--no-yardsticks", "--file", bench.file(4), "--db", bench.parent / "four-times")
    shutil.rmtree(bench.parent / "four-times")
    bench.file(4).unlink()


def questions(bench: Bench) -> None:
    """The questions on a folder, and on one with a tenth of the rows."""
    for times in (1, 0.1):
        print(f"at {times:g} x of {bench.rows:,} rows")
        _module("questions", "--db", bench.graph(times))


def process(bench: Bench) -> None:
    """`graphq lineage` as a whole process on the large graph, and on the dossier alone."""
    small = bench.parent / "dossier"
    large = bench.parent / "with-dossier"
    shutil.copytree(bench.graph(), large)
    for place in (small, large):
        subprocess.run([*graphq("load", "jnim"), "--db", str(place)], check=True)
    compare(
        {
            "graphq lineage, dossier alone": graphq("lineage", "jnim", "--db", str(small)),
            "graphq lineage, large graph": graphq("lineage", "jnim", "--db", str(large)),
        }
    )


def server(bench: Bench) -> None:
    """A first load onto Neo4j, and again."""
    with Neo4jServer(heap=_HEAP, page_cache=_PAGES) as neo4j:
        os.environ["NEO4J_PASSWORD"] = neo4j.password
        _module("ged", "--file", bench.file(), "--db", neo4j.uri)


def offline(bench: Bench) -> None:
    """The offline way into Neo4j, and the questions on what it brought there."""
    from benchmarks.offline import measure

    neo4j = Neo4jServer(heap=_HEAP, page_cache=_PAGES)
    neo4j.prepare()
    try:
        measure(str(bench.graph()), 2, neo4j)
        neo4j.restart()
        os.environ["NEO4J_PASSWORD"] = neo4j.password
        with open_store(neo4j.uri, "write") as store:
            store.define(definitions())
        _module("questions", "--db", neo4j.uri)
    finally:
        neo4j.stop()


_PARTS: dict[str, Callable[[Bench], None]] = {
    part.__name__: part for part in (start, folder, memory, questions, process, server, offline)
}
_ON_NEO4J = ("server", "offline")


def _module(name: str, *arguments: object, quiet: bool = False) -> None:
    """Run one benchmark in a process of its own."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *map(str, arguments)]
    silent = subprocess.DEVNULL if quiet else None
    subprocess.run(command, check=True, stdout=silent, stderr=silent)


def main() -> None:
    """Run the parts one after the other."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--rows", type=int, default=ROWS, help="rows of the table (%(default)s)")
    options.add_argument("--only", nargs="*", choices=_PARTS, default=list(_PARTS))
    given = options.parse_args()
    missing = missing_programs()
    with tempfile.TemporaryDirectory(prefix="graphq-bench-") as parent:
        bench = Bench(Path(parent), given.rows)
        for name in given.only:
            print(f"\n# {name}: {_PARTS[name].__doc__}", flush=True)
            if missing and name in _ON_NEO4J:
                print(f"left out: there is no {' and no '.join(missing)} here")
                continue
            _PARTS[name](bench)


if __name__ == "__main__":
    main()
