"""A document as HTML: a page that opens in any browser and reaches nothing, or a notebook's part.

A brief is a report that prints on A4; any other document is a sheet, whose tables may be wide.

What always holds here: text from data is escaped; a page's policy allows its one style sheet and
nothing else, so that no text could become a script, a style or a request. A tone is a word too, and
never a colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from graphq.document.document import (
    Block,
    Cell,
    CitedSource,
    Column,
    Document,
    DrawnPicture,
    Line,
    Paragraph,
    Phrase,
    Section,
    Table,
    Tone,
    WrittenBrief,
)
from graphq.document.footnotes import LETTERS, footnotes_of, stretches
from graphq.document.form import Form
from graphq.document.layout import pieces_of
from graphq.document.markup import escaped
from graphq.document.policy import only_style
from graphq.document.text import GRADES, heading, numbers_of
from graphq.graph.addresses import is_address

_STYLES: Final = Path(__file__).parent
_WIDE: Final = 6
"""Columns of a table whose first column needs room of its own."""
_SIDE_BY_SIDE: Final = 4
"""Columns in one piece of a cross table: as many as a page of paper is wide enough for."""


def as_html(document: Document | WrittenBrief) -> str:
    """The document as a page."""
    return (
        _Report(document).page() if isinstance(document, WrittenBrief) else _Sheet(document).page()
    )


def as_part(document: Document) -> str:
    """The document as a part of a page, without a style: for a notebook."""
    return _Part(document).text()


class _Part:
    """A document without a page around it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes = footnotes_of(document)

    def text(self) -> str:
        document = self._document
        parts = [f"<p><b>{escaped(document.title)}</b></p>"] if document.title else []
        parts += [f"<p>{escaped(told)}</p>" for told in document.about]
        for section in document.sections:
            parts += [f"<p><b>{escaped(section.heading)}</b></p>"] if section.heading else []
            parts += map(self._block, section.blocks)
        parts += [f"<p><i>Note: {escaped(note)}</i></p>" for note in document.notes]
        cited = [f"{source.letter} · {source.whole}" for source in self._notes.entries()]
        if cited:
            parts.append(f"<p>Sources ({LETTERS})</p><ol>{_items(cited)}</ol>")
        return "".join(parts)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                said = map(self._sentence, block.sentences)
                if block.listed or block.aligned:
                    return f"<ul>{_items(said)}</ul>"
                return f"<p>{escaped(' '.join(said))}</p>"
            case Table():
                return self._table(block)
            case DrawnPicture():
                return f"<p>{escaped(block.alt)}</p>"

    def _sentence(self, said: Phrase) -> str:
        told = ": ".join(filter(None, (said.about, said.text)))
        return " ".join(filter(None, (told, self._notes.mark(said.sources))))

    def _table(self, table: Table) -> str:
        if not table.lines:
            return f"<p>{escaped(table.nothing)}</p>"
        heads = "".join(f"<th>{escaped(column.title)}</th>" for column in table.columns)
        body = "".join(f"<tr>{self._row(table.columns, line)}</tr>" for line in table.lines)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"

    def _row(self, columns: Sequence[Column], line: Line) -> str:
        return "".join(
            f"<td{_RIGHT if column.number else ''}>{self._cell(cell)}</td>"
            for column, cell in zip(columns, line.each(), strict=True)
        )

    def _cell(self, cell: Cell) -> str:
        between = "<br>" if cell.listed else ""
        return between.join(escaped(self._sentence(said)) for said in cell.said)


_RIGHT: Final = ' style="text-align:right"'


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{escaped(text)}</li>" for text in texts)


