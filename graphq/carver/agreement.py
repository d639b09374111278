"""How far the assessors of a CARVER matrix agree: the range of each criterion, and a coefficient.

What always holds here: only scores on one scale are held against one another, of each person only
the last, and nobody against himself. Nothing is averaged but how far two of them are apart. A
coefficient is given only where enough was scored by two.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graphq.carver.scored import Rating
from graphq.graph.model.ratings import CRITERIA, NOT_SCORED, Scale
from graphq.graph.read.names import name_key

ALPHA_CELLS: Final = 12
"""Cells that two assessors at least have scored, below which Krippendorff's alpha says nothing."""
ALPHA_MEANS: Final = (
    "Krippendorff's alpha: 1 where all agree, 0 where they agree no more than by chance, below 0 "
    "where they agree less than that"
)


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest and the highest score that a criterion was given, and by how many assessors."""

    criterion: str
    low: int | None
    high: int | None
    assessors: int

    @property
    def text(self) -> str:
        """The range in words."""
        if self.low is None:
            return NOT_SCORED
        if self.assessors == 1:
            return f"{self.low} (scored once)"
        return f"{self.low} (all)" if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the assessors of one facility on one scale agree; of each the last one counts."""

    target_id: str
    target: str
    scale: Scale
    assessors: tuple[tuple[str, ...], ...]
    """Whoever judged, and whoever judged together."""
    spreads: tuple[Spread, ...]
    difference: float | None
    """How far two of them are apart on average, in points of the scale."""

    @property
    def text(self) -> str:
        """The agreement in one sentence."""
        number, together = len(self.assessors), any(len(names) > 1 for names in self.assessors)
        if number == 1:
            return "assessors who judged together" if together else "one assessor"
        told = f"{number} assessors{' or groups of them' if together else ''}"
        if self.difference is None:
            return f"{told}, who scored no criterion in common"
        return f"{told}, {self.difference:.1f} points apart on average"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """Krippendorff's alpha of all that was scored on one scale, where there is enough of it."""

    scale: Scale
    cells: int
    alpha: float | None

    @property
    def text(self) -> str:
        """The coefficient, or why there is none."""
        if self.cells < ALPHA_CELLS:
            return (
                "no coefficient of agreement; cells that two assessors or more have scored: "
                f"{self.cells}, and it takes {ALPHA_CELLS}"
            )
        if self.alpha is None:
            return "no coefficient of agreement, since all scores are the same"
        return f"alpha {self.alpha:.2f}, from {self.cells} cells that two assessors or more scored"


def agreements(columns: Sequence[Rating]) -> tuple[Agreement, ...]:
    """One for each facility and scale, in alphabetical order."""
    found: dict[tuple[str, Scale], list[Rating]] = {}
    for column in columns:
        found.setdefault((column.target_id, column.scale), []).append(column)
    made = []
    for (key, scale), given in found.items():
        last = _last_of_each(given)
        apart: list[int] = []
        spreads = []
        for at, criterion in enumerate(CRITERIA):
            scores = [score for column in last if (score := column.cells[at].score) is not None]
            apart += [abs(one - other) for one, other in itertools.combinations(scores, 2)]
            low, high = (min(scores), max(scores)) if scores else (None, None)
            spreads.append(Spread(criterion, low, high, len(scores)))
        made.append(
            Agreement(
                target_id=key,
                target=given[0].target,
                scale=scale,
                assessors=tuple(column.assessors for column in last),
                spreads=tuple(spreads),
                difference=sum(apart) / len(apart) if apart else None,
            )
        )
    made.sort(key=lambda one: (name_key(one.target), one.target_id, one.scale))
    return tuple(made)


def _last_of_each(columns: Iterable[Rating]) -> list[Rating]:
    """The last of each assessor, alone or with others: nobody is held against himself."""
    last: list[Rating] = []
    told: set[str] = set()
    by_day = sorted(columns, key=lambda column: (column.date, column.assessment_id), reverse=True)
    for column in by_day:
        people = _people(column)
        if told.isdisjoint(people):
            told |= people
            last.append(column)
    return sorted(last, key=lambda column: sorted(_people(column)))


def _people(column: Rating) -> frozenset[str]:
    return frozenset(map(name_key, column.assessors))


def coefficients(columns: Sequence[Rating]) -> tuple[Coefficient, ...]:
    """One for each scale on which two assessors have scored anything."""
    found: dict[Scale, dict[str, list[Rating]]] = {}
    for column in columns:
        found.setdefault(column.scale, {}).setdefault(column.target_id, []).append(column)
    made = []
    for scale, targets in sorted(found.items()):
        if len({_people(column) for given in targets.values() for column in given}) < 2:
            continue
        cells = [
            scores
            for given in targets.values()
            for at in range(len(CRITERIA))
            if len(
                scores := [
                    score
                    for column in _last_of_each(given)
                    if (score := column.cells[at].score) is not None
                ]
            )
            > 1
        ]
        enough = len(cells) >= ALPHA_CELLS
        made.append(Coefficient(scale, len(cells), krippendorff(cells) if enough else None))
    return tuple(made)


def krippendorff(cells: Iterable[Sequence[int]]) -> float | None:
    """Krippendorff's alpha for differences between numbers; none where all numbers are the same.

    Each cell holds what its assessors gave; one with a single score tells nothing. The difference
    of two scores counts squared, since the sum of the six counts them as numbers as well.
    """
    pairable = [scores for scores in cells if len(scores) > 1]
    values = [score for scores in pairable for score in scores]
    number = len(values)
    expected = sum((one - other) ** 2 for one, other in itertools.combinations(values, 2))
    if not expected:
        return None
    observed = sum(
        sum((one - other) ** 2 for one, other in itertools.combinations(scores, 2))
        / (len(scores) - 1)
        for scores in pairable
    )
    return 1 - (number - 1) * observed / expected
