"""`graphq matrix`: what named people scored by CARVER, criterion by facility.

What always holds here: it is the answer of the question `assessments`, laid out; a file that is
there already is not overwritten unless asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from graphq.cli.completion import targets
from graphq.cli.options import Database, OutputFormat, open_graph
from graphq.graph.errors import UsageError
from graphq.graph.store import Store
from graphq.paths import at_home, check_free, write_file
from graphq.tell.cells import clean
from graphq.tell.form import Format

_PAGE: Final = ".html"
_FORMS: Final = {".md": Format.MD, ".csv": Format.CSV, ".json": Format.JSON}


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
    output: OutputFormat = Format.TABLE,
) -> None:
    """Lay out CARVER ratings: criterion by facility, assessors side by side.

    CARVER is used here to see which facility needs protection first. Each score was given by the
    person named above it; graphq scores nothing itself. What was not scored stays blank, a total
    stands only where all six criteria are scored, and scores on different scales are not held
    against one another. Facilities are put in order only by the complete totals of one named
    assessor; a published ranking is shown as a ranking, with its source.

    Examples: graphq matrix · graphq matrix "Gao airport" GATB · graphq matrix -o matrix.html
    """
    if page is None and (force or show):
        raise UsageError("--force and --open go with a file: name it with --output matrix.html.")
    if page is not None:
        _write(page, list(target or []), as_of, output, force, show, db)
        return
    with open_graph(db) as store:
        print_matrix_of(store, list(target or []), output, as_of)


def print_matrix_of(
    store: Store, targets_given: list[str], output: Format, as_of: str = "today"
) -> None:
    """Print the matrix of these targets, or of all. Raises UsageError, UnknownNameError."""
    from graphq.carver.matrix import matrix_of
    from graphq.carver.view import print_matrix

    answer = _asked(store, targets_given, as_of)
    print_matrix(matrix_of(answer), answer, output)


def _asked(store: Store, targets_given: list[str], as_of: str) -> Any:
    from graphq.cypher.ask.catalog import question

    return question("assessments").ask(store, {"targets": targets_given, "asOf": as_of})


def _write(
    given: Path,
    targets_given: list[str],
    as_of: str,
    output: Format,
    force: bool,
    show: bool,
    db: str | None,
) -> None:
    from graphq.carver.matrix import matrix_of
    from graphq.carver.page import page_text
    from graphq.carver.view import as_text

    file = Path(at_home(str(given)))
    form = _FORMS.get(file.suffix.lower())
    if form is None and file.suffix.lower() != _PAGE:
        raise UsageError(
            f"The name {file} says nothing of its form. Name a page, such as matrix.html, or a "
            f"file that ends with {' or '.join(_FORMS)}."
        )
    if output not in (Format.TABLE, form):
        raise UsageError(f"--format {output.value} and the name {file} are two different forms.")
    check_free(file, force, "matrix.html")
    with open_graph(db) as store:
        answer = _asked(store, targets_given, as_of)
    made = matrix_of(answer)
    text = as_text(made, answer, form) if form else page_text(made, answer)
    write_file(file, text.encode(), force)
    facilities = {column.target_id for column in made.columns}
    typer.echo(
        f"{clean(str(file))} written: {_count(len(facilities), 'facility', 'facilities')} scored, "
        f"{_count(len(made.rankings), 'published ranking', 'published rankings')}."
    )
    if show:
        typer.launch(file.absolute().as_uri())


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
