"""Distances, neighbours, days and likeness on graphs whose right answer is evident by eye."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graphq.graph.errors import UnknownNameError, UsageError
from tests.cypher.build import Build, Rows
from tests.distances import distance_km

HERE = (16.0, 0.0)
TEN_KM = (16.0899, 0.0)
FAR = (18.0, 0.0)


def meeting(rows: Rows) -> list[tuple[Any, ...]]:
    return [
        (row["group"], row["measured"], row["coarse"], row["sameUnit"], row["closestKm"],
         row["fewestDays"])
        for row in rows
    ]  # fmt: skip


def test_two_groups_close_in_place_and_time_have_met(build: Build) -> None:
    build.incident("mine", "2019-01-01", "A", at=HERE, admin2="East")
    build.incident("theirs", "2019-01-31", "B", at=TEN_KM, admin2="West")
    assert meeting(build.ask("co-location", group="A")) == [("B", 1, 0, 0, 10.0, 30)]
    assert meeting(build.ask("co-location", group="B")) == [("A", 1, 0, 0, 10.0, 30)]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"km": 10}, True), ({"km": 9.9}, False), ({"days": 30}, True), ({"days": 29}, False),
        ({"asOf": "2019-01-30"}, False), ({"toDate": "2019-01-30"}, False),
        ({"fromDate": "2019-01-02"}, False),
    ],
)  # fmt: skip
def test_too_far_or_too_long_ago_is_no_meeting(
    build: Build, given: dict[str, Any], found: bool
) -> None:
    build.incident("mine", "2019-01-01", "A", at=HERE, admin2="East")
    build.incident("theirs", "2019-01-31", "B", at=TEN_KM, admin2="East")
    assert bool(build.ask("co-location", group="A", **given)) == found


def test_what_two_datasets_tell_is_no_meeting(build: Build) -> None:
    build.incident("mine", "2019-01-01", "A", at=HERE, admin2="East")
    build.incident("again", "2019-01-01", "B", at=HERE, admin2="East", dataset="other")
    assert build.ask("co-location", group="A") == []
    build.incident("theirs", "2019-01-03", "B", at=HERE, admin2="East")
    (row,) = build.ask("co-location", group="A")
    assert (row["meetings"], row["datasets"], row["together"]) == (1, ["hand"], None)
    build.incident("too", "2019-01-05", "A", at=HERE, admin2="East", dataset="other")
    (row,) = build.ask("co-location", group="A")
    assert (row["meetings"], row["datasets"]) == (2, ["hand", "other"])
    assert row["together"].startswith("hand and other; what several of them tell")
    (row,) = build.ask("co-location", group="A", dataset="other")
    assert row["pairs"] == [["too", "again"]]


def test_what_lasted_long_is_met_whenever_it_began(build: Build) -> None:
    build.incident("mine", "2019-12-01", "A", at=HERE)
    build.incident("theirs", "2019-01-10", "B", at=TEN_KM, until="2019-11-20")
    assert meeting(build.ask("co-location", group="A", days=11)) == [("B", 1, 0, 0, 10.0, 11)]
    assert build.ask("co-location", group="A", days=10) == []


@pytest.mark.parametrize("began", ["2018-12-31", "2012-07-01", "1919-01-02"])
def test_many_years_apart_can_be_asked_for(build: Build, began: str) -> None:
    build.incident("mine", "2019-01-01", "A", at=HERE)
    build.incident("theirs", began, "B", at=TEN_KM)
    apart = (date(2019, 1, 1) - date.fromisoformat(began)).days
    (row,) = build.ask("co-location", group="A", days=apart)
    assert row["fewestDays"] == apart
    assert build.ask("co-location", group="A", days=apart - 1) == []


def test_places_that_are_coarse_are_told_apart_from_measured_ones(build: Build) -> None:
    build.incident("mine", "2019-01-01", "A", at=HERE)
    build.incident("theirs", "2019-01-01", "B", at=TEN_KM, precision="admin2")
    assert meeting(build.ask("co-location", group="A")) == [("B", 0, 1, 0, None, 0)]


def test_without_coordinates_only_the_unit_can_be_the_same(build: Build) -> None:
    build.incident("mine", "2019-01-01", "A", admin2="East", precision="admin2")
    build.incident("theirs", "2019-01-05", "B", at=HERE, admin2="East")
    build.incident("others", "2019-01-05", "C", admin2="West", precision="admin2")
    build.incident("abroad", "2019-01-05", "D", admin2="East", country="BF", precision="admin2")
    build.incident("unknown", "2019-01-05", "E", precision="admin1")
    assert meeting(build.ask("co-location", group="A")) == [("B", 0, 0, 1, None, 4)]
    by_region = build.ask("co-location", group="A", unit="admin1")
    assert [row["group"] for row in by_region] == ["B", "C", "E"]
    assert build.ask("co-location", group="A", unit="none") == []


def test_one_incident_of_two_groups_is_no_meeting_of_two(build: Build) -> None:
    build.incident("joint", "2019-01-01", ["A", "B"], at=HERE)
    assert build.ask("co-location", group="A") == []


def test_a_group_does_not_meet_itself(build: Build) -> None:
    build.incident("one", "2019-01-01", "A", at=HERE)
    build.incident("two", "2019-01-02", "A", at=HERE)
    assert build.ask("co-location", group="A") == []


def test_a_month_is_as_near_in_time_as_its_nearest_day(build: Build) -> None:
    build.incident("mine", "2019-01-10", "A", at=HERE)
    build.incident("theirs", "2019-02", "B", at=HERE)
    build.incident("later", "2019-01", "C", at=HERE)
    rows = build.ask("co-location", group="A")
    assert {row["group"]: row["fewestDays"] for row in rows} == {"B": 22, "C": 0}


def test_two_groups_meet_across_the_antimeridian(build: Build) -> None:
    build.incident("mine", "2019-01-01", "A", at=(10.0, 179.95), admin1="One")
    build.incident("theirs", "2019-01-01", "B", at=(10.0, -179.95), admin1="Two")
    (row,) = build.ask("co-location", group="A")
    assert (row["measured"], row["closestKm"]) == (1, 11.0)


def test_nearby_is_nearest_first_with_what_has_struck_it(build: Build) -> None:
    build.groups("army")
    build.target("here", at=HERE, coordinate_precision_m=500)
    build.target("near", "hotel", TEN_KM, users=["army", "civil"], coordinate_precision_m=500)
    build.target("nearer", "hotel", (16.01, 0.0), coordinate_precision_m=2000)
    build.target("far", "hotel", FAR)
    build.incident("old", "2018", "A", struck="near")
    build.incident("new", "2019-05-05", "A", struck="near")
    rows = build.ask("nearby", target="here", asOf="2019-12-31")
    assert [(row["target"], row["km"], row["certainty"]) for row in rows] == [
        ("nearer", 1.1, "coarse"),
        ("near", 10.0, "measured"),
    ]
    assert [(row["strikes"], str(row["lastStrike"])) for row in rows] == [
        (0, "None"),
        (2, "2019-05-05"),
    ]
    assert rows[1]["users"] == ["army", "civil"]
    earlier = build.ask("nearby", target="here", asOf="2018-12-31")
    assert [(row["strikes"], row["lastStrike"]) for row in earlier] == [(0, None), (1, "2018")]


def test_nearby_reaches_across_the_antimeridian(build: Build) -> None:
    west, east = (-17.0, 179.9), (-17.0, -179.9)
    build.target("west", at=west)
    build.target("east", at=east)
    for here, there in (("west", "east"), ("east", "west")):
        (row,) = build.ask("nearby", target=here)
        assert (row["target"], row["km"]) == (there, round(distance_km(west, east), 1))


@pytest.mark.parametrize("latitude", [89.99, 90.0, -90.0])
def test_nearby_is_answered_at_the_poles(build: Build, latitude: float) -> None:
    build.target("station", at=(latitude, 0.0))
    build.target("camp", at=(latitude, 120.0))
    (row,) = build.ask("nearby", target="station")
    assert row["km"] == round(distance_km((latitude, 0.0), (latitude, 120.0)), 1)


def test_without_a_coordinate_the_same_town_is_near(build: Build) -> None:
    build.target("here", town="Gao")
    build.target("measured", at=HERE, town="Gao")
    build.target("same", town="Gao")
    build.target("elsewhere", town="Kidal")
    rows = build.ask("nearby", target="here")
    assert [(row["target"], row["km"], row["certainty"]) for row in rows] == [
        ("measured", None, "same town"),
        ("same", None, "same town"),
    ]


def test_a_name_that_two_targets_bear_lists_both(build: Build) -> None:
    build.target("camp-gao", name="Camp One")
    build.target("camp-kidal", name="Camp One")
    with pytest.raises(UnknownNameError, match="can mean 2 different things") as unknown:
        build.ask("target-history", target="camp one")
    assert [candidate[0] for candidate in unknown.value.candidates] == ["camp-gao", "camp-kidal"]
    assert build.ask("target-history", target="camp-gao") == []


def test_one_day_at_two_places_or_at_two_facilities_of_one(build: Build) -> None:
    build.target("hotel", "hotel")
    build.target("bank", "hotel")
    build.incident("a1", "2019-01-01", "A", place="Gao")
    build.incident("a2", "2019-01-01", "B", place="Kidal")
    build.incident("b1", "2019-01-02", "A", struck="hotel", place="Gao")
    build.incident("b2", "2019-01-02", "A", struck="bank", place="Gao")
    build.incident("c1", "2019-01-03", "A", struck="hotel", place="Gao")
    build.incident("c2", "2019-01-03", "A", struck="hotel", place="Gao")
    build.incident("d1", "2019-01-04", "A", place="Gao")
    build.incident("d2", "2019-01-04", place="Gao")
    rows = build.ask("same-day")
    assert [(str(row["date"]), row["places"], row["incidentIds"]) for row in rows] == [
        ("2019-01-01", ["Gao (ML)", "Kidal (ML)"], ["a1", "a2"]),
        ("2019-01-02", ["Gao (ML)"], ["b1", "b2"]),
    ]
    assert rows[0]["perpetrators"] == ["A", "B"]
    assert build.ask("same-day", group="B") == []
    assert build.ask("same-day", places=3) == []


def test_two_datasets_do_not_make_a_day_of_several_places(build: Build) -> None:
    build.incident("a1", "2019-01-01", "A", place="Gao")
    build.incident("a2", "2019-01-01", "A", place="Gao town", dataset="other")
    assert build.ask("same-day") == []
    build.incident("a3", "2019-01-01", "A", place="Kidal", dataset="other")
    (row,) = build.ask("same-day")
    assert (row["dataset"], row["incidentIds"]) == ("other", ["a2", "a3"])
    assert build.ask("same-day", dataset="hand") == []


def test_incidents_of_one_month_are_not_of_one_day(build: Build) -> None:
    build.incident("one", "2019-01", "A", place="Gao")
    build.incident("two", "2019-01", "A", place="Kidal")
    build.incident("three", "2019-01-01", "A", place="Timbuktu")
    assert build.ask("same-day") == []


def parts(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[key] for key in ("type", "users", "lineage", "place", "distance"))


def test_a_target_like_in_all_but_its_kind(build: Build) -> None:
    build.target("here", "airport", HERE, users=["civil"])
    build.target("twin", "airport", HERE, users=["civil"])
    build.target("camp", "military-base", HERE, users=["civil"])
    build.incident("on-twin", "2019-01-01", "A", "twin", at=HERE)
    build.incident("on-camp", "2019-01-01", "A", "camp", at=HERE)
    twin, camp = build.ask("similar-targets", target="here")
    assert (twin["target"], twin["likeness"], parts(twin)) == ("twin", 1.0, (1, 1, 1, 1, 1))
    assert (camp["target"], camp["likeness"], parts(camp)) == ("camp", 0.6, (0, 1, 1, 1, 1))
    assert (twin["known"], camp["known"], twin["unknown"]) == (1.0, 1.0, [])


def test_what_is_not_known_is_named_and_left_out_of_the_mean(build: Build) -> None:
    build.target("here", "airport")
    build.target("there", "airport", FAR, users=["civil"])
    build.incident("strike", "2019-01-01", struck="there")
    (row,) = build.ask("similar-targets", target="here")
    assert row["unknown"] == ["users", "lineage", "nearness"]
    assert parts(row) == (1.0, None, None, 1.0, None)
    assert (row["likeness"], row["known"]) == (1.0, 0.5)
    assert [fact["text"] for fact in row["precedents"]] == [
        "2019-01-01 nobody named (assessed), ied"
    ]


def test_the_weights_decide_the_order(build: Build) -> None:
    build.target("here", "airport", HERE, users=["civil"])
    build.target("same-kind", "airport", FAR, users=["army"])
    build.target("next-door", "hotel", HERE, users=["civil"])
    for target in ("same-kind", "next-door"):
        build.incident(f"on-{target}", "2019-01-01", struck=target)
    by_kind = build.ask("similar-targets", target="here", typeWeight=1, usersWeight=0,
                        distanceWeight=0)  # fmt: skip
    by_place = build.ask("similar-targets", target="here", typeWeight=0, distanceWeight=5)
    assert [row["target"] for row in by_kind] == ["same-kind", "next-door"]
    assert [row["target"] for row in by_place] == ["next-door", "same-kind"]


def test_only_targets_that_were_struck_by_then_are_precedents(build: Build) -> None:
    build.target("here")
    build.target("struck")
    build.target("never")
    build.incident("strike", "2019-01-01", struck="struck")
    build.incident("on-here", "2019-01-01", struck="here")
    assert [row["target"] for row in build.ask("similar-targets", target="here")] == ["struck"]
    assert build.ask("similar-targets", target="here", asOf="2018-12-31") == []


def test_a_precedent_without_a_tactic_or_a_perpetrator_is_told_all_the_same(build: Build) -> None:
    build.target("here", at=(15.0, 1.0))
    build.target("struck", at=(15.0, 2.0))
    build.incident("i", "2019-01-01", struck="struck", tactics=())
    (row,) = build.ask("similar-targets", target="here")
    (told,) = row["precedents"]
    assert told["text"] == "2019-01-01 nobody named (assessed), tactic not known"


def test_a_strike_by_a_predecessor_of_who_is_near_is_of_the_same_lineage(build: Build) -> None:
    build.change("merger", "merger", "2017", ["old"], ["new"])
    build.target("here", at=HERE)
    build.target("by-old", at=FAR)
    build.target("by-other", at=FAR)
    build.incident("near", "2018-01-01", "new", at=TEN_KM)
    build.incident("one", "2016-01-01", "old", "by-old")
    build.incident("two", "2016-01-01", "other", "by-other")
    rows = build.ask("similar-targets", target="here")
    assert {row["target"]: row["lineage"] for row in rows} == {"by-old": 1.0, "by-other": 0.0}
    # Nobody is known to have acted near it before 2018.
    earlier = build.ask("similar-targets", target="here", asOf="2017")
    assert {row["target"]: row["lineage"] for row in earlier} == {"by-old": None, "by-other": None}


def test_a_likeness_of_nothing_is_refused(build: Build) -> None:
    build.target("here")
    weights = dict.fromkeys(
        ("typeWeight", "usersWeight", "lineageWeight", "placeWeight", "distanceWeight"), 0
    )
    with pytest.raises(UsageError, match="--type-weight"):
        build.ask("similar-targets", target="here", **weights)


def test_a_neighbour_that_may_lie_within_the_distance_is_told(build: Build) -> None:
    build.target("here", at=(16.0, 0.0), coordinate_precision_m=500)
    build.target("well", at=(16.0, 0.05), coordinate_precision_m=500)
    build.target("coarse", at=(16.0, -0.05), coordinate_precision_m=3000)
    assert [row["targetId"] for row in build.ask("nearby", target="here", km=2)] == ["coarse"]
    assert len(build.ask("nearby", target="here", km=6)) == 2
