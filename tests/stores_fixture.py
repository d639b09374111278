"""Stores for the tests: an empty one, and one with the jnim dossier, on each of the two engines.

What always holds: a test that takes one of these runs twice, on a folder and on a real Neo4j. The
one Neo4j of a test run is emptied before a fixture hands it out empty, so fixtures of two scopes
are not to be used together in one module. The jnim dossier is loaded there again only when
something was written since: the server's own count of transactions says so, whoever wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from graphq.graph.opening import open_store
from graphq.graph.store import Store, StoreOptions
from graphq.graph.write.writer import prepare
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.neo4j.provide import Neo4jAddress

ENGINES = [
    pytest.param("folder"),
    pytest.param("server", marks=pytest.mark.neo4j),
]


def options_for(address: Neo4jAddress) -> StoreOptions:
    """How to open the tests' Neo4j."""
    return StoreOptions(
        credentials={"NEO4J_USER": address.user, "NEO4J_PASSWORD": address.password},
        wait_seconds=30,
    )


def open_empty(kind: str, folder: Path, request: pytest.FixtureRequest) -> Store:
    """An empty store, prepared for the model and open for writing."""
    if kind == "folder":
        store = open_store(folder, "write")
    else:
        address: Neo4jAddress = request.getfixturevalue("neo4j_address")
        store = open_store(address.uri, "write", options_for(address))
        store.write([("MATCH (n) DETACH DELETE n", {})])
    prepare(store)
    return store


@pytest.fixture(params=ENGINES)
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty graph, open for writing: once in a folder, once on Neo4j."""
    with open_empty(request.param, tmp_path / "graph", request) as store:
        yield store


@pytest.fixture(scope="module", params=ENGINES)
def jnim_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The jnim dossier, open for reading: once in a folder, once on Neo4j."""
    if request.param == "folder":
        opened = open_store(request.getfixturevalue("jnim_folder"))
    else:
        address = jnim_on_server(request)
        opened = open_store(address.uri, "read", options_for(address))
    with opened as reading:
        yield reading


_LOADED: dict[str, frozenset[str]] = {}
"""By the address of a server, its last transaction when it held the dossier and nothing else."""


def jnim_on_server(request: pytest.FixtureRequest) -> Neo4jAddress:
    """The tests' Neo4j with the jnim dossier on it, and nothing else."""
    address: Neo4jAddress = request.getfixturevalue("neo4j_address")
    if _LOADED.get(address.uri) != last_transaction(address):
        with open_empty("server", Path(), request) as store:
            load(Dossier.find("jnim"), store, "test")
        _LOADED[address.uri] = last_transaction(address)
    return address


def last_transaction(address: Neo4jAddress) -> frozenset[str]:
    """The bookmark of the server's database, which is another one after each write."""
    auth = (address.user, address.password)
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver, driver.session() as session:
        session.run("RETURN 1").consume()
        return session.last_bookmarks().raw_values


@pytest.fixture(scope="session")
def jnim_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the jnim dossier in it, for tests that need no server."""
    folder = tmp_path_factory.mktemp("jnim-folder") / "graph"
    with open_store(folder, "write") as store:
        load(Dossier.find("jnim"), store, "test")
    return folder
