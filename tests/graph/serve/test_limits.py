"""A query ends: when its time is up, when it takes too much, and when nobody waits for it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j import exceptions

from graphq.graph.errors import StoreError
from graphq.graph.stores.arcadedb.bolt import messages as bolt
from tests.graph.serve.served import USER, Serving, children, serving
from tests.graph.serve.test_serving import refused
from tests.graph.serve.wire import Wire, told

SECONDS, MEGABYTES = 2.0, 512
NARROW = ("--timeout", f"{SECONDS:g}", "--memory", str(MEGABYTES))

PATHS = "MATCH p = (a)-[*1..12]-(b) RETURN count(p) AS n"
ENDLESS = {
    "paths": PATHS,
    "a product": "MATCH (a), (b), (c) WHERE a.id < b.id AND b.id < c.id RETURN count(*) AS n",
    "shortest paths": "MATCH (a), (b) MATCH p = shortestPath((a)-[*..20]-(b)) RETURN count(p) AS n",
    "two lists": "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a) AS n",
}
DEAF = {
    # What the engine cannot stop: it looks at no clock in the midst of an expression.
    "a sum within a sum": (
        "RETURN size([x IN range(1, 99999) WHERE any(y IN range(1, 99999) WHERE x * y = -1)]) AS n"
    ),
    "patterns": "MATCH (a) RETURN sum(size([p = (a)-[*1..9]-(b) | length(p)])) AS n",
}
TOO_LARGE = {
    "a text that doubles": "RETURN size(reduce(s = 'abcdefgh', x IN range(1, 40) | s + s)) AS n",
    "a long list": "UNWIND range(1, 1500000) AS a WITH collect(toString(a) + 'abcdefgh') AS l "
    "RETURN size(l) AS n",
}
QUICK = "MATCH (g:Group {id: 'jnim'})<-[:PERPETRATED_BY]-(i:Incident) RETURN count(i) AS n"


@pytest.fixture(scope="module")
def served(jnim_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The jnim dossier, with narrow limits."""
    with serving(jnim_folder, tmp_path_factory.mktemp("serve"), *NARROW) as running:
        yield running


@pytest.fixture(scope="module")
def patient(jnim_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The jnim dossier, where a query may take its time."""
    with serving(jnim_folder, tmp_path_factory.mktemp("serve")) as running:
        yield running


@pytest.fixture(scope="module")
def driver(served: Serving) -> Iterator[neo4j.Driver]:
    """A driver at that server."""
    with connected(served) as made:
        yield made


def connected(served: Serving) -> neo4j.Driver:
    """Neo4j's own driver, which tries nothing again by itself."""
    auth = (USER, served.password)
    return neo4j.GraphDatabase.driver(served.address, auth=auth, max_transaction_retry_time=0)


def ask(driver: neo4j.Driver, statement: str, **more: Any) -> list[dict[str, Any]]:
    with driver.session() as session:
        return session.run(neo4j.Query(statement, **more)).data()


def quick(driver: neo4j.Driver) -> float:
    """Seconds in which a short question is answered; one that was in the way asks again."""
    began = time.monotonic()
    for _ in range(20):
        try:
            assert ask(driver, QUICK) != []
            break
        except exceptions.TransientError:
            time.sleep(0.2)
    return time.monotonic() - began


@pytest.mark.parametrize("what", [*ENDLESS, *DEAF])
def test_a_query_ends_when_its_time_is_up(driver: neo4j.Driver, what: str) -> None:
    began = time.monotonic()
    with pytest.raises(exceptions.ClientError) as stopped:
        ask(driver, (ENDLESS | DEAF)[what])
    took = time.monotonic() - began
    assert stopped.value.code == bolt.TIMED_OUT
    assert stopped.value.message == (
        "The query was stopped after 2 seconds. Ask for less at a time, or have graphq serve allow "
        "more with --timeout."
    )
    assert SECONDS <= took < SECONDS + 5
    assert quick(driver) < 10


def test_the_clients_own_timeout_is_kept(driver: neo4j.Driver) -> None:
    began = time.monotonic()
    with pytest.raises(exceptions.ClientError, match="timeout that the client set") as stopped:
        ask(driver, PATHS, timeout=0.3)
    assert stopped.value.code == bolt.CLIENT_TIMED_OUT
    assert 0.3 <= time.monotonic() - began < SECONDS
    with driver.session() as session:
        transaction = session.begin_transaction(timeout=0.4)
        assert transaction.run("RETURN 1 AS x").data() == [{"x": 1}]
        time.sleep(0.5)
        with pytest.raises(exceptions.ClientError) as late:
            transaction.run("RETURN 1 AS x").data()
    assert late.value.code == bolt.CLIENT_TIMED_OUT
    assert ask(driver, "RETURN 1 AS x") == [{"x": 1}]


def test_who_reads_slowly_is_not_cut_short(driver: neo4j.Driver) -> None:
    with driver.session(fetch_size=10) as session:
        found = session.run("UNWIND range(1, 30) AS x RETURN x")
        read = []
        for record in found:
            read.append(record["x"])
            time.sleep(0.1)
    assert read == list(range(1, 31))


@pytest.mark.parametrize("what", TOO_LARGE)
def test_a_query_that_takes_too_much_memory_is_stopped(
    served: Serving, driver: neo4j.Driver, what: str
) -> None:
    with pytest.raises(exceptions.ClientError) as stopped:
        ask(driver, TOO_LARGE[what])
    assert stopped.value.code in (bolt.OUT_OF_MEMORY, bolt.TIMED_OUT)
    if stopped.value.code == bolt.OUT_OF_MEMORY:
        assert f"({MEGABYTES} MB for all)" in str(stopped.value.message)
        assert "--memory" in str(stopped.value.message)
    assert quick(driver) < 15


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_memory_of_all_is_bounded(served: Serving, driver: neo4j.Driver) -> None:
    most = 0
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, driver, TOO_LARGE["a text that doubles"]) for _ in range(4)]
        while not all(one.done() for one in asked):
            most = max([most, *map(resident, children(served.process.pid))])
            time.sleep(0.02)
    assert all(one.exception() is not None for one in asked)
    print(f"the engine took {most} MB at most, of {MEGABYTES} that it may")
    assert most < 2 * MEGABYTES
    assert quick(driver) < 15


