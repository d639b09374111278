"""Facts into what is there: brought up to date, or taken back, each batch in one transaction.

What always holds here: a fact that is there as it is stated is not touched; a fact that several
datasets state is what they state put together, so that each can be taken back; a batch is one
transaction, so a load that is cut off leaves whole batches behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, Protocol

from pydantic.alias_generators import to_camel

from graphq.graph.errors import StoreError
from graphq.graph.model.facts import Relationship, as_written
from graphq.graph.model.kinds import Kind, relationship_kinds
from graphq.graph.model.own import BOOKKEEPING
from graphq.graph.records import Row
from graphq.graph.store import Step, Store
from graphq.graph.write import foreseen
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.foreseen import Foreseen
from graphq.graph.write.owed import owing, owing_of
from graphq.graph.write.statements import Statement, content_hash, put_together

DERIVED: Final = "derived"
"""The dataset under which inferred facts are kept."""

_BY_NAME: Final = ("Group", "Person", "Target", "Incident")
"""Labels of what is left by its name where nobody states it any longer, and others refer to it."""
_OWNED: Final = """
UNWIND $ids AS id
MATCH (:{label} {{id: id}})-[owned]->(other)
WHERE owned.statedBy = [$dataset]
RETURN id AS start, owned.id AS id, type(owned) AS type, other.id AS end,
  owned.endRecord AS record, properties(owned) AS properties
"""
_DELETE_OWNED: Final = """
UNWIND $rows AS row
MATCH (:{label} {{id: row.start}})-[owned {{id: row.id}}]->(other)
WHERE other.id = row.end
DELETE owned
"""


class Stated(Protocol):
    """A node or relationship as it is stated: a model object, or plain properties."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    def properties(self) -> dict[str, Any]:
        """What is stated of it, by the names in the graph, the `id` among them."""
        ...


@dataclass(slots=True)
class Owned:
    """Nodes of one label that one dataset alone states, and the relationships that start there."""

    label: str
    nodes: list[Row] = field(default_factory=list)
    """Rows with `id` and `properties`."""
    relationships: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    """Rows with `id`, `start`, `end` and `properties`, by type and label of the end."""


class OwnedTie(NamedTuple):
    """A relationship that starts at a node which its dataset alone states."""

    start: str
    id: str
    type: str
    end: str
    record: str | None
    """The publisher's id by which the end is named, if it came through a record."""
    properties: Row


def ties(store: Store, dataset: str, label: str, ids: Sequence[str]) -> list[OwnedTie]:
    """The relationships of the dataset that start at its nodes of the label and these ids."""
    rows = store.read(_OWNED.format(label=label), {"ids": list(ids), "dataset": dataset})
    return [OwnedTie(*(row[key] for key in OwnedTie._fields)) for row in rows]


