"""A part of a graph, or all of it, to be drawn, exported or computed with.

What always holds here: every relationship has both its ends among the nodes. What the writer keeps
for itself is left out; a value is as it was written: a declared date is a `datetime.date`, and a
partly known date stays the text that its source gives. Nodes come before relationships, in the
order in which they were found, each once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import FactClass, as_written, property_types
from graphq.graph.model.own import BOOKKEEPING, OWN_NODES
from graphq.graph.records import NodeRecord, PathRecord, RelationshipRecord, Row
from graphq.graph.store import ListedRows, Store
from graphq.graph.version import check_version

LOOKED_UP_AT_ONCE: Final = 2000
"""Ids that are asked for in one statement."""

_OWN_LABELS: Final = ("IngestRun", "Dataset", "IncidentSum")
"""Labels that tell of loading rather than of the world, or add up what is told; they are in no
part."""


class Part(Protocol):
    """Nodes and relationships; both may be gone through any number of times."""

    def nodes(self) -> Iterator[NodeRecord]:
        """Every node, once."""
        ...

    def relationships(self) -> Iterator[RelationshipRecord]:
        """Every relationship, once, with the ids of its `start` and `end`."""
        ...


@dataclass(slots=True)
class Gathered:
    """A part in memory, by ids."""

    by_id: dict[str, NodeRecord] = field(default_factory=dict)
    links: dict[str, RelationshipRecord] = field(default_factory=dict)

    def nodes(self) -> Iterator[NodeRecord]:
        """Every node, once."""
        return iter(self.by_id.values())

    def relationships(self) -> Iterator[RelationshipRecord]:
        """Every relationship, once."""
        return iter(self.links.values())

    def add(self, value: Any) -> None:
        """Take in whatever nodes and relationships a returned value holds, paths and lists too.

        A relationship that stands alone has no ends, and is passed over: return its path.
        """
        if isinstance(value, PathRecord):
            for node in value.nodes:
                self.add(node)
            for link in value.relationships:
                self.add(link)
        elif isinstance(value, NodeRecord):
            label = declared_label(value.labels)
            if label and value.id not in self.by_id:
                self.by_id[value.id] = NodeRecord(value.labels, _clean(NODES[label], value))
        elif isinstance(value, RelationshipRecord):
            if value.start and value.end:
                key = str(value.properties.get("id", ""))
                self.links.setdefault(
                    key,
                    RelationshipRecord(
                        value.type, _clean(RELATIONSHIPS[value.type], value), value.start, value.end
                    ),
                )
        elif isinstance(value, Mapping):
            for item in value.values():
                self.add(item)
        elif isinstance(value, list | tuple):
            for item in value:
                self.add(item)


def gathered(rows: Iterable[Row]) -> Gathered:
    """The nodes and relationships that the rows hold."""
    part = Gathered()
    for row in rows:
        part.add(row)
    return part


def declared_label(labels: Iterable[str]) -> str:
    """The label by which the model declares a node, or nothing for what the writer keeps."""
    return next((label for label in labels if label in NODES and label not in _OWN_LABELS), "")


class Whole:
    """All that a graph says, read anew each time it is gone through; little is in memory."""

    def __init__(self, store: Store, own: bool = False) -> None:
        """Go through the store's graph; with `own` also through what the writer keeps for itself.

        Raises StoreError when the graph is of another model.
        """
        check_version(store)
        self._store, self._own = store, own

    def nodes(self) -> Iterator[NodeRecord]:
        """Every node, once."""
        for label, declared in NODES.items():
            if self._own or label not in _OWN_LABELS:
                yield from self._of_label(label, self._kinds(declared))
        if self._own:
            for label, kinds in OWN_NODES.items():
                yield from self._of_label(label, kinds)

    def relationships(self) -> Iterator[RelationshipRecord]:
        """Every relationship, once."""
        for kind, declared in RELATIONSHIPS.items():
            kinds = self._kinds(declared)
            values = ["a.id", "b.id", *(f"r.`{key}`" for key in kinds)]
            for start in declared.START:
                for end in declared.END:
                    pattern = f"MATCH (a:{start})-[r:{kind}]->(b:{end})"
                    yield from self._of_pattern(kind, kinds, self._store.scan(pattern, values))

    def _kinds(self, declared: FactClass) -> Mapping[str, str]:
        kinds = property_types(declared)
        return {**kinds, **BOOKKEEPING} if self._own else kinds

    def _of_label(self, label: str, kinds: Mapping[str, str]) -> Iterator[NodeRecord]:
        values = ["labels(n)", *(f"n.`{key}`" for key in kinds)]
        for rows in self._store.scan(f"MATCH (n:{label})", values):
            for labels, *found in rows:
                yield NodeRecord(tuple(sorted(labels)), properties_of(kinds, found))

    @staticmethod
    def _of_pattern(
        kind: str, kinds: Mapping[str, str], scan: Iterator[ListedRows]
    ) -> Iterator[RelationshipRecord]:
        for rows in scan:
            for start, end, *found in rows:
                yield RelationshipRecord(kind, properties_of(kinds, found), start, end)


def properties_of(kinds: Mapping[str, str], values: Iterable[Any]) -> Row:
    """What is there, with days as days; a scan gives a day as text."""
    return {
        key: date.fromisoformat(value) if kind == "date" else value
        for (key, kind), value in zip(kinds.items(), values, strict=True)
        if value is not None
    }


def _clean(declared: FactClass, record: NodeRecord | RelationshipRecord) -> Row:
    known = as_written(declared, record.properties)
    return {key: value for key, value in known.items() if key not in BOOKKEEPING}
