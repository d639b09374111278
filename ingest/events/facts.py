"""Events into facts: the incident with what is its own, and what it shares with others.

What always holds here: what is made depends on the event and on the identities alone. An incident
owns its relationships; places, records, names and reports are shared, and have ids made from what
their source calls them. Rows are plain maps, since there are millions; tests hold them against the
declared model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from graphq.graph.model.facts import NAME_LENGTH, Node, Relationship
from graphq.graph.model.geo import cell, cell_quarter, long_cell
from graphq.graph.model.nodes import Group, Location, Record, Source
from graphq.graph.model.relationships import ReportedBy
from graphq.graph.model.values import GeoPrecision
from graphq.graph.records import Row
from graphq.graph.write.identities import Identities, known_day
from graphq.graph.write.numbers import Numbers
from graphq.ingest.events.event import Actor, Citation, Event, Side
from graphq.ingest.facts import Facts
from graphq.ingest.places.tree import PlaceTree, bare_place, bare_unit, shortened
from graphq.ingest.said import first_said

_TYPES: Final = {
    "involved": "INVOLVED",
    "perpetrated": "PERPETRATED_BY",
    "claimed": "CLAIMED_BY",
}
_PLAIN: Final = (
    ("targetType", "target_type"),
    ("targetDescription", "target_description"),
    ("fatalitiesLow", "fatalities_low"),
    ("fatalitiesBest", "fatalities_best"),
    ("fatalitiesHigh", "fatalities_high"),
    ("fatalitiesSideA", "fatalities_side_a"),
    ("fatalitiesSideB", "fatalities_side_b"),
    ("fatalitiesCivilians", "fatalities_civilians"),
    ("fatalitiesUnknown", "fatalities_unknown"),
    ("wounded", "wounded"),
    ("violence", "violence"),
    ("eventType", "event_type"),
    ("conflict", "conflict"),
    ("dyad", "dyad"),
    ("activeYear", "active_year"),
    ("summary", "summary"),
    ("note", "note"),
    ("conflicts", "conflicts"),
)
"""Properties that are the event's own values, by their names on both sides."""
_TEXTS: Final = ("summary", "note", "conflicts")
"""Those that may tell of later days."""


@dataclass(frozen=True, slots=True)
class Report:
    """The Source of a report; there are so many that they are not made model objects."""

    id: str
    stated: Row

    def properties(self) -> Row:
        """What is stated of it."""
        return self.stated


class Told(NamedTuple):
    """An event, and by what it is found unchanged: the hash of its row, and its own."""

    event: Event
    row_hash: str
    event_hash: str


class _Located(NamedTuple):
    """Where an event was: ids of locations."""

    place: str
    """Blank where not even the country is known."""
    admin1: str | None = None
    admin2: str | None = None


@dataclass(slots=True)
class Made:
    """What a batch of events becomes."""

    incidents: list[Row] = field(default_factory=list)
    """Rows of Incident nodes: `id` and `properties`."""
    owned: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    """Rows of relationships that start at the incidents, by type and label of the end."""
    reports: list[Report] = field(default_factory=list)
    """The Source nodes of reports, which other events may share."""
    shared: list[Node | Relationship] = field(default_factory=list)
    """Nodes, then relationships, that other events may share; made once in a load."""
    stand_ins: list[Group] = field(default_factory=list)
    """Groups that stand in for records that nobody has identified."""


