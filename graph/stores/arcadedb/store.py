"""A graph in a folder, kept by ArcadeDB inside this process: the default, nothing to start.

What always holds here: any number of questions may run at once, each of them, and each long export,
from one state of the graph; none of them writes anything into the folder. While a writer is at work
who reads is answered from the graph as it was before.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final, Self

from graphq.graph.errors import GraphqError, ReadOnlyError, StoreBusyError, StoreError
from graphq.graph.limits import Memory
from graphq.graph.records import (
    NodeRecord,
    Parameters,
    PathRecord,
    RelationshipRecord,
    Row,
    dated,
    normalised,
)
from graphq.graph.refused import refused
from graphq.graph.store import MEMORY_TO_WRITE, Bulk, ListedRows, Step, StoreInfo, StoreOptions
from graphq.graph.stores.arcadedb import view
from graphq.graph.stores.arcadedb.access import check_access
from graphq.graph.stores.arcadedb.errors import no_graph, opening_failed, statement_failed
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.interruptible import Interruptible
from graphq.graph.stores.arcadedb.native import engine, rows_of
from graphq.graph.stores.reading import SCANNED_AT_ONCE, no_text, refuse_files, scanning

_LEAST_HEAP: Final = MEMORY_TO_WRITE
"""MB without which the engine spends its time on looking for memory. It keeps what it is first
given, also where a load looks at a graph before it writes."""
LANGUAGE: Final = "opencypher"
_PATH = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
_NODE_RID, _STEP_RID = re.compile(r"\((#\d+:\d+)\)"), re.compile(r"\[(#\d+:\d+)\]")


class EmbeddedStore:
    """A folder's graph opened for reading: one state of it, from the opening to the end."""

    is_whole = True

    def __init__(
        self, folder: GraphFolder, database: Any, options: StoreOptions | None = None
    ) -> None:
        """Take over an open database; use `for_reading` instead."""
        self._folder = folder
        self._opened = database
        self._options = options or StoreOptions()
        self._edge_types: frozenset[str] | None = None
        self._is_closed = False
        self._asked_by_main = Interruptible()

    @classmethod
    def for_reading(cls, path: Path, options: StoreOptions) -> Self:
        """Open the folder's graph as it is now.

        Raises StoreError when there is none, or it is damaged, and StoreBusyError when a writer of
        an earlier release has it.
        """
        folder = GraphFolder(path)
        # A question may hold a statement that somebody made up: its memory has a limit.
        arcadedb = engine(f"-Xmx{max(_LEAST_HEAP, options.statement_memory)}m", alone=options.alone)
        deadline = time.monotonic() + options.wait_seconds
        told = False
        while True:
            if not folder.exists():
                raise no_graph(folder)
            stamp = folder.stamp()
            try:
                found = folder.readable()
                if found is None and not folder.being_written():
                    raise no_graph(folder)
                if found is not None:
                    check_access(found)
                    database = view.opened(
                        arcadedb, found, options, listed_for_certain=folder.is_listed
                    )
                    if folder.stamp() == stamp:
                        return cls(folder, database, options)
                    # It was replaced just now, under the files that were being opened.
                    database.close()
            except (StoreError, OSError, arcadedb.ArcadeDBError) as error:
                if folder.stamp() == stamp:
                    raise _told_of_opening(folder, error) from error
            # A graph that was only replaced meanwhile, however slow this process was, is free.
            if time.monotonic() >= deadline and folder.being_written():
                raise StoreBusyError(
                    f"{folder.path} is being written to by {folder.holder()}, and was not free "
                    f"within {options.wait_seconds:g} seconds; ask again when it is done"
                )
            if not told and folder.being_written():
                options.on_wait(f"Waiting for {folder.holder()} to finish with {folder.path} …")
                told = True
            time.sleep(0.05)

    @property
    def _database(self) -> Any:
        """The open database. Raises StoreError when it was closed, or a bulk load has it."""
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
            database, given = self._database, dict(parameters or {})
            memory = Memory(self._options.statement_memory)

            def answered() -> list[Row]:
                return rows_of(database.query(LANGUAGE, statement, given), memory.check)

            rows = self._asked_by_main.do(answered)
        return [{key: self._common(value) for key, value in row.items()} for row in rows]

    def scan(self, matching: str, values: Sequence[str]) -> Iterator[ListedRows]:
        """Go through all that is matched, some rows at a time; see `graphq.graph.store.Store`."""
        statement = scanning(matching, values)
        refuse_files(statement)
        asked = self._asked_by_main.do
        with self._told(statement):
            database = self._database
            found = asked(lambda: database.query(LANGUAGE, statement))
        # What is left open when nobody reads on would keep the engine's threads for minutes.
        with contextlib.closing(found):
            while True:
                with self._told(statement):
                    rows = asked(
                        lambda: [row.get("row") for row in itertools.islice(found, SCANNED_AT_ONCE)]
                    )
                if not rows:
                    return
                yield rows

    def write(self, steps: Iterable[Step]) -> None:
        """Raises ReadOnlyError: it was opened for reading."""
        raise ReadOnlyError(f"{self._folder.path} was opened for reading, and cannot be written to")

    def define(self, statements: Iterable[str]) -> None:
        """Raises ReadOnlyError: it was opened for reading."""
        self.write(())

    def bulk(self) -> AbstractContextManager[Bulk]:
        """Raises ReadOnlyError: it was opened for reading."""
        raise ReadOnlyError(f"{self._folder.path} was opened for reading, and cannot be loaded")

    def info(self) -> StoreInfo:
        """Engine, version and folder."""
        return StoreInfo("ArcadeDB", str(engine().ENGINE_VERSION), str(self._folder.path))

    def close(self) -> None:
        """Let go of the graph."""
        if self._is_closed:
            return
        self._is_closed = True
        self._asked_by_main.close()
        # What a question still works on is not taken from under it; the process is about to end.
        if self._opened is not None and not self._asked_by_main.left_working:
            self._opened.close()

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
            raise statement_failed(statement, error, self._options) from error
        except UnicodeEncodeError as error:
            raise no_text(error) from error

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

    def _common(self, value: Any) -> Any:
        """The value in its common form; a path, which the engine gives as text, as a record."""
        if isinstance(value, str):
            if value.startswith("(#") and _PATH.fullmatch(value):
                try:
                    return self._path(value)
                except engine().ArcadeDBError:
                    return value  # a text that only looks like a path
            return dated(value)
        if isinstance(value, list):
            return [self._common(item) for item in value]
        if isinstance(value, dict) and "@rid" not in value:
            return {key: self._common(item) for key, item in value.items()}
        return normalised(value, self._special)

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


def _told_of_opening(folder: GraphFolder, error: Exception) -> GraphqError:
    """Why the folder cannot be opened, in a sentence."""
    if isinstance(error, GraphqError):
        return error
    if isinstance(error, OSError):
        return refused(error.filename or folder.path, error, "read")
    return opening_failed(folder, error)
