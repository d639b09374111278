"""A file of a dossier as somebody wrote it: read loosely, written in one form.

What always holds here: nothing that stands in a file is lost: comments stay above the row that they
stand above, and columns that the format does not know behind those that it knows. A file of which
it is not sure what stands in which cell is not read at all.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from graphq.ingest.sources.dossier.read import SEPARATORS, NotCsvError, records
from graphq.ingest.sources.dossier.table import DossierTable
from graphq.ingest.sources.dossier.tidy.told import Tidying

_CONFLICT: Final = ("<<<<<<<", ">>>>>>>")
_QUOTED: Final = frozenset(',"\r\n')


class UnsureError(Exception):
    """A file of which it is not sure what stands where."""

    def __init__(self, line: int, reason: str) -> None:
        """Keep both, for the sentence."""
        self.line = line
        super().__init__(reason)


@dataclass(slots=True)
class SheetRow:
    """A row: its texts by column, and the comments that stand above it."""

    line: int
    cells: dict[str, str]
    above: list[str] = field(default_factory=list)

    def __getitem__(self, column: str) -> str:
        """The text of the cell; blank where the file has no such column."""
        return self.cells.get(column, "")


@dataclass(slots=True)
class Sheet:
    """A file of a dossier."""

    table: DossierTable
    columns: list[str] = field(default_factory=list)
    """As the file has them; those of the format by the names that they have there."""
    rows: list[SheetRow] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """Comments above the header."""
    below: list[str] = field(default_factory=list)
    """Comments below the last row."""
    read_as: list[Tidying] = field(default_factory=list)
    """What had to be understood to read it."""

    @property
    def written(self) -> list[str]:
        """The columns in which it is written: those of the format, and those that it has besides.

        What stands elsewhere now has a column as long as a row has something in it.
        """
        ours = [
            column.name
            for column in self.table.columns
            if not column.moved or any(row[column.name] for row in self.rows)
        ]
        known = {column.name for column in self.table.columns}
        return ours + [name for name in self.columns if name not in known]

    def text(self) -> str:
        """The file in its one form."""
        columns = self.written
        lines = [*self.above, _line(columns)]
        for row in self.rows:
            lines += [*row.above, _line([row[name] for name in columns])]
        return "\n".join([*lines, *self.below]) + "\n"

    @classmethod
    def read(cls, table: DossierTable, content: bytes) -> Sheet:
        """Read a file. Raises UnsureError where it is not sure what stands in which cell."""
        sheet = cls(table)
        text = sheet._decoded(content)
        try:
            sheet._fill(records(text, sheet._separator(text)))
        except NotCsvError as error:
            raise UnsureError(error.line, str(error)) from error
        return sheet

    def _fill(self, found: Iterator[tuple[int, str, list[str]]]) -> None:
        columns: list[str] = []
        comments: list[str] = []
        for line, comment, cells in found:
            if comment:
                comments.append(comment)
            elif cells[0].startswith(_CONFLICT):
                raise UnsureError(line, f"has the mark {cells[0][:7]} of an unfinished merge")
            elif not columns and cells[0].startswith("#"):
                # A spreadsheet writes a comment as a cell, with blank ones behind it.
                comments.append(", ".join(filter(None, cells)))
            elif columns and not self._is_header(cells):
                self.rows.append(SheetRow(line, _cells(line, columns, cells), comments))
                comments = []
            elif columns:
                columns = self._header(line, cells)
                self._told("names the columns once more, as a merge leaves it; left out", line)
            else:
                columns, self.above, comments = self._header(line, cells), comments, []
        if not columns:
            raise UnsureError(0, "names no columns")
        self.below = comments

    def _told(self, what: str, line: int = 0, example: str = "") -> None:
        self.read_as.append(Tidying(self.table.file, what, line, example))

    def _decoded(self, content: bytes) -> str:
        """The text. Raises UnsureError."""
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self._told("written in UTF-8; it was in UTF-16")
            try:
                content = content.decode("utf-16").encode()
            except UnicodeDecodeError:
                raise UnsureError(0, "is neither UTF-8 nor UTF-16") from None
        if content.startswith(codecs.BOM_UTF8):
            self._told("written without the mark that stands before UTF-8 in some programs")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            try:
                text = content.decode("cp1252")
            except UnicodeDecodeError:
                raise UnsureError(line, "is in an encoding that is not known here") from None
            self._told(
                "written in UTF-8; it was taken for the letters of western Europe (cp1252), so see "
                "whether names are right",
                line,
            )
        if "\0" in text:
            raise UnsureError(text.count("\n", 0, text.index("\0")) + 1, "has a byte 0 in it")
        if "\r" in text:
            self._told("lines end with a line feed alone")
        if text and not text.endswith(("\n", "\r")):
            self._told("the last line ends as the others do")
        return text

    def _separator(self, text: str) -> str:
        lines = (line for line in text.splitlines() if line.strip())
        header = next((line for line in lines if not line.lstrip(' "').startswith("#")), "")
        for mark, called in SEPARATORS.items():
            if mark in header and "," not in header:
                self._told(f"cells separated by commas; they were by {called}")
                return mark
        return ","

    def _is_header(self, cells: list[str]) -> bool:
        """Whether the record is a header again, as merging two files leaves it."""
        names = {_folded(cell) for cell in cells if cell.strip()}
        required = {column.name for column in self.table.columns if column.required}
        return required <= names <= {column.name for column in self.table.columns}

    def _header(self, line: int, cells: list[str]) -> list[str]:
        known = {column.name for column in self.table.columns}
        columns = [name if (name := _folded(cell)) in known else cell.strip() for cell in cells]
        twice = sorted({name for name in columns if name and columns.count(name) > 1})
        if twice:
            raise UnsureError(line, f"names the column {twice[0]} twice")
        for cell, name in zip(cells, columns, strict=True):
            if cell != name:
                self._told("columns named as in the format", line, f"'{cell}' as {name}")
        self.columns += [name for name in columns if name and name not in self.columns]
        return columns


def _cells(line: int, columns: list[str], cells: list[str]) -> dict[str, str]:
    """The texts by column; what stands in no column has to be blank. Raises UnsureError."""
    beyond = cells[len(columns) :]
    if len(cells) < len(columns) or any(cell.strip() for cell in beyond):
        raise UnsureError(line, f"has {len(cells)} cells where the header has {len(columns)}")
    pairs = list(zip(columns, cells, strict=False))
    if any(cell.strip() for name, cell in pairs if not name):
        raise UnsureError(line, "has something in a column without a name")
    return {name: cell for name, cell in pairs if name}


def _folded(name: str) -> str:
    return "_".join(name.strip().casefold().replace("-", " ").replace("_", " ").split())


def _line(cells: list[str]) -> str:
    """The cells as a line of CSV, quoted only where they have to be."""
    texts = [_quoted(cell) for cell in cells]
    # A line that begins so would be a comment, and one of a blank cell would be none.
    if texts[0].startswith("#") or texts == [""]:
        texts[0] = f'"{cells[0]}"'
    return ",".join(texts)


def _quoted(cell: str) -> str:
    if _QUOTED.isdisjoint(cell):
        return cell
    escaped = cell.replace('"', '""')
    return f'"{escaped}"'
