"""Finds the days later than another one that a value names, in whatever field or text of it.

What always holds here: it reads days by rules of its own, not by those of the code under test. A
date that is partly known counts by the first day that it can mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
)  # fmt: skip
_NAME: Final = rf"({'|'.join(_MONTHS)})[a-z]*"
_FORMS: Final = (
    (re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)"), ("year", "month", "day")),
    (re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d\d)(?![\d-])"), ("year", "month")),
    (re.compile(rf"\b(\d{{1,2}}) {_NAME},? ((?:19|20)\d\d)"), ("day", "name", "year")),
    (re.compile(rf"\b{_NAME} (\d{{1,2}}),? ((?:19|20)\d\d)"), ("name", "day", "year")),
    (re.compile(rf"\b{_NAME},? ((?:19|20)\d\d)"), ("name", "year")),
    (re.compile(r"(?<![\d.-])((?:19|20)\d\d)(?![\d-])"), ("year",)),
)
_IDS: Final = re.compile(
    r"^id$|Ids?$|^about$|^sources$|^publishedIn$|^disputedBy$|^steps$|^fullName$"
)
"""Fields that hold ids, and what a thing is called in full: they tell nothing by themselves."""


def days_in(text: str) -> Iterator[date]:
    """The first day that each date in the text can mean."""
    for form, parts in _FORMS:
        for found in form.finditer(text):
            told = dict(zip(parts, found.groups(), strict=True))
            month = _MONTHS.index(told["name"]) + 1 if "name" in told else int(told.get("month", 1))
            try:
                yield date(int(told["year"]), month, int(told.get("day", 1)))
            except ValueError:
                continue


def later_than(day: date, value: Any, field: str = "") -> Iterator[str]:
    """Each field or text that names a later day, as `field: what it says`."""
    if _IDS.search(field.rpartition(".")[2]):
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from later_than(day, item, f"{field}.{key}")
    elif isinstance(value, list | tuple):
        for item in value:
            yield from later_than(day, item, field)
    elif isinstance(value, str | date):
        found = [value] if isinstance(value, date) else list(days_in(value))
        if any(one > day for one in found):
            yield f"{field}: {value}"
