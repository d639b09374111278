"""A pytest plugin: the Neo4j that the tests of this run share, and what happens when there is none.

What always holds: a test that needs Neo4j either runs against a real one or says in one sentence
why it did not. On a developer's machine that sentence is a skip; where ``GRAPHQ_REQUIRE_NEO4J=1``
is set, as in CI, it is a failure, so that nothing is passed over unseen.

The server is shared by all tests of a process and starts empty: a test removes what it wrote.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import NoReturn

import pytest

from tests.neo4j.provide import Neo4jAddress, Neo4jUnavailable, neo4j_for_tests

REQUIRE_VARIABLE = "GRAPHQ_REQUIRE_NEO4J"


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers, so that ``--strict-markers`` knows them."""
    config.addinivalue_line("markers", "neo4j: needs a real Neo4j (fixture neo4j_address)")
    config.addinivalue_line("markers", "docker: starts containers; runs when GRAPHQ_TEST_DOCKER=1")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes `-n auto` is: one where they would have to share a server, at most four.

    Each process starts a Neo4j of its own.
    """
    return 1 if os.environ.get("NEO4J_URI") else min(os.cpu_count() or 1, 4)


def skip_or_fail(sentence: str, variable: str = REQUIRE_VARIABLE) -> NoReturn:
    """Skip with ``sentence``, or fail with it when the environment says the thing is required."""
    if os.environ.get(variable) == "1":
        pytest.fail(f"{sentence} ({variable}=1 forbids skipping this.)", pytrace=False)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def neo4j_address() -> Iterator[Neo4jAddress]:
    """The address of a real, empty Neo4j, shared by the whole test run."""
    with ExitStack() as stack:
        try:
            address = stack.enter_context(neo4j_for_tests())
        except Neo4jUnavailable as unavailable:
            skip_or_fail(str(unavailable))
        yield address
