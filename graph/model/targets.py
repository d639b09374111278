"""What can be struck: one vocabulary, as a tree, for facilities and incidents alike.

What always holds here: a word means the same of a facility and of an incident, whoever tells it; a
word stands for all that is below it too, wherever it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

_Branch = Mapping[str, "_Branch"]

_TREE: Final[_Branch] = {
    "security-forces": {
        "military": {"military-base": {}},
        "military-peacekeeping": {"un-base": {}},
        "police": {"police-post": {}, "gendarmerie": {}, "prison": {}},
        "checkpoint": {},
        "border-post": {},
    },
    "government": {"government-building": {}, "court": {}},
    "diplomatic": {"embassy": {}},
    "ngo-igo": {"aid-office": {}, "un-office": {}},
    "transport": {
        "airport": {}, "bus-station": {}, "railway-station": {}, "port": {}, "bridge": {},
    },
    "business": {
        "hotel": {}, "restaurant": {}, "bank": {}, "shop": {}, "factory": {}, "mine": {},
        "gas-plant": {}, "oil-field": {},
    },
    "utilities": {"power-plant": {}, "dam": {}, "waterworks": {}, "telecom-site": {}},
    "civilians": {"village": {}, "market": {}, "refugee-camp": {}},
    "education": {"school": {}, "university": {}},
    "health": {"hospital": {}, "clinic": {}},
    "religious": {"place-of-worship": {}, "shrine": {}},
    "media": {},
    "nature-reserve": {},
    "armed-group": {},
    "unknown": {},
}  # fmt: skip


def _walked(branch: _Branch, depth: int = 0) -> Iterator[tuple[int, str, _Branch]]:
    for word, below_it in branch.items():
        yield depth, word, below_it
        yield from _walked(below_it, depth + 1)


_BELOW: Final[Mapping[str, tuple[str, ...]]] = {
    word: (word, *(lower for _, lower, _ in _walked(below_it)))
    for _, word, below_it in _walked(_TREE)
}

TARGET_TYPES: Final = tuple(_BELOW)
"""What kind of thing an incident can have hit: every word of the tree."""

FACILITY_TYPES: Final = tuple(
    word for word, found in _BELOW.items() if found == (word,) and word != "unknown"
)
"""What a named facility can be: the words with nothing below them."""


def below(word: str) -> tuple[str, ...]:
    """The word and all below it; of what is no word of the tree itself alone.

    >>> below("military")
    ('military', 'military-base')
    """
    return _BELOW.get(word, (word,))


def with_those_above(words: set[str]) -> set[str]:
    """The words, and every word of the tree that stands for one of them too."""
    return words | {above for above, found in _BELOW.items() if not words.isdisjoint(found)}


def tree_lines() -> Iterator[str]:
    """The tree as a list in Markdown."""
    for depth, word, _ in _walked(_TREE):
        yield f"{'  ' * depth}- `{word}`"
