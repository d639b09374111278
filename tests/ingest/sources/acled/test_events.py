"""ACLED: what its columns say by the codebook, and what they do not say."""

from __future__ import annotations

import csv
from datetime import date as Day
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.model.targets import TARGET_TYPES
from graphq.graph.model.values import DatePrecision, GeoPrecision, PartialDate
from graphq.ingest.events.event import Citation, Event, RowLeftOutError
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.sources.acled.deletions import FORMAT as DELETIONS
from graphq.ingest.sources.acled.events import FORMAT, span_of
from graphq.ingest.sources.gtd.events import FORMAT as GTD
from graphq.ingest.vocabulary import TACTICS
from tests.ingest.made_up import (
    Row,
    acled_attack,
    acled_deletion,
    acled_old_row,
    acled_row,
    gtd_row,
    write_csv,
)

MOST_DAYS = {DatePrecision.DAY: 0, DatePrecision.WEEK: 6, DatePrecision.MONTH: 30}
"""How many days the last one of an event lies after the first."""
UCDP_COLUMNS = ("id", "relid", "year", "active_year", "type_of_violence", "side_a", "side_b")


def event(**cells: str) -> Event:
    return FORMAT.event(acled_row(**cells))


def refused(row: Row) -> RowRefusedError:
    with pytest.raises(RowRefusedError) as caught:
        FORMAT.event(row)
    return caught.value


def test_the_event_id_is_the_key() -> None:
    assert event(event_id_cnty=" MLI17 ").key == "MLI17"
    assert refused(acled_row(event_id_cnty="")).column == "event_id_cnty"


@pytest.mark.parametrize(
    ("kind", "sub_kind"),
    [
        ("Protests", "Peaceful protest"),
        ("Protests", "Protest with intervention"),
        ("Strategic developments", "Looting/property destruction"),
        ("Strategic developments", "Arrests"),
    ],
)
def test_what_is_no_violence_is_left_out_with_the_reason(kind: str, sub_kind: str) -> None:
    with pytest.raises(RowLeftOutError, match=f"^ACLED event type {kind}, not a violent event$"):
        event(event_type=kind, sub_event_type=sub_kind)


@pytest.mark.parametrize("kind", ["Battle-No change of territory", "Remote violence", ""])
def test_an_event_type_that_is_none_of_the_six_is_refused(kind: str) -> None:
    assert refused(acled_row(event_type=kind)).column == "event_type"


@pytest.mark.parametrize(
    ("sub_kind", "tactic"),
    [
        ("Armed clash", "armed-assault"),
        ("Government regains territory", "armed-assault"),
        ("Non-state actor overtakes territory", "armed-assault"),
        ("Chemical weapon", "chemical-weapon"),
        ("Air/drone strike", "air-strike"),
        ("Suicide bomb", "suicide-bomb"),
        ("Shelling/artillery/missile attack", "indirect-fire"),
        ("Remote explosive/landmine/IED", "ied"),
        ("Grenade", "armed-assault"),
        ("Sexual violence", "sexual-violence"),
        ("Attack", "armed-assault"),
        ("Abduction/forced disappearance", "hostage-taking"),
        ("Violent demonstration", "riot"),
        ("Mob violence", "riot"),
        ("Something new", "not-stated"),
    ],
)
def test_the_sub_event_type_says_how_it_was_done(sub_kind: str, tactic: str) -> None:
    found = event(sub_event_type=sub_kind)
    assert found.tactics == (tactic,)
    assert tactic in TACTICS
    assert found.target_type in TARGET_TYPES
    assert found.event_type == f"Battles: {sub_kind}"


def test_a_known_day_is_that_day() -> None:
    found = event()
    assert found.date == "2024-03-14"
    assert found.first_day == found.last_day == Day(2024, 3, 14)
    assert found.date_precision is DatePrecision.DAY


def test_a_known_week_is_three_days_either_way_and_says_so() -> None:
    found = event(time_precision="2")
    assert (found.date, found.first_day, found.last_day) == (
        "2024-03", Day(2024, 3, 11), Day(2024, 3, 17),
    )  # fmt: skip
    assert found.date_precision is DatePrecision.WEEK
    assert "middle" in (found.note or "")


@pytest.mark.parametrize("day", ["01", "15", "29"])
def test_a_known_month_is_the_whole_month_whichever_day_stands_for_it(day: str) -> None:
    found = event(event_date=f"2024-02-{day}", time_precision="3")
    assert (found.date, found.first_day, found.last_day) == (
        "2024-02", Day(2024, 2, 1), Day(2024, 2, 29),
    )  # fmt: skip
    assert found.date_precision is DatePrecision.MONTH


@given(st.dates(Day(1990, 1, 1), Day(2090, 12, 31)), st.sampled_from(list(MOST_DAYS)))
def test_the_days_of_an_event_hold_its_date_and_no_more_than_is_known(
    day: Day, precision: DatePrecision
) -> None:
    span = span_of(day, precision)
    assert span.first <= day <= span.last
    assert (span.last - span.first).days <= MOST_DAYS[precision]
    written = PartialDate.parse(span.date).span
    if span.first.year == span.last.year:
        assert written.first <= span.first
        assert span.last <= written.last
    if precision is DatePrecision.WEEK:
        assert span.last - day == day - span.first == timedelta(days=3)


