"""A table of events into the graph: row by row, whatever its size.

What always holds here: a row that the graph holds unchanged is passed over; one that cannot be read
goes to the rejects file and the load goes on; what is committed holds whole rows, so a load that
was cut off is finished by loading again. What the publisher withdrew is retired, unless the file
looks like a part of the dataset only.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from graph import identities
from graph.derived import derive
from graph.loads import cut_off
from graph.nodes import IngestRun
from graph.store import Store
from graph.writer import Counts, prepare
from ingest import runs
from ingest.event import Event, EventFormat, RowLeftOutError, RowRefusedError
from ingest.event_facts import EventFacts
from ingest.event_sinks import BulkSink, DrySink, Sink, UpsertSink, ids_in_graph
from ingest.files import InputFile, TableRow
from ingest.known_rows import KnownRows
from ingest.orphans import retire_incidents, retire_orphans
from ingest.rejects import Rejects
from ingest.runs import Summary

BATCH: Final = 2_000
_RETIRED_UNASKED: Final = 20
"""As many rows, and more than half of a dataset, are retired only where it is asked for."""

_COUNTS: Final = attrgetter(
    *(name for name in Event.__dataclass_fields__ if name.startswith(("fatalities_", "wounded")))
)
_LARGEST_COUNT: Final = 10**9
"""People; no engine holds whole numbers of any size, and one that is too large ends the load."""

Advance = Callable[[int, int], None]
"""Told how many bytes and how many rows more are done."""
Stage = Callable[[str, int], Advance]
"""Called with what begins now and how many bytes it has."""


@contextlib.contextmanager
def _no_cycles() -> Iterator[None]:
    """Without the search for cycles among objects, which took half the time and finds none here."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True)
