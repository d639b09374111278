"""The options that several commands share, as typer takes them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graphq.document.forms import printed_names

OPTIONS_PANEL = "Options of every command"

Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="FOLDER|URL",
        help="Where the graph is: a folder, or a Neo4j server such as neo4j://localhost:7687. "
        "Otherwise GRAPHQ_DB, otherwise your own folder.",
        rich_help_panel=OPTIONS_PANEL,
        show_default=False,
    ),
]
if TYPE_CHECKING:
    FormName = str
else:
    # As typer takes a choice; the forms are found, and so known only when it runs.
    FormName = StrEnum("FormName", [(name, name) for name in printed_names()])
OutputFormat = Annotated[
    FormName,
    typer.Option(
        "--format",
        "-f",
        help="How the answer is printed.",
        rich_help_panel=OPTIONS_PANEL,
    ),
]

Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        min=0,
        help="How long a statement may take; 0 is as long as it needs. Otherwise GRAPHQ_TIMEOUT, "
        "otherwise 300.",
        show_default=False,
    ),
]
