"""The same file again, and a graph that an earlier graphq made of a file of events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.export import ftm, stix
from graphq.graph.opening import open_store
from graphq.graph.read.part import Part, Whole
from graphq.graph.store import Store, StoreOptions
from graphq.graph.stores.arcadedb.writing import WritingStore
from graphq.ingest.events.rows import EventRows
from graphq.ingest.load import find
from graphq.ingest.pipeline import load
from graphq.ingest.runs import Summary
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.ucdp.ged import FORMAT
from tests.graph.make import differing, everything
from tests.ingest.event_files import load_file, sahel, write_rows
from tests.ingest.ucdp_rows import row


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "events.csv", sahel())


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The datasets of which rows were looked at."""
    found: list[str] = []
    begin = EventRows.check

    def told(self: EventRows) -> None:
        found.append(self.form.name)
        begin(self)

    monkeypatch.setattr(EventRows, "check", told)
    return found


def counted(summary: Summary) -> tuple[int, ...]:
    counts = summary.counts
    return summary.rows, counts.created, counts.updated, counts.unchanged, counts.retired


def runs(store: Store) -> list[Any]:
    return store.read("MATCH (r:IngestRun) RETURN r.state AS state, r.rows AS rows")


@pytest.mark.parametrize("asked", [{}, {"replace": True}, {"dry_run": True}])
def test_the_file_that_was_loaded_last_is_known_without_being_read(
    empty_store: Store, file: Path, begun: list[str], asked: dict[str, bool]
) -> None:
    load_file(file, empty_store)
    before = everything(empty_store)
    begun.clear()
    again = load_file(file, empty_store, **asked)
    assert (counted(again), again.facts, again.kept, again.rejected) == ((6, 0, 0, 6, 0), 6, 0, 0)
    assert begun == []
    assert again.dry_run is asked.get("dry_run", False)
    assert runs(empty_store) == [{"state": "finished", "rows": 6}]
    assert everything(empty_store) == before


def test_what_makes_a_difference_has_the_file_read_again(
    empty_store: Store, file: Path, begun: list[str], tmp_path: Path
) -> None:
    """Another file, another graphq, a row that is gone from the graph, and a load cut off."""
    load_file(file, empty_store)
    other = write_rows(tmp_path / "other.csv", [*sahel(), row(id="7")])
    assert counted(load_file(other, empty_store)) == (7, 1, 0, 6, 0)
    assert counted(load_file(file, empty_store, replace=True)) == (6, 0, 0, 6, 1)
    begun.clear()
    assert counted(load_file(file, empty_store)) == (6, 0, 0, 6, 0)
    assert begun == []
    found = find(str(file), rejects=tmp_path / "rejects.csv")
    assert counted(found.into(empty_store, "a later graphq")) == (6, 0, 0, 6, 0)
    found.close()
    empty_store.write([("MATCH (i:Incident {id: 'ucdp-ged:2'}) DETACH DELETE i", {})])
    assert counted(load_file(file, empty_store)) == (6, 1, 0, 5, 0)
    cut = "MATCH (r:IngestRun) WITH r LIMIT 1 SET r.state = 'interrupted'"
    empty_store.write([(cut, {})])
    assert counted(load_file(file, empty_store)) == (6, 0, 0, 6, 0)
    assert begun == [FORMAT.name] * 3


def test_a_file_with_rows_that_are_not_in_the_graph_is_read_again(
    empty_store: Store, file: Path, begun: list[str]
) -> None:
    """Its rejects are listed each time."""
    write_rows(file, [*sahel(), row(id="8", best="two")])
    for _ in range(2):
        summary = load_file(file, empty_store)
        assert (summary.rows, summary.rejected) == (7, 1)
    assert begun == [FORMAT.name] * 2
    assert [run["rows"] for run in runs(empty_store)] == [None, None]


