"""A table of events into the graph: row by row, whatever its size.

What always holds here: a row that the graph holds unchanged is passed over; one that cannot be read
goes to the rejects file, what the graph has of it stays, and the load goes on; what is committed
holds whole rows, so a load that was cut off is finished by loading again. What the publisher
withdrew is retired: what the file does not have of the countries and the time that it is about,
unless that is so much that the file looks like a part of the dataset only.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import Any, Final

import orjson

from graph import identities
from graph.derived import derive
from graph.loads import cut_off
from graph.nodes import IngestRun
from graph.store import Store
from graph.writer import Counts, prepare
from ingest import runs
from ingest.event import Event, EventFormat, RowLeftOutError, RowRefusedError
from ingest.event_facts import EventFacts, Told
from ingest.event_sinks import BulkSink, DrySink, ReadRow, Sink, UpsertSink, ids_in_graph
from ingest.files import InputFile, TableRow
from ingest.known_rows import KnownRows, Reach
from ingest.numbers import Numbers
from ingest.orphans import retire_incidents, retire_orphans
from ingest.rejects import Rejects
from ingest.runs import Summary
from ingest.tables import table_of

BATCH: Final = 2_000
_WITHDRAWN: Final = 0.2
"""What is more than this share of what a file is about is retired only where it is asked for: no
publisher withdraws so much, but whoever cuts a file down leaves out as much."""
_FEW: Final = 3
"""So many are retired whatever their share."""
_AT_ITS_EDGES: Final = 20
"""Fewer than this may be missing at the edges of a file that has nearly all of what was there."""

_COUNTS: Final = attrgetter(
    *(name for name in Event.__dataclass_fields__ if name.startswith(("fatalities_", "wounded")))
)
_LARGEST_COUNT: Final = 10**9
"""People; no engine holds whole numbers of any size, and one that is too large ends the load."""

Advance = Callable[[int, int], None]
"""Told how many bytes and how many rows more are done."""
Stage = Callable[[str, int], Advance]
"""Called with what begins now and how many bytes it has, 0 where that cannot be told."""


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
    _beyond: int = 0
    _refused: set[str] = field(default_factory=set)
    """Ids of incidents whose rows cannot be read."""
    _reach: Reach = field(default_factory=Reach)
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
            beyond=self._beyond,
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
            self.stage("Writing the rest", 0)
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

    def _readable(self) -> Iterator[Told]:
        """The event of every row that can be read, each id once; what cannot is told later."""
        seen = Numbers()
        for row in self._table():
            if row.problem:
                continue
            with contextlib.suppress(ValueError, ArithmeticError):
                event = _countable(self.form.event(row.cells))
                if seen.add(hash(event.key)):
                    yield Told(event, "", "")

    def _begin(self, store: Store, fingerprint: str) -> IngestRun:
        name = self.form.name
        return runs.begin(store, name, self.file.name, fingerprint, name, self.version)

    def _withdrawn(self, store: Store, known: KnownRows, changed: set[str]) -> list[str]:
        """The incidents that are to go: those that the file no longer has."""
        if known.met == len(known):
            return []
        known.add_met(store, self._reach)
        gone: list[str] = []
        beyond: list[str] = []
        for key, country, day in known.not_met(store):
            if key not in changed and key not in self._refused:
                (gone if self._reach.holds(country, day) else beyond).append(key)
        # A file that has nearly all that was there is the next edition of it, whatever it lacks.
        missing = len(gone) + len(beyond)
        at_its_edges = len(beyond) < _AT_ITS_EDGES and missing <= len(known) * _WITHDRAWN
        if self.replace or at_its_edges:
            return gone + beyond
        self._beyond = len(beyond)
        if len(gone) > max(_FEW, (len(known) - len(beyond)) * _WITHDRAWN):
            self._kept = len(gone)
            return []
        return gone

    def _events(self, known: KnownRows) -> Iterator[ReadRow]:
        """The events of the rows that the graph does not have as they stand here, each id once."""
        advance = self.stage(f"Loading {self.form.name}", self.file.size())
        seen = Numbers()
        done = counted = 0
        empty: Any = None
        for row in self._table():
            self._rows += 1
            if self._rows % 1_000 == 0:
                place = self.file.position()
                advance(place - done, self._rows - counted)
                done, counted = place, self._rows
            if row.problem:
                self._refuse(row, "", row.problem)
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
                continue
            except RowRefusedError as refused:
                self._refuse(row, refused.column, refused.reason)
                continue
            except (ValueError, ArithmeticError) as error:
                self._refuse(row, "", f"The row holds what cannot be read: {error}.")
                continue
            event_hash = self._hash(event)
            standing = known.take_event(int(event_hash, 16))
            if not seen.add(hash(event.key)) or standing == "repeated":
                told = f"The id {event.key} stands in the file twice; the first row was kept."
                self.rejects.add(row, "", told)
                continue
            self._reach.add(event.country_code, event.first_day.isoformat())
            yield ReadRow(Told(event, row_hash, event_hash), row, standing == "unchanged")
        advance(max(0, self.file.size() - done), self._rows - counted)

    def _hash(self, event: Event) -> str:
        """The hash of an event, the same however its row is written."""
        text = orjson.dumps((self.form.version, event))
        return hashlib.blake2b(text, digest_size=8).hexdigest()

    def _refuse(self, row: TableRow, column: str, reason: str) -> None:
        """List a row that cannot be read, and remember whose it is, which then stays."""
        self.rejects.add(row, column, reason)
        with contextlib.suppress(RowRefusedError):
            self._refused.add(f"{self.form.name}:{self.form.key(row.cells)}")

    def _table(self) -> Iterator[TableRow]:
        table = table_of(self.form, self.file, self.form.header(self.file.first_row()))
        self.rejects.columns = table.columns
        return table.rows


def _countable(event: Event) -> Event:
    """The event. Raises RowRefusedError where it has a number of people that there cannot be."""
    for count in _COUNTS(event):
        if count is not None and count > _LARGEST_COUNT:
            raise RowRefusedError("", f"The row counts {count} people, and there are not so many.")
    return event
