"""Rows of a free Cypher statement, printed in each form."""

from __future__ import annotations

import sys

from rich.text import Text

from graphq.graph.records import Row
from graphq.tell.cells import clean, markdown_cell, plain
from graphq.tell.console import console
from graphq.tell.form import Format
from graphq.tell.layout import plain_table
from graphq.tell.render import print_csv, print_json


def print_rows(rows: list[Row], output: Format) -> None:
    """Print rows whose columns are those of the first."""
    columns = list(rows[0]) if rows else []
    match output:
        case Format.JSON:
            print_json({"columns": columns, "rows": rows})
        case Format.CSV:
            print_csv(columns, rows)
        case Format.MD:
            lines = [
                "| " + " | ".join(markdown_cell(clean(name)) for name in columns) + " |",
                "|" + "---|" * len(columns),
                *(
                    "| " + " | ".join(markdown_cell(plain(row[name])) for name in columns) + " |"
                    for row in rows
                ),
            ]
            sys.stdout.write("\n".join(lines) + "\n" if rows else "No rows.\n")
        case Format.TABLE:
            out = console()
            if not rows:
                out.print("No rows.")
                return
            table = plain_table()
            for name in columns:
                numeric = all(isinstance(row[name], int | float) for row in rows)
                table.add_column(
                    Text(clean(name)), justify="right" if numeric else "left", overflow="fold"
                )
            for row in rows:
                table.add_row(*(Text(plain(row[name])) for name in columns))
            out.print(table)
            out.print(Text(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}", style="dim"))
