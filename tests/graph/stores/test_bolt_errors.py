"""Whatever is wrong between graphq and a Neo4j is told in one sentence that says what to do.

The server here is one of its own, since it is asked with wrong passwords and killed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphq.graph.errors import GraphqError, StoreError, UsageError
from graphq.graph.opening import open_store
from graphq.graph.store import StoreOptions
from graphq.graph.stores.neo4j import store as bolt
from graphq.graph.stores.neo4j.store import _check_version
from tests.neo4j.server import Neo4jServer, free_ports, missing_programs
from tests.neo4j_fixture import skip_or_fail

PASSWORD = "not-the-password"
ANY = StoreOptions(credentials={"NEO4J_PASSWORD": PASSWORD}, wait_seconds=2)


@pytest.fixture(scope="module")
def server() -> Iterator[Neo4jServer]:
    """A server that these tests may mistreat."""
    missing = missing_programs()
    if missing:
        skip_or_fail(f"Install {' and '.join(missing)} to start a Neo4j from its jars.")
    with Neo4jServer() as started:
        yield started


def options(server: Neo4jServer, **more: str) -> StoreOptions:
    """The right credentials of the server."""
    given = {"NEO4J_USER": server.user, "NEO4J_PASSWORD": server.password}
    return StoreOptions(credentials=given | more, wait_seconds=2)


def told(url: str, given: StoreOptions) -> GraphqError:
    """The error that opening and asking ends in, which is always one of graphq's own."""
    with pytest.raises(GraphqError) as raised, open_store(url, "read", given) as store:
        store.read("RETURN 1 AS x")
    sentence = str(raised.value)
    for word in ("Traceback", "Exception", "neo4j.exceptions", PASSWORD):
        assert word not in sentence
    return raised.value


@pytest.mark.parametrize("url", ["bolt://127.0.0.1:7", "neo4j+s://example.invalid"])
@pytest.mark.parametrize("password", [{}, {"NEO4J_PASSWORD": ""}])
def test_without_a_password_nothing_is_tried(url: str, password: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=f"^No password for .*{url[-9:]}: set NEO4J_PASSWORD"):
        open_store(url, "read", StoreOptions(credentials=password))


@pytest.mark.parametrize("url", ["neo4j://neo4j:pw@host", "bolt://user@host:7687"])
def test_credentials_in_the_url_are_refused_and_not_repeated(url: str) -> None:
    error = told(url, ANY)
    assert isinstance(error, UsageError)
    assert "Take them out, and give them in the environment" in str(error)
    assert "pw" not in str(error).split()


@pytest.mark.parametrize("scheme", ["http", "postgres", "bolt+x", "file", ""])
def test_a_url_of_no_known_kind_is_refused_with_the_kinds_there_are(scheme: str) -> None:
    error = told(f"{scheme}://host", ANY)
    assert isinstance(error, UsageError)
    assert f"'{scheme}://' is not a kind of database" in str(error)
    assert "neo4j+s://" in str(error)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "NEO4J"])
def test_a_server_that_is_not_there_is_told_with_how_to_start_one(scheme: str) -> None:
    (port,) = free_ports(1)
    url = f"{scheme}://127.0.0.1:{port}"
    error = told(url, ANY)
    assert isinstance(error, StoreError)
    assert str(error).startswith(f"No Neo4j answers at {url}. Start it (docker compose up -d)")


@pytest.mark.parametrize(
    "url", ["bolt://host:notaport", "bolt://127.0.0.1:1?policy=x", "bolt://[::1"]
)
def test_a_url_that_cannot_be_used_is_told_with_the_url(url: str) -> None:
    assert url in str(told(url, ANY))


def test_a_password_is_in_no_text_that_a_traceback_shows() -> None:
    assert PASSWORD not in repr(ANY)


@pytest.mark.parametrize("version", ["4.4.38", "3.5.0"])
def test_an_old_server_is_refused_by_its_version(version: str) -> None:
    says = f"^bolt://old is Neo4j {version}; graphq needs version 5 or later"
    with pytest.raises(StoreError, match=says):
        _check_version("bolt://old", f"Neo4j/{version}")


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/2025.01.0", "Neo4j/dev", "Other/1.0"])
def test_a_server_that_is_not_old_is_let_be(agent: str) -> None:
    _check_version("bolt://new", agent)


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_wrong_password_is_told_and_so_is_the_wait_after_several(server: Neo4jServer) -> None:
    with pytest.raises(StoreError, match=r"refused the user or the password\. Check NEO4J_USER"):
        open_store(server.uri, "read", ANY)
    errors = [told(server.uri, ANY) for _ in range(5)]
    assert all(isinstance(error, StoreError) for error in errors)
    assert "makes one wait" in str(errors[-1])


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_server_that_speaks_something_else_is_no_neo4j(server: Neo4jServer) -> None:
    browser = server.http_url.replace("http", "bolt")
    for url in (browser, server.uri.replace("bolt", "bolt+s")):
        error = told(url, options(server))
        assert isinstance(error, StoreError)
        assert f"No Neo4j answers at {url}." in str(error)


@pytest.mark.neo4j
@pytest.mark.slow
def test_a_server_that_vanishes_is_told_and_one_that_comes_back_is_used(
    server: Neo4jServer, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A start afresh, since wrong passwords have made the server refuse the user for a while.
    server.restart()
    error = told(server.uri, options(server, NEO4J_DATABASE="nosuch"))
    assert isinstance(error, StoreError)
    assert "has no database of that name" in str(error)
    with open_store(server.uri, "write", options(server)) as store:
        assert store.read("RETURN 1 AS x") == [{"x": 1}]
        server.kill()
        # A load waits for the server to come back, for two minutes when nobody is testing.
        monkeypatch.setattr(bolt, "LOST_SECONDS", 2.0)
        with pytest.raises(StoreError, match=r"^bolt://\S+ went away while it was being written"):
            store.read("RETURN 1 AS x")
        with pytest.raises(StoreError, match=r"^No Neo4j answers at bolt://"):
            store.define(["RETURN 1 AS x"])
        server.restart()
        assert store.read("RETURN 1 AS x") == [{"x": 1}]
    assert capfd.readouterr().err == ""
