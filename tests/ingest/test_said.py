"""When something can have been said: which days a text names, and whose word it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.model.values import PartialDate
from graphq.ingest.files.dates import MONTHS
from graphq.ingest.said import (
    attributed_on,
    days_named,
    days_near,
    first_said,
    latest_named,
    remark,
    said_on,
    tally_said,
)

DAY = date(2019, 7, 22)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("killed 2019-10-05", ["2019-10-05"]),
        ("in 2019-10", ["2019-10-01"]),
        ("killed on 23 November 2018 and 5th of May 2020", ["2018-11-23", "2020-05-05"]),
        ("October 5, 2019", ["2019-10-05"]),
        ("early October 2019, and Sept. 2018", ["2019-10-01", "2018-09-01"]),
        ("le 3 août 2020", ["2020-08-03"]),
        ("told on 05/03/2020, 5.11.2019 and 3/25/2018", ["2020-03-05", "2019-11-05", "2018-03-25"]),
        ("2020/03/05, or 2020.11.5", ["2020-03-05", "2020-11-05"]),
        ("99/99/2019", ["2019-01-01"]),
        ("of 2017-2022", ["2017-01-01", "2022-01-01"]),
        ("in 2023–24", ["2023-01-01"]),
        ("31 February 2019", ["2019-01-01"]),
        ("by 2,019 men, on list QDi.425, in the 20190 th", []),
        ("In October it was so.", []),
    ],
)
def test_a_text_names_days_as_exactly_as_it_writes_them(text: str, named: list[str]) -> None:
    assert sorted(str(day) for day in days_named(text)) == sorted(named)


@given(
    day=st.dates(date(1946, 1, 1), date(2026, 6, 30)),
    written=st.sampled_from(["{0.day} {1} {0.year}", "{1} {0.day}, {0.year}", "{0}"]),
    around=st.sampled_from(["Killed on {}.", "({})", "{}; told again", "“{}”"]),
)
def test_no_day_that_is_written_out_is_missed(day: date, written: str, around: str) -> None:
    text = around.format(written.format(day, MONTHS[day.month - 1].title()))
    assert latest_named(text) == day


def test_a_day_to_come_is_a_plan_and_tells_nothing_of_when_it_was_made() -> None:
    assert latest_named("The mandate ends on 31 December 2024.", date(2023, 7, 1)) is None
    assert latest_named("Agreed in May 2023; ends in 2024.", date(2023, 7, 1)) == date(2023, 5, 1)


def test_a_remark_is_said_when_its_newest_source_was_published() -> None:
    dates = [PartialDate(2019, 2), PartialDate(2019, 11, 5), PartialDate(2018)]
    assert said_on("Killed.", dates) == PartialDate(2019, 11, 5)
    assert said_on("Killed.", []) is None


def test_it_is_never_said_before_a_day_that_it_names() -> None:
    assert said_on("Killed on 6 November 2019.", [PartialDate(2019, 2)]) == PartialDate(2019, 11, 6)
    assert said_on("Killed in 2018.", [PartialDate(2019, 2)]) == PartialDate(2019, 2)
    # In the month in which it was published, not before the day itself.
    made, _ = remark("boss", "Killed on 23 November 2018.", PartialDate(2018, 11), (), "Person")
    assert getattr(made, "said_on_first") == date(2018, 11, 23)  # noqa: B009


def test_a_text_of_a_fact_is_dated_only_where_it_names_a_later_day() -> None:
    sources = [PartialDate(2020, 3)]
    assert first_said("Three or four, as told in 2018.", DAY, sources) is None
    assert first_said(None, DAY, sources) is None
    assert first_said("Three by a text of January 2020.", DAY, sources) == date(2020, 3, 1)
    assert first_said("Three by a text of May 2020.", DAY, sources) == date(2020, 5, 1)


def test_a_day_to_come_without_a_year_hides_no_text() -> None:
    today = date.today()
    soon, before = (today + timedelta(days=days) for days in (20, -20))
    assert (
        first_said(f"The trial begins on {soon.day} {soon:%B}.", today - timedelta(days=30), [])
        is None
    )
    told = f"Claimed on {before.day} {before:%B}; the trial begins on {soon.day} {soon:%B}."
    assert first_said(told, today - timedelta(days=30), []) == before


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Claim dated 25 July (ERR), 3 August (CTG).", ["2019-07-25", "2019-08-03"]),
        ("Claimed in early August, revendiqué le 3 août.", ["2019-08-03", "2019-08-01"]),
        ("Denied on January 4 and by late December.", ["2020-01-04", "2019-12-01"]),
        ("On 5 October 2019, March 2019; it may be 12; 30 February.", []),
    ],
)
def test_a_day_without_a_year_is_of_the_year_nearest_to_what_it_is_about(
    text: str, named: list[str]
) -> None:
    assert [str(day) for day in days_near(text, date(2019, 7, 22))] == named


def test_a_count_is_not_published_before_what_it_counts_can_have_ended() -> None:
    assert tally_said(PartialDate(2019, 8), [PartialDate(2019)]) == date(2019, 8, 1)
    assert tally_said(PartialDate(2018), [PartialDate(2019, 8)]) == date(2019, 8, 1)
    assert tally_said(PartialDate(2018), []) == date(2018, 12, 31)


def test_an_attribution_rests_on_the_claims_of_who_is_said_to_have_done_it() -> None:
    later, soon = DAY + timedelta(days=9), DAY + timedelta(days=3)
    assert attributed_on(DAY, {"a": later, "b": soon}, ["a"]) == later
    assert attributed_on(DAY, {"a": later, "b": soon}, ["c"]) == soon
    assert attributed_on(DAY, {"a": later, "b": soon}, iter(["b", "a"])) == soon
    assert attributed_on(DAY, {"a": None, "b": later}, ["a"]) is None
    assert attributed_on(DAY, {"a": DAY}, ["a"]) is None
    assert attributed_on(DAY, {}, ["a"]) is None
