"""How chance spreads small counts: tails of the binomial, and quantiles of the gamma distribution.

What always holds here: results are right to at least ten digits, from counts of nothing to millions
of them. Probabilities are taken from the saddle point, since the logarithms of large factorials,
one less the other, would leave no digits: C. Loader, “Fast and accurate computation of binomial
probabilities” (2000).
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

_ENOUGH: Final = 1e-17
"""What is so much smaller than the sum it is added to changes nothing."""
_TINY: Final = 1e-300
_CLOSE: Final = 0.1
_STEPS: Final = 200
_DIGITS: Final = 1e-14
_SURE: Final = 0.0005
"""How seldom a simulation may say on which side of a bound a chance lies, and be wrong."""


def binomial_tails(count: int, trials: int, share: float) -> tuple[float, float]:
    """How likely at most, and at least, so many of the trials succeed, each with that chance.

    `share` is above 0 and below 1, and 0 <= count <= trials.
    """
    here = _binomial(count, trials, share)
    odds = share / (1 - share)
    below, above, term = 0.0, 0.0, here
    if count <= trials * share:
        for fewer in range(count, 0, -1):
            term *= fewer / ((trials - fewer + 1) * odds)
            below += term
            if term <= below * _ENOUGH:
                break
        return below + here, 1 - below
    for more in range(count, trials):
        term *= (trials - more) * odds / (more + 1)
        above += term
        if term <= above * _ENOUGH:
            break
    return 1 - above, above + here


def is_below(count: int, trials: int, share: float) -> bool | None:
    """Whether what came about in so many of the trials has a chance below the share.

    None where the trials are too few to say: as many could well have come about on either side.
    """
    if not trials:
        return None
    at_most, at_least = binomial_tails(count, trials, share)
    if at_most < _SURE:
        return True
    return False if at_least < _SURE else None


def gamma_quantile(shape: float, chance: float) -> float:
    """What a gamma-distributed number of that shape and scale 1 is below, with that chance.

    Newton's method from the approximation of E. B. Wilson and M. M. Hilferty, “The distribution of
    chi-square”, Proceedings of the National Academy of Sciences 17 (1931), 684-688; between ends
    that hold the result, so that it cannot run away. `chance` is above 0 and below 1; `shape` above
    0.1, as that of any sum of weights is: far below, what is found is too small to be written.
    """
    spread = 1 / (9 * shape)
    cube = 1 - spread + NormalDist().inv_cdf(chance) * math.sqrt(spread)
    low, high = 0.0, math.inf
    at = shape * cube**3 if cube > 0 else (chance * math.gamma(shape + 1)) ** (1 / shape)
    for _ in range(_STEPS):
        missed = gamma_below(shape, at) - chance
        low, high = (at, high) if missed < 0 else (low, at)
        slope = _poisson(shape, at) * shape / at
        then = at - missed / slope if slope > 0 else low
        if not low < then < high:
            then = (low + high) / 2 if high < math.inf else 2 * at
        if abs(then - at) <= _DIGITS * at:
            return then
        at = then
    return at


def gamma_below(shape: float, at: float) -> float:
    """How likely a gamma-distributed number of that shape and scale 1 is below that.

    A series below its mean and a continued fraction, by Lentz, above: W. H. Press and others,
    “Numerical Recipes” (3rd edition, 2007), section 6.2. Both arguments are above 0.
    """
    begin = _poisson(shape, at)
    if at < shape + 1:
        total, term, divisor = 1.0, 1.0, shape
        while term > total * _ENOUGH:
            divisor += 1
            term *= at / divisor
            total += term
        return begin * total
    b = at + 1 - shape
    c, d = 1 / _TINY, 1 / b
    product, step, change = d, 0, 0.0
    while abs(change - 1) > _DIGITS:
        step += 1
        a = -step * (step - shape)
        b += 2
        d = 1 / (a * d + b or _TINY)
        c = b + a / c or _TINY
        change = d * c
        product *= change
    return 1 - begin * shape * product


def _binomial(count: int, trials: int, share: float) -> float:
    """The probability of exactly so many."""
    if count == 0:
        return math.exp(trials * math.log1p(-share))
    if count == trials:
        return math.exp(trials * math.log(share))
    left = trials - count
    surprise = (
        _stirling(trials) - _stirling(count) - _stirling(left)
        - _deviance(count, trials * share) - _deviance(left, trials * (1 - share))
    )  # fmt: skip
    return math.exp(surprise) * math.sqrt(trials / (2 * math.pi * count * left))


def _poisson(count: float, mean: float) -> float:
    """`mean ** count * exp(-mean) / gamma(count + 1)`: of a whole count, Poisson's probability."""
    surprise = -_stirling(count) - _deviance(count, mean)
    return math.exp(surprise) / math.sqrt(2 * math.pi * count)


def _stirling(count: float) -> float:
    """What Stirling's formula leaves out of the logarithm of a factorial."""
    if count < 16:
        return math.lgamma(count + 1) - (
            (count + 0.5) * math.log(count) - count + math.log(2 * math.pi) / 2
        )
    square = count * count
    tail = 1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square
    return (1 / 12 - (1 / 360 - tail / square) / square) / count


def _deviance(count: float, mean: float) -> float:
    """`count * log(count / mean) + mean - count`, also right where the two are close."""
    apart = (count - mean) / (count + mean)
    if abs(apart) >= _CLOSE:
        return count * math.log(count / mean) + mean - count
    total, term, power = (count - mean) * apart, 2 * count * apart, 1
    while True:
        term *= apart * apart
        power += 2
        more = total + term / power
        if more == total:
            return total
        total = more
