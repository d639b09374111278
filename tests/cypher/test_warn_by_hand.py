"""`warn` lists every neighbour on record, nearest first, with its precedents as facts."""

from __future__ import annotations

from typing import Any

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.model.nodes import Group
from tests.cypher.build import SOURCES, Build

HERE = (16.0, 0.0)
WEAKNESS = ("weak", "guard", "vulnerab", "access", "score", "rank")


def north(km: float) -> tuple[float, float]:
    """A point so far north of the target."""
    return (HERE[0] + km / 111.195, HERE[1])


def warned(build: Build, **given: Any) -> list[dict[str, Any]]:
    return build.ask("warn", **{"target": "here", "asOf": "2020", **given})


def test_neighbours_are_told_by_distance_whatever_has_struck_them(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("struck", "hotel", at=north(20))
    build.target("quiet", "mine", at=north(10))
    build.target("beyond", "hotel", at=north(60))
    for number in range(3):
        build.incident(f"strike-{number}", f"2019-0{number + 1}-01", "A", "struck", at=north(20))
    rows = warned(build)
    assert [(row["target"], row["km"], row["how"]) for row in rows] == [
        ("quiet", 10.0, "within"),
        ("struck", 20.0, "within"),
    ]
    assert [row["precedent"] for row in rows] == [
        "no precedent on record",
        "3 on it and 0 on its kind",
    ]
    assert [row["target"] for row in warned(build, limit=1)] == ["quiet"]
    assert [row["target"] for row in warned(build, km=100)] == ["quiet", "struck", "beyond"]


def test_how_exact_a_distance_is_is_told(build: Build) -> None:
    build.target("here", at=HERE, coordinate_precision_m=500)
    build.target("coarse", at=north(51), coordinate_precision_m=3000)
    build.target("fine", at=north(49), coordinate_precision_m=200)
    assert [(row["target"], row["exactKm"], row["how"]) for row in warned(build)] == [
        ("fine", 0.7, "within"),
        ("coarse", 3.5, "possibly within"),
    ]


def test_what_has_no_coordinates_is_listed_without_a_distance(build: Build) -> None:
    build.target("here", at=HERE, town="Gao")
    build.target("in-town", "hotel", town="Gao")
    build.target("in-unit", "hotel")
    build.target("elsewhere", "hotel", admin1="South")
    build.target("abroad", "hotel", country="NE")
    build.target("far-in-town", "hotel", at=north(80), town="Gao")
    rows = warned(build)
    assert [(row["target"], row["km"], row["exactKm"], row["how"]) for row in rows] == [
        ("far-in-town", 80.0, 0.0, "same town"),
        ("in-town", None, None, "same town"),
        ("in-unit", None, None, "same unit"),
    ]


def test_of_a_target_without_coordinates_its_unit_is_told(build: Build) -> None:
    build.target("here")
    build.target("placed", "hotel", at=HERE)
    build.target("unplaced", "hotel")
    build.target("elsewhere", "hotel", admin1="South", at=HERE)
    assert [(row["target"], row["km"], row["how"]) for row in warned(build)] == [
        ("placed", None, "same unit"),
        ("unplaced", None, "same unit"),
    ]


def test_shared_users_are_those_of_both_by_their_names(build: Build) -> None:
    build.groups("UN", "Army")
    build.target("here", at=HERE, users=["UN", "aid workers"])
    build.target("there", "hotel", at=north(1), users=["UN", "Army", "aid workers"])
    (row,) = warned(build)
    assert row["users"] == ["Army", "UN", "aid workers"]
    assert row["sharedUsers"] == ["UN", "aid workers"]


def test_strikes_on_its_kind_are_precedents_if_a_lineage_active_near_did_them(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("hotel", "hotel", at=north(5))
    build.target("other-hotel", "hotel", at=(12.0, -8.0))
    build.change("merger", "merger", "2018", ["Before"], ["Near"])
    build.groups("Stranger")
    build.incident("activity", "2019-01-01", "Near", at=north(30))
    build.incident("by-lineage", "2017-01-01", "Before", "other-hotel", at=(12.0, -8.0))
    build.incident("by-stranger", "2019-02-01", "Stranger", "other-hotel", at=(12.0, -8.0))
    (row,) = warned(build)
    assert [fact["id"] for fact in row["onKind"]] == ["by-lineage"]
    assert row["onKind"][0]["text"] == "2017-01-01 Before (assessed), ied: other-hotel"
    assert row["onKind"][0]["sources"] == ["press"]
    assert (row["struck"], row["precedent"]) == ([], "0 on it and 1 on its kind")
    (row,) = warned(build, nearKm=10)
    assert row["precedent"] == "no precedent on record"


def test_a_strike_on_the_neighbour_is_told_as_its_own_and_only_so(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("hotel", "hotel", at=north(5))
    build.incident("strike", "2019-01-01", "A", "hotel", at=north(5), conflicts="two or three dead")
    (row,) = warned(build)
    assert ([fact["id"] for fact in row["struck"]], row["onKind"]) == (["strike"], [])
    assert row["disputes"] == ["2019-01-01: two or three dead"]


def test_what_came_later_is_not_known_on_the_day(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("hotel", "hotel", at=north(5))
    build.incident("early", "2018-01-01", "A", "hotel", at=north(5))
    build.incident("late", "2019-01-01", "A", "hotel", at=north(5))
    (row,) = warned(build, asOf="2018")
    assert [fact["id"] for fact in row["struck"]] == ["early"]
    (row,) = warned(build, asOf="2017")
    assert row["precedent"] == "no precedent on record"
    (row,) = warned(build, precedents=1)
    assert ([fact["id"] for fact in row["struck"]], row["strikes"]) == (["late"], 2)


def test_neighbours_across_the_date_line_are_neighbours(build: Build) -> None:
    build.target("here", at=(0.0, 179.95))
    build.target("there", at=(0.0, -179.95))
    assert [(row["target"], row["km"]) for row in warned(build)] == [("there", 11.1)]


def test_an_incident_without_a_tactic_or_a_perpetrator_is_told_all_the_same(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("hotel", "hotel", at=north(5))
    build.incident("strike", "2019-01", (), "hotel", at=north(5), tactics=())
    (row,) = warned(build)
    assert row["struck"][0]["text"] == "2019-01 nobody named (assessed), tactic not known"


def test_a_name_that_looks_like_code_stays_text(build: Build) -> None:
    hostile = "=cmd|' /C'!A0 <script>"
    build.target("here", at=HERE)
    build.target("hotel", "hotel", at=north(5), name=hostile)
    build.incident("strike", "2019-01-01", hostile, "hotel", at=north(5))
    (row,) = warned(build)
    assert row["target"] == hostile
    assert row["struck"][0]["groups"] == [hostile]


@pytest.mark.parametrize("name", ["warn", "exposure", "nearby"])
def test_nothing_in_these_questions_speaks_of_how_easily_a_place_is_struck(name: str) -> None:
    columns = question(name).header.columns
    assert not [one for one in columns if any(word in one.lower() for word in WEAKNESS)]
    assert "score" not in question(name).statement.lower()


def test_the_order_in_the_statement_is_by_place_and_not_by_precedent() -> None:
    statement = question("warn").statement
    assert statement.endswith("ORDER BY one.place, targetId")


def kind_struck(build: Build, **given: Any) -> dict[str, str]:
    """What is told of the hotel's kind, by the incident."""
    (row,) = warned(build, **given)
    return {fact["id"]: fact["text"].partition(": ")[2] for fact in row["onKind"]}


def test_a_group_of_which_only_a_part_is_of_the_lineage_is_told_as_a_part(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("hotel", "hotel", at=north(5))
    build.target("inn", "hotel", at=(12.0, -8.0))
    build.change("merger", "merger", "2018-03-01", ["A", "B"], ["Near"], part=["B"])
    build.incident("activity", "2019-01-01", "Near", at=north(30))
    build.incident("of-a", "2017-01-01", "A", "inn", at=(12.0, -8.0))
    build.incident("of-b", "2017-02-01", "B", "inn", at=(12.0, -8.0))
    build.incident("of-b-later", "2018-09-01", "B", "inn", at=(12.0, -8.0))
    assert kind_struck(build) == {"of-a": "inn"}
    assert kind_struck(build, parts=True) == {
        "of-a": "inn", "of-b": "inn (of such a lineage only by a part)",
    }  # fmt: skip
    (row,) = warned(build)
    assert row["partsLeftOut"] == (
        "1 on its kind by groups of which only a part is of such a lineage; --parts tells them"
    )
    assert [row["partsLeftOut"] for row in warned(build, parts=True)] == [None]
    build.incident("own-activity", "2019-02-01", "B", at=north(30))
    assert kind_struck(build) == {"of-a": "inn", "of-b": "inn", "of-b-later": "inn"}


def test_a_disputed_succession_is_told_beside_what_rests_on_it(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("hotel", "hotel", at=north(5))
    build.target("inn", "hotel", at=(12.0, -8.0))
    build.change("merger", "merger", "2018-03-01", ["A", "B"], ["Near"], disputed=["B"])
    build.incident("activity", "2019-01-01", "Near", at=north(30))
    build.incident("of-a", "2017-01-01", "A", "inn", at=(12.0, -8.0))
    (row,) = warned(build)
    assert row["disputedBy"] == []
    build.incident("of-b", "2017-02-01", "B", "inn", at=(12.0, -8.0))
    (row,) = warned(build)
    assert row["disputedBy"] == ["press"]


def test_neighbours_beyond_the_limit_are_told_of(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("one", at=north(5))
    build.target("two", at=north(10))
    (row,) = warned(build, limit=1)
    assert (row["fitting"], row["leftOut"]) == (
        2, "only the nearest 1 are among the rows; ask for more with --limit",
    )  # fmt: skip
    assert [row["leftOut"] for row in warned(build, limit=2)] == [None, None]


def test_where_the_place_of_the_target_is_not_known_who_acted_near_it_is_not_either(
    build: Build,
) -> None:
    build.target("here")
    build.target("hotel", "hotel", at=HERE)
    build.target("inn", "hotel", at=(12.0, -8.0), admin1="South")
    build.incident("on-kind", "2019-01-01", "A", "inn", at=(12.0, -8.0))
    (row,) = warned(build)
    assert row["precedent"] == "none on it on record; who acted near the target is not known"


def test_a_neighbour_of_which_the_place_is_very_coarse_may_be_within(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("about", at=north(180), coordinate_precision_m=150_000)
    build.target("too-far", at=north(180), coordinate_precision_m=100_000)
    assert [(row["target"], row["how"]) for row in warned(build)] == [("about", "possibly within")]


def test_what_stands_only_in_a_published_count_makes_no_group_active(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("hotel", "hotel", at=north(5))
    build.target("inn", "hotel", at=(12.0, -8.0))
    build.incident("counted", "2019-01-01", "A", at=north(30), placeholder=True)
    build.incident("strike", "2019-02-01", "A", "inn", at=(12.0, -8.0))
    assert kind_struck(build) == {}


def test_what_struck_a_neighbour_makes_no_room_short_among_what_struck_its_kind(
    build: Build,
) -> None:
    build.target("here", at=HERE)
    build.target("hotel", "hotel", at=north(5))
    build.target("inn", "hotel", at=(12.0, -8.0))
    build.target("mine", "mine", at=north(6))
    build.incident("activity", "2019-06-01", "A", at=north(30))
    for number in range(1, 6):
        build.incident(f"own-{number}", f"2019-0{number}-01", "A", "hotel", at=north(5))
    for number in range(1, 4):
        build.incident(f"kind-{number}", f"2018-0{number}-01", "A", "inn", at=(12.0, -8.0))
    hotel, mine = warned(build, precedents=2)
    assert [fact["id"] for fact in hotel["struck"]] == ["own-5", "own-4"]
    assert [fact["id"] for fact in hotel["onKind"]] == ["kind-3", "kind-2"]
    assert hotel["precedent"] == "5 on it and 3 on its kind"
    assert mine["precedent"] == "no precedent on record"


def test_what_struck_two_of_a_kind_is_told_once_by_both_names(build: Build) -> None:
    build.target("here", at=HERE)
    build.target("hotel", "hotel", at=north(5))
    build.target("inn", "hotel", at=(12.0, -8.0))
    build.target("lodge", "hotel", at=(12.0, -8.1))
    build.incident("both", "2019-01-01", "A", ["lodge", "inn"], at=(12.0, -8.0))
    build.incident("activity", "2019-06-01", "A", at=north(30))
    (row,) = warned(build)
    assert (row["kindStrikes"], row["onKind"][0]["text"]) == (
        1, "2019-01-01 A (assessed), ied: inn, lodge",
    )  # fmt: skip


def test_who_has_left_is_warned_no_more_and_shares_nothing(build: Build) -> None:
    build.groups("mission", "army")
    build.add(
        Group(id="gone", name="gone", full_name="gone", kind="un-mission", dissolved="2018",
              sources=SOURCES)
    )  # fmt: skip
    uses = [("mission", "2013", "2023"), ("army", "", ""), ("gone", "", ""), ("civil", "2020", "")]
    build.target("here", at=HERE, users=uses)
    build.target("there", "hotel", at=north(1), users=uses)
    for day, users in (
        ("2017-01-01", ["army", "gone", "mission"]),
        ("2021-01-01", ["army", "civil", "mission"]),
        ("2023-06-01", ["army", "civil", "mission"]),
        ("2024-01-01", ["army", "civil"]),
    ):
        for name in ("warn", "nearby"):
            (row,) = build.ask(name, target="here", asOf=day)
            assert row["users"] == users, (name, day)
        (row,) = build.ask("warn", target="here", asOf=day)
        assert row["sharedUsers"] == users, day
    build.incident("i", "2016-01-01", struck="there", at=HERE)
    (alike,) = build.ask("similar-targets", target="here", asOf="2024-01-01")
    assert (alike["users"], alike["sharedUsers"]) == (1.0, ["army", "user:civil"])
