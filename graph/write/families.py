"""The families of sums: by which keys each adds up, and which sums an incident has a part in.

What always holds here: in each family an incident has as many parts as it would have rows in a
count by the keys of that family, and in `month`, `unit`, `kind` and `dataset` just one. Where an
event is told several times, each telling has sums of its own.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from graphq.graph.model.nodes import IncidentSum
from graphq.graph.write.counted import CountedIncident

Keys = tuple[Any, ...]
"""The name of a family, and a value for each of its keys; a day is a text."""

_COMMON: Final = ("dataset", "country", "attribution", "known", "tellingOf", "incidentId")


@dataclass(frozen=True, slots=True)
class Family:
    """Sums by the same keys; names are those in the graph."""

    name: str
    keys: tuple[str, ...]
    figures: bool = True
    """Whether it adds up those killed."""
    moments: bool = False
    """Whether it says which incident began first and which last."""
    spans: bool = False
    """Whether it says from which day to which its incidents reach."""

    @property
    def label(self) -> str:
        """Its label beside `IncidentSum`."""
        return IncidentSum.KIND_LABELS[self.name]


FAMILIES: Final = {
    family.name: family
    for family in (
        Family("month", (*_COMMON, "date", "firstDay", "lastDay", "datePrecision", "precise")),
        Family("group", (*_COMMON, "groupId", "sideOnly", "groupAttribution"), moments=True),
        Family("unit", (*_COMMON, "admin1Id", "admin2Id")),
        Family("place", (*_COMMON, "placeId"), moments=True),
        Family("kind", (*_COMMON, "targetType", "tactics")),
        Family("dataset", ("dataset",), figures=False, spans=True),
    )
}


class Share(NamedTuple):
    """An incident's part in a sum."""

    keys: Keys
    claims: Sequence[str] = ()
    """Of a group: the days on which it can have claimed the incident first."""
    disputed: bool = False
    """Of a group: whether it is disputed that the group did it."""


def shares(one: CountedIncident) -> Iterator[Share]:
    """The incident's parts in all sums."""
    alone = None if one.telling_of is None else one.id
    known = one.best is not None
    common = (one.dataset, one.country, one.attribution, known, one.telling_of, alone)
    yield Share(("month", *common, *_month(one.date, one.first_day, one.last_day, one.precision)))
    yield Share(("unit", *common, one.admin1_id, one.admin2_id))
    yield Share(("kind", *common, one.target_type, tuple(one.tactics)))
    yield Share(("dataset", one.dataset))
    for place in dict.fromkeys(one.places):
        yield Share(("place", *common, place))
    doers = _doers(one)
    for group, attribution in doers.items():
        keys = ("group", *common, group, 0, attribution or one.attribution)
        yield Share(keys, _claims(one, group), attribution == "disputed")
    if not doers:
        yield Share(("group", *common, None, 0, one.attribution))
    sides = [side for side in dict.fromkeys(one.sides) if side not in doers]
    for group in sides:
        yield Share(("group", *common, group, 1, one.attribution), _claims(one, group))
    if not doers and not sides:
        yield Share(("group", *common, None, 1, one.attribution))


def _doers(one: CountedIncident) -> dict[str, str | None]:
    """Who is said to have done it, each once; where two records of one group are, and only one
    is disputed, it is disputed.
    """
    found: dict[str, str | None] = {}
    for group, attribution in one.doers:
        assert group is not None
        if group not in found or attribution == "disputed":
            found[group] = attribution
    return found


def _claims(one: CountedIncident, group: str) -> Sequence[str]:
    if not one.claims:
        return ()
    return [day or one.first_day for by, day in one.claims if by == group]


@lru_cache(maxsize=1 << 14)
def _month(
    date: str, first_day: str, last_day: str, precision: str
) -> tuple[str, str, str, str, bool]:
    year, month = int(last_day[:4]), int(last_day[5:7])
    last = f"{last_day[:8]}{calendar.monthrange(year, month)[1]:02d}"
    told = precision if precision == "year" else "month"
    # What is asked for are whole months: one that surely holds the incident is as good as a day.
    precise = precision == "day" or first_day[:7] == last_day[:7]
    return date[:7], f"{first_day[:8]}01", last, told, precise
