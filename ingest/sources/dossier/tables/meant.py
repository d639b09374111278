"""The table of rows that look wrong and are right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.columns import choice
from graphq.ingest.sources.dossier.doubts import DOUBTS
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def _of_a_row(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    table, name = row["table"], row["row"]
    if not table or not name:
        return
    if table not in rows.tables:
        yield row.problem("table", f"'{table}' is no table of a dossier")
    elif not rows.where(table, _name, name):
        yield row.problem(
            "row", f"{table}.csv has no row '{name}'; a load prints how a row is named"
        )


def _name(row: DossierRow) -> str:
    return row.name


TABLE: Final = DossierTable(
    name="meant",
    help="rows that look wrong and are right, of which a load tells no more",
    columns=(
        DossierColumn("table", "the table of the row, as in incidents", required=True),
        DossierColumn(
            "row",
            "its id; of a row without one, the cells by which no two rows are the same, with "
            "blanks between, as a load prints it; empty: every row of the table",
        ),
        choice("doubt", "what is told of it", *DOUBTS),
        DossierColumn("why", "why it is right all the same", required=True),
    ),
    key=("table", "row", "doubt"),
    after="remarks",
    rules=(Rule("row is a row of the table.", _of_a_row),),
    remarks=(
        "Nothing of this comes into the graph: what a reader should know stands in a note or in "
        "remarks.csv. A row of which nothing is told any more is told itself.",
    ),
)
