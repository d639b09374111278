"""What the embedded engine raises, in sentences.

What always holds here: the engine's own words stand in a sentence only where no better is known.
"""

from __future__ import annotations

from typing import Final

from graphq.graph.errors import (
    GraphqError,
    ReadOnlyError,
    StatementError,
    StoreError,
    how_to_load,
)
from graphq.graph.limits import too_large, took_too_long
from graphq.graph.store import StoreOptions
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.room import DISK_FULL

_TOO_LARGE: Final = ("heap size exceeded", "heap budget exceeded", "queryMaxHeapElements")

_OF_FILES: Final = (
    "IOException", "FileSystemException", "AccessDeniedException", "FileNotFoundException",
)  # fmt: skip
"""The engine's exceptions of files, by class."""


def no_graph(folder: GraphFolder) -> StoreError:
    """There is nothing in the folder."""
    command = how_to_load(str(folder.path))
    return StoreError(f"There is no graph in {folder.path} yet. Load one: {command}")


def _causes(error: Exception) -> list[tuple[str, str]]:
    """The engine's exceptions, outermost first, as (class name, message)."""
    chain = getattr(error, "java_chain", None) or []
    return [(str(name).rsplit(".", 1)[-1], str(message)) for name, message in chain]


def opening_failed(folder: GraphFolder, error: Exception) -> GraphqError:
    """Why the folder cannot be opened."""
    text = str(error)
    if "No space left" in text:
        return StoreError(DISK_FULL)
    return StoreError(
        f"The graph in {folder.path} cannot be opened: {text}. If it is damaged, try graphq "
        "repair, restore the folder from a copy, or load the data into another folder."
    )


def statement_failed(
    statement: str, error: Exception, options: StoreOptions | None = None
) -> GraphqError:
    """Why a statement, or the commit after it, failed; the options have the limits it had."""
    options = options or StoreOptions()
    causes = _causes(error)
    for name, message in causes:
        if name == "QueryNotIdempotentException":
            return ReadOnlyError(
                "This statement would write, and here only reading is allowed. Facts enter the "
                "graph with graphq load."
            )
        if name == "CommandParsingException":
            return StatementError(f"The Cypher cannot be read: {message}")
        if name == "CommandParameterMissingException":
            return StatementError(f"{message}. Give it with --param NAME=VALUE.")
        if "No space left" in message:
            return StoreError(DISK_FULL)
        if name in _OF_FILES:
            return StoreError(
                f"A file of the graph could not be read or written ({message}). See whether the "
                "disk is failing or read-only, and do it again."
            )
        if name == "OutOfMemoryError" or any(told in message for told in _TOO_LARGE):
            return too_large(options.statement_memory)
        if name == "TimeoutException":
            return took_too_long(options)
    innermost = causes[-1][1] if causes else str(error)
    return StatementError(f"The statement failed: {innermost}\n{statement.strip()[:300]}".strip())
