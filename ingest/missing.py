"""What a dataset had before and a file lacks: withdrawn by its publisher, or not what it is about.

What always holds here: what is taken for withdrawn lies in a country and a time that the file is
about, and is no more than a publisher withdraws. All else stays, and it is told how much and why.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Final

from graph.store import Store
from ingest.known_rows import KnownRows

_WITHDRAWN: Final = 0.2
"""What is more than this share is retired only where it is asked for: no publisher withdraws so
much, but whoever cuts a file down leaves out as much."""
_FEW: Final = 3
"""So many are retired whatever their share."""

LIKE_A_PART: Final = "so many are not withdrawn, and it looks like a part of the dataset"
UNREADABLE: Final = "it may be among what could not be read"


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


def missing(
    store: Store,
    known: KnownRows,
    reach: Reach,
    spared: Container[str],
    *,
    unreadable: bool,
    replace: bool,
) -> Missing:
    """What the file lacks of the rows known.

    `reach` tells of the rows that were read; `spared` are ids of incidents that the file has after
    all; `unreadable`: it has rows of which nobody can tell whose they are; `replace`: it is the
    whole of the dataset, by the word of who loads it.
    """
    if known.met == len(known):
        return Missing()
    for country, day in known.places_met(store):
        reach.add(country, day)
    gone, at_its_edges = list[str](), list[str]()
    beyond = 0
    for key, country, day in known.not_met(store):
        if key in spared:
            continue
        if reach.holds(country, day) or replace:
            gone.append(key)
        elif reach.touches(country, day):
            at_its_edges.append(key)
        else:
            beyond += 1
    if replace:
        return Missing(gone)
    # A file that has nearly all there was of its years is their next edition, and not a month.
    if len(gone) + len(at_its_edges) <= (len(known) - beyond) * _WITHDRAWN:
        gone += at_its_edges
    else:
        beyond += len(at_its_edges)
    if unreadable and gone:
        return Missing([], len(gone), UNREADABLE, beyond)
    if len(gone) > max(_FEW, (len(known) - beyond) * _WITHDRAWN):
        return Missing([], len(gone), LIKE_A_PART, beyond)
    return Missing(gone, beyond=beyond)
