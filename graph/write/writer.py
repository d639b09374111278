"""Batches of model objects into a store: idempotent, counted, and to be taken back.

What always holds here: writing the same facts again changes nothing and says so; a fact is changed
only by a dataset that states it; what a dataset no longer states is retired, unless another still
states it. Each batch is one transaction, so a load that is cut off leaves whole batches behind, and
loading again finishes the work.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from graphq.graph.errors import StoreError
from graphq.graph.model import schema
from graphq.graph.model.declared import BOOKKEEPING
from graphq.graph.model.facts import Fact, FactClass, Node, Relationship, as_written
from graphq.graph.model.kinds import Kind, kinds, relationship_kinds
from graphq.graph.model.own import GRAPH_INFO, GRAPH_INFO_ID, MODEL_VERSION
from graphq.graph.records import Row
from graphq.graph.store import Step, Store
from graphq.graph.version import check_version
from graphq.graph.write import register
from graphq.graph.write.identities import ENTITY_LABELS
from graphq.graph.write.statements import Statement, content_hash, put_together

T = TypeVar("T")

BATCH: Final = 2_000
DERIVED: Final = "derived"
"""The dataset under which inferred facts are kept."""

Progress = Callable[[int], None]
"""Told how many facts more are done."""


@dataclass(slots=True)
class Counts:
    """What a load did, in facts (nodes and relationships)."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything in the graph is different now."""
        return bool(self.created or self.updated or self.retired)


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
    counts: Counts = field(default_factory=Counts)
    _seen: set[str] = field(default_factory=set)
    _intended: set[register.Entry] = field(default_factory=set)
    _staying: set[register.Entry] = field(default_factory=set)
    """Facts no longer stated that stay all the same, since others refer to them."""
    _registered_before: set[register.Entry] | None = None

    def write(self, facts: Iterable[Node] | Iterable[Relationship]) -> None:
        """Write nodes, or relationships whose ends are there already.

        Raises StoreError when an end of a relationship is missing.
        """
        kinds: dict[Kind, list[Fact]] = {}
        for fact in facts:
            kinds.setdefault(Kind.of(fact), []).append(fact)
        for kind, found in kinds.items():
            for batch in _batches(found):
                self._write_batch(kind, batch)
                self.progress(len(batch))

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
                self._retire_kind(kind)

    def unstate(self, entries: Iterable[register.Entry]) -> None:
        """Take back these facts: they go, or stay as the other datasets state them."""
        by_key = {kind.key: kind for kind in kinds()}
        wanted: dict[str, list[Row]] = {}
        for entry in entries:
            wanted.setdefault(entry.kind, []).append({"id": entry.id, "start": entry.start})
        for key, kind in by_key.items():
            for row in self._registered(kind, wanted.get(key, [])):
                self._retire_row(kind, row)

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

    def left_out(self, ids: Container[str]) -> tuple[int, int]:
        """How many registered facts are not among the ids, and how many there are in all."""
        before = self._before()
        return sum(entry.id not in ids for entry in before), len(before)

    def _before(self) -> set[register.Entry]:
        """What the register held when the load began."""
        if self._registered_before is None:
            self._registered_before = register.read(self.store, self.dataset)
        return self._registered_before

    def _write_batch(self, kind: Kind, batch: Sequence[Fact]) -> None:
        self._seen.update(fact.id for fact in batch)
        there = self._find(kind, batch)
        rows: dict[Kind, list[Row]] = {}
        steps: list[Step] = []
        made: list[Fact] = []
        for fact in {fact.id: fact for fact in batch}.values():
            statement = Statement(self.dataset, fact.properties())
            known = there.get(fact.id)
            if known is None:
                properties = put_together([statement])
                self.counts.created += 1
                made.append(fact)
            else:
                alone = known["hash"] == content_hash([statement.to_text()])
                properties = {} if alone else self._with_others(kind, known, statement)
                if alone or properties["contentHash"] == known["hash"]:
                    self.counts.unchanged += 1
                    continue
                self.counts.updated += 1
            final = kind.for_properties(properties)
            if known and not kind.type and set(known["labels"]) != set(final.labels):
                steps += self._relabelled(fact.id, final, properties)
            else:
                rows.setdefault(final, []).append(_row(fact, properties))
        steps += [(part.upsert, {"rows": found}) for part, found in rows.items()]
        if steps and not self.dry_run:
            self.store.write(steps)
            if kind.type and made:
                self._check_ends(kind, made)

    def _check_ends(self, kind: Kind, made: Sequence[Fact]) -> None:
        """An upsert passes silently over a relationship whose end is missing; this does not."""
        found = self._find(kind, made)
        for fact in made:
            if fact.id not in found:
                assert isinstance(fact, Relationship)
                raise StoreError(
                    f"{fact.id}: {fact.start_label} '{fact.start}' or {fact.end_label} "
                    f"'{fact.end}' is not in the graph"
                )

    def _find(self, kind: Kind, facts: Sequence[Fact]) -> dict[str, Row]:
        wanted = [
            {"id": fact.id, "start": fact.start if isinstance(fact, Relationship) else ""}
            for fact in facts
        ]
        starts = {row["id"]: row["start"] for row in wanted}
        found = self.store.read(kind.find, {"rows": wanted})
        return {
            key: {**row, "id": key, "start": starts[key]}
            for row in found
            for key in (str(row["id"]),)
        }

    def _with_others(self, kind: Kind, known: Row, statement: Statement) -> dict[str, Any]:
        """The fact's properties with what other datasets state of it."""
        if set(known["statedBy"] or []) <= {self.dataset}:
            return put_together([statement])
        return put_together([*self._others(kind, known), statement])

    def _others(self, kind: Kind, known: Row) -> list[Statement]:
        """What the other datasets state of the fact."""
        row = self.store.read(
            f"MATCH {kind.pattern_of('$row')} "
            "RETURN f.statements AS statements, properties(f) AS properties, "
            "f.statedBy AS statedBy",
            {"row": _place(known)},
        )[0]
        if row["statements"]:
            found = [Statement.from_text(text) for text in row["statements"]]
        else:
            found = [Statement(row["statedBy"][0], _as_stated(kind, row["properties"]))]
        return [statement for statement in found if statement.dataset != self.dataset]

    def _relabelled(self, key: str, kind: Kind, properties: Mapping[str, Any]) -> list[Step]:
        """Steps that make a node again under other labels, its relationships kept.

        A kind's second label cannot be changed in place on both engines.
        """
        steps: list[Step] = [
            (f"MATCH (n:{kind.labels[0]} {{id: $id}}) DETACH DELETE n", {"id": key}),
            (kind.upsert, {"rows": [{"id": key, "properties": properties}]}),
        ]
        for part in relationship_kinds():
            start, end = part.labels
            # Each pattern begins at the node: the embedded engine begins where a pattern does.
            for label, pattern in (
                (start, f"(a:{start} {{id: $id}})-[r:{part.type}]->(b:{end})"),
                (end, f"(b:{end} {{id: $id}})<-[r:{part.type}]-(a:{start})"),
            ):
                if kind.labels[0] != label:
                    continue
                found = self.store.read(
                    f"MATCH {pattern} "
                    "RETURN r.id AS id, a.id AS start, b.id AS end, properties(r) AS properties",
                    {"id": key},
                )
                rows = [
                    {key: str(row[key]) for key in ("id", "start", "end")}
                    | {"properties": as_written(part.model, row["properties"])}
                    for row in found
                ]
                steps += [(part.upsert, {"rows": rows})] if rows else []
        return steps

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

    def _retire_kind(self, kind: Kind) -> None:
        for row in self._no_longer_stated(kind):
            self._retire_row(kind, row)

    def _retire_row(self, kind: Kind, row: Row) -> None:
        key = str(row["id"])
        if row["statedBy"] != [self.dataset]:
            properties = put_together(self._others(kind, row))
            steps = self._restated(kind, row, properties)
        elif not kind.type and self._referred_to(kind, key):
            self._staying.add(register.Entry(kind.key, key))
            return
        else:
            delete = "DELETE f" if kind.type else "DETACH DELETE f"
            steps = [(f"MATCH {kind.pattern_of('$row')} {delete}", {"row": _place(row)})]
        if not self.dry_run:
            self.store.write(steps)
        self.counts.retired += 1

    def _restated(self, kind: Kind, row: Row, properties: Mapping[str, Any]) -> list[Step]:
        """Steps that leave a fact as the others state it."""
        if not kind.type:
            final = kind.for_properties(properties)
            if set(row["labels"]) != set(final.labels):
                return self._relabelled(str(row["id"]), final, properties)
            return [(final.upsert, {"rows": [{"id": str(row["id"]), "properties": properties}]})]
        replace = f"MATCH {kind.pattern_of('$row')} SET f = $properties"
        return [(replace, {"row": _place(row), "properties": properties})]

    def _referred_to(self, kind: Kind, key: str) -> bool:
        """Whether another dataset states a relationship of the node, which then has to stay."""
        rows = self.store.read(
            f"MATCH (f:{kind.labels[0]} {{id: $id}})-[r]-() "
            "WHERE r.statedBy <> [$dataset] AND r.statedBy <> [$derived] "
            # A load that is not dry has drawn what came through a record elsewhere by now.
            "AND NOT ($dry AND (r.startRecord IS NOT NULL OR r.endRecord IS NOT NULL)) "
            "RETURN count(r) AS n",
            {"id": key, "dataset": self.dataset, "derived": DERIVED, "dry": self.dry_run},
        )
        return bool(rows[0]["n"])


def _entry(fact: Fact) -> register.Entry:
    start = fact.start if isinstance(fact, Relationship) else ""
    return register.Entry(Kind.of(fact).key, fact.id, start)


def _place(row: Row) -> Row:
    """The id of a fact, and where it starts."""
    return {"id": str(row["id"]), "start": str(row.get("start", ""))}


def _row(fact: Fact, properties: Mapping[str, Any]) -> Row:
    row: Row = {"id": fact.id, "properties": properties}
    if isinstance(fact, Relationship):
        row |= {"start": fact.start, "end": fact.end}
    return row


def _as_stated(kind: Kind, properties: Mapping[str, Any]) -> dict[str, Any]:
    found = as_written(kind.model, properties)
    return {key: value for key, value in found.items() if key not in BOOKKEEPING}


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
