"""Damaged files of a graph are told and never answered from; what can be made anew is."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graphq.graph.errors import StoreError
from graphq.graph.opening import examined, open_store, repaired
from graphq.graph.stores.arcadedb import manifest
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.graph.make import everything

FACTS = "Incident_0.*.bucket"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the jnim dossier."""
    folder = tmp_path_factory.mktemp("whole") / "graph"
    with open_store(folder, "write") as store:
        load(Dossier.find("jnim"), store, "test")
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A folder with the jnim dossier that may be damaged."""
    place = tmp_path / "graph"
    shutil.copytree(whole, place)
    return place


def facts(folder: Path) -> Path:
    """A file with facts in it."""
    return next((folder / "db").glob(FACTS))


def state(folder: Path) -> dict[str, str]:
    """What is in the folder, file by file."""
    return {
        str(found.relative_to(folder)): (
            f"link to {found.readlink()}"
            if found.is_symlink()
            else hashlib.sha256(found.read_bytes()).hexdigest()
        )
        for found in folder.rglob("*")
        if not found.is_dir()
    }


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def emptied(file: Path) -> None:
    os.truncate(file, 0)


def linked(file: Path) -> None:
    other = file.parent.parent.parent / file.name
    file.rename(other)
    file.symlink_to(other)


DAMAGES = [Path.unlink, cut, emptied, linked]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", [FACTS, "schema.json", "dictionary.*", "statistics.json"])
def test_a_file_that_is_not_what_was_written_is_told_and_nothing_is_answered_or_changed(
    folder: Path, damage: Callable[[Path], None], name: str
) -> None:
    file = next((folder / "db").glob(name))
    damage(file)
    before = state(folder)
    for mode in ("read", "write"):
        with pytest.raises(StoreError, match=rf"is damaged, and is not .*: {file.name} ") as told:
            open_store(folder, "write" if mode == "write" else "read")
        advice = "graphq repair" if file.suffix == ".json" else "what was loaded here: jnim."
        assert advice in str(told.value)
        # A writer has said who it is.
        assert mode == "write" or state(folder) == before
    assert {**state(folder), "writer.json": ""} == {**before, "writer.json": ""}


def test_a_bit_that_is_another_is_found_when_all_is_read(folder: Path) -> None:
    assert [fine for fine, _ in examined(str(folder))] == [True]
    file = facts(folder)
    found = bytearray(file.read_bytes())
    found[len(found) // 3] ^= 4
    file.write_bytes(found)
    ((fine, told),) = examined(str(folder))
    assert not fine
    assert f"{file.name} is not what was written: some of its bytes have changed" in told
    with pytest.raises(StoreError, match=r"what was loaded here: jnim\.$"):
        repaired(str(folder))


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["schema.json", "statistics.json", "schema.prev.json"])
def test_what_holds_no_facts_is_made_anew(
    folder: Path, whole: Path, damage: Callable[[Path], None], name: str
) -> None:
    damage(folder / "db" / name)
    assert repaired(str(folder)) == [f"{name} was made anew."]
    assert repaired(str(folder)) == []
    assert [fine for fine, _ in examined(str(folder))] == [True]
    with open_store(folder) as one, open_store(whole) as other:
        assert everything(one) == everything(other)


@pytest.mark.parametrize("lost", [True, False])
def test_a_list_of_files_that_is_damaged_or_gone_is_told(folder: Path, lost: bool) -> None:
    place = folder / "db" / manifest.NAME
    if lost:
        place.unlink()
    else:
        place.write_bytes(place.read_bytes().replace(b"Incident", b"Incidemt", 1))
    with pytest.raises(StoreError, match=rf"{manifest.NAME}.* is (missing|damaged)"):
        open_store(folder)


def earlier(folder: Path) -> None:
    """Make it a folder of an earlier graphq, without a list of its files."""
    (folder / "db" / manifest.NAME).unlink()
    mark = folder / "graphq.json"
    mark.write_text(json.dumps(json.loads(mark.read_text()) | {"format": 1}))


def test_a_graph_of_an_earlier_graphq_is_read_and_gets_its_list(folder: Path) -> None:
    earlier(folder)
    with open_store(folder) as store:
        before = everything(store)
    ((fine, told),) = examined(str(folder))
    assert fine
    assert "without a list of its files" in told
    (done,) = repaired(str(folder))
    assert done.startswith("The list of the graph's files was made: ")
    with open_store(folder) as store:
        assert everything(store) == before


def test_a_schema_that_lost_types_is_restored_from_the_one_before(folder: Path) -> None:
    earlier(folder)
    with open_store(folder) as store:
        before = everything(store)
    place = folder / "db" / "schema.json"
    shutil.copyfile(place, folder / "db" / "schema.prev.json")
    schema = json.loads(place.read_text())
    del schema["types"]["REPORTED_BY"]
    place.write_text(json.dumps(schema))
    fine, told = next(iter(examined(str(folder))))
    assert not fine
    assert "does not know 1 of the graph's files, among them REPORTED_BY_0." in told
    assert "schema.json was restored from schema.prev.json." in repaired(str(folder))
    with open_store(folder) as store:
        assert everything(store) == before


def test_what_a_killed_writer_left_is_removed(folder: Path) -> None:
    (folder / "db.new").mkdir()
    (folder / "db").rename(folder / "db.old")
    before = state(folder)
    with open_store(folder) as store:
        assert store.read("MATCH (g:Group {id: 'jnim'}) RETURN g.id AS id") == [{"id": "jnim"}]
    assert state(folder) == before
    assert repaired(str(folder)) == ["What a writer that was cut off had left was removed."]
    assert {found.name for found in folder.iterdir() if found.is_dir()} == {"db"}


@pytest.mark.parametrize("name", ["writer.json", "writer.lock", "graphq.json.new", "db.new"])
def test_links_are_not_followed_when_writing(folder: Path, tmp_path: Path, name: str) -> None:
    others = tmp_path / "others"
    others.mkdir()
    (others / "mine").write_text("mine")
    place = folder / name
    place.unlink(missing_ok=True)
    place.symlink_to(others if name == "db.new" else others / "mine")
    refused = pytest.raises(StoreError, match="is a link, which graphq never makes")
    with refused if name == "writer.lock" else contextlib.nullcontext():
        open_store(folder, "write").close()
    assert [found.name for found in others.iterdir()] == ["mine"]
    assert (others / "mine").read_text() == "mine"
