"""Letters that are not seen, and texts without them.

A terminal obeys some of them (U+001B, U+009B), others turn the order of a line round (U+202E), hide
in a name (U+200B) or end a line (U+2028).

What always holds here: whether a letter is seen is decided in this one place, for every form. A
form that can write such a letter in another way does, and its value stays the same (JSON, XML,
Cypher); every other shows � in its place, never nothing, so that a reader sees that something stood
there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

SHOWN_INSTEAD: Final = "\N{REPLACEMENT CHARACTER}"

_UNSEEN: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")
_BLANK_LETTERS: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufdd0-\ufdef\ufe00-\ufe0f"
    "\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff"
    f"{''.join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))}]"
)
"""What Unicode has for letters and marks, or keeps free, and nobody sees."""
_JOINERS: Final = "\u200c\u200d"
"""Invisible too, but Arabic, Persian and Indian spelling needs them between two letters."""
_VIRAMA: Final = 9
"""The combining class of the sign after which Indian scripts have a joiner."""


def replaced(text: str, instead: Callable[[str], str], kept: str = "") -> str:
    """The text with what `instead` makes of each letter that is not seen, but for the `kept`."""
    if text.isprintable() and _BLANK_LETTERS.search(text) is None:
        return text
    return "".join(
        instead(letter) if _is_unseen(text, at) and letter not in kept else letter
        for at, letter in enumerate(text)
    )


def _is_unseen(text: str, at: int) -> bool:
    letter = text[at]
    if letter in _JOINERS:
        return not _is_spelling(text[:at][-1:], text[at + 1 :][:1])
    return unicodedata.category(letter) in _UNSEEN or _BLANK_LETTERS.match(letter) is not None


def _is_spelling(before: str, after: str) -> bool:
    """Whether a joiner between the two belongs to how a word is written."""
    if not (before and after):
        return False
    if unicodedata.combining(before) == _VIRAMA:
        return True
    directions = unicodedata.bidirectional(before), unicodedata.bidirectional(after)
    return directions in (("AL", "AL"), ("NSM", "AL"))


def visible(text: str) -> str:
    """The text on one line with all of its blanks, and � for each other letter not seen."""
    if text.isprintable() and _BLANK_LETTERS.search(text) is None:
        return text
    blanks = "".join(" " if letter.isspace() else letter for letter in text)
    return replaced(blanks, lambda letter: SHOWN_INSTEAD)


def clean(text: str) -> str:
    """The text as `visible` has it, with single blanks and none around it."""
    return " ".join(visible(text).split())


def clean_lines(text: str) -> str:
    """The text with every line of it cleaned; how far a line is indented is kept."""
    lines = (line.removesuffix("\r") for line in text.split("\n"))
    return "\n".join(" " * (len(line) - len(line.lstrip(" "))) + clean(line) for line in lines)


def as_unicode_escapes(letter: str) -> str:
    r"""The letter as JSON and JavaScript write it by number: `\u202e`, or two of these."""
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def escaped_json(text: str) -> str:
    """JSON in which letters that are not seen are written by number; what it says is the same.

    It is the same in a file, in a pipe and at a terminal, which obeys nothing that stands in it.
    """
    # Outside a text JSON has no such letter but the ends of its lines.
    return replaced(text, as_unicode_escapes, kept="\n")
