"""Checked rows of a dossier into model objects: pure, no store, no files.

What always holds here: every row becomes facts, every fact carries the row's sources; ids depend on
the rows alone, so the same dossier gives the same facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from graph.facts import NAME_LENGTH, Node, Relationship
from graph.geo import cell
from graph.names import name_key, spellings
from graph.nodes import ChangeEvent, Group, Incident, Location, Person, Source, Tally, Target
from graph.relationships import (
    AffiliatedWith,
    AlliedWith,
    ClaimedBy,
    CountedIn,
    Counts,
    EnemyOf,
    Lasting,
    Led,
    LocatedIn,
    MemberOf,
    OccurredAt,
    PartOf,
    PerpetratedBy,
    PledgedTo,
    PredecessorIn,
    ResultedIn,
    RivalOf,
    Struck,
    UsedBy,
)
from graph.values import Attribution, GeoPrecision, PartialDate, Span
from ingest.dossier_check import Known
from ingest.dossier_format import OTHER_USERS
from ingest.dossier_read import DossierRow, Tables
from ingest.facts import Facts
from ingest.places import PlaceTree, bare_place, country_names, shortened

LABELS: Final = {
    "sources": "Source",
    "groups": "Group",
    "people": "Person",
    "changes": "ChangeEvent",
    "facilities": "Target",
    "incidents": "Incident",
    "tallies": "Tally",
}
"""The label of the nodes that a table's rows become."""

_NAMED: Final = ("groups", "people", "facilities")
_RELATIONS: Final[dict[str, type[Lasting]]] = {
    "affiliated_with": AffiliatedWith,
    "allied_with": AlliedWith,
    "rival_of": RivalOf,
    "pledged_to": PledgedTo,
    "part_of": PartOf,
    "enemy_of": EnemyOf,
}


def _without_gazetteers(tables: Tables) -> Tables:
    """The incidents with only those sources that tell the incident.

    A gazetteer among a row's sources gave the coordinate, and says nothing of who did what.
    """
    gazetteers = {row["id"] for row in tables["sources"] if row["kind"] == "gazetteer"}
    rows = []
    for row in tables["incidents"]:
        told = tuple(source for source in row["sources"] if source not in gazetteers)
        cells = {**row.cells, "sources": told or row["sources"]}
        rows.append(DossierRow(row.file, row.line, cells))
    return {**tables, "incidents": rows}


def transform(tables: Tables, dataset: str, known: Known) -> Facts:
    """All facts of a dossier whose rows passed every check against the same `known` ids."""
    facts, places = Facts(), PlaceTree()
    tables = _without_gazetteers(tables)
    labels = {key: LABELS[table] for table, ids in known.items() for key in ids}
    for table in _NAMED:
        labels |= {row["id"]: LABELS[table] for row in tables[table]}
    for name, rows in tables.items():
        for row in rows:
            if name == "facilities":
                _facility(facts, places, row)
            elif name == "incidents":
                _incident(facts, places, row, dataset)
            else:
                for fact in _SIMPLE[name](row):
                    facts.add(fact)
    for name, rows in tables.items():
        for row in rows:
            if name in _NAMED:
                _own_names(facts, facts.nodes[row["id"]], row)
    for row in tables["aliases"]:
        _alias(facts, row, labels[row["entity_id"]])
    for location in places.locations.values():
        facts.add(location)
        _location_names(facts, location)
    for containment in places.containment():
        facts.add(containment)
    facts.add_reports()
    return facts


def _text(value: PartialDate | None) -> str | None:
    return str(value) if value else None


def _lasting(row: DossierRow) -> dict[str, Any]:
    start: PartialDate | None = row["valid_from"]
    end: PartialDate | None = row["valid_to"]
    return {
        "valid_from": _text(start),
        "valid_from_first": start.span.first if start else None,
        "valid_from_last": start.span.last if start else None,
        "valid_to": _text(end),
        "valid_to_first": end.span.first if end else None,
        "valid_to_last": end.span.last if end else None,
        "sources": row["sources"],
    }


def _dated(date: PartialDate, precision: str, span: Span) -> dict[str, Any]:
    return {
        "date": str(date),
        "date_precision": precision,
        "first_day": span.first,
        "last_day": span.last,
    }


def _placed(row: DossierRow) -> dict[str, Any]:
    found = {"country": row["country_iso2"], "coordinate_source": row["coord_source"]}
    if row["lat"] is None:
        return found
    point = row["lat"], row["lon"]
    return {**found, "latitude": point[0], "longitude": point[1], "cell": cell(*point)}


def _source(row: DossierRow) -> Iterator[Source]:
    date: PartialDate | None = row["published_on"]
    year = f" {date.year}" if date else ""
    publisher = str(row["publisher"]).split(" (", 1)[0]
    name = publisher + year if len(publisher + year) <= 30 else shortened(publisher)
    yield Source(
        id=row["id"],
        name=name,
        title=row["title"],
        publisher=row["publisher"],
        published_on=_text(date),
        url=row["url"],
        kind=row["kind"],
        reliability=row["reliability"],
        note=row["note"],
    )


