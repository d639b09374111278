"""The terminal that answers are printed on, or the file or the pipe in its place.

What always holds here: only a terminal is coloured. What closed a pipe is left to the entry point.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Final, NoReturn

from rich.console import Console

NO_TERMINAL_WIDTH: Final = 120


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
