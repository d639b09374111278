"""Intervals and tests of small counts are the published ones, and hold what they are about."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.cypher.reckon.intervals import (
    change_word,
    count_interval,
    difference_by_chance,
    share_interval,
    small,
    weighted_sum_interval,
)

COUNTS = st.integers(0, 2000)
WEIGHTS = st.lists(st.floats(0.01, 1), max_size=60)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0, 3.689),
        (1, 0.025, 5.572),
        (4, 1.090, 10.242),
        (10, 4.795, 18.390),
        (100, 81.36, 121.6),
    ],
)
def test_the_interval_of_a_count_is_the_one_in_the_tables(
    count: int, low: float, high: float
) -> None:
    assert count_interval(count) == pytest.approx((low, high), abs=0.05)


@given(COUNTS)
def test_an_interval_holds_the_count_and_grows_with_it(count: int) -> None:
    (low, high), (more_low, more_high) = count_interval(count), count_interval(count + 1)
    assert 0 <= low <= count < high
    assert low < more_low
    assert high < more_high


@given(st.integers(0, 60))
def test_where_every_weight_is_one_the_weighted_interval_is_that_of_the_count(count: int) -> None:
    assert weighted_sum_interval([1.0] * count) == pytest.approx(count_interval(count))


@given(WEIGHTS)
def test_a_weighted_interval_holds_the_sum(weights: list[float]) -> None:
    low, high = weighted_sum_interval(weights)
    assert 0 <= low <= math.fsum(weights) < high


@pytest.mark.parametrize("weight", [1e-170, 1e-300, 0.0])
def test_weights_of_which_the_squares_are_nothing_have_an_interval(weight: float) -> None:
    low, high = weighted_sum_interval([weight] * 3)
    assert (low, high) == pytest.approx((0, 3.689), abs=0.001)


@given(WEIGHTS, st.floats(0.01, 1))
def test_one_more_incident_moves_the_upper_end_up(weights: list[float], one: float) -> None:
    assert weighted_sum_interval([*weights, one])[1] > weighted_sum_interval(weights)[1]


def test_a_higher_confidence_makes_a_wider_interval() -> None:
    (low, high), (lower, higher) = count_interval(7, 0.8), count_interval(7, 0.99)
    assert lower < low < 7 < high < higher


@given(st.integers(1, 500), st.data())
def test_the_interval_of_a_share_holds_it_and_stays_within_nothing_and_all(
    whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, whole))
    low, high = share_interval(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    assert low < high


def test_the_interval_of_a_share_is_wilsons() -> None:
    # E. B. Wilson's own kind of case, as computed by hand: 5 of 10 at z = 1.96.
    assert share_interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert share_interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)


@given(COUNTS, COUNTS)
def test_the_chance_of_a_difference_is_the_same_from_both_sides(now: int, before: int) -> None:
    chance = difference_by_chance(now, before)
    assert 0 <= chance <= 1
    assert chance == pytest.approx(difference_by_chance(before, now))


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [
        (0, 0, "no clear change"), (3, 0, "no clear change"), (5, 0, "no clear change"),
        (6, 0, "more"), (0, 6, "fewer"), (10, 8, "no clear change"), (30, 10, "more"),
        (10, 30, "fewer"),
    ],
)  # fmt: skip
def test_a_change_is_a_word_that_an_exact_test_gives(now: int, before: int, word: str) -> None:
    assert change_word(now, before) == word


def test_the_chance_of_six_against_none_is_two_in_sixty_four() -> None:
    assert difference_by_chance(6, 0) == pytest.approx(2 / 64)


def test_how_long_was_counted_is_taken_into_account() -> None:
    assert change_word(6, 6) == "no clear change"
    assert change_word(6, 6, 1, 6) == "more"
    assert change_word(1, 60, 1, 6) == "fewer"


def test_fewer_than_five_are_few() -> None:
    assert (small(4), small(2, 2), small(5), small(0, 5)) == ("few", "few", "", "")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: count_interval(-1), lambda: weighted_sum_interval([1.1]),
        lambda: weighted_sum_interval([-0.1]), lambda: share_interval(1, 0),
        lambda: share_interval(3, 2), lambda: difference_by_chance(-1, 0),
        lambda: difference_by_chance(1, 0, 0.0),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"below 0|between 0 and 1|no part|above 0"):
        wrong()
