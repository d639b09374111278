"""Who is of one lineage with whom on a day, as the questions read `DESCENDS_FROM`.

What always holds here: a lineage is a group itself, all before it and all after it, not what else
came of those before it. It only ever grows, as changes come to have happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from graphq.evaluate.facts import Ancestry

Mask = npt.NDArray[np.bool_]


class Lineages:
    """The lineage of every group as changes come to have happened."""

    def __init__(self, groups: Sequence[str], ancestries: Iterable[Ancestry], surely: bool) -> None:
        """Begin on a day before any change.

        `surely` takes a change on the last day that its date can mean, otherwise on the first.
        """
        index = {group: number for number, group in enumerate(groups)}
        self._coming = sorted(
            (
                (
                    (found.last if surely else found.first).toordinal(),
                    index[found.heir],
                    index[found.ancestor],
                )
                for found in ancestries
            ),
            reverse=True,
        )
        self.of: Mask = np.eye(len(groups), dtype=np.bool_)
        """Row by row, who is of a group's lineage."""

    def advance(self, day: int) -> list[int]:
        """Let the changes up to the day have happened; returns whose lineage is another now."""
        changed: set[int] = set()
        while self._coming and self._coming[-1][0] <= day:
            _, heir, ancestor = self._coming.pop()
            if not self.of[heir, ancestor]:
                self.of[heir, ancestor] = self.of[ancestor, heir] = True
                changed |= {heir, ancestor}
        return sorted(changed)
