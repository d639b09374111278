"""Whoever speaks Bolt can ask a served folder as it would a Neo4j, and nobody can change it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import neo4j
import pytest
from neo4j import exceptions

from graphq.cypher.ask.catalog import questions
from graphq.graph.errors import ReadOnlyError, StoreError
from graphq.graph.opening import open_store
from graphq.graph.store import Store, StoreOptions
from graphq.graph.stores.arcadedb.bolt import messages as bolt
from graphq.graph.stores.arcadedb.bolt.packstream import Value
from tests.cypher.write_expected import cases, rows_of
from tests.graph.serve.served import USER, Serving
from tests.graph.serve.wire import Wire, secret
from tests.neo4j_fixture import skip_or_fail

CLIENT = Path(__file__).parent / "client"

WRITES = {
    "a node": "CREATE (n:Group {id: 'new'}) RETURN n",
    "a node of a new label": "CREATE (:Unheard {id: 'new'})",
    "a relationship": "MATCH (a:Group {id: 'jnim'}), (b:Group {id: 'aqim'}) CREATE (a)-[:LED]->(b)",
    "a merge": "MERGE (:Group {id: 'new'})",
    "a property": "MATCH (g:Group {id: 'jnim'}) SET g.name = 'other'",
    "a property less": "MATCH (g:Group {id: 'jnim'}) REMOVE g.name",
    "a label": "MATCH (g:Group {id: 'jnim'}) SET g:Unheard",
    "a deletion": "MATCH (g:Group {id: 'jnim'}) DETACH DELETE g",
    "relationships less": "MATCH ()-[r:LED]->() DELETE r",
    "a loop": "FOREACH (x IN [1] | CREATE (:Group {id: 'new'}))",
    "a subquery": "CALL (*) { CREATE (:Group {id: 'new'}) } RETURN 1 AS x",
    "batches": "CALL { MATCH (g:Group) SET g.name = 'other' } IN TRANSACTIONS",
    "an index": "CREATE INDEX new FOR (g:Group) ON (g.founded)",
    "a constraint": "CREATE CONSTRAINT new FOR (g:Group) REQUIRE g.name IS UNIQUE",
    "a constraint less": "DROP CONSTRAINT group_id",
    "a user": "CREATE USER intruder SET PASSWORD 'long-enough-1'",
    "another password": f"ALTER USER {USER} SET PASSWORD 'long-enough-1'",
    "a file": "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "a web page": "LOAD CSV FROM 'http://192.0.2.1/x.csv' AS line RETURN line",
}
REFUSED = "Neo.ClientError.Security.Forbidden"
WHOLE = (
    "MATCH (n) WITH count(n) AS nodes, sum(size(keys(n))) AS properties, "
    "sum(size(labels(n))) AS labels MATCH ()-[r]->() "
    "RETURN nodes, properties, labels, count(r) AS relationships, sum(size(keys(r))) AS more"
)


@pytest.fixture(scope="module")
def driver(served: Serving) -> Iterator[neo4j.Driver]:
    """Neo4j's own driver, connected as the printed lines say."""
    with neo4j.GraphDatabase.driver(served.address, auth=(USER, served.password)) as connected:
        yield connected


@pytest.fixture(scope="module")
def store(served: Serving) -> Iterator[Store]:
    """graphq itself, connected to it as to a server."""
    with served.store() as connected:
        yield connected


def rows(driver: neo4j.Driver, statement: str, **more: Any) -> list[dict[str, Any]]:
    return [record.data() for record in driver.execute_query(statement, **more).records]


@pytest.mark.parametrize("name", questions())
def test_a_question_gives_the_rows_written_down(store: Store, name: str) -> None:
    for case in cases(name):
        assert rows_of(store, name, case["parameters"]) == case["rows"]


