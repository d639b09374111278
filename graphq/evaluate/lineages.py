"""Who is of one lineage with whom on a day: chains of `SUCCEEDED_BY` as the questions read them.

What always holds here: a chain has at most twelve steps, each had been taken by the day, and none
is surely later than one that comes after it in the chain. A lineage is a group itself, all before
it and all after it, not what else came of those before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from graphq.evaluate.facts import Step

LONGEST: Final = 12
Mask = npt.NDArray[np.bool_]


class Lineages:
    """The lineage of every group as steps come to be taken."""

    def __init__(self, groups: Sequence[str], steps: Iterable[Step], surely: bool) -> None:
        """Begin on a day before any step.

        `surely` takes a step on the last day that its date can mean, otherwise on the first.
        """
        self._index = {group: index for index, group in enumerate(groups)}
        self._day: Callable[[Step], int] = lambda step: (
            step.last if surely else step.first
        ).toordinal()
        self._coming = sorted(steps, key=self._day, reverse=True)
        self._before: Mapping[str, list[Step]] = defaultdict(list)
        self._after: Mapping[str, list[Step]] = defaultdict(list)
        self.of: Mask = np.eye(len(groups), dtype=np.bool_)
        """Row by row, who is of a group's lineage."""

    def advance(self, day: int) -> list[int]:
        """Take the steps up to the day; returns the groups whose lineage may be another now."""
        touched: set[str] = set()
        while self._coming and self._day(self._coming[-1]) <= day:
            step = self._coming.pop()
            self._after[step.before].append(step)
            self._before[step.after].append(step)
            touched |= {step.before, step.after}
        changed = self._tied_to(touched)
        for group in changed:
            self.of[self._index[group]] = False
            for member in {group} | self._ancestors(group) | self._heirs(group):
                self.of[self._index[group], self._index[member]] = True
        return [self._index[group] for group in sorted(changed)]

    def _tied_to(self, groups: set[str]) -> set[str]:
        found, new = set(groups), list(groups)
        while new:
            group = new.pop()
            ends = {step.after for step in self._after[group]}
            ends |= {step.before for step in self._before[group]}
            new += ends - found
            found |= ends
        return found

    def _ancestors(self, group: str) -> set[str]:
        steps = _chain(
            self._before[group],
            lambda step: [
                earlier for earlier in self._before[step.before] if earlier.first <= step.last
            ],
        )
        return {step.before for step in steps}

    def _heirs(self, group: str) -> set[str]:
        steps = _chain(
            self._after[group],
            lambda step: [later for later in self._after[step.after] if step.first <= later.last],
        )
        return {step.after for step in steps}


def _chain(begin: Iterable[Step], go_on: Callable[[Step], list[Step]]) -> set[Step]:
    """Every step that a chain can have. Who is reached twice is reached by the shorter chain."""
    found: set[Step] = set()
    new = set(begin)
    for _ in range(LONGEST):
        found |= new
        new = {following for step in new for following in go_on(step)} - found
    return found
