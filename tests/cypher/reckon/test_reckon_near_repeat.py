"""`near-repeat`: what follows close by and soon is found where it is, and not where it is not."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphq.cypher.reckon import near_repeat
from graphq.cypher.reckon.near_repeat import FEWEST, WINDOWS, Dealt, Window, counts, rows
from tests.cypher.build import Build

GIVEN = {"km": [5], "days": [7], "window": [], "permutations": 199, "seed": 1, "latest": 1000}
FIRST = date(2019, 1, 1)


Incident = list[Any]


def incident(number: int, day: int, north: float) -> Incident:
    """What is read of one incident; a degree to the north is 111 km."""
    return [f"inc-{number:03}", FIRST + timedelta(days=day), 10 + north, 0.0, [f"s{number}"]]


def read(*datasets: list[Incident]) -> list[dict[str, Any]]:
    """What is read of datasets called one and two, in which all is known well."""
    return [
        {"dataset": name, "fitting": len(latest), "exact": len(latest), "latest": latest}
        for name, latest in zip(("one", "two"), datasets, strict=False)
    ]


def clustered() -> list[Incident]:
    """Fifteen pairs: each two days and 1 km apart, and a month and 111 km from the next."""
    return [
        incident(2 * pair + half, 30 * pair + 2 * half, pair + 0.01 * half)
        for pair in range(15)
        for half in (0, 1)
    ]


def regular() -> list[Incident]:
    """Thirty at three places in turn, one a week: never two at one place within a week."""
    return [incident(number, 7 * number, float(number % 3)) for number in range(30)]


def test_pairs_that_follow_one_another_are_found() -> None:
    (row,) = rows(read(clustered()), GIVEN)
    assert (row["pairs"], row["followed"], row["compared"]) == (15, 15, 30)
    assert row["expected"] < 3
    assert (row["p"], row["verdict"]) == (1 / 200, "clearly")
    assert row["ratio"] > 5
    assert row["closest"][0] == ["inc-000", "inc-001"]


def test_a_regular_round_of_places_is_not_taken_for_following() -> None:
    (row,) = rows(read(regular()), GIVEN)
    assert (row["pairs"], row["ratio"], row["verdict"]) == (0, 0, "not clearly")
    assert row["p"] == 1
    assert row["closest"] == row["incidentIds"] == []
    # That there is none rests on all that were compared.
    assert set(row["sources"]) == {source for *_, sources in regular() for source in sources}


def test_where_everything_is_close_chance_gives_as_much() -> None:
    (row,) = rows(read([incident(n, n % 5, 0.0) for n in range(25)]), GIVEN)
    assert row["pairs"] == row["expected"] == 300
    assert (row["ratio"], row["p"]) == (1, 1)


@given(st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_the_order_of_what_is_read_changes_nothing(shuffle: random.Random) -> None:
    datasets = read(clustered(), regular())
    expected = rows(datasets, GIVEN)
    for dataset in datasets:
        shuffle.shuffle(dataset["latest"])
    shuffle.shuffle(datasets)
    assert rows(datasets, GIVEN) == expected


def test_the_seed_decides_and_the_same_seed_gives_the_same() -> None:
    found = read(clustered())
    assert rows(found, GIVEN) == rows(found, GIVEN)
    expected = {rows(found, GIVEN | {"seed": seed})[0]["expected"] for seed in range(4)}
    assert len(expected) > 1


def close_to_the_bound() -> list[Incident]:
    """Thirty at six places; so many pairs within four weeks come about once in some 20 dealings."""
    days = random.Random(31)
    return [incident(number, days.randrange(200), float(number % 6)) for number in range(30)]


def test_no_two_seeds_give_verdicts_that_contradict_each_other() -> None:
    found = [
        rows(read(close_to_the_bound()), GIVEN | {"days": [28], "seed": seed, "permutations": 99})
        for seed in range(6)
    ]
    # The first dealings alone would have said the one by some seeds and the other by others.
    alone = [
        Dealt(99, int((counts(pairs, dealings, asked)[:, 0, 0] >= observed).sum())).p < 0.05
        for pairs, dealings, asked, observed in map(first_dealings, range(6))
    ]
    assert set(alone) == {True, False}
    assert not {"clearly", "not clearly"} <= {row["verdict"] for (row,) in found}
    assert all(row["dealings"] > 1000 for (row,) in found)


def first_dealings(seed: int) -> tuple[Any, list[Any], list[Window], int]:
    """The pairs, the dealings of the seed, what is close, and how many pairs are."""
    incidents = [near_repeat.DatedIncident(*one) for one in close_to_the_bound()]
    asked = [Window("", 5.0, 28)]
    pairs = near_repeat.close_pairs(incidents, 5.0)
    chance = np.random.default_rng(seed)
    dealings = [chance.permutation(pairs.days) for _ in range(99)]
    return pairs, dealings, asked, int(counts(pairs, [pairs.days], asked)[0, 0, 0])


def test_more_is_dealt_only_where_it_is_close() -> None:
    assert rows(read(clustered()), GIVEN)[0]["dealings"] == 199
    assert rows(read(regular()), GIVEN)[0]["dealings"] == 199


@given(st.integers(0, 40), st.integers(0, 60))
@settings(max_examples=25)
def test_a_wider_window_holds_at_least_as_many(km: int, days: int) -> None:
    found = rows(read(clustered()), GIVEN | {"km": [km, km + 3], "days": [days, days + 9]})
    least, *between, most = [row["pairs"] for row in found]
    assert all(least <= pairs <= most for pairs in between)
    assert all(0 < row["p"] <= 1 for row in found)
    assert all(row["followed"] <= row["compared"] for row in found)


def test_fewer_than_twenty_are_too_few_for_a_p_value() -> None:
    (row,) = rows(read(clustered()[: FEWEST - 1]), GIVEN)
    assert (row["pairs"], row["verdict"]) == (9, "too few")
    assert row["p"] is row["expected"] is row["ratio"] is row["followedExpected"] is None
    assert rows(read(clustered()[:FEWEST]), GIVEN)[0]["p"] is not None
    assert rows(read(clustered()[:1]), GIVEN)[0]["pairs"] == 0
    assert rows([], GIVEN) == []


def test_incidents_of_two_datasets_are_not_paired() -> None:
    found = rows(read(clustered()[::2], clustered()[1::2]), GIVEN)
    assert [(row["dataset"], row["among"], row["pairs"]) for row in found] == [
        ("one", "one", 0),
        ("two", "two", 0),
    ]


def test_what_is_not_known_well_enough_is_left_out_and_told_of() -> None:
    (dataset,) = read(clustered()[6:])
    (row,) = rows([dataset | {"exact": 30, "fitting": 33}], GIVEN)
    assert (row["compared"], row["pairs"]) == (24, 12)
    assert row["leftOut"] == [
        "3 of 33 incidents, of which the day or the place is not known well enough",
        "6 incidents before the latest 24",
    ]


def test_attacks_of_one_day_are_a_pair_in_which_none_follows_the_other() -> None:
    scattered = [incident(n, 99 * n, n) for n in range(3, 30)]
    (row,) = rows(read([incident(1, 0, 0.0), incident(2, 0, 0.0), *scattered]), GIVEN)
    assert (row["pairs"], row["followed"]) == (1, 0)


@pytest.mark.parametrize("name", WINDOWS)
def test_a_published_window_takes_the_place_of_kilometres_and_days(name: str) -> None:
    (row,) = rows(read(clustered()), GIVEN | {"window": [name]})
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


def test_the_question_compares_the_latest_of_which_day_and_place_are_known(build: Build) -> None:
    for number in range(4):
        build.incident(f"inc-{number}", "2019-03-01", "A", at=(10.0, 0.0))
    build.incident("month", "2019-04", "A", at=(10.0, 0.0))
    build.incident("unit", "2019-04-02", "A", at=(10.0, 0.0), precision="admin1")
    build.incident("nowhere", "2019-04-03", "A")
    (row,) = build.ask("near-repeat", group="A", km=[5], days=[7], latest=3, permutations=99)
    assert (row["compared"], row["pairs"]) == (3, 3)
    # Of one day, those whose ids come first.
    assert row["incidentIds"] == ["inc-0", "inc-1", "inc-2"]
    assert row["leftOut"] == [
        "3 of 7 incidents, of which the day or the place is not known well enough",
        "1 incidents before the latest 3",
    ]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=2, max_size=12),
    st.randoms(use_true_random=False),
    st.integers(1, 200),
)
@settings(max_examples=60)
def test_pairs_are_counted_as_one_by_one_however_many_dealings_are_looked_at_together(
    at: list[tuple[int, int]], shuffle: random.Random, at_once: int
) -> None:
    incidents = [
        near_repeat.DatedIncident(*incident(n, day, north)) for n, (day, north) in enumerate(at)
    ]
    asked = [Window("", km, days) for km in (0.0, 120.0) for days in (0, 2)]
    dealings = [shuffle.sample(range(20), len(at)) for _ in range(7)]
    counted = []
    for days in dealings:
        by_window = []
        for window in asked:
            close = [
                sorted((one, other), key=lambda index: days[index])
                for one, other in combinations(range(len(at)), 2)
                if abs(at[one][1] - at[other][1]) * 111.2 <= window.km
                and abs(days[one] - days[other]) <= window.days
            ]
            followed = {first for first, later in close if days[first] < days[later]}
            by_window.append([len(close), len(followed)])
        counted.append(by_window)
    pairs = near_repeat.close_pairs(incidents, 120.0)
    with mock.patch.object(near_repeat, "_COMPARED_AT_ONCE", at_once):
        found = near_repeat.counts(pairs, [np.array(days) for days in dealings], asked)
    assert found.tolist() == counted
