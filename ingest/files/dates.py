"""Days, months and years as publishers write them.

What always holds here: only what can be read in one way is read. Slashes are read where a format
says that the month is first, and nowhere else; a year of two digits says no century. A time or a
time zone behind a day is left out: the day is the one that is printed. What cannot be read raises
ValueError with a sentence (without its full stop).
"""

from __future__ import annotations

import re
from datetime import date as Day
from functools import lru_cache
from typing import Final

from graphq.graph.model.values import PartialDate
from graphq.ingest.files.cells import quoted

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NUMBERS: Final = {
    name: number for number, month in enumerate(MONTHS, start=1) for name in (month, month[:3])
}
_TIME: Final = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?)? ?(?:Z|[+-]\d{2}:?\d{2})?"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO: Final = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}){_TIME}", re.ASCII)
_SLASHED: Final = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}){_TIME}", re.ASCII)
_NAMED: Final = (
    re.compile(r"(?P<day>\d{1,2})[\s-]+(?P<month>[A-Za-z]+)[\s,-]+(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<month>[A-Za-z]+)(?:\s+(?P<day>\d{1,2}))?[\s,]+(?P<year>\d{4})", re.ASCII),
)


@lru_cache(maxsize=65536)
def day(text: str, *, month_first: bool = False) -> Day:
    """The day: `2020-03-04`, with or without a time, or `4 March 2020`. Raises ValueError.

    `month_first`: `3/4/2020` is read, too, and is the fourth of March.
    """
    iso = _iso(text, month_first)
    if not _DAY.fullmatch(iso):
        slashed = ", or as 3/4/2020 with the month first" if month_first else ""
        raise ValueError(
            f"{quoted(text)} is not a day, which is written as 2020-03-04 or 4 March 2020{slashed}"
        )
    PartialDate.parse(iso)
    return Day.fromisoformat(iso)


@lru_cache(maxsize=65536)
def partial(text: str, *, month_first: bool = False) -> PartialDate:
    """The date as far as it is told: also `March 2020`, `2020-03` and `2020`. Raises ValueError."""
    return PartialDate.parse(_iso(text, month_first))


def _iso(text: str, month_first: bool) -> str:
    """The date as ISO text; the text as it is where it is written in no way that is known here."""
    if found := _ISO.fullmatch(text):
        return found[1]
    if month_first and (found := _SLASHED.fullmatch(text)):
        month, number, year = found.groups()
        if int(month) > 12 >= int(number):
            raise ValueError(
                f"{quoted(text)} has no month {month}: between slashes the month is read first, "
                "and here the day seems to be first"
            )
        return f"{year}-{month:0>2}-{number:0>2}"
    for way in _NAMED:
        if (found := way.fullmatch(text)) and (month := _NUMBERS.get(found["month"].lower())):
            return f"{found['year']}-{month:02d}" + (f"-{found['day']:0>2}" if found["day"] else "")
    return text
