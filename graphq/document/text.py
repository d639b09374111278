"""What every form of a document does with text, and with the marks of its sources.

What always holds here: a text is one line of characters that every form can hold; what cannot be
written is shown as �, never dropped, so that a reader sees that something stood there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from graphq.document.dates import when
from graphq.document.document import WrittenBrief

ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\]+", re.ASCII | re.IGNORECASE)
"""An address that a text may link to."""

SHOWN_INSTEAD: Final = "\N{REPLACEMENT CHARACTER}"
GRADES: Final = (
    "A completely reliable, B usually reliable, C fairly reliable, D not usually reliable, "
    "E unreliable, F cannot be judged; a dash for the record itself"
)
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Cn", "Co")
_JOINERS: Final = "\u200c\u200d"
"""Invisible too, but Arabic and Persian spelling needs them."""


def shown(text: str) -> str:
    """The text on one line, with � for control characters and direction overrides."""
    kept = (
        " "
        if c.isspace()
        else c
        if c in _JOINERS or unicodedata.category(c) not in _UNSEEN
        else SHOWN_INSTEAD
        for c in text
    )
    return " ".join("".join(kept).split())


def heading(brief: WrittenBrief) -> tuple[str, str]:
    """The title, and the line below it."""
    made = f" Made on {when(brief.made_on)}." if brief.made_on else ""
    return shown(brief.title), shown(f"On the {brief.subject}, as of {when(brief.as_of)}.{made}")


def numbers_of(sources: Iterable[str], numbers: Mapping[str, int]) -> list[int]:
    """The numbers of the sources, ascending."""
    return sorted({numbers[key] for key in sources})
