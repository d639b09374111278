"""The picture of a lineage as data: groups as lanes of time, and the changes that join them.

What always holds here: a change is one dated event with all its parties, also where not each of
them is drawn; a party that is a part, or that is disputed, says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from graphq.graph.model.values import Span

KINDS: Final = {
    "merger": "merger",
    "split": "split",
    "rename": "renamed",
    "absorption": "joined",
    "founding": "founded",
}
"""What is written at a change, by its kind."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A group, from its first day on record to its last; an end not known is None."""

    id: str
    name: str
    start: date | None
    end: date | None
    focus: bool
    state: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """A group's part in a change."""

    lane: str
    part: bool
    component: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """A change: when, what kind, who entered it and what came out of it."""

    id: str
    kind: str
    date: str
    span: Span
    entered: tuple[Tie, ...]
    resulted: tuple[Tie, ...]
    parties: int
    """How many entered it on record; more than are drawn where some are not of this lineage."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """All that is drawn, as of a day."""

    lanes: tuple[Lane, ...]
    joints: tuple[Joint, ...]
    day: date
