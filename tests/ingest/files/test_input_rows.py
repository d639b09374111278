"""Every row of a table is read once, in its own columns, however it is encoded or damaged."""

from __future__ import annotations

import csv
import tracemalloc
from datetime import datetime
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.ingest.files.input import InputFile, TableRow
from tests.ingest.inputs import ROWS, TABLE, cells, read, refusal, workbook, written

# How its text is written.


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)  # fmt: skip
def test_letters_are_read_in_the_encoding_they_were_written_in(
    tmp_path: Path, encoding: str, found: str
) -> None:
    what = written(tmp_path / "t.csv", TABLE.encode(encoding))
    with InputFile.open(what) as file:
        assert file.encoding == found
        assert file.first_row() == ["id", "place", "note"]
    assert cells(what) == ROWS


def test_the_first_letter_that_is_no_utf_8_may_stand_late_in_the_file(tmp_path: Path) -> None:
    plain = b"id,place\n" + b"1,Gao\n" * 400_000
    what = written(tmp_path / "t.csv", plain + "2,Ségou\n".encode("cp1252"))
    with InputFile.open(what) as file:
        assert file.encoding == "cp1252"
        *_, last = file.rows()
    assert last == TableRow.of(400_002, {"id": "2", "place": "Ségou"})


@pytest.mark.parametrize("shift", range(4))
def test_a_letter_may_lie_across_two_pieces_of_the_file(tmp_path: Path, shift: int) -> None:
    start = b"id\n" + b"x" * ((1 << 20) - 5 + shift - 3) + b"\n"
    what = written(tmp_path / "t.csv", start + "é€𐎠\n".encode())
    with InputFile.open(what) as file:
        assert file.encoding == "utf-8"


def test_one_broken_letter_spoils_its_row_and_not_the_whole_file(tmp_path: Path) -> None:
    table = "id,place\n1,Ségou\n2,Gar".encode() + b"\xc3" + ",\n3,Kéniéba\n".encode()
    what = written(tmp_path / "t.csv", table.replace(b",\n3", b"\n3"))
    with InputFile.open(what) as file:
        assert file.encoding == "utf-8"
        first, second, third = file.rows()
    assert (first.cells["place"], third.cells["place"]) == ("Ségou", "Kéniéba")
    assert (first.problem, third.problem) == ("", "")
    assert "no letters" in second.problem
    assert second.cells == {"id": "2", "place": "Gar\ufffd"}


def test_a_letter_cut_off_at_the_end_of_the_file_is_a_problem_of_the_last_row(
    tmp_path: Path,
) -> None:
    what = written(tmp_path / "t.csv", "id,place\n1,Ségou\n2,Sé".encode()[:-1])
    first, last = read(what)
    assert (first.problem, "no letters" in last.problem) == ("", True)


def test_a_nul_is_a_problem_of_its_row_alone(tmp_path: Path) -> None:
    what = written(tmp_path / "t.csv", "id,place\n1,Ga\0o\n" + "2,Gao\n" * 20)
    bad, *good = read(what)
    assert "NUL" in bad.problem
    assert bad.cells == {"id": "1", "place": "Gao"}
    assert {row.problem for row in good} == {""}


# Rows and cells.


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_cells_are_parted_by_what_the_header_parts_them_by(tmp_path: Path, mark: str) -> None:
    header = f'id{mark}"a, b; c, d; e"{mark}note\n'
    what = written(tmp_path / "t.csv", header + f'1{mark}x{mark}"y,z;w"\n')
    assert cells(what) == [{"id": "1", "a, b; c, d; e": "x", "note": "y,z;w"}]


def test_a_first_line_may_say_what_parts_the_cells(tmp_path: Path) -> None:
    what = written(tmp_path / "t.csv", "sep=;\r\nid;a,b,c\r\n1;2\r\n")
    assert read(what) == [TableRow.of(3, {"id": "1", "a,b,c": "2"})]


def test_a_table_of_one_column_is_read(tmp_path: Path) -> None:
    assert cells(written(tmp_path / "t.csv", "id\n1\n2")) == [{"id": "1"}, {"id": "2"}]


