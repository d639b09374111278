"""Rows of a dossier that have a place: facilities and incidents.

What always holds here: a place is only as exact as its row says; who is said to have done something
carries the attribution of the row.
"""

from __future__ import annotations

from typing import Any

from graphq.graph.model.facts import NAME_LENGTH
from graphq.graph.model.geo import cell
from graphq.graph.model.nodes import Incident, Target
from graphq.graph.model.relationships import (
    ClaimedBy,
    LocatedIn,
    OccurredAt,
    PerpetratedBy,
    Struck,
    UsedBy,
)
from graphq.graph.model.values import Attribution, GeoPrecision, Span
from graphq.graph.read.names import name_key
from graphq.ingest.facts import Facts
from graphq.ingest.places.tree import PlaceTree, bare_place, shortened
from graphq.ingest.sources.dossier.columns import WEEK
from graphq.ingest.sources.dossier.event_tables import OTHER_USERS
from graphq.ingest.sources.dossier.read import DossierRow
from graphq.ingest.sources.dossier.rows import claim_id, dated


def _placed(row: DossierRow) -> dict[str, Any]:
    found = {"country": row["country_iso2"], "coordinate_source": row["coord_source"]}
    if row["lat"] is None:
        return found
    point = row["lat"], row["lon"]
    return {**found, "latitude": point[0], "longitude": point[1], "cell": cell(*point)}


def add_facility(facts: Facts, places: PlaceTree, row: DossierRow) -> None:
    """Add a facility, who uses it, and where it lies."""
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


def add_incident(facts: Facts, places: PlaceTree, row: DossierRow, dataset: str) -> None:
    """Add an incident, who is said to have done it and claimed it, what it struck, and where.

    Of a claim of which more is known, the row of claims.csv has the same id and stands.
    """
    incident, sources, date = row["id"], row["sources"], row["date"]
    span = date.span
    if row["end_date"]:
        span = Span.of_days(span.first, row["end_date"].span.last)
    if row["date_precision"] == "week":
        span = span.widened(WEEK)
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
            placeholder=row["standing"] == "placeholder" or None,
            sources=sources,
            **dated(date, row["date_precision"], span),
            **_placed(row),
        )
    )
    shared: dict[str, Any] = {"start": incident, "sources": sources}
    group, facility = row["perpetrator_group_id"], row["facility_id"]
    if group:
        key = f"perpetrated-by:{incident}>{group}"
        facts.add(PerpetratedBy(id=key, end=group, attribution=attribution, **shared))
    for claimant in row["claimed_by_ids"]:
        facts.add(ClaimedBy(id=claim_id(incident, claimant), end=claimant, **shared))
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
