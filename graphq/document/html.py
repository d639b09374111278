"""A brief as one HTML file: opens in any browser, prints on A4, and reaches nothing.

What always holds here: text from data is escaped; the page's policy allows its one style sheet and
nothing else, so that no text could become a script, a style or a request.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final

from graphq.document.chart import draw
from graphq.document.document import (
    Block,
    Brief,
    Column,
    Paragraph,
    Picture,
    Sentence,
    Source,
    Table,
)
from graphq.document.policy import only_style
from graphq.document.svg import as_svg
from graphq.document.text import ADDRESS, GRADES, heading, numbers_of, shown
from graphq.tell.footnotes import stretches

STYLE: Final = Path(__file__).parent / "brief.css"
_WIDE: Final = 6
"""Columns of a table whose first column needs room of its own."""


def as_html(brief: Brief) -> str:
    """The brief as a page."""
    return _Page(brief).text()


class _Page:
    def __init__(self, brief: Brief) -> None:
        self._brief, self._numbers = brief, brief.numbers
        self._marks = 0
        self._first_mark: dict[int, int] = {}
        """The mark that first cites a source, by the source's number."""

    def text(self) -> str:
        """All of the page."""
        title, below = heading(self._brief)
        style = STYLE.read_text(encoding="utf-8")
        body = "\n".join(
            self._section(section.heading, section.blocks) for section in self._brief.sections
        )
        notes = "".join(f"<p>{_text(note)}</p>" for note in self._brief.notes)
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{only_style(style)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
            f'<h1>{escape(title)}</h1>\n<p class="below">{escape(below)}</p>\n{body}\n'
            f'<section id="sources">\n<h2>Sources</h2>\n<p class="grades">{escape(GRADES)}</p>\n'
            f"<ol>\n{self._sources()}\n</ol>\n</section>\n"
            f"<footer>{notes}</footer>\n</main>\n</body>\n</html>\n"
        )

    def _section(self, title: str, blocks: Iterable[Block]) -> str:
        said = "\n".join(self._block(block) for block in blocks)
        return f"<section>\n<h2>{_text(title)}</h2>\n{said}\n</section>"

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return self._table(block)
            case Picture():
                drawn = as_svg(draw(block.drawn), shown(block.alt))
                mark = self._mark(block.sources)
                caption = f"<figcaption>{_text(block.caption)} {mark}</figcaption>"
                return f"<figure>\n{drawn}\n{caption}\n</figure>"

    def _paragraph(self, block: Paragraph) -> str:
        said = [self._sentence(sentence) for sentence in block.sentences]
        if block.listed:
            return "<ul>\n" + "\n".join(f"<li>{text}</li>" for text in said) + "\n</ul>"
        return f"<p>{' '.join(said)}</p>"

    def _sentence(self, sentence: Sentence) -> str:
        return f"{_text(sentence.text)} {self._mark(sentence.sources)}"

    def _table(self, table: Table) -> str:
        heads = "".join(
            f'<th scope="col"{_kind(column)}>{_text(column.title)}</th>' for column in table.columns
        )
        rows = []
        for line in table.lines:
            cells = "".join(
                f"<td{_kind(column)}>{_text(cell)}</td>"
                for column, cell in zip(table.columns, line.cells, strict=True)
            )
            rows.append(f'<tr>{cells}<td class="cited">{self._mark(line.sources)}</td></tr>')
        wide = ' class="wide"' if len(table.columns) == _WIDE else ""
        after = self._paragraph(table.after) if table.after else ""
        return (
            f'<p class="caption">{_text(table.caption)}</p>\n<table{wide}>\n'
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

    def _source(self, source: Source) -> str:
        text = _text(source.text)
        if ADDRESS.fullmatch(source.address):
            link = f'<a href="{escape(source.address)}" rel="noopener noreferrer">{text}</a>'
        else:
            link = text + (f", {_text(source.address)}" if source.address else "")
        back = self._first_mark[source.number]
        return (
            f'<li id="s{source.number}"><b>{source.letter or "–"}</b> {link} '
            f'<a class="back" href="#c{back}" aria-label="back to where it is cited">↑</a></li>'
        )


def _text(text: str) -> str:
    return escape(shown(text))


def _kind(column: Column) -> str:
    kind = "number" if column.number else "short" if column.short else ""
    return f' class="{kind}"' if kind else ""


def _link(number: int) -> str:
    return f'<a href="#s{number}">{number}</a>'
