"""`graphq export`: the whole graph in a form that other software takes in.

What always holds here: what is printed says what was written and what to do with it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cli.cells import clean
from cli.options import Database, open_graph
from cli.paths import at_home

exports = typer.Typer(
    help="Write the whole graph in a form that other software takes in.", no_args_is_help=True
)


@exports.callback()
def _forms() -> None:
    """Write the whole graph in a form that other software takes in."""


@exports.command("neo4j-admin")
def neo4j_admin(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to write; it must be new or empty.")
    ],
    db: Database = None,
) -> None:
    """Write tables for Neo4j's offline importer, with the command that imports them.

    Everything goes along: nodes, relationships, and the record of what was loaded when. The
    imported database is a graph that graphq can ask and load more into.

    Example: graphq export neo4j-admin for-neo4j
    """
    from cli.progress import progress_bar
    from graph.export.neo4j_admin import export
    from graph.export.neo4j_texts import COMMAND_FILE, INDEX_FILE

    place = Path(at_home(str(folder)))
    with open_graph(db) as store, progress_bar() as stage:

        def begin(total: int) -> Callable[[int], None]:
            advance = stage("writing tables", total, False)
            return lambda done: advance(done, done)

        written = export(store, place, begin)
    typer.echo(
        f"{written.nodes:,} nodes and {written.relationships:,} relationships written to "
        f"{clean(str(place))} in {written.files} tables."
    )
    typer.echo(
        f"With Neo4j stopped: sh {clean(str(place / COMMAND_FILE))}. Then start it, and run "
        f"{INDEX_FILE}; README.txt there says how."
    )
