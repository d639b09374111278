"""The spread over resamples: bounds, one seed one result, and pairs that stay pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.evaluate.resamples import figure, resampled

VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@given(VALUES, st.integers(0, 1000))
def test_the_interval_lies_within_the_values(values: list[float], seed: int) -> None:
    of = np.array(values)
    found = figure(of, resampled(of, 200, seed))
    assert found.low <= found.high
    assert of.min() - 1e-9 <= found.low
    assert found.high <= of.max() + 1e-9
    assert of.min() - 1e-9 <= found.value <= of.max() + 1e-9


def test_one_seed_gives_one_result_and_another_another() -> None:
    values = np.linspace(0, 1, 30)
    assert (resampled(values, 100, 7) == resampled(values, 100, 7)).all()
    assert (resampled(values, 100, 7) != resampled(values, 100, 8)).any()


def test_a_difference_that_is_the_same_for_every_strike_has_no_spread() -> None:
    lower = np.random.RandomState(0).random_sample(50)
    both = np.stack([lower + 0.25, lower], axis=1)
    means = resampled(both, 500, 1)
    found = figure(both[:, 0] - both[:, 1], means[:, 0] - means[:, 1])
    assert (found.value, found.low, found.high) == pytest.approx((0.25, 0.25, 0.25))


def test_more_strikes_have_less_spread() -> None:
    few, many = (np.tile([0.0, 1.0], times) for times in (10, 1000))
    spreads = [figure(of, resampled(of, 500, 1)) for of in (few, many)]
    assert spreads[0].high - spreads[0].low > 5 * (spreads[1].high - spreads[1].low)


@pytest.mark.parametrize(
    ("not_above", "not_below", "side"),
    [
        (10, 1990, 1), (1990, 10, -1), (200, 1900, 0), (1990, 1990, 0),
        # One in forty is fifty; as many resamples by another seed could have some twenty more.
        (45, 1955, None), (60, 1940, None), (1955, 45, None),
    ],
)  # fmt: skip
def test_a_difference_is_told_where_another_seed_would_tell_the_same(
    not_above: int, not_below: int, side: int | None
) -> None:
    below, above = 2000 - not_below, 2000 - not_above
    means = np.repeat([-0.01, 0.0004, 0.01], [below, 2000 - below - above, above])
    assert figure(means, means).side == side


def test_an_interval_that_touches_zero_as_printed_tells_nothing() -> None:
    means = np.repeat([0.0004, 0.01], [60, 1940])
    assert figure(means, means).side is None
    assert figure(means, np.full(2000, 0.0004)).side == 0
    assert figure(means, np.full(2000, 0.0006)).side == 1
    assert figure(means, np.full(2000, -0.0006)).side == -1
