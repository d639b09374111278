"""Every label, relationship type and property of the graph, declared once.

The classes stand in `nodes.py` and `relationships.py`; this module is the list of them. From it
come the constraints and indexes, the upsert statements, the linter's schema and the page
`docs/model.md`; nothing else in the project lists properties. What always holds: a node has a
unique, deterministic `id` and a `name` of at most 30 characters; a relationship has an `id` too;
every fact carries `sources`. In the graph, property names are lowerCamel; in Python, snake_case.
"""

from __future__ import annotations

from typing import Any, Final

from graphq.graph.model import nodes, relationships
from graphq.graph.model.facts import Node, Relationship


def _declared(module: Any, parent: type[Any], mark: str) -> list[type[Any]]:
    return [
        found
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, parent) and mark in vars(found)
    ]


NODES: Final[dict[str, type[Node]]] = {node.LABEL: node for node in _declared(nodes, Node, "LABEL")}
"""Every declared node class by its label, in the order of declaration."""

RELATIONSHIPS: Final[dict[str, type[Relationship]]] = {
    kind.TYPE: kind for kind in _declared(relationships, Relationship, "TYPE")
}
"""Every declared relationship class by its type, in the order of declaration."""
