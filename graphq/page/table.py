"""The rows of an answer as a page has them: cells, and what each row is about in the drawing.

What always holds here: the cells are those of the terminal, and a row's sources keep their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphq.document.cells import plain
from graphq.document.document import Cell
from graphq.document.footnotes import Footnotes
from graphq.graph.letters import clean
from graphq.graph.model.looks import LINK_LOOKS
from graphq.graph.read.part import Gathered, declared_label
from graphq.graph.records import RelationshipRecord, Row
from graphq.page.part import is_drawn, is_drawn_link
from graphq.tell.answer import shown_columns, table_of, told_below

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import QuestionAnswer


def page_table(answer: QuestionAnswer, part: Gathered, notes: Footnotes) -> dict[str, Any]:
    """The rows as the terminal shows them, with what each is about in the drawing."""
    shown = table_of(answer)
    for tree in shown.trees:
        # The tree of the terminal is what gives the sources their numbers.
        for said in tree.walk():
            notes.cite(said.sources)
    links = _links_by_ends(part)
    rows = [
        without_blanks(
            {
                "cells": [
                    _cell(cell, column.kind, notes)
                    for cell, column in zip(line.each(), shown.columns, strict=True)
                ],
                **_about(row, answer, part, links),
                "at": _own_place(row),
            }
        )
        for row, line in zip(answer.rows, shown.lines, strict=True)
    ]
    return {
        "columns": [
            {"title": column.title or name, "help": column.help, "type": column.type}
            for name, column in shown_columns(answer).items()
        ],
        "rows": rows,
        "nothing": clean(shown.nothing),
        "below": [
            {
                "title": title,
                "entries": [
                    [clean(about), f"{clean(text)} {notes.mark(cited)}".rstrip()]
                    for about, text, cited in entries
                ],
            }
            for title, entries in told_below(answer, most=None)
        ],
    }


def _cell(cell: Cell, kind: str, notes: Footnotes) -> Any:
    """A text, or a list of pairs of a text and the numbers of its sources."""
    if kind in ("sources", "facts"):
        return [[said.text, notes.cite(said.sources)] for said in cell.said]
    return cell.text


_Ends = dict[frozenset[str], list[RelationshipRecord]]


def _links_by_ends(part: Gathered) -> _Ends:
    found: _Ends = {}
    for link in part.relationships():
        if is_drawn_link(link):
            found.setdefault(frozenset((link.start or "", link.end or "")), []).append(link)
    return found


def _about(row: Row, answer: QuestionAnswer, part: Gathered, links: _Ends) -> dict[str, Any]:
    """The ids that a row is about: nodes in `about`, and those relationships that it states."""
    named = [
        text
        for name, column in answer.columns.items()
        # Who did it is told by the incident.
        if name != "perpetratorIds"
        and (name.endswith(("Id", "Ids")) or column.hidden or column.type == "facts")
        for text in _ids(row.get(name))
        if text in part.by_id and is_drawn(part.by_id[text])
    ]
    named = list(dict.fromkeys(named))
    if {"ChangeEvent", "Incident"} & {
        declared_label(part.by_id[key].labels) for key in named
    } or not named:
        return {"about": named}
    asked = [
        value
        for value in answer.parameters.values()
        if isinstance(value, str) and value in part.by_id
    ]
    relation = plain(row.get("relation")).replace(" ", "_").upper()
    stated = [
        plain(link.properties.get("id"))
        for one in named
        for other in dict.fromkeys([*asked, *named])
        if one != other
        for link in links.get(frozenset((one, other)), [])
        if _is_stated(link, row, relation)
    ]
    return {"about": [*named, *dict.fromkeys(stated)]}


def _is_stated(link: RelationshipRecord, row: Row, relation: str) -> bool:
    """Whether it is the relationship of the row: of its type if it names one, and its time."""
    told = link.properties
    if relation and relation in LINK_LOOKS and link.type != relation:
        return False
    return all(
        plain(row.get(key)) == plain(told.get(key))
        for key in ("validFrom", "validTo", "role")
        if key in row
    )


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _ids(value.get("id"))
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item)


def _own_place(row: Row) -> list[float] | None:
    """Longitude and latitude, where the row itself has them."""
    place = [row.get("longitude"), row.get("latitude")]
    numbers = [float(value) for value in place if isinstance(value, int | float)]
    return numbers if len(numbers) == 2 else None


def without_blanks(value: dict[str, Any]) -> dict[str, Any]:
    """The map without what is not known or not so, to keep the page small."""
    return {
        key: item
        for key, item in value.items()
        if item is not None and item is not False and item not in ("", [])
    }
