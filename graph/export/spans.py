"""When a node or a relationship was, for the forms that have a time line.

What always holds here: a day is given only as far as it is known. An end that is not known stays
open, and what has no known date at all has no time; no day ever stands in for an unknown one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from graphq.graph.model.values import PartialDate

_STARTS: Final = ("firstDay", "validFromFirst", "seenOnFirst", "sinceFirst")
_ENDS: Final = ("lastDay", "validToLast", "seenOnLast")
_BOUNDS: Final = ("firstDay", "lastDay")


class Lifetime(NamedTuple):
    """The first and the last day on which something can have been or held; None is open."""

    first: date | None
    last: date | None


def known(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties without the days of a date that nobody states: these only bound the search."""
    if properties.get("date") is None or partial(properties["date"]):
        return properties
    return {key: value for key, value in properties.items() if key not in _BOUNDS}


def lifetime(properties: Mapping[str, Any]) -> Lifetime:
    """When the node or relationship of these properties was, at its widest.

    Incidents and changes have the days that their dates can mean; relationships run from the first
    day that they can have begun to the last that they can have ended; groups from the first day of
    their founding to the last of their end.
    """
    properties = known(properties)
    first = _day(properties, _STARTS) or _of_partial(properties.get("founded"), last=False)
    last = _day(properties, _ENDS) or _of_partial(properties.get("dissolved"), last=True)
    if first and last and first > last:
        return Lifetime(None, None)
    return Lifetime(first, last)


def _day(properties: Mapping[str, Any], keys: tuple[str, ...]) -> date | None:
    return next((found for key in keys if isinstance(found := properties.get(key), date)), None)


def partial(text: Any) -> PartialDate | None:
    """The partly known date that the text gives, or nothing if it gives none."""
    try:
        return PartialDate.parse(str(text)) if text is not None else None
    except ValueError:
        return None


def _of_partial(text: Any, last: bool) -> date | None:
    found = partial(text)
    if found is None:
        return None
    return found.span.last if last else found.span.first


def written_span(properties: Mapping[str, Any]) -> tuple[str, str]:
    """The first and the last day as far as they are known, such as 2017-03; blank is open.

    Where the date that the source gives means just these days, it is both; otherwise they are days.
    """
    properties = known(properties)
    first, last = lifetime(properties)
    given = partial(properties.get("date"))
    if given and (given.span.first, given.span.last) == (first, last):
        return str(given), str(given)
    founded, dissolved = partial(properties.get("founded")), partial(properties.get("dissolved"))
    return (
        str(founded) if founded and first == founded.span.first else _iso(first),
        str(dissolved) if dissolved and last == dissolved.span.last else _iso(last),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
