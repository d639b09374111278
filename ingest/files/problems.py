"""What is wrong with a source, row by row, told all at once.

What always holds here: a problem names its file, line and column, and says the reason in words; the
reader goes on after a problem, so that one look shows them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graphq.graph.errors import GraphqError

_LONGEST: Final = 1_000
"""Characters."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where, and why."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        """The problem on one line, cut where a cell that it repeats is very long."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        column, reason = _cut(self.column), _cut(self.reason)
        return f"{place}: {column}: {reason}" if column else f"{place}: {reason}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What looks wrong and may be right: nothing is refused for it."""

    kind: str
    """A word for what is doubted, such as `older-source`."""
    row: str
    """What the row is called."""
    problem: Problem


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


class SourceRefusedError(GraphqError):
    """A source with problems that keep it out of the graph; nothing of it was loaded."""

    def __init__(self, what: str, problems: Sequence[Problem]) -> None:
        """Keep every problem beside the sentence that counts them."""
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        thing = "1 problem" if count == 1 else f"{count} problems"
        super().__init__(f"{what} has {thing}; nothing was loaded. Mend them and load again.")
