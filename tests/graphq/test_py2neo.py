"""The saved questions on a `py2neo.Graph` that a program already has, against a real Neo4j."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import neo4j
import py2neo
import pytest

import graphq
from graphq.cypher.ask.catalog import questions
from graphq.cypher.ask.parameters import python_name
from graphq.graph.opening import open_store
from graphq.graph.read.part import Whole
from tests.cypher.write_expected import as_json, cases
from tests.neo4j.provide import Neo4jAddress
from tests.stores_fixture import jnim_on_server, options_for

pytestmark = pytest.mark.neo4j

CASES = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name in questions()
    for number, case in enumerate(cases(name))
]


@pytest.fixture(scope="module")
def theirs(request: pytest.FixtureRequest) -> Any:
    address = jnim_on_server(request)
    return py2neo.Graph(
        address.uri.replace("neo4j://", "bolt://"), auth=(address.user, address.password)
    )


@pytest.fixture(scope="module")
def graph(theirs: Any) -> Iterator[graphq.Graph]:
    with graphq.from_py2neo(theirs) as opened:
        yield opened


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_question_gives_the_same_rows_through_py2neo(
    graph: Any, name: str, case: dict[str, Any]
) -> None:
    given = {python_name(key): value for key, value in case["parameters"].items()}
    assert [as_json(row) for row in graph.ask(name, **given).rows] == case["rows"]


def test_a_statement_that_writes_is_refused_by_the_server(graph: graphq.Graph, theirs: Any) -> None:
    with pytest.raises(graphq.ReadOnlyError, match="graphq load"):
        graph.cypher("CREATE (:Group {id: 'made-up'})")
    assert theirs.evaluate("MATCH (g:Group {id: 'made-up'}) RETURN count(g)") == 0


def test_a_statement_that_cannot_be_run_is_told(graph: graphq.Graph) -> None:
    with pytest.raises(graphq.StatementError, match="RETRUN"):
        graph.cypher("MATCH (g:Group) RETRUN g")


def test_pictures_and_the_whole_graph_come_through_py2neo_as_through_the_driver(
    graph: graphq.Graph, neo4j_address: Neo4jAddress
) -> None:
    with open_store(neo4j_address.uri, "read", options_for(neo4j_address)) as store:
        expected = Whole(store)
        found = graph.everything()
        assert {n.id: n for n in found.nodes()} == {n.id: n for n in expected.nodes()}
        key = "id"
        assert {r.properties[key]: r for r in found.relationships()} == {
            r.properties[key]: r for r in expected.relationships()
        }
        with graphq.Graph(store) as official:
            asked: dict[str, Any] = {"group": "jnim", "as_of": "2019-08-31"}
            through = graph.ask("changes", **asked).part
            assert set(map(repr, through.relationships())) == set(
                map(repr, official.ask("changes", **asked).part.relationships())
            )


def test_the_graph_stays_its_owners(theirs: Any) -> None:
    with graphq.from_py2neo(theirs) as opened:
        assert opened.info.engine == "Neo4j"
    assert theirs.evaluate("RETURN 1") == 1


def test_what_the_page_gives_in_place_of_py2neo_gives_the_same(
    theirs: Any, neo4j_address: Neo4jAddress
) -> None:
    query = "MATCH (g:Group) WHERE g.id STARTS WITH $start RETURN g.id AS id ORDER BY id"
    auth = (neo4j_address.user, neo4j_address.password)
    with neo4j.GraphDatabase.driver(neo4j_address.uri, auth=auth) as driver:
        found = driver.execute_query(query, start="a").records
        assert [record.data() for record in found] == theirs.run(query, start="a").data()
        frame = driver.execute_query(query, start="a", result_transformer_=neo4j.Result.to_df)
        assert list(frame["id"]) == [record["id"] for record in found]
        count = "MATCH (g:Group) RETURN count(g)"
        single = driver.execute_query(count, result_transformer_=neo4j.Result.single)
        assert single is not None
        assert single[0] == theirs.evaluate(count)


def test_what_is_no_py2neo_graph_is_refused() -> None:
    with pytest.raises(graphq.UsageError, match=r"takes a py2neo\.Graph"):
        graphq.from_py2neo("bolt://localhost:7687")
