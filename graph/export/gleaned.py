"""What a form has to know of a part before it writes, if it has no place for names or citations.

What always holds here: a name stands with what it names, and a REPORTED_BY with where it starts;
both in the order of ids. A name that names nothing of what is exported is counted and told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from graphq.graph.export.texts import counted, main_label
from graphq.graph.read.part import Part
from graphq.graph.records import NodeRecord, RelationshipRecord

ALIASED: Final = "NAMES"
CITED: Final = "REPORTED_BY"
"""Relationships that stand with their end, and with their start."""

NAME: Final = "Name"
REMARK: Final = "Remark"

_COUNTRY: Final = re.compile(r"[A-Z]{2}")


@dataclass(slots=True)
class Gleaned:
    """The names, the sources and the remarks of a part; a form notes what else it needs."""

    sources: dict[str, NodeRecord] = field(default_factory=dict)
    names: dict[str, NodeRecord] = field(default_factory=dict)
    named: dict[str, list[str]] = field(default_factory=dict)
    """Ids of the names of an entity, by its id."""
    cited: dict[str, list[str]] = field(default_factory=dict)
    """Ids of the sources of a node, by its id."""
    remarks: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """When each remark about something was said, and its text, by the id of that."""

    def read(self, part: Part) -> None:
        """Go through the part once."""
        for node in part.nodes():
            label = main_label(node)
            if label == NAME:
                self.names[node.id] = node
            elif label == "Source":
                self.sources[node.id] = node
            elif label == REMARK:
                said = node.properties
                told = str(said.get("saidOnFirst", "")), str(said["text"])
                self.remarks.setdefault(str(said["about"]), []).append(told)
            self.note_node(node, label)
        for link in part.relationships():
            start, end = str(link.start), str(link.end)
            if link.type == ALIASED:
                self.named.setdefault(end, []).append(start)
            elif link.type == CITED:
                self.cited.setdefault(start, []).append(end)
            self.note_link(link, start, end)
        for keys in (*self.named.values(), *self.cited.values()):
            keys.sort()
        for remarks in self.remarks.values():
            remarks.sort()

    def note_node(self, node: NodeRecord, label: str) -> None:
        """Note what the form needs of a node, whose declared label is given."""

    def note_link(self, link: RelationshipRecord, start: str, end: str) -> None:
        """Note what the form needs of a relationship, whose ends are given."""

    def names_of(self, key: str) -> list[NodeRecord]:
        """The names in the part of what has the id."""
        found = (self.names.get(name) for name in self.named.get(key, ()))
        return [name for name in found if name is not None]

    def remarks_on(self, key: str) -> list[str]:
        """What is said of the node or relationship of that id, in the order of time."""
        return [text for _, text in self.remarks.get(key, ())]

    def sources_of(self, node: NodeRecord) -> list[str]:
        """The ids of what the node rests on, each once."""
        said = [*node.properties.get("sources", ()), *self.cited.get(node.id, ())]
        return list(dict.fromkeys(said))

    @property
    def unused_names(self) -> int:
        """How many names name nothing that is in the part."""
        return len(self.names.keys() - {key for keys in self.named.values() for key in keys})

    def told(self) -> list[str]:
        """A sentence if there are any such."""
        if not self.unused_names:
            return []
        return [
            counted(
                self.unused_names,
                "name is not in it, since what it names is not exported.",
                "names are not in it, since what they name is not exported.",
            )
        ]


def is_country(text: str) -> bool:
    """Whether the text is written like a country's code."""
    return bool(_COUNTRY.fullmatch(text))


def called_in_full(node: NodeRecord) -> str:
    """What the node is called, in full if that is known; its id if it has no name."""
    said = node.properties
    return str(said.get("fullName") or said.get("title") or said.get("name") or node.id)
