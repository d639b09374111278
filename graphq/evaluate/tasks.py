"""The strikes on record as questions with known answers: which facility was struck next?

What always holds here: a strike is ranked by what had surely happened on the day before the first
day that its date can mean; nothing later has any part in it. Facilities struck on the same day are
left out of each other's ranking, neither right nor wrong. Placeholders are no strikes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from graphq.evaluate.facts import LikenessFacts
from graphq.evaluate.likeness import DECIMALS, Likeness
from graphq.evaluate.places import kilometres
from graphq.evaluate.ranks import Floats, Ints, above_and_equal
from graphq.evaluate.replay import Replay

SAME_TYPE: Final = "same type"
NEAREST: Final = "nearest"
MOST_OFTEN: Final = "most often struck"
RANDOM: Final = "random"
BASELINES: Final = (SAME_TYPE, NEAREST, MOST_OFTEN, RANDOM)

EVERY: Final = "every strike"
FIRST: Final = "first strikes"
KINDS: Final = (EVERY, FIRST)
"""First strikes are those on facilities not struck before, ranked among such facilities alone."""

_BEYOND: Final = 1e6


@dataclass(frozen=True, slots=True)
class Strike:
    """One strike on a facility: the first day that it can mean, and the facility's row."""

    day: date
    row: int


@dataclass(frozen=True)
class Ranked:
    """Where the right facility stood, for each strike asked about, in each ranking.

    `places` has a strike, a ranking and the pair of how many stand above and how many equal.
    """

    days: tuple[date, ...]
    among: Ints
    """How many facilities each strike was ranked among."""
    places: Ints


@dataclass(frozen=True)
class Outcome:
    """The rankings by name in their order, and what became of every kind of strike."""

    rankings: tuple[str, ...]
    of: Mapping[str, Ranked]
    unasked: int
    """Strikes before which none is known."""
    facilities: int


@dataclass(frozen=True)
class Setting:
    """How likeness is computed: as `similar-targets` does, over so many precedents."""

    near_km: float
    scale_km: float
    precedents: int


def strikes_of(facts: LikenessFacts) -> list[Strike]:
    """Every strike, in the order of days and of the facilities' ids."""
    row_of = {facility.id: row for row, facility in enumerate(facts.facilities)}
    events = {event.id: event for event in facts.events}
    found = [
        Strike(events[event].first, row_of[facility])
        for event, facility in facts.strikes
        if not events[event].placeholder
    ]
    return sorted(found, key=lambda strike: (strike.day, strike.row))


def rank(
    facts: LikenessFacts,
    asked: Iterable[Strike],
    weightings: Mapping[str, Sequence[float]],
    setting: Setting,
    progress: Callable[[int], None] = lambda done: None,
) -> Outcome:
    """Rank the facility of each strike by what was known before it.

    Rankings are the weightings, each in the order of PARTS, and the BASELINES.
    `progress` is told of each strike that is done.
    """
    replay = Replay(facts, setting.near_km, setting.scale_km, surely=True)
    weights = np.array(list(weightings.values()), dtype=np.float64)
    likeness = Likeness(replay, weights, setting.precedents)
    nearest = _Nearest(replay)
    struck_on: dict[date, set[int]] = {}
    for strike in strikes_of(facts):
        struck_on.setdefault(strike.day, set()).add(strike.row)
    by_day: dict[date, list[int]] = {}
    for strike in asked:
        by_day.setdefault(strike.day, []).append(strike.row)
    found: dict[str, list[tuple[date, int, Ints]]] = {kind: [] for kind in KINDS}
    unasked = 0
    for day in sorted(by_day):
        likeness.advance(day - timedelta(days=1))
        times = replay.times_struck()
        if not times.any():
            unasked += len(by_day[day])
            progress(len(by_day[day]))
            continue
        scores = _scores(likeness.now(), replay.struck_of_its_kind(), nearest.now(), times)
        others = np.ones(len(times), dtype=np.bool_)
        others[sorted(struck_on[day])] = False
        for row in sorted(by_day[day]):
            among = others.copy()
            among[row] = True
            for kind in KINDS if times[row] == 0 else (EVERY,):
                those = among & (times == 0) if kind == FIRST else among
                found[kind].append((day, int(those.sum()), above_and_equal(scores, row, those)))
            progress(1)
    return Outcome(
        rankings=(*weightings, *BASELINES),
        of={kind: _ranked(rows, len(weightings) + len(BASELINES)) for kind, rows in found.items()},
        unasked=unasked,
        facilities=len(facts.facilities),
    )


def _scores(likeness: Floats, of_its_kind: Ints, nearness: Floats, times: Ints) -> Floats:
    """One row a ranking: the weightings, then the BASELINES in their order."""
    return np.vstack([likeness, of_its_kind, nearness, times, np.zeros(len(times))])


def _ranked(rows: list[tuple[date, int, Ints]], rankings: int) -> Ranked:
    return Ranked(
        days=tuple(day for day, _, _ in rows),
        among=np.array([among for _, among, _ in rows], dtype=np.int64),
        places=np.array([places for _, _, places in rows], dtype=np.int64).reshape(-1, rankings, 2),
    )


class _Nearest:
    """How near each facility is to the nearest other one that has been struck so far."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._seen = np.zeros(len(replay.columns), dtype=np.bool_)
        self._nearness: Floats = np.full(len(replay.points), -_BEYOND)

    def now(self) -> Floats:
        """The nearer the higher; all those of unknown place stand equal, below the others."""
        for column in np.flatnonzero((self._replay.struck > 0) & ~self._seen):
            row = self._replay.columns[column]
            km = np.round(
                kilometres(self._replay.points, self._replay.points[[row]])[:, 0], DECIMALS
            )
            km[row] = np.nan
            self._nearness = np.fmax(self._nearness, -km)
            self._seen[column] = True
        return self._nearness
