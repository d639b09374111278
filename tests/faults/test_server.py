"""A Neo4j that is killed under a command, and a link to it that fails: told, and made good again.

A sample; `make faults` kills the server fifty times.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests import figures
from tests.faults.cases import WRITING, Bench, Operation
from tests.faults.servers import Server
from tests.neo4j.server import Neo4jServer, Neo4jServerError, class_path, missing_programs
from tests.neo4j_fixture import skip_or_fail

KILLED = [operation for operation in WRITING if operation.name in ("load, the first", "assess")]
OVER_LINK = [
    operation for operation in WRITING if operation.name in ("load, with changes", "load --replace")
]
SLOWEST = 0.003


@pytest.fixture(scope="module")
def server(bench: Bench) -> Iterator[Server]:
    """A server of these tests' own, since they kill it."""
    if missing := missing_programs():
        skip_or_fail(f"{' and '.join(missing)} must be installed to start a Neo4j and kill it.")
    try:
        class_path()
    except Neo4jServerError as failed:
        skip_or_fail(str(failed))
    with Neo4jServer() as started:
        yield Server(bench, started)


@pytest.mark.neo4j
@pytest.mark.slow
@pytest.mark.parametrize("operation", KILLED, ids=str)
def test_a_server_that_is_killed_under_a_command_is_told_and_made_good(
    operation: Operation, server: Server, seed: int
) -> None:
    lost = server.killed(operation, random.Random(f"{seed} {operation.name}"))
    figures.tried("a server killed under a command", 1, int(not lost), seed=seed)
    assert not lost


@pytest.mark.neo4j
@pytest.mark.slow
@pytest.mark.parametrize("operation", OVER_LINK, ids=str)
def test_a_link_that_fails_under_a_command_is_told_and_made_good(
    operation: Operation, server: Server, seed: int
) -> None:
    lost = server.over_link(operation, random.Random(f"{seed} {operation.name} link"), SLOWEST)
    figures.tried("a link that fails under a command", 1, int(not lost), seed=seed)
    assert not lost
