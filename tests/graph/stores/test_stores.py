"""Both engines give the same rows, refuse to write while reading, and tell what failed.

Every statement here is run as it stands on both, and its rows are compared with one expectation.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphq.graph.errors import GraphqError, ReadOnlyError, StatementError, StoreError
from graphq.graph.model.own import MODEL_VERSION
from graphq.graph.opening import is_server, open_store
from graphq.graph.records import NodeRecord, PathRecord, RelationshipRecord, dated
from graphq.graph.store import Store
from graphq.graph.stores.arcadedb.writing import WritingStore
from graphq.graph.version import check_version
from graphq.graph.write.writer import prepare
from tests.graph.make import everything

DAY = date(2017, 3, 2)
GROUP = NodeRecord(
    ("ArmedGroup", "Group"),
    {
        "id": "a",
        "day": DAY,
        "month": "2017-03",
        "words": ["x", "y"],
        "share": 1.5,
        "whole": 2.0,
        "count": 3,
        "yes": True,
    },
)
CHANGE = NodeRecord(("ChangeEvent", "Merger"), {"id": "m"})
ENTERED = RelationshipRecord("PREDECESSOR_IN", {"id": "r", "since": DAY})
IN_PATH = RelationshipRecord("PREDECESSOR_IN", {"id": "r", "since": DAY}, "a", "m")


@pytest.fixture
def pair(empty_store: Store) -> Store:
    """A group that entered a change."""
    properties = {"day": DAY, "month": "2017-03", "words": ["x", "y"], "share": 1.5}
    properties |= {"id": "a", "whole": 2.0, "count": 3, "yes": True}
    steps: list[tuple[str, dict[str, Any]]] = [
        ("CREATE (a:Group:ArmedGroup) SET a = $properties", {"properties": properties}),
        ("CREATE (:ChangeEvent:Merger {id: 'm'})", {}),
        (
            "MATCH (a:Group {id: 'a'}), (m:ChangeEvent {id: 'm'}) "
            "CREATE (a)-[:PREDECESSOR_IN {id: 'r', since: $day}]->(m)",
            {"day": DAY},
        ),
    ]
    empty_store.write(steps)
    return empty_store


ROWS: dict[str, tuple[str, list[Any]]] = {
    "a day": ("MATCH (a:Group) RETURN a.day AS x", [DAY]),
    "a partly known date": ("MATCH (a:Group) RETURN a.month AS x", ["2017-03"]),
    "a list": ("MATCH (a:Group) RETURN a.words AS x", [["x", "y"]]),
    "true": ("MATCH (a:Group) RETURN a.yes AS x", [True]),
    "a number": ("MATCH (a:Group) RETURN a.share AS x", [1.5]),
    "a whole number that is a number": ("MATCH (a:Group) RETURN a.whole AS x", [2.0]),
    "an integer": ("MATCH (a:Group) RETURN a.count AS x", [3]),
    "a great integer": ("RETURN 9007199254740993 AS x", [9007199254740993]),
    "nothing": ("MATCH (a:Group) RETURN a.unknown AS x", [None]),
    "an empty text, list and map": ("RETURN ['', [], {}] AS x", [["", [], {}]]),
    "a map": ("RETURN {a: 1, b: 'two'} AS x", [{"a": 1, "b": "two"}]),
    "days deep in a map in a list": (
        "MATCH (a:Group) RETURN [{day: a.day, all: [date('2012-02-29')]}, null] AS x",
        [[{"day": DAY, "all": [date(2012, 2, 29)]}, None]],
    ),
    "a node": ("MATCH (a:Group) RETURN a AS x", [GROUP]),
    "nodes in a list in a map": ("MATCH (a:Group) RETURN {n: [a]} AS x", [{"n": [GROUP]}]),
    "a relationship": ("MATCH ()-[r]->() RETURN r AS x", [ENTERED]),
    "a path forwards": (
        "MATCH x = (:Group)-[]->() RETURN x",
        [PathRecord((GROUP, CHANGE), (IN_PATH,))],
    ),
    "a path backwards": (
        "MATCH x = (:ChangeEvent)<-[]-() RETURN x",
        [PathRecord((CHANGE, GROUP), (IN_PATH,))],
    ),
    "a path of one node": ("MATCH x = (:Group) RETURN x", [PathRecord((GROUP,), ())]),
    "paths in a list": (
        "MATCH p = (:Group)-[]->() RETURN collect(p) AS x",
        [[PathRecord((GROUP, CHANGE), (IN_PATH,))]],
    ),
    "several rows in order": ("UNWIND [3, 1, 2] AS x RETURN x ORDER BY x", [1, 2, 3]),
    "no row": ("MATCH (n:Person) RETURN n AS x", []),
    "a text that looks like a path": ("RETURN '(#9999:0)' AS x", ["(#9999:0)"]),
    "a length of time": ("RETURN duration('P1D') AS x", ["P1D"]),
}


@pytest.mark.parametrize("what", ROWS)
def test_the_same_statement_gives_the_same_rows_on_both_engines(pair: Store, what: str) -> None:
    statement, expected = ROWS[what]
    found = [row["x"] for row in pair.read(statement)]
    assert found == expected
    assert [type(value) for value in found] == [type(value) for value in expected]


def test_columns_come_in_the_order_of_the_statement(pair: Store) -> None:
    assert [list(row) for row in pair.read("RETURN 1 AS z, 2 AS a, 3 AS m")] == [["z", "a", "m"]]


def test_parameters_come_back_as_they_were_given(pair: Store) -> None:
    given = {"day": DAY, "words": ["é", "'", "\\", None], "map": {"a": {"b": [DAY, 1.0]}}}
    assert pair.read("RETURN $day AS day, $words AS words, $map AS map", given) == [given]


@pytest.mark.parametrize("text", ["2017-02-30", "2017-13-01", "2017-3-02", "x2017-03-02", "2017"])
def test_a_text_that_is_no_day_stays_text(text: str) -> None:
    assert dated(text) == text
    assert dated("2017-03-02") == DAY


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Person {id: 'p'})",
        "CREATE (p:Person {id: 'p'}) RETURN p",
        "MERGE (:Person {id: 'p'})",
        "MATCH (a:Group) MERGE (a)-[:ALLIED_WITH]->(a)",
        "MATCH (a:Group) SET a.name = 'other'",
        "MATCH (a:Group) SET a:StateForce",
        "MATCH (a:Group) REMOVE a.day",
        "MATCH ()-[r]->() DELETE r",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) DETACH DELETE n RETURN 1 AS x",
        "FOREACH (x IN [1] | CREATE (:Person))",
        "CALL () { CREATE (p:Person) RETURN p } RETURN p",
        "MATCH (a:Group) CALL (a) { SET a.name = 'other' } RETURN a",
        "CREATE INDEX other IF NOT EXISTS FOR (n:Group) ON (n.other)",
        "CREATE CONSTRAINT other IF NOT EXISTS FOR (n:Group) REQUIRE n.other IS UNIQUE",
        "DROP INDEX name_key",
        "/* RETURN 1 */ CREATE (:Person)",
    ],
)
def test_reading_cannot_write_in_whatever_form(pair: Store, statement: str) -> None:
    before = everything(pair)
    with pytest.raises(ReadOnlyError, match=r"^This statement would write, .* graphq load\.$"):
        pair.read(statement)
    assert everything(pair) == before


@pytest.mark.parametrize("text", ["RETURN 'CREATE (n)' AS x", "// MERGE\nRETURN 'SET' AS x"])
def test_a_word_that_writes_is_no_writing_where_it_is_only_text(pair: Store, text: str) -> None:
    assert len(pair.read(text)) == 1


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("RETRN 1", "The Cypher cannot be read: .*RETRN"),
        ("MATCH (a:Group RETURN a", "The Cypher cannot be read: "),
        ("", "The Cypher cannot be read: "),
        ("RETURN nosuch(1)", "The Cypher cannot be read: .*nosuch"),
        ("RETURN $missing AS x", r"^Expected parameter\(s\): missing\. Give it with --param"),
        ("RETURN nobody", "(failed|cannot be read): .*nobody.* not defined"),
        ("RETURN 1 / 0 AS x", "The statement failed: / by zero"),
    ],
)
def test_a_statement_that_cannot_be_run_is_told_in_a_sentence(
    pair: Store, statement: str, says: str
) -> None:
    with pytest.raises(StatementError, match=says) as raised:
        pair.read(statement)
    for word in ("Exception", "Traceback", "com.arcadedb", "org.neo4j"):
        assert word not in str(raised.value)


@pytest.mark.parametrize(
    "failing",
    [
        "CREATE (:Person {id: ",
        "CREATE (:Person {id: $missing})",
        "CREATE (:Group {id: 'a'})",
        "CREATE (:Person {id: 'q'}) CREATE (:Person {id: 'q'})",
        "MATCH (a:Group {id: 'a'}) SET a.count = 1 / 0",
        "RETURN 1 / 0 AS x",
    ],
)
def test_a_step_that_fails_leaves_nothing_of_the_steps_before_it(pair: Store, failing: str) -> None:
    before = everything(pair)
    with pytest.raises(StatementError):
        pair.write([("CREATE (:Person {id: 'p'})", {}), (failing, {})])
    assert everything(pair) == before
    pair.write([("CREATE (:Person {id: 'p'})", {})])
    assert set(everything(pair)[0]) == {*before[0], "p"}


def test_a_step_that_returns_rows_is_done_as_any_other(pair: Store) -> None:
    pair.write([("MATCH (a:Group) SET a.count = 4 RETURN a", {})])
    assert pair.read("MATCH (a:Group) RETURN a.count AS n") == [{"n": 4}]


def test_what_one_step_made_the_next_step_sees(pair: Store) -> None:
    pair.write(
        [
            ("CREATE (:Person {id: 'p'})", {}),
            ("MATCH (p:Person {id: 'p'}) SET p.name = 'seen'", {}),
        ]
    )
    assert pair.read("MATCH (p:Person) RETURN p.name AS x") == [{"x": "seen"}]


def test_a_graph_of_another_model_version_is_refused_for_reading_and_writing(
    empty_store: Store,
) -> None:
    check_version(empty_store)
    empty_store.write([("MATCH (info:GraphInfo) SET info.modelVersion = 99", {})])
    says = (
        "written with version 99 of the model, and this graphq reads version "
        f"{MODEL_VERSION}; load the data"
    )
    with pytest.raises(StoreError, match=says):
        check_version(empty_store)
    with pytest.raises(StoreError, match=says):
        prepare(empty_store)
    rows = empty_store.read("MATCH (info:GraphInfo) RETURN info.modelVersion AS v")
    assert rows == [{"v": 99}]


def test_a_store_says_which_engine_it_is_and_where(empty_store: Store) -> None:
    info = empty_store.info()
    assert info.engine in ("ArcadeDB", "Neo4j")
    assert info.version[0].isdigit()
    assert is_server(info.place) == (info.engine == "Neo4j")


def test_a_store_that_was_closed_answers_with_a_sentence(tmp_path: Path) -> None:
    store = open_store(tmp_path / "graph", "write")
    store.close()
    store.close()
    with pytest.raises(GraphqError, match="closed"):
        store.read("RETURN 1 AS x")


class _FailsAtTheEnd:
    """A database that fails when a transaction ends, and not before."""

    def __init__(self, *cause: str) -> None:
        self.cause = cause

    def transaction(self) -> _FailsAtTheEnd:
        return self

    def command(self, *given: object) -> None:
        return None

    def __enter__(self) -> None:
        return None

    def __exit__(self, *given: object) -> None:
        import arcadedb

        error = arcadedb.ArcadeDBError("Commit failed")
        error.java_chain = [self.cause]
        raise error


@pytest.mark.parametrize(
    ("cause", "says"),
    [
        (
            ("java.io.IOException", "No space left on device"),
            r"^The disk is full, and the graph was left as it",
        ),
        (
            ("java.lang.IllegalStateException", "Component 'x' was built on file id 68"),
            r"^The graph could not be written, and was left as it was .*See whether its disk",
        ),
    ],
)
def test_a_commit_that_fails_is_told_as_what_it_is(
    cause: tuple[str, str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path, "write") as store, monkeypatch.context() as patch:
        patch.setattr(WritingStore, "_database", _FailsAtTheEnd(*cause))
        with pytest.raises(StoreError, match=says):
            store.write([("CREATE (:Person)", {})])
