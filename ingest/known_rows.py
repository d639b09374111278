"""The rows of a file that the graph holds already, known by their hash.

What always holds here: a row that has not changed is recognised before it is read; memory is eight
bytes a row, whatever the row holds.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date as Day
from typing import Final

from graph.records import Row
from graph.store import Store

_YEARS: Final = """
MATCH (event:Incident) WHERE event.dataset = $dataset
RETURN min(event.firstDay) AS first, max(event.firstDay) AS last
"""
_YEAR: Final = """
MATCH (event:Incident)
WHERE event.firstDay >= $first AND event.firstDay <= $last AND event.dataset = $dataset
RETURN event.id AS id, event.rowHash AS hash
"""


class KnownRows:
    """The rows that a dataset has in the graph; which of them a file still has."""

    def __init__(self, store: Store, dataset: str) -> None:
        """Read the hashes of all rows of the dataset."""
        self._dataset = dataset
        hashes = (int(str(row["hash"]), 16) for row in self._stored(store))
        self._hashes = array("Q", sorted(hashes))
        self._met = bytearray(len(self._hashes))
        self.met = 0

    def __len__(self) -> int:
        """How many rows the graph holds."""
        return len(self._hashes)

    def take(self, row_hash: int) -> bool:
        """Whether the row is there unchanged; it counts as met from then on."""
        at = self._find(row_hash)
        if at < 0:
            return False
        if not self._met[at]:
            self._met[at] = 1
            self.met += 1
        return True

    def is_met(self, row_hash: int) -> bool:
        """Whether the row has been met in the file."""
        at = self._find(row_hash)
        return at >= 0 and bool(self._met[at])

    def not_met(self, store: Store) -> Iterator[str]:
        """The ids of the incidents whose row the file no longer has as it was."""
        for row in self._stored(store):
            row_hash = int(str(row["hash"]), 16)
            if self._find(row_hash) >= 0 and not self.is_met(row_hash):
                yield str(row["id"])

    def _find(self, row_hash: int) -> int:
        at = bisect_left(self._hashes, row_hash)
        return at if at < len(self._hashes) and self._hashes[at] == row_hash else -1

    def _stored(self, store: Store) -> Iterator[Row]:
        """Id and hash of every row, read a year at a time so that memory stays flat."""
        spans = store.read(_YEARS, {"dataset": self._dataset})
        if not spans or spans[0]["first"] is None:
            return
        first, last = (Day.fromisoformat(str(spans[0][key])) for key in ("first", "last"))
        for year in range(first.year, last.year + 1):
            yield from store.read(
                _YEAR,
                {
                    "dataset": self._dataset,
                    "first": Day(year, 1, 1),
                    "last": Day(year, 12, 31),
                },
            )
