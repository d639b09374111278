"""Rows of a free Cypher statement, as a document."""

from __future__ import annotations

from graphq.document.cells import plain
from graphq.document.document import Cells, Column, Document, Section, Table
from graphq.graph.letters import clean
from graphq.graph.records import Row as Found


def document_of(rows: list[Found]) -> Document:
    """Rows whose columns are those of the first."""
    names = list(rows[0]) if rows else []

    def table() -> Table:
        return Table(
            tuple(
                Column(clean(name), number=all(isinstance(row[name], int | float) for row in rows))
                for name in names
            ),
            tuple(Cells(plain(row[name]) for name in names) for row in rows),
            nothing="No rows.",
            counted=True,
        )

    return Document(
        compose=lambda: [Section("", (table(),))],
        lines=lambda: [names, *([row.get(name) for name in names] for row in rows)],
        data=lambda: {"columns": names, "rows": rows},
    )
