"""Works out `tempo`: a month's interval, and whether it differs from the months before by chance.

What always holds here: a month is compared only where the record goes back as many months as it is
compared with; a month that is not over counts for the days it has, and is told of.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from graphq.cypher.reckon.intervals import UNCLEAR, change_word, count_interval, small
from graphq.cypher.reckon.worded import counted_together, killed
from graphq.graph.records import Row

WITHIN: Final = "within"
"""What is said of a change that chance alone may well give."""


def rows(read: Sequence[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """A row for each month, in order, also for those without an incident."""
    found = {_number(one["month"]): one for one in read}
    if not found:
        return []
    oldest, begin, end = min(found), parameters["fromDate"], parameters["toDate"]
    last_day = min(parameters["asOf"], end or parameters["asOf"])
    begin, last_day = _on_record(begin, last_day, parameters)
    first = _number(str(begin)) if begin else oldest
    last = _number(str(last_day))
    if not (end or parameters.get("recordTo")):
        # How far the record goes is not known, so it is drawn as far as it says something.
        last = min(last, max(found))
    # Only where it was asked for is there a number of these, and then for every month.
    sided = None if read[0]["sideOnly"] is None else 0
    nothing: Row = {
        "incidents": 0, "sideOnly": sided, "fatalities": None, "withoutFigure": 0, "otherLow": None,
        "otherHigh": None, "furtherTellings": 0, "datasets": [],
    }  # fmt: skip
    before = parameters["before"]
    return [
        _row(
            {**nothing, **found.get(month, {})},
            month,
            sum(found[one]["incidents"] for one in range(month - before, month) if one in found),
            before,
            month - oldest >= before,
            last_day,
        )
        for month in range(first, last + 1)
    ]


def _on_record(
    begin: date | None, last: date, parameters: Mapping[str, Any]
) -> tuple[date | None, date]:
    """The time asked for, as far as the record covers it: its silence is no month without any."""
    since, until = parameters.get("recordFrom"), parameters.get("recordTo")
    if begin and since:
        begin = max(begin, since)
    return begin, min(last, until) if until else last


def _number(day: str) -> int:
    """The how-manieth month it is of all; of a day or a month as text."""
    year, month = day.split("-")[:2]
    return int(year) * 12 + int(month) - 1


def _row(read: Row, number: int, earlier: int, before: int, compared: bool, last: date) -> Row:
    """The row of a month, which has `earlier` incidents in the months `before` it."""
    count, month = read["incidents"], f"{number // 12:04}-{number % 12 + 1:02}"
    low, high = count_interval(count)
    mean = earlier / before
    days, of_days = _days(month, last)
    # So far back as the record goes there are such months; before the year 1 there are no days.
    before_days = _days_before(month, before) if compared else 1
    word = change_word(count, earlier, days, before_days)
    return {
        "month": month,
        "incidents": count,
        "low": round(low, 1),
        "high": round(high, 1),
        "sideOnly": read["sideOnly"],
        **killed(read),
        "notOver": f"its first {days} of {of_days} days" if days < of_days else None,
        "meanBefore": round(mean, 2) if compared else None,
        "change": round(count - mean, 2) if compared else None,
        "verdict": (WITHIN if word == UNCLEAR else word) if compared else None,
        "small": small(count, earlier),
        "together": counted_together(read["datasets"]),
    }


def _days(month: str, last: date) -> tuple[int, int]:
    """How many days the month has until the last day asked for, and in all."""
    year, number = map(int, month.split("-"))
    of_days = calendar.monthrange(year, number)[1]
    end = min(date(year, number, of_days), last)
    return (end - date(year, number, 1) + timedelta(days=1)).days, of_days


def _days_before(month: str, before: int) -> int:
    """How many days the months before it have."""
    year, number = map(int, month.split("-"))
    months = year * 12 + number - 1 - before
    return (date(year, number, 1) - date(months // 12, months % 12 + 1, 1)).days
