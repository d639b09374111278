"""Tries everything that can fail: `make faults`, for a night, with ARGS="--seed 7 --hours 8".

Every step of every command fails once in each way, in an order drawn with the seed, for as long as
there is time; a thousand commands are killed, and a Neo4j fifty times. What did not hold is printed
as it is found, the figures at the end; the exit code is 1 when something did not hold.
"""

from __future__ import annotations

import argparse
import functools
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import figures
from tests.faults.cases import READING, WRITING, Bench, Operation, moments
from tests.faults.running import KINDS, Fault
from tests.faults.servers import Server
from tests.neo4j.server import Neo4jServer

Trial = tuple[Operation, Fault | float]
"""A command, and the step that fails in it or the seconds after which it is killed."""


def steps(bench: Bench) -> Iterator[Trial]:
    """Every step of every command."""
    for operation in (*WRITING, *READING):
        for kind in KINDS:
            for fault in bench.steps(operation, kind):
                yield operation, fault


def kills(bench: Bench, number: int, seed: int) -> Iterator[Trial]:
    """So many commands that are killed, those that write a graph three times as often."""
    operations = (*WRITING * 3, *READING)
    for at in range(number):
        operation = operations[at % len(operations)]
        for moment in moments(bench, operation, 1, seed + at):
            yield operation, moment


class Night:
    """Trials side by side, each thread with a bench of its own."""

    def __init__(self, folder: Path, seed: int, hours: float) -> None:
        """Everything is made in the folder."""
        self._folder, self._seed = folder, seed
        self._until = time.monotonic() + hours * 3600
        self._mine = threading.local()
        self._benches: list[Bench] = []
        self.lost = 0

    def bench(self) -> Bench:
        """The bench of this thread."""
        if not hasattr(self._mine, "bench"):
            self._mine.bench = Bench(self._folder / str(threading.get_ident()))
            self._benches.append(self._mine.bench)
        found: Bench = self._mine.bench
        return found

    def try_all(self, kind: str, trials: Iterable[Trial]) -> None:
        """Try them as long as there is time."""
        with ThreadPoolExecutor(os.cpu_count()) as several:
            left = sum(several.map(functools.partial(self._is_left, kind), trials))
        if left:
            print(f"No time was left for {left:,} trials: {kind}.")

    def _is_left(self, kind: str, trial: Trial) -> bool:
        if time.monotonic() > self._until:
            return True
        operation, moment = trial
        self.note(kind, f"{operation}, {moment}", self.bench().tried(operation, moment))
        return False

    def note(self, kind: str, which: str, found: list[str]) -> None:
        """Note what became of a trial."""
        figures.tried(kind, 1, int(not found), seed=self._seed)
        if found:
            self.lost += 1
            print(f"{which}: {'; '.join(found)}", flush=True)

    def close(self) -> None:
        """End what the benches have started."""
        for bench in self._benches:
            bench.close()


def main() -> None:
    """Read the options, and try."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--hours", type=float, default=8)
    options.add_argument("--kills", type=int, default=1_000)
    options.add_argument("--servers", type=int, default=50, help="how often a Neo4j is killed")
    given = options.parse_args()
    print(f"Seed {given.seed}")
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="graphq-faults-") as folder:
        os.environ.setdefault(figures.VARIABLE, str(Path(folder) / "figures"))
        night = Night(Path(folder), given.seed, given.hours)
        try:
            if given.servers:
                with Neo4jServer() as started:
                    server = Server(night.bench(), started)
                    for at in range(given.servers):
                        operation = WRITING[at % len(WRITING)]
                        does = server.over_link if at % 3 == 2 else server.killed
                        kind = f"a server {does.__name__.replace('_', ' ')}"
                        night.note(kind, str(operation), does(operation, chance))
            night.try_all("kill -9 in a command", kills(night.bench(), given.kills, given.seed))
            every = list(steps(night.bench()))
            chance.shuffle(every)
            night.try_all("a step fails", every)
        finally:
            night.close()
        noted = Path(os.environ[figures.VARIABLE]).read_text(encoding="utf-8").splitlines()
        print(figures.table(figures.summed(noted)))
    sys.exit(1 if night.lost else 0)


if __name__ == "__main__":
    main()
