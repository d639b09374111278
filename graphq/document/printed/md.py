"""A document as Markdown, with footnotes.

A brief is a text of its own, with headings; any other document is a part that goes into one. In a
brief a text is shown as it stands, an address with it; in a part an address may become a link.

What always holds here: text from data is escaped, so that no name becomes a heading, a link, a
table or HTML; the picture stands in a file beside, or in words where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from graphq.document.cells import clean, markdown_cell, markdown_note, visible
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
from graphq.document.text import GRADES, heading, shown

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>|~#&$])")
_LINE_START: Final = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])(?=\s|$|[-=])")
_ADDRESS: Final = re.compile(r"(?<=[A-Za-z])(://)|(?<=www)(\.)|(?<=\S)(@)(?=\S)", re.IGNORECASE)
_CLEAN_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\|`]+", re.ASCII | re.IGNORECASE)


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
            about = "".join(f" {self.escaped(text)}" for text in document.about)
            yield f"**{self.escaped(document.title)}**{about}{self._marks(document.sources)}"
        for section in document.sections:
            if section.heading:
                yield f"{self.escaped(section.heading)}:"
            for block in section.blocks:
                yield from self.block(block)
        yield from (self.escaped(note) for note in document.notes)
        yield "\n".join(
            f"[^{source.number}]: {source.letter} · {markdown_note(source.whole)}"
            for source in self._notes.entries()
        )

    def escaped(self, text: str) -> str:
        """A text in which nothing is markup."""
        return markdown_cell(clean(text))

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
        caption = f"{self.escaped(block.caption)}{self._marks(block.sources)}"
        return f"{caption}: {self.escaped(block.alt)}"

    def _paragraph(self, block: Paragraph) -> str:
        if not (block.listed or block.aligned):
            return " ".join(map(self._sentence, block.sentences))
        return "\n".join(
            f"{'  ' if said.deeper else ''}- {self._sentence(said)}" for said in block.sentences
        )

    def _sentence(self, said: Phrase) -> str:
        text = f"{said.about}: {said.text}" if said.about else said.text
        # A number that a line begins with would begin a list of its own.
        numbered = re.sub(r"^(\d+)\. ", r"\1\\. ", self.escaped(text))
        return numbered + self._marks(said.sources)

    def _table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield f"{self.escaped(table.caption)}:"
        if not table.lines:
            yield "No rows."
            return
        heads = ["<br>".join(map(self.escaped, (one.title, *one.under))) for one in table.columns]
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
        return ("; " if cell.listed else "").join(
            f"`{said.text}`"
            if said.tone is Tone.CODE
            else self.escaped_cell(said.text) + self._marks(said.sources)
            for said in cell.said
        )

    def escaped_cell(self, text: str) -> str:
        """A text of a cell, whose blanks may stand between it and what comes next."""
        return markdown_cell(visible(text))

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
        lines = []
        for source in self._notes.entries():
            told = f"{source.letter or '–'} · {escaped(source.text)}"
            if source.address:
                clean = _CLEAN_ADDRESS.fullmatch(source.address)
                told += f", <{source.address}>" if clean else f", {escaped(source.address)}"
            lines.append(f"[^{source.number}]: {told}")
        yield "\n".join(lines)
        yield from (f"*{escaped(note)}*" for note in self._brief.notes)

    def escaped(self, text: str) -> str:
        return escaped(text)

    def escaped_cell(self, text: str) -> str:
        return escaped(text)

    def rule(self, column: Column) -> str:
        return "---:" if column.number else "---"

    def picture(self, block: DrawnPicture) -> str:
        if self._picture is None:
            return super().picture(block)
        caption = f"{escaped(block.caption)}{self._marks(block.sources)}"
        return f"![{escaped(block.alt)}](<{self._picture}>)\n\n{caption}"


def escaped(text: str) -> str:
    """The text as Markdown shows it as it stands."""
    found = _MARKS.sub(r"\\\1", shown(text))
    found = _LINE_START.sub(lambda at: f"{at[1]}\\{at[2]}" if at[1] else f"\\{at[3]}", found)
    return _ADDRESS.sub(
        lambda at: "".join(f"\\{c}" if n == 0 else c for n, c in enumerate(at[0])), found
    )


FORM: Final = Form("Markdown", as_markdown, 6, (".md", ".markdown"), illustrated=as_markdown)
