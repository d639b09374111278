"""A graph that is copied onto a server and back is the same, and answers every question so."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import graphq
from graphq.cypher.ask.catalog import questions
from graphq.graph.errors import StoreError, UsageError
from graphq.graph.export import copy as copying
from graphq.graph.export.copy import copy
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.own import GRAPH_INFO, OWN_NODES, REGISTER
from graphq.graph.opening import open_store
from graphq.graph.read.holdings import numbers
from graphq.graph.read.loads import cut_off, cut_off_note
from graphq.graph.read.part import Whole
from graphq.graph.store import Mode, Store
from graphq.graph.write.writer import prepare
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.cli.run import graphq as command
from tests.cypher.write_expected import cases, rows_of
from tests.graph.export.test_neo4j_admin import odd_facts
from tests.graph.make import everything, group, state
from tests.ingest.event_files import load_file, sahel, write_rows
from tests.neo4j.provide import Neo4jAddress
from tests.stores_fixture import options_for

Opened = Callable[[str, Mode], Store]


def opened(place: str, mode: Mode) -> Store:
    return open_store(place, mode)


def all_of(store: Store) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every node and relationship with all that is kept of it, the records of loads too."""
    whole = Whole(store, own=True)
    return (
        {node.id: node for node in whole.nodes()},
        {str(link.properties["id"]): link for link in whole.relationships()},
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The jnim dossier with its assessment, made-up events of UCDP GED, and odd texts."""
    place = tmp_path_factory.mktemp("source")
    with open_store(place / "graph", "write") as store:
        load(Dossier.find("jnim"), store, "test")
        load_file(write_rows(place / "GEDEvent_made_up.csv", sahel()), store)
        state(store, "dossier:odd", odd_facts())
    return place / "graph"


@pytest.fixture
def server(neo4j_address: Neo4jAddress) -> Iterator[tuple[str, Opened]]:
    """An empty Neo4j, and what opens it or a folder."""

    def either(place: str, mode: Mode) -> Store:
        return open_store(place, mode, options_for(neo4j_address))

    with either(neo4j_address.uri, "write") as store:
        store.write([("MATCH (n) DETACH DELETE n", {})])
    yield neo4j_address.uri, either
    with either(neo4j_address.uri, "write") as store:
        store.write([("MATCH (n) DETACH DELETE n", {})])


@pytest.mark.neo4j
def test_a_graph_comes_back_from_a_server_as_it_was(
    source: Path, server: tuple[str, Opened], tmp_path: Path
) -> None:
    url, either = server
    there = copy(str(source), url, either)
    back = copy(url, str(tmp_path / "back"), either)
    assert (there.nodes, there.relationships) == (back.nodes, back.relationships)
    assert there.by_label == back.by_label
    assert there.by_type == back.by_type
    with (
        open_store(source) as before,
        either(url, "read") as on_server,
        open_store(tmp_path / "back") as after,
    ):
        expected = all_of(before)
        assert {
            "Assessment",
            "IngestRun",
            "IncidentSum",
            GRAPH_INFO,
            REGISTER,
        } <= there.by_label.keys()
        assert there.by_type["DESCENDS_FROM"] > 0
        assert all_of(on_server) == expected
        assert all_of(after) == expected
        assert everything(on_server) == everything(before) == everything(after)
        assert cut_off(on_server) == []
        found = on_server.read("SHOW CONSTRAINTS YIELD labelsOrTypes AS labels RETURN labels")
        assert {label for row in found for label in row["labels"]} == {*NODES, *OWN_NODES}
        for name in questions():
            for case in cases(name):
                rows = rows_of(before, name, case["parameters"])
                assert rows_of(on_server, name, case["parameters"]) == rows, name
                assert rows_of(after, name, case["parameters"]) == rows, name


def test_a_copy_in_a_folder_goes_on_as_the_graph_would(source: Path, tmp_path: Path) -> None:
    made = copy(str(source), str(tmp_path / "copy"), opened)
    assert set(made.by_type) <= set(RELATIONSHIPS)
    with open_store(tmp_path / "copy", "write") as store, open_store(source) as before:
        assert all_of(store) == all_of(before)
        assert load(Dossier.find("jnim"), store, "test").counts.changed == 0
        # What one dataset stated can still be taken back without the others.
        state(store, "dossier:odd", [])
        assert store.read("MATCH (g:Group {id: 'odd-1'}) RETURN g") == []


def test_a_place_that_holds_something_is_left_alone(source: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "mine", "write") as store:
        prepare(store)
        state(store, "dossier:one", [group("one")])
        before = everything(store)
    with pytest.raises(UsageError, match=r"holds 2 nodes, and a graph is copied into an empty"):
        copy(str(source), str(tmp_path / "mine"), opened)
    with pytest.raises(UsageError, match="is the graph that is to be copied"):
        copy(str(source), os.path.relpath(source), opened)
    with pytest.raises(UsageError, match="Copy into a folder first"):
        copy("neo4j://one", "bolt://another", opened)
    with pytest.raises(StoreError, match="There is no graph in"):
        copy(str(tmp_path / "nothing"), str(tmp_path / "new"), opened)
    assert not (tmp_path / "new").exists()
    with open_store(tmp_path / "mine") as store:
        assert everything(store) == before


def test_a_place_that_was_only_made_ready_is_empty(source: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "ready", "write") as store:
        prepare(store)
    made = copy(str(source), str(tmp_path / "ready"), opened)
    assert made.by_label["GraphInfo"] == 1


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("MATCH (g:Group {id: 'one'}) SET g.mood = 'grim'", "Group 'one' has properties that"),
        ("CREATE (:Stranger {id: 'x'})", r"holds 3 nodes and 0 relationships, and 2 and 0"),
    ],
)
def test_what_the_model_does_not_know_is_told_and_nothing_is_copied(
    tmp_path: Path, statement: str, says: str
) -> None:
    with open_store(tmp_path / "graph", "write") as store:
        prepare(store)
        state(store, "dossier:one", [group("one")])
        store.write([(statement, {})])
    with pytest.raises(StoreError, match=says):
        copy(str(tmp_path / "graph"), str(tmp_path / "new"), opened)
    with open_store(tmp_path / "new", "write") as store:
        assert store.read("MATCH (n) RETURN n") == []


def test_a_copy_that_is_not_the_same_when_it_is_counted_is_not_kept(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fewer(store: Store, labels: Iterable[str]) -> dict[str, int]:
        found = numbers(store, labels)
        return {**found, "Person": found["Person"] - 1} if "Person" in found else found

    monkeypatch.setattr(copying, "numbers", fewer)
    with pytest.raises(StoreError, match=r"\d+ Person were copied and \d+ are there"):
        copy(str(source), str(tmp_path / "new"), opened)
    with open_store(tmp_path / "new", "write") as store:
        assert store.read("MATCH (n) RETURN n") == []


@pytest.mark.neo4j
def test_a_copy_onto_a_server_that_is_cut_off_is_told_and_begun_anew(
    source: Path, server: tuple[str, Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, either = server
    monkeypatch.setattr(copying, "_count_again", cut_here)
    with pytest.raises(KeyboardInterrupt):
        copy(str(source), url, either)
    monkeypatch.undo()
    with either(url, "write") as store:
        [left] = cut_off(store)
        assert cut_off_note(left).startswith(f"A copy of {source} into this place has not ended")
        state(store, "dossier:mine", [group("mine")])
        store.write([("CREATE (:IngestRun {id: 'mine'})", {})])
        with pytest.raises(UsageError, match="empty place only"):
            copy(str(source), url, either)
        store.write([("MATCH (n {id: 'mine'}) DETACH DELETE n", {})])
    copy(str(source), url, either)
    with either(url, "read") as store, open_store(source) as before:
        assert all_of(store) == all_of(before)


def cut_here(*given: object) -> None:
    raise KeyboardInterrupt


def test_progress_adds_up_to_what_was_copied(source: Path, tmp_path: Path) -> None:
    totals: list[int] = []
    done: list[int] = []

    def begin(total: int) -> Callable[[int], None]:
        totals.append(total)
        return done.append

    made = copy(str(source), str(tmp_path / "new"), opened, begin)
    assert totals == [made.nodes + made.relationships] == [sum(done)]


def test_the_command_says_what_it_copied_and_where_to_look(source: Path, tmp_path: Path) -> None:
    ran = command("copy", "--to", str(tmp_path / "a copy"), db=source)
    assert (ran.code, ran.err) == (0, "")
    assert f"copied from {source} to {tmp_path / 'a copy'}." in ran.out
    assert f"graphq status --db '{tmp_path / 'a copy'}'" in ran.out
    again = command("copy", "--to", str(tmp_path / "a copy"), db=source)
    assert (again.code, again.out) == (2, "")


def test_a_program_copies_too(source: Path, tmp_path: Path) -> None:
    made = graphq.copy(tmp_path / "new", of=source)
    with graphq.open(tmp_path / "new") as graph:
        assert len(list(graph.everything().relationships())) == made.relationships
