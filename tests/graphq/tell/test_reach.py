"""How far the record reaches, in words; and what of the time asked for it does not cover."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.cypher.ask.reach import Reached
from graphq.document.dates import when
from graphq.graph.model.coverage import BY_INCIDENT, BY_STATEMENT, Coverage
from graphq.graph.read.reach import DatasetReach
from graphq.tell.reach import age_told, reach_told, silence

ONE = DatasetReach("dossier:jnim", date(2012, 1, 5), date(2024, 9, 17), BY_INCIDENT, (), ("ML",))
GED = DatasetReach("ucdp-ged", date(1989, 1, 1), date(2022, 12, 31), BY_STATEMENT, (), ("ML", "NE"))


def reached(*datasets: DatasetReach) -> Reached:
    return Reached(datasets, is_told=True)


def test_each_dataset_says_how_far_and_by_what_that_is_known() -> None:
    assert (
        reach_told(reached(ONE))
        == "record to 17 September 2024 (dossier:jnim, by its last incident)"
    )
    assert reach_told(reached(GED, ONE)) == (
        "record to 17 September 2024 (dossier:jnim, by its last incident), to 31 December 2022 "
        "(ucdp-ged, by its own statement)"
    )


def test_as_of_a_day_nothing_later_is_told() -> None:
    day = date(2019, 8, 31)
    told = reach_told(reached(ONE, GED).by(day), day)
    assert told == "record to that day and beyond (dossier:jnim, ucdp-ged)"
    later = date(2023, 8, 31)
    assert reach_told(reached(ONE, GED).by(later), later) == (
        "record to that day and beyond (dossier:jnim), to 31 December 2022 (ucdp-ged, by its own "
        "statement)"
    )


@pytest.mark.parametrize(("number", "left"), [(5, "1 more dataset"), (6, "2 more datasets")])
def test_of_many_datasets_the_rest_are_counted(number: int, left: str) -> None:
    many = (ONE._replace(dataset=f"dossier:{key}") for key in range(number))
    assert reach_told(reached(*many)).endswith(f", and of {left}")


def test_where_no_dataset_can_tell_of_it_that_is_said() -> None:
    assert "no dataset has an incident in Niger" in reach_told(Reached((), ("NE",), (), True))
    assert "no incident of acled is on record" in reach_told(Reached((), (), ("acled",), True))
    assert "no dataset with incidents is on record" in reach_told(Reached())


@pytest.mark.parametrize(
    ("begin", "end", "told"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "says nothing about 2025."),
        (date(2025, 2, 1), date(2025, 2, 28), "says nothing about February 2025."),
        (date(2025, 1, 1), date(2026, 12, 31), "says nothing about 2025 to 2026."),
        (None, date(2011, 12, 31), "begins on 5 January 2012; nothing before that is on record"),
        (date(2024, 1, 1), date(2024, 12, 31), "of what came after, until 31 December 2024, this"),
        (date(2011, 1, 1), date(2013, 1, 1), "says nothing of the time before."),
        (date(2013, 1, 1), date(2014, 1, 1), ""),
    ],
)
def test_what_is_not_covered_is_told(begin: date | None, end: date, told: str) -> None:
    said = silence(reached(ONE), begin, end)
    assert told in said
    assert bool(said) is bool(told)


def test_what_one_dataset_alone_covers_is_told() -> None:
    said = silence(reached(ONE, GED), date(2020, 1, 1), date(2024, 1, 1))
    assert said == "Not every dataset reaches so far: ucdp-ged reaches to 31 December 2022."


def test_a_time_between_two_that_are_covered_is_no_quiet_one() -> None:
    covers = (
        Coverage(date(1989, 1, 1), date(2022, 12, 31)),
        Coverage(date(2024, 3, 1), date(2024, 3, 31)),
    )
    of_both = GED._replace(last=date(2024, 3, 31), covers=covers)
    said = silence(reached(of_both), date(2022, 1, 1), date(2024, 3, 31))
    assert said == "No dataset covers the time from 1 January 2023 to 29 February 2024."


DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(0, 4000), DAYS, st.integers(0, 4000))
def test_silence_is_told_just_where_a_day_is_not_covered(
    first: date, long: int, begin: date, asked: int
) -> None:
    last, end = first + timedelta(days=long), begin + timedelta(days=asked)
    said = silence(reached(ONE._replace(first=first, last=last)), begin, end)
    assert bool(said) is (begin < first or end > last)
    if begin > last:
        assert when(last) in said
        assert "nothing after that is on record" in said


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 11, 30), "26 months ago"),
        (date(2024, 11, 17), "2 months ago"),
        (date(2024, 11, 16), "60 days ago"),
        (date(2024, 9, 18), "1 day ago"),
        (date(2024, 9, 17), "which is today"),
    ],
)
def test_the_age_of_a_record(today: date, told: str) -> None:
    assert age_told(ONE, today) == f"reaches to 17 September 2024, {told}"
