"""What has a place on the map, with all that a map says of it.

What always holds here: a place is as its source gives it, with how exactly it is known; what has no
coordinates is counted, never put somewhere. Places come in an order of their own, not the engine's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from graphq.graph.export.texts import counted, main_label
from graphq.graph.model.declared import NODES
from graphq.graph.model.nodes import Placed
from graphq.graph.read.part import Part
from graphq.graph.records import NodeRecord

_PARTIES: Final = {
    "PERPETRATED_BY": "attributedTo",
    "CLAIMED_BY": "claimedBy",
    "DENIED_BY": "deniedBy",
    "INVOLVED": "involved",
    "STRUCK": "struck",
    "OCCURRED_AT": "occurredAt",
    "USED_BY": "usedBy",
    "LOCATED_IN": "locatedIn",
}
"""Relationships that a map says by the name of their end, under these words."""

_NOT_SHOWN: Final = frozenset(
    {"id", "latitude", "longitude", "sources", "cell", "cellQuarter", "longCell"}
)
_ORDER: Final = {label: at for at, label in enumerate(NODES)}


@dataclass(frozen=True, slots=True)
class Spot:
    """A node on the map, the names of what it is tied to, what is said of it, and its sources."""

    node: NodeRecord
    longitude: float
    latitude: float
    named: dict[str, list[str]]
    remarks: list[str]
    sources: list[dict[str, str]]


@dataclass(slots=True)
class Map:
    """What a part has on the map, and what it has besides."""

    spots: list[Spot] = field(default_factory=list)
    unplaced: dict[str, int] = field(default_factory=dict)
    """How many of each label could have a place and have none."""
    others: int = 0
    """Nodes that have no place by their nature."""
    links: int = 0
    named: int = 0
    """Relationships, and how many of them are said by a name."""

    def told(self) -> list[str]:
        """Sentences on what is not on the map."""
        told = [
            f"{number:,} of the label {label} are not on the map: their coordinates are unknown."
            for label, number in sorted(self.unplaced.items(), key=lambda item: _ORDER[item[0]])
        ]
        if self.others:
            told.append(
                counted(
                    self.others,
                    "node has no place (groups, people, changes, sources, names, remarks); it is "
                    "on the map only by its name, where a place is tied to it.",
                    "nodes have no place (groups, people, changes, sources, names, remarks); they "
                    "are on the map only by their names, where a place is tied to them.",
                )
            )
        if self.links:
            told.append(
                f"Of {self.links:,} relationships, {self.named:,} are on the map as the name of "
                "what a place is tied to; a map has no relationships."
            )
        return told


def map_of(part: Part) -> Map:
    """Everything that the part has on the map, by label and id."""
    found = Map()
    names: dict[str, str] = {}
    sources: dict[str, dict[str, str]] = {}
    remarks: dict[str, list[tuple[str, str]]] = {}
    placed: dict[str, tuple[NodeRecord, float, float]] = {}
    for node in part.nodes():
        label = main_label(node)
        if label == "Source":
            sources[node.id] = _source(node)
        elif label == "Remark":
            said = node.properties
            told = str(said.get("saidOnFirst", "")), str(said["text"])
            remarks.setdefault(str(said["about"]), []).append(told)
        if label != "Incident":
            names[node.id] = str(node.properties.get("fullName") or _name(node))
        point = _point(node)
        if point:
            placed[node.id] = (node, *point)
        elif label in NODES and issubclass(NODES[label], Placed):
            found.unplaced[label] = found.unplaced.get(label, 0) + 1
        else:
            found.others += 1
    ties: dict[str, dict[str, list[str]]] = {}
    for link in part.relationships():
        found.links += 1
        word = _PARTIES.get(link.type)
        start, end = str(link.start), str(link.end)
        if word and start in placed and end in names:
            found.named += 1
            ties.setdefault(start, {}).setdefault(word, []).append(names[end])
    for node, longitude, latitude in sorted(placed.values(), key=_sorted_by):
        cited = [sources.get(key, {"id": key}) for key in node.properties.get("sources", ())]
        tied = {word: sorted(ties.get(node.id, {}).get(word, ())) for word in _PARTIES.values()}
        named = {word: found for word, found in tied.items() if found}
        said_of = [text for _, text in sorted(remarks.get(node.id, ()))]
        found.spots.append(Spot(node, longitude, latitude, named, said_of, cited))
    return found


def _sorted_by(item: tuple[NodeRecord, float, float]) -> tuple[int, str]:
    node = item[0]
    return _ORDER.get(main_label(node), len(_ORDER)), node.id


def _name(node: NodeRecord) -> str:
    return str(node.properties.get("name") or node.id)


def _point(node: NodeRecord) -> tuple[float, float] | None:
    """Longitude and latitude, if the node has both and they are on the globe."""
    longitude, latitude = (node.properties.get(key) for key in ("longitude", "latitude"))
    numbers = [value for value in (longitude, latitude) if isinstance(value, int | float)]
    if len(numbers) != 2 or not all(map(math.isfinite, numbers)):
        return None
    return (numbers[0], numbers[1]) if abs(numbers[0]) <= 180 and abs(numbers[1]) <= 90 else None


def _source(node: NodeRecord) -> dict[str, str]:
    keys = ("title", "publisher", "publishedOn", "url", "seenAt", "original")
    said = {key: node.properties.get(key) for key in keys}
    return {"id": node.id, **{key: str(value) for key, value in said.items() if value}}


def shown(spot: Spot) -> Iterator[tuple[str, Any]]:
    """What there is to say of the spot, but for its id, its point, its sources and grid cells."""
    for key, value in spot.node.properties.items():
        if key not in _NOT_SHOWN and value is not None:
            yield key, value
    yield from spot.named.items()
    if spot.remarks:
        yield "remarks", spot.remarks
