"""Where text goes: standard output and standard error, to a terminal, a file or a pipe.

What always holds here: a sentence of a command goes through `say`. A file and a pipe get UTF-8
whatever the surroundings say; a terminal of another encoding shows what it can. A reader that has
gone is no failure: BrokenPipeError reaches the entry point, which ends quietly.
"""

from __future__ import annotations

import io
import sys

from graphq.graph.letters import visible


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
