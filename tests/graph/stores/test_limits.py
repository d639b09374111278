"""A question has an end: by time, by memory, and by Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from graphq.graph.errors import StoreError
from graphq.graph.opening import open_store
from graphq.graph.store import StoreOptions
from tests.cli.run import ROOT, graphq
from tests.graph.process import running
from tests.neo4j.provide import Neo4jAddress
from tests.stores_fixture import options_for

PATHS = "MATCH p = (a)-[*1..12]-(b) RETURN count(p) AS n"
PAIRS = "MATCH (a), (b) RETURN a.id AS a, b.id AS b"


@pytest.mark.parametrize("statement", [PATHS, PAIRS])
def test_a_question_that_takes_too_long_is_ended_with_a_sentence(
    jnim_folder: Path, statement: str
) -> None:
    began = time.monotonic()
    with (
        open_store(jnim_folder, options=StoreOptions(statement_seconds=0.5)) as store,
        pytest.raises(StoreError, match=r"took longer than the 0\.5 seconds .* GRAPHQ_TIMEOUT"),
    ):
        store.read(statement)
    assert time.monotonic() - began < 30


@pytest.mark.neo4j
def test_a_server_ends_it_too(neo4j_address: Neo4jAddress) -> None:
    options = replace(options_for(neo4j_address), statement_seconds=0.5)
    with (
        open_store(neo4j_address.uri, options=options) as store,
        pytest.raises(StoreError, match=r"took longer than the 0\.5 seconds"),
    ):
        store.read(
            "UNWIND range(1, 4000) AS a UNWIND range(1, 4000) AS b UNWIND range(1, 4000) AS c "
            "RETURN sum(a * b * c % 7) AS n"
        )


def test_an_answer_that_takes_too_much_memory_is_ended_with_a_sentence(jnim_folder: Path) -> None:
    ran = graphq("cypher", PAIRS, db=jnim_folder, GRAPHQ_MEMORY="256")
    assert ran.code == 1
    assert "takes more than the 256 MB of memory that it may" in ran.err


GROWS = """
from graphq.graph.errors import StoreError
from graphq.graph.limits import Memory
memory = Memory(64)
grown = b"1" * (128 << 20)
try:
    memory.check()
except StoreError as error:
    print(error)
"""
STARTS = f"""
import subprocess, sys
held = b"1" * (512 << 20)
subprocess.run([sys.executable, "-c", {GROWS!r}], check=True)
"""


def test_what_the_process_held_that_started_this_one_does_not_count() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", STARTS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "takes more than the 64 MB" in ran.stdout


def test_the_option_goes_before_the_environment(jnim_folder: Path) -> None:
    ran = graphq("cypher", PATHS, "--timeout", "0.5", db=jnim_folder, GRAPHQ_TIMEOUT="900")
    assert ran.code == 1
    assert "longer than the 0.5 seconds" in ran.err


def test_a_limit_that_is_no_number_is_wrong_use(jnim_folder: Path) -> None:
    for ran, name in (
        (graphq("leaders", "jnim", db=jnim_folder, GRAPHQ_TIMEOUT="much"), "GRAPHQ_TIMEOUT"),
        (graphq("leaders", "jnim", db=jnim_folder, GRAPHQ_MEMORY="much"), "GRAPHQ_MEMORY"),
    ):
        assert ran.code == 2
        assert f"{name} is 'much'; it must be a number of" in ran.err


ASK = f"""
import sys
from graphq.graph.opening import open_store
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    store.read({PATHS!r})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT cannot be sent to one process")
def test_ctrl_c_ends_a_question_at_once(jnim_folder: Path) -> None:
    with running(ASK, jnim_folder) as process:
        time.sleep(1)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert time.monotonic() - began < 10
    assert process.returncode in (130, -signal.SIGINT)
    assert "KeyboardInterrupt" in errors
    assert "Fatal error" not in errors


AGAIN = f"""
import signal, sys, threading
from graphq.graph.opening import open_store
with open_store(sys.argv[1]) as store:
    threading.Timer(1.0, signal.raise_signal, [signal.SIGINT]).start()
    print("ready", flush=True)
    try:
        store.read({PATHS!r})
    except KeyboardInterrupt:
        print(store.read("RETURN 1 AS one"), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT cannot be sent to one process")
def test_after_a_question_was_interrupted_the_next_one_is_answered(jnim_folder: Path) -> None:
    with running(AGAIN, jnim_folder) as process:
        out, _ = process.communicate(timeout=60)
    assert out == "[{'one': 1}]\n"
