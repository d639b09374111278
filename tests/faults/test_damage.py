"""A damaged folder is told of, and never answered from as if it were whole.

What always holds: a file that is missing or of another length is told by every command that opens
the graph; one that is as long as it was and has something else in it by `graphq doctor --deep`.
"""

from __future__ import annotations

import errno
import random

import pytest

from tests import figures
from tests.faults.cases import GRAPH, Bench
from tests.faults.damage import OF_CONTENT, OF_SIZE, Damage
from tests.faults.running import Fault

CASES = 3


def named(damage: Damage) -> str:
    return damage.__name__


@pytest.mark.slow
@pytest.mark.parametrize("damage", OF_SIZE, ids=named)
def test_a_file_that_is_missing_or_of_another_length_is_told_when_the_graph_is_opened(
    damage: Damage, bench: Bench, seed: int
) -> None:
    chance = random.Random(f"{seed} {damage.__name__}")
    whole = bench.state(bench.place("loaded", "whole"))
    lost = {}
    for _ in range(CASES):
        place = bench.place("loaded", "damaged")
        files = [path for path in sorted((place / GRAPH / "db").iterdir()) if path.stat().st_size]
        path = chance.choice(files)
        damage(path, chance)
        state = bench.state(place)
        status = bench.commands.run(place, "status", "--db", GRAPH)
        told = "told" in state and status.code == 1 and "graphq: " in status.err
        if not (told or (state == whole and status.code == 0)) or "not foreseen" in status.err:
            lost[path.name] = f"{str(state)[:200]} {status.err}"
    figures.tried(f"a file {damage.__name__}", CASES, CASES - len(lost), seed=seed)
    assert not lost


@pytest.mark.slow
@pytest.mark.parametrize("damage", OF_CONTENT, ids=named)
def test_a_file_with_something_else_in_it_is_told_by_doctor_deep(
    damage: Damage, bench: Bench, seed: int
) -> None:
    chance = random.Random(f"{seed} {damage.__name__}")
    lost = {}
    for _ in range(CASES):
        place = bench.place("loaded", "damaged")
        files = [path for path in sorted((place / GRAPH / "db").iterdir()) if path.stat().st_size]
        path = chance.choice([path for path in files if any(path.read_bytes())])
        damage(path, chance)
        ended = bench.commands.run(place, "doctor", "--deep", "--db", GRAPH)
        if ended.code != 1 or path.name not in ended.out + ended.err:
            lost[path.name] = f"{ended.code} {ended.out} {ended.err}"
    figures.tried(f"a file {damage.__name__}", CASES, CASES - len(lost), seed=seed)
    assert not lost


@pytest.mark.slow
def test_doctor_deep_is_content_with_a_whole_folder(bench: Bench) -> None:
    ended = bench.commands.run(bench.place("loaded", "whole"), "doctor", "--deep", "--db", GRAPH)
    assert ended.code == 0, ended.out + ended.err


@pytest.mark.slow
def test_files_that_cannot_be_read_are_told_and_not_taken_for_empty_ones(
    bench: Bench, seed: int
) -> None:
    chance = random.Random(seed)
    place = bench.place("loaded", "unreadable")
    words = ("lineage", "jnim", "-f", "json", "--db", GRAPH)
    whole = bench.commands.run(place, *words, fault=Fault("read", 0, 0))
    reads = sum(line.startswith("read ") for line in whole.noted)
    lost = {}
    for at in chance.sample(range(1, reads + 1), CASES):
        fault = Fault("read", at, errno.EIO, lasting=chance.random() < 0.7)
        ended = bench.commands.run(place, *words, fault=fault)
        told = ended.code == 1 and "graphq: " in ended.err and "is empty" not in ended.err
        if not (told or (ended.code == 0 and ended.out == whole.out)):
            lost[str(fault)] = f"{ended.code} {ended.err[-300:]}"
    figures.tried("a file that cannot be read", CASES, CASES - len(lost), seed=seed)
    assert not lost
