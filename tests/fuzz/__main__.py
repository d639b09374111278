"""The fuzz as it runs at night: a million files, in as many processes as there are processors.

    python -m tests.fuzz --seed 1 --files 1000000

What always holds here: a case that did not hold is written to build/fuzz with what was wrong, and
is made again by its seed and its number.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests import figures
from tests.fuzz.run import Ran, run

_AT_ONCE = 500
"""Cases of one piece of work."""


def main() -> int:
    """Run the cases that are asked for; the exit code is 1 where one did not hold."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--files", type=int, default=1_000_000, help="how many")
    asked.add_argument("--first", type=int, default=0, help="the number of the first")
    asked.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--lost", type=Path, default=Path("build/fuzz"), help="where they are kept")
    given = asked.parse_args()
    began, done = time.monotonic(), Ran()
    pieces = range(given.first, given.first + given.files, _AT_ONCE)
    with ProcessPoolExecutor(given.processes) as pool:
        waiting = [
            pool.submit(run, given.seed, at, min(_AT_ONCE, pieces.stop - at), given.lost)
            for at in pieces
        ]
        for at, piece in enumerate(waiting, start=1):
            done += piece.result()
            if at % 20 == 0:
                print(done.told(given.seed, time.monotonic() - began), file=sys.stderr, flush=True)
    figures.tried("input files", done.tried, done.held, seed=given.seed)
    print(done.told(given.seed, time.monotonic() - began))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"At most {most:,} MB in one process.")
    for number, what in done.lost.items():
        print(f"  lost {number}: {what}; python -m tests.fuzz --seed {given.seed} --first {number} "
              "--files 1")  # fmt: skip
    return 1 if done.lost else 0


if __name__ == "__main__":
    sys.exit(main())
