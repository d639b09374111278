"""How much a graph holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from graphq.graph.store import Store


class Size(NamedTuple):
    """How many nodes and relationships there are."""

    nodes: int
    relationships: int


def size(store: Store) -> Size:
    """All that is in the graph, what the writer keeps for itself too."""
    return Size(
        _one(store, "MATCH (n) RETURN count(n) AS n"),
        _one(store, "MATCH ()-[r]->() RETURN count(r) AS n"),
    )


def numbers(store: Store, labels: Iterable[str]) -> dict[str, int]:
    """How many nodes have each of the labels."""
    return {label: _one(store, f"MATCH (n:{label}) RETURN count(n) AS n") for label in labels}


def numbers_of_types(store: Store, types: Iterable[str]) -> dict[str, int]:
    """How many relationships there are of each of the types."""
    return {kind: _one(store, f"MATCH ()-[r:{kind}]->() RETURN count(r) AS n") for kind in types}


def span_of_incidents(store: Store) -> dict[str, date | None]:
    """The `first` and the `last` day of all incidents, none where there are none."""
    statement = "MATCH (i:Incident) RETURN min(i.firstDay) AS first, max(i.lastDay) AS last"
    return store.read(statement)[0]


def _one(store: Store, statement: str) -> int:
    return int(store.read(statement)[0]["n"])
