"""Whoever reads writes nothing: not in the graph's folder, whatever its state, and not through it.

What always holds: the folder is compared byte by byte, with times and links, before and after every
command that reads; what links in it lead to is compared likewise, also after commands that write.
"""

from __future__ import annotations

import random
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graphq.cypher.ask.catalog import questions
from tests import figures
from tests.faults import damage
from tests.faults.cases import GRAPH, OUT, READING, WRITING, Bench
from tests.faults.states import files

ASKED = 2


def commands() -> list[tuple[str, ...]]:
    """Every command that reads, each question with its first example."""
    asked = [shlex.split(question.header.examples[0])[1:] for question in questions().values()]
    more = [
        ("status",), ("doctor",), ("show", "jnim"), ("brief", "jnim"), ("matrix",),
        ("cypher", "MATCH (n) RETURN count(n) AS n"), ("lineage", "jnim", "-f", "json"),
        ("load", "jnim", "--dry-run"), ("browser", "lineage", "jnim"),
    ]  # fmt: skip
    written = [operation.arguments for operation in READING if operation.place == "loaded"]
    return [*((*words, "--db", GRAPH) for words in [*asked, *more]), *written]


def a_file(do: damage.Damage) -> Callable[[Path, random.Random], None]:
    """The damage, done to one of the graph's files."""

    def done(graph: Path, chance: random.Random) -> None:
        found = [path for path in sorted((graph / "db").iterdir()) if path.stat().st_size]
        do(chance.choice(found), chance)

    return done


def without_schema(graph: Path, chance: random.Random) -> None:
    """A folder that lacks what the engine opens first."""
    (graph / "db" / "schema.json").unlink()


STATES = {
    "a file missing": a_file(damage.missing),
    "a file cut": a_file(damage.cut),
    "a file emptied": a_file(damage.emptied),
    "a file zeroed": a_file(damage.zeroed),
    "a bit flipped": a_file(damage.flipped),
    "a link in place of a file": a_file(damage.linked),
    "no schema": without_schema,
    "half copied": damage.half_copied,
}


@pytest.mark.slow
def test_no_command_that_reads_changes_a_whole_folder(bench: Bench) -> None:
    place = bench.place("loaded", "read")
    before = files(place / GRAPH)
    lost = {}
    tried = commands()
    for words in tried:
        ended = bench.commands.run(place, *words)
        if ended.code not in (0, 3) or files(place / GRAPH) != before:
            lost[words] = f"{ended.code} {ended.err[-300:]}"
    answer = bench.commands.call(place, "tests.faults.states:mcp_call", GRAPH)
    figures.tried("reading a whole folder", len(tried) + 1, len(tried) + 1 - len(lost))
    assert not lost
    assert "Ansar Dine" in answer
    assert files(place / GRAPH) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", STATES)
def test_no_command_that_reads_changes_a_folder_that_is_not_whole(
    name: str, bench: Bench, seed: int
) -> None:
    chance = random.Random(f"{seed} {name}")
    lost = {}
    for number in range(ASKED):
        place = bench.place("loaded", "read")
        STATES[name](place / GRAPH, chance)
        before = files(place / GRAPH), outside(place)
        words = chance.choice(commands()) if number else ("status", "--db", GRAPH)
        ended = bench.commands.run(place, *words)
        if "not foreseen" in ended.err or ended.code not in (0, 1, 3):
            lost[words] = f"{ended.code} {ended.err[-300:]}"
        if (files(place / GRAPH), outside(place)) != before:
            lost[words] = "changed"
    figures.tried(f"reading with {name}", ASKED, ASKED - len(lost), seed=seed)
    assert not lost


LINKS = (
    "graphq.json", "writer.json", "writer.lock", "graphq.json.new", "db/statistics.json",
    "db/schema.json", "db.new", "db.old", "db/last-tx-id.bin",
)  # fmt: skip

WRITERS = [each for each in WRITING if each.name in ("load, another dataset", "assess")]


@pytest.mark.slow
@pytest.mark.parametrize("name", LINKS)
def test_nothing_is_written_through_a_link_in_the_folder(name: str, bench: Bench) -> None:
    place = bench.place("loaded", "links")
    path, elsewhere = place / GRAPH / name, place / "elsewhere"
    elsewhere.mkdir()
    target = elsewhere / path.name
    if path.exists():
        shutil.move(path, target)
    elif "." in name and name.startswith("db."):
        target.mkdir()
        (target / "mine.txt").write_text("mine", encoding="utf-8")
    else:
        target.write_text("mine", encoding="utf-8")
    path.symlink_to(target)
    before = outside(place)
    done = [
        bench.commands.run(place, *words)
        for words in (("status", "--db", GRAPH), *(each.arguments for each in WRITERS))
    ]
    held = outside(place) == before and all("not foreseen" not in ended.err for ended in done)
    figures.tried("writing past links", 1, int(held))
    assert held, [(ended.code, ended.err) for ended in done]
    state = bench.state(place)
    assert "told" in state or not state["miscounted"]


def outside(place: Path) -> dict[str, str]:
    """What lies beside the graph, but for what is written there on purpose."""
    own = {GRAPH, OUT, "tmp", "home"}
    found = files(place)
    return {name: what for name, what in found.items() if name.split("/")[0] not in own}
