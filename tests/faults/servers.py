"""Commands on a Neo4j that is killed under them, and over a link that fails.

What always holds: each trial begins with the graph that its operation is for, and ends with a
server that runs. A command on a server is not all or nothing, but what fails is a sentence, nobody
waits for ever, and loading again gives the graph of a load that nothing happened to.
"""

from __future__ import annotations

import contextlib
import functools
import random
import time
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from neo4j.exceptions import AuthError

from tests.faults.cases import Bench, Operation, told_badly
from tests.faults.link import Link
from tests.faults.running import Running
from tests.neo4j.server import Neo4jServer

LONGEST: Final = 240.0
"""Seconds after which a command counts as hanging; a load waits for a server for 90 of them."""


class Server:
    """A server that trials may kill, and what operations do on it where nothing fails."""

    def __init__(self, bench: Bench, server: Neo4jServer) -> None:
        """The server is running, and is nobody else's."""
        self.bench, self.server = bench, server

    def start(self, operation: Operation, address: str = "") -> Running:
        """Start the operation on the server, or on what listens at the address."""
        return self._start(*operation.arguments[:-1], address or self.server.uri)

    def _start(self, *arguments: str, function: str = "") -> Running:
        return self.bench.commands.start(
            self.bench.folder / "server",
            *arguments,
            function=function and f"tests.faults.states:{function}",
            surroundings={"NEO4J_PASSWORD": self.server.password, "NEO4J_USER": self.server.user},
        )

    def begin(self, operation: Operation) -> None:
        """Bring the graph into the state that the operation is for."""
        self._start(self.server.uri, function="emptied").wait().returned()
        if operation.place != "empty":
            loaded = self._start("load", "../inputs/first/sahel", "--db", self.server.uri)
            ended = loaded.wait(LONGEST)
            assert ended.code == 0, ended.err

    def state(self) -> Any:
        """The graph as it is."""
        return self._start(self.server.uri, function="state").wait().returned()

    @functools.cache  # noqa: B019
    def clean(self, operation: Operation) -> tuple[Any, float]:
        """The graph after the operation where nothing fails, and the seconds that it takes."""
        self.begin(operation)
        began = time.monotonic()
        ended = self.start(operation).wait(LONGEST)
        assert ended.code == 0, ended.err
        return self.state()["stated"], time.monotonic() - began

    def killed(self, operation: Operation, chance: random.Random) -> list[str]:
        """Kill the server at some moment: what was promised and not held.

        It comes back while the command waits for it, or only when the command has given up.
        """
        moment = chance.uniform(0, self.clean(operation)[1])
        comes_back = chance.random() < 0.7

        def happens(running: Running) -> None:
            time.sleep(moment)
            self.server.kill()
            if comes_back:
                self._restart()

        return [f"killed after {moment:.2f} s: {each}" for each in self._tried(operation, happens)]

    def over_link(
        self, operation: Operation, chance: random.Random, slowest: float = 0.02
    ) -> list[str]:
        """Cut the link, or have it go dead, and mend it later; it is slow all the time.

        `slowest` is the most seconds that a piece may take on its way.
        """
        host = urlsplit(self.server.uri)
        assert host.hostname
        assert host.port
        with Link(host.hostname, host.port) as link:
            link.pause = chance.uniform(0, slowest)
            moment = chance.uniform(0, 2 * self.clean(operation)[1])
            does = chance.choice((link.cut, link.hush))
            mended = chance.choice((1.0, 10.0))

            def happens(running: Running) -> None:
                time.sleep(moment)
                does()
                time.sleep(mended)
                link.mend()

            found = self._tried(operation, happens, f"bolt://127.0.0.1:{link.port}")
            return [
                f"{does.__name__} after {moment:.2f} s for {mended} s: {each}" for each in found
            ]

    def _restart(self) -> None:
        """Start the server again, which right after a kill may refuse its own password at first."""
        for _ in range(2):
            with contextlib.suppress(AuthError):
                self.server.restart()
                return
        self.server.restart()

    def _tried(
        self, operation: Operation, happens: Callable[[Running], None], address: str = ""
    ) -> Iterator[str]:
        if not self.server.running:
            self._restart()
        wanted, _ = self.clean(operation)
        self.begin(operation)
        running = self.start(operation, address)
        happens(running)
        try:
            ended = running.wait(LONGEST)
        except TimeoutError as error:
            yield str(error)
            return
        finally:
            if not self.server.running:
                self._restart()
        yield from told_badly(ended)
        if ended.code == 0 and self.state()["stated"] != wanted:
            yield "it said that it is done, and the graph is another one"
        again = self.start(operation).wait(LONGEST)
        if again.code:
            yield f"the same command again ended with {again.code}: {again.err}"
        elif self.state()["stated"] != wanted:
            yield "the same command again gives another graph"
