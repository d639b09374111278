"""Nodes and relationships of a part as entities of FollowTheMoney.

What always holds here: a node is one entity, and so is a relationship, but for names, which are
properties of what they name, and REPORTED_BY, which is a `proof`. What a schema has no property for
stands in its notes, as `key: value`. A date is as far as it is known; an unknown one is not there.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Any, Final

from graphq.graph.addresses import is_address
from graphq.graph.export.attributes import link_id
from graphq.graph.export.gleaned import (
    ALIASED,
    CITED,
    NAME,
    Gleaned,
    called_in_full,
    is_country,
)
from graphq.graph.export.spans import known, partial, written_span
from graphq.graph.export.texts import Printable, in_table, main_label
from graphq.graph.records import NodeRecord, RelationshipRecord
from graphq.graph.write.derived import SUCCESSION_KINDS

Entity = dict[str, Any]

_SCHEMAS: Final = {
    "Group": "Organization",
    "Person": "Person",
    "ChangeEvent": "Event",
    "Incident": "Event",
    "Target": "RealEstate",
    "User": "LegalEntity",
    "Location": "Address",
    "Source": "Document",
    "Tally": "Note",
    "Casualties": "Note",
    "Assessment": "Note",
    "Judgement": "Note",
    "Remark": "Note",
}
_LINKS: Final = {
    "LED": ("Directorship", "director", "organization"),
    "MEMBER_OF": ("Membership", "member", "organization"),
    "PART_OF": ("Membership", "member", "organization"),
    "SUCCEEDED_BY": ("Succession", "predecessor", "successor"),
}
_OTHER_LINK: Final = ("UnknownLink", "subject", "object")
_PLACED: Final = ("OCCURRED_AT", "LOCATED_IN")
_ENTERED, _CAME_OUT = "PREDECESSOR_IN", "RESULTED_IN"
_INVOLVED: Final = ("PERPETRATED_BY", "CLAIMED_BY", "INVOLVED", _CAME_OUT)

_BY_QUALITY: Final = {
    "weak": "weakAlias",
    "misspelling": "weakAlias",
    "code": "weakAlias",
    "former": "previousName",
}
"""Where a name goes that is not simply an alias."""

_OWN: Final[Mapping[str, Mapping[str, str]]] = {
    "Organization": {
        "kind": "classification", "founded": "incorporationDate", "dissolved": "dissolutionDate",
        "unListRef": "idNumber", "wikidataId": "wikidataId",
    },
    "Person": {"born": "birthDate", "died": "deathDate", "unListRef": "idNumber"},
    "Event": {"placeText": "location", "summary": "summary"},
    "RealEstate": {
        "targetType": "propertyType", "latitude": "latitude", "longitude": "longitude",
    },
    "LegalEntity": {},
    "Address": {"latitude": "latitude", "longitude": "longitude"},
    "Document": {"publishedOn": "publishedAt", "publisher": "publisher", "url": "sourceUrl"},
    "Note": {},
}  # fmt: skip
"""Properties of the model, and where they go; also everywhere: country, note, summary."""

_DATES: Final = frozenset({"incorporationDate", "dissolutionDate", "birthDate", "deathDate",
                           "publishedAt"})  # fmt: skip
_LENGTHS: Final = {"name": 384, "alias": 384, "weakAlias": 384, "previousName": 384, "full": 250,
                   "location": 250, "title": 1024, "role": 1024, "publisher": 1024,
                   "classification": 1024, "propertyType": 1024, "fileName": 1024,
                   "idNumber": 64, "wikidataId": 32, "sourceUrl": 4096}  # fmt: skip
"""How long a value of a property may be; what is longer goes into the notes."""
_LONG_TEXT: Final = frozenset({"notes", "summary", "description"})
_WIKIDATA: Final = re.compile(r"Q\d+", re.ASCII)
_NOT_IN_ID: Final = re.compile(r"[^0-9A-Za-z.-]")
_AROUND: Final = " \t\n\r\x0b\x0c\x85\ufeff\u2028\u2029"
"""What is taken away around a text."""
_ID_LENGTH: Final = 120


def entity_id(key: str, kind: str = "") -> str:
    """The id of the entity for what has the key in the graph: readable, and of allowed signs."""
    slug = _NOT_IN_ID.sub("-", key)[:_ID_LENGTH].strip(".-")
    if slug == key and not kind:
        return f"graphq-{slug}"
    return f"graphq-{slug}-{sha1(f'{kind}:{key}'.encode('utf-8', 'replace')).hexdigest()[:12]}"


@dataclass(slots=True)
class FtmGleaned(Gleaned):
    """What has to be known of a part before its first entity is written."""

    places: dict[str, list[str]] = field(default_factory=dict)
    involved: dict[str, list[str]] = field(default_factory=dict)
    changes: dict[str, NodeRecord] = field(default_factory=dict)
    parties: dict[str, list[RelationshipRecord]] = field(default_factory=dict)
    """What ties groups to a change, by the change's id."""
    succeeded: set[tuple[str, str, str]] = field(default_factory=set)
    """Who succeeded whom through which change, as far as the part says it."""

    def note_node(self, node: NodeRecord, label: str) -> None:
        """Note a change."""
        if label == "ChangeEvent":
            self.changes[node.id] = node

    def note_link(self, link: RelationshipRecord, start: str, end: str) -> None:
        """Note where something is, who took part in it, and who came of whom."""
        if link.type in _PLACED:
            self.places.setdefault(start, []).append(end)
        elif link.type in _INVOLVED:
            self.involved.setdefault(start, []).append(end)
        elif link.type == _ENTERED:
            self.involved.setdefault(end, []).append(start)
            self.parties.setdefault(end, []).append(link)
        elif link.type == "SUCCEEDED_BY":
            self.succeeded.add((start, end, str(link.properties.get("via"))))
        if link.type == _CAME_OUT:
            self.parties.setdefault(start, []).append(link)

    def missing_successions(self) -> Iterator[RelationshipRecord]:
        """Those that follow from the changes and are not in the part, as in a lineage's picture."""
        for key, links in self.parties.items():
            change = self.changes.get(key)
            if change is None or change.properties.get("kind") not in SUCCESSION_KINDS:
                continue
            before = [link for link in links if link.type == _ENTERED]
            after = [link for link in links if link.type == _CAME_OUT]
            for entered, left in itertools.product(before, after):
                ends = (str(entered.start), str(left.end))
                is_dated = partial(change.properties.get("date")) is not None
                if is_dated and ends[0] != ends[1] and (*ends, key) not in self.succeeded:
                    yield _succession(change, entered, left)


