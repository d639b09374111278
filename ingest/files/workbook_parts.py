"""The parts of a workbook: XML in an archive, read piece by piece from a file nobody vouches for.

What always holds here: memory does not grow with a part. A document type is refused before it is
looked at, and what is nested deeper or longer than a spreadsheet program writes ends the reading
with a ValueError that says so (without its full stop).
"""

from __future__ import annotations

import contextlib
import mmap
import re
import tempfile
from array import array
from collections.abc import Iterator, Mapping
from typing import IO, Final, Protocol
from xml.parsers import expat

LONGEST_CELL: Final = 1 << 17
"""Characters. A spreadsheet program lets a cell have a quarter of it."""
_CHUNK: Final = 1 << 16
_DEEPEST: Final = 50
_LONGEST_MARK: Final = 1 << 20
"""Bytes of a tag, a comment or the like, which the reader of XML holds whole."""
_MOST_STRINGS: Final = 1 << 22
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a sign that XML cannot hold: `_x000D_`."""
_ESCAPES: Final = frozenset({"\t", "\n", "\r", "_"})
_NAMESPACE: Final = " "


class Reader(Protocol):
    """What is told of each element and text of a part; names are without their namespace."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        ...

    def end(self, tag: str) -> None:
        """An element ends."""
        ...

    def text(self, text: str) -> None:
        """A piece of the text of the element that began last, or of those around it."""
        ...


def read_part(stream: IO[bytes], reader: Reader | None = None) -> Iterator[None]:
    """Read the part to its end, and tell the reader what is in it; stops after every piece of it.

    Without a reader it is only seen whether the part is whole. Raises ValueError, and what reading
    a damaged archive raises.
    """
    parser = expat.ParserCreate(namespace_separator=_NAMESPACE)
    parser.StartDoctypeDeclHandler = _refuse_document_type
    _tell(parser, reader)
    fed = 0
    while piece := stream.read(_CHUNK):
        _feed(parser, piece, last=False)
        fed += len(piece)
        if fed - parser.CurrentByteIndex > _LONGEST_MARK:
            raise ValueError(f"it holds a tag of more than {_LONGEST_MARK:,} bytes")
        yield
    _feed(parser, b"", last=True)
    yield


def _feed(parser: expat.XMLParserType, piece: bytes, *, last: bool) -> None:
    try:
        parser.Parse(piece, last)
    except expat.ExpatError as error:
        raise ValueError(f"a part of it is no XML: {error}") from None


def _tell(parser: expat.XMLParserType, reader: Reader | None) -> None:
    names: dict[str, str] = {}
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError(f"its elements are nested more than {_DEEPEST} deep")
        if reader is None:
            return
        tag = names.get(name)
        if tag is None:
            tag = name.rpartition(_NAMESPACE)[2]
            if len(names) < 1_000:
                names[name] = tag
        reader.start(tag, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if reader is not None:
            reader.end(names.get(name) or name.rpartition(_NAMESPACE)[2])

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if reader is not None:
        parser.CharacterDataHandler = reader.text


def _refuse_document_type(*declared: object) -> None:
    raise ValueError("a part of it declares a document type, which workbooks do not have")


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """The attribute, in whatever namespace it stands; empty where it is not there."""
    if name in attributes:
        return attributes[name]
    ending = f"{_NAMESPACE}{name}"
    return next((value for key, value in attributes.items() if key.endswith(ending)), "")


class Text:
    """The text of a cell while it is read, of which remarks on how it is spoken are no part."""

    def __init__(self) -> None:
        """Nothing of it has been read."""
        self._pieces: list[str] = []
        self._length = 0
        self._reads = False
        self._aside = 0

    def start(self, tag: str) -> None:
        """An element begins within the cell."""
        self._aside += tag == "rPh"
        self._reads = tag in ("t", "v") and not self._aside

    def end(self, tag: str) -> None:
        """It ends."""
        self._aside -= tag == "rPh"
        self._reads = False

    def add(self, text: str) -> None:
        """A piece of text. Raises ValueError where it comes to more than any cell holds."""
        if not self._reads:
            return
        self._pieces.append(text)
        self._length += len(text)
        if self._length > LONGEST_CELL:
            raise ValueError(f"it has a cell of more than {LONGEST_CELL:,} characters")

    def taken(self) -> str:
        """The text; the next one begins."""
        found = "".join(self._pieces)
        self._pieces.clear()
        self._length, self._reads, self._aside = 0, False, 0
        return _ESCAPED.sub(_unescaped, found) if "_x" in found else found


def _unescaped(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in _ESCAPES else found[0]


class NotKeptError(Exception):
    """There is no room on the disk for what is kept there while a workbook is read."""


@contextlib.contextmanager
def _keeping() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotKeptError(str(error)) from error


class SharedTexts:
    """The texts that a workbook keeps apart from its cells: on the disk, since they can be many."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        """Read them all; None where the workbook has none. Raises what `read_part` raises."""
        self._ends = array("Q", [0])
        self._text = Text()
        with _keeping():
            self._file = tempfile.TemporaryFile(prefix="graphq-")  # noqa: SIM115 - see close
        try:
            for _ in read_part(stream, self) if stream else ():
                pass
            with _keeping():
                self._file.flush()
                size = self._ends[-1]
                self._kept = mmap.mmap(self._file.fileno(), size) if size else b""
        except BaseException:
            self._file.close()
            raise

    def __getitem__(self, number: int) -> str:
        """The text of the number. Raises ValueError where there is none."""
        if not 0 <= number < len(self._ends) - 1:
            raise ValueError(f"a cell refers to the shared text {number}, which is not there")
        return self._kept[self._ends[number] : self._ends[number + 1]].decode()

    def close(self) -> None:
        """Throw them away."""
        if isinstance(self._kept, mmap.mmap):
            self._kept.close()
        self._file.close()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._text.start(tag)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._text.end(tag)
        if tag == "si":
            if len(self._ends) > _MOST_STRINGS:
                raise ValueError(f"it has more than {_MOST_STRINGS:,} shared texts")
            with _keeping():
                self._ends.append(self._ends[-1] + self._file.write(self._text.taken().encode()))

    def text(self, text: str) -> None:
        """A piece of text."""
        self._text.add(text)
