"""Dates in words, as far as they are known, and whether they are later than a day.

What always holds here: a date that is partly known is not made more exact.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any, Final

from graphq.graph.model.values import PartialDate

_MONTHS: Final = (
    {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
    | {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
_NAMED: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TOLD: Final = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\s+)?\b(?P<name>{_NAMED})\.?\s+(?P<named>\d{{4}})\b"
    r"|(?<!\d)(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<date>\d{2}))?)?(?![\d,.]*\d)",
    re.IGNORECASE,
)
_YEARS: Final = range(1900, 2100)


def when(value: Any) -> str:
    """The date written out, as far as it is known: `2 March 2017`, `March 2017`, `2017`."""
    known = partial(value)
    if known is None:
        return str(value)
    parts = [str(known.day)] if known.day else []
    parts += [calendar.month_name[known.month]] if known.month else []
    return " ".join([*parts, str(known.year)])


def on(value: Any) -> str:
    """The date with its word: `on 2 March 2017`, `in March 2017`, or that none is stated."""
    known = partial(value)
    if known is None:
        return "at a time that is not stated"
    return f"{'on' if known.day else 'in'} {when(value)}"


def partial(value: Any) -> PartialDate | None:
    """The date as far as it is known; none for what is no date."""
    try:
        return PartialDate.parse(str(value))
    except ValueError:
        return None


def later(value: Any, day: date) -> bool:
    """Whether the date can only be after the day."""
    known = partial(value)
    return known is not None and known.span.first > day


def tells_later(text: str, day: date) -> bool:
    """Whether a text from the record names a date that can only be after the day."""
    for found in _TOLD.finditer(text):
        year = int(found["named"] or found["year"])
        if year not in _YEARS:
            continue
        month = _MONTHS[found["name"].lower()] if found["name"] else int(found["month"] or 0)
        number = int(found["day"] or found["date"] or 0)
        try:
            known = PartialDate(year, month or None, (number or None) if month else None)
        except ValueError:
            known = PartialDate(year)
        if known.span.first > day:
            return True
    return False