def _succession(
    change: NodeRecord, entered: RelationshipRecord, left: RelationshipRecord
) -> RelationshipRecord:
    """As `graphq.graph.write.derived` draws it, of the same id."""
    start, end = str(entered.start), str(left.end)
    properties: dict[str, Any] = {
        key: entered.properties[key]
        for key in ("extent", "component", "continues")
        if key in entered.properties
    }
    for key in ("sources", "disputedBy"):
        both = [*entered.properties.get(key, ()), *left.properties.get(key, ())]
        if both:
            properties[key] = list(dict.fromkeys(both))
    properties |= {
        "id": f"succeeded-by:{start}>{end}:{change.id}",
        "inferred": True,
        "via": change.id,
        "kind": change.properties["kind"],
        "since": change.properties["date"],
    }
    return RelationshipRecord("SUCCEEDED_BY", properties, start, end)


class Entities:
    """Makes the entities of a part, from what was gleaned of it."""

    def __init__(self, gleaned: FtmGleaned) -> None:
        """None so far."""
        self._gleaned = gleaned
        self.printable = Printable()

    def of_node(self, node: NodeRecord) -> Entity | None:
        """The entity of a node; nothing for a name, which is a property of what it names."""
        if main_label(node) == NAME:
            return None
        schema = schema_of(node)
        made = _Made(schema, entity_id(node.id), self.printable)
        said = known(node.properties)
        name = called_in_full(node)
        made.add("name", name)
        if not made.has("name"):
            made.add("name", node.id)
        if said.get("name") != name:
            made.add("alias" if schema not in ("Document", "Note") else "notes", said.get("name"))
        _add_own(made, schema, said)
        if schema == "Event":
            _add_dates(made, said)
            for key in sorted(self._gleaned.involved.get(node.id, ())):
                made.add("involved", entity_id(key))
        elif schema == "Address":
            made.add("full", name)
        elif schema == "Document":
            made.add("fileName", name)
            made.add("title", name)
        elif schema == "Note":
            made.add("description", _told(said, set()))
        for key in sorted(self._gleaned.places.get(node.id, ())):
            made.add("addressEntity", entity_id(key))
        self._add_names(made, node.id)
        for text in self._gleaned.remarks_on(node.id):
            made.add("notes", text)
        if schema != "Document":
            self._cite(made, self._gleaned.sources_of(node))
        made.add("notes", f"graphq: {main_label(node)} {node.id}")
        return made.entity

    def of_relationship(self, link: RelationshipRecord) -> Entity | None:
        """The entity of a relationship; nothing for what is a property of one of its ends."""
        if link.type in (ALIASED, CITED):
            return None
        schema, start, end = _LINKS.get(link.type, _OTHER_LINK)
        made = _Made(schema, entity_id(link_id(link), link.type), self.printable)
        said = known(link.properties)
        made.add(start, entity_id(str(link.start)))
        made.add(end, entity_id(str(link.end)))
        made.add("role", _role(link))
        made.add_date("startDate", said.get("validFrom"))
        made.add_date("endDate", said.get("validTo"))
        if schema == "Succession":
            made.add_date("date", said.get("since"))
            made.add("recordId", entity_id(str(said["via"])) if said.get("via") else None)
        for key, value in said.items():
            if key not in ("id", "sources"):
                made.add("description", f"{key}: {in_table(value)}")
        for text in self._gleaned.remarks_on(link_id(link)):
            made.add("description", text)
        self._cite(made, said.get("sources", ()))
        return made.entity

    def _add_names(self, made: _Made, key: str) -> None:
        for name in self._gleaned.names_of(key):
            quality = str(name.properties.get("quality"))
            made.add(_BY_QUALITY.get(quality, "alias"), name.properties.get("text"))
            self._cite(made, self._gleaned.cited.get(name.id, ()))

    def _cite(self, made: _Made, ids: Iterable[str]) -> None:
        """Say who says so: the document if it is in the part, its publisher and its address."""
        for key in dict.fromkeys(ids):
            source = self._gleaned.sources.get(key)
            if source is None:
                made.add("publisher", key)
                continue
            made.add("proof", entity_id(key))
            made.add("publisher", source.properties.get("publisher"))
            made.add("sourceUrl", source.properties.get("url"))


