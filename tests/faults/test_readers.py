"""Readers and writers at once: who reads sees one state to the end, and no writer loses another's.

What always holds: a reader that is stopped in mid-reading goes on when the graph under it has been
replaced, and a writer that is stopped keeps nobody from reading.
"""

from __future__ import annotations

import random
import shutil
import signal
import time

import pytest

from tests import figures
from tests.faults.cases import GRAPH, OUT, READING, WRITING, Bench, Operation
from tests.faults.running import STOP, Ended, Fault

READERS = 30
PAUSED = ("export jsonl", "export csv", "export neo4j-admin", "view --all", "brief html")
WRITERS = 4
CHANGES = next(operation for operation in WRITING if operation.name == "load, with changes")


def exporting(name: str) -> tuple[str, ...]:
    """A command that writes all of the graph to a file."""
    return ("export", "jsonl", f"{OUT}/{name}.jsonl", "--db", GRAPH)


@pytest.fixture(scope="module")
def both(bench: Bench) -> list[bytes]:
    """What is exported of the graph before and after it is loaded with changes."""
    place = bench.place("loaded", "both")
    assert bench.commands.run(place, *exporting("before")).code == 0
    assert bench.commands.run(place, *CHANGES.arguments).code == 0
    assert bench.commands.run(place, *exporting("after")).code == 0
    found = [(place / OUT / f"{name}.jsonl").read_bytes() for name in ("before", "after")]
    assert found[0] != found[1]
    return found


@pytest.mark.slow
def test_readers_during_a_load_each_see_the_graph_before_or_after(
    bench: Bench, both: list[bytes]
) -> None:
    place = bench.place("loaded", "readers")
    pause = 1.5 * bench.clean(CHANGES).seconds / READERS
    load = bench.commands.start(place, *CHANGES.arguments)
    readers = []
    for number in range(READERS):
        readers.append(bench.commands.start(place, *exporting(str(number))))
        time.sleep(pause)
    ended = [reader.wait(120) for reader in readers]
    lost = [
        f"{number}: {reader.err}"
        for number, reader in enumerate(ended)
        if reader.code or (place / OUT / f"{number}.jsonl").read_bytes() not in both
    ]
    figures.tried("a reader during a load", READERS, READERS - len(lost))
    assert load.wait(120).code == 0
    assert not lost
    assert bench.state(place) == bench.clean(CHANGES).after


@pytest.mark.slow
@pytest.mark.parametrize(
    "operation", [operation for operation in READING if operation.name in PAUSED], ids=str
)
def test_a_long_export_stays_with_the_graph_that_it_began_with(
    operation: Operation, bench: Bench, seed: int
) -> None:
    clean = bench.clean(operation)
    number = random.Random(f"{seed} {operation.name}").randint(1, clean.calls["read"])
    place = bench.place("loaded", "paused")
    reading = bench.commands.start(place, *operation.arguments, fault=Fault("read", number, STOP))
    stopped = reading.has_stopped(60)
    load = bench.commands.run(place, *CHANGES.arguments)
    reading.send(signal.SIGCONT)
    ended = reading.wait()
    made = bench.written(place)
    shutil.rmtree(place / OUT)
    (place / OUT).mkdir()
    assert bench.commands.run(place, *operation.arguments).code == 0
    held = not ended.code and made in (clean.made, bench.written(place))
    figures.tried("an export over a load", 1, int(held), seed=seed)
    assert load.code == 0, load.err
    assert held, f"stopped {stopped} at read {number}: {ended.err}"
    assert bench.state(place) == bench.clean(CHANGES).after


@pytest.mark.slow
def test_a_reader_that_stays_open_over_a_load_answers_from_one_graph(bench: Bench) -> None:
    place = bench.place("loaded", "held")
    arguments = (GRAPH, "opened", "go")
    reader = bench.commands.start(place, *arguments, function="tests.faults.states:held")
    while not (place / "opened").exists():
        assert not reader.has_ended(0.05), reader.wait().err
    load = bench.commands.run(place, *CHANGES.arguments)
    (place / "go").touch()
    clean, seen = bench.clean(CHANGES), reader.wait().returned()
    held = seen == [clean.before, clean.before] and bench.state(place) == clean.after
    figures.tried("a reader that stays open over a load", 1, int(held))
    assert load.code == 0, load.err
    assert seen == [clean.before, clean.before]
    assert bench.state(place) == clean.after


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["write", "sync", "read", "rename"])
def test_a_writer_that_stands_still_keeps_nobody_from_reading(
    kind: str, bench: Bench, seed: int
) -> None:
    clean = bench.clean(CHANGES)
    chance = random.Random(f"{seed} still {kind}")
    fault = Fault(kind, chance.randint(1, clean.calls[kind]), STOP)
    place = bench.place("loaded", "still")
    writer = bench.commands.start(place, *CHANGES.arguments, fault=fault)
    stopped = writer.has_stopped(60)
    seen = bench.state(place)
    second = bench.commands.run(place, *assessing("Jane Doe"), surroundings={"GRAPHQ_WAIT": "0"})
    writer.send(signal.SIGCONT)
    ended = writer.wait()
    left = bench.state(place)
    held = seen in (clean.before, clean.after) and ended.code == 0
    figures.tried("reading while a writer stands still", 1, int(held), seed=seed)
    assert held, f"{fault}, stopped: {stopped}: {seen} {ended.err}"
    if second.code:
        assert "being written to by" in second.err
        assert left == clean.after
    assert left["miscounted"] == []


@pytest.mark.slow
def test_writers_at_once_lose_nothing_of_each_other(bench: Bench) -> None:
    place = bench.place("loaded", "writers")
    names = [f"Assessor {letter}" for letter in "ABCDEF"[:WRITERS]]
    together = [bench.commands.start(place, *assessing(name)) for name in names]
    for name, ended in zip(names, [each.wait(120) for each in together], strict=True):
        if ended.code:
            assert "being written to by" in ended.err, ended.err
            assert bench.commands.run(place, *assessing(name)).code == 0
    found = assessors(bench.commands.run(place, *ASSESSORS))
    figures.tried("writers at once", WRITERS, len(set(names) & found))
    assert set(names) <= found
    assert bench.state(place)["miscounted"] == []


ASSESSORS = (
    "cypher", "MATCH (a:Assessment) UNWIND a.assessors AS name RETURN name", "-f", "csv",
    "--db", GRAPH,
)  # fmt: skip


def assessing(name: str) -> tuple[str, ...]:
    """A command that enters a rating."""
    return (
        "assess", "Gao airport", "--assessor", name, "--date", "2026-01-02", "--effect", "4",
        "--yes", "--db", GRAPH,
    )  # fmt: skip


def assessors(ended: Ended) -> set[str]:
    """Who entered the ratings that are there."""
    assert ended.code == 0, ended.err
    return set(ended.out.splitlines())
