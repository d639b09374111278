"""Files that are read whole: lists of entities, where one entry speaks of others.

What always holds here: a format reads every entry or tells why not, entry by entry, and the others
are loaded; it ties what it reads to the *records* of a publisher, by the publisher's ids, and joins
nothing by name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Protocol

from graphq.graph.store import Store
from graphq.ingest.facts import Facts
from graphq.ingest.files.input import InputFile, TableRow
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.runs import Summary
from graphq.ingest.source import OneFile, Source
from graphq.ingest.stated import StatedSource


@dataclass(frozen=True, slots=True)
class Reject:
    """An entry, or one statement of it, that could not be read.

    `row` is the row of a table; of a file without rows the number of the entry, and its text.
    """

    row: TableRow
    column: str
    reason: str
    is_entry: bool = True
    """Whether it is the entry, of which nothing is known then; else one statement of it."""


@dataclass(slots=True)
class Read:
    """What a file held: its facts, how many entries, and what is not among the facts, and why.

    `left_out` counts by the reason what is in order and is not stored, and `noted` what is stored
    and a reader should know something of.
    """

    facts: Facts = field(default_factory=Facts)
    read: int = 0
    rejects: list[Reject] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=Counter)
    noted: dict[str, int] = field(default_factory=Counter)


class WholeFormat(Protocol):
    """How a publisher's list is read."""

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

    def lacking(self, file: InputFile) -> list[str]:
        """What it lacks to be of this kind, by name; empty if it is of this kind."""
        ...

    def read(self, file: InputFile) -> Read:
        """Every entry of a file that lacks nothing. Raises UsageError where it is damaged."""
        ...


class WholeList:
    """A publisher's list as a format: inherit from it, and be a `WholeFormat`."""

    __slots__ = ()

    def source(self: WholeFormat, file: InputFile, rejects: Rejects) -> Source:
        """The file as a source."""
        return WholeFile(self, file, rejects)


@dataclass(slots=True)
class WholeFile(OneFile, StatedSource):
    """The file, its format, and what became of its entries once they are read."""

    form: WholeFormat
    file: InputFile
    rejects: Rejects
    read: Read = field(default_factory=Read)

    @property
    def dataset(self) -> str:
        """The format's dataset."""
        return self.form.name

    @property
    def importer(self) -> str:
        """The format, with the version of its reading."""
        return f"{self.form.name} {self.form.version}"

    @property
    def is_complete(self) -> bool:
        """Whether every entry was read."""
        return not any(reject.is_entry for reject in self.read.rejects)

    def told(self, summary: Summary) -> Summary:
        """The summary with what is in order and is not stored, and what should be known."""
        return replace(summary, left_out=dict(self.read.left_out), noted=dict(self.read.noted))

    def facts(self, store: Store) -> Facts:
        """Every fact. Raises FileRefusedError when the file cannot be read at all."""
        self.read = self.form.read(self.file)
        if self.file.is_table():
            self.rejects.columns = [column for column in self.file.first_row() if column]
        for reject in self.read.rejects:
            self.rejects.add(reject.row, reject.column, reject.reason)
        return self.read.facts
