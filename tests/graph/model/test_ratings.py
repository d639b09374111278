"""A score is a whole number on its scale; what was not scored is nothing, and adds to nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.model.ratings import CRITERIA, HIGHEST, Band, Scale, total_of

scales = st.integers(0, HIGHEST - 1).flatmap(
    lambda low: st.integers(low + 1, HIGHEST).map(lambda high: Scale(low, high))
)


@pytest.mark.parametrize(
    ("text", "scale"),
    [("1-5", (1, 5)), ("1–10", (1, 10)), (" 0 - 4 ", (0, 4)), ("1 to 5", (1, 5))],
)
def test_a_scale_is_read_as_people_write_it(text: str, scale: tuple[int, int]) -> None:
    assert Scale.parse(text) == Scale(*scale)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no scale such as 1-5"),
        ("five", "'five' is no scale such as 1-5"),
        ("1", "'1' is no scale"),
        ("5-1", "5 to 1 is no scale: the lowest score is below the highest"),
        ("3-3", "3 to 3 is no scale"),
        ("1-1001", "both lie between 0 and 1,000"),
        ("-1-5", "is no scale such as"),
        ("1.5-5", "is no scale such as"),
        ("2026-01-05", "a spreadsheet program made a day of it: use the columns scale_low"),
    ],
)
def test_what_is_no_scale_is_told(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        Scale.parse(text)


@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_a_blank_is_a_score_that_was_not_given(text: str) -> None:
    assert Scale(1, 5).score(text) is None
    assert Scale(0, 5).score(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3.5", "'3.5' is not a whole number from 1 to 5"),
        ("3,5", "is not a whole number"),
        ("three", "is not a whole number"),
        ("-1", "is not a whole number"),
        ("+3", "is not a whole number"),
        ("3 or 4", "is not a whole number"),
        ("٣", "is not a whole number"),
        ("1e0", "is not a whole number"),
        ("n/a", "leave it blank where it is not scored"),
        ("0", "0 is not on the scale from 1 to 5; leave it blank where it is not scored"),
        ("6", "6 is not on the scale from 1 to 5"),
        ("9" * 400, "is not a whole number"),
    ],
)
def test_what_is_no_score_is_told(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        Scale(1, 5).score(text)


def test_a_band_is_a_third_of_the_scale() -> None:
    words = {score: Scale(1, 5).band(score).value for score in range(1, 6)}
    assert words == {1: "low", 2: "low", 3: "middle", 4: "high", 5: "high"}
    ten = "".join(Scale(1, 10).band(score).value[0] for score in range(1, 11))
    assert ten == "lllmmmmhhh"


@given(scales)
def test_the_ends_of_a_scale_are_low_and_high_and_a_band_never_falls(scale: Scale) -> None:
    order = [Band.LOW, Band.MIDDLE, Band.HIGH]
    assert (scale.band(scale.low), scale.band(scale.high)) == (Band.LOW, Band.HIGH)
    places = [
        order.index(scale.band(score))
        for score in range(scale.low, scale.high + 1, max(1, (scale.high - scale.low) // 50))
    ]
    assert places == sorted(places)


@given(scales, st.data())
def test_a_total_of_six_times_one_score_lies_in_the_band_of_that_score(
    scale: Scale, data: st.DataObject
) -> None:
    score = data.draw(st.integers(scale.low, scale.high))
    assert scale.band_of_total(6 * score) == scale.band(score)


@given(st.lists(st.none() | st.integers(0, 9), min_size=6, max_size=6))
def test_there_is_a_total_just_where_all_six_are_scored(scores: list[int | None]) -> None:
    total = total_of(scores)
    assert (total is None) == (None in scores)
    if total is not None:
        assert total == sum(filter(None, scores))


def test_fewer_than_six_scores_have_no_total() -> None:
    assert total_of([3] * (len(CRITERIA) - 1)) is None
    assert total_of([]) is None
