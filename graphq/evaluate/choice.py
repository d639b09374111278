"""Weights chosen on the strikes before a day, and never on those from then on.

What always holds here: the weights tried are a coarse grid over all ways to share out one whole
among the parts; of those that cannot be told from the best, the ones closest to equal are chosen,
since a few strikes would otherwise choose by luck. One seed gives one choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from graphq.evaluate.facts import LikenessFacts
from graphq.evaluate.ranks import MEASURES, expected
from graphq.evaluate.replay import PARTS
from graphq.evaluate.resamples import INSIDE, resampled
from graphq.evaluate.tasks import FIRST, Setting, Strike, rank

SHARES: Final = 5
"""Into how many equal shares the whole is cut."""
FEWEST: Final = 10
"""First strikes before the day without which nothing is chosen."""
_AT_ONCE: Final = 21

Weights = tuple[float, ...]


@dataclass(frozen=True)
class Choice:
    """The weights chosen, those that stood highest, and on how many strikes."""

    chosen: Weights
    highest: Weights
    tried: int
    tied: int
    """How many of those tried cannot be told from the highest, itself among them."""
    strikes: int


def grid(shares: int = SHARES) -> list[Weights]:
    """Every way to share out one whole among the parts of likeness, in so many equal shares."""
    return [tuple(part / shares for part in cut) for cut in _cuts(shares, len(PARTS))]


def _cuts(shares: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (shares,)
        return
    for first in range(shares + 1):
        for rest in _cuts(shares - first, parts - 1):
            yield (first, *rest)


def choose(
    facts: LikenessFacts,
    before: date,
    asked: Sequence[Strike],
    setting: Setting,
    resamples: int,
    seed: int,
    progress: Callable[[int], None] = lambda done: None,
) -> Choice | None:
    """Choose by the mean reciprocal rank of first strikes before the day.

    A strike on what was struck before needs no likeness: its own history tells. Returns None where
    fewer than FEWEST such strikes can be asked about. `progress` is told of strikes done, so many
    for each of `rounds()`.
    """
    those = [strike for strike in asked if strike.day < before]
    tried = grid()
    columns = []
    for begin in range(0, len(tried), _AT_ONCE):
        some = {str(weights): weights for weights in tried[begin : begin + _AT_ONCE]}
        ranked = rank(facts, those, some, setting, progress).of[FIRST]
        columns.append(expected(ranked.places)[:, : len(some), MEASURES.index("mrr")])
    ranks = np.concatenate(columns, axis=1)
    if len(ranks) < FEWEST:
        return None
    means = np.round(ranks.mean(axis=0), 6)
    best = min(np.flatnonzero(means == means.max()), key=lambda place: _unequal(tried[place]))
    behind = ranks[:, [best]] - ranks
    low = np.percentile(resampled(behind, resamples, seed), (100 - INSIDE) / 2, axis=0)
    tied = [tried[place] for place in np.flatnonzero(low <= 0)]
    return Choice(min(tied, key=_unequal), tried[best], len(tried), len(tied), len(ranks))


def rounds() -> int:
    """How often the strikes are gone through for a choice."""
    return -(-len(grid()) // _AT_ONCE)


def _unequal(weights: Weights) -> tuple[float, Weights]:
    return round(sum(weight * weight for weight in weights), 9), weights