@dataclass(slots=True)
class EventFacts:
    """Makes facts of events, and remembers which shared ones it has made already."""

    dataset: str
    title: str
    publisher: str
    identities: Identities
    event_scheme: str | None = None
    """Whose ids the events bear."""
    load: int = 1
    """The how-manieth load of the dataset brings what is new."""
    only: Set[str] | None = None
    """Ids of the places and records to be made, where others are not wanted."""
    names: dict[str, str] = field(default_factory=dict)
    """Ids of the Name nodes of the actors met so far, by the actor's record."""
    _places: PlaceTree = field(default_factory=lambda: PlaceTree(by_district=True))
    _located: dict[tuple[str | None, str, str, str, str], _Located] = field(default_factory=dict)
    _captions: dict[tuple[str, int], str] = field(default_factory=dict)
    _met: list[Location] = field(default_factory=list)
    """Locations met since the last batch."""
    _first: list[str] = field(default_factory=list)
    """Ids of the places and records that the event in hand is the first to name."""
    _stand_ins: set[str] = field(default_factory=set)
    _reports: Numbers = field(default_factory=Numbers)
    _begun: bool = False

    @property
    def source(self) -> Source:
        """The dataset as a source of what it tells."""
        return Source(
            id=self.dataset,
            name=shortened(self.title),
            title=self.title,
            publisher=self.publisher,
            kind="dataset",
            reliability="A" if self.publisher.startswith("Uppsala") else "F",
            event_scheme=self.event_scheme,
        )

    def incident_id(self, key: str) -> str:
        """The id of the incident that an event becomes."""
        return f"{self.dataset}:{key}"

    def make(self, events: Iterable[Told]) -> Made:
        """Facts of events."""
        made = Made()
        if not self._begun:
            self._begun = True
            made.shared.append(self.source)
        relationships: list[Relationship] = []
        for told in events:
            self._add(made, relationships, told)
        self._add_places(made, relationships)
        made.shared += relationships
        return made

    def _add(self, made: Made, relationships: list[Relationship], told: Told) -> None:
        event = told.event
        key = self.incident_id(event.key)
        sources = [self.dataset]
        for citation in event.citations:
            report = self._report(made, citation)
            if report not in sources:
                sources.append(report)
        common: dict[str, Any] = {"sources": sources, "statedBy": [self.dataset]}
        located = self._place(event)
        properties = self._incident(key, told, located, common)
        made.incidents.append({"id": key, "properties": properties})
        if located.place:
            self._own(
                made,
                "OCCURRED_AT",
                "Location",
                key,
                located.place,
                common,
                precision=event.geo_precision.value,
            )
        # That the dataset tells of it, the incident says itself.
        for source in sources[1:]:
            self._own(made, "REPORTED_BY", "Source", key, source, {"statedBy": [self.dataset]})
        for side in event.sides:
            self._side(made, relationships, key, event, side, common)
        if self._first:
            properties["firstToName"], self._first = self._first, []

    def named(self, event: Event) -> set[str]:
        """Ids of the places, with all that they lie in, and of the records that an event names."""
        place = self._place(event).place
        return {
            *(self._places.chain(place) if place else ()),
            *(f"record:{side.actor.record}" for side in event.sides),
        }

    def _incident(self, key: str, told: Told, located: _Located, common: Row) -> Row:
        event = told.event
        name = event.place or event.admin2 or event.admin1 or event.country_name
        found: Row = {
            "id": key,
            "name": f"{self._short(name, NAME_LENGTH - 1 - len(event.date))} {event.date}",
            "dataset": self.dataset,
            "date": event.date,
            "firstDay": event.first_day,
            "lastDay": event.last_day,
            "datePrecision": event.date_precision.value,
            "placeText": name,
            "geoPrecision": event.geo_precision.value,
            "attribution": event.attribution.value,
            "rowHash": told.row_hash,
            "contentHash": told.event_hash,
            "load": self.load,
            **common,
        }
        for name, text in (("admin1", event.admin1), ("admin2", event.admin2)):
            if text:
                found[name] = bare_unit(text)
        for name, unit in (("admin1Id", located.admin1), ("admin2Id", located.admin2)):
            if unit:
                found[name] = unit
        if event.country_code:
            found["country"] = event.country_code
        if event.tactics:
            found["tactics"] = list(event.tactics)
        if event.latitude is not None and event.longitude is not None:
            found["latitude"], found["longitude"] = event.latitude, event.longitude
            found["cell"] = at = cell(event.latitude, event.longitude)
            found["cellQuarter"] = cell_quarter(at, event.first_day)
            lasting = long_cell(at, event.first_day, event.last_day)
            if lasting is not None:
                found["longCell"] = lasting
            found["coordinateSource"] = self.dataset
        for name, attribute in _PLAIN:
            value = getattr(event, attribute)
            if value is not None:
                found[name] = value
        for name in _TEXTS:
            if name in found:
                # Nothing is said of when the dataset was published: what it names tells that.
                said = first_said(found[name], event.last_day, ())
                if said:
                    found[f"{name}OnFirst"] = said
        return found

    def _short(self, place: str, longest: int) -> str:
        if (place, longest) not in self._captions:
            self._captions[place, longest] = shortened(bare_place(place), longest)
        return self._captions[place, longest]

    def _own(
        self, made: Made, kind: str, label: str, start: str, end: str, common: Row, **more: Any
    ) -> None:
        key = f"{kind.lower().replace('_', '-')}:{start}>{more.pop('key', end)}"
        properties = {"id": key, **common, **more}
        row = {"id": key, "start": start, "end": end, "properties": properties}
        made.owned.setdefault((kind, label), []).append(row)

    def _side(
        self,
        made: Made,
        relationships: list[Relationship],
        incident: str,
        event: Event,
        side: Side,
        common: Row,
    ) -> None:
        record = side.actor.record
        if record not in self.names and self._is_wanted(f"record:{record}"):
            self._add_actor(made, relationships, side.actor)
        day = known_day(event.first_day, event.date_precision.value)
        entity = self.identities.entity(record, day)
        self._need(made, side.actor, entity)
        more: dict[str, Any] = {
            "endRecord": record,
            "key": f"{record}{':' if side.side else ''}{side.side}",
        }
        if side.part == "perpetrated":
            more["attribution"] = side.attribution.value
        elif side.part == "involved" and side.side:
            more["side"] = side.side
        self._own(made, _TYPES[side.part], "Group", incident, entity, common, **more)

    def _add_actor(self, made: Made, relationships: list[Relationship], actor: Actor) -> None:
        """The record of an actor, and its name, which is the name of the entity that it is."""
        record = actor.record
        self._first.append(f"record:{record}")
        made.shared.append(
            Record(
                id=f"record:{record}",
                name=shortened(actor.name),
                scheme=actor.scheme,
                external_id=actor.external_id,
                entity_label="Group",
                full_name=actor.name,
                kind=actor.kind,
                countries=actor.countries,
                sources=(self.dataset,),
            )
        )
        relationships.append(
            ReportedBy(
                id=f"reported-by:record:{record}>{self.dataset}",
                start=f"record:{record}",
                start_label="Record",
                end=self.dataset,
            )
        )
        named = Facts()
        named.add_name(record, "Group", actor.name, "strong", record=True, sources=(self.dataset,))
        self.names[record] = next(iter(named.nodes), "")
        made.shared += named.nodes.values()
        entity = self.identities.entity(record, None, "last")
        for names in named.relationships.values():
            self._need(made, actor, entity)
            relationships.append(names.model_copy(update={"end": entity}))

    def _need(self, made: Made, actor: Actor, entity: str) -> None:
        """Have a group stand in for a record that is nobody else."""
        if entity == actor.record and entity not in self._stand_ins:
            self._stand_ins.add(entity)
            made.stand_ins.append(
                Group(
                    id=entity,
                    name=shortened(actor.name),
                    full_name=actor.name,
                    kind=actor.kind,
                    countries=actor.countries,
                    sources=(self.dataset,),
                    inferred=True,
                )
            )

    def _is_wanted(self, key: str) -> bool:
        return self.only is None or key in self.only

    def _report(self, made: Made, citation: Citation) -> str:
        """The id of the report's Source, which is made when it is first cited."""
        told = "\0".join((citation.publisher, citation.title, citation.published_on, citation.url))
        digest = hashlib.blake2b(told.encode(), digest_size=8)
        key = f"report:{digest.hexdigest()}"
        if self._reports.add(int.from_bytes(digest.digest(), "big")):
            made.reports.append(Report(key, _report(key, citation)))
        return key

    def _place(self, event: Event) -> _Located:
        """The location, as exact as the event's place is known."""
        wanted = (event.country_code, event.admin1, event.admin2, event.place, event.geo_precision)
        if wanted not in self._located:
            place = _location(self._places, event)
            self._located[wanted] = _Located(
                place, **(self._places.units_of(place) if place else {})
            )
            met = [one for one in self._places.newly_met() if self._is_wanted(one.id)]
            self._met += met
            # A country is called what it is called, whoever names it first.
            self._first += [location.id for location in met if location.level != "country"]
        return self._located[wanted]

    def _add_places(self, made: Made, relationships: list[Relationship]) -> None:
        """The locations that have been met since the last batch, with their names."""
        found = Facts()
        met, self._met = self._met, []
        for location in met:
            found.add_location(location)
        made.shared += found.nodes.values()
        relationships += found.relationships.values()
        relationships += self._places.containment(location.id for location in met)


def _location(places: PlaceTree, event: Event) -> str:
    code, precision = event.country_code, event.geo_precision
    if not code:
        return ""
    if precision in (GeoPrecision.COUNTRY, GeoPrecision.SEA_OR_AIR):
        return places.country(code)
    if precision is GeoPrecision.ADMIN1:
        return places.unit(code, event.admin1, "")
    if precision is GeoPrecision.ADMIN2 or not event.place:
        return places.unit(code, event.admin1, event.admin2)
    return places.place(code, event.admin1, event.admin2, event.place)


def _report(key: str, citation: Citation) -> Row:
    """Properties of the report's Source."""
    year = citation.published_on[:4]
    caption = f"{citation.publisher} {year}" if year else citation.publisher
    found = {
        "id": key,
        "name": caption if len(caption) <= NAME_LENGTH else shortened(citation.publisher),
        "title": citation.title or citation.publisher,
        "publisher": citation.publisher,
        "kind": "news",
        "reliability": "F",
    }
    if citation.published_on:
        found["publishedOn"] = citation.published_on
    if citation.url:
        found["url"] = citation.url
    return found
