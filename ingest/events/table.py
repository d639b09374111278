"""A table of events into the graph: row by row, whatever its size.

What always holds here: a row that the graph holds unchanged is passed over; one that cannot be read
goes to the rejects file, what the graph has of it stays, and the load goes on; what is committed on
a server holds whole rows, so a load that was cut off is finished by loading again. What the
publisher withdrew is retired.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final, NamedTuple

from graphq.graph.model.coverage import Coverage
from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.kinds import Kind
from graphq.graph.model.nodes import Location, Record
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.graph.write import foreseen, identities
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.foreseen import Foreseen
from graphq.graph.write.gears import Gear
from graphq.graph.write.upsert import DERIVED, Owned, Upsert, ties
from graphq.graph.write.writer import Writer
from graphq.ingest import runs
from graphq.ingest.events.earlier import drop_own_reports, says_what_rows_tell_first
from graphq.ingest.events.event import Event, EventFormat
from graphq.ingest.events.facts import EventFacts, Made
from graphq.ingest.events.known_rows import KnownRows
from graphq.ingest.events.missing import Missing, Spared, missing
from graphq.ingest.events.retiring import retire_incidents, retire_orphans
from graphq.ingest.events.rows import EventRows, ReadRow
from graphq.ingest.events.touched import Touched
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.files.tables import lacking_columns
from graphq.ingest.runs import Summary
from graphq.ingest.source import Asked, OneFile, Source

BATCH: Final = 2_000
"""Rows that are written together, where each batch is a transaction."""
CHANGES: Final = 500
"""Rows that are changed together: the embedded engine holds all that a transaction touches, and the
relationships of a large group lie far apart."""
FEW: Final = 25
"""Rows that are made at once where all of a load holds or none, and no batch by itself: the fewer
maps are waiting, the less there is that Python's garbage collector goes through in vain."""

_INCIDENT: Final = "Incident"
_EVENT: Final = Kind((_INCIDENT,))
_REPORT: Final = Kind(("Source",))
_FIND: Final = """
UNWIND $ids AS id
MATCH (event:Incident {id: id})
RETURN event.id AS id, event.rowHash AS row, event.contentHash AS event, event.load AS load,
  event.firstToName AS first
"""
_STAMP: Final = """
UNWIND $rows AS row
MATCH (event:Incident {id: row.id})
SET event.rowHash = row.hash
"""

_MARK: Final = """
UNWIND $rows AS row
MATCH (event:Incident {id: row.id})
WITH event, row.first AS first, coalesce(event.firstToName, []) AS before
SET event.firstToName = before + [key IN first WHERE NOT key IN before]
"""
_LAST: Final = "MATCH (of:DatasetSum) WHERE of.dataset = $dataset RETURN of.lastDay AS last"

Batch = Sequence[ReadRow]


@dataclass(slots=True)
class _Leads:
    """Where the relationships of an incident lead, by their type."""

    before: dict[str, list[str]] = field(default_factory=dict)
    after: dict[str, list[str]] = field(default_factory=dict)

    def differ(self) -> dict[str, tuple[Any, Any]]:
        """Where they led and would lead, by the types in which that differs."""
        return {
            type_: (earlier, later)
            for type_ in dict.fromkeys([*self.after, *self.before])
            if (earlier := sorted(self.before.get(type_, [])))
            != (later := sorted(self.after.get(type_, [])))
        }


class EventTable:
    """A publisher's table of events as a format: inherit from it, and be an `EventFormat`."""

    __slots__ = ()

    @property
    def event_scheme(self: EventFormat) -> str:
        """The dataset's own: no other format bears ids of the same events."""
        return self.name

    def header(self, first_row: Sequence[str]) -> list[str] | None:
        """None: its files come with their header."""
        return None

    def covers(self, name: str) -> Coverage | None:
        """None: what its files are called says nothing of it."""
        return None

    def lacking(self: EventFormat, file: InputFile) -> list[str]:
        """What the file lacks to be of this kind, by name; empty if it is of this kind."""
        return lacking_columns(self, file, self.header)

    def source(self: EventFormat, file: InputFile, rejects: Rejects) -> Source:
        """The file as a source."""
        return EventFile(self, file, rejects)


