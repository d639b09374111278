"""Times whole commands against one another within one run.

What always holds: the commands take turns, so that a busy machine slows them alike; what is printed
is the median of each and its ratio to the first, which is the yardstick.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.noted import note

Command = Sequence[str]


def compare(commands: dict[str, Command], rounds: int = 9) -> None:
    """Run each command so many times in turn; print, and note, medians and ratios to the first."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            seconds[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    yardstick = next(iter(medians.values()))
    width = max(map(len, medians))
    for name, median in medians.items():
        spread = f"{min(seconds[name]):.3f} to {max(seconds[name]):.3f} s"
        print(f"{name:<{width}}  {median:.3f} s  {median / yardstick:5.2f} x   ({spread})")
        note(f"{name} s", median)


def python(code: str) -> Command:
    """A Python process that runs the code."""
    return [sys.executable, "-c", code]


def graphq(*arguments: str) -> Command:
    """The command, as it is installed."""
    return [sys.executable, "-m", "graphq.cli.main", *arguments]
