"""Kinds of facts: those that one statement finds, and one writes.

What always holds here: a node is of the kind of its labels, a relationship of the kind of its type
and of the labels of its ends, since a pattern that names no labels is slow on both engines.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphq.graph.model import schema
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import Fact, FactClass, Node, Relationship

_NO_FACTS: Final = ("IngestRun", "Dataset", "IncidentSum")
"""Labels that no dataset states."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Facts that one statement finds and one statement writes."""

    labels: tuple[str, ...]
    type: str = ""

    @classmethod
    def of(cls, fact: Fact) -> Kind:
        """The kind that the fact is of."""
        if isinstance(fact, Relationship):
            return cls((fact.start_label, fact.end_label), fact.TYPE)
        assert isinstance(fact, Node)
        return cls(fact.labels)

    @property
    def model(self) -> FactClass:
        """The class that declares it."""
        return RELATIONSHIPS[self.type] if self.type else NODES[self.labels[0]]

    @property
    def find(self) -> str:
        """The statement that finds facts of the kind."""
        if self.type:
            return schema.find_relationships(self.type, self.labels[0])
        return schema.find_nodes(self.labels[0])

    @property
    def upsert(self) -> str:
        """The statement that writes them."""
        if self.type:
            return schema.upsert_relationships(self.type, *self.labels)
        return schema.upsert_nodes(self.labels)

    def for_properties(self, properties: Mapping[str, Any]) -> Kind:
        """The kind with the second label that the properties call for."""
        if self.type:
            return self
        model = NODES[self.labels[0]]
        extra = model.KIND_LABELS.get(str(properties.get(model.KIND)))
        return Kind((self.labels[0], extra) if extra else (self.labels[0],))

    @property
    def key(self) -> str:
        """The kind as it stands in the register."""
        return "|".join((self.type, *self.labels)) if self.type else self.labels[0]

    @property
    def pattern(self) -> str:
        """A pattern that binds the fact to `f`, and where it starts to `a`."""
        if self.type:
            return f"(a:{self.labels[0]})-[f:{self.type}]->(:{self.labels[1]})"
        return f"(f:{self.labels[0]})"

    @property
    def returned(self) -> str:
        """What is asked of facts that may have to be taken back; `start` is of relationships."""
        own = "a.id AS start" if self.type else "labels(f) AS labels"
        return f"RETURN f.id AS id, f.statedBy AS statedBy, {own}"

    def pattern_of(self, row: str) -> str:
        """A pattern that binds the one fact of `row` (`id`, `start`) to `f`."""
        if self.type:
            return (
                f"(a:{self.labels[0]} {{id: {row}.start}})-[f:{self.type} {{id: {row}.id}}]->"
                f"(:{self.labels[1]})"
            )
        return f"(f:{self.labels[0]} {{id: {row}.id}})"


def kinds() -> list[Kind]:
    """Every kind that a dataset can state, relationships before the nodes that they tie."""
    return [*relationship_kinds(), *(Kind((label,)) for label in NODES if label not in _NO_FACTS)]


def relationship_kinds() -> list[Kind]:
    """Every kind of relationship that a dataset can state."""
    return [
        Kind(ends, found.TYPE)
        for found in RELATIONSHIPS.values()
        for ends in itertools.product(found.START, found.END)
    ]
