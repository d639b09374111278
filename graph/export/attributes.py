"""The attributes that a part uses, for the forms that declare them before the first node.

What always holds here: an attribute has one name and one type for all nodes, or for all
relationships; what is of several types is text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphq.graph.export.spans import known
from graphq.graph.export.texts import extra_labels, main_label
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import property_types
from graphq.graph.read.part import Part
from graphq.graph.records import NodeRecord, RelationshipRecord

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attributes:
    """The words for the types of all attributes that occur, by name."""

    nodes: Mapping[str, str]
    relationships: Mapping[str, str]


def attributes_of(part: Part) -> Attributes:
    """Go through the part once, and tell which attributes occur, in the order of the model."""
    nodes = {key for node in part.nodes() for key in of_node(node)}
    links = {key for link in part.relationships() for key in of_relationship(link)}
    return Attributes(
        _typed(nodes, [property_types(declared) for declared in NODES.values()]),
        _typed(links, [property_types(declared) for declared in RELATIONSHIPS.values()]),
    )


def _typed(used: set[str], declared: list[Mapping[str, str]]) -> dict[str, str]:
    types: dict[str, str] = {}
    for kinds in declared:
        for key, word in kinds.items():
            types[key] = word if types.get(key, word) == word else "text"
    known = [key for key in types if key in used]
    return {key: types.get(key, "text") for key in [*sorted(used - types.keys()), *known]}


def of_node(node: NodeRecord) -> Values:
    """What a node says in a table: `type` is its declared label, `kindLabel` the second one."""
    more = {"kindLabel": ";".join(found)} if (found := extra_labels(node)) else {}
    return {"type": main_label(node), **more, **_without_id(node.properties)}


def of_relationship(link: RelationshipRecord) -> Values:
    """What a relationship says in a table."""
    return {"type": link.type, **_without_id(link.properties)}


def _without_id(properties: Mapping[str, Any]) -> Values:
    return {
        key: value for key, value in known(properties).items() if key != "id" and value is not None
    }


def link_id(link: RelationshipRecord) -> str:
    """The relationship's own id."""
    return str(link.properties.get("id") or f"{link.type}:{link.start}>{link.end}")
