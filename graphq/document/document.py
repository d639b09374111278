"""The one model of what is shown: sections of sentences, tables and pictures, with their sources.

A brief is a report, to be handed on; all else, such as an answer, an entity or a matrix, is a
`Document`. Each form of output is a module beside this one, and knows nothing of the subject.

What always holds here: a sentence, a row and a picture of a brief have at least one source, or
cannot be made; a section has at least one block. Text is plain text; what it looks like is decided
by the form, from what the text is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from graphq.graph.copies import copy_told
from graphq.graph.records import Row as Properties

if TYPE_CHECKING:
    from graphq.document.drawing import Lineage

RECORD: Final = "the-record"
"""The source of what is said of the record itself: how much is on it, and what is not."""


def _cited(sources: Iterable[str], what: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(source for source in sources if source))
    if not found:
        raise ValueError(f"a {what} of a brief needs a source: {what!r} has none")
    return found


class Tone(StrEnum):
    """How a text is to be taken; a form shows it in its own way, or not at all."""

    PLAIN = ""
    STRONG = "strong"
    QUIET = "quiet"
    DOUBTFUL = "doubtful"
    CODE = "code"
    MISSING = "none"
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text, with the ids of the sources that it stands on, if it has any."""

    text: str
    sources: tuple[str, ...] = ()
    tone: Tone = Tone.PLAIN
    about: str = ""
    """Whom or what it is about, told before it."""
    deeper: bool = False
    """Whether it says more of what was said before it."""


