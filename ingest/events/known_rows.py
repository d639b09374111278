"""The rows of a file that the graph holds already, known by two hashes.

What always holds here: a row that stands in the file as it stood is known by the hash of its cells,
before it is read; one that a new release only writes differently is known by the hash of the event
that it is read into. Memory is 25 bytes a row, whatever the row holds.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple, TypeVar

from graphq.graph.errors import StoreError
from graphq.graph.store import Store

_T = TypeVar("_T")

_MATCHING: Final = "MATCH (event:Incident {{dataset: '{dataset}'}})"
_HASHES: Final = ("event.rowHash", "event.contentHash", "event.load")
_WHERE_AND_WHEN: Final = ("event.id", "event.rowHash", "event.country", "event.firstDay")


class NotMet(NamedTuple):
    """An incident whose row the file no longer has, as it stood."""

    id: str
    country: str | None
    day: str
    load: int
    """Which load of the dataset brought it."""


class KnownRows:
    """The rows that a dataset has in the graph; which of them a file still has."""

    def __init__(self, store: Store, dataset: str) -> None:
        """Read the hashes of all rows of the dataset."""
        self._matching = _MATCHING.format(dataset=dataset)
        found = _gathered(store, lambda: sorted(self._scanned(store, _HASHES, _numbers)))
        self._rows = array("Q", (row for row, _, _ in found))
        self._loads = array("I", (load for _, _, load in found))
        self._by_event = array("I", range(len(found)))
        self._by_event = array("I", sorted(self._by_event, key=lambda at: found[at][1]))
        self._events = array("Q", (found[at][1] for at in self._by_event))
        self._met = bytearray(len(found))
        self.met = 0

    def __len__(self) -> int:
        """How many rows the graph holds."""
        return len(self._rows)

    def of_loads(self) -> Counter[int]:
        """How many rows of each load of the dataset there are."""
        return Counter(self._loads)

    def holds(self, row_hash: int) -> bool:
        """Whether the row is there as it stands in the file."""
        return _place(self._rows, row_hash) >= 0

    def take(self, row_hash: int) -> bool:
        """Whether the row is there as it stands in the file; it counts as met from then on."""
        at = _place(self._rows, row_hash)
        if at < 0:
            return False
        self._meet(at)
        return True

    def take_event(self, event_hash: int) -> Literal["new", "unchanged", "repeated"]:
        """Whether a row that stood otherwise tells the same event; it counts as met if it does.

        `repeated`: the event has been met in another row of the file.
        """
        place = _place(self._events, event_hash)
        if place < 0:
            return "new"
        at = self._by_event[place]
        if self._met[at]:
            return "repeated"
        self._meet(at)
        return "unchanged"

    def is_met(self, row_hash: int) -> bool:
        """Whether the row has been met in the file."""
        at = _place(self._rows, row_hash)
        return at >= 0 and bool(self._met[at])

    def places_met(self, store: Store) -> set[tuple[str | None, str]]:
        """Country and first day of the incidents whose row was met as it stood, each once."""
        return _gathered(store, lambda: set(self._places_met(store)))

    def not_met(self, store: Store) -> list[NotMet]:
        """The incidents whose row the file no longer has."""
        return _gathered(store, lambda: list(self._not_met(store)))

    def _places_met(self, store: Store) -> Iterator[tuple[str | None, str]]:
        for _, row_hash, country, day in self._scanned(store, _WHERE_AND_WHEN, tuple):
            if self.is_met(int(row_hash, 16)):
                yield country, day

    def _not_met(self, store: Store) -> Iterator[NotMet]:
        for key, row_hash, country, day in self._scanned(store, _WHERE_AND_WHEN, tuple):
            at = _place(self._rows, int(row_hash, 16))
            if at >= 0 and not self._met[at]:
                yield NotMet(key, country, day, self._loads[at])

    def _scanned(
        self, store: Store, values: Sequence[str], read: Callable[[list[Any]], _T]
    ) -> Iterator[_T]:
        for rows in store.scan(self._matching, values):
            yield from map(read, rows)

    def _meet(self, at: int) -> None:
        if not self._met[at]:
            self._met[at] = 1
            self.met += 1


def _numbers(row: list[Any]) -> tuple[int, int, int]:
    row_hash, event_hash, load = row
    return int(row_hash, 16), int(event_hash, 16), int(load)


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
