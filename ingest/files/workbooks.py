"""The rows of an Excel workbook as text, as a CSV of the same sheet would have them.

What always holds here: a day is ISO text, a whole number has no decimal point, and an empty cell is
empty text. The sheet is read row by row, and of a row no more cells are made than it has; so what a
workbook takes does not grow with what it unpacks to, or with where in the sheet its cells stand.
"""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import IO, Any, Final

from graphq.graph.errors import UsageError
from graphq.ingest.files.containers import DAMAGES, Container
from graphq.ingest.files.workbook_parts import (
    NotKeptError,
    SharedTexts,
    Text,
    attribute,
    read_part,
)

_ROWS: Final = 1 << 20
_COLUMNS: Final = 1 << 14
"""As many as a sheet can have."""
_LONGEST_ROW: Final = 1 << 22
"""Characters."""
_ROW_TOO_LONG: Final = f"it has a row of more than {_LONGEST_ROW:,} characters"
_PLACE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?[0-9]+")
_WHOLE: Final = re.compile(r"-?[0-9]{1,300}")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOST_STYLES: Final = 1 << 16
_LONGEST_FORMAT: Final = 255

Cells = dict[int, tuple[str, int, str]]
"""Of a row, by the number of the column: the type of the cell, its style, and what is written."""


class Workbook:
    """A workbook that is read as often as it is asked for."""

    def __init__(self, container: Container) -> None:
        """Nothing is read yet."""
        self._container, self._name = container, container.name
        self._texts: SharedTexts | None = None

    def close(self) -> None:
        """Throw away what was kept on the disk."""
        if self._texts:
            self._texts.close()

    def rows(self, *, counted: bool) -> Iterator[tuple[int, list[str], str]]:
        """Each row of the first sheet that has any: its number, its cells, and no problem.

        Blank rows are passed over; blank cells at the end of a row are missing. `counted`: the
        container's position follows. Raises UsageError where the workbook is damaged.
        """
        with self._told(), self._archive(counted) as archive:
            parts = _Parts(archive)
            texts, styles = self._shared(parts), _Styles(parts)
            for sheet in parts.sheets:
                found = False
                for number, row in _rows_of(parts, sheet):
                    cells = _told_cells(row, texts, styles)
                    if any(cells):
                        found = True
                        yield number, cells, ""
                if found:
                    return

    def check(self) -> None:
        """See that every part of it that is read is whole. Raises UsageError where one is not."""
        with self._told(), self._archive(counted=False) as archive:
            parts = _Parts(archive)
            self._shared(parts)
            for sheet in parts.sheets:
                with archive.open(sheet) as stream:
                    for _ in read_part(stream):
                        pass

    @contextmanager
    def _archive(self, counted: bool) -> Iterator[zipfile.ZipFile]:
        with self._container.content(counted=counted) as file, zipfile.ZipFile(file) as archive:
            yield archive

    def _shared(self, parts: _Parts) -> SharedTexts:
        if self._texts is None:
            with parts.opened("sharedStrings") as stream:
                self._texts = SharedTexts(stream)
        return self._texts

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What is wrong with it, in a sentence."""
        try:
            yield
        except NotKeptError as error:
            raise UsageError(
                f"The texts of the workbook '{self._name}' could not be kept on the disk while it "
                f"is read: {error}. Make room where temporary files go, or set TMPDIR to a folder "
                "with more."
            ) from error
        except DAMAGES as error:
            raise UsageError(
                f"The workbook '{self._name}' cannot be read: it is damaged or of an unusual kind "
                f"({str(error)[:200]}). Open it in a spreadsheet program and save the table as "
                ".csv."
            ) from error


class _Parts:
    """Where the parts of a workbook stand in its archive, in which order, and how days are told."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._targets: dict[str, tuple[str, str]] = {}
        self._ids: list[str] = []
        self.from_1904 = False
        for name in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
            with archive.open(name) as stream:
                for _ in read_part(stream, self):
                    pass

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets in the archive, in the order of the workbook."""
        found = (self._targets.get(key, ("", "")) for key in self._ids)
        return [target for kind, target in found if kind == "worksheet"]

    @contextmanager
    def opened(self, kind: str) -> Iterator[IO[bytes] | None]:
        """The first part of the kind; none where the workbook has none."""
        name = next((target for found, target in self._targets.values() if found == kind), None)
        if name is None:
            yield None
        else:
            with self._archive.open(name) as stream:
                yield stream

    def read_sheet(self, name: str) -> IO[bytes]:
        """A sheet from its start."""
        return self._archive.open(name)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element of either part begins."""
        if tag == "Relationship":
            kind = attribute(attributes, "Type").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/xl", attribute(attributes, "Target")))
            self._targets[attribute(attributes, "Id")] = kind, target.lstrip("/")
        elif tag == "sheet":
            self._ids.append(attribute(attributes, "id"))
        elif tag == "workbookPr":
            self.from_1904 = attribute(attributes, "date1904") in ("1", "true")

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A text, which neither has."""


class _Styles:
    """Which styles show a number as a day or a time."""

    def __init__(self, parts: _Parts) -> None:
        # openpyxl is slow to import, and seldom needed.
        from openpyxl.styles import numbers
        from openpyxl.utils import datetime as days

        self._numbers, self._from_excel = numbers, days.from_excel
        self._epoch = days.MAC_EPOCH if parts.from_1904 else days.WINDOWS_EPOCH
        self._formats: dict[str, str] = {}
        self._styles: list[str] = []
        self._within = False
        self._kinds: dict[int, tuple[bool, bool]] = {}
        with parts.opened("styles") as stream:
            for _ in read_part(stream, self) if stream else ():
                pass

    def day(self, style: int, written: str) -> str | None:
        """The number as the day or time that the style shows; None where it shows no such thing."""
        if style not in self._kinds:
            self._kinds[style] = self._kind(style)
        is_day, lasts = self._kinds[style]
        if not is_day:
            return None
        try:
            return cell_text(self._from_excel(float(written), self._epoch, timedelta=lasts))
        except (ValueError, OverflowError):
            return None  # a number that is no day stays one

    def _kind(self, style: int) -> tuple[bool, bool]:
        """Whether a style shows a number as a day or time, and whether as how long it lasts."""
        number = self._styles[style] if style < len(self._styles) else ""
        code = self._formats.get(number)
        if code is None and number.isascii() and number.isdecimal():
            code = self._numbers.BUILTIN_FORMATS.get(int(number))
        told = code or ""
        return bool(self._numbers.is_date_format(told)), bool(
            self._numbers.is_timedelta_format(told)
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "cellXfs":
            self._within = True
        elif tag == "xf" and self._within:
            self._styles.append(attribute(attributes, "numFmtId")[:10])
        elif tag == "numFmt":
            code = attribute(attributes, "formatCode")
            number = attribute(attributes, "numFmtId")[:10]
            self._formats[number] = code if len(code) <= _LONGEST_FORMAT else ""
        if len(self._styles) + len(self._formats) > _MOST_STYLES:
            raise ValueError(f"it has more than {_MOST_STYLES:,} styles")

    def end(self, tag: str) -> None:
        """An element ends."""
        self._within = self._within and tag != "cellXfs"

    def text(self, text: str) -> None:
        """A text, which they have not."""


class _Sheet:
    """The rows of a sheet as far as it is read."""

    def __init__(self) -> None:
        self.found: list[tuple[int, Cells]] = []
        self._number = self._column = self._length = 0
        self._cells: Cells = {}
        self._cell: tuple[str, int] | None = None
        self._text = Text()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._cell is not None:
            self._text.start(tag)
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            self._begin_row(attributes.get("r"))

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "c" and self._cell is not None:
            if written := self._text.taken():
                self._cells[self._column] = (*self._cell, written)
                self._length += len(written)
            self._cell = None
            if self._length > _LONGEST_ROW:
                raise ValueError(_ROW_TOO_LONG)
        elif self._cell is not None:
            self._text.end(tag)
        elif tag == "row":
            self.found.append((self._number, self._cells))
            self._cells = {}

    def text(self, text: str) -> None:
        """A piece of text."""
        if self._cell is not None:
            self._text.add(text)

    def _begin_row(self, number: str | None) -> None:
        before, self._column, self._length, self._cells = self._number, 0, 0, {}
        try:
            self._number = before + 1 if number is None else int(number)
        except ValueError:
            raise ValueError(f"'{number[:20] if number else ''}' is no number of a row") from None
        if self._number > _ROWS:
            raise ValueError(f"it numbers more than {_ROWS:,} rows")
        if self._number <= before:
            raise ValueError(f"row {self._number} stands behind row {before}")

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        place, style = attributes.get("r"), attributes.get("s", "")
        self._column = self._column + 1 if place is None else _column(place)
        if self._column > _COLUMNS:
            raise ValueError(f"it has more than {_COLUMNS:,} columns")
        style_number = int(style) if style.isascii() and style.isdecimal() and len(style) < 9 else 0
        self._cell = attributes.get("t", "n"), style_number


def _rows_of(parts: _Parts, name: str) -> Iterator[tuple[int, Cells]]:
    sheet = _Sheet()
    with parts.read_sheet(name) as stream:
        for _ in read_part(stream, sheet):
            yield from sheet.found
            sheet.found.clear()


def _column(place: str) -> int:
    """The number of the column, from 1, that a place such as `AB12` names."""
    found = _PLACE.fullmatch(place)
    if not found:
        raise ValueError(f"'{place[:20]}' is no place in a sheet")
    number = 0
    for letter in found[1].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _told_cells(row: Cells, texts: SharedTexts, styles: _Styles) -> list[str]:
    """The cells of a row as text, up to the last one that is not blank."""
    told: list[str] = []
    length = 0
    for column, (kind, style, written) in sorted(row.items()):
        text = _told_cell(kind, style, written, texts, styles)
        length += len(text)
        if length > _LONGEST_ROW:
            raise ValueError(_ROW_TOO_LONG)
        if text:
            told += [""] * (column - 1 - len(told))
            told.append(text)
    return told


def _told_cell(kind: str, style: int, written: str, texts: SharedTexts, styles: _Styles) -> str:
    """What a cell says; what is no value of its type is told as it is written."""
    if kind == "s":
        if not (written.isascii() and written.isdecimal() and len(written) < 12):
            raise ValueError(f"a cell refers to the shared text '{written[:20]}', which is none")
        return texts[int(written)]
    if kind == "n":
        day = styles.day(style, written) if style and _NUMBER.fullmatch(written) else None
        return day or _number(written)
    if kind == "b" and written in ("0", "1"):
        return cell_text(written == "1")
    if kind == "d":
        try:
            return cell_text(datetime.fromisoformat(written))
        except ValueError:
            return written
    return written


def _number(written: str) -> str:
    """A number as a CSV has it: without noughts before it, and without the point of a whole one."""
    if _WHOLE.fullmatch(written):
        return str(int(written))
    value = float(written) if _NUMBER.fullmatch(written) else math.inf
    return cell_text(value) if math.isfinite(value) else written


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
