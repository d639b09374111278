"""The answers on the jnim dossier, worked out again from its tables in plain Python.

What always holds: nothing here shares code with the Cypher that is checked; only the distance
between two points comes from ``graphq.graph.model.geo``.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from graphq.graph.store import Store
from tests.cypher.jnim_tables import (
    DAYS,
    FACILITIES,
    GAZETTEERS,
    GROUPS,
    Row,
    ask,
    days_of,
    figure,
    happened,
    many,
    span,
    struck,
    table,
)
from tests.distances import distance_km

MONTH = re.compile(rf"\b({'|'.join(calendar.month_name[1:])})\b")

SAID = {(row["incident_id"], row["group_id"], row["kind"]): row for row in table("claims")}


def claimants(row: Row, day: str) -> list[str]:
    """Who claims the incident, as far as that can have been known by the day."""
    found = []
    for group in many(row["claimed_by_ids"]):
        said = SAID.get((row["id"], group, "claimed"), {}).get("date")
        if not said or span(said)[0].isoformat() <= day:
            found.append(group)
    return found


FILTERS: list[tuple[dict[str, Any], Callable[[Row], bool]]] = [
    ({}, lambda row: True),
    ({"group": "JNIM"}, lambda row: row["perpetrator_group_id"] == "jnim"),
    (
        {"group": "isgs", "claims": True},
        lambda row: "isgs" in [row["perpetrator_group_id"], *many(row["claimed_by_ids"])],
    ),
    ({"country": "Niger"}, lambda row: row["country_iso2"] == "NE"),
    ({"fromDate": "2018-10"}, lambda row: days_of(row)[1] >= date(2018, 10, 1)),
    ({"toDate": "2018-10"}, lambda row: days_of(row)[0] <= date(2018, 10, 31)),
    ({"fromDate": "2017", "toDate": "2017"}, lambda row: row["date"][:4] == "2017"),
    ({"tactic": ["Suicide vehicle bomb"]}, lambda row: "suicide-vehicle-bomb" in row["tactic"]),
    (
        {"tactic": ["complex", "hostage taking"]},
        lambda row: {"complex", "hostage-taking"} <= set(many(row["tactic"])),
    ),
    ({"attribution": ["disputed", "suspected"]},
     lambda row: row["attribution"] in ("disputed", "suspected")),
    (
        {"targetType": "hotels"},
        lambda row: "hotel"
        in (row["target_type"], FACILITIES.get(row["facility_id"], {}).get("facility_type")),
    ),
    ({"group": "jnim", "country": "BF", "attribution": ["claimed"]},
     lambda row: (row["perpetrator_group_id"], row["country_iso2"], row["attribution"])
     == ("jnim", "BF", "claimed")),
    ({"dataset": "dossier:jnim"}, lambda row: True),
    ({"dataset": "dossier:other"}, lambda row: False),
]  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("number", range(len(FILTERS)))
def test_incidents_are_those_of_the_table(jnim: Store, number: int, day: str) -> None:
    given, fits = FILTERS[number]
    rows = ask(jnim, "incidents", asOf=day, **given)
    expected = happened(day, fits)
    assert [row["incidentId"] for row in rows] == [row["id"] for row in expected]
    for found, row in zip(rows, expected, strict=True):
        told = [key for key in many(row["sources"]) if key not in GAZETTEERS]
        assert found["sources"] == (told or many(row["sources"]))
        assert str(found["date"]) == row["date"]
        assert found["place"] == row["location_name"]
        named = GROUPS.get(row["perpetrator_group_id"])
        assert found["perpetrators"] == ([named] if named else [])
        assert found["tactics"] == many(row["tactic"])
        assert found["fatalities"] == figure(row["fatalities_best"])
        # What names a later day had not been said on the day, and what had been is told.
        note = row["conflicts_note"]
        assert found["conflicts"] in (None, note)
        years = re.findall(r"\b20\d\d\b", note)
        if max(map(int, years), default=0) < int(row["date"][:4]) and not MONTH.search(note):
            assert found["conflicts"] == (note or None)


def month(row: Row) -> str:
    return row["date"][:7] if len(row["date"]) > 4 else f"{row['date']}, month not known"


DIMENSIONS: dict[str, Callable[[Row], list[str]]] = {
    "total": lambda row: ["all"],
    "year": lambda row: [row["date"][:4]],
    "month": lambda row: [month(row)],
    "country": lambda row: [row["country_iso2"]],
    "admin1": lambda row: [row["admin1"] or "not known"],
    "admin2": lambda row: [row["admin2"] or "not known"],
    "tactic": lambda row: many(row["tactic"]),
    "target-type": lambda row: [row["target_type"]],
    "attribution": lambda row: [row["attribution"]],
    "group": lambda row: [GROUPS.get(row["perpetrator_group_id"], "nobody named")],
    "dataset": lambda row: ["dossier:jnim"],
}


@pytest.mark.parametrize("day", ["2017-03-02", "2024-12-31"])
@pytest.mark.parametrize("given", [{}, {"group": "jnim"}, {"country": "BF"}])
@pytest.mark.parametrize("by", DIMENSIONS)
def test_counts_are_those_of_the_table(
    jnim: Store, by: str, given: dict[str, str], day: str
) -> None:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in happened(day):
        if given.get("group", row["perpetrator_group_id"]) != row["perpetrator_group_id"]:
            continue
        if given.get("country", row["country_iso2"]) != row["country_iso2"]:
            continue
        for value in DIMENSIONS[by](row):
            groups[value].append(row)
    rows = ask(jnim, "counts", by=by, asOf=day, cited=200, **given)
    assert {row["value"]: row["incidentIds"] for row in rows} == {
        value: [row["id"] for row in reversed(found)] for value, found in groups.items()
    }
    for counted in rows:
        found = groups[counted["value"]]
        assert counted["incidents"] == len(found)
        told = [row for row in found if row["fatalities_best"]]
        for column, cell in (
            ("fatalitiesLow", "fatalities_low"),
            ("fatalities", "fatalities_best"),
            ("fatalitiesHigh", "fatalities_high"),
        ):
            figures = [int(row[cell] or row["fatalities_best"]) for row in told]
            assert counted[column] == (sum(figures) if figures else None)
        assert counted["withoutFigure"] == len(found) - len(told)
        for word in ("suspected", "disputed"):
            assert counted[word] == sum(row["attribution"] == word for row in found)
    if by in ("year", "month"):
        assert [row["value"] for row in rows] == sorted(groups)
    else:
        order = [(-row["incidents"], row["value"]) for row in rows]
        assert order == sorted(order)


@pytest.mark.parametrize("day", DAYS)
def test_the_history_of_every_target_is_that_of_the_table(jnim: Store, day: str) -> None:
    for target in FACILITIES:
        rows = ask(jnim, "target-history", target=target, asOf=day)
        expected = struck(target, day)
        assert [row["incidentId"] for row in rows] == [row["id"] for row in expected]
        for found, row in zip(rows, expected, strict=True):
            assert found["claimedBy"] == sorted(GROUPS[key] for key in claimants(row, day))
            later = row["attribution"] == "claimed" and not found["claimedBy"]
            assert found["attribution"] == (None if later else row["attribution"])
            assert found["wounded"] == figure(row["wounded"])


@pytest.mark.parametrize("day", DAYS)
def test_claims_denials_and_days_to_a_claim_are_those_of_the_tables(jnim: Store, day: str) -> None:
    rows = ask(jnim, "claim-list", asOf=day)
    expected = happened(day)
    assert [row["incidentId"] for row in rows] == [row["id"] for row in expected]
    for found, row in zip(rows, expected, strict=True):
        by = claimants(row, day)
        assert {fact["id"].split(">")[1] for fact in found["claims"]} == set(by)
        later = row["attribution"] == "claimed" and not by
        assert found["attribution"] == ("not told by then" if later else row["attribution"])
        denied = [key for key in SAID if key[0] == row["id"] and key[2] == "denied"]
        assert len(found["denials"]) == len(denied)
        first, last = days_of(row)
        latest = first if row["date_precision"] == "day" else last
        waits = []
        for said in (SAID.get((row["id"], group, "claimed")) for group in by):
            if said and (said["date"] or said["no_later_than"]):
                begun = span(said["date"])[0] if said["date"] else first
                ended = span(said["no_later_than"] or said["date"])[1]
                if ended <= date.fromisoformat(day):
                    waits.append((max(0, (begun - latest).days), (ended - first).days))
        least = min((wait[0] for wait in waits), default=None)
        most = min((wait[1] for wait in waits), default=None)
        assert (found["leastDays"], found["mostDays"]) == (least, most), row["id"]


def test_the_kinds_of_attribution_of_the_table_add_up(jnim: Store) -> None:
    day = "2024-12-31"
    mine = happened(
        day,
        lambda row: "jnim" in [row["perpetrator_group_id"], *many(row["claimed_by_ids"])],
    )
    counted = {row["kind"]: row for row in ask(jnim, "claims", group="jnim", asOf=day, cited=200)}
    assert counted["all"]["incidents"] == len(mine)
    for word in ("claimed", "assessed", "suspected", "disputed"):
        ids = [row["id"] for row in reversed(mine) if row["attribution"] == word]
        assert counted[word]["incidentIds"] == ids
    several = [row["id"] for row in reversed(mine) if len(many(row["claimed_by_ids"])) > 1]
    assert counted["several claims"]["incidentIds"] == several


@pytest.mark.parametrize("day", DAYS)
def test_same_day_is_days_with_several_places_or_facilities(jnim: Store, day: str) -> None:
    by_day: dict[str, list[Row]] = defaultdict(list)
    for row in happened(day, lambda row: row["date_precision"] == "day"):
        by_day[row["date"]].append(row)
    expected = {}
    for when, rows in by_day.items():
        # Places as the sources print them, without what stands in parentheses.
        places = {(row["location_name"].split(" (")[0], row["country_iso2"]) for row in rows}
        facilities = {row["facility_id"] for row in rows} - {""}
        if len(places) > 1 or len(facilities) > 1:
            expected[when] = [row["id"] for row in rows]
    rows_given = ask(jnim, "same-day", asOf=day)
    assert {str(row["date"]): row["incidentIds"] for row in rows_given} == expected


def held(start: str, end: str, day: str, *groups: Row, died: str = "") -> str | None:
    """How surely something held on a day between groups, worked out day by day."""
    when = date.fromisoformat(day)
    begins = span(start) if start else (date.min, date.max)
    ends = [span(text) for text in (end, died) if text]
    ends += [span(group["dissolved"]) for group in groups if group["dissolved"]]
    founded = [span(group["founded"]) for group in groups if group["founded"]]
    if when < begins[0] or any(when < first for first, _ in founded):
        return None
    if any(when > last for _, last in ends):
        return None
    alive = not died or when < span(died)[0]
    sure = bool(start) and when >= begins[1] and alive and (not end or when <= span(end)[0])
    if not sure:
        return "possible"
    return "certain" if end and when == span(end)[0] else "no end reported"


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("group", ["jnim", "aqim", "ansar-dine", "isgs", "al-mourabitoun"])
def test_leaders_on_a_day_are_those_of_the_tables(jnim: Store, group: str, day: str) -> None:
    died = {row["id"]: row["died"] for row in table("people")}
    groups = {row["id"]: row for row in table("groups")}
    expected = set()
    for row in table("roles"):
        if row["group_id"] == group:
            surely = held(
                row["valid_from"], row["valid_to"], day, groups[group],
                died=died[row["person_id"]],
            )  # fmt: skip
            expected |= {(row["person_id"], row["role"], surely)} if surely else set()
    rows = ask(jnim, "leaders", group=group, asOf=day)
    assert {(row["personId"], row["role"], row["held"]) for row in rows} == expected
    assert len(rows) == len(expected)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("group", ["jnim", "aqim", "ansar-dine", "isgs", "minusma", "mujao"])
def test_affiliations_on_a_day_are_those_of_the_table(jnim: Store, group: str, day: str) -> None:
    expected = []
    groups = {row["id"]: row for row in table("groups")}
    for row in table("relations"):
        if group in (row["from_id"], row["to_id"]):
            other = row["to_id"] if row["from_id"] == group else row["from_id"]
            surely = held(row["valid_from"], row["valid_to"], day, groups[group], groups[other])
            if surely:
                expected.append((other, row["type"].upper(), surely))
    rows = ask(jnim, "affiliations", group=group, asOf=day)
    assert sorted((row["otherId"], row["kind"], row["held"]) for row in rows) == sorted(expected)


@pytest.mark.parametrize("km", [0.5, 25, 400])
@pytest.mark.parametrize("target", ["fac-apt-mopti", "fac-apt-gao", "fac-apt-ouaga"])
def test_what_lies_nearby_is_measured_from_the_table(jnim: Store, target: str, km: float) -> None:
    here = FACILITIES[target]
    expected: dict[str, float | None] = {}
    for key, row in FACILITIES.items():
        if key == target:
            continue
        town = ("location_name", "admin1", "country_iso2")
        together = all(row[cell] == here[cell] for cell in town)
        if row["lat"]:
            away = distance_km(
                (float(here["lat"]), float(here["lon"])), (float(row["lat"]), float(row["lon"]))
            )
            slack = (int(here["coord_precision_m"]) + int(row["coord_precision_m"])) / 1000
            if together or away - slack <= km:
                expected[key] = round(away, 1)
        elif together:
            expected[key] = None
    rows = ask(jnim, "nearby", target=target, km=km, asOf="2019-08-31")
    assert {row["targetId"]: row["km"] for row in rows} == expected
    for near in rows:
        strikes = struck(near["targetId"], "2019-08-31")
        assert near["strikes"] == len(strikes)
        assert str(near["lastStrike"]) == (strikes[-1]["date"] if strikes else "None")
        off = sum(
            int(FACILITIES[key]["coord_precision_m"] or 0) for key in (target, near["targetId"])
        )
        measured = "coarse" if off > 2000 else "measured"
        assert near["certainty"] == ("same town" if near["km"] is None else measured)
