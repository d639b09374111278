"""The empty form for CARVER scores, with its columns explained.

What always holds here: the second row explains the columns, each cell with a `#` before it, and is
passed over when the file is loaded; so a spreadsheet shows what belongs where.
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Final

from graphq.graph.errors import UsageError
from graphq.graph.model.ratings import CRITERIA, MEANINGS
from graphq.graph.outputs import write_whole
from graphq.ingest.sources.carver.row import ASSESSOR, DATE, NOTE, SCALE_HIGH, SCALE_LOW, TARGET

_TOLD: Final = {
    ASSESSOR: "who judges, by name; several are separated by semicolons",
    DATE: "date of the judgement, as in 2026-05-01",
    SCALE_LOW: "the lowest score that can be given, as 1",
    SCALE_HIGH: "the highest score that can be given, as 5",
    TARGET: "the facility, by any of its names or its id",
    **{
        name: f"{MEANINGS[name]}; the highest score is the most; blank where it is not scored"
        for name in CRITERIA
    },
    NOTE: "in a few words; nothing of how a place is guarded",
}


def write_form(file: Path) -> None:
    """Write the form as `.csv` or `.xlsx`. Raises UsageError where it is neither, or is there."""
    if file.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"The name {file} says nothing of its form. End it with .csv or .xlsx.")
    if os.path.lexists(file):
        raise UsageError(f"{file} is there already, and may hold scores. Name a new file.")
    content = _workbook() if file.suffix.lower() == ".xlsx" else _table()
    write_whole(file, content)


def _rows() -> list[list[str]]:
    return [list(_TOLD), [f"# {text}" for text in _TOLD.values()]]


def _table() -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(_rows())
    return made.getvalue().encode("utf-8-sig")  # the mark by which spreadsheets know UTF-8


def _workbook() -> bytes:
    import openpyxl  # slow to import, and seldom needed
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "CARVER"
    for row in _rows():
        sheet.append(row)
    for number, (head, told) in enumerate(sheet.iter_cols(min_row=1, max_row=2), 1):
        head.font = Font(bold=True)
        told.font = Font(italic=True, color="FF4A5260")
        told.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = 22
        if head.value == DATE:  # a day that is typed stays one that is read, saved as .csv as well
            sheet.column_dimensions[get_column_letter(number)].number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A3"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
