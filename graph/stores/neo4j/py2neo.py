"""A Neo4j that a program has open with py2neo, for reading.

What always holds here: every statement goes in a read-only transaction, which the server enforces;
rows come out as from the other stores. py2neo is no longer maintained, so nothing else rests on it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NoReturn, Self

from graphq.graph.errors import ReadOnlyError, StatementError, StoreError, UsageError
from graphq.graph.extras import how_to_install
from graphq.graph.records import (
    NodeRecord,
    Parameters,
    PathRecord,
    RelationshipRecord,
    Row,
    normalised,
)
from graphq.graph.store import Bulk, ListedRows, Step, StoreInfo
from graphq.graph.stores.reading import SCANNED_AT_ONCE, refuse_files, scanning

_READS_ONLY = (
    "A py2neo.Graph is only asked here; nothing is written through it. Facts enter the graph with "
    "graphq load."
)


class Py2neoStore:
    """A `py2neo.Graph`, read from."""

    is_whole = False

    def __init__(self, graph: Any) -> None:
        """Take a `py2neo.Graph`; use `of`, which checks that it is one."""
        self._graph = graph

    @classmethod
    def of(cls, graph: Any) -> Self:
        """The store of the graph. Raises UsageError when it is no `py2neo.Graph`."""
        try:
            from py2neo import Graph
        except ImportError as error:
            raise UsageError(
                f"py2neo is not installed here: {how_to_install('py2neo')}. "
                'Or open the server by its address: graphq.open("neo4j://localhost:7687").'
            ) from error
        if not isinstance(graph, Graph):
            raise UsageError(f"from_py2neo takes a py2neo.Graph, and this is a {type(graph)}.")
        return cls(graph)

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Rows of a statement that only reads; the server refuses any other."""
        refuse_files(statement)
        with _told(statement):
            found = self._graph.query(statement, dict(parameters or {}))
            keys = found.keys()
            return [
                {
                    key: normalised(value, _special)
                    for key, value in zip(keys, record.values(), strict=True)
                }
                for record in found
            ]

    def scan(self, matching: str, values: Sequence[str]) -> Iterator[ListedRows]:
        """Go through all that is matched, some rows at a time; see `graphq.graph.store.Store`."""
        statement = scanning(matching, values)
        refuse_files(statement)
        with _told(statement):
            found = self._graph.query(statement)
            rows: ListedRows = []
            for record in found:
                rows.append([_listed(value) for value in record[0]])
                if len(rows) == SCANNED_AT_ONCE:
                    yield rows
                    rows = []
        if rows:
            yield rows

    def write(self, steps: Iterable[Step]) -> NoReturn:
        """Raises ReadOnlyError."""
        raise ReadOnlyError(_READS_ONLY)

    def define(self, statements: Iterable[str]) -> NoReturn:
        """Raises ReadOnlyError."""
        raise ReadOnlyError(_READS_ONLY)

    def bulk(self) -> AbstractContextManager[Bulk]:
        """Raises ReadOnlyError."""
        raise ReadOnlyError(_READS_ONLY)

    def info(self) -> StoreInfo:
        """Engine, version and address."""
        with _told(""):
            service = self._graph.service
            return StoreInfo("Neo4j", str(service.kernel_version), str(service.uri))

    def close(self) -> None:
        """The graph is its owner's, and stays open."""

    def __enter__(self) -> Self:
        """Use the store in a `with` block."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Nothing is closed."""


def _special(value: Any) -> Any:
    from interchange import time
    from py2neo.data import Node, Path, Relationship

    match value:
        case Node():
            return NodeRecord(tuple(sorted(value.labels)), _properties(value))
        case Path():
            # A path of py2neo 2021 is one of single relationships in the order of its nodes.
            return PathRecord(
                tuple(_special(node) for node in value.nodes),
                tuple(_ends(link) for link in value.relationships),
            )
        case Relationship():
            return RelationshipRecord(type(value).__name__, _properties(value))
        case time.Date():
            return value.to_native()
        case time.DateTime() | time.Time() | time.Duration():
            return value.iso_format()
        case dict():
            return value
        case _:
            return str(value)


def _ends(link: Any) -> RelationshipRecord:
    start, end = (str(node.get("id", "")) for node in (link.start_node, link.end_node))
    return RelationshipRecord(type(link).__name__, _properties(link), start, end)


def _properties(entity: Any) -> Row:
    return {key: normalised(item, _special) for key, item in sorted(dict(entity).items())}


def _listed(value: Any) -> Any:
    """A value of a scan; a day becomes text, as it is in the embedded engine."""
    from interchange import time

    return value.iso_format() if isinstance(value, time.Date) else value


@contextlib.contextmanager
def _told(statement: str) -> Iterator[None]:
    """Turn what py2neo raises into a sentence that says what to do."""
    from py2neo.client import ConnectionBroken, ConnectionUnavailable
    from py2neo.errors import Neo4jError, ServiceUnavailable

    try:
        yield
    except Neo4jError as error:
        if str(error.code).endswith("AccessMode"):
            raise ReadOnlyError(_READS_ONLY) from error
        raise StatementError(
            f"The statement failed: {error.message}\n{statement.strip()[:300]}".strip()
        ) from error
    except (ServiceUnavailable, ConnectionUnavailable, ConnectionBroken, OSError) as error:
        raise StoreError(
            f"The server of this py2neo.Graph does not answer ({error}). Start it, and ask again."
        ) from error
