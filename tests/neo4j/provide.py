"""Where the tests get their Neo4j from, tried in one fixed order.

1. the running server named by ``NEO4J_URI`` (``NEO4J_USER``, ``NEO4J_PASSWORD``), if it is empty;
2. a container of the official image, through testcontainers, where a Docker daemon answers and the
   image is there or can be pulled;
3. a server started from Neo4j's own jars (``server.py``), where Java and Maven are there.

What always holds: the address that is yielded has answered a query and holds no node; whatever was
started here is stopped at the end; a server with data in it is refused, never written to.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from tests.neo4j.releases import LONG_TERM, release_for_tests
from tests.neo4j.server import USER, Neo4jServer, Neo4jServerError, class_path, missing_programs

IMAGE = LONG_TERM.image
"""The image of ``docker-compose.yml``, on which the container path is proved."""
# The label of an image that docker_image.py made under the official image's name.
STAND_IN_LABEL = "graphq.stand-in"


class Neo4jUnavailable(RuntimeError):
    """There is no Neo4j to test against; the message says what is missing, before any log."""


@dataclass(frozen=True)
class Neo4jAddress:
    """How to reach a Neo4j, and ``how`` it came to be there, for messages."""

    uri: str
    user: str
    password: str = field(repr=False)
    how: str


@contextmanager
def neo4j_for_tests() -> Iterator[Neo4jAddress]:
    """Yield the first Neo4j to be had; raise ``Neo4jUnavailable`` when there is none."""
    if os.environ.get("NEO4J_URI"):
        yield running_neo4j()
        return
    client, release = docker_client(), release_for_tests()
    if client is not None and image_at_hand(client, release.image):
        with container_neo4j(client, release.image) as address:
            yield address
        return
    missing = missing_programs()
    if missing:
        docker = "the Docker daemon lacks" if client is not None else "no Docker daemon offers"
        raise Neo4jUnavailable(
            f"No Neo4j to test against: NEO4J_URI is not set, {docker} the image "
            f"{release.image}, and {' and '.join(missing)} must be installed to start one from its "
            "jars."
        )
    with jars_neo4j() as address:
        yield address


def running_neo4j() -> Neo4jAddress:
    """Return the server that ``NEO4J_URI`` names, once it is known to answer and to be empty."""
    address = Neo4jAddress(
        uri=os.environ["NEO4J_URI"],
        user=os.environ.get("NEO4J_USER", USER),
        password=os.environ.get("NEO4J_PASSWORD", ""),
        how="the running server named by NEO4J_URI",
    )
    try:
        with GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
            records, _, _ = driver.execute_query("MATCH (n) RETURN n LIMIT 1")
    except (DriverError, Neo4jError, ValueError) as refusal:
        raise Neo4jUnavailable(
            f"The Neo4j named by NEO4J_URI does not answer ({refusal}): start it, correct "
            "NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD, or unset NEO4J_URI."
        ) from refusal
    if records:
        # The tests write and delete; the variable may well name somebody's working graph.
        raise Neo4jUnavailable(
            "The Neo4j named by NEO4J_URI has data in it, which the tests would spoil: "
            "name an empty one, or unset NEO4J_URI."
        )
    return address


def docker_client() -> Any | None:
    """Return a docker-py client whose daemon answers, or ``None``."""
    try:
        # docker-py comes with testcontainers; both are optional for whoever only runs unit tests.
        from testcontainers.core.docker_client import DockerClient
    except ImportError:
        return None
    errors = _docker_errors()
    try:
        client: Any = DockerClient(timeout=600).client
        client.ping()
    except (errors.DockerException, OSError):
        return None
    return client


def _docker_errors() -> Any:
    # docker-py says nothing of its types; imported like this, it needs no stubs to be checked.
    return import_module("docker.errors")


def image_at_hand(client: Any, image: str) -> bool:
    """Whether ``image`` is in the daemon already or could be pulled just now."""
    errors = _docker_errors()
    try:
        client.images.get(image)
        return True
    except errors.ImageNotFound:
        # docker-py pulls every tag of a repository unless the tag is given by itself.
        repository, _, tag = image.partition(":")
    try:
        client.images.pull(repository, tag=tag or "latest")
        return True
    except errors.APIError:
        return False


@contextmanager
def container_neo4j(client: Any, image: str = IMAGE) -> Iterator[Neo4jAddress]:
    """Yield a Neo4j in a container that testcontainers starts and removes."""
    from testcontainers.community.neo4j import Neo4jContainer
    from testcontainers.core.config import testcontainers_config

    if not image_at_hand(client, testcontainers_config.ryuk_image):
        # The reaper is a second image; it only matters when this process is killed half-way.
        testcontainers_config.ryuk_disabled = True
    stand_in = STAND_IN_LABEL in client.images.get(image).labels
    password = secrets.token_hex(16)
    with Neo4jContainer(image, username=USER, password=password) as container:
        yield Neo4jAddress(
            uri=container.get_connection_url(),
            user=USER,
            password=password,
            how=f"a container of {'a stand-in for ' if stand_in else ''}{image}",
        )


@contextmanager
def jars_neo4j() -> Iterator[Neo4jAddress]:
    """Yield a Neo4j that runs from its own jars.

    Jars that cannot be fetched mean that there is no Neo4j; one that is there and does not start is
    a fault, which no test may skip over.
    """
    try:
        class_path()
    except Neo4jServerError as failed:
        raise Neo4jUnavailable(str(failed)) from failed
    server = Neo4jServer()
    server.start()
    how = "a server started from Neo4j's jars"
    try:
        yield Neo4jAddress(server.uri, server.user, server.password, how)
    finally:
        server.stop()
