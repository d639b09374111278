"""Rows ready to be written, and the plainest ways to write them: what a load is measured against.

What always holds here: a plain way writes just the rows, with the engine's fastest means and
nothing besides: no check of the ends, no record of a load, nothing that survives being killed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import neo4j

from graphq.graph.opening import open_store
from graphq.graph.records import Row
from graphq.graph.store import NodeRows, RelationshipRows, Store, StoreOptions
from graphq.graph.write.writer import prepare

_BATCH = 5_000
_AT_ONCE = 10_000
"""Rows of one UNWIND."""

Labels = tuple[str, ...]
Tie = tuple[str, str, str]
"""Type of a relationship, label of its start, label of its end."""


class Tables:
    """Rows of nodes by labels, and of relationships by type and the labels of their ends."""

    def __init__(self) -> None:
        """Begin with none."""
        self.nodes: dict[Labels, list[Row]] = {}
        self.ties: dict[Tie, list[Row]] = {}

    def batches(self) -> Iterator[tuple[Labels | Tie, bool, list[Row]]]:
        """The rows as an importer hands them over: labels or type, whether nodes, some rows."""
        for labels, rows in self.nodes.items():
            for start in range(0, len(rows), _BATCH):
                yield labels, True, rows[start : start + _BATCH]
        for tie, rows in self.ties.items():
            for start in range(0, len(rows), _BATCH):
                yield tie, False, rows[start : start + _BATCH]

    def counts(self) -> tuple[int, int]:
        """How many nodes and how many relationships."""
        return sum(map(len, self.nodes.values())), sum(map(len, self.ties.values()))


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

    def settle(self) -> Store:
        """End the load here. Raises EnoughError."""
        raise EnoughError


def with_batch_writer(tables: Tables, folder: Path) -> None:
    """Write into a new folder with ArcadeDB's batch writer, and nothing else."""
    import arcadedb

    with open_store(folder, "write") as store:
        prepare(store)
    with arcadedb.open_database(str(folder / "db")) as database:
        for labels in tables.nodes:
            for label in labels:
                database.command("sql", f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS")
            if len(labels) > 1:
                made, of = "~".join(sorted(labels)), ", ".join(sorted(labels))
                database.command("sql", f"CREATE VERTEX TYPE `{made}` IF NOT EXISTS EXTENDS {of}")
        for kind, _, _ in tables.ties:
            database.command("sql", f"CREATE EDGE TYPE `{kind}` IF NOT EXISTS")
        made_by_label: dict[str, dict[str, str]] = {}
        with database.graph_batch() as batch:
            for key, are_nodes, part in tables.batches():
                properties = [row["properties"] for row in part]
                if are_nodes:
                    records = batch.create_vertices("~".join(sorted(key)), properties)
                    found = made_by_label.setdefault(key[0], {})
                    found.update(
                        (row["id"], record) for row, record in zip(part, records, strict=True)
                    )
                else:
                    kind, start, end = key
                    starts = [made_by_label[start][row["start"]] for row in part]
                    ends = [made_by_label[end][row["end"]] for row in part]
                    batch.new_edges(starts, kind, ends, properties)


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