def test_nodes_relationships_and_paths_come_as_they_do_from_the_folder(
    store: Store, jnim_folder: Path
) -> None:
    statement = (
        "MATCH path = (g:Group)-[r:PREDECESSOR_IN]->(c:ChangeEvent {id: $id}) "
        "RETURN path, g, r, c, date('2017-03-02') AS day, null AS nothing, [1, 2.5] AS list "
        "ORDER BY g.id"
    )
    with open_store(jnim_folder) as folder:
        expected = folder.read(statement, {"id": "chg-jnim-2017"})
    found = store.read(statement, {"id": "chg-jnim-2017"})
    assert len(found) > 3
    for got, wanted in zip(found, expected, strict=True):
        # A day on its own is text in the folder's engine; over Bolt it is a day.
        assert {**got, "day": str(got["day"])} == {**wanted, "day": str(wanted["day"])}


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
@pytest.mark.parametrize("database", [None, "neo4j"])
def test_a_driver_may_name_the_database_or_none(
    served: Serving, scheme: str, database: str | None
) -> None:
    address = f"{scheme}://localhost:{served.port}"
    with neo4j.GraphDatabase.driver(address, auth=(USER, served.password)) as connected:
        found = rows(connected, "MATCH (g:Group {id: 'jnim'}) RETURN g.name", database_=database)
    assert found == [{"g.name": "JNIM"}]


@pytest.mark.parametrize("version", bolt.VERSIONS)
def test_every_version_of_bolt_that_the_engine_speaks_is_spoken(
    served: Serving, version: tuple[int, int]
) -> None:
    with Wire(served) as wire:
        offered = bytes((0, 0, version[1], version[0]))
        assert wire.shake_hands(offered + bytes(12)) == offered
        who = secret(served.password)
        separate = version >= bolt.SEPARATE_LOGON
        wire.say(bolt.HELLO, {"user_agent": "by hand", **({} if separate else who)})
        if separate:
            assert bolt.kind(wire.answer() or b"") == bolt.SUCCESS
            wire.say(bolt.LOGON, who)
        assert bolt.kind(wire.answer() or b"") == bolt.SUCCESS
        wire.say(bolt.RUN, "RETURN 7 AS x", {}, {})
        assert bolt.kind(wire.answer() or b"") == bolt.SUCCESS
        how_many: list[Value] = [] if version == (3, 0) else [{"n": -1}]
        wire.say(bolt.PULL, *how_many)
        assert (wire.hear() or b"").endswith(b"\x91\x07")
        assert bolt.kind(wire.answer() or b"") == bolt.SUCCESS


def test_what_clients_ask_on_connecting_is_answered(driver: neo4j.Driver) -> None:
    assert rows(driver, "CALL dbms.components()")[0]["name"] == "Neo4j Kernel"
    assert {row["name"] for row in rows(driver, "SHOW DATABASES")} == {"neo4j", "system"}
    assert {"Group", "ArmedGroup", "Merger"} <= {
        row["label"] for row in rows(driver, "CALL db.labels()")
    }
    assert {"LED", "PREDECESSOR_IN"} <= {
        row["relationshipType"] for row in rows(driver, "CALL db.relationshipTypes()")
    }
    assert len(rows(driver, "SHOW INDEXES")) > 5


@pytest.mark.parametrize("managed", [False, True], ids=["by itself", "in a transaction"])
@pytest.mark.parametrize("what", WRITES)
def test_a_write_is_refused_and_changes_nothing(
    driver: neo4j.Driver, what: str, managed: bool
) -> None:
    before = rows(driver, WHOLE)
    with driver.session() as session:

        def write() -> None:
            if managed:
                session.execute_write(lambda transaction: transaction.run(WRITES[what]).consume())
            else:
                session.run(WRITES[what]).consume()

        with pytest.raises(exceptions.ClientError) as refused:
            write()
    assert refused.value.code == REFUSED
    assert rows(driver, WHOLE) == before


def test_graphq_says_that_a_served_folder_is_only_read(served: Serving, store: Store) -> None:
    for what in ("a node", "a property"):
        with pytest.raises(
            ReadOnlyError, match="for reading only; facts enter it with graphq load"
        ):
            store.read(WRITES[what])
    given = StoreOptions(credentials={"NEO4J_PASSWORD": served.password})
    with pytest.raises(ReadOnlyError, match="a folder that graphq serve has opened"):
        open_store(served.address, "write", given)
    assert store.info().engine == "ArcadeDB"


