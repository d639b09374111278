"""How long the offline way into Neo4j takes: the export with Neo4j's importer, against it alone.

The yardstick is `neo4j-admin database import full` on the very tables that the export wrote, into a
new home of its own. What a user waits for is the export and then the import, so the ratio is both
together to the import alone. The parts take turns within one run; on a busy machine compare the
ratio, not the seconds. The importer is the one of `tests/neo4j/pom.xml`.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.noted import note
from graphq.graph.export.neo4j_texts import COMMAND_FILE
from tests.neo4j.server import Neo4jServer


def main() -> None:
    """Take the options, and measure."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--db", required=True, help="the folder of a graph")
    asked.add_argument("--rounds", type=int, default=3, help="times each (%(default)s)")
    given = asked.parse_args()
    measure(given.db, given.rounds)


def measure(db: str, rounds: int, server: Neo4jServer | None = None) -> None:
    """Export and import so many times, and print the medians and the ratio.

    With a server, which must have been prepared and not started, the last import is left in it.
    """
    exports: list[float] = []
    imports: list[float] = []
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as parent:
            folder = Path(parent) / "tables"
            command = [
                sys.executable,
                "-m",
                "graphq.cli.main",
                "export",
                "neo4j-admin",
                str(folder),
            ]
            seconds, work, told = _timed([*command, "--db", db])
            exports.append(seconds)
            size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            if number == 0:
                print(told.splitlines()[0].replace(str(folder), "tables"))
                print(f"{size:.0f} MB; the export's peak was {peak:.0f} MB")
            print(f"export {seconds:7.1f} s ({work:.1f} s of processor time)")
            kept = server if number == rounds - 1 else None
            seconds, work, told = _imported(folder, kept)
            imports.append(seconds)
            counts = re.findall(r"\d+ (?:nodes|relationships)", told)
            print(
                f"import {seconds:7.1f} s ({work:.1f} s of processor time), {', '.join(counts)}",
                flush=True,
            )
    alone = statistics.median(imports)
    both = statistics.median(
        exported + imported for exported, imported in zip(exports, imports, strict=True)
    )
    note("export s", both - alone)
    note("importer s", alone)
    print(f"importer alone        {alone:7.1f} s   1.00 x")
    print(f"export, then importer {both:7.1f} s   {both / alone:.2f} x")


def _imported(folder: Path, kept: Neo4jServer | None) -> tuple[float, float, str]:
    """Import the tables into a new home, or into the one that is to be kept."""
    server = kept or Neo4jServer()
    if not kept:
        server.prepare()
    try:
        os.environ["NEO4J_ADMIN"] = str(server.admin_program())
        return _timed(["sh", str(folder / COMMAND_FILE)])
    finally:
        if not kept:
            server.stop()


def _timed(command: list[str]) -> tuple[float, float, str]:
    """Seconds by the clock, seconds of processor time, and what was printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, work, done.stdout


if __name__ == "__main__":
    main()
