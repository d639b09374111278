"""`graphq matrix`: what named people scored by CARVER, criterion by facility.

What always holds here: it is the answer of the question `assessments`, laid out; a file that is
there already is not overwritten unless asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphq.cli.completion import targets
from graphq.cli.opening import open_graph
from graphq.cli.options import Database, OutputFormat
from graphq.document.console import say
from graphq.document.forms import USUAL, file_form, form_named, write_document
from graphq.document.forms import show as show_in
from graphq.graph.errors import UsageError
from graphq.paths import at_home, check_free


def matrix(
    target: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TARGET]...",
            help="Only these facilities, by any name or id; all that were rated otherwise.",
            autocompletion=targets,
        ),
    ] = None,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="Only what was assessed by this day.")
    ] = "today",
    page: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write it to a file: .html is a page to look at, to print and to pass on; .md, "
            ".csv and .json are the other forms.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite the file if it is there already.")
    ] = False,
    show: Annotated[
        bool, typer.Option("--open", help="Open the file that is written in your browser.")
    ] = False,
    db: Database = None,
    output: OutputFormat = USUAL,
) -> None:
    """Lay out CARVER ratings: criterion by facility, assessors side by side.

    CARVER is used here to see which facility needs protection first. Each score was given by the
    person named above it; graphq scores nothing itself. What was not scored stays blank, a total
    stands only where all six criteria are scored, and scores on different scales are not held
    against one another. Facilities are put in order only by the complete totals of one named
    assessor; a published ranking is shown as a ranking, with its source.

    Examples: graphq matrix · graphq matrix "Gao airport" GATB · graphq matrix -o matrix.html
    """
    from graphq.carver.view import asked

    if page is None and (force or show):
        raise UsageError("--force and --open go with a file: name it with --output matrix.html.")
    given = list(target or [])
    if page is None:
        with open_graph(db) as store:
            _, told = asked(store, given, as_of)
        show_in(told, output)
        return
    file = Path(at_home(str(page)))
    form = file_form(file, "matrix")
    if output != USUAL and form != form_named(output):
        raise UsageError(f"--format {output} and the name {file} are two different forms.")
    check_free(file, force, "matrix.html")
    with open_graph(db) as store:
        matrix_, told = asked(store, given, as_of)
    write_document(told, form, file, force)
    facilities = {column.target_id for column in matrix_.columns}
    say(
        f"{file} written: {_count(len(facilities), 'facility', 'facilities')} scored, "
        f"{_count(len(matrix_.rankings), 'published ranking', 'published rankings')}."
    )
    if show:
        typer.launch(file.absolute().as_uri())


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
