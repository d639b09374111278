"""`graphq copy`: a whole graph from a folder onto a Neo4j server, back, or into another folder."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import Annotated

import typer

from graphq.cli.opening import open_graph
from graphq.cli.options import Database
from graphq.document.console import say
from graphq.paths import at_home
from graphq.surroundings import database_url, environment


def copy(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="FOLDER|URL",
            help="Where the copy is to be, which must be empty: a folder, or a Neo4j server.",
        ),
    ],
    db: Database = None,
) -> None:
    """Copy the whole graph into another place: from a folder onto a server, or back.

    Everything goes along: facts, assessments, what follows from them, and the record of what was
    loaded when. The copy is counted before it is said to be whole. --db names what is copied.

    Examples: graphq copy --to neo4j://localhost:7687 · graphq copy --to again --db
    neo4j://localhost:7687
    """
    from graphq.cli.progress import progress_bar
    from graphq.graph.export.copy import copy as copied

    with progress_bar() as stage:

        def begin(total: int) -> Callable[[int], None]:
            advance = stage("copying", total, False)
            return lambda done: advance(done, done)

        made = copied(database_url(db, environment()), at_home(to), open_graph, begin)
    labels = sum(number > 0 for number in made.by_label.values())
    types = sum(number > 0 for number in made.by_type.values())
    say(
        f"{made.nodes:,} nodes and {made.relationships:,} relationships copied from "
        f"{made.source} to {made.target}."
    )
    say(f"Counted there again: as many of each of {labels} labels and {types} types as here.")
    say(f"Look at it: graphq status --db {shlex.quote(made.target)}")
