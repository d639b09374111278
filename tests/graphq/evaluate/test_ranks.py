"""Hits and reciprocal ranks among equals: what is expected over every order of the equals."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.evaluate.ranks import HITS, MEASURES, above_and_equal, expected

SCORES = st.lists(st.integers(0, 3), min_size=1, max_size=6)


def figures(scores: list[int], right: int, among: list[bool] | None = None) -> dict[str, float]:
    meant = np.array(among if among is not None else [True] * len(scores))
    places = above_and_equal(np.array([scores], dtype=float), right, meant)
    return dict(zip(MEASURES, expected(places)[0].tolist(), strict=True))


def over_every_order(scores: list[int], right: int) -> dict[str, float]:
    """The same by trying out every order in which the best do not stand below others."""
    orders = [
        order
        for order in permutations(range(len(scores)))
        if all(scores[one] >= scores[other] for one, other in pairwise(order))
    ]
    places = [order.index(right) + 1 for order in orders]
    hits = {f"hits{most}": sum(place <= most for place in places) / len(places) for most in HITS}
    return {**hits, "mrr": float(sum(Fraction(1, place) for place in places) / len(places))}


@given(SCORES, st.data())
def test_figures_are_those_of_every_order_of_the_equals(
    scores: list[int], data: st.DataObject
) -> None:
    right = data.draw(st.integers(0, len(scores) - 1))
    assert figures(scores, right) == pytest.approx(over_every_order(scores, right))


@given(SCORES, st.data())
def test_the_order_in_which_facilities_are_given_does_not_matter(
    scores: list[int], data: st.DataObject
) -> None:
    right = data.draw(st.integers(0, len(scores) - 1))
    order = data.draw(st.permutations(range(len(scores))))
    assert figures([scores[place] for place in order], order.index(right)) == figures(scores, right)


@given(st.integers(1, 200))
def test_a_ranking_that_says_nothing_gets_what_chance_gives(facilities: int) -> None:
    found = figures([0] * facilities, 0)
    for most in HITS:
        assert found[f"hits{most}"] == pytest.approx(min(most / facilities, 1))
    assert found["mrr"] == pytest.approx(
        sum(1 / place for place in range(1, facilities + 1)) / facilities
    )


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.data())
def test_figures_lie_between_nothing_and_one_and_hits_grow(
    scores: list[int], data: st.DataObject
) -> None:
    right = data.draw(st.integers(0, len(scores) - 1))
    found = [figures(scores, right)[name] for name in MEASURES]
    assert all(0 <= value <= 1 for value in found)
    assert found[:-1] == sorted(found[:-1])
    assert found[-1] >= found[0]


def test_only_those_meant_are_ranked() -> None:
    assert figures([3, 2, 1], 2)["mrr"] == pytest.approx(1 / 3)
    assert figures([3, 2, 1], 2, [False, True, True])["mrr"] == pytest.approx(1 / 2)
    assert figures([3, 2, 1], 2, [False, False, True])["hits1"] == 1
