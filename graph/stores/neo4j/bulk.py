"""Many new facts onto a server, in large batches, by a thread of its own.

What always holds here: each batch is one transaction, committed whole or not at all, in the order
in which the rows were given. A server that goes away in mid-load is waited for. Whether a batch was
committed just before it went cannot be known, so what is sent again is merged by id and never
created a second time. A relationship whose end is missing ends the load; the batches before it
stay.
"""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import neo4j
from neo4j import exceptions

from graphq.graph.errors import StatementError, StoreError
from graphq.graph.model import schema
from graphq.graph.records import Row
from graphq.graph.store import NodeRows, RelationshipRows, Store
from graphq.graph.stores.background import Background

ROWS: Final = 5_000
"""Rows of one transaction."""

WAITING: Final = 3
"""Transactions that may wait. Their rows are whole until they are sent, some 30 MB each, and the
server is slower than the making of rows, so more of them would only take memory."""

LOST_SECONDS: Final = 120.0
"""How long a server that went away in mid-load is waited for."""

PAUSE: Final = 1.0
"""Seconds between two tries to reach a server that went away."""

Told = Callable[[str], contextlib.AbstractContextManager[None]]
"""Makes a sentence of what the driver raises while it runs the statement."""


@contextlib.contextmanager
def onto_server(
    store: Store,
    session: neo4j.Session,
    told: Told,
    on_wait: Callable[[str], None],
) -> Iterator[BoltBulk]:
    """Load through the session, which nothing else may use until the block has ended.

    Raises StoreError for an end that is missing, a node that is there already, and a server that
    went away and did not come back within `LOST_SECONDS`.
    """
    background = Background("graphq bulk load", WAITING)
    try:
        yield BoltBulk(store, session, told, on_wait, background)
        background.finish()
    finally:
        background.stop()


class BoltBulk:
    """Nodes and relationships on their way to the server."""

    def __init__(
        self,
        store: Store,
        session: neo4j.Session,
        told: Told,
        on_wait: Callable[[str], None],
        background: Background,
    ) -> None:
        """Use `onto_server` instead."""
        self._store, self._session, self._told, self._on_wait = store, session, told, on_wait
        self._url = store.info().place
        self._background = background

    def nodes(self, labels: tuple[str, ...], rows: Sequence[Row]) -> None:
        """Create a node of each row; see `graphq.graph.store.Bulk`."""
        for part in _parts(rows):
            self._give([_nodes(labels, part)])

    def relationships(
        self, kind: str, start_label: str, end_label: str, rows: Sequence[Row]
    ) -> None:
        """Create a relationship of each row; see `graphq.graph.store.Bulk`."""
        for part in _parts(rows):
            self._give([_relationships(kind, start_label, end_label, part)])

    def together(self, nodes: NodeRows, relationships: RelationshipRows) -> None:
        """Create what belongs together, in one transaction; see `graphq.graph.store.Bulk`."""
        self._give(
            [
                *(_nodes(labels, rows) for labels, rows in nodes.items() if rows),
                *(_relationships(*kind, rows) for kind, rows in relationships.items() if rows),
            ]
        )

    def settle(self) -> Store:
        """Wait until everything is committed; the load is ended on the store itself."""
        self._background.drain()
        return self._store

    def _give(self, writes: list[_Write]) -> None:
        self._background.give(functools.partial(self._run, writes))

    def _run(self, writes: list[_Write]) -> None:
        """Write one batch, in the background thread."""
        again, deadline = False, 0.0
        while True:
            try:
                self._try(writes, again)
                return
            except StatementError as error:
                if isinstance(error.__cause__, exceptions.ConstraintError):
                    raise StoreError(
                        "A node is in the graph already, or twice in what is loaded "
                        f"({error.__cause__.message}), so the load was ended; what was committed "
                        "before is kept. If another load is at work on the server, wait until it "
                        "has ended; mend the rows if not, and load again."
                    ) from error
                raise
            except StoreError as error:
                if not may_pass(error.__cause__):
                    raise
                if not deadline:
                    deadline = time.monotonic() + LOST_SECONDS
                    if gone(error.__cause__):
                        self._on_wait(f"Waiting for {self._url} to come back …")
                if time.monotonic() >= deadline or self._background.stopping:
                    raise StoreError(
                        f"{self._url} went away while it was being loaded, and did not come back "
                        f"within {LOST_SECONDS:g} seconds. What was committed is kept: start the "
                        "server, and load again."
                    ) from error
            # It may have been committed all the same, with only the answer lost.
            again = True
            self._background.wait(PAUSE)

    def _try(self, writes: list[_Write], again: bool) -> None:
        with self._told(writes[0].create), self._session.begin_transaction() as transaction:
            for write in writes:
                statement = write.merge if again else write.create
                parameters: dict[str, Any] = {"rows": write.rows}
                found = transaction.run(statement, parameters).single(strict=True)
                if found["n"] == len(write.rows):
                    continue
                lost = (
                    transaction.run(write.missing, parameters).single() if write.missing else None
                )
                what = (
                    f"{lost['what']} is not in the graph"
                    if lost
                    else f"Of {len(write.rows)} rows {found['n']} would have been written"
                )
                raise StoreError(
                    f"{what}, so the load was ended; what was committed before is kept. Load what "
                    "it belongs to first, or mend the row."
                )
            transaction.commit()


@dataclass(frozen=True, slots=True)
class _Write:
    """Rows of one kind: how they are created, merged if that is tried again, and looked for."""

    rows: Sequence[Row]
    create: str
    merge: str
    missing: str = ""


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), ROWS):
        yield rows[start : start + ROWS]


def _nodes(labels: tuple[str, ...], rows: Sequence[Row]) -> _Write:
    return _Write(
        rows,
        f"UNWIND $rows AS row\nCREATE (n:{':'.join(labels)})\nSET n = row.properties\n"
        "RETURN count(n) AS n",
        f"{schema.upsert_nodes(labels)}\nRETURN count(n) AS n",
    )


def _relationships(kind: str, start_label: str, end_label: str, rows: Sequence[Row]) -> _Write:
    ends = (
        "UNWIND $rows AS row\n"
        f"MATCH (a:{start_label} {{id: row.start}})\n"
        f"MATCH (b:{end_label} {{id: row.end}})\n"
    )
    return _Write(
        rows,
        f"{ends}CREATE (a)-[r:{kind}]->(b)\nSET r = row.properties\nRETURN count(r) AS n",
        f"{schema.upsert_relationships(kind, start_label, end_label)}\nRETURN count(r) AS n",
        "UNWIND $rows AS row\n"
        f"OPTIONAL MATCH (a:{start_label} {{id: row.start}})\n"
        f"OPTIONAL MATCH (b:{end_label} {{id: row.end}})\n"
        "WITH row, a, b WHERE a IS NULL OR b IS NULL\n"
        f"RETURN row.id + ': ' + CASE WHEN a IS NULL THEN '{start_label} \\'' + row.start "
        f"ELSE '{end_label} \\'' + row.end END + '\\'' AS what\nLIMIT 1",
    )


def gone(error: BaseException | None) -> bool:
    """Whether the server, or the connection to it, is gone."""
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired):
        return True
    return isinstance(error, exceptions.Neo4jError) and "DatabaseUnavailable" in str(error.code)


def may_pass(error: BaseException | None) -> bool:
    """Whether the same batch may go through in a moment.

    A server that has not enough memory for it says so as well, and would say so each time.
    """
    if gone(error):
        return True
    return (
        isinstance(error, exceptions.Neo4jError)
        and error.is_retryable()
        and "OutOfMemory" not in str(error.code)
    )
