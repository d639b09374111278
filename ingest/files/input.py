"""A table or an XML file as people have it, read row by row: what it is, is seen from its content.

What always holds here: a file is never held in memory whole. Each row that the file has comes out
once, with the line it starts on; one that cannot be read whole says so in `problem`, and no cell is
moved to another column to make it fit.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import IO, Final, Self

from graphq.graph.errors import UsageError
from graphq.ingest.files.cells import quoted
from graphq.ingest.files.containers import Container
from graphq.ingest.files.workbooks import Workbook

_HEAD: Final = 1 << 16
_CHUNK: Final = 1 << 20
_LONGEST_LINE: Final = 1 << 22
"""Characters. What is longer is no line of a table, and would fill the memory."""
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FALLBACK: Final = "cp1252"
_DELIMITERS: Final = ",;\t|"
_SEPARATOR_LINE: Final = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_XML: Final = re.compile(rb"\s*<(?:\?xml|!--|!doctype|[a-z_])", re.IGNORECASE)
_JSON: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]\s*[\[{\"\]}]")
_OTHER_KINDS: Final = {
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "a workbook or document of an old kind (.xls, .doc)",
    b"BZh": "packed with bzip2",
    b"\xfd7zXZ": "packed with xz",
    b"\x28\xb5\x2f\xfd": "packed with zstd",
    b"7z\xbc\xaf": "packed with 7-Zip",
    b"Rar!": "packed with RAR",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a SQLite database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_MULTIBYTE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_ASCII: Final = bytes(range(128))
_UNREADABLE: Final = re.compile("[\udc80-\udcff\ufffd]")
_NEWLINE: Final = re.compile(r"[\r\n]")


@dataclass(slots=True)
class TableRow:
    """A row: the line it starts on (from 1), and the texts of its cells, as they stand.

    `problem` is a sentence where the row cannot be read whole; `texts` then hold what is there.
    `rest` is what stands in it under no column's name.
    """

    line: int
    columns: Sequence[str]
    texts: Sequence[str]
    problem: str = ""
    rest: str = ""

    @classmethod
    def of(cls, line: int, cells: Mapping[str, str]) -> Self:
        """The row of cells by column."""
        return cls(line, list(cells), list(cells.values()))

    @property
    def cells(self) -> dict[str, str]:
        """Its cells by column, made each time they are asked for: most rows are passed over."""
        return dict(zip(self.columns, self.texts, strict=False))


@dataclass(frozen=True, slots=True)
class _Text:
    """How the text of a file is written; `careful`: it may hold what is no text."""

    encoding: str
    careful: bool


class InputFile:
    """A file to be read: a CSV, TSV or Excel table, or XML; plain, gzipped, zipped or piped in."""

    def __init__(self, container: Container) -> None:
        """Look at the beginning of the file. Raises UsageError where it is nothing to be read."""
        self._container = container
        self._workbook = Workbook(container)
        self.name = container.name
        with container.content(counted=False) as content:
            self._head = content.read(_HEAD)
        self._refuse_other_kinds()

    @classmethod
    def open(cls, what: str) -> InputFile:
        """The file at a path, `-` for standard input, or `archive.zip!member.csv`.

        Raises UsageError where there is none, where it may not be read, and where it is of a kind
        that graphq does not read.
        """
        container = Container(what)
        try:
            return cls(container)
        except BaseException:
            container.close()
            raise

    def _refuse_other_kinds(self) -> None:
        if self._container.workbook:
            return
        head = self._head
        marked = any(head.startswith(mark) for mark, _ in _BOMS)
        if not head.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"):
            raise UsageError(f"'{self.name}' is empty. Get it once more from where it came from.")
        for start, kind in _OTHER_KINDS.items():
            if head.startswith(start):
                raise UsageError(
                    f"'{self.name}' is {kind}, which graphq does not read. Unpack it, or save "
                    "the table as .csv or .xlsx."
                )
        if _HTML.search(head[:2048].replace(b"\0", b"")):
            raise UsageError(
                f"'{self.name}' is a web page and no table: perhaps a page that asks for a login, "
                "or tells of an error, was saved in its place. Download the file once more."
            )
        if _JSON.match(head):
            raise UsageError(
                f"'{self.name}' is JSON, which graphq does not read. Get the table as .csv from "
                "where it came from."
            )
        if not marked and head.count(0) > len(head) // 10:
            raise UsageError(
                f"'{self.name}' is no text that graphq can read. Save the table as .csv in UTF-8, "
                "or as .xlsx."
            )

    def __enter__(self) -> Self:
        """The file itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Throw away what was kept on the disk for it."""
        self._workbook.close()
        self._container.close()

    def fingerprint(self) -> str:
        """SHA-256 of the file as given, in hexadecimal; of the member's content if one was named.

        Raises UsageError if it can no longer be read.
        """
        return self._container.fingerprint()

    def size(self) -> int:
        """Bytes to read, as packed: of the file, or of the member of an archive."""
        return self._container.size()

    def position(self) -> int:
        """Bytes of `size` that `rows` or `binary` have come to; nought before them."""
        return self._container.position()

    def binary(self) -> IO[bytes]:
        """The content from its start, unpacked. Close it after use.

        Reading raises UsageError where the file is cut off or damaged.
        """
        return self._container.content()

    def is_table(self) -> bool:
        """Whether it has rows and columns."""
        return not self.is_xml()

    def is_xml(self) -> bool:
        """Whether it is XML."""
        start = self._head[:2048].removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")
        start = start.removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF16_BE)
        return not self._container.workbook and _XML.match(start) is not None

    def check(self) -> None:
        """Read it to its end once. Raises UsageError where it is cut off or damaged."""
        if self._container.workbook:
            self._workbook.check()
        elif not self.is_xml():
            _ = self._text

    @property
    def encoding(self) -> str:
        """How its text is written; empty for a workbook or XML, which say it themselves.

        `cp1252` is never seen but assumed, where the text is not Unicode: letters other than those
        of western Europe are then wrong, and the reader should be told. Raises UsageError where the
        file cannot be read to its end.
        """
        return "" if self._container.workbook or self.is_xml() else self._text.encoding

    @cached_property
    def _text(self) -> _Text:
        """How the text is written, from all of it: a file may turn out late to be no UTF-8."""
        marked = next((name for mark, name in _BOMS if self._head.startswith(mark)), "utf-8")
        decoder = codecs.getincrementaldecoder(marked)()
        sound = unsound = 0
        careful = waiting = False
        with self._container.content(counted=False) as content:
            while chunk := content.read(_CHUNK):
                careful = careful or b"\0" in chunk
                if chunk.isascii() and not waiting and marked == "utf-8":
                    continue
                try:
                    text = decoder.decode(chunk)
                    sound += len(chunk) - len(text)
                    waiting = bool(decoder.getstate()[0])
                except UnicodeDecodeError:
                    decoder.reset()
                    # Halves of a letter outside the first plane look sound, and are none.
                    careful, waiting = True, False
                    found = _MULTIBYTE.findall(chunk)
                    sound += len(found)
                    unsound += len(chunk.translate(None, _ASCII)) - sum(map(len, found))
        unsound += waiting
        if marked != "utf-8":
            return _Text(marked, careful=True)
        # A few broken letters among many sound ones are damage, and not another encoding.
        if unsound > sound and not self._head.startswith(codecs.BOM_UTF8):
            return _Text(_FALLBACK, careful=True)
        return _Text("utf-8", careful=careful or unsound > 0)

    def _opened(self, *, counted: bool) -> io.TextIOWrapper:
        content = self._container.content(counted=counted)
        while content.peek(3)[:3] == codecs.BOM_UTF8:  # a careless program writes a second one
            content.read(3)
        encoding = self._text.encoding
        errors = "surrogateescape" if encoding in ("utf-8", _FALLBACK) else "replace"
        return io.TextIOWrapper(content, encoding, errors, newline="")

    @cached_property
    def _delimiter(self) -> tuple[str, int]:
        """What stands between cells, and how many lines go before the first row to say so."""
        with self._opened(counted=False) as text:
            start = text.read(_HEAD)
        if said := _SEPARATOR_LINE.match(start):
            return said[1], 1
        # Every second part of what quotes divide lies outside of them.
        parts = start.lstrip().split('"')
        outside = []
        for part in parts[::2]:
            line, *more = _NEWLINE.split(part, maxsplit=1)
            outside.append(line)
            if more:
                break
        counts = {mark: sum(part.count(mark) for part in outside) for mark in _DELIMITERS}
        return max(_DELIMITERS, key=lambda mark: counts[mark]), 0

    def first_row(self) -> list[str]:
        """The cells of the first row, a header or not, without the blanks around them.

        Raises UsageError where there is none, or it cannot be read.
        """
        return [cell.strip() for cell in self._first]

    @cached_property
    def _first(self) -> list[str]:
        for _, cells, problem in self._records(counted=False):
            if problem:
                raise UsageError(f"The first row of '{self.name}' cannot be read: {problem}")
            return cells
        raise UsageError(f"'{self.name}' holds no row. Get it once more from where it came from.")

    def rows(self, header: Sequence[str] | None = None) -> Iterator[TableRow]:
        """The rows after the first, which names the columns; blank rows are passed over.

        So is a second row of `#date`, `#country` and the like, as relief agencies' tables have it.

        With `header` the file names no columns, and its first row is a row like any other. Columns
        without a name are left out. Raises UsageError where two columns have one name, and while
        rows are read where the file is cut off or damaged.
        """
        columns = list(header) if header is not None else self.first_row()
        twice = sorted({name for name in columns if name and columns.count(name) > 1})
        if twice:
            raise UsageError(
                f"'{self.name}' has more than one column called {quoted(twice[0])}. Give one of "
                "them another name, so that it is clear which is meant."
            )
        records = self._records(counted=True)
        if header is None:
            next(records)
        return self._named(records, columns)

    def _named(
        self, records: Iterable[tuple[int, list[str], str]], columns: list[str]
    ) -> Iterator[TableRow]:
        width = len(columns)
        names = [name for name in columns if name]
        for number, (line, cells, problem) in enumerate(records):
            if not number and all(cell.startswith("#") for cell in cells if cell):
                continue  # what the columns mean, in marks of the Humanitarian Exchange Language
            if len(cells) < width and self._container.workbook:
                cells += [""] * (width - len(cells))  # a workbook keeps no blanks at a row's end
            # Blank cells beyond the last column say nothing; any other has no name.
            if len(cells) != width and not problem and (len(cells) < width or any(cells[width:])):
                problem = (
                    f"The row has {len(cells)} cells where the table has {width} columns; a comma "
                    "or a quotation mark in it may be missing or too many."
                )
            rest = ""
            if len(names) < width or len(cells) > width:
                under = itertools.zip_longest(columns, cells, fillvalue="")
                rest = "; ".join(cell for name, cell in under if cell and not name)
                cells = [cell for name, cell in zip(columns, cells, strict=False) if name]
            yield TableRow(line, names, cells, problem, rest)

    def _records(self, *, counted: bool) -> Iterator[tuple[int, list[str], str]]:
        """Each row that is not blank: the line it starts on, its cells, and what is wrong."""
        if self.is_xml():
            raise UsageError(f"'{self.name}' is XML and has no rows.")
        if self._container.workbook:
            return self._workbook.rows(counted=counted)
        return self._text_records(counted)

    def _text_records(self, counted: bool) -> Iterator[tuple[int, list[str], str]]:
        delimiter, skipped = self._delimiter
        careful = self._text.careful
        with self._opened(counted=counted) as text:
            for _ in range(skipped):
                text.readline()
            lines = _Lines(text)
            # Strict, because a quote that stands where none can would swallow the rows after it.
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            seen = lines.seen
            line = 1 + skipped
            while True:
                problem = ""
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    cells = lines.given_up(delimiter)
                    reader = csv.reader(lines, delimiter=delimiter, strict=True)
                    problem = (
                        "The row cannot be read: a quotation mark in it is not closed, or stands "
                        "inside a cell without being doubled, or a cell is longer than "
                        f"{csv.field_size_limit():,} characters."
                    )
                if lines.cut:
                    lines.cut, problem = False, "The line is too long to be a row of a table."
                if careful:
                    cells, problem = _cleaned(cells, problem)
                if problem or any(cells):
                    yield line, cells, problem
                line += len(seen)
                seen.clear()


class _Lines:
    """The lines of a text for the reader, kept until their row is read."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.seen: list[str] = []
        self.cut = False
        self._text = text
        self._again: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        again, keep, read = self._again, self.seen.append, self._text.readline
        while line := again.popleft() if again else read(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE and line[-1] not in "\r\n":
                self.cut = True
                while (more := read(_LONGEST_LINE)) and more[-1] not in "\r\n":
                    pass
            keep(line)
            yield line

    def given_up(self, delimiter: str) -> list[str]:
        """What the first line of an unreadable row holds; those after it are read as rows anew."""
        first, *rest = self.seen
        self._again.extendleft(reversed(rest))
        self.seen[:] = [first]
        return [cell.strip('"') for cell in first.rstrip("\r\n").split(delimiter)]


def _cleaned(cells: list[str], problem: str) -> tuple[list[str], str]:
    """The cells as text that can be written; what cannot be is named in the problem."""
    whole = "".join(cells)
    if "\0" in whole:
        cells = [cell.replace("\0", "") for cell in cells]
        problem = problem or "The row holds NUL characters, as a damaged file does."
    if _UNREADABLE.search(whole):
        cells = [_UNREADABLE.sub("\ufffd", cell) for cell in cells]
        problem = problem or "The row holds bytes that are no letters in the file's encoding."
    return cells, problem
