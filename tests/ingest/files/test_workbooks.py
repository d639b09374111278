"""Workbooks: what stands in the cells, held against what openpyxl makes of the same file."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from graphq.ingest.files.workbooks import cell_text
from tests.ingest.inputs import cells, read, refusal, workbook, zipped

MADE: Final[tuple[Callable[[random.Random], object], ...]] = (
    lambda chance: chance.randint(-(10**12), 10**12),
    lambda chance: chance.random() * 10 ** chance.randint(-8, 12),
    lambda chance: float(chance.randint(0, 99)),
    lambda chance: chance.random() < 0.5,
    lambda chance: date(1990, 1, 1) + timedelta(days=chance.randint(0, 20_000)),
    lambda chance: datetime(2000, 1, 1) + timedelta(seconds=chance.randint(0, 10**9)),
    lambda chance: time(chance.randint(0, 23), chance.randint(0, 59)),
    lambda chance: timedelta(hours=chance.randint(1, 90)),
    lambda chance: "".join(chance.choices("aé &<>\"'\n;,=ﷺ🜨_x", k=12)),
    lambda chance: None,
)


@pytest.mark.parametrize("from_1904", [False, True])
def test_cells_are_read_as_openpyxl_reads_them(from_1904: bool, tmp_path: Path) -> None:
    chance, book = random.Random(19), openpyxl.Workbook()
    if from_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append([f"c{number}" for number in range(8)])
    for _ in range(300):
        sheet.append([chance.choice(MADE)(chance) for _ in range(8)])
    book.save(tmp_path / "t.xlsx")
    found = [list(row.cells.values()) for row in read(str(tmp_path / "t.xlsx"))]
    again = openpyxl.load_workbook(tmp_path / "t.xlsx", data_only=True).worksheets[0]
    wanted = [[cell_text(value) for value in row] for row in again.iter_rows(2, values_only=True)]
    assert found == [row for row in wanted if any(row)]


def changed(tmp_path: Path, name: str, before: str, after: str) -> str:
    """A workbook of which a part says something else."""
    sound = workbook(tmp_path / "sound.xlsx", [["id", "note"], [1, "a"], [2, "b"]])
    with zipfile.ZipFile(sound) as archive:
        members: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    part = members[name]
    assert isinstance(part, bytes)
    assert before.encode() in part
    members[name] = part.replace(before.encode(), after.encode())
    return zipped(tmp_path / "t.xlsx", members)


SHEET: Final = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("<v>1e400</v>", "1e400"), ("<v>nan</v>", "nan"), ("<v>1_0</v>", "1_0"),
        ("<v>007</v>", "7"), ("<v>" + "9" * 400 + "</v>", "9" * 400), ("<v>1.50</v>", "1.5"),
        ("<f>1+1</f><v>2</v>", "2"),
    ],
)  # fmt: skip
def test_a_number_that_is_none_is_left_to_who_reads_the_cell(
    written: str, told: str, tmp_path: Path
) -> None:
    what = changed(tmp_path, SHEET, "<v>1</v>", written)
    assert [row["id"] for row in cells(what)] == [told, "2"]


def test_remarks_on_how_a_text_is_spoken_are_no_part_of_it(tmp_path: Path) -> None:
    spoken = "<is><r><t>a</t></r><rPh><t>x</t></rPh><r><t>_x000D_b_xD800_</t></r></is>"
    what = changed(tmp_path, SHEET, "<is><t>a</t></is>", spoken)
    assert [row["note"] for row in cells(what)] == ["a\rb_xD800_", "b"]


def test_a_workbook_whose_names_have_prefixes_or_another_namespace_is_read(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    usual = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    assert len(cells(changed(tmp_path, SHEET, usual, strict))) == 2


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("xl/workbook.xml", "<sheets>", "<sheets"),
        ("xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet9.xml"),
        (SHEET, 'r="A2"', 'r="AAAA2"'),
        (SHEET, "</sheetData>", ""),
    ],
)
def test_a_workbook_with_a_part_that_is_wrong_is_told(
    name: str, before: str, after: str, tmp_path: Path
) -> None:
    told = refusal(changed(tmp_path, name, before, after))
    assert "cannot be read: it is damaged or of an unusual kind" in told