class _Made:
    """An entity as it is made."""

    def __init__(self, schema: str, key: str, printable: Printable) -> None:
        self.entity: Entity = {"id": key, "schema": schema, "properties": {}}
        self._printable = printable
        self._interval = schema in {"UnknownLink", *(found[0] for found in _LINKS.values())}

    def has(self, name: str) -> bool:
        """Whether the property has a value."""
        return name in self.entity["properties"]

    def add(self, name: str, value: Any) -> None:
        """Add a value to a property, each once; what it cannot hold goes into the notes."""
        if value is None:
            return
        if name == "notes" and self._interval:
            name = "description"
        text = unicodedata.normalize("NFC", self._printable(str(value))).strip(_AROUND)
        if name not in _LONG_TEXT:
            text = " ".join(text.split()).strip(_AROUND)
            unfit = len(text) > _LENGTHS.get(name, 1024)
            unfit |= name == "sourceUrl" and not is_address(text)
            unfit |= name == "wikidataId" and not _WIKIDATA.fullmatch(text)
            if unfit:
                self.add("notes", f"{name}: {text}")
                return
        values = self.entity["properties"].setdefault(name, [])
        if text and text not in values:
            values.append(text)
        if not values:
            del self.entity["properties"][name]

    def add_date(self, name: str, value: Any) -> None:
        """Add a date as far as it is known; what is no date goes into the notes."""
        if value is not None:
            found = partial(value)
            self.add(name if found else "notes", str(found) if found else f"{name}: {value}")


def schema_of(node: NodeRecord) -> str:
    """The schema of the entity that stands for the node."""
    label = main_label(node)
    if label == "Record":
        return _SCHEMAS.get(str(node.properties.get("entityLabel")), "Organization")
    return "PublicBody" if "StateForce" in node.labels else _SCHEMAS.get(label, "Note")


_EVERYWHERE: Final = frozenset({"id", "name", "fullName", "title", "sources", "country",
                                "countries", "note"})  # fmt: skip


def _add_own(made: _Made, schema: str, said: Mapping[str, Any]) -> None:
    """Add what the schema has a property for, and the rest as notes."""
    own = _OWN["Organization" if schema == "PublicBody" else schema]
    for key in ("country", "countries"):
        value = said.get(key)
        for code in value if isinstance(value, list) else [value]:
            if code is not None and is_country(str(code)):
                made.add("country", str(code).lower())
            elif code is not None:
                made.add("notes", f"country: {code}")
    made.add("notes", said.get("note"))
    for key, name in own.items():
        if name in _DATES:
            made.add_date(name, said.get(key))
        else:
            made.add(name, said.get(key))
    if schema != "Note":
        for line in _told(said, set(own)).splitlines():
            made.add("notes", line)


def _told(said: Mapping[str, Any], skipped: set[str]) -> str:
    """What else is said, a line each."""
    return "\n".join(
        f"{key}: {' '.join(in_table(value).split())}"
        for key, value in said.items()
        if key not in _EVERYWHERE and key not in skipped and value is not None
    )


def _add_dates(made: _Made, said: Mapping[str, Any]) -> None:
    made.add_date("date", said.get("date"))
    first, last = written_span(said)
    made.add("startDate", first or None)
    made.add("endDate", last or None)


def _role(link: RelationshipRecord) -> str:
    """What the one is to the other, in words: `predecessor in (part: Sahara region)`."""
    words = link.type.lower().replace("_", " ")
    said = link.properties
    if said.get("role"):
        return str(said["role"])
    more = said.get("attribution") or said.get("precision") or said.get("certainty")
    if said.get("denies"):
        more = f"of {said['denies']}"
    extent = said.get("extent")
    if extent:
        component = said.get("component")
        more = f"{extent}: {component}" if component else extent
    return f"{words} ({more})" if more else words
