"""Commands that are no saved questions: loading, looking up, and looking after the graph.

What always holds here: a command is one library call with its options translated.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from graphq.cli.opening import open_graph, store_options
from graphq.cli.options import Database, OutputFormat, Timeout
from graphq.document.console import say
from graphq.document.forms import USUAL
from graphq.document.forms import show as show_in
from graphq.graph.errors import UsageError
from graphq.graph.opening import repaired
from graphq.paths import at_home, files_told
from graphq.surroundings import database_url, environment

DATA_PANEL: Final = "Data"
LOOK_PANEL: Final = "Look up"
CARE_PANEL: Final = "Look after"
SHARE_PANEL: Final = "Open in other programs"


def add_commands(app: typer.Typer, exporting: bool) -> None:
    """Add them all; `exporting` with every form of export, otherwise only that there are some."""
    add = app.command
    from graphq.cli.assess import assess
    from graphq.cli.brief import brief
    from graphq.cli.browser_kit import browser_kit
    from graphq.cli.copy import copy
    from graphq.cli.derive import derive
    from graphq.cli.evaluate import evaluations
    from graphq.cli.export import exports
    from graphq.cli.load import load
    from graphq.cli.matrix import matrix
    from graphq.cli.mcp import mcp
    from graphq.cli.serve import serve
    from graphq.cli.tidy import tidy

    add("load", rich_help_panel=DATA_PANEL)(load)
    add("assess", rich_help_panel=DATA_PANEL)(assess)
    add("new-dossier", rich_help_panel=DATA_PANEL)(new_dossier)
    add("tidy", rich_help_panel=DATA_PANEL)(tidy)
    add("queries", rich_help_panel=LOOK_PANEL)(queries)
    add("show", rich_help_panel=LOOK_PANEL)(show)
    add("brief", rich_help_panel=LOOK_PANEL)(brief)
    add("matrix", rich_help_panel=LOOK_PANEL)(matrix)
    add("cypher", rich_help_panel=LOOK_PANEL)(cypher)
    app.add_typer(evaluations(), rich_help_panel=LOOK_PANEL)
    app.add_typer(exports(exporting), name="export", rich_help_panel=SHARE_PANEL)
    add("serve", rich_help_panel=SHARE_PANEL)(serve)
    add("mcp", rich_help_panel=SHARE_PANEL)(mcp)
    add("browser-kit", rich_help_panel=SHARE_PANEL)(browser_kit)
    add("copy", rich_help_panel=CARE_PANEL)(copy)
    add("derive", rich_help_panel=CARE_PANEL)(derive)
    add("status", rich_help_panel=CARE_PANEL)(status)
    add("doctor", rich_help_panel=CARE_PANEL)(doctor)
    add("repair", rich_help_panel=CARE_PANEL)(repair)


def new_dossier(
    folder: Annotated[Path, typer.Argument(help="The folder to write; it must be new or empty.")],
) -> None:
    """Write an empty dossier for your own facts, its columns explained in comments.

    Fill in the tables that you need, delete the others, then: graphq load FOLDER
    """
    from graphq.ingest.sources.dossier.dossier import write_empty

    with files_told(folder, "written"):
        files = write_empty(Path(at_home(str(folder))))
    for file in files:
        say(str(file))


def queries(
    name: Annotated[str | None, typer.Argument(help="Show this question whole.")] = None,
    output: OutputFormat = USUAL,
) -> None:
    """List the saved questions, or show one with its parameters, columns and Cypher."""
    from graphq.document.printed.json import as_json
    from graphq.tell.catalog import catalog, question_object, question_page

    if name is None:
        show_in(catalog(), output)
    else:
        as_object = output == "json"
        sys.stdout.write(as_json(question_object(name)) if as_object else question_page(name))


def show(
    what: Annotated[str, typer.Argument(metavar="ID|NAME", help="An id, or a name.")],
    db: Database = None,
    output: OutputFormat = USUAL,
) -> None:
    """Show everything the graph says of one entity, with its sources.

    Examples: graphq show jnim · graphq show "Gao airport" · graphq show inc-2019-07-22-gao-a
    """
    from graphq.cypher.ask.entity import describe
    from graphq.tell.entity import document_of

    with open_graph(db) as store:
        entity = describe(store, what)
    show_in(document_of(entity), output)


def cypher(
    statement: Annotated[str, typer.Argument(help="A statement that reads; - for standard input.")],
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=VALUE", help="A parameter; JSON, a date, or text."
        ),
    ] = None,
    timeout: Timeout = None,
    db: Database = None,
    output: OutputFormat = USUAL,
) -> None:
    """Run any Cypher statement that only reads.

    The engine refuses a statement that would write.

    Example: graphq cypher 'MATCH (g:Group {id: $id}) RETURN g.name AS name' --param id=jnim
    """
    from graphq.graph.version import check_version
    from graphq.tell.rows import document_of

    text = _statement(statement)
    parameters = dict(_parameter(given) for given in param or [])
    with open_graph(db, seconds=timeout) as store:
        check_version(store)
        rows = store.read(text, parameters)
    show_in(document_of(rows), output)


def status(db: Database = None, output: OutputFormat = USUAL) -> None:
    """Say where the graph is, what is in it, and what was loaded when."""
    from graphq.tell.status import document_of

    with open_graph(db) as store:
        told = document_of(store)
    show_in(told, output)


def doctor(
    deep: Annotated[
        bool, typer.Option("--deep", help="Read every byte of the graph's files as well.")
    ] = False,
    db: Database = None,
) -> None:
    """Check the installation and the graph, and say what to do about what is wrong.

    Ends with exit code 1 when something is wrong.
    """
    from rich.text import Text

    from graphq.document.layout import worded
    from graphq.document.terminal import console
    from graphq.tell.checks import examine

    out, well = console(), True
    for fine, sentence in examine(db, lambda: open_graph(db), deep=deep):
        well = well and fine
        mark = Text("ok   ", style="green") if fine else Text("WRONG", style="red")
        out.print(Text.assemble(mark, " ", worded(sentence)))
    if not well:
        raise typer.Exit(1)


def repair(db: Database = None) -> None:
    """Put right what can be put right in a graph's folder, and say what cannot.

    The engine's schema and statistics are made anew where they are damaged, what a killed writer
    left is removed, and a graph of an earlier graphq gets the list of its files. Files with facts
    in them are never guessed.
    """
    surroundings = environment()
    done = repaired(database_url(db, surroundings), store_options(surroundings))
    for sentence in done or ["All is well; there was nothing to repair."]:
        say(sentence)


def _statement(given: str) -> str:
    """The statement as it is typed, or piped in. Raises UsageError when it is none."""
    with files_told("standard input", "read"):
        try:
            text = sys.stdin.read() if given == "-" else given
            text.encode()
        except UnicodeError as error:
            raise UsageError("The statement is not text in UTF-8.") from error
    if not text.strip():
        raise UsageError("The statement is empty.")
    return text


def _parameter(given: str) -> tuple[str, Any]:
    name, separator, text = given.partition("=")
    if not separator or not name.strip():
        raise UsageError(f"--param takes NAME=VALUE, and '{given}' is not of that form.")
    try:
        return name.strip(), date.fromisoformat(text) if len(text) == 10 else json.loads(text)
    except ValueError:
        return name.strip(), _json_or_text(text)


def _json_or_text(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
