"""The check of what a format gives: an event that is none is refused with a sentence.

What always holds here: what has passed can be written. It lies on the globe or nowhere, on days in
their order, counts whole people, and is sorted by the words in use. A publisher's estimates that
contradict one another pass only where the event says so in its `conflicts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Day
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from graphq.graph.model.nodes import Group
from graphq.graph.model.targets import TARGET_TYPES
from graphq.graph.model.values import (
    LAST_YEAR,
    Attribution,
    DatePrecision,
    GeoPrecision,
    PartialDate,
)
from graphq.graph.read.countries import known_codes
from graphq.ingest.events.event import Event, Side
from graphq.ingest.files.cells import RowRefusedError, quoted
from graphq.ingest.vocabulary import TACTICS

_LARGEST_COUNT: Final = 10**9
"""People; no engine holds whole numbers of any size, and one that is too large ends the load."""

_LONGEST_NAME: Final = 1_000
"""Letters; an index holds no names of any length."""

_COUNTS: Final = tuple(
    name for name in Event.__dataclass_fields__ if name.startswith(("fatalities_", "wounded"))
)
_WHERE: Final = ("country_code", "country_name", "place", "admin1", "admin2")
_SORTED: Final = {
    "date_precision": DatePrecision,
    "geo_precision": GeoPrecision,
    "attribution": Attribution,
}
_REMARKS: Final = (
    "target_description", "violence", "event_type", "conflict", "dyad", "summary", "note",
    "conflicts",
)  # fmt: skip
_PARTS: Final = ("involved", "perpetrated", "claimed")

_when: Final = attrgetter("date", "first_day", "last_day")
_where: Final = attrgetter(*_WHERE)
_words: Final = attrgetter(*_SORTED, "target_type", "tactics")
_counts: Final = attrgetter(*_COUNTS)
_remarks: Final = attrgetter(*_REMARKS)

Fault = tuple[str, Any, str]
"""A field of the event, its value, and a sentence that says what is wrong with it."""


def checked(event: Event, cells: Mapping[str, str] | None = None) -> Event:
    """The event, if it is one. Raises RowRefusedError.

    Its column is the one of `cells` that holds the value, or else the field of the event.
    """
    fault = (
        _of_the_key(event.key)
        or _of_the_days(*_when(event))
        or _of_the_place(*_where(event))
        or _of_the_point(event.latitude, event.longitude)
        or _of_the_counts(*_counts(event))
        or (None if event.conflicts else _of_the_estimates(event))
        or _of_the_words(*_words(event))
        or _of_the_remarks(_remarks(event))
        or next(filter(None, map(_of_a_side, event.sides)), None)
        or next((_NO_PUBLISHER for one in event.citations if not one.publisher.strip()), None)
    )
    if fault:
        field, value, reason = fault
        raise RowRefusedError(_column(cells or {}, field, value), reason)
    return event


_NO_PUBLISHER: Final[Fault] = ("citations", "", "A report is cited that has no publisher.")


def _of_the_key(key: str) -> Fault | None:
    if not isinstance(key, str) or not key.strip():
        return "key", key, "The event has no key, by which it is kept."
    if len(key) > _LONGEST_NAME:
        return "key", key, _too_long(key)
    return None


# What recurs from row to row is looked at once; `typed`, since 1 and 1.0 are equal, and no
# whole number of people is the other.
@lru_cache(maxsize=65536, typed=True)
def _of_the_days(date: str, first: Day, last: Day) -> Fault | None:
    for field, day in (("first_day", first), ("last_day", last)):
        if type(day) is not Day:
            return field, day, f"{day!r} is no day."
        if day.year > LAST_YEAR:
            return field, day, f"{day} is too late: the last year is {LAST_YEAR}."
    if last < first:
        return "last_day", last, f"The event ends on {last}, before it begins on {first}."
    try:
        span = PartialDate.parse(date).span
    except ValueError as error:
        return "date", date, f"{error}."
    if last < span.first or span.last < first:
        return "date", date, f"{date} has none of the days from {first} to {last}."
    return None


@lru_cache(maxsize=65536, typed=True)
def _of_the_place(code: str | None, *names: str) -> Fault | None:
    if code is not None and code not in known_codes():
        return "country_code", code, _no_country(code)
    for field, name in zip(_WHERE[1:], names, strict=True):
        if not isinstance(name, str) or (name and not name.strip()):
            return field, name, f"{name!r} is no name of a place."
        if len(name) > _LONGEST_NAME:
            return field, name, _too_long(name)
    return None


def _of_the_point(latitude: float | None, longitude: float | None) -> Fault | None:
    if latitude is None and longitude is None:
        return None
    for field, value, most in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if value is None:
            return field, value, "The row gives one coordinate without the other."
        # Written so that it is false for what is not a number, too.
        if not -most <= value <= most:
            told = f"{value} lies off the globe: a {field} is from -{most} to {most}."
            return field, value, told
    return None


@lru_cache(maxsize=65536, typed=True)
def _of_the_counts(*counts: int | None) -> Fault | None:
    for field, count in zip(_COUNTS, counts, strict=True):
        if count is None:
            continue
        if type(count) is not int:
            return field, count, f"{count!r} is no whole number of people."
        if count < 0:
            return field, count, f"{count} is less than nobody."
        if count > _LARGEST_COUNT:
            return field, count, f"The row counts {count} people, and there are not so many."
    return None


def _of_the_estimates(event: Event) -> Fault | None:
    low, best, high = event.fatalities_low, event.fatalities_best, event.fatalities_high
    for less, more, lower, upper in (
        (low, best, "low", "best"),
        (best, high, "best", "high"),
        (low, high, "low", "high"),
    ):
        if less is not None and more is not None and less > more:
            told = f"The {lower} estimate of {less} is above the {upper} estimate of {more}."
            return f"fatalities_{lower}", less, told
    return None


@lru_cache(maxsize=65536, typed=True)
def _of_the_words(
    date_precision: DatePrecision,
    geo_precision: GeoPrecision,
    attribution: Attribution,
    target_type: str,
    tactics: tuple[str, ...],
) -> Fault | None:
    given = (date_precision, geo_precision, attribution)
    for word, (field, known) in zip(given, _SORTED.items(), strict=True):
        if not isinstance(word, known):
            return field, word, _no_word(word, known)
    if target_type not in TARGET_TYPES:
        return "target_type", target_type, _no_word(target_type, TARGET_TYPES)
    for tactic in tactics:
        if tactic not in TACTICS:
            return "tactics", tactic, _no_word(tactic, TACTICS)
    return None


def _of_the_remarks(remarks: tuple[str | None, ...]) -> Fault | None:
    for remark in remarks:
        if remark is not None and not isinstance(remark, str):
            return _REMARKS[remarks.index(remark)], remark, f"{remark!r} is no text."
    return None


@lru_cache(maxsize=16384)
def _of_a_side(side: Side) -> Fault | None:
    actor = side.actor
    for what, text in (("scheme", actor.scheme), ("id", actor.external_id), ("name", actor.name)):
        if not text.strip():
            return "sides", text, f"An actor has no {what}."
        if len(text) > _LONGEST_NAME:
            return "sides", text, _too_long(text)
    if actor.kind not in Group.KIND_LABELS:
        return "sides", actor.kind, _no_word(actor.kind, Group.KIND_LABELS)
    for code in actor.countries:
        if code not in known_codes():
            return "sides", code, _no_country(code)
    if side.part not in _PARTS:
        return "sides", side.part, _no_word(side.part, _PARTS)
    if not isinstance(side.attribution, Attribution):
        return "sides", side.attribution, _no_word(side.attribution, Attribution)
    return None


def _too_long(name: str) -> str:
    return f"{quoted(name)} has {len(name):,} letters, and a name has at most {_LONGEST_NAME:,}."


def _no_country(code: str) -> str:
    return f"{code!r} is no country's code of two capital letters (ISO 3166-1)."


def _no_word(word: object, known: Iterable[str]) -> str:
    return f"{word!r} is not one of {', '.join(known)}."


def _column(cells: Mapping[str, str], field: str, value: object) -> str:
    """The one column that holds the value, where there is just one; else the event's field."""
    found = [column for column, text in cells.items() if _says(text.strip(), value)]
    return found[0] if len(found) == 1 else field


def _says(text: str, value: object) -> bool:
    """Whether a cell's text is the value, however many noughts a number is written with."""
    if not isinstance(value, int | float):
        return bool(text) and text == str(value)
    try:
        return float(text) == value or text == str(value)
    except ValueError:
        return False
