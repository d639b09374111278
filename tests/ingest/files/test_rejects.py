"""The list of rows that could not be loaded: none is lost, and no earlier list is written over."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from graphq.graph.errors import UsageError
from graphq.graph.stores.nothing import NoGraph
from graphq.ingest.files.input import InputFile, TableRow
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.load import find
from tests.ingest.event_files import write_rows
from tests.ingest.inputs import read, written
from tests.ingest.sources.ucdp.test_yearly import NON_STATE


def listed(path: Path, *ids: str, keep_earlier: bool = True) -> Path:
    """Write a list with these ids; where it is."""
    rejects = Rejects(path, keep_earlier=keep_earlier)
    for line, key in enumerate(ids, start=2):
        rejects.add(TableRow.of(line, {"id": key}), "id", "It is none.")
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


def test_a_row_is_listed_as_it_stands_whatever_is_in_it(tmp_path: Path) -> None:
    table = 'id,,note\n1,nameless,"a\rb\n""c"", d",beyond\n'
    with InputFile.open(written(tmp_path / "t.csv", table)) as file:
        rejects = Rejects(tmp_path / "list.csv", [name for name in file.first_row() if name])
        (row,) = file.rows()
        rejects.add(row, "id", "It is none.")
        rejects.close()
    (found,) = read(str(tmp_path / "list.csv"))
    assert found.problem == ""
    assert found.cells == {
        "rejected_line": "2", "rejected_column": "id", "rejected_reason": "It is none.",
        "id": "1", "note": 'a\rb\n"c", d', "rejected_rest": "nameless; beyond",
    }  # fmt: skip


def test_a_list_of_any_table_can_be_mended_and_loaded(tmp_path: Path) -> None:
    file = write_rows(tmp_path / "nonstate.csv", [NON_STATE, {**NON_STATE, "year": "nought"}])
    with closing(find(str(file), rejects=tmp_path / "list.csv", dry_run=True)) as found:
        assert found.into(NoGraph(), "test").rejected == 1
    listed = tmp_path / "list.csv"
    listed.write_text(listed.read_text("utf-8").replace("nought", "2019"), "utf-8")
    with closing(find(str(listed), rejects=tmp_path / "again.csv", dry_run=True)) as found:
        assert (found.source.dataset, found.into(NoGraph(), "test").rejected) == (
            "ucdp-nonstate",
            0,
        )
