"""What must hold between the cells of a dossier, beyond each cell on its own.

What always holds here: a check reads parsed rows and returns problems; it changes nothing, and says
nothing of a cell that could not be read. The guard-rail on physical security stands here: a dossier
names facts, never the layout or the guarding of a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import date
from typing import Final

from graphq.graph.model.ratings import CRITERIA, RANKING, SCORES, Scale
from graphq.graph.model.values import PartialDate, Span
from graphq.ingest.files.problems import Problem
from graphq.ingest.rated import names_told
from graphq.ingest.sources.dossier.columns import SUMMARY_WORDS, WEEK, security_told
from graphq.ingest.sources.dossier.format import TABLES
from graphq.ingest.sources.dossier.read import DossierRow, Tables

Known = Mapping[str, Set[str]]
"""Ids that stand in the graph already, by the table that they would stand in."""


def check_dossier(tables: Tables, known: Known) -> list[Problem]:
    """Every problem between the cells; `known` holds the ids of the graph it is loaded into."""
    return [problem for check in _CHECKS for problem in check(tables, known)]


def _references(tables: Tables, known: Known) -> Iterator[Problem]:
    ids = {name: {row.text(TABLES[name].key[0]) for row in rows} for name, rows in tables.items()}
    for name, rows in tables.items():
        for column in TABLES[name].columns:
            if column.kind != "reference":
                continue
            allowed = set(column.choices)
            for table in column.tables:
                allowed |= ids[table] | known.get(table, set())
            places = " or ".join(f"{table}.csv" for table in column.tables)
            for row in rows:
                value = row[column.name]
                for item in value if column.many else filter(None, [value]):
                    if item not in allowed:
                        yield row.problem(
                            column.name, f"'{item}' stands neither in {places} nor in the graph"
                        )


def _one_id_one_thing(tables: Tables, known: Known) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for name in (
        "groups", "people", "facilities", "changes", "incidents", "sources", "assessments",
    ):  # fmt: skip
        for row in tables[name]:
            if row["id"] is None:
                continue
            first = owner.setdefault(row["id"], name)
            if first != name:
                yield row.problem("id", f"'{row['id']}' is already the id of a row in {first}.csv")
            for other in sorted(table for table in known if table != name):
                if row["id"] in known[other]:
                    reason = f"'{row['id']}' is already the id of one of the {other} in the graph"
                    yield row.problem("id", reason)


def _times(tables: Tables, known: Known) -> Iterator[Problem]:
    for name, start, end in (
        ("groups", "founded", "dissolved"),
        ("people", "born", "died"),
        ("roles", "valid_from", "valid_to"),
        ("relations", "valid_from", "valid_to"),
        ("incidents", "date", "end_date"),
        ("claims", "date", "no_later_than"),
        ("tallies", "date_from", "date_to"),
    ):
        for row in tables[name]:
            if _ends_before(row[start], row[end]):
                yield row.problem(end, f"{row[end]} is before {start} {row[start]}")
    for name in ("changes", "incidents"):
        for row in tables[name]:
            date, precision = row["date"], row["date_precision"]
            if (
                date
                and precision
                and date.precision != ("day" if precision == "week" else precision)
            ):
                yield row.problem(
                    "date_precision", f"says {precision}, but the date is given as {date}"
                )


def _ends_before(start: PartialDate | None, end: PartialDate | None) -> bool:
    return bool(start and end and end.span.last < start.span.first)


def _places(tables: Tables, known: Known) -> Iterator[Problem]:
    countries = {row["id"]: row["country_iso2"] for row in tables["facilities"]}
    named = {found.text("id") for found in tables["sources"]} | known.get("sources", set())
    for name in ("facilities", "incidents"):
        for row in tables[name]:
            if row.readable("lat", "lon", "coord_source"):
                yield from _coordinate(row)
            source = (row["coord_source"] or "").split(":")[0]
            if source and source not in named:
                yield row.problem(
                    "coord_source", f"'{source}' stands neither in sources.csv nor in the graph"
                )
    for row in tables["facilities"]:
        for column, pattern in (("icao", "[A-Z0-9]{4}"), ("iata", "[A-Z]{3}")):
            if row[column] and not re.fullmatch(pattern, row[column]):
                yield row.problem(column, f"'{row[column]}' is no {column.upper()} code")
    for row in tables["incidents"]:
        bare = row["lat"] is None and row["lon"] is None and row.readable("lat", "lon")
        if row["geo_precision"] in ("exact", "near") and bare:
            yield row.problem("geo_precision", f"says {row['geo_precision']}, without a coordinate")
        country = countries.get(row["facility_id"])
        if country and row["country_iso2"] and country != row["country_iso2"]:
            yield row.problem("facility_id", f"that facility is in {country}")


def _coordinate(row: DossierRow) -> Iterator[Problem]:
    has = row["lat"] is not None
    if has != (row["lon"] is not None):
        yield row.problem("lat", "half a coordinate: give both lat and lon, or neither")
        return
    if has != bool(row["coord_source"]):
        yield row.problem("coord_source", "a coordinate and its source go together")
    given = row.cells.get("coord_precision_m", has or None)
    if has != (given is not None) and row.readable("coord_precision_m"):
        yield row.problem("coord_precision_m", "a coordinate and its precision go together")


def _changes(tables: Tables, known: Known) -> Iterator[Problem]:
    roles: dict[str, set[str]] = {}
    for party in tables["change_parties"]:
        sides = {party["role"]} if party.readable("role") else {"predecessor", "result"}
        roles.setdefault(party.text("change_id"), set()).update(sides)
    for row in tables["changes"]:
        if not row.readable("id", "kind"):
            continue
        found = roles.get(row["id"], set())
        if "result" not in found and row["kind"] != "alliance":
            yield row.problem("id", "no row in change_parties.csv says what it resulted in")
        if "predecessor" not in found and row["kind"] != "founding":
            yield row.problem("id", "no row in change_parties.csv says who entered it")


def _incidents(tables: Tables, known: Known) -> Iterator[Problem]:
    for row in tables["incidents"]:
        figures = [f"fatalities_{name}" for name in ("low", "best", "high")]
        given = [row[name] for name in figures if row[name] is not None]
        if given != sorted(given) and row.readable(*figures):
            yield row.problem("fatalities_best", f"low, best and high do not rise: {given}")
        if row["attribution"] == "claimed" and not row.text("claimed_by_ids"):
            yield row.problem("claimed_by_ids", "the attribution is 'claimed', but by whom?")
        if row["summary"] and len(row["summary"].split()) > SUMMARY_WORDS:
            yield row.problem("summary", f"has more than {SUMMARY_WORDS} words")


def _assessments(tables: Tables, known: Known) -> Iterator[Problem]:
    kinds = {row.text("id"): row for row in tables["assessments"]}
    scales: dict[str, Scale] = {}
    for row in tables["assessments"]:
        if row.readable("assessors"):
            reason = names_told(row["assessors"])
            if reason:
                yield row.problem("assessors", reason)
        ends = [row["scale_low"], row["scale_high"]]
        if not row.readable("id", "kind", "scale_low", "scale_high"):
            continue
        if row["kind"] == RANKING and any(end is not None for end in ends):
            yield row.problem("scale_low", "a ranking has no scale; only scores have one")
        elif row["kind"] == SCORES and any(end is None for end in ends):
            yield row.problem("scale_low", "scores need scale_low and scale_high")
        elif row["kind"] == SCORES:
            try:
                scales[row["id"]] = Scale(*ends)
            except ValueError as error:
                yield row.problem("scale_low", str(error))
    for row in tables["ratings"]:
        key = row.text("assessment_id")
        assessment = kinds.get(key)
        if assessment is None:
            if key in known.get("assessments", ()):
                reason = f"'{key}' is of another dossier; its ratings stand there"
                yield row.problem("assessment_id", reason)
        elif assessment.readable("kind") and row.readable(*CRITERIA, "rank"):
            yield from _rating(row, assessment["kind"], scales.get(assessment.text("id")))


def _rating(row: DossierRow, kind: str, scale: Scale | None) -> Iterator[Problem]:
    given = [name for name in CRITERIA if row[name] is not None]
    if kind == RANKING:
        for name in given:
            yield row.problem(name, "a ranking has no scores; nothing is scored that nobody scored")
        if row["rank"] is None:
            yield row.problem("rank", "the ranking gives no rank")
        elif row["rank"] < 1:
            yield row.problem("rank", "the first rank is 1")
        return
    if row["rank"] is not None:
        yield row.problem("rank", "scores have no rank; it follows from them where all are given")
    if not given:
        yield row.problem("criticality", "not one of the six criteria is scored")
    if scale is None:
        return
    for name in given:
        try:
            scale.checked(row[name])
        except ValueError as error:
            yield row.problem(name, str(error))


def _claims(tables: Tables, known: Known) -> Iterator[Problem]:
    incidents = {row["id"]: row for row in tables["incidents"]}
    for row in tables["claims"]:
        group, denied, incident = row["group_id"], row["denies_group_id"], row["incident_id"]
        if denied and row["kind"] == "claimed":
            yield row.problem("denies_group_id", "is for a denial; a claim denies nobody's part")
        if denied and denied == group:
            yield row.problem("denies_group_id", f"'{denied}' is who denies it; leave it empty")
        told = incidents.get(incident)
        if told is None:
            continue
        claimants = told["claimed_by_ids"]
        if row["kind"] == "claimed" and group not in claimants and told.readable("claimed_by_ids"):
            yield row.problem(
                "group_id", f"'{group}' is not among claimed_by_ids of {incident} in incidents.csv"
            )
        last = row["no_later_than"] or row["date"]
        if told["date"] and last and last.span.last < _first_day(told):
            column = "no_later_than" if row["no_later_than"] else "date"
            yield row.problem(column, f"{last} is before {incident}, which is of {told['date']}")
        own = row["kind"] == "denied" and group and group == told["perpetrator_group_id"]
        if own and not denied and told["attribution"] not in (None, "disputed"):
            yield row.problem(
                "kind",
                f"'{group}' denies it, but the attribution of {incident} in incidents.csv is "
                f"'{told['attribution']}', not 'disputed'",
            )


def _first_day(incident: DossierRow) -> date:
    """The first day on which the incident can have been."""
    span: Span = incident["date"].span
    return (span.widened(WEEK) if incident["date_precision"] == "week" else span).first


def _guard_rail(tables: Tables, known: Known) -> Iterator[Problem]:
    for name in ("facilities", "incidents", "assessments", "ratings"):
        judged = name in ("assessments", "ratings")
        for row in tables[name]:
            for column in TABLES[name].columns:
                value = row[column.name]
                # A person may be called Wall.
                if column.kind != "text" or not value or column.name == "assessors":
                    continue
                text = " ".join(value) if column.many else str(value)
                reason = security_told(text, judged=judged)
                if reason:
                    yield row.problem(column.name, reason)


_CHECKS: Final[tuple[Callable[[Tables, Known], Iterator[Problem]], ...]] = (
    _references, _one_id_one_thing, _times, _places, _changes, _incidents, _assessments,
    _claims, _guard_rail,
)  # fmt: skip
