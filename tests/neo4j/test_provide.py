"""Tests get the Neo4j they were promised, an empty one, or one sentence saying what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests import stores_fixture
from tests.cli.run import ROOT
from tests.neo4j import provide
from tests.neo4j.provide import Neo4jAddress, Neo4jUnavailable, jars_neo4j, neo4j_for_tests
from tests.neo4j.releases import CURRENT, LONG_TERM
from tests.neo4j.server import missing_programs
from tests.neo4j_fixture import REQUIRE_VARIABLE, skip_or_fail
from tests.stores_fixture import jnim_on_server


@pytest.fixture(scope="module")
def started() -> Iterator[Neo4jAddress]:
    """A server of this module's own, which the tests below treat as one they found running."""
    missing = missing_programs()
    if missing:
        skip_or_fail(f"Install {' and '.join(missing)} to start a Neo4j from its jars.")
    with jars_neo4j() as address:
        yield address


@pytest.fixture
def named(started: Neo4jAddress, monkeypatch: pytest.MonkeyPatch) -> Neo4jAddress:
    """The same server, named by the environment."""
    monkeypatch.setenv("NEO4J_URI", started.uri)
    monkeypatch.setenv("NEO4J_USER", started.user)
    monkeypatch.setenv("NEO4J_PASSWORD", started.password)
    return started


def test_a_running_empty_server_is_used(named: Neo4jAddress) -> None:
    """``NEO4J_URI`` comes first, and the password does not show in messages."""
    with neo4j_for_tests() as address:
        assert address.uri == named.uri
        assert "NEO4J_URI" in address.how
        assert named.password not in repr(address)


def test_a_running_server_with_data_is_refused(named: Neo4jAddress) -> None:
    """Somebody's working graph is not a test bed."""
    with GraphDatabase.driver(named.uri, auth=(named.user, named.password)) as driver:
        driver.execute_query("CREATE (:Precious)")
        try:
            with pytest.raises(Neo4jUnavailable, match="has data in it"), neo4j_for_tests():
                pytest.fail("A server with data in it was handed out.")
        finally:
            driver.execute_query("MATCH (n:Precious) DELETE n")


def test_a_wrong_password_is_told_and_nothing_else_is_tried(
    named: Neo4jAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who names a server wants that one."""
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong")
    with pytest.raises(Neo4jUnavailable, match="does not answer"), neo4j_for_tests():
        pytest.fail("Another server than the named one was handed out.")


def test_with_nothing_at_hand_the_sentence_names_every_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No server named, no daemon, no Java."""
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setattr(provide, "docker_client", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        pytest.raises(Neo4jUnavailable, match=r"NEO4J_URI.*Docker.*Maven"),
        neo4j_for_tests(),
    ):
        pytest.fail("A server was handed out from nothing.")


def test_missing_is_a_skip_for_a_developer_and_a_failure_in_ci(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same sentence, with a weight that the environment gives it."""
    monkeypatch.delenv(REQUIRE_VARIABLE, raising=False)
    with pytest.raises(pytest.skip.Exception, match="No Neo4j"):
        skip_or_fail("No Neo4j")
    monkeypatch.setenv(REQUIRE_VARIABLE, "1")
    with pytest.raises(pytest.fail.Exception, match="No Neo4j"):
        skip_or_fail("No Neo4j")


def test_both_releases_are_named_where_people_look() -> None:
    """The compose file starts the one and tells of the other; the README names both."""
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert f'image: "${{GRAPHQ_NEO4J_IMAGE:-{LONG_TERM.image}}}"' in compose
    assert f"GRAPHQ_NEO4J_IMAGE={CURRENT.image} in .env" in compose
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Neo4j {LONG_TERM.series}" in readme
    assert f"current {CURRENT.series}" in readme


@pytest.mark.neo4j
def test_the_dossier_is_loaded_onto_the_server_again_only_after_a_write(
    neo4j_address: Neo4jAddress, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes, and by whatever way."""
    jnim_on_server(request)
    loads: list[Store] = []

    def counted(found: Dossier, store: Store, version: str) -> None:
        loads.append(store)
        load(found, store, version)

    monkeypatch.setattr(stores_fixture, "load", counted)
    jnim_on_server(request)
    assert loads == []
    auth = (neo4j_address.user, neo4j_address.password)
    with GraphDatabase.driver(neo4j_address.uri, auth=auth) as driver:
        driver.execute_query("CREATE (:Stray)")
        jnim_on_server(request)
        assert len(loads) == 1
        assert driver.execute_query("MATCH (n:Stray) RETURN n").records == []


@pytest.mark.neo4j
def test_the_shared_fixture_answers(neo4j_address: Neo4jAddress) -> None:
    """What every other test module builds on."""
    auth = (neo4j_address.user, neo4j_address.password)
    with GraphDatabase.driver(neo4j_address.uri, auth=auth) as driver:
        driver.verify_connectivity()
