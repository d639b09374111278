"""The rows of a file that the graph holds already, known by a hash.

What always holds here: a row that stands in the file as it stood is known by the hash of its cells,
before it is read. Memory is 16 bytes a row, whatever the row holds.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, TypeVar

from graphq.graph.errors import StoreError
from graphq.graph.store import Store

_T = TypeVar("_T")

Standing = Literal["new", "unchanged", "repeated"]
"""How a row of a file stands to those of the graph; `repeated`: it was met in another row."""

_MATCHING: Final = "MATCH (event:Incident {{dataset: '{dataset}'}})"
_HASHES: Final = ("event.rowHash", "event.load")
_WHERE_AND_WHEN: Final = ("event.id", "event.rowHash", "event.country", "event.firstDay")


class NotMet(NamedTuple):
    """An incident whose row the file no longer has, as it stood."""

    id: str
    country: str | None
    day: str
    load: int
    """Which load of the dataset brought it."""


@dataclass(slots=True)
class Compared:
    """The rows of a dataset, held against a file."""

    places_met: set[tuple[str | None, str]] = field(default_factory=set)
    """Country and first day of the incidents whose row was met as it stood, each once."""
    not_met: list[NotMet] = field(default_factory=list)
    """The incidents whose row the file no longer has."""


class KnownRows:
    """The rows that a dataset has in the graph; which of them a file still has."""

    def __init__(self, store: Store, dataset: str) -> None:
        """Read the hashes of all rows of the dataset."""
        self._matching = _MATCHING.format(dataset=dataset)
        found = _gathered(store, lambda: sorted(self._scanned(store, _HASHES, _numbers)))
        self._rows = array("Q", (row for row, _ in found))
        self._loads = array("I", (load for _, load in found))
        self._met_at = array("I", bytes(4 * len(found)))
        """The how-manieth row of the file each was met in, from 1; 0 where it was not."""
        self.met = 0

    def __len__(self) -> int:
        """How many rows the graph holds."""
        return len(self._rows)

    def of_loads(self) -> Counter[int]:
        """How many rows of each load of the dataset there are."""
        return Counter(self._loads)

    def take(self, row_hash: int, row: int) -> Standing:
        """How the row, the how-manieth it is, stands; it counts as met if it is there."""
        at = _place(self._rows, row_hash)
        if at < 0:
            return "new"
        if self._met_at[at]:
            return "repeated"
        self._met_at[at] = row
        self.met += 1
        return "unchanged"

    def met_at(self, row_hash: int) -> int:
        """The how-manieth row of the file it was met in, from 1; 0 where it was not."""
        at = _place(self._rows, row_hash)
        return self._met_at[at] if at >= 0 else 0

    def forget(self, row_hash: int) -> int:
        """Have the row count as not met; the how-manieth row of the file it was met in, or 0."""
        at = _place(self._rows, row_hash)
        met_at = self._met_at[at] if at >= 0 else 0
        if met_at:
            self._met_at[at] = 0
            self.met -= 1
        return met_at

    def compared(self, store: Store) -> Compared:
        """What the file has of the rows, and what it lacks."""
        return _gathered(store, lambda: self._compared(store))

    def _compared(self, store: Store) -> Compared:
        found = Compared()
        for key, row_hash, country, day in self._scanned(store, _WHERE_AND_WHEN, tuple):
            at = _place(self._rows, int(row_hash, 16))
            if at < 0:
                continue
            if self._met_at[at]:
                found.places_met.add((country, day))
            else:
                found.not_met.append(NotMet(key, country, day, self._loads[at]))
        return found

    def _scanned(
        self, store: Store, values: Sequence[str], read: Callable[[list[Any]], _T]
    ) -> Iterator[_T]:
        for rows in store.scan(self._matching, values):
            yield from map(read, rows)


def _numbers(row: list[Any]) -> tuple[int, int]:
    row_hash, load = row
    return int(row_hash, 16), int(load)


def _place(ordered: array[int], number: int) -> int:
    at = bisect_left(ordered, number)
    return at if at < len(ordered) and ordered[at] == number else -1


def _gathered(store: Store, gather: Callable[[], _T]) -> _T:
    """What is gathered in a scan. A server that goes away meanwhile is waited for, once."""
    try:
        return gather()
    except StoreError:
        # A scan cannot go on where it was; who asks anything else waits for the server.
        store.read("RETURN 1 AS one")
        return gather()
