"""The entry point: puts the commands together, and turns every failure into a sentence.

Exit codes: 0 answered, also with no rows; 1 failed; 2 wrong use; 3 a name that is unknown or
ambiguous; 128 and the number of a signal that ended it, such as 130 for Ctrl-C. What always holds
here: a failure prints one sentence on standard error that says what to do, and never a traceback
(unless GRAPHQ_DEBUG is set).
"""

from __future__ import annotations

import os
import re
import signal
import sys
import warnings
from typing import Any, Final

from graphq.cli import process
from graphq.cli.plainly import asked_plainly
from graphq.cli.process import COMPLETION_VARIABLE, Interrupted, ReaderGoneError
from graphq.document.console import say
from graphq.graph.errors import GraphqError, GraphqWarning, StoreError, UnknownNameError, UsageError
from graphq.graph.letters import clean
from graphq.graph.refused import refused

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
        elif text not in told and COMPLETION_VARIABLE not in os.environ:
            told.add(text)
            print(clean(f"graphq: {text}"), file=sys.stderr)

    warnings.simplefilter("always", GraphqWarning)
    warnings.showwarning = tell


def _run() -> int:
    try:
        process.check_directory()
        code = _command(sys.argv[1:])
        # What is still held back is written here, where a reader that has gone is met.
        sys.stdout.flush()
        return code
    except GraphqError as error:
        return _told(error)
    except Interrupted as error:
        return _interrupted(error.interrupt)
    except KeyboardInterrupt as error:
        return _interrupted(error)
    except (ReaderGoneError, BrokenPipeError):
        # What it wanted it has; what is still held back goes nowhere.
        process.divert(sys.stdout)
        return 0
    except Exception as error:
        if os.environ.get("GRAPHQ_DEBUG"):
            raise
        if isinstance(error, OSError | MemoryError):
            return _told(_of_the_system(error))
        say(
            f"graphq: something went wrong that was not foreseen ({type(error).__name__}: "
            f"{clean(str(error))[:300]}). Please report it, with what GRAPHQ_DEBUG=1 adds.",
            aside=True,
        )
        return FAILED


def _command(words: list[str]) -> int:
    """Do what is asked for; returns the exit code."""
    asked = None if COMPLETION_VARIABLE in os.environ else asked_plainly(words)
    if asked is not None:
        asked.run()
        return 0
    from graphq.cli.app import build

    try:
        build(words)(prog_name="graphq")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


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
            say(str(problem), aside=True)
    first, *more = f"graphq: {error}".splitlines()
    say(first, aside=True)
    for line in more:
        # Set in, so that no name with a line's end in it looks like a sentence of ours.
        say(f"  {line}", aside=True)
    if isinstance(error, UnknownNameError):
        for key, name, spelling in error.candidates:
            near = f", also '{spelling}'" if spelling else ""
            level = f", {_level(key)}" if _level(key) else ""
            shown = f"{key}  {name}{level}{near}" if key != name else key
            say(f"  {shown}", aside=True)
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
