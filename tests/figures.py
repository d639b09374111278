"""What the tests of faults tried and what of it held, noted while they run and told at the end.

What always holds: where GRAPHQ_TEST_FIGURES names no file, nothing is noted. A note is one line,
written at once at the end of the file, so that the lines of tests that run side by side do not mix.

    python -m tests.figures FILE      prints the notes of a run, summed by name
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

VARIABLE: Final = "GRAPHQ_TEST_FIGURES"


def tried(name: str, tried: int, held: int, *, seed: int | None = None) -> None:
    """Note that of `tried` cases of the kind `name`, drawn with `seed`, `held` went as promised.

    Call it before the assertion that can fail, so that what was lost is told as well.
    """
    named = os.environ.get(VARIABLE)
    if not named:
        return
    note = {"name": name, "tried": tried, "held": held, "seed": seed}
    number = os.open(named, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(number, f"{json.dumps(note)}\n".encode())
    finally:
        os.close(number)


@dataclass
class Figure:
    """All that was noted under one name."""

    tried: int = 0
    held: int = 0
    seeds: set[int] = field(default_factory=set)


def summed(lines: Iterable[str]) -> dict[str, Figure]:
    """The notes by name, in the order of the names."""
    figures: defaultdict[str, Figure] = defaultdict(Figure)
    for line in lines:
        note = json.loads(line)
        figure = figures[note["name"]]
        figure.tried += note["tried"]
        figure.held += note["held"]
        if note["seed"] is not None:
            figure.seeds.add(note["seed"])
    return dict(sorted(figures.items()))


def table(figures: dict[str, Figure]) -> str:
    """A line for each name: how many were tried, held and lost, and the seeds they came from."""
    rows = [("", "tried", "held", "lost", "seeds")]
    for name, figure in figures.items():
        seeds = sorted(figure.seeds)
        told = ", ".join(map(str, seeds[:4])) + (f" and {len(seeds) - 4} more" if seeds[4:] else "")
        lost = figure.tried - figure.held
        rows.append((name, f"{figure.tried:,}", f"{figure.held:,}", f"{lost:,}", told))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        f"{name:<{widths[0]}}  {counted:>{widths[1]}}  {held:>{widths[2]}}  {lost:>{widths[3]}}"
        f"  {seeds}".rstrip()
        for name, counted, held, lost, seeds in rows
    )


def main() -> None:
    """Print the table of the notes in the file that is named."""
    noted = Path(sys.argv[1])
    lines = noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []
    print(table(summed(lines)) if lines else "No test noted what it tried.")


if __name__ == "__main__":
    main()
