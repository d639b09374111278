"""Where the facts of events go: in bulk, into what is there, or nowhere for a dry run.

What always holds here: whatever the way, the same events leave the same graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.nodes import Source
from graphq.graph.model.schema import upsert_nodes, upsert_relationships
from graphq.graph.records import Row
from graphq.graph.store import Bulk, Step, Store
from graphq.graph.write.statements import Statement, put_together
from graphq.graph.write.writer import DERIVED, Counts, Writer
from graphq.ingest.events.facts import EventFacts, Made, Told
from graphq.ingest.events.known_rows import KnownRows
from graphq.ingest.events.number_sets import Numbers
from graphq.ingest.events.rows import ReadRow
from graphq.ingest.files.rejects import Rejects

_SHARED: Final = ("Location", "Name", "Record", "Source", "Group", "Person")
"""Labels of what several datasets may state."""


Batch = Sequence[ReadRow]

_FIND: Final = """
UNWIND $ids AS id
MATCH (event:Incident {id: id})
RETURN event.id AS id, event.rowHash AS hash, event.load AS load
"""
_STAMP: Final = """
UNWIND $rows AS row
MATCH (event:Incident {id: row.id})
SET event.rowHash = row.hash
"""
_DELETE_OWNED: Final = """
UNWIND $ids AS id
MATCH (:Incident {id: id})-[owned]->()
WHERE owned.statedBy = [$dataset]
DELETE owned
"""


class _There(NamedTuple):
    """An incident as the graph has it: the hash of its row, and which load brought it."""

    row_hash: int
    load: int


class Sink(Protocol):
    """Takes events, batch by batch."""

    counts: Counts

    def write(self, batch: Batch) -> None:
        """Take a batch of events."""
        ...


def ids_in_graph(store: Store) -> Numbers:
    """Hashes, good in this process alone, of the ids of what datasets may share."""
    return Numbers(
        hash(key)
        for label in _SHARED
        for rows in store.scan(f"MATCH (n:{label})", ["n.id"])
        for (key,) in rows
    )


@dataclass(slots=True)
class BulkSink:
    """Makes everything anew; what other datasets have made is put together with it at the end."""

    bulk: Bulk
    facts: EventFacts
    there: Numbers
    counts: Counts = field(default_factory=Counts)
    _nodes: dict[str, Node] = field(default_factory=dict)
    _relationships: dict[str, Relationship] = field(default_factory=dict)
    _begun: bool = False

    def write(self, batch: Batch) -> None:
        """Make the facts of new events."""
        made = self.facts.make(one.told for one in batch)
        nodes: dict[tuple[str, ...], list[Row]] = {}
        relationships: dict[tuple[str, str, str], list[Row]] = {}
        if not self._begun:
            self._begun = True
            made.shared.insert(0, self.facts.source)
        reports = []
        for report in made.reports:
            if hash(report["id"]) in self.there:
                self._nodes[report["id"]] = Source.model_validate(report)
            else:
                reports.append(_row(report, self.facts.dataset))
        if reports:
            nodes["Source",] = reports
        for fact in made.shared:
            if isinstance(fact, Node):
                if hash(fact.id) in self.there:
                    self._nodes[fact.id] = fact
                else:
                    row = _row(fact.properties(), self.facts.dataset)
                    nodes.setdefault(fact.labels, []).append(row)
            elif fact.start in self._nodes:
                self._relationships[fact.id] = fact
            else:
                kind = (fact.TYPE, fact.start_label, fact.end_label)
                row = _row(fact.properties(), self.facts.dataset)
                relationships.setdefault(kind, []).append(
                    row | {"start": fact.start, "end": fact.end}
                )
        for group in made.stand_ins:
            if hash(group.id) not in self.there:
                nodes.setdefault(group.labels, []).append(_row(group.properties(), DERIVED))
        for labels, rows in nodes.items():
            self.bulk.nodes(labels, rows)
        for ends, rows in relationships.items():
            self.bulk.relationships(*ends, rows)
        self.bulk.together(
            {("Incident",): made.incidents},
            {(kind, "Incident", label): rows for (kind, label), rows in made.owned.items()},
        )
        self.counts.created += len(made.incidents)

    def settle(self) -> Store:
        """Put together what was there already; the store on which the load is ended."""
        store = self.bulk.settle()
        writer = Writer(store, self.facts.dataset)
        writer.write(self._nodes.values())
        writer.write(self._relationships.values())
        return store


@dataclass(slots=True)
class UpsertSink:
    """Brings what is there up to date; a batch is one transaction, and holds whole rows."""

    store: Store
    facts: EventFacts
    known: KnownRows
    rejects: Rejects
    counts: Counts = field(default_factory=Counts)
    _begun: bool = False

    def write(self, batch: Batch) -> None:
        """Make or change the incidents of a batch, with what they share."""
        self._stamp([one.told for one in batch if one.is_known])
        there = _there(self.store, self.facts, batch)
        batch = _without_repeated(batch, there, self.facts, self.known, self.rejects)
        if not batch:
            return
        made = self.facts.make(one.told for one in batch)
        self._write_shared(made)
        changed = [str(row["id"]) for row in made.incidents if row["id"] in there]
        for row in made.incidents:
            if row["id"] in there:
                row["properties"]["load"] = there[row["id"]].load
        steps: list[Step] = [
            (_DELETE_OWNED, {"ids": changed, "dataset": self.facts.dataset}),
            (upsert_nodes(("Incident",)), {"rows": made.incidents}),
        ]
        steps += [
            (upsert_relationships(kind, "Incident", label), {"rows": rows})
            for (kind, label), rows in made.owned.items()
        ]
        self.store.write(steps)
        self.counts.updated += len(changed)
        self.counts.created += len(made.incidents) - len(changed)

    def share(self, events: Sequence[Told]) -> None:
        """Make or change only what the events share with others, and print differently.

        The id of a report is made from all that is printed of it, so it is the same in every row.
        """
        self._write_shared(self.facts.make(events), reports=False)

    def _stamp(self, told: Sequence[Told]) -> None:
        """Have the rows found as they are written now."""
        rows = [{"id": self.facts.incident_id(one.event.key), "hash": one.row_hash} for one in told]
        if rows:
            self.store.write([(_STAMP, {"rows": rows})])

    def _write_shared(self, made: Made, *, reports: bool = True) -> None:
        writer = Writer(self.store, self.facts.dataset)
        nodes: list[Node] = [Source.model_validate(report) for report in made.reports if reports]
        nodes += [fact for fact in made.shared if isinstance(fact, Node)]
        if not self._begun:
            self._begun = True
            nodes.insert(0, self.facts.source)
        writer.write(nodes)
        Writer(self.store, DERIVED).write(made.stand_ins)
        writer.write([fact for fact in made.shared if isinstance(fact, Relationship)])


@dataclass(slots=True)
class DrySink:
    """Counts what would be done."""

    store: Store
    facts: EventFacts
    known: KnownRows
    rejects: Rejects
    counts: Counts = field(default_factory=Counts)
    changed: set[str] = field(default_factory=set)

    def write(self, batch: Batch) -> None:
        """Count which of the events are new, and which have changed."""
        there = _there(self.store, self.facts, batch) if len(self.known) else {}
        batch = _without_repeated(batch, there, self.facts, self.known, self.rejects)
        self.changed |= there.keys()
        self.counts.updated += len(there)
        self.counts.created += len(batch) - len(there)


def _there(store: Store, facts: EventFacts, batch: Batch) -> dict[str, _There]:
    """The incidents that the batch changes."""
    ids = [facts.incident_id(one.told.event.key) for one in batch if not one.is_known]
    return {
        str(row["id"]): _There(int(row["hash"], 16), int(row["load"]))
        for row in store.read(_FIND, {"ids": ids})
    }


def _without_repeated(
    batch: Batch, there: dict[str, _There], facts: EventFacts, known: KnownRows, rejects: Rejects
) -> Batch:
    """What the batch changes, without rows whose id an unchanged row has; these are rejected."""
    kept = []
    for one in batch:
        if one.is_known:
            continue
        key = facts.incident_id(one.told.event.key)
        if key in there and known.is_met(there[key].row_hash):
            del there[key]
            told = f"The id {one.told.event.key} stands in the file twice; the first row was kept."
            rejects.add(one.row, "", told)
        else:
            kept.append(one)
    return kept


def _row(properties: Row, dataset: str) -> Row:
    """The row of a fact that the dataset alone states."""
    return {
        "id": properties["id"],
        "properties": put_together([Statement(dataset, properties)]),
    }
