"""A folder opened for writing: what is written holds when it is closed, all of it or nothing.

What always holds here: one process at a time writes, under the folder's lock, and on a copy of the
graph. The copy takes the place of the graph when the store is closed; when its `with` block ends in
an exception, or the process is killed, the graph is as it was before.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graphq.graph.errors import GraphqError, StoreError
from graphq.graph.store import Step, StoreOptions
from graphq.graph.stores.arcadedb import private, view
from graphq.graph.stores.arcadedb.draft import Draft
from graphq.graph.stores.arcadedb.errors import opening_failed, statement_failed
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.native import HEAP_FOR_WRITING, engine
from graphq.graph.stores.arcadedb.store import LANGUAGE, EmbeddedStore
from graphq.graph.stores.arcadedb.totals import counts, loads

if TYPE_CHECKING:
    from graphq.graph.stores.arcadedb.bulk import EmbeddedBulk


class WritingStore(EmbeddedStore):
    """The one writer of a folder."""

    def __init__(self, folder: GraphFolder, lock: Any, draft: Draft, options: StoreOptions) -> None:
        """Take over the folder's lock and a draft; use `for_writing` instead."""
        super().__init__(folder, _opened_at(folder, draft.path), options)
        self._lock, self._draft = lock, draft
        self._to_hand_in = draft.is_first
        self._came_to_nothing = False

    @classmethod
    def for_writing(cls, path: Path, options: StoreOptions) -> Self:
        """Open the folder, which is made if it is not there.

        Raises StoreError when it cannot be written to or its graph is damaged, and StoreBusyError
        that names another writer.
        """
        folder = GraphFolder(path)
        arcadedb = engine(HEAP_FOR_WRITING, alone=options.alone)
        try:
            if not folder.exists():
                folder.mark(f"arcadedb {arcadedb.ENGINE_VERSION}")
        except OSError as error:
            raise StoreError(f"{folder.path} cannot be made: {error.strerror}") from error
        lock = folder.lock(options.command)
        try:
            private.sweep(view.PREFIX)
            draft = Draft(folder, arcadedb, options)
            try:
                return cls(folder, lock, draft, options)
            except BaseException:
                draft.discard()
                raise
        except BaseException:
            lock.release()
            raise

    @property
    def _database(self) -> Any:
        if self._came_to_nothing:
            raise StoreError(
                f"What was written came to nothing, and the graph in {self._folder.path} is as it "
                "was; open it again."
            )
        return super()._database

    def write(self, steps: Iterable[Step]) -> None:
        """Run the steps in one transaction."""
        # What is written may be the first of its type.
        self._edge_types = None
        self._to_hand_in = True
        # The engine may fail at the commit as well, which belongs to no single statement.
        with self._told(""), self._database.transaction():
            for statement, parameters in steps:
                with self._told(statement):
                    done = self._database.command(LANGUAGE, statement, dict(parameters))
                    if done is not None:
                        # What a step returns is computed as it is taken; untaken, it cannot fail.
                        done.to_list()
                        done.close()

    def define(self, statements: Iterable[str]) -> None:
        """Run constraint and index statements; they must come before any data."""
        for statement in statements:
            self.write([(statement, {})])

    def bulk(self) -> AbstractContextManager[EmbeddedBulk]:
        """Write many new facts fast; see `graphq.graph.store.Bulk`."""
        return self._in_bulk()

    @contextlib.contextmanager
    def _in_bulk(self) -> Iterator[EmbeddedBulk]:
        from graphq.graph.stores.arcadedb.bulk import into

        self._database.close()
        self._opened = None
        self._to_hand_in = True

        def failed(error: Exception) -> GraphqError:
            return statement_failed("", error)

        def reopened() -> WritingStore:
            self._opened = _opened_at(self._folder, self._draft.path)
            self._edge_types = None
            return self

        try:
            with into(self._draft, engine(), reopened, failed) as bulk:
                yield bulk
            if self._opened is None:
                reopened()
        except BaseException:
            self._came_to_nothing = True
            raise

    def close(self) -> None:
        """Let what was written hold, and let the next writer in.

        Raises StoreError when that does not work; the graph is then as it was before.
        """
        self._end(kept=True)

    def __exit__(self, *exc: object) -> None:
        """Close it; after an exception nothing of what was written is kept."""
        self._end(kept=not any(exc))

    def _end(self, *, kept: bool) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        database, self._opened = self._opened, None
        try:
            if database is not None:
                self._hand_in(database, kept=kept)
        finally:
            try:
                self._draft.discard()
            finally:
                self._lock.release()

    def _hand_in(self, database: Any, *, kept: bool) -> None:
        with self._told(""):
            try:
                if not (kept and self._to_hand_in):
                    return
                expected = counts(database)
                loaded = loads(database)
            finally:
                database.close()
            self._draft.hand_in(expected, loaded)


def _opened_at(folder: GraphFolder, path: Path) -> Any:
    """The engine's database there, made if there is none. Raises StoreError."""
    arcadedb = engine()
    try:
        known = arcadedb.database_exists(str(path))
        opening = arcadedb.open_database if known else arcadedb.create_database
        database = opening(str(path))
    except arcadedb.ArcadeDBError as error:
        raise opening_failed(folder, error) from error
    database.set_wal_flush("yes_nometadata")
    return database