def _group(row: DossierRow) -> Iterator[Group]:
    yield Group(
        id=row["id"],
        name=row["short_name"],
        full_name=row["name"],
        kind=row["kind"],
        founded=_text(row["founded"]),
        dissolved=_text(row["dissolved"]),
        countries=row["country_codes"],
        un_list_ref=row["un_list_ref"],
        ucdp_actor_id=row["ucdp_actor_id"],
        wikidata_id=row["wikidata_id"],
        note=row["note"],
        sources=row["sources"],
    )


def _person(row: DossierRow) -> Iterator[Person]:
    yield Person(
        id=row["id"],
        name=row["short_name"],
        full_name=row["name"],
        born=_text(row["born"]),
        died=_text(row["died"]),
        un_list_ref=row["un_ref"],
        note=row["note"],
        sources=row["sources"],
    )


def _change(row: DossierRow) -> Iterator[ChangeEvent]:
    date: PartialDate = row["date"]
    yield ChangeEvent(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        announced_on=_text(row["announced_on"]),
        summary=row["summary"],
        note=row["note"],
        sources=row["sources"],
        **_dated(date, row["date_precision"], date.span),
    )


def _party(row: DossierRow) -> Iterator[Relationship]:
    shared: dict[str, Any] = {
        "extent": row["extent"],
        "component": row["component"],
        "continues": row["continues"],
        "sources": row["sources"],
        "disputed_by": row["disputed_by"],
    }
    change, group = row["change_id"], row["group_id"]
    if row["role"] == "predecessor":
        key = f"predecessor-in:{group}>{change}"
        yield PredecessorIn(id=key, start=group, end=change, **shared)
    else:
        key = f"resulted-in:{change}>{group}"
        yield ResultedIn(id=key, start=change, end=group, **shared)


def _role(row: DossierRow) -> Iterator[Led | MemberOf]:
    kind = Led if row["type"] == "led" else MemberOf
    person, group, role = row["person_id"], row["group_id"], row["role"]
    since = f":{row['valid_from']}" if row["valid_from"] else ""
    yield kind(
        id=f"{row['type'].replace('_', '-')}:{person}>{group}:{name_key(role)}{since}",
        start=person,
        end=group,
        role=role,
        **_lasting(row),
    )


def _relation(row: DossierRow) -> Iterator[Lasting]:
    start, end = row["from_id"], row["to_id"]
    since = f":{row['valid_from']}" if row["valid_from"] else ""
    yield _RELATIONS[row["type"]](
        id=f"{row['type'].replace('_', '-')}:{start}>{end}{since}",
        start=start,
        end=end,
        note=row["note"],
        **_lasting(row),
    )


def _tally(row: DossierRow) -> Iterator[Tally | Counts]:
    yield Tally(
        id=row["id"],
        name=shortened(f"{row['value']} {row['date_from']}"),
        dimension=row["dimension"],
        value=row["value"],
        count=row["count"],
        unit=row["unit"],
        date_from=_text(row["date_from"]),
        date_to=_text(row["date_to"]),
        note=row["note"],
        sources=(row["source"],),
    )
    if row["group_id"]:
        group = row["group_id"]
        key = f"counts:{row['id']}>{group}"
        yield Counts(id=key, start=row["id"], end=group, sources=(row["source"],))


def _counted(row: DossierRow) -> Iterator[CountedIn]:
    incident, tally = row["incident_id"], row["tally_id"]
    yield CountedIn(
        id=f"counted-in:{incident}>{tally}",
        start=incident,
        end=tally,
        certainty=row["certainty"],
        note=row["note"],
    )


def _force(row: DossierRow) -> Iterator[Tally | Counts]:
    force, date = row["force_id"], _text(row["as_of"])
    key = f"force:{force}:{date}:{name_key(row['name'])}:{row['headcount']}"
    yield Tally(
        id=key,
        name=shortened(f"{row['headcount']} {row['name']}"),
        dimension="headcount",
        value=row["name"],
        count=row["headcount"],
        unit="personnel",
        date_from=date,
        date_to=date,
        note=row["note"],
        sources=row["sources"],
    )
    yield Counts(id=f"counts:{key}>{force}", start=key, end=force, sources=row["sources"])