def test_identities_that_came_since_are_in_force(
    empty_store: Store, file: Path, begun: list[str]
) -> None:
    load_file(file, empty_store)
    load(Dossier.find("jnim"), empty_store, "test")
    before = everything(empty_store)
    begun.clear()
    assert counted(load_file(file, empty_store)) == (6, 0, 0, 6, 0)
    assert begun == []
    # One that nobody has followed yet, as where the load of the dossier was cut off.
    empty_store.write([("MATCH (info:GraphInfo) REMOVE info.identities", {})])
    assert counted(load_file(file, empty_store)) == (6, 0, 0, 6, 0)
    assert begun == [FORMAT.name]
    assert differing(everything(empty_store), before) == []


def test_a_folder_that_holds_the_file_is_not_opened_for_writing(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, options = tmp_path / "graph", StoreOptions()

    def loaded() -> Summary:
        found = find(str(file), rejects=tmp_path / "rejects.csv")
        try:
            return found.into_place(place, options, "test")
        finally:
            found.close()

    assert counted(loaded()) == (6, 6, 0, 0, 0)

    def refused(*given: object) -> None:
        raise AssertionError("opened for writing")

    monkeypatch.setattr(WritingStore, "for_writing", refused)
    assert counted(loaded()) == (6, 0, 0, 6, 0)
    write_rows(file, sahel()[:5])
    with pytest.raises(AssertionError):
        loaded()


def as_an_earlier_graphq_made_it(store: Store) -> None:
    """Tie every incident to its dataset, and have the loads say nothing of their rows."""
    store.write(
        [
            (
                "MATCH (s:Source {id: 'ucdp-ged'}) MATCH (i:Incident {dataset: 'ucdp-ged'}) "
                "CREATE (i)-[r:REPORTED_BY {id: 'reported-by:' + i.id + '>ucdp-ged'}]->(s) "
                "SET r.statedBy = ['ucdp-ged']",
                {},
            ),
            ("MATCH (run:IngestRun) REMOVE run.rows", {}),
        ]
    )


@pytest.mark.parametrize("changed", [False, True])
def test_the_next_load_leaves_nothing_of_what_an_earlier_graphq_wrote(
    empty_store: Store, file: Path, tmp_path: Path, changed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphq.ingest.events.earlier._AT_ONCE", 4)
    load_file(file, empty_store)
    as_an_earlier_graphq_made_it(empty_store)
    rows = sahel()
    if changed:
        rows[0] |= {"best": "9", "side_b": "AQIM"}
        del rows[3]
    load_file(write_rows(file, rows), empty_store)
    with open_store(tmp_path / "alone", "write") as alone:
        load_file(file, alone)
        assert differing(everything(empty_store), everything(alone)) == []


def test_what_a_dataset_tells_of_is_the_same_in_a_graph_of_an_earlier_graphq(
    empty_store: Store, file: Path
) -> None:
    load(Dossier.find("jnim"), empty_store, "test")
    load_file(file, empty_store)

    def told() -> list[dict[str, Any]]:
        return question("sources").ask(empty_store, {"id": "ucdp-ged", "asOf": "2024"}).rows

    now = told()
    own = [line for line in now if line["factId"].startswith("ucdp-ged:")]
    assert [line["factId"] for line in own] == [f"ucdp-ged:{key}" for key in range(1, 7)]
    # The dossier cites the dataset too, and its incidents are tied to it.
    assert any(line["factId"].startswith("record:") for line in now)
    as_an_earlier_graphq_made_it(empty_store)
    assert told() == now
    early = question("sources").ask(empty_store, {"id": "ucdp-ged", "asOf": "1999-12"}).rows
    keys = [line["factId"] for line in early]
    assert [key for key in keys if key.startswith("ucdp-ged:")] == ["ucdp-ged:1"]


@pytest.mark.parametrize("export", [stix.export, ftm.export])
def test_an_export_says_of_an_incident_that_its_dataset_tells_of_it(
    tmp_path: Path, file: Path, export: Callable[[Part, Path], object]
) -> None:
    with open_store(tmp_path / "graph", "write") as store:
        load_file(file, store)
        export(Whole(store), tmp_path / "now")
        as_an_earlier_graphq_made_it(store)
        export(Whole(store), tmp_path / "before")
    now, before = ((tmp_path / name).read_bytes() for name in ("now", "before"))
    assert now == before
    assert b"ucdp-ged" in now
