"""The facts of a graph as objects of the model's classes, for programs that compute with them.

What always holds here: an object has just what the graph says, in the types that the model
declares; what is not known is None, or an empty tuple.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TypeVar

from graphq.graph.model.facts import Fact, Node, Relationship, property_types
from graphq.graph.read.part import properties_of
from graphq.graph.store import Store
from graphq.graph.version import check_version

FactT = TypeVar("FactT", bound=Fact)


def facts_of(store: Store, kind: type[FactT]) -> Iterator[FactT]:
    """Every fact of the class: a declared node or relationship. Raises StoreError."""
    check_version(store)
    if issubclass(kind, Node):
        yield from _facts(store, kind, f"MATCH (f:{kind.LABEL})")
    elif issubclass(kind, Relationship):
        for start, end in itertools.product(kind.START, kind.END):
            matching = f"MATCH (a:{start})-[f:{kind.TYPE}]->(b:{end})"
            yield from _facts(store, kind, matching, start_label=start, end_label=end)


def _facts(store: Store, kind: type[FactT], matching: str, **labels: str) -> Iterator[FactT]:
    """The facts that are matched as `f`; `labels` are those of a relationship's ends."""
    kinds = property_types(kind)
    ends = {"start": "a.id", "end": "b.id"} if labels else {}
    values = [*ends.values(), *(f"f.`{key}`" for key in kinds)]
    for rows in store.scan(matching, values):
        for row in rows:
            found = properties_of(kinds, row[len(ends) :])
            yield kind.model_validate({**found, **dict(zip(ends, row, strict=False)), **labels})
