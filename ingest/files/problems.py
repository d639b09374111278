"""What is wrong with a source, row by row, told all at once.

What always holds here: a problem names its file, line and column, and says the reason in words; the
reader goes on after a problem, so that one look shows them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphq.graph.errors import GraphqError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where, and why."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        """The problem on one line."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{place}: {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"
        )


class SourceRefusedError(GraphqError):
    """A source with problems that keep it out of the graph; nothing of it was loaded."""

    def __init__(self, what: str, problems: Sequence[Problem]) -> None:
        """Keep every problem beside the sentence that counts them."""
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        thing = "1 problem" if count == 1 else f"{count} problems"
        super().__init__(f"{what} has {thing}; nothing was loaded. Mend them and load again.")
