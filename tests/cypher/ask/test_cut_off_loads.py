"""While a load has not ended, every answer says that it may rest on half of a dataset."""

from __future__ import annotations

from graphq.cypher.ask.catalog import question
from graphq.cypher.ask.entity import describe
from graphq.graph.model.nodes import IngestRun
from graphq.graph.model.schema import upsert_nodes
from tests.cypher.build import Build


def record(build: Build, key: str, state: str, began: str, dataset: str = "dossier:mine") -> None:
    """A load on record."""
    run = IngestRun(
        id=key, name=key, dataset=dataset, file="mine", file_hash="0", importer="dossier",
        importer_version="0", started_at=began, state=state,
    )  # fmt: skip
    rows = [{"id": run.id, "properties": run.properties()}]
    build.store.write([(upsert_nodes(run.labels), {"rows": rows})])


def notes(build: Build) -> list[str]:
    """What is said with an answer."""
    return question("changes").ask(build.store, {"group": "A"}).notes


def test_a_load_that_has_not_ended_is_told_until_one_has(build: Build) -> None:
    build.change("merger", "merger", "2017", ["A"], ["C"])
    assert build.ask("changes", group="A")
    assert notes(build) == []
    record(build, "first", "running", "2026-01-01T00:00:00+00:00")
    assert ["dossier:mine" in note for note in notes(build)] == [True]
    record(build, "first", "interrupted", "2026-01-01T00:00:00+00:00")
    assert len(notes(build)) == 1
    # Another file of the dataset says nothing about what the first load left undone.
    record(build, "second", "finished", "2026-01-02T00:00:00+00:00")
    assert len(notes(build)) == 1
    record(build, "first", "resumed", "2026-01-01T00:00:00+00:00")
    assert notes(build) == []


def test_what_is_shown_of_an_entity_says_so_too(build: Build) -> None:
    build.change("merger", "merger", "2017", ["A"], ["C"])
    build.ask("changes", group="A")
    assert describe(build.store, "A").notes == []
    record(build, "first", "interrupted", "2026-01-01T00:00:00+00:00")
    (note,) = describe(build.store, "A").notes
    assert note.startswith("A load of dossier:mine (mine) has not ended")


def test_a_finished_load_does_not_hide_a_later_one_that_was_cut_off(build: Build) -> None:
    build.change("merger", "merger", "2017", ["A"], ["C"])
    build.ask("changes", group="A")
    record(build, "first", "finished", "2026-01-01T00:00:00+00:00")
    record(build, "second", "interrupted", "2026-01-02T00:00:00+00:00")
    record(build, "other", "finished", "2026-01-03T00:00:00+00:00", dataset="dossier:other")
    assert len(notes(build)) == 1
