"""A graph in a folder, kept by ArcadeDB inside this process: the default, nothing to start.

What always holds here: questions open the folder read-only, so any number of them may run at once;
one process at a time writes, under the folder's lock; every acknowledged write is on disk. A folder
that a killed writer left behind is put right when it is next opened. While a bulk load goes on, who
reads is answered from the graph as it was before.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from graphq.graph.errors import GraphqError, ReadOnlyError, StoreBusyError, StoreError
from graphq.graph.records import (
    NodeRecord,
    Parameters,
    PathRecord,
    RelationshipRecord,
    Row,
    normalised,
)
from graphq.graph.store import ListedRows, Mode, Step, StoreInfo, StoreOptions
from graphq.graph.stores.arcadedb.errors import may_pass, no_graph, opening_failed, statement_failed
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.native import HEAP_FOR_WRITING, engine
from graphq.graph.stores.arcadedb.shared import closed, opened_for_reading
from graphq.graph.stores.reading import SCANNED_AT_ONCE, refuse_files, scanning

if TYPE_CHECKING:
    from graphq.graph.stores.arcadedb.bulk import EmbeddedBulk

_LANGUAGE: Final = "opencypher"
_PATH = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
_NODE_RID, _STEP_RID = re.compile(r"\((#\d+:\d+)\)"), re.compile(r"\[(#\d+:\d+)\]")


class EmbeddedStore:
    """A folder opened for reading or for writing."""

    bulk_is_whole = True

    def __init__(
        self, folder: GraphFolder, database: Any, lock: Any, options: StoreOptions | None = None
    ) -> None:
        """Take over an open database; use `open` instead."""
        self._folder = folder
        self._opened = database
        self._lock = lock
        self._options = options or StoreOptions()
        self._edge_types: frozenset[str] | None = None
        self._is_closed = False

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
        arcadedb = engine(HEAP_FOR_WRITING, alone=options.alone)
        try:
            known = folder.exists()
            if not known:
                folder.mark(f"arcadedb {arcadedb.ENGINE_VERSION}")
        except OSError as error:
            raise StoreError(f"{folder.path} cannot be made: {error.strerror}") from error
        lock = folder.lock(options.command)
        try:
            folder.mend()
            database = _for_writing(folder)
        except BaseException:
            lock.release()
            raise
        return cls(folder, database, lock, options)

    @classmethod
    def _for_reading(cls, folder: GraphFolder, options: StoreOptions) -> Self:
        arcadedb = engine(alone=options.alone)
        path = str(folder.database)
        deadline = time.monotonic() + options.wait_seconds
        told = False
        while True:
            known = folder.exists()
            if known:
                cls._tidy(folder, options)
            stamp = folder.stamp()
            if not known or (stamp is None and not folder.left_behind()):
                raise no_graph(folder)
            try:
                if stamp is not None and _may_be_read(folder):
                    if not arcadedb.database_exists(path):
                        raise no_graph(folder)
                    database = opened_for_reading(
                        folder.database,
                        stamp,
                        lambda: arcadedb.open_database(path, read_only=True),
                    )
                    if folder.stamp() == stamp:
                        return cls(folder, database, None, options)
                    # A bulk load was swapped in just now, under the files that were being opened.
                    closed(database)
            except arcadedb.ArcadeDBError as error:
                if folder.stamp() == stamp:
                    if not may_pass(error):
                        raise opening_failed(folder, error) from error
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

    @staticmethod
    def _tidy(folder: GraphFolder, options: StoreOptions) -> None:
        """Put right what a killed bulk load left, if nobody writes; a reader may do without."""
        if folder.left_behind():
            try:
                lock = folder.lock(options.command)
            except StoreBusyError:
                return  # The load goes on, and the graph as it was before can be read.
            except StoreError:
                if folder.stamp() is None:
                    raise
                return  # The folder is somebody else's; its graph is whole, whatever lies beside.
            try:
                folder.mend()
            finally:
                lock.release()

    @property
    def _database(self) -> Any:
        """The open database. Raises StoreError when it was closed, or a bulk load has it closed."""
        if self._is_closed:
            raise StoreError(f"The graph in {self._folder.path} was closed; open it again.")
        if self._opened is None:
            raise StoreError(
                f"{self._folder.path} is taken up by a bulk load of this very process; ask again "
                "when it has ended."
            )
        return self._opened

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

    def scan(self, matching: str, values: Sequence[str]) -> Iterator[ListedRows]:
        """Go through all that is matched, some rows at a time; see `graphq.graph.store.Store`."""
        statement = scanning(matching, values)
        refuse_files(statement)
        with self._told(statement):
            found = self._database.query(_LANGUAGE, statement)
        # What is left open when nobody reads on would keep the engine's threads for minutes.
        with contextlib.closing(found):
            while True:
                with self._told(statement):
                    rows = [row.get("row") for row in itertools.islice(found, SCANNED_AT_ONCE)]
                if not rows:
                    return
                yield rows

    def write(self, steps: Iterable[Step]) -> None:
        """Run the steps in one transaction."""
        # What is written may be the first of its type.
        self._edge_types = None
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

    def bulk(self) -> AbstractContextManager[EmbeddedBulk]:
        """Write many new facts fast, all of them or none; see `graphq.graph.store.Bulk`."""
        if self._lock is None:
            raise ReadOnlyError(f"{self._folder.path} was opened for reading, and cannot be loaded")
        return self._in_bulk()

    @contextlib.contextmanager
    def _in_bulk(self) -> Iterator[EmbeddedBulk]:
        self._database.close()
        self._opened = None

        def failed(error: Exception) -> GraphqError:
            return statement_failed("", error)

        try:
            seconds = self._options.wait_seconds
            from graphq.graph.stores.arcadedb.bulk import into_copy

            with into_copy(self._folder, engine(), self._copy, failed, seconds) as bulk:
                yield bulk
        finally:
            self._opened = _for_writing(self._folder)
            self._edge_types = None

    def _copy(self, path: Path) -> EmbeddedStore:
        """The copy that a bulk load has written, as a store."""
        return EmbeddedStore(self._folder, _opened_at(path), None, self._options)

    def info(self) -> StoreInfo:
        """Engine, version and folder."""
        return StoreInfo("ArcadeDB", str(engine().ENGINE_VERSION), str(self._folder.path))

    def close(self) -> None:
        """Close the database and let the next writer in."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._opened is not None:
            closed(self._opened)
        if self._lock is not None:
            try:
                self._folder.open_to_all_who_read()
            finally:
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
        except engine().ArcadeDBError as error:
            raise statement_failed(statement, error) from error

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
            except engine().ArcadeDBError:
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


def _for_writing(folder: GraphFolder) -> Any:
    """The folder's database opened for writing, made if it is not there yet; for the lock's holder.

    Raises StoreError when it cannot be opened.
    """
    folder.check_access(writing=True)
    try:
        return _opened_at(folder.database)
    except engine().ArcadeDBError as error:
        raise opening_failed(folder, error) from error


def _opened_at(path: Path) -> Any:
    arcadedb = engine()
    made = arcadedb.database_exists(str(path))
    database = arcadedb.open_database(str(path)) if made else arcadedb.create_database(str(path))
    database.set_wal_flush("yes_nometadata")
    return database


def _as_map(record: Any) -> dict[str, Any]:
    return {**record.to_dict(), "@rid": record.get_rid(), "@type": record.get_type_name()}


def _may_be_read(folder: GraphFolder) -> bool:
    """Whether its files may be read; a writer closes some of them off while it is at work.

    Raises StoreError when one may not be read, and nobody writes.
    """
    try:
        folder.check_access(writing=False)
    except StoreError:
        if folder.being_written():
            return False
        raise
    return True
