"""Who came from whom, who was where when: worked out again from the tables in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest

from graphq.graph.store import Store
from tests.cypher.jnim_tables import DAYS, Row, ask, days_of, happened, span, table
from tests.distances import distance_km

Step = tuple[str, str, str]
"""Who passed on, into whom, by which change."""

WHEN = {row["id"]: span(row["date"]) for row in table("changes")}
PARTIAL = {
    (row["group_id"], row["change_id"])
    for row in table("change_parties")
    if row["role"] == "predecessor" and row["extent"] == "part"
}


def changes_by(day: str) -> list[Step]:
    """(before, after, change) of every succession that can have happened by the day."""
    parties = table("change_parties")
    found = []
    for change in table("changes"):
        began = span(change["date"])[0]
        if change["kind"] in ("pledge", "alliance") or began > date.fromisoformat(day):
            continue
        sides: dict[str, list[str]] = {"predecessor": [], "result": []}
        for row in parties:
            if row["change_id"] == change["id"]:
                sides[row["role"]].append(row["group_id"])
        found += [
            (before, after, change["id"])
            for before in sides["predecessor"]
            for after in sides["result"]
            if before != after
        ]
    return found


def ways(
    day: str, at: str, back: bool, behind: tuple[Step, ...] = ()
) -> Iterator[tuple[Step, ...]]:
    """Every way out from a group by steps whose order in time is possible, nearest step first."""
    for step in changes_by(day):
        if step[1 if back else 0] != at or step in behind:
            continue
        if behind:
            earlier, later = (step, behind[-1]) if back else (behind[-1], step)
            if WHEN[earlier[2]][0] > WHEN[later[2]][1]:
                continue
        yield (*behind, step)
        yield from ways(day, step[0 if back else 1], back, (*behind, step))


def walk(day: str, group: str, back: bool) -> set[Step]:
    return {way[-1] for way in ways(day, group, back)}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("group", ["jnim", "al-mourabitoun", "aqim", "gia", "isgs"])
def test_lineage_follows_the_changes_in_the_order_of_time(
    jnim: Store, group: str, day: str
) -> None:
    rows = ask(jnim, "lineage", group=group, asOf=day)
    assert {(row["direction"], row["fromId"], row["toId"], row["changeId"]) for row in rows} == {
        ("predecessor", *step) for step in walk(day, group, back=True)
    } | {("successor", *step) for step in walk(day, group, back=False)}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("group", ["jnim", "aqim", "mujao", "isgs"])
def test_changes_are_those_the_group_is_a_party_to(jnim: Store, group: str, day: str) -> None:
    mine: dict[str, set[str]] = defaultdict(set)
    for row in table("change_parties"):
        if row["group_id"] == group:
            mine[row["change_id"]].add(row["role"])
    words = {
        ("predecessor",): "entered",
        ("result",): "came out",
        ("predecessor", "result"): "both",
    }
    expected = {
        row["id"]: words[tuple(sorted(mine[row["id"]]))]
        for row in table("changes")
        if row["id"] in mine and span(row["date"])[0] <= date.fromisoformat(day)
    }
    rows = ask(jnim, "changes", group=group, asOf=day)
    assert {row["changeId"]: row["role"] for row in rows} == expected


@pytest.mark.parametrize("parts", [False, True])
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("group", ["jnim", "al-mourabitoun", "aqim", "isgs"])
def test_predecessor_strikes_are_those_before_the_group_passed_on(
    jnim: Store, group: str, day: str, parts: bool
) -> None:
    by_group: dict[str, list[Row]] = defaultdict(list)
    for row in happened(day):
        by_group[row["perpetrator_group_id"]].append(row)
    surest: dict[tuple[str, str], str] = {}
    whole: set[tuple[str, str]] = set()
    for way in ways(day, group, back=True):
        ancestor, _, change = way[-1]
        is_part = any((step[0], step[2]) in PARTIAL for step in way)
        if is_part and not parts:
            continue
        for row in by_group[ancestor] if ancestor != group else []:
            first, last = days_of(row)
            if first > WHEN[change][1]:
                continue
            key = (row["id"], ancestor)
            sure = "certain" if last < WHEN[change][0] else "possible"
            surest[key] = min(sure, surest.get(key, sure))
            if not is_part:
                whole.add(key)
    rows = ask(jnim, "predecessor-strikes", group=group, asOf=day, parts=parts)
    found = {(row["incidentId"], row["predecessorId"]): row for row in rows}
    assert {key: row["before"] for key, row in found.items()} == surest
    # Where every way there is partial, the row must say so.
    assert {key for key, row in found.items() if row["extent"] == "whole"} <= whole


@pytest.mark.parametrize(("km", "days"), [(50, 90), (200, 30), (1000, 365)])
@pytest.mark.parametrize("group", ["jnim", "isgs", "al-mourabitoun"])
def test_co_location_is_measured_from_the_table(
    jnim: Store, group: str, km: float, days: int
) -> None:
    rows = ask(jnim, "co-location", group=group, km=km, days=days, unit="none", asOf="2024-12-31")
    known = [row for row in happened("2024-12-31") if row["lat"] and row["perpetrator_group_id"]]
    measured: dict[str, list[float]] = defaultdict(list)
    coarse: dict[str, int] = defaultdict(int)
    fewest: dict[str, int] = {}
    for mine in (row for row in known if row["perpetrator_group_id"] == group):
        for other in (row for row in known if row["perpetrator_group_id"] != group):
            (first, last), (begins, ends) = days_of(mine), days_of(other)
            gap = max((begins - last).days, (first - ends).days, 0)
            away = distance_km(
                (float(mine["lat"]), float(mine["lon"])), (float(other["lat"]), float(other["lon"]))
            )
            if gap > days or away > km:
                continue
            them = other["perpetrator_group_id"]
            fewest[them] = min(gap, fewest.get(them, gap))
            if {mine["geo_precision"], other["geo_precision"]} <= {"exact", "near"}:
                measured[them].append(away)
            else:
                coarse[them] += 1
    assert {row["groupId"]: row["fewestDays"] for row in rows} == fewest
    for row in rows:
        them = row["groupId"]
        assert (row["measured"], row["coarse"]) == (len(measured[them]), coarse[them])
        assert row["closestKm"] == (round(min(measured[them]), 1) if measured[them] else None)
