"""Opening the graph that a command is about: the place that is meant, and how it is opened.

What always holds here: `--db` goes before GRAPHQ_DB, which goes before the user's own folder; a
`.env` file in the working directory fills in what the environment leaves out. A password is never
taken from the command line, and never sent to a server that only a file or a variable of another
origin names, unless the user says so.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from graphq.document import console
from graphq.graph.errors import UsageError
from graphq.graph.letters import clean
from graphq.graph.limits import MEMORY_VARIABLE, TIMEOUT_VARIABLE
from graphq.graph.opening import open_store
from graphq.graph.store import Mode, Store, StoreOptions
from graphq.surroundings import Surroundings, database_url, environment

_MOST: Final = 1_000_000

UNLIMITED: Final = 0.0
"""For going through the whole graph, which takes as long as what is made of it."""


def open_graph(
    given: str | None,
    mode: Mode = "read",
    say: Callable[[str], None] | None = None,
    seconds: float | None = None,
) -> Store:
    """Open the graph that the options name; `seconds` is how long a statement may take.

    Raises StoreError, UsageError.
    """
    surroundings = environment()
    options = store_options(surroundings, say)
    if seconds is not None:
        options = replace(options, statement_seconds=seconds)
    place = place_of(given, surroundings) if say is None else database_url(given, surroundings)
    return open_store(place, mode, options)


def place_of(given: str | None, surroundings: Surroundings) -> str:
    """Where the graph is; at a terminal the user is asked where that is in doubt.

    Raises UsageError.
    """
    return database_url(given, surroundings, _confirmed)


@cache
def _confirmed(question: str) -> bool:
    """Ask at a terminal; where there is none, nobody says yes."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(f"{clean(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def store_options(
    surroundings: Mapping[str, str], say: Callable[[str], None] | None = None
) -> StoreOptions:
    """How a graph is opened at the terminal.

    Raises UsageError when GRAPHQ_WAIT, GRAPHQ_TIMEOUT or GRAPHQ_MEMORY is no number.
    """
    import logging

    # What the driver of Neo4j would log on the terminal is in the errors that are told.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    return StoreOptions(
        command=" ".join(["graphq", *sys.argv[1:]])[:200],
        wait_seconds=_number(surroundings, "GRAPHQ_WAIT", 10, 0, "seconds"),
        statement_seconds=_number(surroundings, TIMEOUT_VARIABLE, 300, 0, "seconds"),
        statement_memory=int(_number(surroundings, MEMORY_VARIABLE, 3_072, 256, "MB")),
        on_wait=say or (lambda message: console.say(message, aside=True)),
        alone=True,
        credentials=surroundings,
    )


def _number(surroundings: Mapping[str, str], name: str, usual: int, least: int, unit: str) -> float:
    """A number that the environment names. Raises UsageError when it is none, or out of bounds."""
    text = surroundings.get(name) or str(usual)
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not least <= number <= _MOST:
        raise UsageError(
            f"{name} is '{text}'; it must be a number of {unit} from {least}, such as {usual}."
        )
    return number
