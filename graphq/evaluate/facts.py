"""The facts that likeness is computed from, read once.

What always holds here: reading is a few statements, and everything after it is Python, so both
engines give the same figures. Facts are in the order of their ids, so the order
in which an engine returns rows does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graphq.graph.model.values import DatePrecision, PartialDate
from graphq.graph.read.strikes import deeds, descents, facilities, strikes
from graphq.graph.records import Row
from graphq.graph.store import Store


class Use(NamedTuple):
    """Who used a facility, and the first and last day on which it can have done so."""

    user: str
    first: date | None = None
    last: date | None = None

    def held(self, day: date) -> bool:
        """Whether it can have used it on the day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Facility:
    """A named facility, with what likeness compares."""

    id: str
    kind: str | None = None
    users: tuple[Use, ...] = ()
    country: str | None = None
    admin1_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An incident that struck a facility, or that somebody is said to have done."""

    id: str
    first: date
    """The first day that its date can mean."""
    surely: date
    """The day by which it had surely begun: later than the first where only a month is known."""
    latitude: float | None = None
    longitude: float | None = None
    groups: tuple[str, ...] = ()
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Ancestry:
    """One group descends from another, from some day of a span on."""

    heir: str
    ancestor: str
    first: date
    last: date


@dataclass(frozen=True)
class LikenessFacts:
    """All that likeness is computed from; strikes are pairs of ids, event and facility."""

    facilities: tuple[Facility, ...]
    events: tuple[PastEvent, ...]
    strikes: tuple[tuple[str, str], ...]
    ancestries: tuple[Ancestry, ...]

    @classmethod
    def of(
        cls,
        facilities: Iterable[Facility],
        events: Iterable[PastEvent],
        strikes: Iterable[tuple[str, str]],
        ancestries: Iterable[Ancestry] = (),
    ) -> LikenessFacts:
        """The facts, put into the order of their ids."""
        return cls(
            tuple(sorted(facilities, key=lambda found: found.id)),
            tuple(sorted(events, key=lambda found: found.id)),
            tuple(sorted(strikes)),
            tuple(sorted(ancestries, key=lambda found: (found.heir, found.ancestor, found.first))),
        )


def read_facts(store: Store, as_of: date) -> LikenessFacts:
    """What the graph holds of facilities and of what had happened by the day. Raises StoreError."""
    struck, done = strikes(store, as_of), deeds(store, as_of)
    groups: dict[str, set[str]] = defaultdict(set)
    for row in done:
        groups[row["id"]].add(row["perpetrator"])
    events = {row["id"]: _event(row, groups) for rows in (struck, done) for row in rows}
    return LikenessFacts.of(
        (_facility(row) for row in facilities(store)),
        events.values(),
        ((row["id"], row["facility"]) for row in struck),
        (Ancestry(**row) for row in descents(store, as_of)),
    )


def _facility(row: Row) -> Facility:
    return Facility(**{**row, "users": tuple(map(_use, row["users"]))})


def _use(told: Row) -> Use:
    """A use, which ends with its user."""
    ends = [told["last"]] if told["last"] else []
    if told["dissolved"]:
        ends.append(PartialDate.parse(str(told["dissolved"])).span.last)
    return Use(told["user"], told["first"], min(ends, default=None))


def _event(row: Row, groups: dict[str, set[str]]) -> PastEvent:
    by_day = row["precision"] == DatePrecision.DAY
    return PastEvent(
        id=row["id"],
        first=row["firstDay"],
        surely=row["firstDay"] if by_day else row["lastDay"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        groups=tuple(sorted(groups.get(row["id"], ()))),
        placeholder=bool(row["placeholder"]),
    )
