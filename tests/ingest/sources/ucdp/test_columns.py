"""UCDP GED: the same event reads alike from every release, and what cannot be read is refused."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date as Day
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.model.values import DatePrecision
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.tables import table_of
from graphq.ingest.recognise import recognise
from graphq.ingest.sources.ucdp.columns import COLUMNS_42, COLUMNS_49
from graphq.ingest.sources.ucdp.ged import FORMAT
from tests.ingest.ucdp_rows import event, excerpt, published, refusal, row


def test_the_columns_of_19_1_are_those_of_the_published_file() -> None:
    assert tuple(excerpt()[0]) == COLUMNS_42
    assert (len(COLUMNS_42), len(COLUMNS_49)) == (42, 49)
    assert set(COLUMNS_42) < set(COLUMNS_49)


@pytest.mark.parametrize("absent", ["code_status", "relid", "where_description"])
def test_one_event_reads_alike_in_releases_of_42_48_and_49_columns(absent: str) -> None:
    columns_48 = [name for name in COLUMNS_49 if name != absent]
    for columns in (COLUMNS_42, columns_48, COLUMNS_49):
        assert FORMAT.missing(columns) == []
        assert FORMAT.event(row(columns)) == event()


@pytest.mark.parametrize("absent", ["code_status", "relid", "where_description"])
def test_a_file_without_a_header_is_told_by_the_shape_of_its_first_row(absent: str) -> None:
    columns_48 = [name for name in COLUMNS_49 if name != absent]
    for columns in (list(COLUMNS_42), columns_48, list(COLUMNS_49)):
        assert FORMAT.header(list(row(columns).values())) == columns
    assert FORMAT.header(list(excerpt()[0].values())) == list(COLUMNS_42)


@pytest.mark.parametrize(
    "cells",
    [
        {"geom_wkt": "Gao"},
        {"type_of_violence": "4"},
        {"date_start": "soon"},
        {"year": "1989"},
        {"best": ""},
        {"id": "ML-1"},
    ],
)
def test_other_rows_of_49_cells_are_not_taken_for_a_ged(cells: dict[str, str]) -> None:
    assert FORMAT.header(list(row(**cells).values())) is None


def test_a_header_is_not_taken_for_a_first_row() -> None:
    assert FORMAT.header(list(COLUMNS_49)) is None
    assert FORMAT.header([*row().values(), ""]) is None
    assert FORMAT.header([]) is None


RESPELT: Final[tuple[Callable[[str], str], ...]] = (
    str.upper,
    lambda name: "Best" if name == "best" else name,
)


def test_case_blanks_and_a_byte_order_mark_in_a_header_make_no_difference(tmp_path: Path) -> None:
    for respelt in RESPELT:
        path = tmp_path / "respelt.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as opened:
            table = csv.writer(opened)
            table.writerow(f" {respelt(name)} " for name in row())
            table.writerow(row().values())
        with InputFile.open(str(path)) as file:
            assert recognise(file).name == FORMAT.name
            (found,) = table_of(FORMAT, file).rows
        assert FORMAT.event(found.cells) == event()


def test_files_of_other_publishers_are_not_taken_for_a_ged() -> None:
    acled = [
        "event_id_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type",
        "actor1", "actor2", "country", "admin1", "location", "latitude", "longitude", "fatalities",
    ]  # fmt: skip
    gtd = [
        "eventid", "iyear", "imonth", "iday", "country", "country_txt", "latitude", "longitude",
        "gname", "nkill", "nwound",
    ]  # fmt: skip
    for columns in (acled, gtd, []):
        lacking = FORMAT.missing(columns)
        assert "id" in lacking
        assert "type_of_violence" in lacking
        assert "side_a_new_id" in lacking
    assert FORMAT.missing([name for name in COLUMNS_49 if name != "side_b_new_id"]) == [
        "side_b_new_id"
    ]


def test_ids_and_counts_printed_as_decimals_are_whole_numbers_and_nan_is_a_blank() -> None:
    printed = event(
        id="900001.0", side_a_new_id="101.0", side_b_new_id="202.0", conflict_new_id="11.0",
        dyad_new_id="12.0", best="2.0", where_prec="1.0", date_prec="1.0",
        type_of_violence="1.0", active_year="1.0", gwnob="NaN",
    )  # fmt: skip
    assert printed == event()
    unknown = event(adm_2="NaN", deaths_a="NaN", low="", active_year="", conflict_new_id="nan")
    assert (unknown.admin2, unknown.fatalities_side_a, unknown.fatalities_low) == ("", None, None)
    assert (unknown.active_year, unknown.conflict) == (None, None)


def test_line_breaks_within_a_cell_break_neither_the_row_nor_the_text() -> None:
    broken = [cells for cells in excerpt() if any("\n" in text for text in cells.values())]
    columns = {name for cells in broken for name, text in cells.items() if "\n" in text}
    assert {"source_article", "source_headline", "source_original"} <= columns
    for cells in broken:
        assert all("\n" not in f"{cited}" for cited in FORMAT.event(cells).citations)
    assert event(where_coordinates="Gao\r\n town").place == "Gao town"


def test_letters_outside_ascii_stay_as_printed() -> None:
    told = published("73561")
    printed = next(cells for cells in excerpt() if cells["id"] == "73561")
    assert told.place == printed["where_coordinates"]
    assert not told.place.isascii()


# Dates


@given(st.dates(Day(1946, 1, 1), Day(2100, 1, 1)))
def test_a_day_is_the_same_day_in_each_of_the_three_ways_of_writing_it(when: Day) -> None:
    slashed = f"{when.month}/{when.day}/{when.year} 12:00:00 AM"
    for text in (f"{when}", f"{when} 00:00:00", f"{when} 00:00:00.000", slashed):
        assert event(date_start=text, date_end=text).first_day == when


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("25/12/2015 12:00:00 AM", "the month is read first"),
        ("2/30/2015", "calendar"),
        ("2015-02-29", "calendar"),
        ("2015-13-01", "calendar"),
        ("5/11/15", "is not a day"),
        ("2015-05", "is not a day"),
        ("2015-05-11 noon", "is not a day"),
        ("42135", "is not a day"),
        ("9999-01-01", "too late"),
        ("", "no date"),
    ],
)
def test_a_date_that_cannot_be_read_safely_is_refused(text: str, words: str) -> None:
    refused = refusal(date_start=text)
    assert refused.column == "date_start"
    assert words in refused.reason


def test_an_event_that_ends_before_it_begins_is_refused() -> None:
    refused = refusal(date_start="2023-02-04")
    assert refused.column == "date_end"
    assert "2023-02-03" in refused.reason


@pytest.mark.parametrize(
    ("code", "last", "precision", "date"),
    [
        ("1", "2023-02-03", DatePrecision.DAY, "2023-02-03"),
        ("1", "2023-02-09", DatePrecision.DAY, "2023-02-03"),
        ("2", "2023-02-05", DatePrecision.WEEK, "2023-02-03"),
        ("3", "2023-02-09", DatePrecision.WEEK, "2023-02-03"),
        ("4", "2023-02-28", DatePrecision.MONTH, "2023-02"),
        ("4", "2023-03-02", DatePrecision.MONTH, "2023"),
        ("4", "2024-01-02", DatePrecision.MONTH, "2023"),
        ("5", "2023-02-28", DatePrecision.YEAR, "2023"),
        ("5", "2023-12-31", DatePrecision.YEAR, "2023"),
    ],
)
def test_as_much_of_a_date_is_told_as_its_precision_allows(
    code: str, last: str, precision: DatePrecision, date: str
) -> None:
    told = event(date_prec=code, date_end=last)
    assert (told.date_precision, told.date) == (precision, date)
    assert (told.first_day, told.last_day) == (Day(2023, 2, 3), Day.fromisoformat(last))


def test_an_event_of_a_month_that_lies_in_two_months_is_dated_by_the_year() -> None:
    told = published("50576")
    assert (told.date, told.first_day, told.last_day) == (
        "1997", Day(1997, 6, 15), Day(1997, 7, 15),
    )  # fmt: skip


# Refusals


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("latitude", "90.01"),
        ("latitude", "-91"),
        ("longitude", "180.5"),
        ("longitude", "inf"),
        ("longitude", "0,5"),
        ("latitude", ""),
        ("longitude", ""),
        ("where_prec", "8"),
        ("where_prec", ""),
        ("date_prec", "0"),
        ("type_of_violence", "4"),
        ("type_of_violence", ""),
        ("id", ""),
        ("id", "NaN"),
        ("id", "ML-1"),
        ("id", "9.00001e+05"),
        ("best", "1.5"),
        ("best", "many"),
        ("low", "-1"),
        ("deaths_unknown", "-3"),
        ("side_a_new_id", "Reds"),
        ("dyad_new_id", "12a"),
        ("active_year", "2"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_by_its_column(column: str, text: str) -> None:
    assert refusal(**{column: text}).column == column
