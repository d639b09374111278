"""The small model of a written brief: sections of sentences, tables and pictures, with sources.

What always holds here: a sentence, a row and a picture have at least one source, or cannot be made;
a section has at least one block. Text is plain text; what it looks like is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from graphq.graph.records import Row

if TYPE_CHECKING:
    from graphq.document.drawing import Lineage

RECORD: Final = "the-record"
"""The source of what is said of the record itself: how much is on it, and what is not."""


def _cited(sources: Iterable[str], what: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(source for source in sources if source))
    if not found:
        raise ValueError(f"a {what} of a brief needs a source: {what!r} has none")
    return found


class Sentence:
    """One statement, with the ids of the sources that it stands on."""

    __slots__ = ("sources", "text")

    def __init__(self, text: str, sources: Iterable[str]) -> None:
        """Raises ValueError without a text, or without a source."""
        if not text.strip():
            raise ValueError("a sentence of a brief needs a text")
        self.text, self.sources = text, _cited(sources, "sentence")

    def __repr__(self) -> str:
        """The text and its sources."""
        return f"Sentence({self.text!r}, {self.sources!r})"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together; with `listed`, each on a line of its own."""

    sentences: tuple[Sentence, ...]
    listed: bool = False

    def __post_init__(self) -> None:
        """Refuse a paragraph that says nothing."""
        if not self.sentences:
            raise ValueError("a paragraph of a brief needs a sentence")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, and what kind of thing it holds."""

    title: str
    number: bool = False
    short: bool = False
    """Whether its cells, such as dates, are short enough to stay on one line."""


class Line:
    """One row of a table, with the ids of the sources that it stands on."""

    __slots__ = ("cells", "sources")

    def __init__(self, cells: Sequence[str], sources: Iterable[str]) -> None:
        """Raises ValueError without a source."""
        self.cells, self.sources = tuple(cells), _cited(sources, "row")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, and what is said of the rows that are left out."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    caption: str
    after: Paragraph | None = None

    def __post_init__(self) -> None:
        """Refuse a table without rows, or with rows that do not fit it."""
        if not self.lines:
            raise ValueError("a table of a brief needs a row")
        if any(len(line.cells) != len(self.columns) for line in self.lines):
            raise ValueError("a row of a brief's table needs a cell for each column")


class Picture:
    """A drawing: what it holds as data, and what it shows in words."""

    __slots__ = ("alt", "caption", "drawn", "sources")

    def __init__(self, drawn: Lineage, alt: str, caption: str, sources: Iterable[str]) -> None:
        """Raises ValueError without a source."""
        self.drawn, self.alt, self.caption = drawn, alt, caption
        self.sources = _cited(sources, "picture")


Block = Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        """Refuse a heading with nothing under it."""
        if not self.blocks:
            raise ValueError(f"the section '{self.heading}' of a brief says nothing")


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source: its Admiralty letter (none for the record itself), and what it is."""

    id: str
    number: int
    letter: str
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief: what it is about, as of which day, what it says, and on whose word."""

    title: str
    subject: str
    as_of: date
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    made_on: date | None = None

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each source, by its id."""
        return {source.id: source.number for source in self.sources}

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield from block.sentences
                elif isinstance(block, Table) and block.after:
                    yield from block.after.sentences


def numbered(sections: Iterable[Section], known: Mapping[str, Row], record: str) -> list[Source]:
    """The sources in the order in which the sections first cite them, each once.

    `known` is what the graph has of each, `record` what is said of the record itself.
    """
    found: dict[str, Source] = {}
    for sources in cited(sections):
        for key in sources:
            if key not in found:
                found[key] = _source(key, len(found) + 1, known.get(key), record)
    return list(found.values())


def cited(sections: Iterable[Section]) -> Iterator[tuple[str, ...]]:
    """The sources of every sentence, row and picture, in order."""
    for section in sections:
        for block in section.blocks:
            match block:
                case Paragraph():
                    yield from (sentence.sources for sentence in block.sentences)
                case Table():
                    yield from (line.sources for line in block.lines)
                    if block.after:
                        yield from (sentence.sources for sentence in block.after.sentences)
                case Picture():
                    yield block.sources


def _source(key: str, number: int, source: Row | None, record: str) -> Source:
    if key == RECORD:
        return Source(key, number, "", record)
    if source is None:
        return Source(key, number, "F", f"{key} (a source that this graph does not hold)")
    told = [str(source["publisher"]), f"“{source['title']}”"]
    told += [str(source["publishedOn"])] if source.get("publishedOn") else []
    return Source(
        key, number, str(source["reliability"]), ", ".join(told), str(source.get("url") or "")
    )
