"""Files that are read whole: lists of entities, where one entry speaks of others.

What always holds here: a format reads every entry or tells why not, entry by entry; it ties what it
reads to the *records* of a publisher, by the publisher's ids, and joins nothing by name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from graphq.ingest.facts import Facts
from graphq.ingest.files.input import InputFile


@dataclass(frozen=True, slots=True)
class Reject:
    """An entry, or one statement of it, that could not be read.

    `line` is the line of a table or the number of the entry in a file without rows, `cells` the
    entry as text for the rejects file.
    """

    line: int
    column: str
    reason: str
    cells: str
    is_entry: bool = True
    """Whether it is the entry, of which nothing is known then; else one statement of it."""


@dataclass(slots=True)
class Read:
    """What a file held: its facts, how many entries, and what is not among the facts, and why.

    `left_out` counts by the reason what is in order and is not stored.
    """

    facts: Facts = field(default_factory=Facts)
    read: int = 0
    rejects: list[Reject] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=Counter)


@runtime_checkable
class WholeFormat(Protocol):
    """A publisher's list that is read whole."""

    @property
    def name(self) -> str:
        """The word for `--as`, and the dataset under which its facts are kept: `un-sc`."""
        ...

    @property
    def title(self) -> str:
        """What people call it: `UCDP Actor Dataset`."""
        ...

    @property
    def version(self) -> int:
        """Raised when the same entry is read into different facts, so that files are read again."""
        ...

    def missing(self, file: InputFile) -> list[str]:
        """What it lacks to be of this kind, in words; empty if it is of this kind."""
        ...

    def read(self, file: InputFile) -> Read:
        """Every entry of a file that lacks nothing. Raises UsageError where it is damaged."""
        ...
