"""Loading at the terminal: what is said, and what is not done."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from graphq.graph.opening import open_store
from tests.cli.run import graphq


def test_loading_says_what_was_new_and_then_that_nothing_has_changed(tmp_path: Path) -> None:
    first = graphq("load", "jnim", db=tmp_path / "graph")
    assert (first.code, first.err) == (0, "")
    assert " new, 0 changed, 0 unchanged, 0 retired" in first.out
    again = graphq("load", "jnim", db=tmp_path / "graph")
    assert "nothing has changed" in again.out


def test_what_a_killed_load_left_goes_though_nothing_is_new(tmp_path: Path) -> None:
    db = tmp_path / "graph"
    assert graphq("load", "jnim", db=db).code == 0
    there = {found.name for found in db.iterdir()}
    # As one is found that was killed while it removed what its graph had replaced.
    shutil.copytree(db / "db", db / "db.old")
    again = graphq("load", "jnim", db=db)
    assert "nothing has changed" in again.out
    assert {found.name for found in db.iterdir()} == there


def fill_in(table: Path, **cells: str) -> None:
    """Add a row below the header of an empty table."""
    lines = table.read_text(encoding="utf-8").splitlines()
    header = next(line for line in lines if not line.startswith("#")).split(",")
    with table.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header).writerow(cells)


def test_an_empty_dossier_can_be_filled_in_and_loaded(tmp_path: Path) -> None:
    folder, db = tmp_path / "mine", tmp_path / "graph"
    assert graphq("new-dossier", str(folder)).code == 0
    page = {"title": "A page", "publisher": "A paper", "published_on": "2020-01", "kind": "news"}
    fill_in(
        folder / "sources.csv", id="src-1", **page, url="https://example.org/a", reliability="B"
    )
    front = {"name": "<b>Bold</b> Front (BF)", "short_name": "=BF", "kind": "group"}
    fill_in(
        folder / "groups.csv",
        id="grp-1",
        **front,
        founded="2019",
        country_codes="ML",
        sources="src-1",
    )
    assert graphq("load", str(folder), db=db).code == 0
    shown = graphq("show", "bold front", db=db)
    assert shown.code == 3, "the markup is part of the name"
    shown = graphq("show", "grp-1", db=db)
    assert "<b>Bold</b> Front (BF)" in shown.out
    rows = graphq("cypher", "MATCH (g:Group) RETURN g.name AS name", "-f", "csv", db=db).out
    assert rows == "name\n'=BF\n"


def test_every_problem_of_a_dossier_is_told_and_nothing_is_loaded(tmp_path: Path) -> None:
    folder, db = tmp_path / "mine", tmp_path / "graph"
    graphq("load", "jnim", db=db)
    folder.mkdir()
    (folder / "groups.csv").write_text(
        "id,name,short_name,kind,founded,sources\n"
        "one,One,One,group,2019-02-30,nowhere\n"
        "two,Two,Two,gruop,,ucdp-actor-221\n",
        encoding="utf-8",
    )
    ran = graphq("load", str(folder), db=db)
    assert ran.code == 1
    lines = ran.err.splitlines()
    assert lines[0].startswith("groups.csv:2: founded: '2019-02-30'")
    assert lines[1].startswith("groups.csv:2: sources: 'nowhere'")
    assert lines[2].startswith("groups.csv:3: kind: 'gruop'")
    assert "3 problems" in lines[3]
    assert graphq("show", "one", db=db).code == 3


def test_a_folder_that_is_no_dossier_is_told_so(tmp_path: Path) -> None:
    ran = graphq("load", str(tmp_path), db=tmp_path / "graph")
    assert ran.code == 2
    assert "is no dossier" in ran.err


def test_a_second_writer_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", "write"):
        ran = graphq("load", "jnim", db=tmp_path / "graph")
    assert ran.code == 1
    assert "is being written to by" in ran.err


def test_a_reader_is_answered_while_somebody_writes(tmp_path: Path) -> None:
    graphq("load", "jnim", db=tmp_path / "graph")
    with open_store(tmp_path / "graph", "write") as store:
        store.write([("MATCH (g:Group) DETACH DELETE g", {})])
        ran = graphq("leaders", "jnim", db=tmp_path / "graph", GRAPHQ_WAIT="0.5")
    assert (ran.code, ran.err) == (0, "")


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    ran = graphq("load", "jnim", db=tmp_path)
    assert ran.code == 1
    assert "left alone" in ran.err
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
