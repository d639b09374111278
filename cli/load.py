"""`graphq load`: find what is meant, load it with a bar, and tell what was done.

What always holds here: the last line says how many were read, new, changed, unchanged, retired and
rejected; what was not loaded is told with where to find it.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphq.cli.completion import formats, loadable
from graphq.cli.options import Database, open_graph
from graphq.document.cells import clean
from graphq.paths import at_home, files_told
from graphq.surroundings import database_url, environment
from graphq.version import graphq_version

if TYPE_CHECKING:
    from graphq.ingest.load import Load
    from graphq.ingest.runs import Summary


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
    replace: Annotated[
        bool, typer.Option("--replace", help="Retire all that it lacks, however much that is.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
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
    load that was cut off is finished by loading again.

    Examples: graphq load jnim · graphq load GEDEvent_v25_1.csv.zip · graphq load airports
    """
    from graphq.cli.progress import progress_bar
    from graphq.graph.opening import NoGraph, is_there
    from graphq.ingest.load import find

    with files_told(what, "read"):
        found = find(
            at_home(what),
            form=form,
            country=country,
            rejects=rejects,
            replace=replace,
            dry_run=dry_run,
        )
        with contextlib.closing(found):
            url = database_url(db, environment())
            if not dry_run:
                opened = open_graph(db, "write")
            else:
                opened = open_graph(db) if is_there(url) else NoGraph()
            with opened as store, progress_bar() as stage:
                summary = found.into(store, graphq_version(), stage)
    _tell(found, summary)


_LONGEST = 400
"""Letters of a reason that are told; the list of rejects has all of it."""


def tell_encoding(found: Load) -> None:
    """Say so where the letters of the file had to be guessed."""
    if found.file and found.file.encoding == "cp1252":
        typer.echo(
            f"{clean(found.file.name)} is not in Unicode; its letters were taken as those of "
            "western Europe (cp1252). If names look wrong, save it in UTF-8 and load it again."
        )


def tell_rejects(found: Load) -> None:
    """Say how many rows could not be read, and why the first of them."""
    from graphq.ingest.places.tree import shortened

    if found.rejects and found.rejects.count:
        first = shortened(clean(found.rejects.first), _LONGEST).rstrip(".")
        typer.echo(
            f"{found.rejects.count:,} could not be read, listed in "
            f"{clean(str(found.rejects.path))}. The first: {first}."
        )


def _tell(found: Load, summary: Summary) -> None:
    counts, origin = summary.counts, clean(found.file.name if found.file else found.title)
    if summary.resumed:
        typer.echo("An earlier load had been cut off; this one finished its work.")
    tell_encoding(found)
    for reason, number in summary.left_out.items():
        typer.echo(f"{number:,} left out: {clean(reason)}.")
    if summary.not_there:
        typer.echo(f"{_events(summary.not_there)} of the list not in the graph.")
    if summary.beyond:
        typer.echo(
            f"{_events(summary.beyond)} that {summary.dataset} had before lie in countries or at a "
            "time that this file is not about; kept."
        )
    if summary.kept:
        what = (
            _events(summary.kept)
            if summary.rows
            else f"{summary.kept:,} fact{'' if summary.kept == 1 else 's'}"
        )
        typer.echo(
            f"{what} that {summary.dataset} had before and this file lacks; kept, "
            f"since {summary.why_kept}. If it is all of {summary.dataset}, load it again with "
            "--replace."
        )
    if summary.held:
        typer.echo(
            f"{_events(summary.held)} withdrawn by the publisher; kept, since another dataset "
            "refers to what happened there."
        )
    tell_rejects(found)
    seconds = f"({summary.seconds:.1f} s)"
    read = summary.rows or summary.facts
    things = ("row" if summary.rows else "fact") + ("" if read == 1 else "s")
    if summary.dry_run:
        typer.echo(
            f"{origin}: {read:,} {things} read; {counts.created:,} would be new, "
            f"{counts.updated:,} changed, {counts.unchanged:,} unchanged, {counts.retired:,} "
            f"retired. Nothing was changed {seconds}."
        )
    elif not (read or counts.changed or summary.rejected):
        typer.echo(
            f"{origin}: it has no rows yet, so there was nothing to load. Fill it in, then load it "
            "again."
        )
    elif counts.unchanged and not (counts.changed or summary.derived.changed or summary.rejected):
        typer.echo(
            f"{origin}: nothing has changed; all {counts.unchanged:,} {things} were there "
            f"already {seconds}."
        )
    else:
        rejected = f", {summary.rejected:,} rejected" if summary.rejected else ""
        typer.echo(
            f"{origin}: {read:,} {things} read; {counts.created:,} new, {counts.updated:,} "
            f"changed, {counts.unchanged:,} unchanged, {counts.retired:,} retired{rejected} "
            f"{seconds}."
        )


def _events(number: int) -> str:
    return f"{number:,} event{'' if number == 1 else 's'}"
