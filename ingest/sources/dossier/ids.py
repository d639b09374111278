"""The ids of a dossier's files as the ids of the graph: the one place where they become those.

What always holds here: what a dossier tells of as its own has the dossier's name before its id in
the graph, unless the dossier comes with graphq; so nothing of two dossiers is one because of an id.
The rows of a dossier are checked as they are written, and their facts are made from what is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from graphq.graph.model.own import COME_WITH_GRAPHQ
from graphq.ingest.places.tree import PlaceTree
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    bare_of,
)

Tables = Mapping[str, list[DossierRow]]
_HOLD_IDS: Final = ("id", "reference", "fact", "keyed")
_SIGNS: Final = re.compile(r"[\x00-\x1f\x7f/\\:;>|%]")
"""What means something in an id, or in a list of ids."""


def as_part_of_an_id(folder: str) -> str:
    """The name of a dossier's folder, as it stands before its ids.

    >>> as_part_of_an_id("Lake Chad: 2009")
    'Lake Chad%3A 2009'
    """
    return _SIGNS.sub(lambda sign: quote(sign[0], safe=""), folder)


def prefix_of(name: str) -> str:
    """What stands before the ids of the dossier of that name in the graph."""
    return "" if name in COME_WITH_GRAPHQ else f"{name}/"


def ids_in(tables: Tables) -> set[str]:
    """Every id that the tables give to something, or refer to, as it is written."""
    return {
        column.id_in(item)
        for rows in tables.values()
        for row in rows
        for column in row.table.columns
        if column.kind in _HOLD_IDS
        for item in _items(row, column)
    }


def bare(tables: Tables, name: str) -> None:
    """Have the tables write the dossier's own ids without its name, where a row writes it."""
    own = {row["id"] for rows in tables.values() for row in rows if "id" in row.cells}

    def without_name(column: DossierColumn, item: str) -> str:
        dossier, _, key = item.partition("/")
        return key if dossier == name and column.id_in(key) in own else item

    for rows in tables.values():
        for row in rows:
            row.cells.update(_changed(row, ("reference", "fact", "keyed"), without_name))


def in_graph(rows: DossierRows) -> DossierRows:
    """The rows with the ids of the graph in place of those of the files.

    Every reference has to be clear. What a fact is about may be a relationship, of which the id is
    left as it stands, or something that is not there, whose id is taken for that of the graph.
    """

    def of_graph(column: DossierColumn, item: str) -> str:
        if column.kind == "id":
            return rows.prefix + item
        if column.is_word(item):
            return item
        key = column.id_in(item)
        found = rows.meant(key, column.tables or tuple(rows.labels))
        return (found[0] if len(found) == 1 else bare_of(key)) + item[len(key) :]

    return replace(
        rows,
        tables={
            name: [replace(row, cells=row.cells | _changed(row, _HOLD_IDS, of_graph)) for row in of]
            for name, of in rows.tables.items()
        },
        prefix="",
        places=PlaceTree(),
        _found={},
        _by_others={},
    )


def _items(row: DossierRow, column: DossierColumn) -> Iterator[str]:
    value = row.cells.get(column.name)
    if column.many:
        yield from value or ()
    elif value:
        yield value


def _changed(row: DossierRow, kinds: tuple[str, ...], change: Any) -> dict[str, Any]:
    """The cells of the row that hold ids, each id changed."""
    found: dict[str, Any] = {}
    for column in row.table.columns:
        if column.kind in kinds and row.cells.get(column.name):
            items = [change(column, item) for item in _items(row, column)]
            found[column.name] = tuple(items) if column.many else items[0]
    return found
