"""The spread of a mean over resamples of the strikes that it is the mean of.

What always holds here: one seed gives the same resamples for every ranking, so differences are of
the same strikes; the stream of random numbers is one that numpy keeps as it is for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graphq.cypher.reckon.chance import is_below
from graphq.evaluate.ranks import Floats

INSIDE: Final = 95
"""Of a hundred resamples, how many lie within the interval that is told."""
DECIMALS: Final = 3
"""To how many decimals a difference is printed."""
_AT_ONCE: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean, with the interval in which it lies for 95 of 100 resamples."""

    value: float
    low: float
    high: float
    side: int | None
    """1 where the interval is above 0, -1 where below, 0 where it holds 0, as printed; none where
    it is too close to say, since as many other resamples could well tell otherwise."""


def resampled(values: Floats, resamples: int, seed: int) -> Floats:
    """The means of so many resamples: values have one row a strike; the result one a resample."""
    strikes = len(values)
    stream = np.random.RandomState(seed)
    flat = values.reshape(strikes, -1)
    means = np.empty((resamples, flat.shape[1]))
    step = max(1, _AT_ONCE // strikes)
    for begin in range(0, resamples, step):
        end = min(begin + step, resamples)
        drawn = stream.randint(0, strikes, size=(end - begin, strikes))
        times = np.stack([np.bincount(row, minlength=strikes) for row in drawn])
        means[begin:end] = times @ flat / strikes
    return means.reshape(resamples, *values.shape[1:])


def figure(values: Floats, means: Floats) -> Figure:
    """The mean of one value a strike, and its spread from the means of resamples."""
    outside = (100 - INSIDE) / 2
    low, high = np.percentile(means, [outside, 100 - outside])
    printed = np.round(means, DECIMALS)
    above, below = (
        is_below(int(np.count_nonzero(beyond)), len(means), outside / 100)
        for beyond in (printed <= 0, printed >= 0)
    )
    side = 1 if above else -1 if below else 0 if (above, below) == (False, False) else None
    return Figure(float(values.mean()), float(low), float(high), side)
