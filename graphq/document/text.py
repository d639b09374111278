"""What every form of a brief says above it, and of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from graphq.document.dates import when
from graphq.document.document import WrittenBrief
from graphq.graph.letters import clean

GRADES: Final = (
    "A completely reliable, B usually reliable, C fairly reliable, D not usually reliable, "
    "E unreliable, F cannot be judged; a dash for the record itself"
)


def heading(brief: WrittenBrief) -> tuple[str, str]:
    """The title, and the line below it."""
    made = f" Made on {when(brief.made_on)}." if brief.made_on else ""
    reach = f" {brief.reach[:1].upper()}{brief.reach[1:]}." if brief.reach else ""
    below = f"On the {brief.subject}, as of {when(brief.as_of)}.{made}{reach}"
    return clean(brief.title), clean(below)


def numbers_of(sources: Iterable[str], numbers: Mapping[str, int]) -> list[int]:
    """The numbers of the sources, ascending."""
    return sorted({numbers[key] for key in sources})
