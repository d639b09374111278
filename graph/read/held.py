"""What had happened, and what held, on a day.

What always holds here: an incident or a change that can only have happened later is not there, nor
a relationship of it, nor one that can only have begun later. A relationship that had ended is not
there either, unless it is asked for. Groups, people, places and sources are always there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from graphq.graph.model.declared import NODES
from graphq.graph.model.facts import property_types
from graphq.graph.read.part import Part, declared_label
from graphq.graph.records import NodeRecord, RelationshipRecord

_BEGAN: Final = (
    "validFromFirst", "sinceFirst", "latestFirst", "claimedOnFirst", "deniedOnFirst"
)  # fmt: skip
"""The first day on which a relationship can have begun, or a word can have been said."""


def had_happened(node: NodeRecord, day: date) -> bool:
    """Whether the node is nothing that happens, or can have happened by the day."""
    label = declared_label(node.labels)
    if not label or "firstDay" not in property_types(NODES[label]):
        return True
    first = node.properties.get("firstDay")
    return first is None or bool(first <= day)


def held(link: RelationshipRecord, day: date, with_ended: bool = False) -> bool:
    """Whether the relationship can have begun by the day and, unless asked for, not ended."""
    firsts = (link.properties.get(key) for key in _BEGAN)
    began = next((first for first in firsts if first is not None), None)
    ended = link.properties.get("validToLast")
    if began is not None and began > day:
        return False
    return with_ended or ended is None or ended >= day


class HeldOn:
    """A part as of a day; of what is left out, only the ids of nodes are in memory."""

    def __init__(self, part: Part, day: date) -> None:
        """Look at the part as of the day."""
        self._part, self._day = part, day
        self._later: set[str] | None = None

    def nodes(self) -> Iterator[NodeRecord]:
        """Every node that is nothing that happened later, once."""
        later = set[str]()
        for node in self._part.nodes():
            if had_happened(node, self._day):
                yield node
            else:
                later.add(node.id)
        self._later = later

    def relationships(self) -> Iterator[RelationshipRecord]:
        """Every relationship that held, once."""
        if self._later is None:
            for _ in self.nodes():
                pass
        later = self._later or set()
        for link in self._part.relationships():
            if link.start not in later and link.end not in later and held(link, self._day):
                yield link
