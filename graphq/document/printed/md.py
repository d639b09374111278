"""A document as Markdown, with footnotes.

A brief is a text of its own, with headings; any other document is a part that goes into one.

What always holds here: text from data is shown as it stands, so that no name becomes a heading, a
link, a picture, a table or HTML. Only the address of a source may become a link, and is seen in it.
The drawing stands in a file beside, or in words where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from graphq.document.document import (
    Block,
    Cell,
    Column,
    Document,
    DrawnPicture,
    Paragraph,
    Phrase,
    Table,
    Tone,
    WrittenBrief,
)
from graphq.document.footnotes import footnotes_of
from graphq.document.form import Form
from graphq.document.text import GRADES, heading
from graphq.graph.addresses import is_address
from graphq.graph.letters import clean, visible

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>|~#&$])")
_LINE_START: Final = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])(?=\s|$|[-=])")
_AS_CODE: Final = re.compile(r"[^`|]+")
_ADDRESS: Final = re.compile(r"(?<=[A-Za-z])(://)|(?<=www)(\.)|(?<=\S)(@)(?=\S)", re.IGNORECASE)


def as_markdown(document: Document | WrittenBrief, picture: str | None = None) -> str:
    """The document as Markdown; `picture` is the name of the file beside it with the drawing."""
    writer = _Report(document, picture) if isinstance(document, WrittenBrief) else _Part(document)
    return "\n\n".join(writer.chunks()).rstrip() + "\n"


class _Part:
    """A document, which goes into a text."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes = footnotes_of(document)

    def chunks(self) -> Iterator[str]:
        """All that blank lines stand between."""
        document = self._document
        if document.title:
            about = "".join(f" {escaped(text)}" for text in document.about)
            yield f"**{escaped(document.title)}**{about}{self._marks(document.sources)}"
        for section in document.sections:
            if section.heading:
                yield f"{escaped(section.heading)}:"
            for block in section.blocks:
                yield from self.block(block)
        yield from (escaped(note) for note in document.notes)
        yield self.footnotes()

    def footnotes(self) -> str:
        """Each source that was cited, on a line of its own."""
        lines = []
        for source in self._notes.entries():
            told = f"{escaped(source.letter) or '–'} · {escaped(source.text)}"
            if source.address:
                told += f", {_linked(source.address)}"
            lines.append(f"[^{source.number}]: {told}")
        return "\n".join(lines)

    def block(self, block: Block) -> Iterator[str]:
        """What is said in a block."""
        match block:
            case Paragraph():
                yield self._paragraph(block)
            case Table():
                yield from self._table(block)
            case DrawnPicture():
                yield self.picture(block)

    def picture(self, block: DrawnPicture) -> str:
        """The picture in words."""
        caption = f"{escaped(block.caption)}{self._marks(block.sources)}"
        return f"{caption}: {escaped(block.alt)}"

    def _paragraph(self, block: Paragraph) -> str:
        if not (block.listed or block.aligned):
            return " ".join(map(self._sentence, block.sentences))
        return "\n".join(
            f"{'  ' if said.deeper else ''}- {self._sentence(said)}" for said in block.sentences
        )

    def _sentence(self, said: Phrase) -> str:
        text = f"{said.about}: {said.text}" if said.about else said.text
        return escaped(text) + self._marks(said.sources)

    def _table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield f"{escaped(table.caption)}:"
        if not table.lines:
            yield escaped(table.nothing)
            return
        heads = ["<br>".join(map(escaped, (one.title, *one.under))) for one in table.columns]
        rules = [self.rule(column) for column in table.columns]
        rows = [[self._cell(cell) for cell in line.each()] for line in table.lines]
        for line, row in zip(table.lines, rows, strict=True):
            if line.is_total:
                row[0] = f"**{row[0]}**"
        if table.cites_rows:
            heads.append("Sources")
            rules.append("---")
            for line, row in zip(table.lines, rows, strict=True):
                row.append(self._marks(line.sources))
        if table.cross:
            rows.append(["sources", *(self._marks(one.sources) for one in table.columns[1:])])
        written = [f"| {' | '.join(cells)} |" for cells in (heads, *rows)]
        yield "\n".join([written[0], f"|{'|'.join(rules)}|", *written[1:]])
        if table.after:
            yield self._paragraph(table.after)

    def rule(self, column: Column) -> str:
        """What stands under a heading."""
        return "---"

    def _cell(self, cell: Cell) -> str:
        # Blanks of a text may stand between it and what comes next.
        return ("; " if cell.listed else "").join(
            _shown(visible(said.text), said.tone) + self._marks(said.sources) for said in cell.said
        )

    def _marks(self, sources: Iterable[str]) -> str:
        return "".join(f"[^{number}]" for number in self._notes.cite(sources))


class _Report(_Part):
    """A brief, which is a text of its own."""

    def __init__(self, brief: WrittenBrief, picture: str | None) -> None:
        self._brief, self._picture = brief, picture
        self._notes = footnotes_of(brief)

    def chunks(self) -> Iterator[str]:
        """All that blank lines stand between."""
        title, below = heading(self._brief)
        yield f"# {escaped(title)}"
        yield escaped(below)
        for section in self._brief.sections:
            yield f"## {escaped(section.heading)}"
            for block in section.blocks:
                yield from self.block(block)
        yield "## Sources"
        yield escaped(GRADES)
        yield self.footnotes()
        yield from (f"*{escaped(note)}*" for note in self._brief.notes)

    def rule(self, column: Column) -> str:
        return "---:" if column.number else "---"

    def picture(self, block: DrawnPicture) -> str:
        if self._picture is None:
            return super().picture(block)
        caption = f"{escaped(block.caption)}{self._marks(block.sources)}"
        return f"![{escaped(block.alt)}](<{quote(self._picture)}>)\n\n{caption}"


def escaped(text: str) -> str:
    """The text as Markdown shows it as it stands, on one line."""
    return _escaped(clean(text))


def _shown(text: str, tone: Tone) -> str:
    is_code = tone is Tone.CODE and _AS_CODE.fullmatch(text)
    return f"`{text}`" if is_code else _escaped(text)


def _escaped(text: str) -> str:
    found = _MARKS.sub(r"\\\1", text)
    found = _LINE_START.sub(lambda at: f"{at[1]}\\{at[2]}" if at[1] else f"\\{at[3]}", found)
    return _ADDRESS.sub(
        lambda at: "".join(f"\\{c}" if n == 0 else c for n, c in enumerate(at[0])), found
    )


def _linked(address: str) -> str:
    """The address as a link, where it may become one."""
    return f"<{address}>" if is_address(address) else escaped(address)


FORM: Final = Form("Markdown", as_markdown, 6, (".md", ".markdown"), illustrated=as_markdown)
