"""The CARVER matrix as a page: one file that opens without a network and prints on paper.

What always holds here: the page is built as a tree, and the standard library writes it, so text
from data is never markup; nothing on it runs, and nothing is fetched. A band is a word beside the
number and not a colour alone; what was not scored says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from graphq.carver.matrix import Column, Matrix
from graphq.carver.view import NOTHING, PURPOSE, Line, heads, sections, side_by_side, title
from graphq.cypher.ask.catalog import Answer
from graphq.document.policy import only_style
from graphq.graph.model.ratings import CRITERIA, MEANINGS, Band
from graphq.tell.cells import clean
from graphq.tell.footnotes import Footnotes

_SIDE_BY_SIDE: Final = 4
"""Columns in one table: as many as a page of paper is wide enough for."""

_STYLE: Final = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 62rem; padding: 1.25rem; color: #1b1f24; background: #fff;
  font: 1rem/1.45 system-ui, "Segoe UI", "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .4rem; }
p { margin: .3rem 0; }
.purpose { color: #4a5260; }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; min-width: 30rem; }
th, td { border: 1px solid #b9c0ca; padding: .4rem .55rem; text-align: start;
  vertical-align: top; overflow-wrap: break-word; }
thead th { background: #eef1f5; vertical-align: bottom; }
thead th span { display: block; font-weight: normal; font-size: .85em; color: #4a5260; }
tbody th { background: #f7f8fa; width: 11rem; font-weight: 600; }
tbody th span { display: block; font-weight: normal; font-size: .8em; color: #4a5260; }
td b { font-size: 1.1em; font-variant-numeric: tabular-nums; }
td.low { background: #e2f1e6; } td.middle { background: #fff0c9; } td.high { background: #f9d9d4; }
td.none { color: #4a5260; font-style: italic;
  background: repeating-linear-gradient(45deg, #fff 0 6px, #f1f3f6 6px 12px); }
tr.total th, tr.total td { border-top: 3px solid #4a5260; }
ul { padding-inline-start: 1.2rem; margin: .3rem 0; } li { margin: .2rem 0; }
li.placed { list-style: none; }
li.deeper { list-style: none; color: #4a5260; font-size: .92em; }
sup { font-size: .72em; } a { color: #1d4f91; }
.sources li { font-size: .9em; }
@media (max-width: 40rem) {
  body { padding: .8rem; font-size: .95rem; } h1 { font-size: 1.25rem; }
  tbody th { position: sticky; inset-inline-start: 0; width: 6.5rem; min-width: 6.5rem; }
  tbody th span { display: none; } table { min-width: 0; width: auto; }
  td, thead th + th { min-width: 7.5rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; } a { color: inherit; }
  .wide { overflow: visible; } table { min-width: 0; break-inside: avoid; }
  h2 { break-after: avoid; }
  td, th { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""


def page_text(matrix: Matrix, answer: Answer) -> str:
    """The whole page."""
    notes = Footnotes(answer.sources)
    root = Element("html", {"lang": "en"})
    _head(root, title(answer))
    body = SubElement(root, "body")
    SubElement(body, "h1").text = title(answer)
    SubElement(body, "p", {"class": "purpose"}).text = PURPOSE
    if not matrix.columns:
        SubElement(body, "p").text = NOTHING
    for block in side_by_side(matrix.columns, _SIDE_BY_SIDE):
        _table(body, block, notes)
    for heading, lines in sections(matrix):
        SubElement(body, "h2", {"dir": "auto"}).text = clean(heading)
        told = SubElement(body, "ul")
        for line in lines:
            item = SubElement(told, "li", {"dir": "auto", **_class(line)})
            item.text = clean(line.text)
            _cite(item, notes.cite(line.sources))
    for note in answer.notes:
        SubElement(body, "p").text = f"Note: {clean(note)}"
    _sources(body, notes)
    return "<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html") + "\n"


def _class(line: Line) -> dict[str, str]:
    kind = "deeper" if line.deeper else "placed" if line.text[:1].isdigit() else ""
    return {"class": kind} if kind else {}


def _head(root: Element, text: str) -> None:
    policy = only_style(_STYLE)
    head = SubElement(root, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    viewport = "width=device-width, initial-scale=1"
    SubElement(head, "meta", {"name": "viewport", "content": viewport})
    SubElement(head, "meta", {"name": "referrer", "content": "no-referrer"})
    SubElement(head, "title").text = f"{text} · graphq"
    SubElement(head, "style").text = _STYLE


def _table(body: Element, columns: Sequence[Column], notes: Footnotes) -> None:
    frame = SubElement(body, "div", {"class": "wide", "tabindex": "0", "role": "region"})
    frame.set("aria-label", "Scores, criterion by facility")
    table = SubElement(frame, "table")
    above = SubElement(SubElement(table, "thead"), "tr")
    SubElement(above, "th", {"scope": "col"}).text = "criterion"
    for column in columns:
        cell = SubElement(above, "th", {"scope": "col"})
        facility, *more = heads(column)
        SubElement(cell, "bdi").text = facility
        for text in more:
            SubElement(SubElement(cell, "span"), "bdi").text = text
        _cite(cell, notes.cite(column.sources))
    rows = SubElement(table, "tbody")
    for at, criterion in enumerate(CRITERIA):
        row = SubElement(rows, "tr")
        _row_head(row, criterion, MEANINGS[criterion])
        for column in columns:
            given = column.cells[at]
            if given.score is None or given.band is None:
                SubElement(row, "td", {"class": "none"}).text = given.text
            else:
                _number(row, given.score, given.band)
    total = SubElement(rows, "tr", {"class": "total"})
    _row_head(total, "total", "only where all six are scored")
    for column in columns:
        if column.total is None or column.total_band is None:
            SubElement(total, "td", {"class": "none"}).text = column.total_text
        else:
            SubElement(
                _number(total, column.total, column.total_band), "span"
            ).text = f" (of {6 * column.scale.low}–{6 * column.scale.high})"


def _row_head(row: Element, name: str, meaning: str) -> None:
    cell = SubElement(row, "th", {"scope": "row"})
    cell.text = name
    SubElement(cell, "span").text = meaning


def _number(row: Element, number: int, band: Band) -> Element:
    cell = SubElement(row, "td", {"class": band.value})
    strong = SubElement(cell, "b")
    strong.text, strong.tail = str(number), f" {band}"
    return cell


def _cite(place: Element, numbers: Sequence[int]) -> None:
    for number in numbers:
        mark = SubElement(SubElement(place, "sup"), "a", {"href": f"#source-{number}"})
        mark.text = f"[{number}]"


def _sources(body: Element, notes: Footnotes) -> None:
    entries = notes.entries()
    if not entries:
        return
    SubElement(body, "h2").text = "Sources"
    meaning = "The letter is the publisher's reliability: A completely reliable … E unreliable, "
    SubElement(body, "p", {"class": "purpose"}).text = f"{meaning}F cannot be judged."
    told = SubElement(body, "ol", {"class": "sources"})
    for number, letter, text in entries:
        item = SubElement(told, "li", {"id": f"source-{number}", "dir": "auto"})
        item.text = f"{letter} · {clean(text)}"
