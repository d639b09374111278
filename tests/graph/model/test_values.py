"""Partly known dates and spans of days say no more and no less than what their days allow.

Every statement about spans is held against the plain enumeration of the days in them.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.model.values import (
    DatePrecision,
    GeoPrecision,
    PartialDate,
    Reliability,
    Span,
)

NEAR = st.integers(0, 12).map(lambda days: date(2017, 2, 24) + timedelta(days=days))
YEARS = st.integers(1000, 9998)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A span of at most five days at the end of February 2017, so that two often meet."""
    return Span.of_days(first := draw(NEAR), first + timedelta(days=draw(st.integers(0, 4))))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """A date of any precision that the calendar has."""
    year, month = draw(YEARS), draw(st.none() | st.integers(1, 12))
    if month is None:
        return PartialDate(year)
    return PartialDate(
        year, month, draw(st.none() | st.integers(1, calendar.monthrange(year, month)[1]))
    )


def days_of(span: Span) -> list[date]:
    """Every day in the span."""
    return [span.first + timedelta(days=offset) for offset in range(span.days)]


@given(partial_dates())
def test_a_partial_date_is_read_back_from_its_own_text(when: PartialDate) -> None:
    assert PartialDate.parse(str(when)) == when


@given(partial_dates(), st.dates(date(1000, 1, 1), date(9998, 12, 31)))
def test_the_span_of_a_partial_date_holds_just_the_days_it_can_mean(
    when: PartialDate, probe: date
) -> None:
    def can_mean(day: date) -> bool:
        return day.isoformat().startswith(str(when))

    span = when.span
    assert can_mean(span.first)
    assert can_mean(span.last)
    assert not can_mean(span.after)
    assert not can_mean(span.first - timedelta(days=1))
    assert (span.first <= probe < span.after) == can_mean(probe)


@given(partial_dates())
def test_the_precision_says_how_many_days_are_left_open(when: PartialDate) -> None:
    lengths = {
        DatePrecision.DAY: {1},
        DatePrecision.MONTH: {28, 29, 30, 31},
        DatePrecision.YEAR: {365, 366},
    }
    assert when.span.days in lengths[when.precision]


@pytest.mark.parametrize(
    "text",
    ["2017-02-29", "2017-13", "2017-00", "2017-04-31", "2017-01-00", "0000", "0000-01-01"],
)
def test_a_day_that_no_calendar_has_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=f"^'{text}' is not a day that exists in the calendar$"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "17", "2017-3", "2017-3-2", "2017-", " 2017", "2017\n", "٢٠١٧"),
        *("2 March 2017", "2017-03-02T00:00", "02-03-2017", "-2017"),
    ],
)
def test_a_text_that_is_no_iso_date_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date: write YYYY, YYYY-MM or YYYY-MM-DD$"):
        PartialDate.parse(text)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_is_refused_and_never_something_between(text: str) -> None:
    try:
        when = PartialDate.parse(text)
    except ValueError as error:
        told = str(error)
    else:
        told = f"'{when}' is not a date"
    assert told.startswith(f"'{text}' is not a da")


def test_a_day_without_its_month_is_refused() -> None:
    with pytest.raises(ValueError, match="a day needs its month"):
        PartialDate(2017, None, 2)


def test_a_leap_day_is_a_day_and_february_of_that_year_has_it() -> None:
    assert PartialDate.parse("2012-02-29").span.days == 1
    assert PartialDate.parse("2012-02").span.last == date(2012, 2, 29)


@given(NEAR, NEAR)
def test_a_span_that_would_hold_no_day_is_refused(first: date, after: date) -> None:
    if first < after:
        assert Span(first, after).days == (after - first).days
    else:
        with pytest.raises(ValueError, match="at least one day"):
            Span(first, after)


@given(NEAR, st.integers(0, 9))
def test_a_span_of_days_counts_both_its_ends(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    span = Span.of_days(first, last)
    assert (span.first, span.last, span.days) == (first, last, more + 1)


@given(spans(), st.integers(0, 5))
def test_a_widened_span_has_so_many_days_more_at_both_ends(span: Span, days: int) -> None:
    wider = span.widened(days)
    assert wider.days == span.days + 2 * days
    assert (span.first - wider.first).days == (wider.last - span.last).days == days


@pytest.mark.parametrize("precision", GeoPrecision)
def test_a_place_known_only_by_its_district_or_wider_is_coarse(precision: GeoPrecision) -> None:
    assert precision.coarse == (precision.value not in {"exact", "near"})


def test_the_admiralty_letters_mean_what_the_code_says_each_its_own() -> None:
    meanings = {letter.value: letter.meaning for letter in Reliability}
    assert list(meanings) == list("ABCDEF")
    assert len(set(meanings.values())) == 6
    assert meanings["A"] == "completely reliable"
    assert meanings["E"] == "unreliable"
    assert meanings["F"] == "reliability cannot be judged"
