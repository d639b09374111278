"""Small value types with their arithmetic: partial dates, spans of days, and graded words.

What always holds here: a value is parsed once, at the edge, and is correct from then on. A date
that is not wholly known stays partly known; it becomes a span of days, and what is said about it
is `certain` or only `possible`. No sentinel day ever stands in for an unknown one.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class DatePrecision(StrEnum):
    """How exactly the day of something is known (UCDP `date_prec`, in words)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class GeoPrecision(StrEnum):
    """How exactly a place is known (UCDP `where_prec`, in words), from best to coarsest.

    `estimate`: a point that stands for a line, a border or a vague area; `sea-or-air`: over
    international waters, or in the air.
    """

    EXACT = "exact"
    NEAR = "near"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    ESTIMATE = "estimate"
    COUNTRY = "country"
    SEA_OR_AIR = "sea-or-air"

    @property
    def coarse(self) -> bool:
        """Whether a distance measured from such a place says little."""
        return self not in (GeoPrecision.EXACT, GeoPrecision.NEAR)


class Attribution(StrEnum):
    """On whose word an incident is a group's.

    `claimed`: a cited source reports a claim; `assessed`: a source names the group; `suspected`:
    unclaimed, or only thought to be; `disputed`: sources name different groups, or it is denied.
    """

    CLAIMED = "claimed"
    ASSESSED = "assessed"
    SUSPECTED = "suspected"
    DISPUTED = "disputed"


class Extent(StrEnum):
    """Whether a party to a change entered it whole, or only a part of it did."""

    WHOLE = "whole"
    PART = "part"


class Descent(StrEnum):
    """How much of an ancestor came down to an heir by a chain of successions.

    `part of a part`: at two or more of its changes only a part passed on.
    """

    WHOLE = "whole"
    PART = "part"
    PART_OF_A_PART = "part of a part"


class Reliability(StrEnum):
    """Reliability of a source, as the Admiralty code grades it (NATO AJP-2.1, A best)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def meaning(self) -> str:
        """The code's own wording of the letter."""
        return _RELIABILITY[self]


_RELIABILITY = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open run of days: `first` is in it, `after` is the first day that is not.

    Raises ValueError when it would hold no day at all.
    """

    first: date
    after: date

    def __post_init__(self) -> None:
        """Refuse a span that holds no day."""
        if self.after <= self.first:
            raise ValueError(f"a span must hold at least one day: {self.first} to {self.after}")

    @classmethod
    def of_days(cls, first: date, last: date) -> Span:
        """The span from one day to another, both counted."""
        return cls(first, last + timedelta(days=1))

    @property
    def last(self) -> date:
        """The last day in the span."""
        return self.after - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days the span holds, at least 1."""
        return (self.after - self.first).days

    def widened(self, days: int) -> Span:
        """The span with so many days more at both ends."""
        return Span(self.first - timedelta(days=days), self.after + timedelta(days=days))


LAST_YEAR: Final = 9998
"""The last year with a day after each of its days, which the calendar of Python needs."""

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which at least the year is known: `2017`, `2017-03` or `2017-03-02`."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse a date that no calendar has."""
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        if self.year > LAST_YEAR:
            raise ValueError(f"the last year that can be counted with is {LAST_YEAR}")
        date(self.year, *(1 if part is None else part for part in (self.month, self.day)))

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ISO text. Raises ValueError with a sentence that says what was wrong."""
        match = _PARTIAL.fullmatch(text)
        if match is None:
            raise ValueError(f"'{text}' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if year > LAST_YEAR:
            raise ValueError(
                f"'{text}' is too late: the last year that can be counted with is {LAST_YEAR}"
            )
        try:
            return cls(year, month, day)
        except ValueError:
            raise ValueError(f"'{text}' is not a day that exists in the calendar") from None

    @property
    def precision(self) -> DatePrecision:
        """How much of the date is known."""
        if self.month is None:
            return DatePrecision.YEAR
        return DatePrecision.MONTH if self.day is None else DatePrecision.DAY

    @property
    def span(self) -> Span:
        """Every day the date can mean."""
        if self.month is None:
            return Span.of_days(date(self.year, 1, 1), date(self.year, 12, 31))
        if self.day is None:
            length = calendar.monthrange(self.year, self.month)[1]
            return Span.of_days(date(self.year, self.month, 1), date(self.year, self.month, length))
        only = date(self.year, self.month, self.day)
        return Span.of_days(only, only)

    def __str__(self) -> str:
        """The ISO text, as far as the date is known."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