def _facility(facts: Facts, places: PlaceTree, row: DossierRow) -> None:
    target, sources = row["id"], row["sources"]
    facts.add(
        Target(
            id=target,
            name=row["short_name"],
            full_name=row["name"],
            target_type=row["facility_type"],
            icao=row["icao"],
            iata=row["iata"],
            users=row["users"],
            admin1=row["admin1"],
            coordinate_precision_m=row["coord_precision_m"],
            note=row["note"],
            sources=sources,
            **_placed(row),
        )
    )
    for user in row["users"]:
        if user not in OTHER_USERS:
            key = f"used-by:{target}>{user}"
            facts.add(UsedBy(id=key, start=target, end=user, sources=sources))
    place = places.place(row["country_iso2"], row["admin1"], "", row["location_name"])
    facts.add(
        LocatedIn(
            id=f"located-in:{target}>{place}",
            start=target,
            start_label="Target",
            end=place,
            sources=sources,
        )
    )


def _incident(facts: Facts, places: PlaceTree, row: DossierRow, dataset: str) -> None:
    incident, sources, date = row["id"], row["sources"], row["date"]
    span = date.span
    if row["end_date"]:
        span = Span.of_days(span.first, row["end_date"].span.last)
    if row["date_precision"] == "week":
        span = span.widened(3)
    attribution = Attribution(row["attribution"])
    facts.add(
        Incident(
            id=incident,
            name=_caption(row["location_name"], str(date)),
            dataset=dataset,
            place_text=row["location_name"],
            admin1=row["admin1"],
            admin2=row["admin2"],
            geo_precision=row["geo_precision"],
            target_type=row["target_type"],
            target_description=row["target_description"],
            tactics=row["tactic"],
            attribution=attribution,
            fatalities_low=row["fatalities_low"],
            fatalities_best=row["fatalities_best"],
            fatalities_high=row["fatalities_high"],
            wounded=row["wounded"],
            summary=row["summary"],
            conflicts=row["conflicts_note"],
            sources=sources,
            **_dated(date, row["date_precision"], span),
            **_placed(row),
        )
    )
    shared: dict[str, Any] = {"start": incident, "sources": sources}
    group, facility = row["perpetrator_group_id"], row["facility_id"]
    if group:
        key = f"perpetrated-by:{incident}>{group}"
        facts.add(PerpetratedBy(id=key, end=group, attribution=attribution, **shared))
    for claimant in row["claimed_by_ids"]:
        facts.add(ClaimedBy(id=f"claimed-by:{incident}>{claimant}", end=claimant, **shared))
    if facility:
        facts.add(Struck(id=f"struck:{incident}>{facility}", end=facility, **shared))
    place = _where(places, row)
    facts.add(
        OccurredAt(
            id=f"occurred-at:{incident}>{place}",
            end=place,
            precision=row["geo_precision"],
            **shared,
        )
    )


def _caption(place: str, date: str) -> str:
    return f"{shortened(bare_place(place), NAME_LENGTH - 1 - len(date))} {date}"


def _where(places: PlaceTree, row: DossierRow) -> str:
    """The place node, or the unit where no place in it is known."""
    units = row["country_iso2"], row["admin1"] or "", row["admin2"] or ""
    name = name_key(bare_place(row["location_name"]))
    only_units = {name_key(row["admin1"] or ""), name_key(row["admin2"] or "")} - {""}
    precision = GeoPrecision(row["geo_precision"])
    if precision is GeoPrecision.COUNTRY or (precision.coarse and name in only_units):
        return places.unit(*units)
    return places.place(*units, row["location_name"])


def _own_names(facts: Facts, entity: Node, row: DossierRow) -> None:
    for text in [row["short_name"], *spellings(row["name"])]:
        facts.add_name(entity.id, entity.LABEL, text, "own")
    if isinstance(entity, Target):
        for code in filter(None, (entity.icao, entity.iata)):
            facts.add_name(entity.id, entity.LABEL, code, "code")
        for text in row["alt_names"]:
            for spelling in spellings(text):
                facts.add_name(entity.id, entity.LABEL, spelling, "strong")


def _alias(facts: Facts, row: DossierRow, label: str) -> None:
    language, _, script = (row["lang"] or "").partition("/")
    for text in spellings(row["alias"]):
        facts.add_name(
            row["entity_id"],
            label,
            text,
            row["quality"],
            language=language or None,
            script=script or None,
            sources=(row["source"],),
        )


def _location_names(facts: Facts, location: Location) -> None:
    facts.add_name(location.id, location.LABEL, location.full_name, "own")
    if location.level == "country" and location.country:
        facts.add_name(location.id, location.LABEL, location.country, "code")
        for language, text in country_names(location.country).items():
            facts.add_name(location.id, location.LABEL, text, "own", language=language)


_SIMPLE: Final[dict[str, Callable[[DossierRow], Iterator[Node | Relationship]]]] = {
    "sources": _source,
    "groups": _group,
    "changes": _change,
    "change_parties": _party,
    "people": _person,
    "roles": _role,
    "relations": _relation,
    "tallies": _tally,
    "counted_in": _counted,
    "forces": _force,
    "aliases": lambda row: iter(()),
}
