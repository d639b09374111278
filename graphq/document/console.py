"""Where text goes: standard output and standard error, to a terminal, a file or a pipe.

What always holds here: a sentence of a command goes through `say`. A file and a pipe get UTF-8
whatever the surroundings say; a terminal of another encoding shows what it can. A reader that has
gone is no failure: BrokenPipeError reaches the entry point, which ends quietly.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Final, NoReturn

from rich.console import Console

from graphq.graph.letters import visible

NO_TERMINAL_WIDTH: Final = 120


def prepare_streams() -> None:
    """Make standard output and standard error take every letter of every name."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str = "", *, aside: bool = False) -> None:
    """Print one line; `aside` on standard error.

    Whatever it names, such as a file or what a user typed, it stays one line of letters that are
    seen: the terminal obeys nothing of it, and no name looks like a sentence of its own.
    """
    print(visible(text), file=sys.stderr if aside else sys.stdout, flush=aside)


def console() -> Console:
    """Where answers go: standard output, coloured only on a terminal."""
    if sys.stdout.isatty():
        return _Console(markup=False, highlight=False, emoji=False)
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdigit() and int(columns) > 0 else NO_TERMINAL_WIDTH
    return _Console(markup=False, highlight=False, emoji=False, width=width, file=_Trimmed())


class _Console(Console):
    """A console that leaves it to the entry point what a closed pipe means."""

    def on_broken_pipe(self) -> NoReturn:
        """Tell of the closed pipe instead of ending the process as a failure."""
        self.quiet = True
        raise BrokenPipeError


class _Trimmed(io.StringIO):
    """Standard output for a file or a pipe: lines without the blanks that pad a table."""

    def write(self, text: str) -> int:
        """Pass the text on, line by line."""
        for part in text.splitlines(keepends=True):
            sys.stdout.write(part.rstrip() + "\n" if part.endswith("\n") else part)
        return len(text)

    def flush(self) -> None:
        """Let standard output catch up."""
        sys.stdout.flush()
