"""What every command shares: where the graph is, how an answer is printed, and opening the store.

What always holds here: `--db` goes before GRAPHQ_DB, which goes before the user's own folder; a
`.env` file in the working directory fills in what the environment leaves out. A password is never
taken from the command line.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graphq.document import console
from graphq.document.forms import printed_names
from graphq.graph.errors import UsageError
from graphq.graph.opening import open_store
from graphq.graph.store import Mode, Store, StoreOptions
from graphq.surroundings import database_url, environment

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


def open_graph(
    given: str | None, mode: Mode = "read", say: Callable[[str], None] | None = None
) -> Store:
    """Open the graph that the options name. Raises StoreError, UsageError."""
    surroundings = environment()
    return open_store(database_url(given, surroundings), mode, store_options(surroundings, say))


def store_options(
    surroundings: Mapping[str, str], say: Callable[[str], None] | None = None
) -> StoreOptions:
    """How a graph is opened at the terminal. Raises UsageError when GRAPHQ_WAIT is no number."""
    import logging

    # What the driver of Neo4j would log on the terminal is in the errors that are told.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    return StoreOptions(
        command=" ".join(["graphq", *sys.argv[1:]])[:200],
        wait_seconds=_wait(surroundings),
        on_wait=say or (lambda message: console.say(message, aside=True)),
        alone=True,
        credentials=surroundings,
    )


def _wait(surroundings: Mapping[str, str]) -> float:
    text = surroundings.get("GRAPHQ_WAIT", "10")
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= 86_400:
        raise UsageError(f"GRAPHQ_WAIT is '{text}'; it must be a number of seconds, such as 10.")
    return seconds
