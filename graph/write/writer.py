"""The writer: batches of model objects into a store, counted, and to be taken back.

What always holds here: writing the same facts again changes nothing and says so; a fact is changed
only by a dataset that states it; what a dataset no longer states is retired, unless another still
states it. Loading again finishes a load that was cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from graphq.graph.model import schema
from graphq.graph.model.facts import Fact, FactClass, Node, Relationship
from graphq.graph.model.kinds import Kind, kinds
from graphq.graph.model.own import GRAPH_INFO, GRAPH_INFO_ID, MODEL_VERSION
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.graph.version import check_version
from graphq.graph.write import register
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.foreseen import Foreseen, properties_of
from graphq.graph.write.foreseen import gone as no_longer
from graphq.graph.write.gears import BATCH, Gear
from graphq.graph.write.identities import ENTITY_LABELS
from graphq.graph.write.owed import owing_of
from graphq.graph.write.upsert import Owned, OwnedTie, Stated, Upsert

T = TypeVar("T")

Progress = Callable[[int], None]
"""Told how many facts more are done."""


def prepare(store: Store) -> None:
    """Make a store ready for this model, or refuse one that another version wrote."""
    check_version(store)
    store.define(schema.definitions())
    store.write(
        [
            (
                f"MERGE (info:{GRAPH_INFO} {{id: $id}}) SET info.modelVersion = $version",
                {"id": GRAPH_INFO_ID, "version": MODEL_VERSION},
            )
        ]
    )


@dataclass(slots=True)
class Writer:
    """Writes the facts of one dataset; remembers which, so that the rest can be retired."""

    store: Store
    dataset: str
    progress: Progress = lambda done: None
    dry_run: bool = False
    """Count what would be done, and write nothing."""
    registered: bool = False
    """Whether the register tells what the dataset stated before; otherwise it is looked for."""
    gear: Gear | None = None
    """How facts are written; unless it is given, into what is there."""
    counts: LoadCounts = field(default_factory=LoadCounts)
    _upsert: Upsert = field(init=False)
    _seen: set[str] = field(default_factory=set)
    _intended: set[register.RegisterEntry] = field(default_factory=set)
    _staying: set[register.RegisterEntry] = field(default_factory=set)
    """Facts no longer stated that stay all the same, since others refer to them."""
    _registered_before: set[register.RegisterEntry] | None = None

    def __post_init__(self) -> None:
        """What takes facts back, and writes them where no other gear is given."""
        self._upsert = Upsert(self.store, self.dry_run)

    def write(self, facts: Iterable[Node] | Iterable[Relationship]) -> None:
        """Write nodes, or relationships whose ends are there already.

        Raises StoreError when an end of a relationship is missing.
        """
        kinds: dict[Kind, list[Fact]] = {}
        for fact in facts:
            kinds.setdefault(Kind.of(fact), []).append(fact)
        for kind, found in kinds.items():
            self.write_kind(kind, found)

    def write_kind(self, kind: Kind, facts: Sequence[Stated]) -> None:
        """Write facts of one kind, as model objects or as plain properties."""
        gear = self.gear or self._upsert
        for batch in _batches(facts):
            self._seen.update(fact.id for fact in batch)
            self.counts += gear.write(self.dataset, kind, batch)
            self.progress(len(batch))

    @property
    def foreseen(self) -> list[Foreseen]:
        """What would be done, fact by fact, where nothing is written."""
        among = [self.gear] if isinstance(self.gear, Upsert) else []
        return [one for upsert in (*among, self._upsert) for one in upsert.foreseen]

    def own(self, owned: Owned, there: Sequence[str]) -> list[OwnedTie]:
        """Write nodes that are the dataset's own with what starts at them, all or nothing.

        `there` are the ids of those that are in the graph, and are brought up to date: of what
        started at them goes, and is returned, what is not among the rows.
        """
        return (self.gear or self._upsert).own(self.dataset, owned, there)

    def intend(self, facts: Iterable[Fact]) -> None:
        """Put on record what is about to be stated, so that it can be taken back in any case."""
        self._intended = {_entry(fact) for fact in facts}
        if not self.dry_run:
            register.write(self.store, self.dataset, self._before() | self._intended)

    def retire(self, among: Collection[FactClass] | None = None) -> None:
        """Take back what this dataset stated before and has not stated this time.

        `among` names the only classes that it can have stated, where that is known.
        """
        for kind in kinds():
            if among is None or kind.model in among:
                self._retire_rows(kind, self._no_longer_stated(kind))

    def unstate(self, entries: Iterable[register.RegisterEntry]) -> None:
        """Take back these facts: they go, or stay as the other datasets state them."""
        by_key = {kind.key: kind for kind in kinds()}
        wanted: dict[str, list[Row]] = {}
        for entry in entries:
            wanted.setdefault(entry.kind, []).append({"id": entry.id, "start": entry.start})
        for key, kind in by_key.items():
            self._retire_rows(kind, self._registered(kind, wanted.get(key, [])))

    def leaving(self) -> set[str]:
        """The ids of the entities that will be gone once what is no longer stated is retired."""
        return {
            str(row["id"])
            for label in ENTITY_LABELS
            for row in self._no_longer_stated(Kind((label,)))
            if row["statedBy"] == [self.dataset]
        }

    def alone_no_longer_stated(self) -> dict[Kind, set[str]]:
        """The ids of the facts that only this dataset stated, and states no longer, by kind."""
        found = {
            kind: {
                str(row["id"])
                for row in self._no_longer_stated(kind)
                if row["statedBy"] == [self.dataset]
            }
            for kind in kinds()
        }
        return {kind: ids for kind, ids in found.items() if ids}

    def keep(self) -> int:
        """Let stand what this dataset stated before and has not stated now; how much that is."""
        intended = {(entry.kind, entry.id) for entry in self._intended}
        # One that came through a record may start somewhere else by now, and is the same.
        left = {entry for entry in self._before() if (entry.kind, entry.id) not in intended}
        self._staying |= left
        return len(left)

    def settle(self) -> None:
        """Put on record what the dataset states now."""
        register.write(self.store, self.dataset, self._intended | self._staying)

    def _before(self) -> set[register.RegisterEntry]:
        """What the register held when the load began."""
        if self._registered_before is None:
            self._registered_before = register.read(self.store, self.dataset)
        return self._registered_before

    def _no_longer_stated(self, kind: Kind) -> list[Row]:
        """The facts of the kind that this dataset states in the graph and did not state now."""
        if not self.registered:
            rows = self.store.read(
                f"MATCH {kind.pattern} WHERE $dataset IN f.statedBy {kind.returned}",
                {"dataset": self.dataset},
            )
            return [row for row in rows if str(row["id"]) not in self._seen]
        return self._registered(
            kind,
            [
                {"id": entry.id, "start": entry.start}
                for entry in sorted(self._before())
                if entry.kind == kind.key and entry.id not in self._seen
            ],
        )

    def _registered(self, kind: Kind, wanted: list[Row]) -> list[Row]:
        """Those of the facts of the kind that this dataset still states in the graph."""
        found: list[Row] = []
        for batch in _batches(wanted):
            found += self.store.read(
                f"UNWIND $rows AS row MATCH {kind.pattern_of('row')} {kind.returned}",
                {"rows": batch},
            )
        if kind.type and kind.labels[0] in ENTITY_LABELS and len(found) < len(wanted):
            # One that came through a record may start somewhere else by now.
            missing = {row["id"] for row in wanted} - {str(row["id"]) for row in found}
            found += self.store.read(
                f"MATCH {kind.pattern} WHERE f.id IN $ids {kind.returned}",
                {"ids": sorted(missing)},
            )
        return [row for row in found if self.dataset in (row["statedBy"] or ())]

    def _retire_rows(self, kind: Kind, rows: Sequence[Row]) -> None:
        if not self.dry_run and (steps := owing_of(self.store, kind, rows)):
            self.store.write(steps)
        gone = []
        for row in rows:
            if self._upsert.take_back(self.dataset, kind, row):
                gone.append(row)
            else:
                self._staying.add(register.RegisterEntry(kind.key, str(row["id"])))
        self.counts.retired += len(gone)
        for batch in _batches(gone) if self.dry_run else ():
            before = properties_of(self.store, kind, batch)
            self._upsert.foreseen.extend(no_longer(kind, one, self.dataset) for one in before)


def _entry(fact: Fact) -> register.RegisterEntry:
    start = fact.start if isinstance(fact, Relationship) else ""
    return register.RegisterEntry(Kind.of(fact).key, fact.id, start)


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
