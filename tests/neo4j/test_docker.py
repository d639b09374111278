"""The container path works: testcontainers starts a Neo4j, and so does ``docker-compose.yml``.

Against which image it was proved, the official one or the stand-in, is in ``docker_image.py``'s
docstring and in each test's output. Nothing here runs unless ``GRAPHQ_TEST_DOCKER=1`` is set; once
it is set, whatever is missing is a failure.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from graphq.browser.kit import SETTING, after_log_in
from tests.neo4j.docker_image import (
    DockerForTests,
    DockerUnavailable,
    compose_command,
    debian_mirror,
    docker_for_tests,
)
from tests.neo4j.provide import IMAGE, neo4j_for_tests
from tests.neo4j.server import USER, bolt_refusal, free_ports

PROJECT = Path(__file__).parents[2]
COMPOSE_FILE = PROJECT / "docker-compose.yml"
READY_SECONDS = 180
PORTS = ("7474/tcp", "7687/tcp")


@pytest.fixture(scope="module")
def docker() -> Iterator[DockerForTests]:
    """A daemon with the image; its own, removed afterwards, when none answers here."""
    if os.environ.get("GRAPHQ_TEST_DOCKER") != "1":
        pytest.skip(
            "Set GRAPHQ_TEST_DOCKER=1 to start real containers; the first time takes minutes."
        )
    with docker_for_tests() as started:
        kind = "a stand-in made from Neo4j's jars" if started.stand_in else "the official image"
        print(f"{IMAGE} is {kind}")
        yield started


class Compose:
    """The project's compose file under a name of its own, so that no user's volume is met."""

    def __init__(self, password: str | None) -> None:
        """Choose free ports; ``None`` leaves the password unset."""
        self.bolt_port, self.http_port = free_ports(2)
        self.name = f"graphqtest{secrets.token_hex(4)}"
        self._environment = os.environ | {
            "GRAPHQ_BOLT_PORT": str(self.bolt_port),
            "GRAPHQ_HTTP_PORT": str(self.http_port),
            # An empty value counts as unset for compose, and beats a .env file.
            "NEO4J_PASSWORD": password or "",
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call compose and return what it said; the caller looks at the exit code."""
        command = [*compose_command(), "-p", self.name, "-f", str(COMPOSE_FILE), *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, env=self._environment, cwd=PROJECT
        )

    def wait_until_healthy(self, docker: DockerForTests) -> Any:
        """Return the container once its health check passes; show its log when it does not."""
        container: Any = docker.client.containers.get(self.run("ps", "-q", "neo4j").stdout.strip())
        deadline = time.monotonic() + READY_SECONDS
        while container.attrs["State"]["Health"]["Status"] != "healthy":
            hopeless = container.attrs["RestartCount"] > 0 or time.monotonic() > deadline
            assert not hopeless, container.logs(tail=40).decode()
            time.sleep(0.5)
            container.reload()
        return container


@pytest.mark.docker
def test_testcontainers_starts_a_neo4j_that_answers(
    docker: DockerForTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The container path of ``provide.py`` yields a real Neo4j, and removes it afterwards."""
    monkeypatch.delenv("NEO4J_URI", raising=False)
    with neo4j_for_tests() as address:
        assert "container" in address.how
        with GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
            records, _, _ = driver.execute_query("CREATE (n:Probe) RETURN count(n) AS created")
            assert records[0]["created"] == 1
        with (
            GraphDatabase.driver(address.uri, auth=(address.user, "wrong")) as driver,
            pytest.raises(AuthError),
        ):
            driver.verify_connectivity()
    assert not docker.client.containers.list(filters={"ancestor": IMAGE})


@pytest.mark.docker
def test_compose_starts_a_healthy_neo4j_whose_volume_outlives_it(docker: DockerForTests) -> None:
    """Up, healthy, written to, down, up again with the data still there, and gone with ``-v``."""
    password = secrets.token_hex(16)
    compose = Compose(password)
    uri = f"bolt://127.0.0.1:{compose.bolt_port}"
    try:
        for visit in (1, 2):
            up = compose.run("up", "-d")
            assert up.returncode == 0, up.stderr
            container = compose.wait_until_healthy(docker)
            published = container.attrs["NetworkSettings"]["Ports"]
            assert [(port, [bound["HostIp"] for bound in published[port]]) for port in PORTS] == [
                (port, ["127.0.0.1"]) for port in PORTS
            ]
            # The health check promises that Bolt is ready: no waiting here.
            assert bolt_refusal(uri, USER, password) is None
            with GraphDatabase.driver(uri, auth=(USER, password)) as driver:
                records, _, _ = driver.execute_query(
                    "MERGE (n:Probe) SET n.visits = coalesce(n.visits, 0) + 1 "
                    "RETURN n.visits AS visits"
                )
                assert records[0]["visits"] == visit
                settings, _, _ = driver.execute_query(
                    "SHOW SETTINGS 'server.memory.heap.max_size', 'dbms.usage_report.enabled' "
                    "YIELD value"
                )
                assert {row["value"] for row in settings} == {"1.00GiB", "false"}
                browser, _, _ = driver.execute_query(f"SHOW SETTINGS '{SETTING}' YIELD value")
                assert browser[0]["value"] == " ".join(after_log_in()).removesuffix(";")
            down = compose.run("down")
            assert down.returncode == 0, down.stderr
    finally:
        removed = compose.run("down", "-v")
    assert removed.returncode == 0, removed.stderr
    assert not [volume for volume in docker.client.volumes.list() if compose.name in volume.name]


@pytest.mark.docker
def test_compose_wants_a_password(docker: DockerForTests) -> None:
    """Without a password nothing starts, and the message says where to set it."""
    accepted = Compose(secrets.token_hex(16)).run("config")
    assert accepted.returncode == 0, accepted.stderr
    refused = Compose(None).run("config")
    assert refused.returncode != 0
    assert "set NEO4J_PASSWORD in .env" in refused.stderr


def test_the_mirror_is_read_from_either_form_of_apt_sources(tmp_path: Path) -> None:
    """The deb822 form is preferred, the one-line form is understood, none is an error."""
    with pytest.raises(DockerUnavailable, match="No Debian mirror"):
        debian_mirror(tmp_path)
    (tmp_path / "sources.list").write_text(
        "# deb x\ndeb [arch=amd64] http://a.invalid/debian bookworm main\n"
    )
    assert debian_mirror(tmp_path) == "http://a.invalid/debian"
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d" / "debian.sources").write_text(
        "Types: deb\n# a comment\nURIs: http://b.invalid/debian\nSuites: bookworm\n"
    )
    assert debian_mirror(tmp_path) == "http://b.invalid/debian"
