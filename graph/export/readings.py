"""A whole graph, reading by reading: what is asked of a store, so that nothing stays behind.

What always holds here: together the readings go through every node and relationship of the model,
and what the writer keeps for itself. A property that the model does not know is an error, never
left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphq.graph.errors import StoreError, how_to_load
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import property_types
from graphq.graph.model.own import BOOKKEEPING, GRAPH_INFO, MODEL_VERSION, OWN_NODES
from graphq.graph.read.holdings import Size, size
from graphq.graph.store import Store
from graphq.graph.version import check_version

Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan of the store: what is matched, and what is asked of each that is found.

    `ends` are the labels of both ends of relationships; for nodes they are none.
    """

    label: str
    """The label of the nodes, or the type of the relationships."""
    properties: Mapping[str, str]
    ends: tuple[str, str] | None = None

    @property
    def matching(self) -> str:
        """The MATCH clause."""
        if self.ends is None:
            return f"MATCH (n:{self.label})"
        return f"MATCH (a:{self.ends[0]})-[r:{self.label}]->(b:{self.ends[1]})"

    @property
    def values(self) -> list[str]:
        """The ids of both ends of a relationship; properties; how many it has; a node's labels."""
        name = "n" if self.ends is None else "r"
        return [
            *([] if self.ends is None else ["a.id", "b.id"]),
            *(f"{name}.`{key}`" for key in self.properties),
            f"size(keys({name}))",
            *(["labels(n)"] if self.ends is None else []),
        ]

    @property
    def first(self) -> int:
        """The number of the column in which the properties begin, `id` being the first of them."""
        return 0 if self.ends is None else 2

    def by_labels(self, rows: Rows) -> dict[tuple[str, ...], Rows]:
        """The rows by their labels, the declared one first; these are taken off a node's row."""
        if self.ends is not None:
            return {(self.label,): rows}
        parts: dict[tuple[str, ...], Rows] = {}
        for row in rows:
            found = row.pop()
            labels = (self.label,)
            if len(found) > 1:
                labels += tuple(sorted(set(found) - {self.label}))
            if labels not in parts:
                parts[labels] = []
            parts[labels].append(row)
        return parts

    def known(self, row: list[Any]) -> list[Any]:
        """The row without the number of its properties.

        Raises StoreError when one of the properties is not among those of the model.
        """
        number = row.pop()
        if len(row) - row.count(None) - self.first != number:
            raise StoreError(
                f"{self.label} '{row[self.first]}' has properties that version {MODEL_VERSION} of "
                "the model does not know, and which would be left out. Remove what graphq did not "
                "load, and try again."
            )
        return row


def readings() -> Iterator[Scan]:
    """Every reading that the model leads to, the largest first, so that none is left to the end."""
    yield _nodes("Incident")
    for kind, declared in RELATIONSHIPS.items():
        properties = {**property_types(declared), **BOOKKEEPING}
        for start in declared.START:
            for end in declared.END:
                yield Scan(kind, properties, (start, end))
    yield from (_nodes(label) for label in NODES if label != "Incident")
    yield from (Scan(label, own) for label, own in OWN_NODES.items())


def _nodes(label: str) -> Scan:
    return Scan(label, {**property_types(NODES[label]), **BOOKKEEPING})


def size_of_graph(store: Store) -> Size:
    """How many nodes and relationships there are. Raises StoreError when it is no graph of ours."""
    check_version(store)
    if not store.read(f"MATCH (info:{GRAPH_INFO}) RETURN info.id AS id"):
        place = store.info().place
        raise StoreError(
            f"There is no graph of graphq in {place}. Load one ({how_to_load(place)}), or name "
            "another place with --db."
        )
    return size(store)


def check_all_was_read(store: Store, read: Size, there: Size) -> None:
    """Raise StoreError unless everything was read that was there at the beginning."""
    if read != there:
        raise StoreError(
            f"The graph in {store.info().place} holds {there.nodes:,} nodes and "
            f"{there.relationships:,} relationships, and {read.nodes:,} and "
            f"{read.relationships:,} could be read; the rest would be left out. Either it was "
            "written to in the meantime, or it holds nodes or relationships that version "
            f"{MODEL_VERSION} of the model does not know. Try again when nobody writes; then look "
            "for what graphq did not load."
        )