def resident(process: int) -> int:
    """Megabytes that a process has in memory."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0  # it was ended just now
    return pages * 4096 >> 20


def test_heavy_queries_keep_nobody_waiting(jnim_folder: Path, tmp_path: Path) -> None:
    # A server of its own: what the others leave to be seen off starts the engine anew.
    with serving(jnim_folder, tmp_path, *NARROW) as calm, connected(calm) as driver:
        quick(driver)
        with ThreadPoolExecutor(8) as pool:
            heavy = [pool.submit(ask, driver, PATHS) for _ in range(8)]
            time.sleep(0.3)
            waits = []
            while not any(one.done() for one in heavy):
                waits.append(quick(driver))
            stopped = [one.exception() for one in heavy]
    print(f"{len(waits)} short questions beside eight heavy ones: {max(waits):.2f} s at most")
    assert max(waits) < 1.5
    assert {getattr(error, "code", error) for error in stopped} == {bolt.TIMED_OUT}


@pytest.mark.parametrize("statement", [PATHS, DEAF["a sum within a sum"]], ids=["heard", "deaf"])
def test_a_reset_is_answered_while_a_query_runs(patient: Serving, statement: str) -> None:
    with Wire(patient).log_in() as wire:
        wire.say(bolt.RUN, statement, {}, {})
        wire.say(bolt.PULL, {"n": -1})
        time.sleep(0.5)
        began = time.monotonic()
        wire.say(bolt.RESET)
        answers = [wire.answer() for _ in range(3)]
        took = time.monotonic() - began
        assert told(answers[0])[0] == bolt.TERMINATED
        assert [bolt.kind(answer or b"") for answer in answers[1:]] == [bolt.IGNORED, bolt.SUCCESS]
        print(f"RESET was answered after {took:.2f} s")
        assert took < 5
        assert wire.ask(QUICK) == [bolt.SUCCESS] * 2
    rests(patient)


@pytest.mark.parametrize("statement", [PATHS, DEAF["a sum within a sum"]], ids=["heard", "deaf"])
def test_a_query_ends_when_its_client_goes(patient: Serving, statement: str) -> None:
    wire = Wire(patient).log_in()
    wire.say(bolt.RUN, statement, {}, {})
    wire.say(bolt.PULL, {"n": -1})
    time.sleep(0.5)
    assert computes(patient)
    wire.socket.close()
    print(f"ended {rests(patient):.1f} s after its client went")
    with Wire(patient).log_in() as wire:
        assert wire.ask(QUICK) == [bolt.SUCCESS] * 2


def test_an_answer_that_nobody_takes_is_let_go(patient: Serving) -> None:
    wire = Wire(patient).log_in()
    wire.say(bolt.RUN, "UNWIND range(1, 3000000) AS x RETURN x, toString(x) AS y", {}, {})
    wire.say(bolt.PULL, {"n": -1})
    assert wire.hear() is not None
    time.sleep(0.5)
    wire.socket.close()
    rests(patient)


def rests(served: Serving) -> float:
    """Seconds after which the engine has nothing to do any more, long before its limit."""
    began = time.monotonic()
    while computes(served):
        assert time.monotonic() - began < 20
    return time.monotonic() - began


def computes(served: Serving) -> bool:
    """Whether a query goes on."""
    running = "SHOW TRANSACTIONS YIELD currentQuery"
    with served.store() as store:
        try:
            found = store.read(running)
        except StoreError:
            return True  # it was ended in the midst of this
    return any(not str(row["currentQuery"]).startswith("SHOW") for row in found)


def test_a_limit_that_is_none_is_told_of(jnim_folder: Path) -> None:
    for option, value in (("--timeout", "-1"), ("--memory", "1")):
        code, sentence = refused(jnim_folder, "--port", "0", option, value)
        assert (code, f"Invalid value for '{option}'" in sentence) == (2, True), sentence


def test_an_engine_that_died_is_started_anew(served: Serving, driver: neo4j.Driver) -> None:
    (engine,) = children(served.process.pid)
    subprocess.run(["kill", "-9", str(engine)], check=True)
    time.sleep(0.3)
    assert ask(driver, "RETURN 1 AS x") == [{"x": 1}]
    assert children(served.process.pid) != [engine]
