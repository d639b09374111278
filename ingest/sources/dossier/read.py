"""The files of a dossier into parsed rows, with every problem of every cell.

What always holds here: a cell is parsed once, into the type its column declares; an empty cell is
None (or an empty tuple), never a made-up value. Lines that begin with `#` are comments.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphq.graph.model.values import DatePrecision, PartialDate
from graphq.graph.read.countries import country_names
from graphq.ingest.files.cells import count, latitude, longitude, parts, quoted
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.table import (
    LARGEST_NUMBER,
    DossierColumn,
    DossierRow,
    DossierTable,
)
from graphq.ingest.sources.dossier.tables import TABLES

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
_LARGEST_FILE: Final = 100 * 10**6
"""Bytes. A dossier is held in memory whole; what is larger is a dataset, and has a format."""
_FILES: Final = [table.file for table in TABLES.values()]
SEPARATORS: Final = {";": "semicolons", "\t": "tabs"}
_FLAGS: Final = {"true": True, "false": False}


Tables = dict[str, list[DossierRow]]


class NotCsvError(Exception):
    """A record that is no CSV; nothing after it can be told apart."""

    def __init__(self, line: int, reason: str) -> None:
        """Keep the line beside the reason."""
        self.line = line
        super().__init__(reason)


def read_dossier(folder: Path) -> tuple[Tables, list[Problem]]:
    """All rows of all tables, and what is wrong with them. A table without a file has no rows."""
    tables: Tables = {}
    problems: list[Problem] = []
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() == ".csv" and file.name not in _FILES:
            known = ", ".join(_FILES)
            problems.append(
                Problem(file.name, 0, "", f"is no file of a dossier; those are {known}")
            )
    for table in TABLES.values():
        tables[table.name], found = _read_table(folder / table.file, table)
        problems += found
    return tables, problems


def _read_table(file: Path, table: DossierTable) -> tuple[list[DossierRow], list[Problem]]:
    if not file.exists():
        return [], []
    text, unreadable = _text(file)
    if unreadable:
        return [], [unreadable]
    problems: list[Problem] = []
    lines = ((line, cells) for line, _, cells in records(text) if cells)
    try:
        head = next(lines, None)
        if head is None:
            return [], [Problem(file.name, 0, "", "is empty; its first line must name the columns")]
        header = [name.strip() for name in head[1]]
        problems += _check_header(file.name, head[0], header, table)
        if problems:
            return [], problems
        rows = []
        for line, cells in lines:
            if len(cells) != len(header):
                reason = f"has {len(cells)} cells where the header has {len(header)}"
                problems.append(Problem(file.name, line, "", reason))
                rows.append(_unread_row(table, line, dict(zip(header, cells, strict=False))))
                continue
            row = DossierRow(table, line, {})
            given = dict(zip(header, cells, strict=True))
            for column in table.columns:
                text = given.get(column.name, "").strip()
                row.cells[column.name], wrong = _parse(column, text)
                if wrong:
                    row.unread[column.name] = text
                    problems.append(row.problem(column.name, wrong))
            rows.append(row)
    except NotCsvError as error:
        problems.append(Problem(file.name, error.line, "", str(error)))
        return [], problems
    return rows, problems


def _unread_row(table: DossierTable, line: int, given: dict[str, str]) -> DossierRow:
    """A row of which no cell is sure; its texts are kept, for what refers to its id."""
    blank = {column.name: _blank(column) for column in table.columns}
    unread = {name: given.get(name, "").strip() for name in blank}
    return DossierRow(table, line, blank, unread)


def _text(file: Path) -> tuple[str, Problem | None]:
    if not file.is_file():
        return "", Problem(file.name, 0, "", "is no file")
    if file.stat().st_size > _LARGEST_FILE:
        reason = f"has more than {_LARGEST_FILE // 10**6} MB, which is no small table"
        return "", Problem(file.name, 0, "", reason)
    try:
        data = file.read_bytes()
    except OSError as error:
        return "", Problem(file.name, 0, "", f"cannot be read: {error.strerror}")
    nul = data.find(b"\0")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start
    else:
        if nul < 0:
            return text, None
        at = nul
    line = data.count(b"\n", 0, at) + 1
    reason = f"is not UTF-8 (byte {data[at]:#04x}); save it as 'CSV UTF-8' and load again"
    return "", Problem(file.name, line, "", reason)


def records(text: str, separator: str = ",") -> Iterator[tuple[int, str, list[str]]]:
    """Each record with the line that it begins on and its cells; of a comment its text, no cells.

    Blank lines are passed over. Raises NotCsvError.
    """
    lines = enumerate(io.StringIO(text, newline=""), 1)
    for number, first in lines:
        if first.lstrip().startswith("#"):
            yield number, first.strip(), []
            continue
        # One reader a record: it takes the further lines of a quoted cell, and no others.
        rest = itertools.chain([first], (line for _, line in lines))
        try:
            cells = next(csv.reader(rest, delimiter=separator, strict=True))
        except csv.Error as error:
            ends = str(error) == "unexpected end of data"
            reason = "a quoted cell begins here and never ends" if ends else str(error)
            raise NotCsvError(number, f"cannot be read as CSV: {reason}") from error
        if any(cell.strip() for cell in cells):
            yield number, "", cells


def _check_header(file: str, line: int, header: list[str], table: DossierTable) -> list[Problem]:
    known = [column.name for column in table.columns]
    for mark, called in SEPARATORS.items():
        if len(header) == 1 and mark in header[0]:
            reason = f"its columns are separated by {called}; save it with commas"
            return [Problem(file, line, "", reason)]
    problems = [
        Problem(file, line, name, "is no column of this table; those are " + ", ".join(known))
        for name in header
        if name not in known
    ]
    problems += [
        Problem(file, line, name, "stands twice in the header")
        for name in sorted({name for name in header if header.count(name) > 1})
    ]
    problems += [
        Problem(file, line, column.name, "is missing from the header, and every row needs it")
        for column in table.columns
        if column.required and column.name not in header
    ]
    return problems


def _parse(column: DossierColumn, text: str) -> tuple[Any, str | None]:
    """The cell's value, or a blank and the reason why it has none."""
    blank = _blank(column)
    if not text:
        return blank, "is empty, and every row needs it" if column.required else None
    try:
        if not column.many:
            return _parse_one(column, text), None
        items = parts(text)
        if column.required and not items:
            return blank, "is empty, and every row needs it"
        if len(set(items)) != len(items):
            return blank, f"names something twice: {text}"
        return tuple(_parse_one(column, item) for item in items), None
    except ValueError as error:
        return blank, str(error)


