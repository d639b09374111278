"""Intervals and tests for small counts: which rates fit a number, and what chance alone gives.

What always holds here: an interval holds the number it is about, and its ends are plain floats; a
confidence is the share of such intervals that hold the true value, 0.95 unless it is said
otherwise. It is no share of further counts: chance moves these as well, so that more of them fall
outside. Exact methods are taken, since the counts are small.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Final

from graphq.cypher.reckon.chance import binomial_tails, gamma_quantile

CONFIDENCE: Final = 0.95
UNLIKELY: Final = 0.05
"""Below this a difference is called one: chance alone would give as much in one of twenty cases."""
FEW: Final = 5
"""Fewer incidents than this are few: the interval of four reaches from one to ten."""

UNCLEAR: Final = "no clear change"
"""What is said of two counts that chance alone may well part so far."""

Interval = tuple[float, float]


def count_interval(count: int, confidence: float = CONFIDENCE) -> Interval:
    """The exact interval of the mean of which a count is one draw.

    F. Garwood, “Fiducial limits for the Poisson distribution”, Biometrika 28 (1936), 437-442.
    Raises ValueError for a count below 0.
    """
    return weighted_interval(count, count, 1.0, confidence)


def weighted_sum_interval(weights: Sequence[float], confidence: float = CONFIDENCE) -> Interval:
    """The interval of the mean of a sum of incidents, each counted by a weight of 0 to 1.

    The gamma interval, which is Garwood's where every weight is 1. M. P. Fay and E. J. Feuer,
    “Confidence intervals for directly standardized rates: a method based on the gamma
    distribution”, Statistics in Medicine 16 (1997), 791-801. What one more incident could weigh is
    taken to be 1, the largest weight there is, so that the upper end is on the safe side.
    Raises ValueError for a weight outside 0 to 1.
    """
    if any(not 0 <= weight <= 1 for weight in weights):
        raise ValueError("a weight is not between 0 and 1")
    total, squares = math.fsum(weights), math.fsum(weight * weight for weight in weights)
    return weighted_interval(total, squares, 1.0, confidence)


def weighted_interval(
    total: float, variance: float, largest: float = 1.0, confidence: float = CONFIDENCE
) -> Interval:
    """The gamma interval of Fay and Feuer from a weighted sum and the sum of squared weights.

    `largest` is the largest weight that one more could have had. Raises ValueError below 0.
    """
    if total < 0 or variance < 0:
        raise ValueError("a count cannot be below 0")
    tail = (1 - confidence) / 2
    low = 0.0
    # Of weights as small as 1e-163 the squares are 0; the lower end is 0 as well then.
    if variance > 0:
        low = gamma_quantile(total * total / variance, tail) * variance / total
    more, spread = total + largest, variance + largest * largest
    high = gamma_quantile(more * more / spread, 1 - tail) * spread / more
    return low, high


def share_interval(part: int, whole: int, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's interval of a share, which stays between 0 and 1 and is right for few as well.

    E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, Journal of
    the American Statistical Association 22 (1927), 209-212.
    Raises ValueError unless 0 <= part <= whole and whole is above 0.
    """
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"{part} is no part of {whole}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, room = part / whole, z * z / whole
    middle = (share + room / 2) / (1 + room)
    half = z / (1 + room) * math.sqrt(share * (1 - share) / whole + room / (4 * whole))
    # In the last digit an end can fall on the wrong side of the share, or of 0 and 1.
    low, high = max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))
    return (0.0 if part == 0 else low), (1.0 if part == whole else high)


def difference_by_chance(
    now: int, before: int, exposure_now: float = 1.0, exposure_before: float = 1.0
) -> float:
    """How likely chance alone gives two counts at least so far apart: the two-sided p-value.

    The exact conditional test: if both had one rate, the later count among all would be binomial.
    J. Przyborowski and H. Wilenski, “Homogeneity of results in testing samples from Poisson
    series”, Biometrika 31 (1940), 313-323. The exposures are how long each was counted over. The
    smaller of the two tails is doubled, which is never on the bold side.
    Raises ValueError for a count below 0 or an exposure that is not above 0.
    """
    if now < 0 or before < 0:
        raise ValueError("a count cannot be below 0")
    if exposure_now <= 0 or exposure_before <= 0:
        raise ValueError("a time must be above 0 to be counted over")
    if now + before == 0:
        return 1.0
    share = exposure_now / (exposure_now + exposure_before)
    return min(1.0, 2 * min(binomial_tails(now, now + before, share)))


def change_word(
    now: int, before: int, exposure_now: float = 1.0, exposure_before: float = 1.0
) -> str:
    """`more`, `fewer` or `no clear change`: what the exact test on two counts says at 0.05."""
    if difference_by_chance(now, before, exposure_now, exposure_before) >= UNLIKELY:
        return UNCLEAR
    return "more" if now / exposure_now > before / exposure_before else "fewer"


def small(*counts: int) -> str:
    """`few` where all the counts together are fewer than five, otherwise nothing."""
    return "few" if sum(counts) < FEW else ""
