"""How far a dataset reaches once files of it have been loaded, on both engines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphq.graph.model.coverage import BY_INCIDENT, BY_STATEMENT, Coverage, joined
from graphq.graph.read.reach import DatasetReach, reaches
from graphq.graph.store import Store
from tests.ingest.event_files import load_file, write_rows
from tests.ingest.made_up import acled_row
from tests.ingest.ucdp_rows import row


def event(key: str, day: str, **more: str) -> dict[str, str]:
    return row(**{"id": key, "date_start": day, "date_end": day, "year": day[:4], **more})


def ged(folder: Path, name: str, *days: str) -> Path:
    return write_rows(folder / name, [event(day.replace("-", ""), day) for day in days])


def reach_of(store: Store) -> DatasetReach:
    (found,) = reaches(store)
    return found


def test_a_file_that_says_nothing_reaches_to_its_last_incident(
    empty_store: Store, tmp_path: Path
) -> None:
    load_file(ged(tmp_path, "mine.csv", "2019-03-04", "2022-12-30"), empty_store)
    last = date(2022, 12, 30)
    assert reach_of(empty_store) == DatasetReach(
        "ucdp-ged", date(2019, 3, 4), last, BY_INCIDENT, (), ("ML",), last
    )


def test_a_release_reaches_to_the_end_of_the_year_before_it(
    empty_store: Store, tmp_path: Path
) -> None:
    load_file(ged(tmp_path, "GEDEvent_v23_1.csv", "2019-03-04", "2022-12-30"), empty_store)
    found = reach_of(empty_store)
    assert (found.first, found.last) == (date(1989, 1, 1), date(2022, 12, 31))
    assert found.by == BY_STATEMENT


def test_a_release_that_was_cut_down_covers_no_more_than_it_has(
    empty_store: Store, tmp_path: Path
) -> None:
    load_file(ged(tmp_path, "GEDEvent_v23_1.csv", "2019-03-04", "2020-12-30"), empty_store)
    found = reach_of(empty_store)
    assert (found.last, found.by, found.covers) == (date(2020, 12, 30), BY_INCIDENT, ())


def test_a_candidate_month_goes_on_from_a_release_and_what_lies_between_is_left_out(
    empty_store: Store, tmp_path: Path
) -> None:
    load_file(ged(tmp_path, "GEDEvent_v23_1.csv", "2019-03-04", "2022-12-30"), empty_store)
    load_file(ged(tmp_path, "GEDEvent_v24_0_3.csv", "2024-03-02"), empty_store)
    found = reach_of(empty_store)
    assert (found.last, found.by) == (date(2024, 3, 31), BY_STATEMENT)
    assert found.covers == (
        Coverage(date(1989, 1, 1), date(2022, 12, 31)),
        Coverage(date(2024, 3, 1), date(2024, 3, 31)),
    )


def test_what_a_release_replaces_is_covered_no_longer(empty_store: Store, tmp_path: Path) -> None:
    load_file(ged(tmp_path, "GEDEvent_v23_1.csv", "2019-03-04", "2022-12-30"), empty_store)
    again = ged(tmp_path, "part.csv", "2019-03-04", "2021-05-06")
    load_file(again, empty_store, replace=True)
    found = reach_of(empty_store)
    assert (found.last, found.by, found.covers) == (date(2021, 5, 6), BY_INCIDENT, ())


def test_a_year_in_which_something_happened_was_not_looked_through_to_its_end(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = [
        event("1", "2019-03-04"),
        event("2", "2019-01-01", date_end="2019-12-31", date_prec="5"),
    ]
    load_file(write_rows(tmp_path / "mine.csv", rows), empty_store)
    assert reach_of(empty_store).last == date(2019, 3, 4)


def test_a_dry_run_leaves_the_reach_as_it_was(empty_store: Store, tmp_path: Path) -> None:
    load_file(ged(tmp_path, "one.csv", "2019-03-04"), empty_store)
    before = reach_of(empty_store)
    load_file(ged(tmp_path, "two.csv", "2019-03-04", "2023-01-01"), empty_store, dry_run=True)
    assert reach_of(empty_store) == before


def test_the_name_of_an_export_of_acled_says_its_days_and_country(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = [acled_row(event_date="2019-03-30", year="2019", country="Mali")]
    load_file(write_rows(tmp_path / "2018-01-01-2019-03-31-Mali.csv", rows), empty_store)
    found = reach_of(empty_store)
    assert found.covers == (Coverage(date(2018, 1, 1), date(2019, 3, 31), ("ML",)),)
    assert (found.last, found.by) == (date(2019, 3, 31), BY_STATEMENT)


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2023, 1, 1)])
def test_times_that_meet_are_one(day: date) -> None:
    first = Coverage(date(1989, 1, 1), date(2022, 12, 31))
    assert joined([Coverage(day, date(2023, 2, 1)), first]) == [
        Coverage(date(1989, 1, 1), date(2023, 2, 1))
    ]
    other = Coverage(day, date(2023, 2, 1), ("ML",))
    assert len(joined([first, other])) == 2
    assert Coverage.of_text(other.text) == other