def _blank(column: DossierColumn) -> Any:
    return () if column.many else None


def _parse_one(column: DossierColumn, text: str) -> Any:
    if column.longest and len(text) > column.longest:
        raise ValueError(f"has {len(text)} characters; at most {column.longest} fit a caption")
    match column.kind:
        case "date":
            return PartialDate.parse(text)
        case "day":
            parsed = PartialDate.parse(text)
            if parsed.precision is not DatePrecision.DAY:
                raise ValueError(f"'{text}' must be a whole day, YYYY-MM-DD")
            return parsed
        case "integer":
            return count(text, LARGEST_NUMBER)
        case "latitude":
            return latitude(text)
        case "longitude":
            return longitude(text)
        case "country":
            if not re.fullmatch(r"[A-Z]{2}", text) or not country_names(text):
                raise ValueError(f"'{text}' is not a two-letter country code such as ML")
        case "url":
            if not re.match(r"https?://\S+$", text):
                raise ValueError(f"'{text}' is not an address that begins with http:// or https://")
        case "flag":
            if text not in _FLAGS:
                raise ValueError(f"'{text}' is neither true nor false")
            return _FLAGS[text]
        case "choice":
            if text not in column.choices:
                raise ValueError(f"'{text}' is not one of {', '.join(column.choices)}")
        case "id":
            if not _ID.fullmatch(text):
                raise ValueError(
                    f"{quoted(text)} is no id: small letters, digits and hyphens only, at most 200"
                )
    return text
