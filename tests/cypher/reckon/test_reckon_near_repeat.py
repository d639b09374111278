"""`near-repeat`: what follows close by and soon is found where it is, and not where it is not."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphq.cypher.reckon.near_repeat import FEWEST, WINDOWS, rows
from tests.cypher.build import Build

GIVEN = {"km": [5], "days": [7], "window": [], "permutations": 199, "seed": 1, "latest": 1000}
FIRST = date(2019, 1, 1)


def incident(number: int, day: int, north: float, **more: Any) -> dict[str, Any]:
    """What is read of one incident; a degree to the north is 111 km."""
    found = {
        "incidentId": f"inc-{number:03}", "incident": f"{number}", "date": "",
        "firstDay": FIRST + timedelta(days=day), "datePrecision": "day", "geoPrecision": "near",
        "latitude": 10 + north, "longitude": 0.0, "dataset": "one", "sources": [f"s{number}"],
    }  # fmt: skip
    return found | more


def clustered() -> list[dict[str, Any]]:
    """Fifteen pairs: each two days and 1 km apart, and a month and 111 km from the next."""
    return [
        incident(2 * pair + half, 30 * pair + 2 * half, pair + 0.01 * half)
        for pair in range(15)
        for half in (0, 1)
    ]


def regular() -> list[dict[str, Any]]:
    """Thirty at three places in turn, one a week: never two at one place within a week."""
    return [incident(number, 7 * number, float(number % 3)) for number in range(30)]


def test_pairs_that_follow_one_another_are_found() -> None:
    (row,) = rows(clustered(), GIVEN)
    assert (row["pairs"], row["followed"], row["compared"]) == (15, 15, 30)
    assert row["expected"] < 3
    assert (row["p"], row["verdict"]) == (1 / 200, "clearly")
    assert row["ratio"] > 5
    assert row["closest"][0] == ["inc-000", "inc-001"]


def test_a_regular_round_of_places_is_not_taken_for_following() -> None:
    (row,) = rows(regular(), GIVEN)
    assert (row["pairs"], row["ratio"], row["verdict"]) == (0, 0, "not clearly")
    assert row["p"] == 1
    assert row["closest"] == row["incidentIds"] == []
    # That there is none rests on all that were compared.
    assert set(row["sources"]) == {source for one in regular() for source in one["sources"]}


def test_where_everything_is_close_chance_gives_as_much() -> None:
    (row,) = rows([incident(n, n % 5, 0.0) for n in range(25)], GIVEN)
    assert row["pairs"] == row["expected"] == 300
    assert (row["ratio"], row["p"]) == (1, 1)


@given(st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_the_order_of_what_is_read_changes_nothing(shuffle: random.Random) -> None:
    read = clustered()
    expected = rows(read, GIVEN)
    shuffle.shuffle(read)
    assert rows(read, GIVEN) == expected


def test_the_seed_decides_and_the_same_seed_gives_the_same() -> None:
    read = clustered()
    assert rows(read, GIVEN) == rows(read, GIVEN)
    expected = {rows(read, GIVEN | {"seed": seed})[0]["expected"] for seed in range(4)}
    assert len(expected) > 1


@given(st.integers(0, 40), st.integers(0, 60))
@settings(max_examples=25)
def test_a_wider_window_holds_at_least_as_many(km: int, days: int) -> None:
    found = rows(clustered(), GIVEN | {"km": [km, km + 3], "days": [days, days + 9]})
    least, *between, most = [row["pairs"] for row in found]
    assert all(least <= pairs <= most for pairs in between)
    assert all(0 < row["p"] <= 1 for row in found)
    assert all(row["followed"] <= row["compared"] for row in found)


def test_fewer_than_twenty_are_too_few_for_a_p_value() -> None:
    (row,) = rows(clustered()[: FEWEST - 1], GIVEN)
    assert (row["pairs"], row["verdict"]) == (9, "too few")
    assert row["p"] is row["expected"] is row["ratio"] is row["followedExpected"] is None
    assert rows(clustered()[:FEWEST], GIVEN)[0]["p"] is not None
    assert rows(clustered()[:1], GIVEN)[0]["pairs"] == 0
    assert rows([], GIVEN) == []


def test_incidents_of_two_datasets_are_not_paired() -> None:
    read = [one | {"dataset": ("one", "two")[number % 2]} for number, one in enumerate(clustered())]
    found = rows(read, GIVEN)
    assert [(row["dataset"], row["among"], row["pairs"]) for row in found] == [
        ("one", "one", 0),
        ("two", "two", 0),
    ]


def test_what_is_not_known_well_enough_is_left_out_and_told_of() -> None:
    read = [
        *clustered(), incident(90, 1, 0.0, datePrecision="month"),
        incident(91, 1, 0.0, geoPrecision="admin1"), incident(92, 1, 0.0, latitude=None),
    ]  # fmt: skip
    (row,) = rows(read, GIVEN)
    assert (row["compared"], row["pairs"]) == (30, 15)
    assert row["leftOut"] == [
        "3 of 33 incidents, of which the day or the place is not known well enough"
    ]
    (row,) = rows(clustered(), GIVEN | {"latest": 24})
    assert (row["compared"], row["leftOut"]) == (24, ["6 incidents before the latest 24"])


def test_attacks_of_one_day_are_a_pair_in_which_none_follows_the_other() -> None:
    read = [
        incident(1, 0, 0.0),
        incident(2, 0, 0.0),
        *(incident(n, 99 * n, n) for n in range(3, 30)),
    ]
    (row,) = rows(read, GIVEN)
    assert (row["pairs"], row["followed"]) == (1, 0)


@pytest.mark.parametrize("name", WINDOWS)
def test_a_published_window_takes_the_place_of_kilometres_and_days(name: str) -> None:
    (row,) = rows(clustered(), GIVEN | {"window": [name]})
    assert (row["window"], row["km"], row["days"]) == (name, *WINDOWS[name])


def test_the_windows_that_can_be_chosen_are_those_that_are_known() -> None:
    from graphq.cypher.ask.catalog import question

    header = question("near-repeat").header
    assert header.parameters["window"].choices == tuple(WINDOWS)
    assert all(name in header.answers for name in WINDOWS)


def test_the_question_asks_for_one_group_and_keeps_to_the_day(build: Build) -> None:
    for number in range(12):
        for half in (0, 1):
            build.incident(
                f"inc-{number}-{half}", f"20{number + 10}-03-0{1 + 2 * half}", "A",
                at=(10.0 + number, 0.01 * half),
            )  # fmt: skip
        build.incident(f"other-{number}", f"20{number + 10}-03-02", "B", at=(10.0 + number, 0.0))
    asked = {"group": "A", "km": [5], "days": [7], "permutations": 99}
    (row,) = build.ask("near-repeat", **asked)
    assert (row["pairs"], row["compared"], row["verdict"]) == (12, 24, "clearly")
    (row,) = build.ask("near-repeat", **asked, asOf="2019-03-02")
    assert (row["pairs"], row["compared"], row["verdict"]) == (9, 19, "too few")
    (row,) = build.ask("near-repeat", **asked, fromDate="2020")
    assert row["compared"] == 4
    assert build.ask("near-repeat", **asked, attribution=["claimed"]) == []
