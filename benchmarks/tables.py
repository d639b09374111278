"""Rows ready to be written, and the plainest way to write them: what a load is measured against.

What always holds here: the plain way writes just the rows and nothing besides: no check of the
ends, no record of a load.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import neo4j

from graphq.graph.records import Row
from graphq.graph.store import NodeRows, RelationshipRows, Store, StoreOptions

_AT_ONCE = 10_000
"""Rows of one UNWIND."""

Labels = tuple[str, ...]
Tie = tuple[str, str, str]
"""Type of a relationship, label of its start, label of its end."""

_TOLD_BY: Tie = ("REPORTED_BY", "Incident", "Source")


class Tables:
    """Rows of nodes by labels, and of relationships by type and the labels of their ends."""

    def __init__(self) -> None:
        """Begin with none."""
        self.nodes: dict[Labels, list[Row]] = {}
        self.ties: dict[Tie, list[Row]] = {}


class EnoughError(Exception):
    """The rows are there; the rest of the load is not wanted."""


class Keeping:
    """In place of a bulk: keeps the rows that it is given, as tables and as they came."""

    def __init__(self) -> None:
        """Begin with none."""
        self.tables = Tables()
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def nodes(self, labels: Labels, rows: Sequence[Row]) -> None:
        """Keep nodes."""
        self.calls.append(("nodes", (labels, rows)))
        self.tables.nodes.setdefault(labels, []).extend(rows)

    def relationships(self, kind: str, start: str, end: str, rows: Sequence[Row]) -> None:
        """Keep relationships."""
        self.calls.append(("relationships", (kind, start, end, rows)))
        self.tables.ties.setdefault((kind, start, end), []).extend(rows)

    def together(self, nodes: NodeRows, relationships: RelationshipRows) -> None:
        """Keep what belongs together."""
        self.calls.append(("together", (nodes, relationships)))
        for labels, rows in nodes.items():
            self.tables.nodes.setdefault(labels, []).extend(rows)
        for kind, rows in relationships.items():
            self.tables.ties.setdefault(kind, []).extend(rows)

    def tie_incidents_to_their_datasets(self) -> None:
        """Add that each incident is reported by its dataset, where that is not among the rows."""
        kind, start, end = _TOLD_BY
        known = {row["id"] for row in self.tables.ties.get(_TOLD_BY, ())}
        made = []
        for row in self.tables.nodes.get((start,), ()):
            incident, dataset = row["id"], row["properties"]["dataset"]
            key = f"reported-by:{incident}>{dataset}"
            said = {"id": key, "statedBy": [dataset]}
            made.append({"id": key, "start": incident, "end": dataset, "properties": said})
        made = [row for row in made if row["id"] not in known]
        for first in range(0, len(made), _AT_ONCE):
            self.relationships(kind, start, end, made[first : first + _AT_ONCE])

    def settle(self) -> Store:
        """End the load here. Raises EnoughError."""
        raise EnoughError


def with_unwind_create(tables: Tables, url: str) -> None:
    """Write into an empty Neo4j that has its constraints, with UNWIND and CREATE."""
    given = StoreOptions().credentials
    auth = (given.get("NEO4J_USER") or "neo4j", given["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(url, auth=auth) as driver, driver.session() as session:
        for labels, nodes in tables.nodes.items():
            statement = f"UNWIND $rows AS row CREATE (n:{':'.join(labels)}) SET n = row.properties"
            _run(session, statement, nodes)
        for (kind, start, end), ties in tables.ties.items():
            statement = (
                f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) "
                f"MATCH (b:{end} {{id: row.end}}) CREATE (a)-[r:{kind}]->(b) SET r = row.properties"
            )
            _run(session, statement, ties)


def _run(session: neo4j.Session, statement: Any, rows: Sequence[Row]) -> None:
    for first in itertools.count(0, _AT_ONCE):
        part = list(rows[first : first + _AT_ONCE])
        if not part:
            return
        session.execute_write(_create, statement, part)


def _create(transaction: neo4j.ManagedTransaction, statement: Any, rows: list[Row]) -> None:
    transaction.run(statement, rows=rows).consume()
