"""A date is the same date in every way of writing it, and one of two meanings is none."""

from __future__ import annotations

from datetime import date as Day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.model.values import PartialDate
from graphq.ingest.files.dates import MONTHS, day, partial

DAYS = st.dates(Day(1000, 1, 1), Day(9998, 12, 31))


@given(DAYS)
def test_a_day_is_the_same_day_in_every_way_of_writing_it(when: Day) -> None:
    month = MONTHS[when.month - 1].title()
    for written in (
        f"{when}", f"{when} 00:00:00", f"{when} 00:00:00.000", f"{when}T23:59", f"{when}T00:00:00Z",
        f"{when}T10:00:00+02:00", f"{when}-05:00", f"{when.day} {month} {when.year}",
        f"{when.day:02d}-{month[:3].upper()}-{when.year}", f"{when.day}  {month}, {when.year}",
        f"{month} {when.day}, {when.year}", f"{month[:3]} {when.day:02d} {when.year}",
    ):  # fmt: skip
        assert day(written) == when, written
        assert partial(written) == PartialDate(when.year, when.month, when.day)
    for time in ("", " 0:00", " 12:00:00 AM", "T00:00:00Z"):
        assert day(f"{when.month}/{when.day}/{when.year}{time}", month_first=True) == when


@given(DAYS)
def test_a_month_and_a_year_are_as_much_of_a_date_as_is_told(when: Day) -> None:
    month = PartialDate(when.year, when.month)
    for written in (f"{when:%Y-%m}", f"{MONTHS[when.month - 1]} {when.year}"):
        assert partial(written) == month
        with pytest.raises(ValueError, match="is not a day"):
            day(written)
    assert partial(f"{when.year}") == PartialDate(when.year)


@given(DAYS)
def test_what_a_day_is_written_as_is_read_as_that_day(when: Day) -> None:
    assert str(partial(str(partial(f"{when}")))) == when.isoformat()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("3/4/2020", "'3/4/2020' is not a day, which is written as 2020-03-04 or 4 March 2020"),
        ("4-Mar-20", "is not a day"),
        ("43894", "is not a day"),
        ("2020-03", "is not a day"),
        ("2020-03-04 noon", "is not a day"),
        ("2020-03-04T1", "is not a day"),
        ("4 Marvember 2020", "is not a day"),
        ("", "is not a day"),
        ("2020-02-30", "'2020-02-30' is not a day that exists in the calendar"),
        ("30 February 2020", "'2020-02-30' is not a day that exists in the calendar"),
        ("0000-01-01", "is not a day that exists in the calendar"),
        ("9999-01-01", "is too late"),
    ],
)
def test_what_is_no_day_or_may_be_two_is_refused(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        day(written)


def test_slashes_say_the_month_first_only_where_a_format_says_so() -> None:
    assert day("3/4/2020", month_first=True) == Day(2020, 3, 4)
    with pytest.raises(
        ValueError, match="has no month 25: between slashes the month is read first"
    ):
        day("25/12/2015 12:00:00 AM", month_first=True)
    with pytest.raises(ValueError, match="is not a day that exists in the calendar"):
        day("13/32/2014", month_first=True)
    with pytest.raises(ValueError, match=r"or as 3/4/2020 with the month first$"):
        day("5/11/15", month_first=True)
