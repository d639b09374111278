"""Large sets of numbers in little memory.

What always holds here: eight bytes a slot and at most two slots in three taken, where Python's own
set needs some eighty bytes a number; so a load of millions of rows remembers which ones it has met.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Final

_WORD: Final = (1 << 64) - 1


class Numbers:
    """A set of numbers of 64 bits that are spread evenly, as hashes are."""

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        """Begin with these."""
        self._slots = array("Q", bytes(8 * 1024))
        self._count = 0
        for number in numbers:
            self.add(number)

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    def __contains__(self, number: int) -> bool:
        """Whether the number is in the set."""
        wanted = number & _WORD or 1
        return self._slots[self._find(wanted)] == wanted

    def add(self, number: int) -> bool:
        """Add the number; whether it is new. Nought is taken for one, and -1 for 2**64 - 1."""
        wanted = number & _WORD or 1
        at = self._find(wanted)
        if self._slots[at]:
            return False
        self._slots[at] = wanted
        self._count += 1
        if self._count * 3 > len(self._slots) * 2:
            self._grow()
        return True

    def _find(self, wanted: int) -> int:
        """The slot that holds the number, or the free one that it would be put into."""
        slots, last = self._slots, len(self._slots) - 1
        at = wanted & last
        while (held := slots[at]) and held != wanted:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        before = self._slots
        self._slots = array("Q", bytes(16 * len(before)))
        for number in before:
            if number:
                self._slots[self._find(number)] = number