@dataclass(frozen=True, slots=True)
class Upsert:
    """Brings facts of a store up to date; with `dry_run` it counts, and writes nothing."""

    store: Store
    dry_run: bool = False
    restated: set[str] = field(default_factory=set)
    """Ids of the facts that were there and are told otherwise now."""
    foreseen: list[Foreseen] = field(default_factory=list)
    """What would be done, fact by fact, where nothing is written."""

    def write(self, dataset: str, kind: Kind, batch: Sequence[Stated]) -> LoadCounts:
        """Have the dataset state facts of one kind; the ends of relationships come before them.

        Raises StoreError when an end of a relationship is missing.
        """
        counts = LoadCounts()
        there = self._find(kind, batch)
        rows: dict[Kind, list[Row]] = {}
        steps: list[Step] = []
        changed: list[Row] = []
        made: list[Stated] = []
        otherwise: dict[str, Mapping[str, Any]] = {}
        for fact in {fact.id: fact for fact in batch}.values():
            statement = Statement(dataset, fact.properties())
            known = there.get(fact.id)
            if known is None:
                properties = put_together([statement])
                counts.created += 1
                made.append(fact)
            else:
                alone = known["hash"] == content_hash([statement.to_text()])
                properties = {} if alone else self._with_others(kind, known, statement)
                if alone or properties["contentHash"] == known["hash"]:
                    counts.unchanged += 1
                    continue
                counts.updated += 1
                self.restated.add(fact.id)
                otherwise[fact.id] = properties
            changed.append(row_of(fact, properties))
            final = kind.for_properties(properties)
            if known and not kind.type and set(known["labels"]) != set(final.labels):
                steps += self._relabelled(fact.id, final, properties)
            else:
                rows.setdefault(final, []).append(changed[-1])
        if self.dry_run:
            self._foresee(kind, made, otherwise, there)
        steps += [(part.upsert, {"rows": found}) for part, found in rows.items()]
        if steps and not self.dry_run:
            self.store.write([*owing_of(self.store, kind, changed), *steps])
            if kind.type and made:
                self._check_ends(kind, made)
        return counts

    def own(self, dataset: str, owned: Owned, there: Sequence[str]) -> list[OwnedTie]:
        """Write nodes that are the dataset's own with what starts at them, all or nothing.

        `there` are the ids of those that are in the graph, and are brought up to date: of what
        started at them goes, and is returned, what is not among the rows.
        """
        label = owned.label
        found = ties(self.store, dataset, label, there) if there else []
        before = {(tie.id, tie.end): tie.properties for tie in found}
        kept = {(row["id"], row["end"]) for rows in owned.relationships.values() for row in rows}
        gone = [tie for tie in found if (tie.id, tie.end) not in kept]
        steps: list[Step] = []
        if gone:
            places = [{"start": tie.start, "id": tie.id, "end": tie.end} for tie in gone]
            steps.append((_DELETE_OWNED.format(label=label), {"rows": places}))
        steps.append((Kind((label,)).upsert, {"rows": owned.nodes}))
        for (type_, end), rows in owned.relationships.items():
            other = [
                row for row in rows if before.get((row["id"], row["end"])) != row["properties"]
            ]
            if other:
                steps.append((Kind((label, end), type_).upsert, {"rows": other}))
        if not self.dry_run:
            ids = [str(row["id"]) for row in owned.nodes]
            self.store.write([*owing(self.store, ids), *steps])
        return gone

    def settle(self) -> Store:
        """The store: everything is written already."""
        return self.store

    def take_back(self, dataset: str, kind: Kind, row: Row) -> bool:
        """Have the dataset no longer state a fact; whether it does not, or has to go on.

        The fact goes, or is left as others state it. A node that others refer to stays; of a
        group, a person, a facility or an incident little but its name, since nobody states the
        rest, and such an incident is counted nowhere.
        What the sums owe by that has to be on record already (`graphq.graph.write.owed`).
        """
        key = str(row["id"])
        if row["statedBy"] != [dataset]:
            properties = put_together(self._others(kind, row, dataset))
            steps = self._restated(kind, row, properties)
        elif not kind.type and self._referred_to(kind, key, dataset):
            if kind.labels[0] in _BY_NAME and dataset != DERIVED and not self.dry_run:
                self._leave_its_name(dataset, kind, row)
            return False
        else:
            delete = "DELETE f" if kind.type else "DETACH DELETE f"
            steps = [(f"MATCH {kind.pattern_of('$row')} {delete}", {"row": _place(row)})]
        if not self.dry_run:
            self.store.write(steps)
        return True

    def _leave_its_name(self, dataset: str, kind: Kind, row: Row) -> None:
        """Have a node say how it is called, and else only what it cannot be without."""
        (read,) = foreseen.properties_of(self.store, kind, [row])
        found = as_written(kind.model, read)
        left: dict[str, Any] = {}
        for name, declared in kind.model.model_fields.items():
            if declared.is_required() and to_camel(name) in found:
                left[to_camel(name)] = found[to_camel(name)]
            elif declared.default == ():
                left[to_camel(name)] = []
        if "targetType" in left:
            left["targetType"] = "unknown"
        if kind.labels[0] == "Incident":
            left["placeholder"] = True
        properties = put_together([Statement(dataset, left)])
        if properties["contentHash"] != read.get("contentHash"):
            self.store.write(self._restated(kind, row, properties))

    def _foresee(
        self,
        kind: Kind,
        made: Sequence[Stated],
        otherwise: Mapping[str, Mapping[str, Any]],
        there: Mapping[str, Row],
    ) -> None:
        self.foreseen.extend(foreseen.made(kind, fact.id, fact.properties()) for fact in made)
        self.foreseen.extend(
            foreseen.changed(kind, before, otherwise[str(before["id"])])
            for before in foreseen.properties_of(
                self.store, kind, [there[key] for key in otherwise]
            )
        )

    def _check_ends(self, kind: Kind, made: Sequence[Stated]) -> None:
        """An upsert passes silently over a relationship whose end is missing; this does not."""
        found = self._find(kind, made)
        for fact in made:
            if fact.id not in found:
                assert isinstance(fact, Relationship)
                raise StoreError(
                    f"{fact.id}: {fact.start_label} '{fact.start}' or {fact.end_label} "
                    f"'{fact.end}' is not in the graph"
                )

    def _find(self, kind: Kind, facts: Sequence[Stated]) -> dict[str, Row]:
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
        if set(known["statedBy"] or []) <= {statement.dataset}:
            return put_together([statement])
        return put_together([*self._others(kind, known, statement.dataset), statement])

    def _others(self, kind: Kind, known: Row, dataset: str) -> list[Statement]:
        """What datasets other than this one state of the fact."""
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
        return [statement for statement in found if statement.dataset != dataset]

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

    def _restated(self, kind: Kind, row: Row, properties: Mapping[str, Any]) -> list[Step]:
        """Steps that leave a fact as the others state it."""
        if not kind.type:
            final = kind.for_properties(properties)
            if set(row["labels"]) != set(final.labels):
                return self._relabelled(str(row["id"]), final, properties)
            return [(final.upsert, {"rows": [{"id": str(row["id"]), "properties": properties}]})]
        replace = f"MATCH {kind.pattern_of('$row')} SET f = $properties"
        return [(replace, {"row": _place(row), "properties": properties})]

    def _referred_to(self, kind: Kind, key: str, dataset: str) -> bool:
        """Whether another dataset states a relationship of the node, which then has to stay."""
        rows = self.store.read(
            f"MATCH (f:{kind.labels[0]} {{id: $id}})-[r]-() "
            "WHERE r.statedBy <> [$dataset] AND r.statedBy <> [$derived] "
            # A load that is not dry has drawn what came through a record elsewhere by now.
            "AND NOT ($dry AND (r.startRecord IS NOT NULL OR r.endRecord IS NOT NULL)) "
            "RETURN count(r) AS n",
            {"id": key, "dataset": dataset, "derived": DERIVED, "dry": self.dry_run},
        )
        return bool(rows[0]["n"])


def row_of(fact: Stated, properties: Mapping[str, Any]) -> Row:
    """The row that writes a fact with these properties."""
    row: Row = {"id": fact.id, "properties": properties}
    if isinstance(fact, Relationship):
        row |= {"start": fact.start, "end": fact.end}
    return row


def _place(row: Row) -> Row:
    """The id of a fact, and where it starts."""
    return {"id": str(row["id"]), "start": str(row.get("start", ""))}


def _as_stated(kind: Kind, properties: Mapping[str, Any]) -> dict[str, Any]:
    found = as_written(kind.model, properties)
    return {key: value for key, value in found.items() if key not in BOOKKEEPING}
