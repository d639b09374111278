"""`graphq view`: an answer, or all that is on record, as one page that opens without a network.

What always holds here: the page is one file; a file that is there already is not overwritten unless
asked for; what is printed says what was written and how large it is. Only the question that is
named is read whole, so that the start stays quick.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from graphq.cli.opening import UNLIMITED, open_graph
from graphq.cli.options import OPTIONS_PANEL, Database
from graphq.cli.questions import Option, add_question_to
from graphq.cypher.ask.catalog import Question, questions
from graphq.document.console import say
from graphq.given import day_of
from graphq.graph.errors import UsageError
from graphq.graph.store import Store
from graphq.page.compose import page_of_all, page_of_answer
from graphq.paths import at_home, check_free, write_file

NAME: Final = "view"

_UNUSUAL: Final = re.compile(r"[^\w]+")
_HELP: Final = (
    "Write an answer, or all that is on record, as one page to look at and to pass on.\n\n"
    "The page has the graph, a map, a time line, the rows and the sources. It needs no network and "
    "no program but a browser.\n\n"
    "Examples: graphq view lineage jnim · graphq view --all -o jnim.html"
)

Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The page to write. Otherwise it is named after what is asked, in this folder.",
        rich_help_panel=OPTIONS_PANEL,
        show_default=False,
    ),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Overwrite the file if it is there already.",
        rich_help_panel=OPTIONS_PANEL,
    ),
]
Open = Annotated[
    bool,
    typer.Option("--open", help="Open the page in your browser.", rich_help_panel=OPTIONS_PANEL),
]
_OPTIONS: Final = (
    Option("db", Database, None),
    Option("output", Output, None),
    Option("force", Force, False),
    Option("show", Open, False),
)


def views(named: Callable[[str], bool]) -> typer.Typer:
    """The command, with one below it for each question; those that are `named` have options."""
    group = typer.Typer(name=NAME, help=_HELP, no_args_is_help=True)
    group.callback(invoke_without_command=True)(_all)
    if named(NAME):
        for name, question in questions().items():
            add_question_to(group, question, view_answer, _OPTIONS, named(name))
    return group


def _all(
    context: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="All that is on record, as an overview.")
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="With --all: only what had happened by this date."
        ),
    ] = None,
    db: Database = None,
    output: Output = None,
    force: Force = False,
    show: Open = False,
) -> None:
    if context.invoked_subcommand is not None:
        # An option that stands before the question would be lost.
        if everything or as_of or db or output or force or show:
            raise UsageError(
                f"Write the options after the question: graphq {NAME} "
                f"{context.invoked_subcommand} … --output FILE. With --all, name no question."
            )
        return
    if not everything:
        raise UsageError(
            f"Say what to show: a question, such as graphq {NAME} lineage jnim, or graphq {NAME} "
            "--all."
        )
    day = day_of("--as-of", as_of) if as_of else None
    name = "all" + (f"-{day}" if day else "")
    _write(lambda store: page_of_all(store, day), name, db, output, force, show)


def view_answer(
    question: Question,
    given: dict[str, Any],
    db: str | None,
    output: Path | None,
    force: bool,
    show: bool,
) -> None:
    """Write the page of a question's answer. Raises UsageError, UnknownNameError, StoreError."""
    from graphq.cypher.ask.parameters import TODAY

    told = [
        str(text)
        for value in given.values()
        for text in (value if isinstance(value, list) else [value])
        if isinstance(text, str) and text != TODAY
    ]
    defaults = [parameter.default for parameter in question.header.parameters.values()]
    name = "-".join([question.name, *(text for text in told if text not in defaults)])
    _write(lambda store: page_of_answer(store, question, given), name, db, output, force, show)


def _write(
    made: Callable[[Store], dict[str, Any]],
    name: str,
    db: str | None,
    output: Path | None,
    force: bool,
    show: bool,
) -> None:
    """Write the page that `made` says, and tell of it. Raises UsageError, StoreError."""
    from graphq.page.file import page_text

    file = Path(at_home(str(output))) if output else Path(f"{_file_name(name)}.html")
    check_free(file, force, "page.html")
    with open_graph(db, seconds=UNLIMITED) as store:
        content = made(store)
    text = page_text(content).encode()
    write_file(file, text, force)
    say(
        f"{file} written: {len(content['nodes']):,} nodes and "
        f"{len(content['links']):,} relationships, {len(text) / 1e6:.1f} MB. "
        "It opens in any browser, without a network."
    )
    if show:
        typer.launch(file.absolute().as_uri())


def _file_name(text: str) -> str:
    return _UNUSUAL.sub("-", text).strip("-").lower()[:100]
