"""Stores for the tests: an empty one, and one with the jnim dossier, on each of the two engines.

What always holds: a test that takes one of these runs twice, on a folder and on a real Neo4j. The
one Neo4j of a test run is emptied before a fixture hands it out, so fixtures of two scopes are not
to be used together in one module.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
def jnim_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """The jnim dossier, open for reading: once in a folder, once on Neo4j."""
    folder = tmp_path_factory.mktemp("jnim") / "graph"
    with open_empty(request.param, folder, request) as store:
        load(Dossier.find("jnim"), store, "test")
    if request.param == "folder":
        with open_store(folder) as reading:
            yield reading
    else:
        address: Neo4jAddress = request.getfixturevalue("neo4j_address")
        with open_store(address.uri, "read", options_for(address)) as reading:
            yield reading


@pytest.fixture(scope="session")
def jnim_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the jnim dossier in it, for tests that need no server."""
    folder = tmp_path_factory.mktemp("jnim-folder") / "graph"
    with open_store(folder, "write") as store:
        load(Dossier.find("jnim"), store, "test")
    return folder
