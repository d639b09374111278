"""A table of events into the graph: row by row, whatever its size.

What always holds here: a row that the graph holds unchanged is passed over; one that cannot be read
goes to the rejects file, what the graph has of it stays, and the load goes on; what is committed
holds whole rows, so a load that was cut off is finished by loading again. What the publisher
withdrew is retired.
"""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from graphq.graph.model.nodes import IngestRun
from graphq.graph.store import Store
from graphq.graph.version import check_version
from graphq.graph.write import identities
from graphq.graph.write.derived import derive
from graphq.graph.write.writer import Counts, prepare
from graphq.ingest import runs
from graphq.ingest.events.event import EventFormat
from graphq.ingest.events.facts import EventFacts
from graphq.ingest.events.known_rows import KnownRows
from graphq.ingest.events.missing import Missing, Spared, missing
from graphq.ingest.events.orphans import retire_incidents, retire_orphans, to_retire
from graphq.ingest.events.rows import Advance, EventRows
from graphq.ingest.events.sinks import BulkSink, DrySink, Sink, UpsertSink, ids_in_graph
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.runs import Summary

BATCH: Final = 2_000

_CYCLES: Final = (50_000, 20, 1_000)
"""New objects after which young ones are looked at, and how seldom older ones are."""

Stage = Callable[[str, int], Advance]
"""Called with what begins now and how many bytes it has, 0 where that cannot be told."""


@contextlib.contextmanager
def _few_cycles() -> Iterator[None]:
    """Seldom look for cycles among objects: Python's own pace took half the time of a load.

    Not at all would not do either, since the driver of Neo4j makes some with every transaction.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_CYCLES)
    try:
        yield
    finally:
        gc.set_threshold(*before)


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
    rows: EventRows = field(init=False)
    _missing: Missing = field(default_factory=Missing)
    _held: int = 0
    """Withdrawn events that stay since another dataset refers to them."""
    _cut_off: bool = False
    """Whether an earlier load did not end, so that something may be left to do besides rows."""

    def __post_init__(self) -> None:
        """Nothing has been read yet."""
        self.rows = EventRows(self.form, self.file, self.rejects)

    def into(self, store: Store) -> Summary:
        """Load into a store opened for writing, or say what that would do.

        Raises StoreError when the graph cannot take it; what was committed until then is intact.
        """
        began, derived, resumed = time.monotonic(), Counts(), 0
        with runs.stopping_told(self.file.name), _few_cycles():
            if self.dry_run:
                check_version(store)
            else:
                prepare(store)
                if identities.pending(store):
                    derive(store)
                runs.close_interrupted(store, self.form.name)
                self._cut_off = runs.was_cut_off(store, self.form.name)
            known = KnownRows(store, self.form.name)
            facts = self._facts(store)
            if self.dry_run:
                counts = self._dry(store, known, facts)
            elif len(known):
                counts, derived, resumed = self._again(store, known, facts)
            else:
                counts, derived, resumed = self._first(store, known, facts)
        return Summary(
            dataset=self.form.name,
            facts=self.rows.read,
            counts=counts,
            derived=derived,
            seconds=time.monotonic() - began,
            resumed=resumed,
            rows=self.rows.read,
            rejected=self.rejects.count,
            left_out=dict(self.rows.left_out),
            kept=self._missing.kept,
            why_kept=self._missing.why,
            beyond=self._missing.beyond,
            held=self._held,
            dry_run=self.dry_run,
        )

    def _first(
        self, store: Store, known: KnownRows, facts: EventFacts
    ) -> tuple[Counts, Counts, int]:
        """Nothing of the dataset is there, so that all can be made in bulk."""
        there = ids_in_graph(store)
        run = self._run()
        if not store.bulk_is_whole:
            # What is committed can be asked from here on.
            runs.begin(store, run)
        with store.bulk() as bulk:
            sink = BulkSink(bulk, facts, there)
            self._pour(sink, known)
            self.stage("Writing the rest", 0)
            staged = sink.settle()
            if self._cut_off:
                retire_orphans(staged, self.form.name, facts.identities, facts.names)
            derived = derive(staged)
            resumed = runs.finish(staged, run, sink.counts, whole=False)
        return sink.counts, derived, resumed

    def _again(
        self, store: Store, known: KnownRows, facts: EventFacts
    ) -> tuple[Counts, Counts, int]:
        """Only what is new or has changed is written."""
        run = self._run()
        runs.begin(store, run)
        sink = UpsertSink(store, facts, known, self.rejects)
        self._pour(sink, known)
        sink.counts.unchanged = known.met
        self._missing = self._lacking(store, known, set())
        sink.counts.retired, self._held = retire_incidents(
            store, self.form.name, self._missing.gone
        )
        if sink.counts.changed or self._cut_off:
            named = self._share(store, known)
            retire_orphans(store, self.form.name, facts.identities, named)
        derived = derive(store)
        whole = not (self._missing.kept or self._missing.beyond)
        return sink.counts, derived, runs.finish(store, run, sink.counts, whole=whole)

    def _dry(self, store: Store, known: KnownRows, facts: EventFacts) -> Counts:
        sink = DrySink(store, facts, known, self.rejects)
        self._pour(sink, known)
        sink.counts.unchanged = known.met
        self._missing = self._lacking(store, known, sink.changed)
        sink.counts.retired = len(to_retire(store, self.form.name, self._missing.gone))
        self._held = len(self._missing.gone) - sink.counts.retired
        return sink.counts

    def _pour(self, sink: Sink, known: KnownRows) -> None:
        advance = self.stage(f"Loading {self.form.name}", self.file.size())
        events = self.rows.not_known(known, advance)
        while batch := list(islice(events, BATCH)):
            sink.write(batch)

    def _share(self, store: Store, known: KnownRows) -> Mapping[str, str]:
        """State anew what the rows share, as the first of them prints it; the names of the actors.

        Which row is the first may be another one now, also among those that have not changed.
        """
        self.stage("Settling names and places", 0)
        facts = self._facts(store)
        sink = UpsertSink(store, facts, known, self.rejects)
        events = self.rows.readable()
        while batch := list(islice(events, BATCH)):
            sink.share(batch)
        return facts.names

    def _facts(self, store: Store) -> EventFacts:
        form = self.form
        return EventFacts(
            form.name,
            form.title,
            form.publisher,
            identities.applied(store),
            runs.ordinal(store, form.name),
        )

    def _run(self) -> IngestRun:
        name, digest = self.form.name, self.file.fingerprint()
        return runs.new(name, self.file.name, digest, name, self.version, replaces=self.replace)

    def _lacking(self, store: Store, known: KnownRows, changed: set[str]) -> Missing:
        """What is to become of the incidents that the file lacks."""
        rows, prefix = self.rows, f"{self.form.name}:"
        spared = Spared(
            changed | {f"{prefix}{key}" for key in rows.refused},
            lambda key: hash(key.removeprefix(prefix)) in rows.put_aside,
            rows.unreadable,
        )
        return missing(store, known, rows.reach, spared, replace=self.replace)
