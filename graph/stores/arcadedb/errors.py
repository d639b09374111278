"""What the embedded engine raises, in sentences.

What always holds here: the engine's own words stand in a sentence only where no better is known.
"""

from __future__ import annotations

import errno
from typing import Final

from graphq.graph.errors import (
    GraphqError,
    ReadOnlyError,
    StatementError,
    StoreError,
    how_to_load,
)
from graphq.graph.limits import too_large, took_too_long
from graphq.graph.refused import refused
from graphq.graph.store import StoreOptions
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.room import DISK_FULL

_TOO_LARGE: Final = ("heap size exceeded", "heap budget exceeded", "queryMaxHeapElements")

_OF_FILES: Final = (
    "IOException", "FileSystemException", "AccessDeniedException", "FileNotFoundException",
)  # fmt: skip
"""The engine's exceptions of files, by class."""


_OF_THE_SYSTEM: Final = {
    errno.EMFILE: "Too many open files",
    errno.EFBIG: "File too large",
    errno.EROFS: "Read-only file system",
    errno.EIO: "Input/output error",
}
"""What the engine passes on of the system's words, which is no fault of the graph."""


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
    for number, words in _OF_THE_SYSTEM.items():
        if words in text:
            return refused(folder.path, OSError(number, words), "opened")
    return StoreError(
        f"The graph in {folder.path} cannot be opened: {text}. If it is damaged, try graphq "
        "repair, restore the folder from a copy, or load the data into another folder."
    )


def statement_failed(
    statement: str, error: Exception, options: StoreOptions | None = None
) -> GraphqError:
    """Why a statement, or the commit after it, failed; the options have the limits it had.

    Without a statement it is graphq's own writing that failed.
    """
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
        for number, words in _OF_THE_SYSTEM.items():
            if words in message:
                return refused("A file of the graph", OSError(number, words))
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
    if not statement and all(name != "DuplicatedKeyException" for name, _ in causes):
        # Nobody's Cypher is wrong. When the engine cannot make a file it may go on, and fall over
        # that later with words that say nothing of the disk.
        return StoreError(
            f"The graph could not be written, and was left as it was ({innermost}). See whether "
            "its disk is full, failing or read-only, and do it again."
        )
    return StatementError(f"The statement failed: {innermost}\n{statement.strip()[:300]}".strip())
