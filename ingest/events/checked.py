"""The check of what a format gives: an event that is none is refused with a sentence.

What always holds here: what has passed can be written. It lies on the globe or nowhere, on days in
their order, counts whole people, and is sorted by the words in use. A publisher's numbers that
contradict one another pass only where the event says so in its `conflicts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Day
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from graphq.graph.model.nodes import Group
from graphq.graph.model.values import (
    LAST_YEAR,
    Attribution,
    DatePrecision,
    GeoPrecision,
    PartialDate,
    Span,
)
from graphq.ingest.events.event import Event, RowRefusedError, Side
from graphq.ingest.places.countries import iso_codes
from graphq.ingest.vocabulary import TACTICS, TARGET_TYPES

_LARGEST_COUNT: Final = 10**9
"""People; no engine holds whole numbers of any size, and one that is too large ends the load."""

_FIELDS: Final = tuple(Event.__dataclass_fields__)
_COUNTS: Final = tuple(name for name in _FIELDS if name.startswith(("fatalities_", "wounded")))
_counts: Final = attrgetter(*_COUNTS)
_ESTIMATES: Final = (("low", "best"), ("best", "high"), ("low", "high"))
_TEXTS: Final = ("country_name", "place", "admin1", "admin2")
_texts: Final = attrgetter(*_TEXTS)
_MAY_BE_NONE: Final = (
    "target_description", "violence", "event_type", "conflict", "dyad", "summary", "note",
    "conflicts",
)  # fmt: skip
_may_be_none: Final = attrgetter(*_MAY_BE_NONE)
_GRADED: Final = (
    ("date_precision", DatePrecision),
    ("geo_precision", GeoPrecision),
    ("attribution", Attribution),
)
_PARTS: Final = ("involved", "perpetrated", "claimed")

Fault = tuple[str, Any, str]
"""A field of the event, its value, and a sentence that says what is wrong with it."""


def checked(event: Event, cells: Mapping[str, str] | None = None) -> Event:
    """The event, if it is one. Raises RowRefusedError.

    Its column is the one of `cells` that holds the value, or else the field of the event.
    """
    for field, value, reason in _faults(event):
        raise RowRefusedError(_column(cells or {}, field, value), reason)
    return event


def _faults(event: Event) -> Iterator[Fault]:
    if not isinstance(event.key, str) or not event.key.strip():
        yield "key", event.key, "The event has no key, by which it is kept."
    yield from _of_the_days(event)
    yield from _of_the_place(event)
    yield from _of_the_counts(event)
    for field, kind in _GRADED:
        if not isinstance(getattr(event, field), kind):
            value = getattr(event, field)
            yield field, value, f"{value!r} is not one of: {', '.join(kind)}."
    if event.target_type not in TARGET_TYPES:
        value = event.target_type
        yield "target_type", value, f"{value!r} is not one of: {', '.join(TARGET_TYPES)}."
    for tactic in event.tactics:
        if tactic not in TACTICS:
            yield "tactics", tactic, f"{tactic!r} is not one of: {', '.join(TACTICS)}."
    for field, text in zip(_MAY_BE_NONE, _may_be_none(event), strict=True):
        if text is not None and not isinstance(text, str):
            yield field, text, f"{text!r} is no text."
    for side in event.sides:
        yield from _faults_of(side)
    for cited in event.citations:
        if not cited.publisher.strip():
            yield "citations", cited.publisher, "A report is cited that has no publisher."


def _of_the_days(event: Event) -> Iterator[Fault]:
    first, last = event.first_day, event.last_day
    for field, day in (("first_day", first), ("last_day", last)):
        if type(day) is not Day:
            yield field, day, f"{day!r} is no day."
    if last < first:
        yield "last_day", last, f"The event ends on {last}, before it begins on {first}."
    if last.year > LAST_YEAR:
        yield "last_day", last, f"{last} is too late: the last year is {LAST_YEAR}."
    try:
        span = _span(event.date)
    except ValueError as error:
        yield "date", event.date, f"{error}."
    else:
        if last < span.first or span.last < first:
            told = f"{event.date} has none of the days from {first} to {last}."
            yield "date", event.date, told


@lru_cache(maxsize=65536)
def _span(date: str) -> Span:
    return PartialDate.parse(date).span


def _of_the_place(event: Event) -> Iterator[Fault]:
    code = event.country_code
    if code is not None and code not in iso_codes():
        told = f"{code!r} is no country's code of two capital letters (ISO 3166-1)."
        yield "country_code", code, told
    for field, text in zip(_TEXTS, _texts(event), strict=True):
        if not isinstance(text, str) or (text and not text.strip()):
            yield field, text, f"{text!r} is no name of a place."
    if (event.latitude is None) != (event.longitude is None):
        field = "latitude" if event.latitude is None else "longitude"
        yield field, None, "The row gives one coordinate without the other."
    elif event.latitude is not None and event.longitude is not None:
        for field, value, most in (
            ("latitude", event.latitude, 90),
            ("longitude", event.longitude, 180),
        ):
            # Written so that it is false for what is not a number, too.
            if not -most <= value <= most:
                told = f"{value} lies off the globe: a {field} is from -{most} to {most}."
                yield field, value, told


def _of_the_counts(event: Event) -> Iterator[Fault]:
    counts = _counts(event)
    for field, count in zip(_COUNTS, counts, strict=True):
        if count is None:
            continue
        if type(count) is not int:
            yield field, count, f"{count!r} is no whole number of people."
        elif count < 0:
            yield field, count, f"{count} is less than nobody."
        elif count > _LARGEST_COUNT:
            yield field, count, f"The row counts {count} people, and there are not so many."
    if event.conflicts:
        return
    for lower, upper in _ESTIMATES:
        less = getattr(event, f"fatalities_{lower}")
        more = getattr(event, f"fatalities_{upper}")
        if less is not None and more is not None and less > more:
            told = f"The {lower} estimate of {less} is above the {upper} estimate of {more}."
            yield f"fatalities_{lower}", less, told


@lru_cache(maxsize=16384)
def _faults_of(side: Side) -> tuple[Fault, ...]:
    """What is wrong with a side; the same sides recur from row to row."""
    return tuple(_of_a_side(side))


def _of_a_side(side: Side) -> Iterator[Fault]:
    actor = side.actor
    for field, text in (
        ("scheme", actor.scheme),
        ("external_id", actor.external_id),
        ("name", actor.name),
    ):
        if not text.strip():
            yield "sides", text, f"An actor has no {field.replace('external_', '')}."
    if actor.kind not in Group.KIND_LABELS:
        told = f"{actor.kind!r} is not one of: {', '.join(Group.KIND_LABELS)}."
        yield "sides", actor.kind, told
    for code in actor.countries:
        if code not in iso_codes():
            told = f"{code!r} is no country's code of two capital letters (ISO 3166-1)."
            yield "sides", code, told
    if side.part not in _PARTS:
        yield "sides", side.part, f"{side.part!r} is not one of: {', '.join(_PARTS)}."
    if not isinstance(side.attribution, Attribution):
        told = f"{side.attribution!r} is not one of: {', '.join(Attribution)}."
        yield "sides", side.attribution, told


def _column(cells: Mapping[str, str], field: str, value: Any) -> str:
    """The one column that holds the value, where there is just one; else the event's field."""
    found = [column for column, text in cells.items() if _says(text, value)]
    return found[0] if len(found) == 1 else field


def _says(text: str, value: Any) -> bool:
    text = text.strip()
    if text == str(value) or not isinstance(value, int | float):
        return text == str(value) and bool(text)
    try:
        return float(text) == value
    except ValueError:
        return False
