"""The rows of an answer as a page has them: cells, and what each row is about in the drawing.

What always holds here: the cells are those of the terminal, and a row's sources keep their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphq.graph.model.looks import LINK_LOOKS
from graphq.graph.read.part import Gathered, declared_label
from graphq.graph.records import RelationshipRecord, Row
from graphq.page.part import is_drawn_link
from graphq.tell.below import told_below
from graphq.tell.cells import clean, plain
from graphq.tell.footnotes import Footnotes
from graphq.tell.layout import shown_columns
from graphq.tell.tree import lineage_tree

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import Answer
    from graphq.cypher.ask.header import Column


def table_of(answer: Answer, part: Gathered, notes: Footnotes) -> dict[str, Any]:
    """The rows as the terminal shows them, with what each is about in the drawing."""
    if answer.shape == "tree":
        # The tree of the terminal is what gives the sources their numbers.
        list(lineage_tree(answer, notes))
    columns = shown_columns(answer)
    links = _links_by_ends(part)
    rows = [
        without_blanks(
            {
                "cells": [_cell(row.get(name), column, notes) for name, column in columns.items()],
                **_about(row, answer, part, links),
                "at": _own_place(row),
            }
        )
        for row in answer.rows
    ]
    return {
        "columns": [
            {"title": column.title or name, "help": column.help, "type": column.type}
            for name, column in columns.items()
        ],
        "rows": rows,
        "below": [
            {"title": title, "entries": [[clean(about), clean(text)] for about, text in entries]}
            for title, entries in told_below(answer, most=None)
        ],
    }


def _cell(value: Any, column: Column, notes: Footnotes) -> Any:
    """A text, or a list of pairs of a text and the numbers of its sources."""
    if column.type == "sources":
        return [["", notes.cite(value or [])]]
    if column.type == "facts":
        return [[plain(fact["text"]), notes.cite(fact["sources"])] for fact in value or []]
    return plain(value)


_Ends = dict[frozenset[str], list[RelationshipRecord]]


def _links_by_ends(part: Gathered) -> _Ends:
    found: _Ends = {}
    for link in part.relationships():
        if is_drawn_link(link):
            found.setdefault(frozenset((link.start or "", link.end or "")), []).append(link)
    return found


def _about(row: Row, answer: Answer, part: Gathered, links: _Ends) -> dict[str, Any]:
    """The ids that a row is about: nodes in `about`, and those relationships that it states."""
    named = [
        text
        for name, column in answer.columns.items()
        if (name.endswith(("Id", "Ids")) or column.hidden or column.type == "facts")
        for text in _ids(row.get(name))
        if text in part.by_id
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