def test_a_row_has_the_line_it_starts_on(tmp_path: Path) -> None:
    what = written(tmp_path / "t.csv", '\nid,note\n1,"two\nlines"\n\n,\n2,"a\r\nb\rc"\n3,x\n')
    assert [(row.line, row.cells["note"]) for row in read(what)] == [
        (3, "two\nlines"), (7, "a\r\nb\rc"), (10, "x"),
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(tmp_path: Path, end: str) -> None:
    assert cells(written(tmp_path / "t.csv", TABLE.replace("\n", end))) == ROWS


def test_a_file_with_only_a_header_has_no_row(tmp_path: Path) -> None:
    for text in ("id,place", "id,place\n", "id,place\r\n\r\n"):
        assert read(written(tmp_path / "t.csv", text)) == []


def test_the_first_row_is_without_blanks_and_byte_order_mark(tmp_path: Path) -> None:
    what = written(tmp_path / "t.csv", "\ufeff id , place\n1 , Gao\n")
    with InputFile.open(what) as file:
        assert file.first_row() == ["id", "place"]
    assert cells(what) == [{"id": "1 ", "place": " Gao"}]


def test_with_a_header_given_every_row_is_data(tmp_path: Path) -> None:
    what = written(tmp_path / "t.csv", "1,Gao\n2,Ségou\n")
    assert read(what, ["id", "place"]) == [
        TableRow.of(1, {"id": "1", "place": "Gao"}), TableRow.of(2, {"id": "2", "place": "Ségou"}),
    ]  # fmt: skip


def test_a_row_with_too_few_or_too_many_cells_has_a_problem(tmp_path: Path) -> None:
    few, many, right = read(written(tmp_path / "t.csv", "id,place\n1\n2,Gao,Mali\n3,Gao\n"))
    assert "1 cells where the table has 2 columns" in few.problem
    assert few.cells == {"id": "1"}
    assert "3 cells where the table has 2 columns" in many.problem
    assert right == TableRow.of(4, {"id": "3", "place": "Gao"})


def test_blank_cells_and_columns_without_a_name_at_the_end_say_nothing(tmp_path: Path) -> None:
    assert cells(written(tmp_path / "t.csv", "id,place,,\n1,Gao,x,\n2,Ayorou,,,,\n")) == [
        {"id": "1", "place": "Gao"}, {"id": "2", "place": "Ayorou"},
    ]  # fmt: skip


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "more than one column called 'id'" in refusal(written(tmp_path / "t.csv", "id,a,id\n"))


@pytest.mark.parametrize("bad", ['2,"never closed\n', '2,"a "quoted" word"\n', '2,"closed"late\n'])
@pytest.mark.parametrize("rows_after", [0, 3, 60_000])
def test_a_quote_out_of_place_costs_its_own_line_and_no_other(
    tmp_path: Path, bad: str, rows_after: int
) -> None:
    after = "".join(f"{number},sound\n" for number in range(3, 3 + rows_after))
    before, wrong, *rest = read(written(tmp_path / "t.csv", f'id,note\n1,"good"\n{bad}{after}'))
    assert before == TableRow.of(2, {"id": "1", "note": "good"})
    assert (wrong.line, wrong.cells["id"]) == (3, "2")
    assert "quotation mark" in wrong.problem
    assert [(row.line, row.cells["id"]) for row in rest] == [
        (number + 1, str(number)) for number in range(3, 3 + rows_after)
    ]
    assert not any(row.problem for row in rest)


def test_many_quotes_out_of_place_do_not_take_long(tmp_path: Path) -> None:
    what = written(tmp_path / "t.csv", "id,note\n" + '1,"a "b"\n' * 20_000)
    found = read(what)
    assert len(found) == 20_000
    assert all(row.problem for row in found)


def test_a_cell_beyond_every_measure_is_a_problem_of_its_row(tmp_path: Path) -> None:
    long = "x" * (csv.field_size_limit() + 1)
    wrong, right = read(written(tmp_path / "t.csv", f"id,note\n1,{long}\n2,y\n"))
    assert (wrong.line, "is longer than" in wrong.problem) == (2, True)
    assert right == TableRow.of(3, {"id": "2", "note": "y"})


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.write(b"id,note\n1,")
        for _ in range(60):
            file.write(b"x" * (1 << 20))
        file.write(b"\n2,y\n")
    tracemalloc.start()
    wrong, right = read(str(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "too long" in wrong.problem
    assert right == TableRow.of(3, {"id": "2", "note": "y"})
    assert peak < 50 * (1 << 20)


def test_rows_do_not_pile_up_in_memory(tmp_path: Path) -> None:
    what = written(tmp_path / "t.csv", "id,note\n" + f'1,"{"x" * 200}\n"\n' * 100_000)
    tracemalloc.start()
    with InputFile.open(what) as file:
        assert sum(1 for _ in file.rows()) == 100_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * (1 << 20)


def test_an_unreadable_first_row_is_told(tmp_path: Path) -> None:
    assert "The first row" in refusal(written(tmp_path / "t.csv", '"id,place\n1,Gao\n'))


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(
    rows=st.lists(st.lists(_TEXT, min_size=3, max_size=3), max_size=8),
    mark=st.sampled_from(",;\t"),
    style=st.sampled_from([("\r\n", csv.QUOTE_MINIMAL), ("\n", csv.QUOTE_ALL)]),
)
def test_what_was_written_is_read_back_cell_for_cell(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    mark: str,
    style: tuple[str, Literal[0, 1]],
) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=mark, lineterminator=style[0], quoting=style[1])
        # The key keeps a row from being blank.
        writer.writerow(["key", "a", "b", "c"])
        writer.writerows(["k", *row] for row in rows)
    assert cells(str(path)) == [
        dict(zip(["key", "a", "b", "c"], ["k", *row], strict=True)) for row in rows
    ]


@given(text=st.text(st.sampled_from('ab,"\n\r'), max_size=60))
def test_every_line_that_is_not_blank_is_told_of_once(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    path.write_bytes(("x,y\n" + text).encode())
    found = read(str(path), [f"c{number}" for number in range(70)])
    starts = [row.line for row in found]
    assert starts == sorted(set(starts))
    told = {line for row in found for line in range(row.line, row.line + _lines_in(row))}
    lines = _with_one_end("x,y\n" + text).split("\n")
    untold = [line for number, line in enumerate(lines, start=1) if number not in told]
    assert not [line for line in untold if line.strip(',"')]


def _with_one_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines_in(row: TableRow) -> int:
    # A row that cannot be read gives up the lines after its first.
    given_up = "quotation mark in it is not closed" in row.problem
    return 1 if given_up else 1 + _with_one_end("".join(row.cells.values())).count("\n")


# Workbooks.


def test_cells_of_a_workbook_read_as_those_of_a_csv(tmp_path: Path) -> None:
    values: list[object] = [
        5.0, 5, 2.5, True, None, datetime(2020, 3, 1), datetime(2020, 3, 1, 14, 30), "Gao", "=1+1",
    ]  # fmt: skip
    header: list[object] = [f"c{number}" for number in range(len(values))]
    (row,) = cells(workbook(tmp_path / "t.xlsx", [header, values]))
    assert list(row.values()) == [
        "5", "5", "2.5", "TRUE", "", "2020-03-01", "2020-03-01 14:30:00", "Gao", "",
    ]  # fmt: skip


def test_the_first_sheet_that_has_rows_is_read(tmp_path: Path) -> None:
    what = workbook(tmp_path / "t.xlsx", [[None]], [["id"], [7]], [["id"], [8]])
    assert cells(what) == [{"id": "7"}]


def test_rows_of_a_workbook_keep_their_number_and_their_blank_cells(tmp_path: Path) -> None:
    what = workbook(tmp_path / "t.xlsx", [["id", "a", "b"], [], [1, None, None], [2, "x", None]])
    assert read(what) == [
        TableRow.of(3, {"id": "1", "a": "", "b": ""}),
        TableRow.of(4, {"id": "2", "a": "x", "b": ""}),
    ]  # fmt: skip


def test_a_row_of_marks_under_the_header_is_no_row(tmp_path: Path) -> None:
    table = "id,place,note\n#event+id,#loc,\n1,Gao,#3 of the day\n#2,Ansongo,\n"
    found = cells(written(tmp_path / "table.csv", table))
    assert [row["place"] for row in found] == ["Gao", "Ansongo"]


def test_a_number_that_is_no_day_stays_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet(index=0)
    for number, value in enumerate(["day", 45_000, 45_000.5, 10**9, -1], 1):
        sheet.cell(number, 1, value).number_format = "yyyy-mm-dd"
    book.save(tmp_path / "t.xlsx")
    assert [row["day"] for row in cells(str(tmp_path / "t.xlsx"))] == [
        "2023-03-15", "2023-03-15 12:00:00", "1000000000", "1899-12-29",
    ]  # fmt: skip
