"""A publisher's list of events that it has withdrawn, taken out of the graph.

What always holds here: only incidents of the publisher's own dataset go, and none that another
dataset refers to; a row that cannot be read goes to the rejects file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from graphq.graph.model.coverage import Coverage
from graphq.graph.store import Store
from graphq.graph.write import identities
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.foreseen import Foreseen
from graphq.graph.write.gears import Gear
from graphq.ingest.events.retiring import in_graph, retire_incidents, retire_orphans
from graphq.ingest.events.touched import Touched
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.files.tables import lacking_columns, table_of
from graphq.ingest.runs import Summary
from graphq.ingest.source import Asked, OneFile, Source


class WithdrawalFormat(Protocol):
    """How a publisher's table of withdrawn events is read."""

    @property
    def name(self) -> str:
        """The word for `--as`."""
        ...

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    @property
    def dataset(self) -> str:
        """The dataset whose events are withdrawn."""
        ...

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that it needs and that are not there."""
        ...

    def deleted(self, cells: Mapping[str, str]) -> str:
        """The key of the event withdrawn. Raises RowRefusedError."""
        ...


class WithdrawalTable:
    """A table of withdrawn events as a format: inherit from it, and be a `WithdrawalFormat`."""

    __slots__ = ()

    def lacking(self: WithdrawalFormat, file: InputFile) -> list[str]:
        """What the file lacks to be of this kind, by name; empty if it is of this kind."""
        return lacking_columns(self, file)

    def source(self: WithdrawalFormat, file: InputFile, rejects: Rejects) -> Source:
        """The file as a source."""
        return WithdrawalFile(self, file, rejects)


@dataclass(frozen=True, slots=True)
class WithdrawalFile(OneFile):
    """A file that lists withdrawn events."""

    form: WithdrawalFormat
    file: InputFile
    rejects: Rejects

    @property
    def dataset(self) -> str:
        """The dataset whose events are withdrawn."""
        return self.form.dataset

    @property
    def importer(self) -> str:
        """The format."""
        return self.form.name

    def begin(self, store: Store, asked: Asked) -> WithdrawalReading:
        """Read the list, and see which of its events the graph has."""
        rows = 0
        keys: dict[str, None] = {}
        for key in self._keys():
            rows += 1
            if key:
                keys[f"{self.dataset}:{key}"] = None
        there = list(in_graph(store, keys))
        return WithdrawalReading(self, asked, rows, there, len(keys) - len(there))

    def _keys(self) -> Iterator[str]:
        """The key that each row names; none where it cannot be read, which is listed."""
        table = table_of(self.form, self.file)
        self.rejects.columns = table.columns
        for row in table.rows:
            key = ""
            if row.problem:
                self.rejects.add(row, "", row.problem)
            else:
                try:
                    key = self.form.deleted(row.cells)
                except RowRefusedError as refused:
                    self.rejects.add(row, refused.column, refused.reason)
            yield key


@dataclass(slots=True)
class WithdrawalReading:
    """Events to be taken out of a graph."""

    source: WithdrawalFile
    asked: Asked
    rows: int
    there: list[str]
    """Ids of the events of the list that the graph has."""
    not_there: int
    counts: LoadCounts = field(default_factory=LoadCounts)
    in_bulk: bool = field(default=False, init=False)
    is_whole: bool = field(default=False, init=False)
    """Never: a list says nothing of what it does not name."""
    _held: int = field(default=0, init=False)
    _foreseen: list[Foreseen] = field(default_factory=list, init=False)

    @property
    def loads(self) -> str:
        """The list's own name, as its loads are none of the dataset's."""
        return self.source.form.name

    def write(self, gear: Gear) -> None:
        """Nothing: a list of what is withdrawn states nothing."""

    def settle(self, store: Store, *, cut_off: bool) -> None:
        """Take the events out, with what only they needed."""
        dataset, dry_run = self.source.dataset, self.asked.dry_run
        retired = retire_incidents(store, dataset, self.there, dry_run=dry_run)
        self.counts.retired, self._held = retired.gone, retired.held
        self._foreseen = retired.foreseen
        if dry_run or not (retired.gone or cut_off):
            return
        touched = None
        if not cut_off:
            touched = Touched()
            touched.add(retired.untied)
            touched.add_units(store, dataset)
        retire_orphans(store, dataset, identities.applied(store), {}, touched)

    def covers(self, store: Store) -> Sequence[Coverage]:
        """Nothing: what is withdrawn was covered all the same."""
        return ()

    def told(self, summary: Summary) -> Summary:
        """How many rows there are, and which of their events did not go."""
        return replace(
            summary,
            facts=self.rows,
            rows=self.rows,
            held=self._held,
            not_there=self.not_there,
            foreseen=tuple(self._foreseen),
        )
