"""What a dataset had before and a file lacks: withdrawn by its publisher, or not what it is about.

What always holds here: what is taken for withdrawn is no more of what one load brought than a
publisher withdraws. It lies in a country and a time that the file is about, unless the file has
nearly all that the load brought and so is its next edition. All else stays, and it is told how much
and why. Loading the same file once more comes to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Final

from graphq.graph.store import Store
from graphq.ingest.events.known_rows import KnownRows
from graphq.ingest.runs import UNREADABLE

_WITHDRAWN: Final = 0.2
"""What is more than this share is retired only where it is asked for: no publisher withdraws so
much, but whoever cuts a file down leaves out as much."""
_ABOUT: Final = 0.05
"""A file lacks no more than this share of a load beside its own countries and its own time, or it
is about something else: a part of what the load brought, or another time."""
_FEW: Final = 3
"""So many are retired whatever their share, where the file has as many others of the same load."""

LIKE_A_PART: Final = "so many are not withdrawn, and it looks like a part of the dataset"


@dataclass(slots=True)
class Reach:
    """What a file has events of: countries, and the time from its first event to its last."""

    whole_months: bool
    """Whether its publisher gives out whole months, so that the time is one of months."""
    countries: set[str | None] = field(default_factory=set)
    first: str = "9999-12-31"
    last: str = ""

    def add(self, country: str | None, day: str) -> None:
        """The file has an event there, on the day (ISO 8601)."""
        self.countries.add(country)
        self.first, self.last = min(self.first, day), max(self.last, day)

    def holds(self, country: str | None, day: str) -> bool:
        """Whether the file would have an event there on the day, if its publisher still had."""
        return self._within(country, day, len("2021-02") if self.whole_months else len(day))

    def touches(self, country: str | None, day: str) -> bool:
        """Whether it would if the publisher's year were its own; else the same as `holds`."""
        return self._within(country, day, len("2021") if self.whole_months else len(day))

    def _within(self, country: str | None, day: str, known: int) -> bool:
        return country in self.countries and self.first[:known] <= day[:known] <= self.last[:known]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is to become of the incidents that the file lacks."""

    gone: list[str] = field(default_factory=list)
    """Ids of those that were withdrawn."""
    kept: int = 0
    """How many stay though the file is about where and when they were."""
    why: str = ""
    """Why these stay: the end of a sentence."""
    beyond: int = 0
    """How many lie in other countries, or at another time."""


@dataclass(slots=True)
class _OfOneLoad:
    """Of the incidents that one load brought: those that the file lacks."""

    all: int
    within: list[str] = field(default_factory=list)
    at_its_edges: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)

    def settle(self) -> tuple[list[str], int, int]:
        """Those taken for withdrawn; how many stay that lie within, and how many beyond.

        A file that has nearly all that the load brought is its next edition, and one that has
        nearly all there was of its years is the next edition of these.
        """
        within, edges, beyond = self.within, self.at_its_edges, self.beyond
        found = within + edges + beyond
        if len(found) <= self.all * _WITHDRAWN and len(beyond) <= max(_FEW, self.all * _ABOUT):
            return found, 0, 0
        about = self.all - len(beyond)
        if len(within) + len(edges) <= about * _WITHDRAWN:
            return within + edges, 0, len(beyond)
        about -= len(edges)
        still_there = about - len(within)
        if len(within) <= max(min(_FEW, still_there), about * _WITHDRAWN):
            return within, 0, len(edges) + len(beyond)
        return [], len(within), len(edges) + len(beyond)


@dataclass(frozen=True, slots=True)
class Spared:
    """What the file tells of incidents that it does not have as they stood."""

    has: Container[str]
    """Ids of those that it has after all: changed, or in a row that cannot be read."""
    left_out: Callable[[str], bool]
    """Tells of an id whether the file has it, as something that is nothing for the graph."""
    unreadable: bool
    """Whether it has rows of which nobody can tell whose they are."""


def missing(
    store: Store, known: KnownRows, changed: int, reach: Reach, spared: Spared, *, replace: bool
) -> Missing:
    """What the file lacks of the rows known.

    `changed` is how many of these it has, but not as they stood; `reach` tells of the rows that
    were read; `replace`: the file is the whole of the dataset, by the word of who loads it. Each
    load that brought incidents is looked at by itself: a file that has next to nothing of what a
    load brought is no edition of that one, whatever it has besides.
    """
    if known.met + changed == len(known):
        return Missing()
    compared = known.compared(store)
    for country, day in compared.places_met:
        reach.add(country, day)
    loads = {load: _OfOneLoad(count) for load, count in known.of_loads().items()}
    gone: list[str] = []
    for key, country, day, load in compared.not_met:
        if key in spared.has:
            continue
        if replace or spared.left_out(key):
            gone.append(key)
        elif reach.holds(country, day):
            loads[load].within.append(key)
        elif reach.touches(country, day):
            loads[load].at_its_edges.append(key)
        else:
            loads[load].beyond.append(key)
    settled = [found.settle() for found in loads.values()]
    withdrawn = [key for found, _, _ in settled for key in found]
    kept = sum(within for _, within, _ in settled)
    beyond = sum(outside for _, _, outside in settled)
    if spared.unreadable and withdrawn:
        return Missing(gone, kept + len(withdrawn), UNREADABLE, beyond)
    return Missing(gone + withdrawn, kept, LIKE_A_PART if kept else "", beyond)