class EventLoad:
    """The load of one file of events."""

    form: EventFormat
    file: InputFile
    rejects: Rejects
    stage: Stage
    version: str
    replace: bool = False
    """Retire what the file does not have, however much it is."""
    dry_run: bool = False
    _rows: int = 0
    _left_out: Counter[str] = field(default_factory=Counter)
    _kept: int = 0
    _cut_off: bool = False
    """Whether the last load did not end, so that something may be left to do besides the rows."""

    def into(self, store: Store) -> Summary:
        """Load into a store opened for writing, or say what that would do.

        Raises StoreError when the graph cannot take it; what was committed until then is intact.
        """
        began, interrupted, counts, derived = time.monotonic(), 0, Counts(), Counts()
        with runs.stopping_told(self.file.name), _no_cycles():
            if not self.dry_run:
                prepare(store)
                if identities.pending(store):
                    derive(store)
                self._cut_off = self.form.name in cut_off(store)
                interrupted = runs.close_interrupted(store, self.form.name)
                self._cut_off = self._cut_off or interrupted > 0
            known = KnownRows(store, self.form.name)
            facts = EventFacts(
                self.form.name, self.form.title, self.form.publisher, identities.applied(store)
            )
            if self.dry_run:
                counts = self._dry(store, known, facts)
            elif len(known):
                counts, derived = self._again(store, known, facts)
            else:
                counts, derived = self._first(store, known, facts)
        return Summary(
            dataset=self.form.name,
            facts=self._rows,
            counts=counts,
            derived=derived,
            seconds=time.monotonic() - began,
            interrupted_before=interrupted,
            rows=self._rows,
            rejected=self.rejects.count,
            left_out=dict(self._left_out),
            kept=self._kept,
            dry_run=self.dry_run,
        )

    def _first(self, store: Store, known: KnownRows, facts: EventFacts) -> tuple[Counts, Counts]:
        """Nothing of the dataset is there, so that all can be made in bulk."""
        there = ids_in_graph(store)
        # On a server what is committed can be asked from here on.
        run = self._begin(store, self.file.fingerprint())
        with store.bulk() as bulk:
            sink = BulkSink(bulk, facts, there)
            self._pour(sink, known)
            staged = sink.settle()
            if self._cut_off:
                retire_orphans(staged, self.form.name, facts.identities)
            derived = derive(staged)
            runs.finish(staged, run, sink.counts)
        return sink.counts, derived

    def _again(self, store: Store, known: KnownRows, facts: EventFacts) -> tuple[Counts, Counts]:
        """Only what is new or has changed is written."""
        run = self._begin(store, self.file.fingerprint())
        sink = UpsertSink(store, facts, known, self.rejects)
        if self._cut_off:
            self._share(sink)
        self._pour(sink, known)
        sink.counts.unchanged = known.met
        withdrawn = self._withdrawn(store, known, set())
        sink.counts.retired = retire_incidents(store, self.form.name, withdrawn)
        if sink.counts.changed or self._cut_off:
            retire_orphans(store, self.form.name, facts.identities)
        derived = derive(store)
        runs.finish(store, run, sink.counts)
        return sink.counts, derived

    def _dry(self, store: Store, known: KnownRows, facts: EventFacts) -> Counts:
        sink = DrySink(store, facts, known, self.rejects)
        self._pour(sink, known)
        sink.counts.unchanged = known.met
        sink.counts.retired = len(self._withdrawn(store, known, sink.changed))
        return sink.counts

    def _pour(self, sink: Sink, known: KnownRows) -> None:
        events = self._events(known)
        while batch := list(islice(events, BATCH)):
            sink.write(batch)

    def _share(self, sink: UpsertSink) -> None:
        """State anew what the rows share; of those in the graph, a cut off load may not have."""
        events = self._readable()
        while batch := list(islice(events, BATCH)):
            sink.share(batch)

    def _readable(self) -> Iterator[tuple[Event, str]]:
        """The event of every row that can be read, each id once; what cannot is told later."""
        seen: set[int] = set()
        for row in self._table():
            if row.problem:
                continue
            with contextlib.suppress(RowLeftOutError, RowRefusedError):
                event = _countable(self.form.event(row.cells))
                if hash(event.key) not in seen:
                    seen.add(hash(event.key))
                    yield event, ""

    def _begin(self, store: Store, fingerprint: str) -> IngestRun:
        name = self.form.name
        return runs.begin(store, name, self.file.name, fingerprint, name, self.version)

    def _withdrawn(self, store: Store, known: KnownRows, changed: set[str]) -> list[str]:
        """The incidents that are to go: those that the file no longer has."""
        gone = [key for key in known.not_met(store) if key not in changed]
        if not self.replace and len(gone) >= _RETIRED_UNASKED and len(gone) > len(known) / 2:
            self._kept = len(gone)
            return []
        return gone

    def _events(self, known: KnownRows) -> Iterator[tuple[Event, str, TableRow]]:
        """The events of the rows that are new or have changed, each id once."""
        advance = self.stage(f"Loading {self.form.name}", self.file.size())
        seen: set[int] = set()
        done = counted = 0
        empty: Any = None
        for row in self._table():
            self._rows += 1
            if self._rows % 1_000 == 0:
                place = self.file.position()
                advance(place - done, self._rows - counted)
                done, counted = place, self._rows
            if row.problem:
                self.rejects.add(row, "", row.problem)
                continue
            if empty is None:
                read_as = (str(self.form.version), *row.cells)
                empty = hashlib.blake2b("\x1f".join(read_as).encode(), digest_size=8)
            digest = empty.copy()
            digest.update("\x1f".join(row.cells.values()).encode())
            row_hash = digest.hexdigest()
            number = int(row_hash, 16)
            if known.is_met(number):
                self.rejects.add(row, "", "This row stands in the file twice.")
                continue
            if known.take(number):
                continue
            try:
                event = _countable(self.form.event(row.cells))
            except RowLeftOutError as why:
                self._left_out[str(why)] += 1
            except RowRefusedError as refused:
                self.rejects.add(row, refused.column, refused.reason)
            else:
                key = hash(event.key)
                if key in seen:
                    told = f"The id {event.key} stands in the file twice; the first row was kept."
                    self.rejects.add(row, "", told)
                    continue
                seen.add(key)
                yield event, row_hash, row
        advance(max(0, self.file.size() - done), self._rows - counted)

    def _table(self) -> Iterator[TableRow]:
        first = self.file.first_row()
        header = self.form.header(first)
        rows = self.file.rows(header)
        self.rejects.columns = [column for column in header or first if column]
        if header or not self.form.missing(first):
            return rows
        # Some exports have the columns in capitals.
        self.rejects.columns = [column.lower() for column in self.rejects.columns]
        return (replace(row, cells={k.lower(): v for k, v in row.cells.items()}) for row in rows)


def _countable(event: Event) -> Event:
    """The event. Raises RowRefusedError where it has a number of people that there cannot be."""
    for count in _COUNTS(event):
        if count is not None and count > _LARGEST_COUNT:
            raise RowRefusedError("", f"The row counts {count} people, and there are not so many.")
    return event
