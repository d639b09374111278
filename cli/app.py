"""The commands put together, as typer takes them.

What always holds here: only the question that is named is read whole, and of the other commands
only what a page of help says of them, so that the start stays quick. What typer would end quietly
by itself is left to the entry point.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from graphq.cli.browser import links
from graphq.cli.commands import SHARE_PANEL, add_commands
from graphq.cli.process import COMPLETION_VARIABLE, Interrupted, ReaderGoneError
from graphq.cli.questions import add_question
from graphq.cli.view import views
from graphq.cypher.ask.catalog import questions
from graphq.document.console import say
from graphq.graph.letters import clean_lines
from graphq.version import graphq_version

_HELP: Final = """Ask a graph of armed groups, their mergers, leaders, incidents and targets.

Every answer carries its sources, its date, and what is disputed. The purpose is protective and
historical: graphq says what happened and who said so; it holds nothing of how a place is guarded.

Start with: graphq load jnim, then graphq lineage jnim
"""


def build(arguments: list[str]) -> typer.Typer:
    """The command, with the question that the arguments name read whole."""
    app = typer.Typer(
        name="graphq",
        cls=_Commands,
        help=_HELP,
        no_args_is_help=True,
        rich_markup_mode=None if not sys.stdout.isatty() else "rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_common)
    completing = COMPLETION_VARIABLE in os.environ

    def named(word: str) -> bool:
        return completing or word in arguments

    for name, question in questions().items():
        add_question(app, question, whole=named(name))
    add_commands(app, exporting=named("export"))
    for group in (views, links):
        app.add_typer(group(named), rich_help_panel=SHARE_PANEL)
    asked = [one for one in app.registered_commands if [one.name] == arguments[:1]]
    if asked and not completing:
        # To make the others of what typer is told takes as long as to import it.
        app.registered_commands, app.registered_groups = asked, []
    return app


def _version(wanted: bool) -> None:
    if wanted:
        say(f"graphq {graphq_version()}")
        raise typer.Exit


def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the release."),
    ] = False,
) -> None:
    """Options of the command as a whole."""


class _Commands(TyperGroup):
    """The commands, with what typer would handle by itself left to the entry point."""

    def make_context(self, *given: Any, **more: Any) -> Any:
        """Read the command line, which may print a help page."""
        with _kept_from_typer():
            return super().make_context(*given, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with _kept_from_typer():
            return super().invoke(ctx)


@contextlib.contextmanager
def _kept_from_typer() -> Iterator[None]:
    try:
        yield
    except typer.TyperException as error:
        # What was typed stands in it as it is.
        vars(error)["message"] = clean_lines(str(error))
        raise
    except KeyboardInterrupt as error:
        raise Interrupted(error) from error
    except BrokenPipeError as error:
        raise ReaderGoneError from error
