"""Nodes and relationships of a part as STIX 2.1 objects.

What always holds here: a node is one object and a relationship is one relationship object, but for
names, which stand with what they name, and REPORTED_BY, which is an external reference. A time is
set only where the day is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from pydantic.alias_generators import to_snake

from graphq.graph.addresses import is_address
from graphq.graph.copies import copy_told
from graphq.graph.export.attributes import link_id
from graphq.graph.export.gleaned import (
    ALIASED,
    CITED,
    NAME,
    Gleaned,
    called_in_full,
    is_country,
)
from graphq.graph.export.spans import known, partial
from graphq.graph.export.stix_words import (
    FACTS_ID,
    IDENTITY_ID,
    OWN_TYPES,
    definition_id,
    moment,
    stix_id,
)
from graphq.graph.export.texts import extra_labels, main_label
from graphq.graph.model.values import DatePrecision
from graphq.graph.records import NodeRecord, RelationshipRecord

Object = dict[str, Any]

_TYPES: Final = {
    "Group": "threat-actor",
    "Person": "identity",
    "Incident": "incident",
    "User": "identity",
    "Target": "location",
    "Location": "location",
    "ChangeEvent": "x-graphq-change-event",
    "Source": "x-graphq-source",
    "Tally": "x-graphq-tally",
    "Casualties": "x-graphq-casualties",
    "Assessment": "x-graphq-assessment",
    "Judgement": "x-graphq-judgement",
    "Record": "x-graphq-record",
    "Declaration": "x-graphq-declaration",
    "Remark": "x-graphq-remark",
}
_IDENTITY_CLASSES: Final = {"Person": "individual", "User": "unknown"}
"""A word for a user does not tell what it is: civilians, or a state."""
_STATE: Final = "StateForce"
_CONFIDENCE: Final = {"low": 15, "medium": 50, "high": 85}
"""STIX's own scale of low, medium and high."""


@dataclass(slots=True)
class StixGleaned(Gleaned):
    """What has to be known of a part before its first object is written."""

    types: dict[str, str] = field(default_factory=dict)
    """The STIX type of every node, by its id."""
    latest: date | None = None
    """The latest day that anything in the part is of, among those wholly known."""

    def note_node(self, node: NodeRecord, label: str) -> None:
        """Note its type and its day."""
        if label != NAME:
            self.types[node.id] = type_of(node)
        for key in ("publishedOn", "date"):
            day = partial(node.properties.get(key))
            if day and day.precision is DatePrecision.DAY:
                self.latest = max(self.latest or day.span.first, day.span.first)


def type_of(node: NodeRecord) -> str:
    """The type of the object that stands for the node."""
    kind = _TYPES.get(main_label(node), "x-graphq-thing")
    if kind == "threat-actor" and _STATE in node.labels:
        return "identity"
    if kind == "location" and not _country(node.properties) and not _point(node.properties):
        return "x-graphq-place"
    return kind


class Objects:
    """Makes the objects of a part, from what was gleaned of it."""

    def __init__(self, gleaned: StixGleaned, written_on: date) -> None:
        """All objects are of one moment: the beginning of the day given."""
        self._gleaned = gleaned
        day = moment(written_on)
        self._common = {
            "spec_version": "2.1",
            "created_by_ref": IDENTITY_ID,
            "created": day,
            "modified": day,
        }

    def of_node(self, node: NodeRecord) -> Object | None:
        """The object of a node; nothing for a name, which stands with what it names."""
        if main_label(node) == NAME:
            return None
        kind = self._gleaned.types[node.id]
        properties = known(node.properties)
        names = self._gleaned.names_of(node.id)
        facts = {
            **_facts(properties, node.id),
            "graph_labels": list(node.labels),
            **({"names": [self._spelling(name) for name in names]} if names else {}),
        }
        made = {
            "type": kind,
            "id": stix_id(kind, node.id),
            **self._common,
            "name": called_in_full(node),
            **_of_kind(kind, node, names, self._gleaned.remarks_on(node.id)),
            "labels": [_kebab(label) for label in extra_labels(node) or [main_label(node)]],
            "external_references": self._references(self._gleaned.sources_of(node)),
            "extensions": _extensions(kind, facts),
        }
        return _without_blanks(made)

    def of_relationship(self, link: RelationshipRecord) -> Object | None:
        """The object of a relationship; nothing for what stands with one of its ends."""
        if link.type in (ALIASED, CITED):
            return None
        start, end = (
            stix_id(self._gleaned.types[key], key) for key in (str(link.start), str(link.end))
        )
        properties = known(link.properties)
        made = {
            "type": "relationship",
            "id": stix_id("relationship", link_id(link)),
            **self._common,
            "relationship_type": _kebab(link.type),
            "source_ref": start,
            "target_ref": end,
            "description": " ".join(self._gleaned.remarks_on(link_id(link))),
            **_times(properties),
            "confidence": _confidence(properties.get("confidence")),
            "external_references": self._references(properties.get("sources", ())),
            "extensions": _extensions(
                "relationship", {**_facts(properties, link_id(link)), "graph_type": link.type}
            ),
        }
        return _without_blanks(made)

    def _references(self, ids: Iterable[str]) -> list[Object]:
        """The sources as external references, each once."""
        return [self._reference(key) for key in dict.fromkeys(ids)]

    def _reference(self, key: str) -> Object:
        source = self._gleaned.sources.get(key)
        if source is None:
            return {"source_name": "graphq", "external_id": key}
        said = source.properties
        url = str(said.get("url") or "")
        told = [said.get("title"), said.get("publishedOn"), *copy_told(said)]
        told += [] if is_address(url) else [url]
        return _without_blanks(
            {
                "source_name": str(said.get("publisher") or said.get("title") or key),
                "description": ", ".join(str(text) for text in told if text),
                "url": url if is_address(url) else None,
                "external_id": key,
            }
        )

    def _spelling(self, name: NodeRecord) -> Object:
        facts = _facts(name.properties, name.id)
        return _without_blanks({**facts, "sources": self._gleaned.sources_of(name)})


