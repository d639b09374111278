"""A bulk load that is cut off, at whatever moment, leaves one whole graph and loses nothing unsaid.

Processes are killed at chosen moments and at moments drawn at random; a disk stops taking bytes; a
server's connection breaks between a commit and its answer; a server is killed and started again.
"""

from __future__ import annotations

import contextlib
import os
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphq.graph.errors import StoreError
from graphq.graph.model import schema
from graphq.graph.opening import open_store
from graphq.graph.records import Row
from graphq.graph.store import Store, StoreOptions
from graphq.graph.stores.neo4j import bulk as bulk_bolt
from tests.graph.make import everything
from tests.graph.process import running, said, tell
from tests.neo4j.provide import Neo4jAddress
from tests.neo4j.server import Neo4jServer, missing_programs
from tests.neo4j_fixture import skip_or_fail
from tests.stores_fixture import open_empty

MANY = 6_000
ROUNDS = 10
SEED = 20120101

LOAD = f"""
import os, signal, sys
from pathlib import Path
from graphq.graph.opening import open_store
from graphq.graph.store import StoreOptions
from tests.graph.stores.test_bulk_cut import people, ties

folder, moment = sys.argv[1:]
renames, rename = 0, Path.rename

def killing(self, target):
    global renames
    if not self.name.startswith("db"):
        return rename(self, target)
    if moment == f"before rename {{renames}}":
        os.kill(os.getpid(), signal.SIGKILL)
    done = rename(self, target)
    if moment == f"after rename {{renames}}":
        os.kill(os.getpid(), signal.SIGKILL)
    renames += 1
    return done

Path.rename = killing
with open_store(folder, "write", StoreOptions(command="graphq load all")) as store:
    if moment == "at random":
        print("ready", flush=True)
    with store.bulk() as bulk:
        bulk.nodes(("Person",), people({MANY}))
        bulk.relationships("LINKED_TO", "Person", "Person", ties({MANY}))
        if moment == "when told":
            print("ready", flush=True)
            sys.stdin.readline()
        elif moment == "full":
            import resource
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
        if moment not in ("at random", "when told"):
            print("ready", flush=True)
print("done", flush=True)
"""
"""Loads people and relationships in bulk, and kills itself at the moment that is named."""


def people(count: int) -> list[Row]:
    """Rows of people."""
    return [
        {"id": f"p{n}", "properties": {"id": f"p{n}", "name": f"Person {n}", "note": "x" * 300}}
        for n in range(count)
    ]


