"""The list of rows that could not be loaded: none is lost, and no earlier list is written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.graph.errors import UsageError
from graphq.ingest.files.input import TableRow
from graphq.ingest.files.rejects import Rejects


def listed(path: Path, *ids: str, keep_earlier: bool = True) -> Path:
    """Write a list with these ids; where it is."""
    rejects = Rejects(path, keep_earlier=keep_earlier)
    for line, key in enumerate(ids, start=2):
        rejects.add(TableRow(line, {"id": key}), "id", "It is none.")
    rejects.close()
    return rejects.path


def test_a_list_that_somebody_is_mending_stays(tmp_path: Path) -> None:
    first = listed(tmp_path / "ged.csv.rejects.csv", "x")
    mended = first.read_text("utf-8").replace("x", "7")
    first.write_text(mended, "utf-8")
    second = listed(tmp_path / "ged.csv.rejects.csv", "x")
    assert second.name == "ged.csv.rejects-2.csv"
    assert first.read_text("utf-8") == mended
    assert {one.name for one in tmp_path.iterdir()} == {first.name, second.name}


def test_the_same_list_again_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv.rejects.csv"
    assert listed(path, "x", "y") == listed(path, "x", "y") == path
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_was_asked_for_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("something else", "utf-8")
    assert listed(path, "x", keep_earlier=False) == path
    assert "It is none." in path.read_text("utf-8")


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    path, victim = tmp_path / "ged.csv.rejects.csv", tmp_path / "victim"
    victim.write_text("mine", "utf-8")
    path.symlink_to(victim)
    assert listed(path, "x").name == "ged.csv.rejects-2.csv"
    with pytest.raises(UsageError, match="is a link"):
        listed(path, "x", keep_earlier=False)
    assert victim.read_text("utf-8") == "mine"
    assert path.is_symlink()


def test_a_file_of_the_users_beside_it_stays(tmp_path: Path) -> None:
    beside = tmp_path / "ged.csv.rejects.csv.part"
    beside.write_text("mine", "utf-8")
    listed(tmp_path / "ged.csv.rejects.csv", "x")
    assert beside.read_text("utf-8") == "mine"


def test_where_nothing_was_refused_there_is_no_file(tmp_path: Path) -> None:
    Rejects(tmp_path / "none.csv").close()
    assert not list(tmp_path.iterdir())


def test_a_list_that_cannot_be_written_is_told_by_its_own_name(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        full = tmp_path / "no-folder" / "list.csv"
    with pytest.raises(UsageError, match=rf"{full} cannot be written to list them"):
        listed(full, "x")
