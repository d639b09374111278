"""The excerpt of the UCDP Actor list and made-up rows for the tests, and what is read of them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final, TypeVar

from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.nodes import ChangeEvent, Name, Record
from graphq.graph.model.relationships import Names, PredecessorIn, ResultedIn
from graphq.ingest.files.input import InputFile
from graphq.ingest.sources.ucdp.actor import FORMAT
from graphq.ingest.whole import Read

N = TypeVar("N", bound=Node)
R = TypeVar("R", bound=Relationship)
EXCERPT: Final = Path(__file__).parents[1] / "data" / "ucdp-actor" / "ucdp-actor-221-excerpt.csv"
ID_COLUMNS: Final = {
    "Splinter": "ActorIdPrev",
    "SplitTemp": "ActorIdSplitTemp",
    "Alliance": "ActorIdAlliance",
    "JoinGroup": "ActorIdGroup",
}


def read(path: Path) -> Read:
    with InputFile.open(str(path)) as file:
        return FORMAT.read(file)


def table() -> list[dict[str, str]]:
    with EXCERPT.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def made(folder: Path, *rows: dict[str, str]) -> Read:
    """What is read from made-up rows; a cell that is not given is empty."""
    return read(written(folder, *rows))


def written(folder: Path, *rows: dict[str, str]) -> Path:
    """A file of made-up rows."""
    columns = list(table()[0])
    given = {"NameData": "A", "NameOrig": "A", "Org": "1", "Version": "22.1"}
    path = folder / "actors.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, restval="")
        writer.writeheader()
        writer.writerows({**given, **row} for row in rows)
    return path


def nodes(done: Read, kind: type[N]) -> list[N]:
    return [node for node in done.facts.nodes.values() if isinstance(node, kind)]


def links(done: Read, kind: type[R]) -> list[R]:
    return [link for link in done.facts.relationships.values() if isinstance(link, kind)]


def record(done: Read, actor: str) -> Record:
    found = done.facts.nodes[f"record:ucdp:actor:{actor}"]
    assert isinstance(found, Record)
    return found


def names(done: Read, actor: str) -> dict[str, str]:
    """How good each name of an actor is, found along the relationships."""
    found = {}
    for link in links(done, Names):
        if link.end == f"ucdp:actor:{actor}":
            name = done.facts.nodes[link.start]
            assert isinstance(name, Name)
            found[name.text] = name.quality
    return found


def change(done: Read, made_id: str) -> ChangeEvent:
    found = done.facts.nodes[f"ucdp:actor:{made_id}"]
    assert isinstance(found, ChangeEvent)
    return found


def parties(done: Read, made_id: str) -> tuple[set[str], set[str]]:
    """The actors before and after a change."""
    event = change(done, made_id).id
    before = {link.start for link in links(done, PredecessorIn) if link.end == event}
    after = {link.end for link in links(done, ResultedIn) if link.start == event}
    return _bare(before), _bare(after)


def _bare(ids: set[str]) -> set[str]:
    return {one.removeprefix("ucdp:actor:") for one in ids}