class Sentence(Phrase):
    """One statement of a brief, with the ids of the sources that it stands on."""

    __slots__ = ()

    def __init__(self, text: str, sources: Iterable[str]) -> None:
        """Raises ValueError without a text, or without a source."""
        if not text.strip():
            raise ValueError("a sentence of a brief needs a text")
        super().__init__(text, _cited(sources, "sentence"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together; with `listed`, each on a line of its own."""

    sentences: tuple[Phrase, ...]
    listed: bool = False
    aligned: bool = False
    """Whether what the listed sentences are about is a column of its own."""

    def __post_init__(self) -> None:
        """Refuse a paragraph that says nothing."""
        if not self.sentences:
            raise ValueError("a paragraph needs a sentence")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, and what kind of thing it holds."""

    title: str
    number: bool = False
    short: bool = False
    """Whether its cells, such as dates, are short enough to stay on one line."""
    kind: str = "text"
    """The kind of its values, by the word of a question's header."""
    whole: bool = False
    """Whether its figures, of several words, are to be kept whole where there is room."""
    silent: bool = False
    """Whether a terminal leaves the heading out, since the cells speak for themselves."""
    from_width: int = 0
    """Letters of a terminal's width below which the column is left out."""
    under: tuple[str, ...] = ()
    """What more stands in its heading, each on a line of its own."""
    sources: tuple[str, ...] = ()
    """What all of the column stands on, in a cross table."""
    group: str = ""
    """Columns of one group stand side by side where they can, in a cross table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: one text, or several with sources of their own."""

    said: tuple[Phrase, ...]
    tone: Tone = Tone.PLAIN
    listed: bool = False
    """Whether each of the texts stands on a line of its own."""
    short: str = ""
    """What a terminal shows instead."""
    meaning: str = ""
    """What it means, told where there is room for it."""

    @property
    def text(self) -> str:
        """The texts in one, without their sources."""
        return ("; " if self.listed else "").join(said.text for said in self.said)


def cell_of(text: str, sources: Iterable[str] = (), tone: Tone = Tone.PLAIN) -> Cell:
    """A cell with one text."""
    return Cell((Phrase(text, tuple(sources), tone),))


class Line:
    """One row of a table, of texts alone, with the ids of the sources that it stands on."""

    __slots__ = ("cells", "sources")
    is_total: bool = False

    def __init__(self, cells: Sequence[str], sources: Iterable[str]) -> None:
        """Raises ValueError without a source."""
        self.cells, self.sources = tuple(cells), _cited(sources, "row")

    def each(self) -> tuple[Cell, ...]:
        """Each cell, with all that it says."""
        return tuple(cell_of(text) for text in self.cells)


class Cells(Line):
    """One row of a table whose cells name their sources themselves, where they have any."""

    __slots__ = ("_each", "is_total")

    def __init__(self, cells: Iterable[str | Cell], is_total: bool = False) -> None:
        """Keep the cells; a text stands for a cell that says no more."""
        self._each = tuple(cell_of(cell) if isinstance(cell, str) else cell for cell in cells)
        self.cells, self.sources = tuple(cell.text for cell in self._each), ()
        self.is_total = is_total

    def each(self) -> tuple[Cell, ...]:
        """Each cell, with all that it says."""
        return self._each


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of a tree: what it says, and the branches that grow out of it."""

    said: tuple[Phrase, ...]
    branches: tuple[Branch, ...]

    def walk(self) -> Iterator[Phrase]:
        """All that is said, from here on."""
        yield from self.said
        for branch in self.branches:
            yield from branch.walk()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, and what is said of the rows that are left out."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    caption: str = ""
    after: Paragraph | None = None
    nothing: str = ""
    """What is said where there are no rows; without it a table needs one."""
    trees: tuple[Branch, ...] = ()
    """The rows as trees, for the forms that can draw them."""
    cards: bool = False
    """Whether a row may be told as a block of its own where the table does not fit."""
    gap: int = 0
    """Blanks after each column on a terminal; without it one stands on each side."""
    counted: bool = False
    """Whether a terminal tells how many rows there are."""
    alt: str = ""
    """What it holds, for those who do not see it."""
    cross: bool = False
    """Whether the first column has the head of each row, and the others may stand in pieces."""

    def __post_init__(self) -> None:
        """Refuse a table without rows, or with rows that do not fit it."""
        if not self.lines and not self.nothing:
            raise ValueError("a table needs a row")
        if any(len(line.cells) != len(self.columns) for line in self.lines):
            raise ValueError("a row of a table needs a cell for each column")

    @property
    def cites_rows(self) -> bool:
        """Whether the sources of a whole row stand in a column of their own."""
        return any(line.sources for line in self.lines)


class DrawnPicture:
    """A drawing: what it holds as data, and what it shows in words."""

    __slots__ = ("alt", "caption", "drawn", "sources")

    def __init__(self, drawn: Lineage, alt: str, caption: str, sources: Iterable[str]) -> None:
        """Raises ValueError without a source."""
        self.drawn, self.alt, self.caption = drawn, alt, caption
        self.sources = _cited(sources, "picture")


Block = Paragraph | Table | DrawnPicture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, which may be blank, and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]
    apart: bool = True
    """Whether it stands apart from what is before it."""

    def __post_init__(self) -> None:
        """Refuse a heading with nothing under it."""
        if not self.blocks:
            raise ValueError(f"the section '{self.heading}' says nothing")


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A numbered source: its Admiralty letter (none for the record itself), and what it is."""

    id: str
    number: int
    letter: str
    text: str
    address: str = ""

    @property
    def whole(self) -> str:
        """What it is, and where."""
        return ", ".join(filter(None, [self.text, self.address]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is shown of one subject: for people, as lines of a spreadsheet, and as an object."""

    compose: Callable[[], Iterable[Section]]
    """Gives the sections; called only by a form for people."""
    lines: Callable[[], Iterable[Sequence[Any]]] = tuple
    """Gives the head and the rows of the spreadsheet, as values."""
    data: Callable[[], Any] = dict
    """Gives the object."""
    title: str = ""
    about: tuple[str, ...] = ()
    """What stands beside the title."""
    sources: tuple[str, ...] = ()
    """The ids of the sources of the title."""
    notes: tuple[str, ...] = ()
    known: Mapping[str, Properties] = field(default_factory=dict)
    """What the graph has of each source, by its id."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its sections, in order."""
        return tuple(self.compose())


@dataclass(frozen=True, slots=True)
class WrittenBrief:
    """A brief: what it is about, as of which day, what it says, and on whose word."""

    title: str
    subject: str
    as_of: date
    sections: tuple[Section, ...]
    sources: tuple[CitedSource, ...]
    notes: tuple[str, ...]
    made_on: date | None = None
    reach: str = ""
    """How far the record of it reaches."""

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each source, by its id."""
        return {source.id: source.number for source in self.sources}

    def sentences(self) -> Iterator[Phrase]:
        """Every sentence, in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield from block.sentences
                elif isinstance(block, Table) and block.after:
                    yield from block.after.sentences


def numbered(
    sections: Iterable[Section], known: Mapping[str, Properties], record: str
) -> list[CitedSource]:
    """The sources in the order in which the sections first cite them, each once.

    `known` is what the graph has of each, `record` what is said of the record itself.
    """
    found: dict[str, CitedSource] = {}
    for sources in cited(sections):
        for key in sources:
            if key not in found:
                found[key] = source_of(key, len(found) + 1, known.get(key), record)
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
                case DrawnPicture():
                    yield block.sources


def source_of(key: str, number: int, source: Properties | None, record: str = "") -> CitedSource:
    """The source as it is told, from what the graph has of it."""
    if key == RECORD:
        return CitedSource(key, number, "", record)
    if source is None:
        return CitedSource(key, number, "F", f"{key} (a source that this graph does not hold)")
    told = [str(source["publisher"]), f"“{source['title']}”"]
    told += [str(source["publishedOn"])] if source.get("publishedOn") else []
    told += ["published later"] if source.get("publishedLater") else []
    told += copy_told(source)
    return CitedSource(
        key, number, str(source["reliability"]), ", ".join(told), str(source.get("url") or "")
    )
