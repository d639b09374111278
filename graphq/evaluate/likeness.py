"""How like each facility is to those struck so far, kept up to date as the record goes on.

What always holds here: the likeness to one precedent is that of `similar-targets`; a facility is no
precedent of its own. Of the precedents those most like it count, as many as asked for, by the mean.
A facility is looked at again only where a day has changed it or one of those precedents.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from graphq.evaluate.ranks import Floats, Ints
from graphq.evaluate.replay import Replay

NONE: Final = -1.0
"""Stands below every likeness: there is no precedent but the facility itself."""
DECIMALS: Final = 6
"""Two that differ by less are equally alike; it is only the arithmetic that differs."""

_CELLS_AT_ONCE: Final = 2_000_000
_COLUMNS_AT_ONCE: Final = 32


class Likeness:
    """The likeness of every facility to its nearest precedents, under one or more weightings."""

    def __init__(self, replay: Replay, weights: Floats, precedents: int) -> None:
        """Begin where the replay stands; `weights` has a row a weighting, in the order of PARTS."""
        self._replay, self._weights, self._precedents = replay, weights, precedents
        facilities = len(replay.points)
        self._rows: Ints = np.arange(facilities, dtype=np.int64)
        self._least: Floats = np.full((len(weights), facilities), NONE)
        """What a precedent must be above to count, or to count no longer."""
        self._likeness: Floats = self._least.copy()
        self._stale: npt.NDArray[np.bool_] = np.ones(facilities, dtype=np.bool_)

    def advance(self, day: date) -> None:
        """Let everything up to the day have happened."""
        columns = self._replay.coming(day)
        if len(columns) > _COLUMNS_AT_ONCE:
            self._replay.advance(day)
            self._stale[:] = True
            return
        rows = np.flatnonzero(~self._stale)
        before = self.to_each(rows, columns)
        self._stale[self._replay.advance(day)] = True
        after = self.to_each(rows, columns)
        least = self._least[:, rows, None]
        matters = (before != after) & ((before >= least) | (after > least))
        self._stale[rows[matters.any(axis=(0, 2))]] = True

    def now(self) -> Floats:
        """The likeness of every facility, one row a weighting."""
        struck = np.flatnonzero(self._replay.struck)
        rows = np.flatnonzero(self._stale)
        step = max(1, _CELLS_AT_ONCE // max(1, len(struck) * len(self._weights)))
        for begin in range(0, len(rows), step):
            self._look_again(rows[begin : begin + step], struck)
        self._stale[:] = False
        return self._likeness

    def _look_again(self, rows: Ints, struck: Ints) -> None:
        each = self.to_each(rows, struck)
        many = min(self._precedents, each.shape[-1])
        if many == 0:
            return
        if many == 1:
            each = each.max(axis=-1, keepdims=True)
        elif many < each.shape[-1]:
            each = np.partition(each, each.shape[-1] - many, axis=-1)[..., -many:]
        counted = each > NONE
        number = counted.sum(axis=-1)
        mean = np.where(counted, each, 0).sum(axis=-1) / np.maximum(number, 1)
        self._likeness[:, rows] = np.where(number > 0, np.round(mean, DECIMALS), NONE)
        full = number == self._precedents
        self._least[:, rows] = np.where(full, each.min(axis=-1), NONE)

    def to_each(self, rows: Ints, columns: Ints) -> Floats:
        """Likeness by weighting, row and column; NONE to itself and to what was not struck yet."""
        parts = self._replay.parts(rows, columns)
        known = ~np.isnan(parts)
        # Not as products of matrices: the threads of their library cost more than these sums.
        score = np.einsum("wp,prc->wrc", self._weights, np.where(known, parts, 0.0))
        weight = np.einsum("wp,prc->wrc", self._weights, known.astype(np.float64))
        likeness = np.where(weight > 0, score / np.where(weight > 0, weight, 1), 0.0)
        likeness[:, rows[:, None] == self._replay.columns[columns][None, :]] = NONE
        likeness[:, :, self._replay.struck[columns] == 0] = NONE
        return likeness