def ties(count: int) -> list[Row]:
    """Rows of relationships, from each person to the next and the last to the first."""
    ends = [(f"p{n}", f"p{(n + 1) % count}") for n in range(count)]
    return [
        {"id": f"{start}>{end}", "start": start, "end": end, "properties": {"id": f"{start}>{end}"}}
        for start, end in ends
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one person in it."""
    place = tmp_path / "graph"
    with open_store(place, "write") as store:
        store.define(schema.definitions())
        store.write([("CREATE (:Person {id: 'before', name: 'Before'})", {})])
    return place


def counted(store: Store) -> tuple[int, int, int, int]:
    """How many people, found by the index too, and relationships, from both of their ends."""
    people, found, out, into = (
        store.read(f"{statement} RETURN count(*) AS n", {"ids": [f"p{n}" for n in range(MANY)]})
        for statement in (
            "MATCH (p:Person) WHERE p.name IS NOT NULL",
            "UNWIND $ids AS id MATCH (p:Person {id: id})",
            "MATCH (:Person)-[r:LINKED_TO]->(:Person)",
            "UNWIND $ids AS id MATCH (p:Person {id: id})<-[r:LINKED_TO]-()",
        )
    )
    return people[0]["n"], found[0]["n"], out[0]["n"], into[0]["n"]


OLD, NEW = (1, 0, 0, 0), (MANY + 1, MANY, MANY, MANY)


def of_the_database(path: Path) -> set[str]:
    """The names in the folder that belong to the database."""
    return {found.name for found in path.iterdir() if found.name.startswith("db")}


@pytest.mark.parametrize("mode", ["read", "write"])
@pytest.mark.parametrize(
    ("moment", "left", "graph"),
    [
        ("before rename 0", {"db", "db.new"}, OLD),
        ("after rename 0", {"db.old", "db.new"}, OLD),
        ("after rename 1", {"db", "db.old"}, NEW),
    ],
)
def test_a_load_killed_about_the_swap_leaves_the_old_graph_or_the_new(
    folder: Path, moment: str, left: set[str], graph: tuple[int, ...], mode: str
) -> None:
    with running(LOAD, folder, moment) as process:
        assert process.wait(120) < 0
    assert of_the_database(folder) == left
    with open_store(folder, "write" if mode == "write" else "read") as store:
        assert counted(store) == graph
    assert of_the_database(folder) == (left if mode == "read" else {"db"})


def test_a_load_killed_while_it_writes_leaves_the_old_graph(folder: Path) -> None:
    with running(LOAD, folder, "when told") as process:
        wait_for(folder / "db.new")
        process.kill()
        process.wait()
    assert of_the_database(folder) == {"db", "db.new"}
    with open_store(folder) as store:
        assert counted(store) == OLD
    assert of_the_database(folder) == {"db", "db.new"}
    open_store(folder, "write").close()
    assert of_the_database(folder) == {"db"}


@pytest.mark.slow
@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_load_killed_at_any_moment_leaves_one_whole_graph_and_can_be_done_again(
    folder: Path, number: int
) -> None:
    delay = random.Random(SEED + number).uniform(0.0, 1.5)
    with running(LOAD, folder, "at random") as process:
        time.sleep(delay)
        process.kill()
        process.wait()
    what = f"round {number}, seed {SEED}: killed {delay:.4f} s after the load began"
    with open_store(folder) as store:
        found = counted(store)
        assert found in (OLD, NEW), what
    with open_store(folder, "write") as store:
        if found == OLD:
            with store.bulk() as bulk:
                bulk.nodes(("Person",), people(MANY))
                bulk.relationships("LINKED_TO", "Person", "Person", ties(MANY))
        assert counted(store) == NEW, what
    assert of_the_database(folder) == {"db"}, what


def test_who_reads_during_a_load_is_answered_from_the_old_graph_without_waiting(
    folder: Path,
) -> None:
    told: list[str] = []
    with running(LOAD, folder, "when told") as process:
        wait_for(folder / "db.new")
        with open_store(folder, options=StoreOptions(wait_seconds=0, on_wait=told.append)) as old:
            assert counted(old) == OLD
            tell(process)
            assert said(process) == "done"
            # The swap has happened under this reader, which keeps what it opened.
            assert counted(old) == OLD
        with open_store(folder) as new:
            assert counted(new) == NEW
    assert told == []
    assert of_the_database(folder) == {"db"}


@pytest.mark.skipif(os.name == "nt", reason="a limit on the size of files is set")
def test_what_the_engine_could_not_write_is_found_out_and_nothing_is_kept(folder: Path) -> None:
    with running(LOAD, folder, "full") as process:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 1
    assert "could be read back, so nothing of this load was kept" in errors
    with open_store(folder) as store:
        assert counted(store) == OLD
    assert of_the_database(folder) == {"db"}


def wait_for(path: Path) -> None:
    """Wait until something is there."""
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Cutting:
    """Passes a connection on to a server, and breaks it when a commit has been answered."""

    COMMIT = b"\x00\x02\xb0\x12\x00\x00"
    """The whole message, as Bolt sends it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.to_cut = self.were_cut = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return  # closed at the end of the test
            server = socket.create_connection(("127.0.0.1", self._port))
            cut = threading.Event()
            for pair in ((client, server, True), (server, client, False)):
                threading.Thread(target=self._pass_on, args=(*pair, cut), daemon=True).start()

    def _pass_on(
        self, source: socket.socket, target: socket.socket, asks: bool, cut: threading.Event
    ) -> None:
        try:
            while data := source.recv(1 << 16):
                if asks and self.to_cut and data.endswith(self.COMMIT):
                    self.to_cut -= 1
                    cut.set()
                elif not asks and cut.is_set():
                    self.were_cut += 1
                    break
                target.sendall(data)
        except OSError:
            return  # the other direction has closed them
        finally:
            for end in (source, target):
                with contextlib.suppress(OSError):
                    # Closing alone would not wake the thread that reads from it.
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def close(self) -> None:
        self._listener.close()


@pytest.mark.neo4j
def test_a_batch_whose_commit_was_not_answered_is_there_once(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    open_empty("server", tmp_path, request).close()
    address: Neo4jAddress = request.getfixturevalue("neo4j_address")
    told: list[str] = []
    options = StoreOptions(
        credentials={"NEO4J_USER": address.user, "NEO4J_PASSWORD": address.password},
        on_wait=told.append,
    )
    between = Cutting(int(address.uri.rsplit(":", 1)[1]))
    try:
        with open_store(f"bolt://127.0.0.1:{between.port}", "write", options) as store:
            for what in ("nodes", "relationships"):
                between.to_cut = 1
                with store.bulk() as bulk:
                    if what == "nodes":
                        bulk.nodes(("Person",), people(300))
                    else:
                        bulk.relationships("LINKED_TO", "Person", "Person", ties(300))
            assert between.were_cut == 2
            nodes, links = everything(store)
            rows = store.read("MATCH ()-[r:LINKED_TO]->() RETURN count(r) AS n")
    finally:
        between.close()
    assert sum(key.startswith("p") for key in nodes) == len(links) == rows[0]["n"] == 300
    assert told == [f"Waiting for bolt://127.0.0.1:{between.port} to come back …"] * 2


@pytest.fixture(scope="module")
def server() -> Iterator[Neo4jServer]:
    """A server that these tests may kill."""
    missing = missing_programs()
    if missing:
        skip_or_fail(f"Install {' and '.join(missing)} to start a Neo4j from its jars.")
    with Neo4jServer() as started:
        yield started


def load_and_kill(server: Neo4jServer, told: list[str], restart: bool) -> None:
    """Load people, kill the server half-way, load on, and start the server when it is missed."""
    missed = threading.Event()

    def on_wait(message: str) -> None:
        told.append(message)
        missed.set()

    with open_store(server.uri, "write", options_of(server, on_wait)) as store:
        store.define(schema.definitions())
        with store.bulk() as bulk:
            bulk.nodes(("Person",), people(MANY))
            server.kill()
            bulk.relationships("LINKED_TO", "Person", "Person", ties(MANY))
            assert missed.wait(60)
            if restart:
                server.restart()


def options_of(
    server: Neo4jServer, on_wait: Callable[[str], None] = lambda message: None
) -> StoreOptions:
    """How to open the server."""
    credentials = {"NEO4J_USER": server.user, "NEO4J_PASSWORD": server.password}
    return StoreOptions(credentials=credentials, on_wait=on_wait)


@pytest.mark.slow
@pytest.mark.neo4j
def test_a_server_that_restarts_in_mid_load_is_waited_for_and_the_load_goes_on(
    server: Neo4jServer,
) -> None:
    told: list[str] = []
    load_and_kill(server, told, restart=True)
    assert told == [f"Waiting for {server.uri} to come back …"]
    with open_store(server.uri, "read", options_of(server)) as store:
        assert counted(store) == (MANY, MANY, MANY, MANY)


@pytest.mark.slow
@pytest.mark.neo4j
def test_a_server_that_stays_away_ends_the_load_with_a_sentence(
    server: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_bolt, "LOST_SECONDS", 2.0)
    told: list[str] = []
    with open_store(server.uri, "write", options_of(server)) as store:
        store.write([("MATCH (n) DETACH DELETE n", {})])
    with pytest.raises(StoreError, match="did not come back within 2 seconds"):
        load_and_kill(server, told, restart=False)
    assert len(told) == 1
