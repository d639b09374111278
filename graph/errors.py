"""Every failure that graphq itself foresees, as a sentence that says what to do.

What always holds here: the text of an error is meant for the analyst at the terminal. It says what
happened, where, and what to do next; no caller needs to add to it.
"""

from __future__ import annotations

import shlex


class GraphqError(Exception):
    """Something failed for a reason that can be told."""


class UsageError(GraphqError):
    """The call itself was wrong: an option, a parameter, a statement."""


class UnknownNameError(GraphqError):
    """A name that is unknown, or that several entities bear; `candidates` are the nearest."""

    def __init__(self, message: str, candidates: tuple[tuple[str, str, str], ...] = ()) -> None:
        """Keep the candidates as (id, name, why it is near) beside the message."""
        super().__init__(message)
        self.candidates = candidates


class StoreError(GraphqError):
    """The place where the graph is kept could not do what was asked."""


class StoreBusyError(StoreError):
    """Another process is writing to the folder."""


class ReadOnlyError(UsageError):
    """A statement that writes was sent where only reading is allowed."""


class StatementError(UsageError):
    """The engine could not run the Cypher as it is written."""


class GraphqWarning(UserWarning):
    """Something that is done as asked, and that who asked should know; a sentence, as of errors."""


def how_to_load(place: str) -> str:
    """The command, as it is typed, that loads a first graph into the folder or server."""
    return f"graphq load jnim --db {shlex.quote(place)}"


def empty_graph(place: str) -> StoreError:
    """There is a graph in the folder or server, and nothing in it."""
    return StoreError(f"The graph in {place} is empty. Load one: {how_to_load(place)}")
