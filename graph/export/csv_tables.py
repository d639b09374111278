"""CSV tables: a folder with one table for each label and each type of relationship.

What always holds here: every node and relationship is a row, with every property a column; a cell
that a spreadsheet would run as a formula begins with an apostrophe. The tables of sources is
`sources.csv`. Nothing but the open files is in memory.
"""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

from graphq.graph.export.attributes import link_id
from graphq.graph.export.cells import formula_safe
from graphq.graph.export.form import Exported, ExportForm
from graphq.graph.export.spans import known
from graphq.graph.export.texts import Printable, counted, extra_labels, main_label
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import property_types
from graphq.graph.outputs import write_list
from graphq.graph.read.part import Part

BETWEEN: Final = ";"
"""Keeps the items of a list apart."""

_README_FILE: Final = "README.txt"
_SOURCES: Final = "Source"
_SAFE_NAME: Final = re.compile(r"\W", re.ASCII)


class _Writer(Protocol):
    def writerow(self, row: list[str], /) -> Any: ...


class _Cells:
    """Values as cells, and what befell some of them."""

    def __init__(self) -> None:
        self.printable = Printable()
        self.quoted = 0
        self.unclear = 0

    def __call__(self, value: Any) -> str:
        """The value as a cell; blank for what is not known."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return repr(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list | tuple):
            # Where ; parts columns, an item would begin a cell of its own, so each is made safe.
            self.unclear += any(BETWEEN in str(item) for item in value)
            return BETWEEN.join(self._text(str(item)) for item in value)
        return self._text(str(value))

    def _text(self, text: str) -> str:
        safe = formula_safe(self.printable(text))
        self.quoted += safe.startswith("'") and not text.startswith("'")
        return safe

    def told(self) -> list[str]:
        """Sentences on what is not in the cells as it is in the graph."""
        told = self.printable.told()
        if self.quoted:
            told.append(
                counted(
                    self.quoted,
                    "text begins with an apostrophe that is not its own, or a spreadsheet would "
                    "run it as a formula.",
                    "texts begin with an apostrophe that is not their own, or a spreadsheet would "
                    "run them as formulas.",
                )
            )
        if self.unclear:
            told.append(
                counted(
                    self.unclear,
                    f"list has an item with {BETWEEN} in it, which also keeps the items apart.",
                    f"lists have items with {BETWEEN} in them, which also keeps the items apart.",
                )
            )
        return told


class _Tables:
    """The tables of a folder, each begun when its first row comes."""

    def __init__(self, folder: Path, bom: bool, stack: contextlib.ExitStack) -> None:
        self._folder, self._bom, self._stack = folder, bom, stack
        self._open: dict[str, tuple[_Writer, list[str]]] = {}
        self.cells = _Cells()

    @property
    def names(self) -> list[str]:
        """The files."""
        return sorted(self._open)

    def add(self, name: str, keys: list[str], row: Mapping[str, Any]) -> None:
        """Write a row into the table of that name, whose columns are the keys."""
        if name not in self._open:
            encoding = "utf-8-sig" if self._bom else "utf-8"
            path = self._folder / name
            file = self._stack.enter_context(path.open("x", encoding=encoding, newline=""))
            writer: _Writer = csv.writer(file)
            writer.writerow(keys)
            self._open[name] = writer, keys
        writer, columns = self._open[name]
        writer.writerow([self.cells(row.get(key)) for key in columns])


def export(part: Part, place: Path, bom: bool = True) -> Exported:
    """Write the part as tables into a new folder.

    With `bom` they begin with a byte order mark, by which Excel knows UTF-8 when it opens them.
    """
    place.mkdir()
    nodes = links = 0
    with contextlib.ExitStack() as stack:
        tables = _Tables(place, bom, stack)
        for node in part.nodes():
            nodes += 1
            label = main_label(node)
            row = {**known(node.properties), "id": node.id, "kindLabel": extra_labels(node)}
            tables.add(_node_table(label), _node_columns(label), row)
        for link in part.relationships():
            links += 1
            ends = {"id": link_id(link), "start": link.start, "end": link.end}
            row = {**known(link.properties), **ends}
            tables.add(_link_table(link.type), _link_columns(link.type), row)
        told = tables.cells.told()
    readme = _README.format(tables="\n".join(f"  {name}" for name in tables.names))
    (place / _README_FILE).write_text(readme, encoding="utf-8", newline="\r\n")
    write_list(place)
    return Exported(nodes, links, len(tables.names) + 2, tuple(told))


def _node_table(label: str) -> str:
    return "sources.csv" if label == _SOURCES else f"nodes-{_SAFE_NAME.sub('_', label)}.csv"


def _link_table(kind: str) -> str:
    return f"relationships-{_SAFE_NAME.sub('_', kind)}.csv"


@cache
def _node_columns(label: str) -> list[str]:
    declared = NODES[label]
    second = ["kindLabel"] if declared.KIND_LABELS else []
    keys = property_types(declared)
    return ["id", "name", *second, *(key for key in keys if key not in ("id", "name"))]


@cache
def _link_columns(kind: str) -> list[str]:
    return ["id", "start", "end", *(k for k in property_types(RELATIONSHIPS[kind]) if k != "id")]


_README: Final = """\
An export of graphq: tables of nodes, of relationships, and of sources.

A table begins with the names of its columns. nodes-….csv has a row for each node of a label,
relationships-….csv a row for each relationship of a type: its columns start and end are the ids of
the two nodes. sources.csv lists who reported what; the column sources, in every other table, names
them by their ids.

written-by-graphq.json is for graphq: by it --force knows what it may overwrite here.

The tables are UTF-8, parted by commas. Dates are as far as they are known (2017, 2017-03,
2017-03-02); an empty cell is what is not known. The items of a list are parted by ;. A text that
begins with = + - @ or a tab has an apostrophe before it, since a spreadsheet would run it as a
formula; take it away again if you read the tables with a program.

In Excel: Data, From Text/CSV, with comma as the delimiter. In LibreOffice: open the file, and
choose UTF-8 and comma. To join two tables, look an id up in the column id of the other one.

{tables}
"""

FORM: Final = ExportForm(
    "csv",
    "",
    "CSV tables: a folder with one for each kind of node and relationship, and the sources.",
    "Open its tables in Excel or LibreOffice; README.txt there says what stands in them.",
    export,
)
