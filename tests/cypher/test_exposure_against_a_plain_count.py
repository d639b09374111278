"""`exposure` and `warn` find, around every facility of the dossier, what plain Python finds."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.store import Store
from tests.distances import distance_km

NEAR = 50.0
DAYS = (date(2019, 8, 31), date(2016, 6, 30), date(2024, 12, 31))
Properties = dict[str, Any]


def targets(store: Store) -> list[Properties]:
    return [row["t"].properties for row in store.read("MATCH (t:Target) RETURN t ORDER BY t.id")]


def incidents(store: Store) -> list[tuple[Properties, list[Properties]]]:
    """Every incident that is counted, with what it struck."""
    rows = store.read(
        "MATCH (i:Incident) OPTIONAL MATCH (i)-[:STRUCK]->(t:Target) RETURN i, collect(t) AS struck"
    )
    found = [(row["i"].properties, [one.properties for one in row["struck"]]) for row in rows]
    return [one for one in found if not one[0].get("placeholder")]


def record_ends(every: Iterable[Properties]) -> date:
    """The last day of an incident of which the day is known, or the first it can have begun on."""
    days: list[date] = [
        event["lastDay" if event["datePrecision"] == "day" else "firstDay"] for event in every
    ]
    return max(days)


def apart(one: Properties, other: Properties) -> float | None:
    """The distance in kilometres, where both have coordinates."""
    if "latitude" not in one or "latitude" not in other:
        return None
    return distance_km((one["latitude"], one["longitude"]), (other["latitude"], other["longitude"]))


def close(one: Properties, other: Properties) -> bool:
    km = apart(one, other)
    return km is not None and km <= NEAR


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_near_a_facility_and_on_its_like_is_what_a_plain_count_finds(
    jnim: Store, day: date
) -> None:
    known = incidents(jnim)
    # Days of which nothing is on record are not held against days of which something is.
    until = min(day, record_ends(event for event, _ in known))
    recent = [
        (event, struck)
        for event, struck in known
        if until - timedelta(days=365) < event["firstDay"] <= until
    ]
    asked, counted = {}, {}
    for here in targets(jnim):
        key = here["id"]
        rows = question("exposure").ask(jnim, {"target": key, "asOf": day}).rows
        asked[key] = {
            row["scope"]: row["incidents"] for row in rows if row["lineage"] == "everyone"
        }
        near = {
            event["id"]
            for event, struck in recent
            if any(one["id"] == key or close(here, one) for one in struck)
            or (event["geoPrecision"] in ("exact", "near") and close(here, event))
        }
        like = {
            event["id"]
            for event, struck in recent
            if any(one["id"] != key and one["targetType"] == here["targetType"] for one in struck)
            or (not struck and event["targetType"] == here["targetType"])
        }
        counted[key] = {"near": len(near), "like": len(like), "either": len(near | like)}
    assert {key: {**counted[key], **found} for key, found in asked.items()} == counted
    assert any(found["either"] for found in counted.values())


def test_the_neighbours_to_warn_are_those_within_the_distance(jnim: Store) -> None:
    every = targets(jnim)
    for here in every:
        rows = question("warn").ask(jnim, {"target": here["id"], "asOf": DAYS[0]}).rows
        within = {
            there["id"]
            for there in every
            if there is not here
            and (km := apart(here, there)) is not None
            and km - sum(one.get("coordinatePrecisionM", 0) for one in (here, there)) / 1000 <= NEAR
        }
        assert {row["targetId"] for row in rows if "within" in row["how"]} == within
        assert all(row["km"] is None for row in rows if row["how"] == "same unit")
        known = [row["km"] for row in rows if row["km"] is not None]
        assert known == sorted(known)


def test_the_order_in_which_the_facts_are_read_changes_nothing(jnim: Store) -> None:
    asked = question("exposure")
    given = {"target": "Ambodedjo Airport", "nearKm": 300, "asOf": DAYS[0]}
    values = asked.resolve(jnim, given, DAYS[0]).values
    read = jnim.read(asked.statement, values)
    expected = asked.worked_out(list(read), values)
    assert len(expected) > 4
    for seed in range(5):
        random.Random(seed).shuffle(read)
        assert asked.worked_out(read, values) == expected
