"""The entry point: puts the commands together, and turns every failure into a sentence.

Exit codes: 0 answered, also with no rows; 1 failed; 2 wrong use; 3 a name that is unknown or
ambiguous; 130 interrupted. What always holds here: a failure prints one sentence on standard error
that says what to do, and never a traceback (unless GRAPHQ_DEBUG is set).
"""

from __future__ import annotations

import os
import sys
from typing import Annotated, Final

import typer

from cli.cells import clean
from cli.commands import add_commands
from cli.questions import add_question
from cli.version import graphq_version
from cypher.catalog import questions
from graph.errors import GraphqError, UnknownNameError, UsageError

FAILED: Final = 1
WRONG_USE: Final = 2
UNKNOWN_NAME: Final = 3
INTERRUPTED: Final = 130

_COMPLETION_VARIABLE: Final = "_GRAPHQ_COMPLETE"
_HELP: Final = """Ask a graph of armed groups, their mergers, leaders, incidents and targets.

Every answer carries its sources, its date, and what is disputed. The purpose is protective and
historical: graphq says what happened and who said so; it holds nothing of how a place is guarded.

Start with: graphq load jnim, then graphq lineage jnim
"""


def build(arguments: list[str]) -> typer.Typer:
    """The command, with the question that the arguments name read whole."""
    app = typer.Typer(
        name="graphq",
        help=_HELP,
        no_args_is_help=True,
        rich_markup_mode=None if not sys.stdout.isatty() else "rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_common)
    completing = _COMPLETION_VARIABLE in os.environ
    for name, question in questions().items():
        add_question(app, question, whole=completing or name in arguments)
    add_commands(app)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"graphq {graphq_version()}")
        raise typer.Exit


def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the release."),
    ] = False,
) -> None:
    """Options of the command as a whole."""


def main() -> None:
    """Run the command; the process ends with its exit code."""
    try:
        build(sys.argv[1:])(prog_name="graphq")
    except GraphqError as error:
        sys.exit(_told(error))
    except KeyboardInterrupt:
        print("graphq: interrupted; what was committed is intact.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of a pipe has gone: what it wanted it has.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("GRAPHQ_DEBUG"):
            raise
        print(
            f"graphq: something went wrong that was not foreseen ({type(error).__name__}: "
            f"{clean(str(error))[:300]}). Please report it, with what GRAPHQ_DEBUG=1 adds.",
            file=sys.stderr,
        )
        sys.exit(FAILED)


def _told(error: GraphqError) -> int:
    """Print the error's sentence and what belongs to it; returns the exit code."""
    from ingest.problems import SourceRefusedError

    if isinstance(error, SourceRefusedError):
        for problem in error.problems:
            print(clean(str(problem)), file=sys.stderr)
    print(f"graphq: {error}", file=sys.stderr)
    if isinstance(error, UnknownNameError):
        for key, name, spelling in error.candidates:
            near = f", also '{clean(spelling)}'" if spelling else ""
            shown = f"{key}  {clean(name)}{near}" if key != name else key
            print(f"  {shown}", file=sys.stderr)
        return UNKNOWN_NAME
    return WRONG_USE if isinstance(error, UsageError) else FAILED


if __name__ == "__main__":
    main()
