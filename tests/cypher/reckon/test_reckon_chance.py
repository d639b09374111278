"""The distributions are scipy's to nine digits, and right where scipy's digits end."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import bdtr, bdtrc, gammainc, gammaincinv

from graphq.cypher.reckon.chance import binomial_tails, gamma_below, gamma_quantile

COUNTS = st.integers(0, 5000)
SHARES = st.floats(0.001, 0.999)
SHAPES = st.one_of(st.floats(0.5, 50), st.floats(50, 5000), st.integers(1, 5000).map(float))
CHANCES = st.one_of(st.sampled_from([0.005, 0.025, 0.1, 0.9, 0.975, 0.995]), SHARES)


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-200)


@given(SHAPES, CHANCES)
def test_a_quantile_of_the_gamma_distribution_is_scipys(shape: float, chance: float) -> None:
    assert gamma_quantile(shape, chance) == near(float(gammaincinv(shape, chance)))


@given(SHAPES, st.floats(0.01, 4))
def test_the_gamma_distribution_is_scipys(shape: float, of_its_mean: float) -> None:
    at = shape * of_its_mean
    assert gamma_below(shape, at) == near(float(gammainc(shape, at)))


@given(COUNTS, COUNTS, SHARES)
def test_the_tails_of_the_binomial_are_scipys(count: int, more: int, share: float) -> None:
    at_most, at_least = binomial_tails(count, count + more, share)
    assert at_most == near(float(bdtr(count, count + more, share)))
    assert at_least == near(1.0 if count == 0 else float(bdtrc(count - 1, count + more, share)))


@given(st.integers(1, 60), st.data(), SHARES)
def test_the_tails_are_sums_of_what_is_counted_out(
    trials: int, data: st.DataObject, share: float
) -> None:
    count = data.draw(st.integers(0, trials))
    each = [
        math.comb(trials, one) * share**one * (1 - share) ** (trials - one)
        for one in range(trials + 1)
    ]
    at_most, at_least = binomial_tails(count, trials, share)
    assert at_most == pytest.approx(math.fsum(each[: count + 1]), rel=1e-11)
    assert at_least == pytest.approx(math.fsum(each[count:]), rel=1e-11)


def test_large_counts_keep_their_digits() -> None:
    # Worked out to forty digits by mpmath; scipy's are off in the tenth.
    assert binomial_tails(47881, 96976, 0.5)[0] == pytest.approx(4.905125191836876e-05, rel=1e-12)
    assert gamma_below(999781.3535430067, 995035.6452083818) == pytest.approx(1e-6, rel=1e-11)


def test_a_quantile_is_where_the_distribution_has_that_chance() -> None:
    for shape in (0.1, 0.3, 1.0, 700.0, 1e6):
        for chance in (1e-9, 0.025, 0.975, 1 - 1e-9):
            assert gamma_below(shape, gamma_quantile(shape, chance)) == pytest.approx(chance)
