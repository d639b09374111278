"""`graphq load`: find what is meant, load it with a bar, and tell what was done."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Annotated, Literal

import typer

from graphq.cli.completion import formats, loadable
from graphq.cli.opening import place_of, store_options
from graphq.cli.options import Database
from graphq.document.console import say
from graphq.graph.errors import UsageError
from graphq.paths import at_home, files_told
from graphq.surroundings import environment
from graphq.version import graphq_version


def load(
    what: Annotated[
        str,
        typer.Argument(
            help="jnim, a dossier's folder, a file (- for standard input), airports or places.",
            autocompletion=loadable,
        ),
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="FORMAT",
            help="Read the file as this format instead of finding it from the columns.",
            autocompletion=formats,
        ),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option("--country", metavar="CODE", help="With airports or places: only this one."),
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option(
            "--units",
            metavar="FILE",
            help="With places: GeoNames' file that names the country's units.",
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Retire all that it lacks, however much that is.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="With --dry-run: list every fact that would change.")
    ] = False,
    output: Annotated[
        Literal["text", "json"],
        typer.Option("--format", "-f", help="How what was done is told."),
    ] = "text",
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects",
            metavar="FILE",
            help="Where rows that cannot be read are listed. Otherwise NAME.rejects.csv here.",
        ),
    ] = None,
    db: Database = None,
) -> None:
    """Load a dossier, a publisher's dataset or a gazetteer into the graph.

    Files are recognised by their columns: UCDP GED and Actor, ACLED, GTD, the UN Security Council
    list; plain, zipped or gzipped. Loading again brings the graph up to date: what is new is added,
    what has changed is changed, what was taken out is retired unless another source states it. A
    load that was cut off is finished by loading again. --dry-run lists which facts would be new,
    changed (with what they said and would say) or gone.

    Examples: graphq load jnim · graphq load GEDEvent_v25_1.csv.zip · graphq load airports
    """
    from graphq.cli.progress import progress_bar
    from graphq.ingest.load import find
    from graphq.tell.foreseen import told as foreseen_told
    from graphq.tell.load import as_json, told

    if everything and not dry_run:
        raise UsageError("--all goes with --dry-run, which lists the facts that would change.")

    with files_told(what, "read"):
        found = find(
            at_home(what),
            form=form,
            country=country,
            units=units,
            rejects=rejects,
            replace=replace,
            dry_run=dry_run,
        )
        with contextlib.closing(found):
            surroundings = environment()
            place, options = place_of(db, surroundings), store_options(surroundings)
            with progress_bar() as stage:
                summary = found.into_place(place, options, graphq_version(), stage)
    if output == "json":
        say(as_json(found, summary))
        return
    for line in foreseen_told(summary.foreseen, everything=everything):
        say(line)
    for sentence in told(found, summary):
        say(sentence)
