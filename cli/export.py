"""`graphq export`: the whole graph, or the part of one answer, in a form that other software reads.

What always holds here: what is printed says what was written, what to do with it, and what the form
could not carry. The forms are those that `graph/export/` declares.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from graphq.cli.opening import UNLIMITED, open_graph
from graphq.cli.options import Database
from graphq.document.console import say
from graphq.given import day_of
from graphq.graph.errors import StoreError, UsageError, how_to_load
from graphq.paths import at_home

if TYPE_CHECKING:
    from graphq.graph.export.form import ExportForm
    from graphq.graph.read.part import Gathered, Part
    from graphq.graph.store import Store

_HELP = """Write the graph, or the part of one answer, for other software.

All of the graph: graphq export geojson incidents.geojson

The part of one answer: graphq export gexf jnim.gexf --of "lineage jnim --as-of 2019"
"""

Of = Annotated[
    str | None,
    typer.Option(
        "--of",
        metavar="QUESTION",
        help="Only what the answer to a question is about: the question as after graphq, with its "
        "arguments and options, in quotation marks.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="All of the graph, but only what had happened and held on that day.",
    ),
]
_ENDING: Final = re.compile(r"\.[A-Za-z]\w*$", re.ASCII)

Force = Annotated[bool, typer.Option("--force", help="Overwrite what is there.")]


def exports(whole: bool) -> typer.Typer:
    """The command with every form; or without them, where another command is asked for."""
    app = typer.Typer(help=_HELP, no_args_is_help=True)
    app.callback()(_forms)
    app.command("neo4j-admin")(neo4j_admin)
    if whole:
        from graphq.graph.export.form import forms

        for form in forms().values():
            example = f"graphq export {form.name} jnim{form.suffix}"
            app.command(
                form.name,
                help=f"{form.help}\n\nExample: {example}",
                short_help=form.help,
            )(_command(form))
    return app


def _forms() -> None:
    """Write the graph, or the part of one answer, for other software."""


def _command(form: ExportForm) -> Callable[..., None]:
    kind = "folder" if form.is_folder else "file"
    place_help = f"The {kind} to write; it must be new, unless --force is given."
    metavar = "DIR" if form.is_folder else "FILE"

    def command(
        place: Path, of: Of = None, as_of: AsOf = None, force: Force = False, db: Database = None
    ) -> None:
        export(form, place, of, as_of, force, db)

    command.__annotations__ = {
        "place": Annotated[Path, typer.Argument(metavar=metavar, help=place_help)],
        "of": Of,
        "as_of": AsOf,
        "force": Force,
        "db": Database,
    }
    command.__name__ = form.name.replace("-", "_")
    return command


def export(
    form: ExportForm, place: Path, of: str | None, as_of: str | None, force: bool, db: str | None
) -> None:
    """Write the part that the options name, and say what was written."""
    from graphq.cli.progress import progress_bar
    from graphq.graph.export.form import write
    from graphq.graph.read.loads import cut_off, cut_off_note

    day = day_of("--as-of", as_of) if as_of is not None else None
    if of is not None and day is not None:
        raise UsageError("With --of, give the day in the question: --of 'lineage jnim --as-of …'.")
    asked = _Asked(of) if of is not None else None
    place = _named(place, form)
    with open_graph(db, seconds=UNLIMITED) as store, progress_bar() as stage:
        part, totals = _part(store, form, asked, day)

        def begin(what: str) -> Callable[[int], None]:
            advance = stage(f"reading {what}", totals[what], False)
            return lambda done: advance(done, done)

        notes = [cut_off_note(load) for load in cut_off(store)]
        written = write(form, part, place, force, begin, notes)
    files = f" in {written.files} files" if form.is_folder else ""
    say(
        f"{written.nodes:,} nodes and {written.relationships:,} relationships written to "
        f"{place}{files}."
    )
    say(form.opened.replace("FILE", shlex.quote(str(place))))
    for told in written.told:
        say(f"Note: {told}")


def _named(place: Path, form: ExportForm) -> Path:
    """The place as it was typed, with the form's ending if it has none. Raises UsageError."""
    if str(place) == "-":
        raise UsageError(
            "An export is written to a place of its own, not into a pipe. Name it: graphq export "
            f"{form.name} all{form.suffix}"
        )
    place = Path(at_home(str(place)))
    # What follows a dot is an ending only if it can be one: 'JNIM 31.08' has none.
    if form.suffix and not _ENDING.search(place.name) and not os.path.lexists(place):
        place = place.with_name(place.name + form.suffix)
    return place


def _part(
    store: Store, form: ExportForm, asked: _Asked | None, day: date | None
) -> tuple[Part, dict[str, int]]:
    """What is to be written, and how many nodes and relationships there are to read at most."""
    from graphq.graph.read.held import HeldOn
    from graphq.graph.read.holdings import size
    from graphq.graph.read.part import Whole

    if asked is not None:
        found = asked.part(store)
        return found, {"nodes": len(found.by_id), "relationships": len(found.links)}
    totals = size(store)._asdict()
    if not totals["nodes"]:
        place = store.info().place
        raise StoreError(
            f"The graph in {place} is empty, so nothing was exported. Load one: "
            f"{how_to_load(place)}"
        )
    if day is None:
        return Whole(store, own=form.own), totals
    return HeldOn(Whole(store), day), totals


class _Asked:
    """A question as it was typed, whose answer is to be exported."""

    def __init__(self, text: str) -> None:
        from graphq.cli.questions import question_asked

        self._text = text
        self._question, self._given = question_asked(text)

    def part(self, store: Store) -> Gathered:
        """The part of the graph that the answer is about, with the sources that it cites."""
        from graphq.cypher.ask.part import add_sources, part_of, with_remarks

        answer = self._question.ask(store, self._given)
        if not answer.rows:
            raise UsageError(
                f"The answer to '{self._text}' is empty, so there is nothing to export."
            )
        part = part_of(store, self._question, answer)
        part = with_remarks(store, part, answer.parameters.get("asOf"))
        add_sources(store, part)
        return part


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
    from graphq.cli.progress import progress_bar
    from graphq.graph.export.neo4j_admin import export as export_tables
    from graphq.graph.export.neo4j_texts import COMMAND_FILE, INDEX_FILE
    from graphq.graph.read.loads import cut_off, cut_off_note

    place = Path(at_home(str(folder)))
    with open_graph(db, seconds=UNLIMITED) as store, progress_bar() as stage:

        def begin(total: int) -> Callable[[int], None]:
            advance = stage("writing tables", total, False)
            return lambda done: advance(done, done)

        notes = [cut_off_note(load) for load in cut_off(store)]
        written = export_tables(store, place, begin)
    say(
        f"{written.nodes:,} nodes and {written.relationships:,} relationships written to "
        f"{place} in {written.files} tables."
    )
    for note in notes:
        say(f"Note: {note}")
    command = shlex.quote(str(place / COMMAND_FILE))
    say(
        f"With Neo4j stopped: sh {command}. Then start it, and run "
        f"{INDEX_FILE}; README.txt there says how."
    )