@pytest.mark.parametrize(
    "written",
    ["2024-03-14", "14 March 2024", "14-March-2024", "14 Mar 2024", "2024-03-14 00:00:00"],
)
def test_a_date_is_read_as_any_release_writes_it(written: str) -> None:
    assert event(event_date=written).first_day == Day(2024, 3, 14)


@pytest.mark.parametrize(
    "written", ["", "03/04/2024", "14 Marvember 2024", "2024-02-30", "4-Mar-20", "0024-03-14"]
)
def test_a_date_that_cannot_be_told_is_refused(written: str) -> None:
    assert refused(acled_row(event_date=written, year="")).column == "event_date"


def test_a_year_that_contradicts_the_date_is_refused() -> None:
    assert refused(acled_row(year="2023")).column == "year"


@pytest.mark.parametrize("column", ["time_precision", "geo_precision"])
@pytest.mark.parametrize("cell", ["", "0", "4", "high"])
def test_a_precision_that_is_no_code_is_refused(column: str, cell: str) -> None:
    assert refused(acled_row(**{column: cell})).column == column


@pytest.mark.parametrize(
    ("code", "precision"),
    [("1", GeoPrecision.EXACT), ("2", GeoPrecision.NEAR), ("3", GeoPrecision.ADMIN1)],
)
def test_the_precision_of_the_place(code: str, precision: GeoPrecision) -> None:
    assert event(geo_precision=code).geo_precision is precision


def test_the_place_is_as_printed() -> None:
    found = event()
    assert (found.place, found.admin2, found.admin1) == ("Veldi Nor", "Ousk", "Tamborel")
    assert (found.latitude, found.longitude) == (14.25, -3.5)


@pytest.mark.parametrize("cell", ["91", "-90.5", "north", "inf"])
def test_a_latitude_off_the_globe_is_refused(cell: str) -> None:
    assert refused(acled_row(latitude=cell)).column == "latitude"


def test_half_a_point_is_no_point() -> None:
    found = event(longitude="")
    assert (found.latitude, found.longitude) == (None, None)


@pytest.mark.parametrize(
    ("iso", "country", "code"),
    [("466", "Mali", "ML"), ("", "Mali", "ML"), ("0", "Mali", "ML"), ("", "Ruritania", None)],
)
def test_the_country_is_told_by_its_number_or_its_name(
    iso: str, country: str, code: str | None
) -> None:
    found = event(iso=iso, country=country)
    assert (found.country_code, found.country_name) == (code, country)


def test_an_event_without_a_country_is_refused() -> None:
    assert refused(acled_row(country="")).column == "country"


def test_the_deaths_are_one_number_without_a_range() -> None:
    found = event()
    assert (found.fatalities_low, found.fatalities_best, found.fatalities_high) == (None, 4, None)
    assert found.note is None


def test_no_deaths_may_mean_that_nothing_was_said_of_any() -> None:
    found = event(fatalities="0")
    assert found.fatalities_best == 0
    assert "say nothing of any" in (found.note or "")


def test_blank_deaths_are_unknown_and_not_nought() -> None:
    assert event(fatalities="").fatalities_best is None


@pytest.mark.parametrize("cell", ["-1", "many", "1.5"])
def test_deaths_that_are_no_count_are_refused(cell: str) -> None:
    assert refused(acled_row(fatalities=cell)).column == "fatalities"


def test_each_publisher_is_cited_once_by_its_name_alone() -> None:
    found = event(source="Kite Gazette; Radio Ousk;  Kite Gazette")
    assert found.citations == (Citation("Kite Gazette"), Citation("Radio Ousk"))
    assert event(source="").citations == ()


def test_the_narrative_is_not_copied() -> None:
    found = event(notes="Lamps were lit at dusk.")
    assert found.summary is None
    assert "Lamps" not in repr(found)


def test_the_old_layout_tells_the_same_event() -> None:
    old = FORMAT.event(acled_old_row())
    new = event(event_date="2020-03-14", year="2020")
    assert old == new


def test_numbers_that_a_spreadsheet_wrote_are_read() -> None:
    found = event(
        time_precision="1.0", geo_precision="2.0", fatalities="4.0", iso="466.0", year="2024.0"
    )
    assert found.fatalities_best == 4
    assert found.country_code == "ML"


def test_acled_gtd_and_ucdp_are_told_apart_by_their_columns() -> None:
    for row in (acled_row(), acled_old_row()):
        assert FORMAT.missing(list(row)) == []
        assert GTD.missing(list(row))
        assert DELETIONS.missing(list(row)) == ["deleted_timestamp"]
    assert "event_id_cnty" in FORMAT.missing(list(gtd_row()))
    assert "event_id_cnty" in FORMAT.missing(UCDP_COLUMNS)
    assert FORMAT.missing(list(acled_deletion()))
    assert FORMAT.header(["MLI1", "2024-03-14"]) is None


def test_an_export_with_one_actor_a_row_is_none_of_these() -> None:
    assert FORMAT.missing([column for column in acled_row() if column != "actor2"]) == ["actor2"]


def test_rows_written_to_a_file_come_back_as_the_same_event(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "acled.csv", [acled_row(), acled_attack()])
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [FORMAT.event(row) for row in rows] == [event(), FORMAT.event(acled_attack())]


@pytest.mark.parametrize(("cell", "targeted"), [("Civilian targeting", True), ("False", False)])
def test_only_the_words_of_acled_say_that_civilians_were_targeted(
    cell: str, targeted: bool
) -> None:
    found = FORMAT.event(acled_row(civilian_targeting=cell))
    assert (found.target_type == "civilians") is targeted
