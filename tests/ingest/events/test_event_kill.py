"""A load of events that is cut off, at whatever moment, is finished by loading again.

Processes are killed with SIGKILL at moments drawn at random, on both engines, with and without a
dossier in the graph before; a server is killed in mid-load and started again. What always holds
here: what is asked of all of them is the graph of one clean load, which one engine makes for both.
"""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.ged_like import COLUMNS, events
from graphq.graph.opening import open_store
from graphq.graph.read.loads import cut_off
from graphq.graph.store import StoreOptions
from graphq.graph.write.writer import prepare
from graphq.ingest.events import table as event_table
from graphq.ingest.events.facts import EventFacts
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.graph.make import Snapshot, differing, everything
from tests.graph.process import running
from tests.ingest.event_files import cleared, load_file, write_rows
from tests.ingest.events.test_event_cut import incidents_without_their_own
from tests.neo4j.provide import Neo4jAddress
from tests.neo4j.server import Neo4jServer, missing_programs
from tests.neo4j_fixture import skip_or_fail
from tests.stores_fixture import open_empty

ROWS = 1_000
AT_ONCE = 100
"""Rows of one batch; as many as usual would be all of the file."""
SEED = 20120322
FIRST_ROUNDS, RELEASE_ROUNDS, SERVER_ROUNDS = 8, 6, 4

LOAD = f"""
import json, sys
from pathlib import Path
from graphq.graph.opening import open_store
from graphq.graph.store import StoreOptions
from graphq.ingest.events import table as event_table
from tests.ingest.event_files import load_file

event_table.BATCH = {AT_ONCE}
print("ready", flush=True)
credentials = json.loads(sys.stdin.readline())
with open_store(sys.argv[1], "write", StoreOptions(credentials=credentials)) as store:
    load_file(Path(sys.argv[2]), store)
"""
"""Loads a file of events once it is sent the credentials, in batches small enough to be many."""


@dataclass(frozen=True)
class Files:
    """A release of a dataset and the next one, and the graph that each alone makes."""

    first: Path
    second: Path
    clean: dict[tuple[str, bool], Snapshot]
    """By the file's name, and whether the dossier was there before."""
    finished: dict[bool, Path]
    """Folders into which the first release was loaded, without the dossier and with it."""
    dossier: Path
    """A folder with the dossier alone."""
    seconds: float
    """How long a process takes for a first load, from when it says that it is ready."""


