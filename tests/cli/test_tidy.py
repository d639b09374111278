"""`graphq tidy` at the terminal: what is said, and with which exit code."""

from __future__ import annotations

from pathlib import Path

from tests.cli.run import graphq
from tests.ingest import tables
from tests.ingest.tables import write_dossier


def test_check_says_what_would_be_done_and_writes_nothing(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "mine", tables.good())
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    ran = graphq("tidy", str(folder), "--check")
    assert ran.code == 1
    assert "facilities.csv: columns of which nothing stands here any more left out" in ran.out
    assert ran.out.splitlines()[-1].endswith("would be written anew; nothing was changed.")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_what_was_done_is_said_and_the_second_time_nothing_is(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "mine", tables.good())
    ran = graphq("tidy", "mine", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1].endswith("files written anew.")
    for check in ([], ["--check"]):
        again = graphq("tidy", str(folder), *check)
        assert (again.code, again.out) == (0, f"{folder} is tidy already.\n")


def test_what_is_left_to_a_person_is_told_last_with_exit_code_1(tmp_path: Path) -> None:
    rows = tables.good()
    rows["sources"] = [tables.source(), tables.source(title="Another report")]
    folder = write_dossier(tmp_path / "mine", rows)
    for _ in range(2):
        ran = graphq("tidy", str(folder))
        assert ran.code == 1
        *_, left, last = ran.out.splitlines()
        assert "sources.csv, line 3: 'press' is told twice, also on line 2" in left
        assert last.endswith(" 1 left to you, told last.")
    assert graphq("tidy", str(folder), "--check").code == 1


def test_what_is_no_dossier_is_told_in_a_sentence(tmp_path: Path) -> None:
    assert "There is no folder" in graphq("tidy", str(tmp_path / "none")).err
    (tmp_path / "empty").mkdir()
    ran = graphq("tidy", str(tmp_path / "empty"))
    assert (ran.code, "is no dossier" in ran.err) == (2, True)
