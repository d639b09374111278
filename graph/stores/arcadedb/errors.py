"""What the embedded engine raises, in sentences.

What always holds here: the engine's own words stand in a sentence only where no better is known.
"""

from __future__ import annotations

from graphq.graph.errors import (
    GraphqError,
    ReadOnlyError,
    StatementError,
    StoreBusyError,
    StoreError,
    how_to_load,
)
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.room import DISK_FULL


def no_graph(folder: GraphFolder) -> StoreError:
    """There is nothing in the folder."""
    command = how_to_load(str(folder.path))
    return StoreError(f"There is no graph in {folder.path} yet. Load one: {command}")


def _causes(error: Exception) -> list[tuple[str, str]]:
    """The engine's exceptions, outermost first, as (class name, message)."""
    chain = getattr(error, "java_chain", None) or []
    return [(str(name).rsplit(".", 1)[-1], str(message)) for name, message in chain]


def may_pass(error: Exception) -> bool:
    """Whether the folder may be readable in a moment: a writer has it, or one was killed."""
    text = str(error)
    return "needs recovery" in text or "locked by another process" in text or "in use" in text


def opening_failed(folder: GraphFolder, error: Exception) -> GraphqError:
    """Why the folder cannot be opened."""
    text = str(error)
    if "No space left" in text:
        return StoreError(DISK_FULL)
    if "locked by another process" in text or "in use" in text:
        return StoreBusyError(
            f"{folder.path} is open already, here or in another process; close what uses it, or "
            "name another folder with --db"
        )
    return StoreError(
        f"The graph in {folder.path} cannot be opened: {text}. If it is damaged, move the folder "
        "away and load the data again."
    )


def statement_failed(statement: str, error: Exception) -> GraphqError:
    """Why a statement, or the commit after it, failed."""
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
        if "heap size exceeded" in message or "heap budget exceeded" in message:
            return StoreError(
                "The engine has not enough memory for this. Ask for less at a time, or allow it "
                "more: set ARCADEDB_NATIVE_ISOLATE_ARGS=-Xmx4g in the environment."
            )
    innermost = causes[-1][1] if causes else str(error)
    return StatementError(f"The statement failed: {innermost}\n{statement.strip()[:300]}".strip())
