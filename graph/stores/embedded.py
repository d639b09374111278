"""A graph in a folder, kept by ArcadeDB inside this process: the default, nothing to start.

What always holds here: questions open the folder read-only, so any number of them may run at once;
one process at a time writes, under the folder's lock; every acknowledged write is on disk. A folder
that a killed writer left behind is put right when it is next opened.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Self

from graph.errors import (
    GraphqError,
    ReadOnlyError,
    StatementError,
    StoreBusyError,
    StoreError,
)
from graph.records import (
    NodeRecord,
    Parameters,
    PathRecord,
    RelationshipRecord,
    Row,
    normalised,
)
from graph.store import Mode, Step, StoreInfo, StoreOptions
from graph.stores.folder import GraphFolder
from graph.stores.reading import refuse_files

_LANGUAGE: Final = "opencypher"
_PATH = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
_NODE_RID, _STEP_RID = re.compile(r"\((#\d+:\d+)\)"), re.compile(r"\[(#\d+:\d+)\]")


def _engine() -> Any:
    """Import the engine, its log kept off the terminal and out of the working directory."""
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    import arcadedb

    return arcadedb


class EmbeddedStore:
    """A folder opened for reading or for writing."""

    def __init__(self, folder: GraphFolder, database: Any, lock: Any) -> None:
        """Take over an open database; use `open` instead."""
        self._folder = folder
        self._database = database
        self._lock = lock
        self._edge_types: frozenset[str] | None = None

    @classmethod
    def open(cls, path: Path, mode: Mode, options: StoreOptions) -> Self:
        """Open the folder; for writing it is made if it is not there."""
        folder = GraphFolder(path)
        return (
            cls._for_writing(folder, options)
            if mode == "write"
            else cls._for_reading(folder, options)
        )

    @classmethod
    def _for_writing(cls, folder: GraphFolder, options: StoreOptions) -> Self:
        arcadedb = _engine()
        try:
            known = folder.exists()
            if not known:
                folder.mark(f"arcadedb {arcadedb.ENGINE_VERSION}")
        except OSError as error:
            raise StoreError(f"{folder.path} cannot be made: {error.strerror}") from error
        lock = folder.lock(options.command)
        try:
            path = str(folder.database)
            made = arcadedb.database_exists(path)
            database = arcadedb.open_database(path) if made else arcadedb.create_database(path)
            database.set_wal_flush("yes_nometadata")
        except arcadedb.ArcadeDBError as error:
            lock.release()
            raise _opening_failed(folder, error) from error
        return cls(folder, database, lock)

    @classmethod
    def _for_reading(cls, folder: GraphFolder, options: StoreOptions) -> Self:
        arcadedb = _engine()
        path = str(folder.database)
        if not folder.exists() or not arcadedb.database_exists(path):
            raise StoreError(f"There is no graph in {folder.path} yet. Load one: graphq load jnim")
        deadline = time.monotonic() + options.wait_seconds
        told = False
        while True:
            try:
                return cls(folder, arcadedb.open_database(path, read_only=True), None)
            except arcadedb.ArcadeDBError as error:
                if not _may_pass(error):
                    raise _opening_failed(folder, error) from error
                if not folder.being_written():
                    try:
                        cls._for_writing(folder, options).close()
                        continue
                    except StoreBusyError:
                        # Another reader may have been quicker to put the folder right.
                        if not folder.being_written():
                            raise
            if time.monotonic() >= deadline:
                raise StoreBusyError(
                    f"{folder.path} is being written to by {folder.holder()}, and was not free "
                    f"within {options.wait_seconds:g} seconds; ask again when it is done"
                )
            if not told:
                options.on_wait(f"Waiting for {folder.holder()} to finish with {folder.path} …")
                told = True
            time.sleep(0.2)

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Rows of a statement that only reads; the engine refuses any other."""
        refuse_files(statement)
        with self._told(statement):
            found = self._database.query(_LANGUAGE, statement, dict(parameters or {}))
            rows = found.to_list()
            found.close()
            return [
                {
                    key: normalised(self._with_paths(value), self._special)
                    for key, value in row.items()
                }
                for row in rows
            ]

    def write(self, steps: Iterable[Step]) -> None:
        """Run the steps in one transaction."""
        # The engine may fail at the commit as well, which belongs to no single statement.
        with self._told(""), self._database.transaction():
            for statement, parameters in steps:
                with self._told(statement):
                    done = self._database.command(_LANGUAGE, statement, dict(parameters))
                    if done is not None:
                        # What a step returns is computed as it is taken; untaken, it cannot fail.
                        done.to_list()
                        done.close()

    def define(self, statements: Iterable[str]) -> None:
        """Run constraint and index statements; they must come before any data."""
        for statement in statements:
            self.write([(statement, {})])
        self._edge_types = None

    def info(self) -> StoreInfo:
        """Engine, version and folder."""
        return StoreInfo("ArcadeDB", str(_engine().ENGINE_VERSION), str(self._folder.path))

    def close(self) -> None:
        """Close the database and let the next writer in."""
        if self._database.is_open():
            self._database.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        """Use the store in a `with` block."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Close it."""
        self.close()

    @contextlib.contextmanager
    def _told(self, statement: str) -> Iterator[None]:
        try:
            yield
        except _engine().ArcadeDBError as error:
            raise _statement_failed(statement, error) from error

    def _special(self, value: Any) -> Any:
        """A whole node or relationship, which the engine gives back as a map with `@rid`."""
        if isinstance(value, dict) and "@type" in value and "@rid" in value:
            kind = str(value["@type"])
            properties = {
                key: normalised(item, self._special)
                for key, item in value.items()
                if not key.startswith("@")
            }
            if kind in self._edges():
                return RelationshipRecord(kind, properties)
            return NodeRecord(tuple(sorted(kind.split("~"))), properties)
        return value if isinstance(value, dict) else str(value)

    def _edges(self) -> frozenset[str]:
        if self._edge_types is None:
            found = self._database.query(
                "sql", "SELECT name FROM schema:types WHERE type = 'edge'"
            ).to_list()
            self._edge_types = frozenset(str(row["name"]) for row in found)
        return self._edge_types

    def _with_paths(self, value: Any) -> Any:
        """The value with every path, which the engine gives as text, made a record again."""
        if isinstance(value, str) and value.startswith("(#") and _PATH.fullmatch(value):
            try:
                return self._path(value)
            except _engine().ArcadeDBError:
                return value  # a text that only looks like a path
        if isinstance(value, list):
            return [self._with_paths(item) for item in value]
        if isinstance(value, dict) and "@rid" not in value:
            return {key: self._with_paths(item) for key, item in value.items()}
        return value

    def _path(self, text: str) -> PathRecord:
        nodes = [self._special(_as_map(self._record(rid))) for rid in _NODE_RID.findall(text)]
        relationships = []
        for rid in _STEP_RID.findall(text):
            # The text always points forwards; which way the relationship goes is in the record.
            edge = self._record(rid)
            found = self._special(_as_map(edge))
            start, end = (str(vertex.get("id")) for vertex in (edge.get_out(), edge.get_in()))
            relationships.append(RelationshipRecord(found.type, found.properties, start, end))
        return PathRecord(tuple(nodes), tuple(relationships))

    def _record(self, rid: str) -> Any:
        return self._database.lookup_by_rid(rid)