@pytest.mark.parametrize(
    ("user", "password"),
    [(USER, "not-the-password"), (USER, ""), ("root", None), ("root", "root"), ("intruder", None)],
)
def test_without_the_user_and_the_password_nobody_gets_in(
    served: Serving, user: str, password: str | None
) -> None:
    auth = (user, served.password if password is None else password)
    with (
        pytest.raises(exceptions.AuthError),
        neo4j.GraphDatabase.driver(served.address, auth=auth) as driver,
    ):
        driver.verify_connectivity()


def test_without_credentials_nobody_gets_in(served: Serving) -> None:
    with (
        pytest.raises(exceptions.Neo4jError),
        neo4j.GraphDatabase.driver(served.address) as driver,
    ):
        driver.execute_query("RETURN 1")


@pytest.mark.parametrize("name", ["other", "../config", "system/.."])
def test_there_is_no_other_database(served: Serving, name: str) -> None:
    with (
        served.store(NEO4J_DATABASE=name) as store,
        pytest.raises(StoreError, match=r"no such database: .* See NEO4J_DATABASE"),
    ):
        store.read("RETURN 1 AS x")


def test_fifty_clients_at_once_are_answered(served: Serving) -> None:
    together = Barrier(50)

    def ask(number: int) -> tuple[int, str, int]:
        with (
            neo4j.GraphDatabase.driver(served.address, auth=(USER, served.password)) as driver,
            driver.session() as session,
        ):
            together.wait(60)
            found = session.run(
                "MATCH (g:Group {id: 'jnim'}) MATCH (i:Incident) "
                "RETURN $number AS number, g.name AS name, count(i) AS incidents",
                number=number,
            ).single(strict=True)
            return found["number"], found["name"], found["incidents"]

    with ThreadPoolExecutor(50) as clients:
        answers = list(clients.map(ask, range(50)))
    (incidents,) = {answer[2] for answer in answers}
    assert answers == [(number, "JNIM", incidents) for number in range(50)]
    assert incidents > 100


def shell(served: Serving, password: str, *statements: str) -> list[dict[str, Any]]:
    """What the shell on Neo4j's driver for JavaScript says to each statement."""
    node = shutil.which("node")
    if node is None or not (CLIENT / "node_modules").is_dir():
        skip_or_fail(
            "The driver for JavaScript was left out: it needs Node, and npm ci in "
            "tests/graph/serve/client.",
            "GRAPHQ_REQUIRE_NODE",
        )
    done = subprocess.run(
        [node, "shell.mjs", served.address, USER],
        cwd=CLIENT,
        input="\n".join(statements),
        env=os.environ | {"NEO4J_PASSWORD": password},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_shell_on_another_driver_is_answered_and_kept_from_writing(served: Serving) -> None:
    asked = (
        "MATCH (g:Group {id: 'jnim'})<-[:RESULTED_IN]-(c:ChangeEvent) RETURN g, c.name AS change",
        "MATCH path = (:ChangeEvent {id: 'chg-jnim-2017'})-[:RESULTED_IN]->(:Group) RETURN path",
    )
    (first, second, *refused, last) = shell(
        served, served.password, *asked, WRITES["a node"], WRITES["a property"], asked[0]
    )
    (row,) = first["rows"]
    assert row["change"] == "JNIM merger 2017"
    assert row["g"]["labels"] == ["ArmedGroup", "Group"]
    assert row["g"]["properties"]["name"] == "JNIM"
    (drawn,) = (row["path"] for row in second["rows"])
    assert [node["properties"]["name"] for node in drawn["nodes"]] == ["JNIM merger 2017", "JNIM"]
    assert [answer["code"] for answer in refused] == [REFUSED, REFUSED]
    assert last == first


def test_a_shell_with_a_wrong_password_is_refused(served: Serving) -> None:
    (answer,) = shell(served, "not-the-password", "RETURN 1 AS x")
    assert answer["code"] == "Neo.ClientError.Security.Unauthorized"