class _Sheet:
    """A document as a page of its own."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes = footnotes_of(document)

    def page(self) -> str:
        title = escaped(self._document.title)
        style = "\n" + (_STYLES / "sheet.css").read_text(encoding="utf-8")
        about = "".join(f"<p>{escaped(told)}</p>" for told in self._document.about)
        body = about + "".join(map(self._section, self._document.sections))
        notes = "".join(f"<p>Note: {escaped(note)}</p>" for note in self._document.notes)
        return (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{only_style(style)}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="referrer" content="no-referrer">'
            f"<title>{title} · graphq</title><style>{style}</style></head>"
            f"<body><h1>{title}</h1>{body}{notes}{self._sources()}</body></html>\n"
        )

    def _section(self, section: Section) -> str:
        head = f'<h2 dir="auto">{escaped(section.heading)}</h2>' if section.heading else ""
        return head + "".join(map(self._block, section.blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return self._table(block)
            case DrawnPicture():
                return f"<p>{escaped(block.alt)}</p>"

    def _paragraph(self, block: Paragraph) -> str:
        if block.listed or block.aligned:
            return f"<ul>{''.join(map(self._item, block.sentences))}</ul>"
        kind = ' class="purpose"' if block.sentences[0].tone is Tone.QUIET else ""
        return f"<p{kind}>{' '.join(map(self._sentence, block.sentences))}</p>"

    def _item(self, said: Phrase) -> str:
        kind = "deeper" if said.deeper else "placed" if said.text[:1].isdigit() else ""
        attribute = f' class="{kind}"' if kind else ""
        return f'<li dir="auto"{attribute}>{self._sentence(said)}</li>'

    def _sentence(self, said: Phrase) -> str:
        told = ": ".join(filter(None, (said.about, said.text)))
        return escaped(told) + self._marks(said.sources)

    def _table(self, table: Table) -> str:
        if not table.lines:
            return f"<p>{escaped(table.nothing)}</p>"
        if not table.cross:
            return self._piece(table, range(len(table.columns)))
        pieces = pieces_of(table, _SIDE_BY_SIDE)
        return "".join(self._piece(table, (0, *piece)) for piece in pieces)

    def _piece(self, table: Table, places: Sequence[int]) -> str:
        heads = "".join(self._head(table.columns[place]) for place in places)
        rows = "".join(self._row(line, places, table.cross) for line in table.lines)
        return (
            '<div class="wide" tabindex="0" role="region" '
            f'aria-label="{escaped(table.alt)}"><table><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )

    def _head(self, column: Column) -> str:
        title = escaped(column.title)
        if column.under:
            under = "".join(f"<span><bdi>{escaped(text)}</bdi></span>" for text in column.under)
            title = f"<bdi>{title}</bdi>{under}"
        return f'<th scope="col">{title}{self._marks(column.sources)}</th>'

    def _row(self, line: Line, places: Sequence[int], cross: bool) -> str:
        kind, cells = ' class="total"' if line.is_total else "", line.each()
        shown = "".join(
            self._row_head(cells[place]) if cross and place == 0 else self._cell(cells[place])
            for place in places
        )
        return f"<tr{kind}>{shown}</tr>"

    def _row_head(self, cell: Cell) -> str:
        meaning = f"<span>{escaped(cell.meaning)}</span>" if cell.meaning else ""
        return f'<th scope="row">{escaped(cell.text)}{meaning}</th>'

    def _cell(self, cell: Cell) -> str:
        kind = f' class="{cell.tone}"' if cell.tone else ""
        between = "<br>" if cell.listed else ""
        return f"<td{kind}>{between.join(map(self._said, cell.said))}</td>"

    def _said(self, said: Phrase) -> str:
        element = {Tone.STRONG: "b", Tone.QUIET: "span"}.get(said.tone)
        text = escaped(said.text)
        told = f"<{element}>{text}</{element}>" if element and text else text
        return told + self._marks(said.sources)

    def _marks(self, sources: Iterable[str]) -> str:
        return "".join(
            f'<sup><a href="#source-{number}">[{number}]</a></sup>'
            for number in self._notes.cite(sources)
        )

    def _sources(self) -> str:
        items = "".join(
            f'<li id="source-{source.number}" dir="auto">'
            f"{escaped(source.letter)} · {escaped(source.whole)}</li>"
            for source in self._notes.entries()
        )
        meaning = f"The letter is the reliability of what was seen: {LETTERS}."
        told = f'<h2>Sources</h2><p class="purpose">{meaning}</p><ol class="sources">{items}</ol>'
        return told if items else ""


class _Report:
    """A brief, with its picture and its sources."""

    def __init__(self, brief: WrittenBrief) -> None:
        self._brief, self._numbers = brief, brief.numbers
        self._marks = 0
        self._first_mark: dict[int, int] = {}
        """The mark that first cites a source, by the source's number."""

    def page(self) -> str:
        title, below = heading(self._brief)
        style = (_STYLES / "brief.css").read_text(encoding="utf-8")
        body = "\n".join(
            self._section(section.heading, section.blocks) for section in self._brief.sections
        )
        notes = "".join(f"<p>{escaped(note)}</p>" for note in self._brief.notes)
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{only_style(style)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{escaped(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
            f'<h1>{escaped(title)}</h1>\n<p class="below">{escaped(below)}</p>\n{body}\n'
            f'<section id="sources">\n<h2>Sources</h2>\n<p class="grades">{escaped(GRADES)}</p>\n'
            f"<ol>\n{self._sources()}\n</ol>\n</section>\n"
            f"<footer>{notes}</footer>\n</main>\n</body>\n</html>\n"
        )

    def _section(self, title: str, blocks: Iterable[Block]) -> str:
        said = "\n".join(map(self._block, blocks))
        return f"<section>\n<h2>{escaped(title)}</h2>\n{said}\n</section>"

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return self._table(block)
            case DrawnPicture():
                from graphq.document.chart import draw
                from graphq.document.svg import as_svg

                drawn = as_svg(draw(block.drawn), block.alt)
                mark = self._mark(block.sources)
                caption = f"<figcaption>{escaped(block.caption)} {mark}</figcaption>"
                return f"<figure>\n{drawn}\n{caption}\n</figure>"

    def _paragraph(self, block: Paragraph) -> str:
        said = [self._sentence(sentence) for sentence in block.sentences]
        if block.listed:
            return "<ul>\n" + "\n".join(f"<li>{text}</li>" for text in said) + "\n</ul>"
        return f"<p>{' '.join(said)}</p>"

    def _sentence(self, sentence: Phrase) -> str:
        return f"{escaped(sentence.text)} {self._mark(sentence.sources)}"

    def _table(self, table: Table) -> str:
        heads = "".join(
            f'<th scope="col"{_kind(column)}>{escaped(column.title)}</th>'
            for column in table.columns
        )
        rows = []
        for line in table.lines:
            cells = "".join(
                f"<td{_kind(column)}>{escaped(cell)}</td>"
                for column, cell in zip(table.columns, line.cells, strict=True)
            )
            rows.append(f'<tr>{cells}<td class="cited">{self._mark(line.sources)}</td></tr>')
        wide = ' class="wide"' if len(table.columns) == _WIDE else ""
        after = self._paragraph(table.after) if table.after else ""
        return (
            f'<p class="caption">{escaped(table.caption)}</p>\n<table{wide}>\n'
            f'<thead><tr>{heads}<th scope="col" class="cited">Sources</th></tr></thead>\n'
            "<tbody>\n" + "\n".join(rows) + f"\n</tbody>\n</table>\n{after}"
        )

    def _mark(self, sources: Iterable[str]) -> str:
        """The numbers, each leading to its source."""
        self._marks += 1
        numbers = numbers_of(sources, self._numbers)
        for number in numbers:
            self._first_mark.setdefault(number, self._marks)
        told = ", ".join(
            _link(first) if first == last else f"{_link(first)}–{_link(last)}"
            for first, last in stretches(numbers)
        )
        return f'<span class="mark" id="c{self._marks}">[{told}]</span>'

    def _sources(self) -> str:
        return "\n".join(self._source(source) for source in self._brief.sources)

    def _source(self, source: CitedSource) -> str:
        text = escaped(source.text)
        if is_address(source.address):
            link = f'<a href="{escaped(source.address)}" rel="noopener noreferrer">{text}</a>'
        else:
            link = text + (f", {escaped(source.address)}" if source.address else "")
        back = self._first_mark[source.number]
        return (
            f'<li id="s{source.number}"><b>{escaped(source.letter) or "–"}</b> {link} '
            f'<a class="back" href="#c{back}" aria-label="back to where it is cited">↑</a></li>'
        )


def _kind(column: Column) -> str:
    kind = "number" if column.number else "short" if column.short else ""
    return f' class="{kind}"' if kind else ""


def _link(number: int) -> str:
    return f'<a href="#s{number}">{number}</a>'


FORM: Final = Form("a page that prints well", as_html, 4, (".html", ".htm"))
