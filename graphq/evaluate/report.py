"""What the evaluation says: figures by years and kind of strike, and what can be told apart.

What always holds here: only means over strikes are told, each with its spread; no facility, and no
ranking of facilities. Two rankings are compared on the same strikes in the same resamples. What was
chosen on some strikes is not measured on them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from graphq.evaluate.ranks import HITS, MEASURES, Floats, expected
from graphq.evaluate.resamples import Figure, figure, resampled
from graphq.evaluate.tasks import BASELINES, FIRST, KINDS, MOST_OFTEN, RANDOM, Outcome

LIKENESS: Final = "likeness"
FEW: Final = 100
"""Strikes below which they are said to be few."""
_MRR: Final = MEASURES.index("mrr")


@dataclass(frozen=True)
class Standing:
    """How high the facilities struck next stood in one ranking."""

    ranking: str
    hits: Mapping[int, Figure]
    mrr: Figure


@dataclass(frozen=True)
class Difference:
    """By how much one mean reciprocal rank is above another, on the same strikes."""

    of: str
    against: str
    mrr: Figure


@dataclass(frozen=True)
class TaskGroup:
    """The strikes of some years and one kind."""

    years: str
    strikes: str
    count: int
    fewest: int
    """The fewest facilities that one of them was ranked among."""
    most: int
    standings: tuple[Standing, ...]
    differences: tuple[Difference, ...]
    """Likeness against the best baseline and against chance; weights chosen against likeness."""
    parts: tuple[Difference, ...]
    """Likeness against likeness without one part."""


@dataclass(frozen=True)
class Period:
    """Some years: what they are called, and which days are of them."""

    years: str
    holds: Callable[[date], bool]
    chosen_on: bool
    """Whether weights may have been chosen on these years."""


def periods(split: date, told: str) -> tuple[Period, Period]:
    """The years before the day, and those from then on."""
    return (
        Period(f"before {told}", lambda day: day < split, chosen_on=True),
        Period(f"from {told}", lambda day: day >= split, chosen_on=False),
    )


def groups(
    outcome: Outcome,
    parts: Mapping[str, str],
    chosen: Collection[str],
    split: tuple[Period, Period],
    resamples: int,
    seed: int,
) -> tuple[TaskGroup, ...]:
    """The figures of each period and kind of strike that has any.

    `parts` names, for each part of likeness, the ranking that goes without it, and `chosen` the
    rankings by weights that were chosen on the years before the split.
    """
    found = []
    for kind in KINDS:
        ranked = outcome.of[kind]
        measures = expected(ranked.places)
        for period in split:
            those = np.array([period.holds(day) for day in ranked.days], dtype=np.bool_)
            if not those.any():
                continue
            of_group = _Measured(outcome.rankings, measures[those], resamples, seed)
            left_out = {*parts.values(), *(chosen if period.chosen_on else ())}
            # What was never struck was never struck most, so on first strikes it is chance.
            left_out |= {MOST_OFTEN} if kind == FIRST else set()
            shown = [name for name in outcome.rankings if name not in left_out]
            among = ranked.among[those]
            found.append(
                TaskGroup(
                    years=period.years,
                    strikes=kind,
                    count=int(those.sum()),
                    fewest=int(among.min()),
                    most=int(among.max()),
                    standings=tuple(map(of_group.standing, shown)),
                    differences=tuple(of_group.differences(shown)),
                    parts=tuple(
                        of_group.difference(LIKENESS, without, part)
                        for part, without in parts.items()
                    ),
                )
            )
    return tuple(found)


class _Measured:
    """The measures of some strikes, with their resamples."""

    def __init__(
        self, rankings: tuple[str, ...], measures: Floats, resamples: int, seed: int
    ) -> None:
        self._rankings = rankings
        self._measures = measures
        self._means = resampled(measures, resamples, seed)

    def standing(self, name: str) -> Standing:
        of = self._rankings.index(name)
        figures = [
            figure(self._measures[:, of, place], self._means[:, of, place])
            for place in range(len(MEASURES))
        ]
        return Standing(name, dict(zip(HITS, figures[:_MRR], strict=True)), figures[_MRR])

    def difference(self, one: str, other: str, told: str = "") -> Difference:
        a, b = self._rankings.index(one), self._rankings.index(other)
        return Difference(
            one,
            told or other,
            figure(
                self._measures[:, a, _MRR] - self._measures[:, b, _MRR],
                self._means[:, a, _MRR] - self._means[:, b, _MRR],
            ),
        )

    def differences(self, shown: Sequence[str]) -> list[Difference]:
        best = max((name for name in BASELINES if name in shown), key=self._mrr)
        others = [name for name in shown if name not in {LIKENESS, *BASELINES}]
        return [
            *(self.difference(LIKENESS, name) for name in dict.fromkeys((best, RANDOM))),
            *(self.difference(name, LIKENESS) for name in others),
        ]

    def _mrr(self, name: str) -> float:
        return float(self._measures[:, self._rankings.index(name), _MRR].mean())
