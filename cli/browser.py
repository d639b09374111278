"""`graphq browser`: a link that opens Neo4j Browser with a question's picture in its editor.

What always holds here: only the link goes to standard output, so that it can be piped on; the
question's parameters are resolved as when it is asked, and stand in the link as values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

import typer

from graphq.browser.link import USUAL_PLACE, question_link
from graphq.cli.opening import open_graph
from graphq.cli.options import OPTIONS_PANEL, Database
from graphq.cli.questions import Option, add_question_to
from graphq.cypher.ask.catalog import Question, questions
from graphq.document.console import say
from graphq.graph.errors import UsageError

At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="URL",
        help="Where the Neo4j Browser is.",
        rich_help_panel=OPTIONS_PANEL,
    ),
]
NoAuth = Annotated[
    bool,
    typer.Option(
        "--no-auth",
        help="The server asks for no password: Browser connects by itself.",
        rich_help_panel=OPTIONS_PANEL,
    ),
]
Open = Annotated[
    bool,
    typer.Option(
        "--open", help="Open the link in your web browser too.", rich_help_panel=OPTIONS_PANEL
    ),
]
_OPTIONS = (
    Option("db", Database, None),
    Option("at", At, USUAL_PLACE),
    Option("no_auth", NoAuth, False),
    Option("opened", Open, False),
)


NAME: Final = "browser"


def links(named: Callable[[str], bool]) -> typer.Typer:
    """The command, with one below it for each question; those that are `named` have options."""
    group = typer.Typer(
        name=NAME,
        help="Print a link that opens a question's picture in Neo4j Browser.",
        no_args_is_help=True,
    )
    group.callback()(_told)
    if named(NAME):
        for name, question in questions().items():
            add_question_to(group, question, print_link, _OPTIONS, named(name))
    return group


def _told() -> None:
    """Print a link that opens a question's picture in Neo4j Browser.

    The link puts the statement into the editor, with its parameters written in; press play there.
    A question without a picture, or without what it is drawn around, gives its table.
    """


def print_link(
    question: Question, given: dict[str, Any], db: str | None, at: str, no_auth: bool, opened: bool
) -> None:
    """Print the link, and open it if asked to."""
    with open_graph(db) as store:
        link, notes = question_link(store, question, given, at, no_auth)
    for note in notes:
        say(note, aside=True)
    say(link)
    if opened:
        _open(link)


def _open(link: str) -> None:
    import webbrowser

    if not webbrowser.open(link):
        raise UsageError("No web browser can be opened here. Copy the link that is printed above.")
