"""The entry point: puts the commands together, and turns every failure into a sentence.

Exit codes: 0 answered, also with no rows; 1 failed; 2 wrong use; 3 a name that is unknown or
ambiguous; 128 and the number of a signal that ended it, such as 130 for Ctrl-C. What always holds
here: a failure prints one sentence on standard error that says what to do, and never a traceback
(unless GRAPHQ_DEBUG is set).
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import warnings
from collections.abc import Iterator
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from graphq.cli import process
from graphq.cli.browser import links
from graphq.cli.commands import SHARE_PANEL, add_commands
from graphq.cli.questions import add_question
from graphq.cli.view import views
from graphq.cypher.ask.catalog import questions
from graphq.document.cells import clean, clean_lines
from graphq.graph.errors import GraphqError, GraphqWarning, StoreError, UnknownNameError, UsageError
from graphq.graph.refused import refused
from graphq.version import graphq_version

FAILED: Final = 1
WRONG_USE: Final = 2
UNKNOWN_NAME: Final = 3
BY_SIGNAL: Final = 128
"""With the number of a signal added, the code of a run that it ended."""

_INTACT: Final = "the graph is as it was."
_LEFT: Final = {
    "load": "a graph in a folder is as it was, and on a server what was committed is kept. "
    "Load again.",
    "export": "nothing was exported.",
    "assess": "nothing was written.",
}
"""What an interrupt leaves, by command."""

_LOCATION: Final = "loc-"
_COUNTRY_ID: Final = re.compile(r"loc-[a-z]+")
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
        cls=_Commands,
        help=_HELP,
        no_args_is_help=True,
        rich_markup_mode=None if not sys.stdout.isatty() else "rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_common)
    completing = _COMPLETION_VARIABLE in os.environ

    def named(word: str) -> bool:
        return completing or word in arguments

    for name, question in questions().items():
        add_question(app, question, whole=named(name))
    add_commands(app, exporting=named("export"))
    for group in (views, links):
        app.add_typer(group(named), rich_help_panel=SHARE_PANEL)
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


class _Interrupted(Exception):
    """Ctrl-C was pressed, or the system told the process to end.

    An exception of our own, since typer ends quietly on its own one.
    """

    def __init__(self, interrupt: KeyboardInterrupt) -> None:
        """Take what was raised."""
        super().__init__()
        self.interrupt = interrupt


class _ReaderGoneError(Exception):
    """The reader of a pipe has gone. An exception of our own, since typer ends with a failure."""


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
    except KeyboardInterrupt as error:
        raise _Interrupted(error) from error
    except BrokenPipeError as error:
        raise _ReaderGoneError from error


def main() -> None:
    """Run the command; the process ends with its exit code."""
    process.prepare()
    _tell_warnings()
    try:
        with process.ended_by_signals():
            code = _run()
            process.end_output()
    except KeyboardInterrupt as again:  # while an earlier one was being told
        code = BY_SIGNAL + _number(again)
    sys.exit(code)


def _tell_warnings() -> None:
    """Have what graphq warns of told as a sentence, once; nothing while a shell completes."""
    told: set[str] = set()
    others = warnings.showwarning

    def tell(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
        text = str(message)
        if not issubclass(category, GraphqWarning):
            others(message, category, *where, **more)
        elif text not in told and _COMPLETION_VARIABLE not in os.environ:
            told.add(text)
            print(clean(f"graphq: {text}"), file=sys.stderr)

    warnings.simplefilter("always", GraphqWarning)
    warnings.showwarning = tell


def _run() -> int:
    try:
        process.check_directory()
        try:
            build(sys.argv[1:])(prog_name="graphq")
        except SystemExit as end:
            # What is still held back is written here, where a reader that has gone is met.
            sys.stdout.flush()
            return end.code if isinstance(end.code, int) else 0
        return 0
    except GraphqError as error:
        return _told(error)
    except _Interrupted as error:
        return _interrupted(error.interrupt)
    except KeyboardInterrupt as error:
        return _interrupted(error)
    except (_ReaderGoneError, BrokenPipeError):
        # What it wanted it has; what is still held back goes nowhere.
        process.divert(sys.stdout)
        return 0
    except Exception as error:
        if os.environ.get("GRAPHQ_DEBUG"):
            raise
        if isinstance(error, OSError | MemoryError):
            return _told(_of_the_system(error))
        print(
            f"graphq: something went wrong that was not foreseen ({type(error).__name__}: "
            f"{clean(str(error))[:300]}). Please report it, with what GRAPHQ_DEBUG=1 adds.",
            file=sys.stderr,
        )
        return FAILED


def _interrupted(interrupt: KeyboardInterrupt) -> int:
    """Say what holds; returns the exit code."""
    number = _number(interrupt)
    how = "interrupted" if number == signal.SIGINT else f"ended by {signal.Signals(number).name}"
    left = _LEFT.get("".join(sys.argv[1:2]), _INTACT)
    print(f"graphq: {how}; {left}", file=sys.stderr)
    return BY_SIGNAL + number


def _number(interrupt: KeyboardInterrupt) -> int:
    return interrupt.number if isinstance(interrupt, process.Ended) else signal.SIGINT


def _of_the_system(error: OSError | MemoryError) -> GraphqError:
    """What the machine could not give."""
    if isinstance(error, MemoryError):
        return StoreError("There is not enough memory for this. Ask for less, or allow it more.")
    if error.filename is not None:
        return refused(os.fsdecode(error.filename), error, "used")
    return StoreError(f"The system refused what was to be done ({error.strerror or error}).")


def _told(error: GraphqError) -> int:
    """Print the error's sentence and what belongs to it; returns the exit code."""
    from graphq.ingest.files.problems import SourceRefusedError

    if isinstance(error, SourceRefusedError):
        for problem in error.problems:
            print(clean(str(problem)), file=sys.stderr)
    print(clean_lines(f"graphq: {error}"), file=sys.stderr)
    if isinstance(error, UnknownNameError):
        for key, name, spelling in error.candidates:
            near = f", also '{clean(spelling)}'" if spelling else ""
            level = f", {_level(key)}" if _level(key) else ""
            shown = f"{key}  {clean(name)}{level}{near}" if key != name else key
            print(f"  {shown}", file=sys.stderr)
        return UNKNOWN_NAME
    return WRONG_USE if isinstance(error, UsageError) else FAILED


def _level(key: str) -> str:
    """What kind of place an id stands for: `loc-ml-gao-place-gao` is a place. Blank for others."""
    if _COUNTRY_ID.fullmatch(key):
        return "country"
    if not key.startswith(_LOCATION):
        return ""
    return "place" if "-place-" in key else "admin2" if "-unit-" in key else "admin1"


if __name__ == "__main__":
    main()