def _as_map(record: Any) -> dict[str, Any]:
    return {**record.to_dict(), "@rid": record.get_rid(), "@type": record.get_type_name()}


def _causes(error: Exception) -> list[tuple[str, str]]:
    """The engine's exceptions, outermost first, as (class name, message)."""
    chain = getattr(error, "java_chain", None) or []
    return [(str(name).rsplit(".", 1)[-1], str(message)) for name, message in chain]


def _may_pass(error: Exception) -> bool:
    """Whether the folder may be readable in a moment: a writer has it, or one was killed."""
    text = str(error)
    return "needs recovery" in text or "locked by another process" in text or "in use" in text


def _opening_failed(folder: GraphFolder, error: Exception) -> GraphqError:
    text = str(error)
    if "locked by another process" in text or "in use" in text:
        return StoreBusyError(
            f"{folder.path} is open already, here or in another process; close what uses it, or "
            "name another folder with --db"
        )
    return StoreError(
        f"The graph in {folder.path} cannot be opened: {text}. If it is damaged, move the folder "
        "away and load the data again."
    )


def _statement_failed(statement: str, error: Exception) -> GraphqError:
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
            return StoreError(
                "The disk is full. What was committed is intact; make room and load again."
            )
    innermost = causes[-1][1] if causes else str(error)
    return StatementError(f"The statement failed: {innermost}\n{statement.strip()[:300]}".strip())