def next_release(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Other numbers and places in some of the rows, some withdrawn, and the new ones last."""
    kept = [dict(one) for place, one in enumerate(rows) if place % 11]
    for place, one in enumerate(kept[:ROWS]):
        if place % 4 == 0:
            one["best"] = str(int(one["best"]) + 1)
        if place % 9 == 0:
            one |= {"where_coordinates": f"New place {place:05d}", "where_prec": "1"}
        if place % 10 == 0:
            one |= {"side_b": "A New Group", "side_b_new_id": "88001"}
    return kept


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("event-kill")
    made = events(ROWS + 60)
    rows = [dict(zip(COLUMNS, map(str, one), strict=True)) for one in made]
    first = write_rows(folder / "first.csv", rows[:ROWS])
    second = write_rows(folder / "second.csv", next_release(rows))
    dossier = folder / "dossier"
    with open_store(dossier, "write") as store:
        load(Dossier.find("jnim"), store, "test")
    clean, finished, seconds = {}, {}, 0.0
    for file in (first, second):
        for after in (False, True):
            place = folder / f"{file.stem}-{after}"
            if after:
                shutil.copytree(dossier, place)
            with started(place, file) as process:
                began = time.monotonic()
                assert process.wait(300) == 0
                seconds = min(seconds or 300.0, time.monotonic() - began)
            with open_store(place) as store:
                clean[file.name, after] = everything(store)
            if file is first:
                finished[after] = place
    assert len({len(one[0]) for one in clean.values()}) == 4
    return Files(first, second, clean, finished, dossier, seconds)


@contextlib.contextmanager
def started(place: Path | str, file: Path, **credentials: str) -> Iterator[Any]:
    """A process that has just begun to load the file."""
    with running(LOAD, place, file) as process:
        process.stdin.write(json.dumps(credentials) + "\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]
        yield process


def killed(place: Path | str, file: Path, delay: float, **credentials: str) -> None:
    """Load in a process that is killed after so many seconds."""
    with started(place, file, **credentials) as process:
        time.sleep(delay)
        process.kill()
        process.wait()


def moment(number: int, files: Files) -> float:
    """When to kill in this round: from the first step to shortly after the end."""
    return random.Random(SEED + number).uniform(0.05, 1.05) * files.seconds


@pytest.mark.slow
@pytest.mark.parametrize("number", range(FIRST_ROUNDS))
def test_a_first_load_that_is_killed_is_finished_by_loading_again(
    number: int, files: Files, tmp_path: Path
) -> None:
    after, delay, folder = bool(number % 2), moment(number, files), tmp_path / "graph"
    what = f"round {number}, seed {SEED}: killed {delay:.3f} s after the load began"
    if after:
        shutil.copytree(files.dossier, folder)
    killed(folder, files.first, delay)
    with open_store(folder, "write") as store:
        rows = store.read("MATCH (event:Incident) RETURN count(event) AS n") if after else []
        load_file(files.first, store)
        assert differing(everything(store), files.clean[files.first.name, after]) == [], what
        assert cut_off(store) == [], what
    assert not rows or rows[0]["n"] in counts_of_incidents(files), what


def counts_of_incidents(files: Files) -> set[int]:
    """How many incidents a folder can hold after a first load: those before, or all."""
    whole = sum(
        labels == ("Incident",) for labels, _ in files.clean[files.first.name, True][0].values()
    )
    return {whole - ROWS, whole}


@pytest.mark.slow
@pytest.mark.parametrize("number", range(RELEASE_ROUNDS))
def test_a_load_of_a_new_release_that_is_killed_is_finished_by_loading_again(
    number: int, files: Files, tmp_path: Path
) -> None:
    after, delay, folder = bool(number % 2), moment(100 + number, files), tmp_path / "graph"
    what = f"round {number}, seed {SEED}: killed {delay:.3f} s after the load began"
    shutil.copytree(files.finished[after], folder)
    killed(folder, files.second, delay)
    with open_store(folder, "write") as store:
        assert incidents_without_their_own(store) == [], what
        load_file(files.second, store)
        assert differing(everything(store), files.clean[files.second.name, after]) == [], what
        assert cut_off(store) == [], what


@pytest.mark.slow
@pytest.mark.neo4j
@pytest.mark.parametrize("number", range(SERVER_ROUNDS))
def test_a_load_onto_a_server_that_is_killed_leaves_whole_incidents_and_can_be_finished(
    number: int, files: Files, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The first two are first loads, the others load the new release over a finished load."""
    after, release = bool(number % 2), number > 1
    address: Neo4jAddress = request.getfixturevalue("neo4j_address")
    known = {"NEO4J_USER": address.user, "NEO4J_PASSWORD": address.password}
    delay = moment(200 + number, files)
    what = f"round {number}, seed {SEED}: killed {delay:.3f} s after the load began"
    with open_empty("server", tmp_path, request) as store:
        if after:
            load(Dossier.find("jnim"), store, "test")
        if release:
            load_file(files.first, store)
        file = files.second if release else files.first
        killed(address.uri, file, delay, **known)
        assert incidents_without_their_own(store) == [], what
        load_file(file, store)
        assert differing(everything(store), files.clean[file.name, after]) == [], what
        assert cut_off(store) == [], what


# A server that goes away in mid-load.


@pytest.fixture(scope="module")
def server() -> Iterator[Neo4jServer]:
    """A server that these tests may kill."""
    missing = missing_programs()
    if missing:
        skip_or_fail(f"Install {' and '.join(missing)} to start a Neo4j from its jars.")
    with Neo4jServer() as started:
        yield started


class KilledMeanwhile:
    """Kills the server when so many batches were read, and starts it again when it is missed."""

    def __init__(self, server: Neo4jServer, batches: int) -> None:
        self.told: list[str] = []
        self._server, self._left = server, batches
        self._missed, self._killed = threading.Event(), threading.Event()
        self._starter = threading.Thread(target=self._start_again)
        self._starter.start()

    def on_wait(self, message: str) -> None:
        self.told.append(message)
        self._missed.set()

    def _start_again(self) -> None:
        # It is missed while it is still being killed.
        if self._missed.wait(120) and self._killed.wait(120):
            self._server.restart()

    def counting(self, make: Callable[..., Any]) -> Callable[..., Any]:
        """What makes a batch of facts, with the server killed before one of them."""

        def made(*given: Any) -> Any:
            if not self._left:
                self._server.kill()
                self._killed.set()
            self._left -= 1
            return make(*given)

        return made

    def done(self) -> None:
        self._missed.set()
        self._killed.set()
        self._starter.join()


@pytest.mark.slow
@pytest.mark.neo4j
@pytest.mark.parametrize("release", [False, True])
def test_a_server_that_restarts_in_mid_load_is_waited_for_and_the_load_goes_on(
    release: bool, server: Neo4jServer, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_table, "BATCH", AT_ONCE)
    credentials = {"NEO4J_USER": server.user, "NEO4J_PASSWORD": server.password}
    file = files.second if release else files.first
    with open_store(server.uri, "write", StoreOptions(credentials=credentials)) as store:
        prepare(store)
        if release:
            load_file(files.first, store)
    going = KilledMeanwhile(server, 2)
    try:
        options = StoreOptions(credentials=credentials, on_wait=going.on_wait)
        with (
            open_store(server.uri, "write", options) as store,
            monkeypatch.context() as patch,
        ):
            patch.setattr(EventFacts, "make", going.counting(EventFacts.make))
            load_file(file, store)
    finally:
        going.done()
    with open_store(server.uri, "write", StoreOptions(credentials=credentials)) as store:
        found = everything(store)
        cleared(store)
    assert going.told == [f"Waiting for {server.uri} to come back …"]
    assert differing(found, files.clean[file.name, False]) == []