@dataclass(frozen=True, slots=True)
class EventFile(OneFile):
    """A file of events."""

    form: EventFormat
    file: InputFile
    rejects: Rejects

    @property
    def dataset(self) -> str:
        """The format's dataset."""
        return self.form.name

    @property
    def importer(self) -> str:
        """The format, with the version of its reading."""
        return f"{self.form.name} {self.form.version}"

    def begin(self, store: Store, asked: Asked) -> EventReading:
        """See what the graph has of it. Raises UsageError where the file cannot be read."""
        return EventReading(self, store, asked)


class _There(NamedTuple):
    """An incident as the graph has it."""

    row_hash: int
    event_hash: str
    load: int
    """Which load of the dataset brought it."""
    first: list[str]
    """Ids of the places and records that its row is the first to name."""


class EventReading:
    """The rows of a file of events, on their way into a graph."""

    def __init__(self, source: EventFile, store: Store, asked: Asked) -> None:
        """See that the file can be read, and find the rows that the graph has."""
        self._form, self._file, self._rejects = source.form, source.file, source.rejects
        self._store, self._asked = store, asked
        self.loads = self._form.name
        self.counts = LoadCounts()
        self._rows = EventRows(self._form, self._file, self._rejects)
        self._rows.check()
        self._known = KnownRows(store, self._form.name)
        self._facts = self._new_facts()
        self._changed: set[str] = set()
        """Ids of incidents that a load that is not dry would have changed."""
        self._missing = Missing()
        self._touched = Touched()
        self._replaced: list[int] = []
        """Hashes of the rows that incidents were made of and are no more."""
        self._repeated: set[int] = set()
        """The rows that stand as they stood, and behind others of the same ids."""
        self._is_marked = True
        """Whether the graph says of what each row is the first to tell."""
        self._foreseen: list[Foreseen] = []
        self._held = 0
        """Withdrawn events that stay since another dataset refers to them."""

    @property
    def in_bulk(self) -> bool:
        """Whether the graph has no row of the dataset."""
        return not len(self._known)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is kept that the file lacks; of a first load nobody can tell."""
        return not (self.in_bulk or self._missing.kept or self._missing.beyond)

    def write(self, gear: Gear) -> None:
        """Write what the graph does not have as it stands."""
        if not (self.in_bulk or self._asked.dry_run):
            # Before anything of an incident is deleted, which its tie to the dataset makes slow.
            drop_own_reports(self._store, self._form.name)
            self._is_marked = says_what_rows_tell_first(self._store, self._form.name)
        advance = self._asked.stage(f"Loading {self._form.name}", self._file.size(), True)
        events = self._rows.not_known(self._known, advance)
        size = min(BATCH, CHANGES)
        if self.in_bulk:
            size = FEW if self._store.is_whole else BATCH
        while batch := list(islice(events, size)):
            self._write(gear, batch)
        # A row that stands as it stood, behind a changed one of the same id, has been met since.
        self._repeated |= {self._known.forget(number) for number in self._replaced} - {0}
        if self._repeated:
            self._rows.refuse_after_others(self._repeated)

    def settle(self, store: Store, *, cut_off: bool) -> None:
        """Retire what the publisher withdrew, and what only that needed."""
        dataset, dry_run = self._form.name, self._asked.dry_run
        if self.in_bulk:
            if cut_off:
                retire_orphans(store, dataset, self._facts.identities, self._facts.names)
            return
        self.counts.unchanged = self._known.met
        self._missing = self._lacking(store)
        retired = retire_incidents(store, dataset, self._missing.gone, dry_run=dry_run)
        self.counts.retired, self._held = retired.gone, retired.held
        self._foreseen += retired.foreseen
        self._touched.add(retired.untied)
        self._touched.untold |= retired.untold
        if dry_run or not (self.counts.changed or cut_off):
            return
        # What a load that was cut off has touched is not known any more.
        touched = None if cut_off or not self._is_marked else self._touched
        if touched is not None:
            touched.add_units(store, dataset)
        # Of what the graph keeps beside the file, the file may tell otherwise what both name.
        anew = None if self._missing.kept or self._missing.beyond else touched
        if anew is None or anew:
            names = self._share_anew(store, anew)
            retire_orphans(store, dataset, self._facts.identities, names, touched)

    def covers(self, store: Store) -> Sequence[Coverage]:
        """What the file's name says, if there are events in its last month.

        A file that was cut down may keep its name, and covers no more than it has.
        """
        said = self._form.covers(self._file.name)
        if said is None:
            return ()
        rows = store.read(_LAST, {"dataset": self._form.name})
        return [said] if any(row["last"] >= said.last.replace(day=1) for row in rows) else ()

    def told(self, summary: Summary) -> Summary:
        """How many rows there are, and what became of those that are not among the counts."""
        return replace(
            summary,
            facts=self._rows.read,
            rows=self._rows.read,
            left_out=dict(self._rows.left_out),
            noted=dict(self._rows.noted),
            kept=self._missing.kept,
            why_kept=self._missing.why,
            beyond=self._missing.beyond,
            held=self._held,
            foreseen=tuple(self._foreseen),
        )

    def _write(self, gear: Gear, batch: Batch) -> None:
        """Make or change the incidents of a batch, with what they share."""
        there = self._there(batch)
        batch = self._changing(batch, there)
        self._replaced += [before.row_hash for before in there.values()]
        self.counts.updated += len(there)
        self.counts.created += len(batch) - len(there)
        if self._asked.dry_run:
            self._changed |= there.keys()
            self._foresee(batch, list(there))
        elif batch:
            made = self._facts.make(one.told for one in batch)
            self._share(gear, made)
            for one, row in zip(batch, made.incidents, strict=True):
                if before := there.get(row["id"]):
                    self._go_on(before, one.told.event, row["properties"])
            owned = Owned(_INCIDENT, made.incidents, made.owned)
            writer = Writer(self._store, self._form.name, gear=gear)
            self._touched.add(writer.own(owned, list(there)))

    def _foresee(self, batch: Batch, there: list[str]) -> None:
        """Note what the rows would change; of a dataset that is not there yet all would be new."""
        if self.in_bulk or not batch:
            return
        made = self._facts.make(one.told for one in batch)
        rows = [{"id": key} for key in there]
        before = {str(one["id"]): one for one in foreseen.properties_of(self._store, _EVENT, rows)}
        held = {key: _Leads() for key in there}
        for tie in ties(self._store, self._form.name, _INCIDENT, there):
            held[tie.start].before.setdefault(tie.type, []).append(tie.end)
        for (type_, _), found in made.owned.items():
            for row in found:
                if row["start"] in held:
                    held[row["start"]].after.setdefault(type_, []).append(row["end"])
        for row in made.incidents:
            key, after = str(row["id"]), row["properties"]
            if key not in before:
                self._foreseen.append(foreseen.made(_EVENT, key, after))
                continue
            one = foreseen.changed(_EVENT, before[key], after)
            self._foreseen.append(replace(one, values={**one.values, **held[key].differ()}))

    def _go_on(self, before: _There, event: Event, properties: Row) -> None:
        """Have a changed incident keep what it has beside what its row tells."""
        properties["load"] = before.load
        named = self._facts.named(event)
        kept = [key for key in before.first if key in named]
        self._touched.untold.update(set(before.first) - named)
        if first := list(dict.fromkeys([*kept, *properties.get("firstToName", ())])):
            properties["firstToName"] = first

    def _there(self, batch: Batch) -> dict[str, _There]:
        """The incidents of the batch that the graph has."""
        if self.in_bulk:
            return {}
        ids = [self._facts.incident_id(one.told.event.key) for one in batch]
        return {
            str(row["id"]): _There(
                int(row["row"], 16), str(row["event"]), int(row["load"]), row["first"] or []
            )
            for row in self._store.read(_FIND, {"ids": ids})
        }

    def _changing(self, batch: Batch, there: dict[str, _There]) -> Batch:
        """The rows of the batch that change the graph; of the others nothing is left in `there`.

        These are rows whose id an unchanged row before them has, and rows that only write
        differently what they wrote before: they are known as they are written now from here on.
        """
        changing, stamps, known = [], [], self._known
        for one in batch:
            key = self._facts.incident_id(one.told.event.key)
            before = there.get(key)
            met_at = known.met_at(before.row_hash) if before else 0
            if 0 < met_at < one.number:
                self._rows.refuse_repeated(one.row, one.told.event)
                del there[key]
            elif before and before.event_hash == one.told.event_hash:
                if met_at:
                    self._repeated.add(known.forget(before.row_hash))
                known.take(before.row_hash, one.number)
                stamps.append({"id": key, "hash": one.told.row_hash})
                del there[key]
            else:
                changing.append(one)
        if stamps and not self._asked.dry_run:
            self._store.write([(_STAMP, {"rows": stamps})])
        return changing

    def _share(self, gear: Gear, made: Made, *, reports: bool = True) -> None:
        """Make or change what the events share with others."""
        # A writer remembers what it wrote, and there may be millions of reports: one for a batch.
        writer = Writer(self._store, self._form.name, gear=gear)
        if reports:
            writer.write_kind(_REPORT, made.reports)
        writer.write([fact for fact in made.shared if isinstance(fact, Node)])
        self._touched.restated |= {
            fact.id
            for fact in made.shared
            if isinstance(fact, Location | Record) and fact.id in gear.restated
        }
        Writer(self._store, DERIVED, gear=gear).write(made.stand_ins)
        writer.write([fact for fact in made.shared if isinstance(fact, Relationship)])

    def _share_anew(self, store: Store, touched: Touched | None) -> Mapping[str, str]:
        """State anew what the rows share, as the first of them prints it; the names of the actors.

        Which row is the first may be another one now, also among those that have not changed. The
        id of a report is made from all that is printed of it, so it is the same in every row.
        `touched` tells what may have become another, where that is known.
        """
        self._asked.stage("Settling names and places", 0, True)
        facts, among = self._new_facts(), None
        if touched is not None:
            facts.only = touched.unsettled()
            row_of = self._rows.places(self._known)
            among = touched.first_rows(store, self._form.name, facts.identities, row_of)
            if not among:
                return {}
        events = self._rows.readable(among)
        while batch := list(islice(events, BATCH)):
            made = facts.make(batch)
            self._share(Upsert(store), made, reports=False)
            rows = [
                {"id": row["id"], "first": row["properties"]["firstToName"]}
                for row in made.incidents
                if "firstToName" in row["properties"]
            ]
            store.write([(_MARK, {"rows": rows})])
        return facts.names

    def _new_facts(self) -> EventFacts:
        form, store = self._form, self._store
        return EventFacts(
            form.name,
            form.title,
            form.publisher,
            identities.applied(store),
            form.event_scheme,
            runs.ordinal(store, form.name),
        )

    def _lacking(self, store: Store) -> Missing:
        """What is to become of the incidents that the file lacks."""
        rows, prefix = self._rows, f"{self._form.name}:"
        spared = Spared(
            self._changed | {f"{prefix}{key}" for key in rows.refused},
            lambda key: hash(key.removeprefix(prefix)) in rows.put_aside,
            rows.unreadable,
        )
        changed = self.counts.updated
        return missing(store, self._known, changed, rows.reach, spared, replace=self._asked.replace)
