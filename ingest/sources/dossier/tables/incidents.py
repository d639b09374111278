"""The table of incidents, each with its place, its tactic and who is said to have done it.

What always holds here: a place is only as exact as its row says; who is said to have done something
carries the attribution of the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day
from typing import Any, Final

from graphq.graph.model.facts import NAME_LENGTH, Node, Relationship
from graphq.graph.model.nodes import Incident
from graphq.graph.model.relationships import ClaimedBy, OccurredAt, PerpetratedBy, Struck
from graphq.graph.model.targets import TARGET_TYPES
from graphq.graph.model.values import Attribution, GeoPrecision
from graphq.graph.read.names import name_key
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.tree import PlaceTree, bare_place, shortened
from graphq.ingest.said import attributed_on, first_said
from graphq.ingest.sources.dossier.columns import (
    COORDINATE_SOURCE,
    COORDINATES,
    COUNTRY,
    choice,
    id_column,
    reference,
    sources_column,
)
from graphq.ingest.sources.dossier.facts import claim_id, dated, happened, placed
from graphq.ingest.sources.dossier.rules import (
    COORDINATE,
    date_precision,
    figures_rise,
    no_security,
    not_before,
)
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)
from graphq.ingest.vocabulary import TACTICS

_SUMMARY_WORDS: Final = 20
_PUBLISHERS: Final = (("ucdp", "ucdp:event"), ("gtd", "gtd"), ("acled", "acled"))
"""Publishers of events, each with how its ids of events begin."""
_PUBLISHER_ID: Final = re.compile(r"[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*)*:[^\s:]+")
_SUCH_AS: Final = "ucdp:event:123, gtd:201901010001 or acled:MLI1234"
_FIGURES: Final = ("fatalities_low", "fatalities_best", "fatalities_high")


def _near_a_coordinate(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    bare = row["lat"] is None and row["lon"] is None and row.readable("lat", "lon")
    if bare and row["geo_precision"] in ("exact", "near"):
        yield row.problem("geo_precision", f"says {row['geo_precision']}, without a coordinate")


def _country(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    facility = rows.row("facilities", row["facility_id"])
    country = facility["country_iso2"] if facility else None
    if country and row["country_iso2"] and country != row["country_iso2"]:
        yield row.problem("facility_id", f"that facility is in {country}")


def _claimants(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row["attribution"] == "claimed" and not row.text("claimed_by_ids"):
        yield row.problem("claimed_by_ids", "the attribution is 'claimed', but by whom?")


def _denied(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    group, attribution = row["perpetrator_group_id"], row["attribution"]
    if not group or not row["id"] or attribution in (None, "disputed"):
        return
    for claim in rows.where("claims", "incident_id", row["id"]):
        own = claim["group_id"] == group and not claim["denies_group_id"]
        if own and claim["kind"] == "denied":
            yield claim.problem(
                "kind",
                f"'{group}' denies it, but the attribution of {row['id']} in incidents.csv is "
                f"'{attribution}', not 'disputed'",
            )


def _scheme_told(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    for listed in row["publisher_ids"]:
        if not _PUBLISHER_ID.fullmatch(listed) or any(
            listed.startswith(f"{publisher}:") and not listed.startswith(f"{scheme}:")
            for publisher, scheme in _PUBLISHERS
        ):
            yield row.problem("publisher_ids", f"'{listed}' is not written as {_SUCH_AS}")


def _listed_once(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    for listed in row["publisher_ids"]:
        first = next(one for one in rows.tables["incidents"] if listed in one["publisher_ids"])
        if first is not row:
            yield row.problem("publisher_ids", f"'{listed}' stands already on line {first.line}")


def _short_summary(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row["summary"] and len(row["summary"].split()) > _SUMMARY_WORDS:
        yield row.problem("summary", f"has more than {_SUMMARY_WORDS} words")


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Node | Relationship]:
    """The incident, who is said to have done it and claimed it, what it struck, and where.

    Of a claim of which more is known, the row of claims.csv has the same id and stands.
    """
    incident, date, sources = row["id"], row["date"], _who_told(row, rows)
    span = happened(row)
    attribution, published = Attribution(row["attribution"]), rows.published(sources)
    units = rows.places.units(row["country_iso2"], row["admin1"] or "", row["admin2"] or "")
    yield Incident(
        id=incident,
        name=_caption(row["location_name"], str(date)),
        dataset=rows.dataset,
        place_text=row["location_name"],
        admin1=row["admin1"],
        admin2=row["admin2"],
        admin1_id=units.get("admin1"),
        admin2_id=units.get("admin2"),
        geo_precision=row["geo_precision"],
        target_type=row["target_type"],
        target_description=row["target_description"],
        tactics=row["tactic"],
        attribution=attribution,
        attributed_on_first=_attributed_on(row, rows, span.first),
        fatalities_low=row["fatalities_low"],
        fatalities_best=row["fatalities_best"],
        fatalities_high=row["fatalities_high"],
        wounded=row["wounded"],
        summary=row["summary"],
        conflicts=row["conflicts_note"],
        publisher_ids=row["publisher_ids"],
        summary_on_first=first_said(row["summary"], span.last, published),
        conflicts_on_first=first_said(row["conflicts_note"], span.last, published),
        placeholder=row["standing"] == "placeholder" or None,
        sources=sources,
        **dated(date, row["date_precision"], span),
        **placed(row),
    )
    shared: dict[str, Any] = {"start": incident, "sources": sources}
    group, facility = row["perpetrator_group_id"], row["facility_id"]
    if group:
        key = f"perpetrated-by:{incident}>{group}"
        yield PerpetratedBy(id=key, end=group, attribution=attribution, **shared)
    for claimant in row["claimed_by_ids"]:
        yield ClaimedBy(id=claim_id(incident, claimant), end=claimant, **shared)
    if facility:
        yield Struck(id=f"struck:{incident}>{facility}", end=facility, **shared)
    place = _where(rows.places, row)
    yield OccurredAt(
        id=f"occurred-at:{incident}>{place}", end=place, precision=row["geo_precision"], **shared
    )


def _attributed_on(row: DossierRow, rows: DossierRows, happened: Day) -> Day | None:
    """The first day on which it can have been called claimed, where every claim came later."""
    if row["attribution"] != "claimed":
        return None
    told = {
        claim["group_id"]: claim["date"].span.first
        for claim in rows.where("claims", "incident_id", row["id"])
        if claim["kind"] == "claimed" and claim["date"]
    }
    claims = {group: told.get(group) for group in row["claimed_by_ids"]}
    return attributed_on(happened, claims, [row["perpetrator_group_id"]])


def _who_told(row: DossierRow, rows: DossierRows) -> tuple[str, ...]:
    """The row's sources that tell the incident.

    A gazetteer among them gave the coordinate, and says nothing of who did what.
    """
    cited = [(source, rows.row("sources", source)) for source in row["sources"]]
    told = tuple(key for key, source in cited if not source or source["kind"] != "gazetteer")
    return told or tuple(row["sources"])


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


TABLE: Final = DossierTable(
    name="incidents",
    help="violent events, each with its place, its tactic and who is said to have done it",
    columns=(
        id_column("inc-, the date, and a word"),
        DossierColumn("date", "first day, as far as it is known", "date", required=True),
        DossierColumn("end_date", "last day, if it went on longer than one", "day"),
        choice("date_precision", "how exact the date is", "day", "week", "month", "year"),
        DossierColumn("location_name", "the place as the source prints it", required=True),
        DossierColumn("admin2", "second-order administrative unit"),
        DossierColumn("admin1", "first-order administrative unit"),
        COUNTRY,
        *COORDINATES,
        choice(
            "geo_precision",
            "how exactly the place is known",
            "exact",
            "near",
            "admin2",
            "admin1",
            "country",
        ),
        reference("facility_id", "the facility struck", "facilities", required=False),
        DossierColumn("target_description", "what was struck, in a few words", required=True),
        choice("target_type", "kind of target", *TARGET_TYPES),
        reference("perpetrator_group_id", "who is said to have done it", "groups", required=False),
        choice("attribution", "on whose word", "claimed", "assessed", "suspected", "disputed"),
        DossierColumn(
            "claimed_by_ids", "who claimed it", "reference", many=True, tables=("groups",)
        ),
        choice("tactic", "how", *TACTICS, many=True),
        DossierColumn("fatalities_low", "without the attackers where they can be told", "integer"),
        DossierColumn("fatalities_best", "official or last figure", "integer"),
        DossierColumn("fatalities_high", "highest figure reported", "integer"),
        DossierColumn("wounded", "number of wounded", "integer"),
        DossierColumn("summary", "one sentence in your own words", required=True),
        sources_column(),
        DossierColumn("conflicts_note", "where the sources disagree"),
        COORDINATE_SOURCE,
        choice(
            "standing",
            "placeholder where it stands here only because a published count counts it, and is "
            "not an independent incident; empty means reported",
            "reported",
            "placeholder",
            required=False,
        ),
        DossierColumn(
            "publisher_ids",
            "ids under which publishers list the very same event, which is then counted once",
            many=True,
        ),
    ),
    key=("id",),
    after="facilities",
    rules=(
        date_precision(week=", or week where the day is known only to within three days"),
        not_before("end_date", "date", "end_date is a whole day, YYYY-MM-DD, and not before date."),
        *COORDINATE,
        Rule(
            "geo_precision says exact or near only where there is a coordinate.", _near_a_coordinate
        ),
        Rule(
            "country_iso2 is the country of the facility, if that is a row of facilities.csv.",
            _country,
        ),
        Rule("An attribution of claimed needs claimed_by_ids.", _claimants),
        Rule(
            "An attribution is disputed where claims.csv says that the perpetrator denies it.",
            _denied,
        ),
        figures_rise(*_FIGURES),
        Rule(f"publisher_ids are written as {_SUCH_AS}.", _scheme_told),
        Rule("What a publisher lists under one id stands on one row.", _listed_once),
        Rule(f"summary has at most {_SUMMARY_WORDS} words.", _short_summary),
        no_security("a place"),
    ),
    order=("date", "id"),
    node=Incident,
    facts=_facts,
)
