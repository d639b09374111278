"""`graphq brief`: a written brief of a group or a target, from the saved questions.

What always holds here: without a file it is printed as Markdown; with one, what was written is
told, and nothing that is there already is overwritten unless asked for.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from graphq.cli.opening import open_graph
from graphq.cli.options import Database
from graphq.document.console import say
from graphq.given import day_of
from graphq.paths import at_home

Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The file to write; its ending says the form: .html, .docx or .md. Otherwise the "
        "brief is printed as Markdown.",
        show_default=False,
    ),
]


def brief(
    what: Annotated[
        str, typer.Argument(metavar="GROUP|TARGET", help="A group or a target, by id or name.")
    ],
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="Only what had happened by this day.")
    ] = "today",
    dataset: Annotated[
        str | None,
        typer.Option(
            "--dataset",
            metavar="TEXT",
            help="Count the incidents of this dataset. Where several tell of it and none is given, "
            "a dossier goes before a published table, and the others are told beside.",
            show_default=False,
        ),
    ] = None,
    parts: Annotated[
        bool,
        typer.Option(
            "--parts",
            help="Also what groups did of which only a part passed on, marked as of a part.",
        ),
    ] = False,
    output: Output = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite the file if it is there already.")
    ] = False,
    db: Database = None,
) -> None:
    """Write a brief of one to three pages: every sentence with its sources.

    Of a group: where it came from, with the picture; who led it; what it is said to have done and
    where; published figures next to what is on record; what is disputed, and what is not known. Of
    a target: who uses it, what struck it, its like struck before, and the neighbours to warn.

    Examples: graphq brief jnim --as-of 2019-08-31 -o jnim.html · graphq brief "Gao airport"
    """
    from graphq.brief.compose import brief_of

    today = date.today()
    day = today if as_of == "today" else day_of("--as-of", as_of)
    place = Path(at_home(str(output))) if output is not None else None
    if place is not None:
        from graphq.document.forms import check_form, check_places

        check_form(place)
        check_places(place, force)
    with open_graph(db) as store:
        made = brief_of(store, what, day, today, made_on=today, dataset=dataset, parts=parts)
    if place is None:
        from graphq.document.printed.md import as_markdown

        sys.stdout.write(as_markdown(made))
        return
    from graphq.document.forms import write_brief

    files = write_brief(made, place, force)
    said = sum(1 for _ in made.sentences())
    say(
        f"{' and '.join(map(str, files))} written: {made.title}, "
        f"{len(made.sections)} sections, {said} sentences, {len(made.sources)} sources."
    )
