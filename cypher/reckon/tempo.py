"""Works out `tempo`: a month's interval, and whether it differs from the months before by chance.

What always holds here: a month is compared only where the record goes back as many months as it is
compared with; a month that is not over, or began before the record, counts for the days it has.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from cypher.reckon.intervals import UNCLEAR, change_word, count_interval, small
from cypher.reckon.listed import told_together
from graph.records import Row

WITHIN: Final = "within"
"""What is said of a change that chance alone may well give."""


def rows(read: Sequence[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """A row for each month, in order."""
    before = parameters["before"]
    last = min(parameters["asOf"], parameters["toDate"] or parameters["asOf"])
    return [_row(one, before, last) for one in sorted(read, key=lambda one: one["month"])]


def _row(read: Row, before: int, last: date) -> Row:
    count, earlier = read["incidents"], read["earlier"]
    low, high = count_interval(count)
    compared = read["past"] >= before
    mean = earlier / before
    days, days_before = _days(read["month"], before, last)
    word = change_word(count, earlier, days, days_before)
    return {
        "month": read["month"],
        "incidents": count,
        "low": round(low, 1),
        "high": round(high, 1),
        "sideOnly": read["sideOnly"],
        "fatalities": read["fatalities"],
        "meanBefore": round(mean, 2) if compared else None,
        "change": round(count - mean, 2) if compared else None,
        "verdict": (WITHIN if word == UNCLEAR else word) if compared else None,
        "small": small(count, earlier),
        "together": told_together(sorted(read["datasets"])),
        "incidentIds": read["incidentIds"],
        "sources": read["sources"],
    }


def _days(month: str, before: int, last: date) -> tuple[int, int]:
    """How many days the month has until the last day asked for, and the months before it have."""
    year, number = map(int, month.split("-"))
    first = date(year, number, 1)
    end = min(date(year, number, calendar.monthrange(year, number)[1]), last)
    months = year * 12 + number - 1 - before
    start = date(months // 12, months % 12 + 1, 1)
    return (end - first + timedelta(days=1)).days, (first - start).days
