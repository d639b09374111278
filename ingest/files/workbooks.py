"""The rows of an Excel workbook as text, as a CSV of the same sheet would have them.

What always holds here: a day is ISO text, a whole number has no decimal point, and an empty cell is
empty text. The sheet is read row by row.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from graphq.graph.errors import UsageError

_AT_ONCE: Final = 500
"""Rows that are read at a time."""

_ROWS: Final = 1 << 20
"""As many as a sheet can have. Of a row that bears a greater number all before it would be made."""


def workbook_rows(content: io.BufferedReader, name: str) -> Iterator[tuple[int, list[str], str]]:
    """Each row of the first sheet that has any: its number, its cells, and no problem.

    Blank rows are passed over; blank cells at the end of a row may be missing. Closes `content`.
    Raises UsageError where the workbook is damaged.
    """
    import openpyxl  # slow to import, and seldom needed

    try:
        with content:
            with _unwarned():
                book = openpyxl.load_workbook(content, read_only=True, data_only=True)
            for sheet in book.worksheets:
                found = False
                sheet.reset_dimensions()  # programs write wrong ones
                for number, row in enumerate(_read(sheet.iter_rows(values_only=True)), start=1):
                    if number > _ROWS:
                        raise ValueError(f"it numbers more than {_ROWS:,} rows")
                    cells = [cell_text(value) for value in row]
                    if any(cells):
                        found = True
                        yield number, cells, ""
                if found:
                    return
    except Exception as error:  # what a damaged one can raise has no end
        raise UsageError(
            f"The workbook '{name}' cannot be read: it is damaged or of an unusual kind ({error}). "
            "Open it in a spreadsheet program and save the table as .csv."
        ) from error


def _read(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows; openpyxl warns while it reads them as well."""
    while True:
        with _unwarned():
            read = list(itertools.islice(rows, _AT_ONCE))
        if not read:
            return
        yield from read


@contextlib.contextmanager
def _unwarned() -> Iterator[None]:
    """Without what openpyxl warns of: styles and forms, which rows have none of."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        yield


def cell_text(value: Any) -> str:
    """What a cell holds, as text.

    >>> cell_text(5.0), cell_text(None), cell_text(datetime(2020, 3, 1))
    ('5', '', '2020-03-01')
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
