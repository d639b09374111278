"""Numbered footnotes of sources, as in a report.

What always holds here: a source keeps its number throughout one document; each footnote has the
Admiralty letter of what was seen of it; an id that the graph does not know is printed as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graphq.document.document import CitedSource, Document, WrittenBrief, source_of
from graphq.graph.records import Row

LETTERS: Final = "A completely reliable … E unreliable, F cannot be judged"


@dataclass(slots=True)
class Footnotes:
    """The sources cited so far, in the order of their first mention."""

    known: Mapping[str, Row]
    numbers: dict[str, int] = field(default_factory=dict)
    given: Mapping[str, CitedSource] = field(default_factory=dict)
    """Sources that are told already, by their ids."""

    def cite(self, ids: Iterable[str]) -> list[int]:
        """The numbers of the sources, ascending."""
        return sorted(
            self.numbers.setdefault(key, len(self.numbers) + 1) for key in dict.fromkeys(ids)
        )

    def mark(self, ids: Iterable[str]) -> str:
        """The mark in a cell: `[1–3, 7]`; blank where there is no source."""
        numbers = self.cite(ids)
        return f"[{runs(numbers)}]" if numbers else ""

    def entries(self) -> list[CitedSource]:
        """Each source that was cited."""
        return [
            self.given.get(key) or source_of(key, number, self.known.get(key))
            for key, number in self.numbers.items()
        ]


def footnotes_of(document: Document | WrittenBrief) -> Footnotes:
    """The footnotes of a document, as it is begun to be written; a brief has its numbers."""
    if isinstance(document, WrittenBrief):
        return Footnotes({}, dict(document.numbers), {one.id: one for one in document.sources})
    return Footnotes(document.known)


def runs(numbers: Sequence[int]) -> str:
    """Ascending numbers with runs of three or more drawn together: `1–3, 7, 8`."""
    return ", ".join(
        str(first) if first == last else f"{first}–{last}" for first, last in stretches(numbers)
    )


def stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs; one or two numbers next to each other stay apart."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(numbers):
        end = start
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        if end - start >= 2:
            found.append((numbers[start], numbers[end]))
        else:
            found += [(number, number) for number in numbers[start : end + 1]]
        start = end + 1
    return found