def _of_kind(kind: str, node: NodeRecord, names: list[NodeRecord], remarks: list[str]) -> Object:
    """What an object of the type has besides what all have."""
    said = node.properties
    described = said.get("summary") or said.get("note") or said.get("text") or " ".join(remarks)
    own: Object = {"description": described}
    match kind:
        case "threat-actor":
            spelt = [said.get("name"), *(name.properties.get("text") for name in names)]
            aliases = dict.fromkeys(str(text) for text in spelt if text)
            aliases.pop(called_in_full(node), None)
            own["aliases"] = list(aliases)
        case "identity":
            label = main_label(node)
            own["identity_class"] = _IDENTITY_CLASSES.get(label, "organization")
        case "location":
            own |= {"country": _country(said), "administrative_area": said.get("admin1")}
            own |= _point(said)
            if said.get("level") == "admin1":
                own["administrative_area"] = called_in_full(node)
            elif said.get("level") == "place":
                own["city"] = called_in_full(node)
    return own


def _country(properties: Mapping[str, Any]) -> str | None:
    found = str(properties.get("country") or "")
    return found if is_country(found) else None


def _point(properties: Mapping[str, Any]) -> Object:
    """Latitude and longitude if both are known and on the globe, and how exact they are."""
    found = {key: properties.get(key) for key in ("latitude", "longitude")}
    if any(not isinstance(value, int | float) for value in found.values()):
        return {}
    if not (-90 <= properties["latitude"] <= 90 and -180 <= properties["longitude"] <= 180):
        return {}
    metres = properties.get("coordinatePrecisionM")
    point = {key: float(properties[key]) for key in found}
    return {**point, "precision": float(metres)} if metres is not None else point


def _extensions(kind: str, facts: Object) -> Object:
    own = {definition_id(kind): {"extension_type": "new-sdo"}} if kind in OWN_TYPES else {}
    return {**own, FACTS_ID: {"extension_type": "property-extension", **facts}}


def _facts(properties: Mapping[str, Any], key: str) -> Object:
    """Everything that the graph says, under the names of the model in snake case."""
    said = {
        to_snake(name): value.isoformat() if isinstance(value, date) else value
        for name, value in properties.items()
        if name != "id" and value is not None
    }
    return {"graph_id": key, **said}


def _times(properties: Mapping[str, Any]) -> Object:
    """When it held: only days that are wholly known, from the first to the last second of them."""
    began, ended = (
        partial(properties.get("validFrom") or properties.get("since")),
        partial(properties.get("validTo")),
    )
    start = began.span.first if began and began.precision is DatePrecision.DAY else None
    stop = ended.span.first if ended and ended.precision is DatePrecision.DAY else None
    if start and stop and stop < start:
        return {}
    return {
        "start_time": f"{start.isoformat()}T00:00:00Z" if start else None,
        "stop_time": f"{stop.isoformat()}T23:59:59Z" if stop else None,
    }


def _confidence(text: Any) -> int | None:
    """The confidence on STIX's scale from 0 to 100, if it is a word or a number of that scale."""
    word = str(text or "").strip().lower()
    if word in _CONFIDENCE:
        return _CONFIDENCE[word]
    return int(word) if re.fullmatch(r"\d{1,2}|100", word, re.ASCII) else None


def _kebab(name: str) -> str:
    return to_snake(name).lower().replace("_", "-")


def _without_blanks(values: Object) -> Object:
    """What is known; STIX allows neither nulls nor empty lists."""
    return {key: value for key, value in values.items() if value not in (None, [], {}, "")}
