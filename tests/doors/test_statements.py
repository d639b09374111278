"""Statements that would write, read files, reach the net or break: none does, and each is told."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from graphq.graph.errors import GraphqError
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from tests.figures import tried
from tests.neo4j.provide import Neo4jAddress
from tests.stores_fixture import ENGINES, open_empty, options_for

SEED: Final = 20
WRITES: Final = (
    "CREATE (n:Evil {id: 'evil'})", "MERGE (n:Evil {id: 'evil'})", "MATCH (n) SET n.evil = 1",
    "MATCH (n) SET n:Evil", "MATCH (n) SET n = {}", "MATCH (n) SET n += {evil: 1}",
    "MATCH (n) REMOVE n.name", "MATCH (n) DETACH DELETE n", "MATCH (n) DELETE n",
    "MATCH ()-[r]->() DELETE r", "FOREACH (x IN [1] | CREATE (:Evil))",
    "MATCH (n) FOREACH (x IN [1] | SET n.evil = x)", "CALL { CREATE (n:Evil) }",
    "UNWIND [1, 2] AS x CREATE (:Evil {x: x})", "INSERT (n:Evil)",
    "MATCH (a), (b) CREATE (a)-[:EVIL]->(b)", "CALL { CREATE (n:Evil) } IN TRANSACTIONS",
)  # fmt: skip
DISGUISES: Final = (
    "{}", "/* reads only */ {}", "// reads only\n{}", "{} RETURN 1 AS a", "\n\t\r {} ;",
    "WITH 1 AS one {} RETURN one", "RETURN 1 AS a UNION {} RETURN 2 AS a", "PROFILE {}",
    "CYPHER 5 {}", "MATCH (g:Group) WITH g LIMIT 1 {}", "CALL {{ {} RETURN 1 AS a }} RETURN a",
)  # fmt: skip
OTHERS: Final = (
    "CREATE INDEX evil FOR (n:Group) ON (n.evil)", "DROP INDEX evil IF EXISTS",
    "CREATE CONSTRAINT evil FOR (n:Evil) REQUIRE n.id IS UNIQUE", "DROP CONSTRAINT evil IF EXISTS",
    "CREATE DATABASE evil", "DROP DATABASE neo4j", "ALTER DATABASE neo4j SET ACCESS READ ONLY",
    "CREATE USER evil SET PASSWORD 'password1'", "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "GRANT ROLE admin TO evil", "STOP DATABASE neo4j", "TERMINATE TRANSACTIONS 'x'",
    "LOAD CSV FROM '{secret}' AS line RETURN line", "load\u00a0csv from '{secret}' as l return l",
    "LOAD/**/CSV FROM '{secret}' AS line RETURN line", "CALL {{ LOAD CSV FROM '{secret}' AS line "
    "RETURN line }} RETURN line", "\\u004cOAD CSV FROM '{secret}' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:9/x' AS line RETURN line",
    "CALL apoc.load.json('{secret}') YIELD value RETURN value", "RETURN load.json('{secret}') AS x",
    "CALL apoc.load.csv('{secret}')", "CALL apoc.import.csv([], [], {{}})",
    "CALL apoc.export.json.all('{folder}/out.json', {{}})", "CALL apoc.cypher.runFile('{secret}')",
    "CALL apoc.cypher.doIt('CREATE (:Evil)', {{}}) YIELD value RETURN value",
    "CALL apoc.cypher.runWrite('CREATE (:Evil)', {{}})", "CALL apoc.systemdb.graph()",
    "CALL apoc.periodic.commit('CREATE (:Evil)', {{}})", "RETURN system.exec('id') AS x",
    "CALL dbms.setConfigValue('x', 'y')", "CALL db.createLabel('Evil')",
    "CALL db.clearQueryCaches()",
    "CALL dbms.security.createUser('evil', 'password1')", "CALL db.create.setNodeVectorProperty(1)",
    "CALL sql('DELETE VERTEX FROM Group')", "RETURN sql('DELETE VERTEX FROM Group') AS x",
    "DELETE VERTEX FROM Group", "INSERT INTO Group SET id = 'evil'", "TRUNCATE TYPE Group UNSAFE",
    "DROP TYPE Group UNSAFE", "IMPORT DATABASE {secret}",
    "EXPORT DATABASE file://{folder}/out.json",
    "BACKUP DATABASE file://{folder}/out.zip", "CHECK DATABASE FIX", "\\u0043REATE (:Evil)",
    "CR\\u0045ATE (:Evil)", "MATCH (n) RETURN n; CREATE (:Evil)", "; CREATE (:Evil)",
    "RETURN exists {{ CREATE (:Evil) }} AS x", "RETURN COUNT {{ MATCH (n) SET n.x = 1 }} AS x",
    "RETURN COLLECT {{ CREATE (n:Evil) RETURN n }} AS x", "USE system CREATE (:Evil)",
    "RETURN [x IN [1] | CREATE (:Evil)] AS x", "START n=node(*) DELETE n", "", " ", "//", "/*", "'",
    "`", "$", "MATCH", "RETURN '\\u0027", "RETURN $missing AS x", "RETURN 1/0 AS x",
    "RETURN \ud800 AS x", "RETURN '\udcff' AS x", "\x00", "((((((((((((",
    "RETURN toInteger({{}}) AS x",
)  # fmt: skip


def statements(folder: Path, secret: Path) -> list[str]:
    """Every other one as it is, and two hundred of the writes in a disguise each."""
    disguised = [d.format(w) for w, d in itertools.product(WRITES, DISGUISES)]
    chosen = random.Random(SEED).sample(disguised, min(len(disguised), 150))
    places = {"secret": secret.as_uri(), "folder": str(folder)}
    return [*chosen, *(text.format(**places) for text in OTHERS)]


@pytest.fixture(scope="module", params=ENGINES)
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A small graph, open for reading: once in a folder, once on Neo4j."""
    folder = tmp_path_factory.mktemp("statements") / "graph"
    with open_empty(request.param, folder, request) as writing:
        writing.write(
            [("CREATE (:Group {id: 'g', name: 'G'})-[:ALLIED_WITH]->(:Group {id: 'h'})", {})]
        )
    if request.param == "folder":
        with open_store(folder) as reading:
            yield reading
        return
    address: Neo4jAddress = request.getfixturevalue("neo4j_address")
    with open_store(address.uri, "read", options_for(address)) as reading:
        yield reading


def held(store: Store) -> list[object]:
    return [
        store.read("MATCH (n) RETURN labels(n) AS l, properties(n) AS p ORDER BY n.id"),
        store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b"),
        store.read("SHOW INDEXES YIELD name RETURN count(name) AS n")
        if "Neo4j" in store.info().engine
        else [],
    ]


def test_nothing_is_written_read_or_broken(store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("the-secret\n", encoding="utf-8")
    before = held(store)
    tries = statements(tmp_path, secret)
    lost: list[tuple[str, str]] = []
    for statement in tries:
        try:
            rows = store.read(statement)
        except GraphqError as error:
            if "the-secret" in str(error) or "Traceback" in str(error) or not str(error).strip():
                lost.append((statement, str(error)))
        else:
            if "the-secret" in str(rows):
                lost.append((statement, str(rows)))
    assert held(store) == before
    assert [file.name for file in tmp_path.iterdir()] == ["secret.csv"]
    tried("hostile statements", len(tries), len(tries) - len(lost), seed=SEED)
    assert lost == []
    assert len(tries) >= 200
