"""`graphq brief` as an analyst types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.cli.run import graphq

AS_OF = ("--as-of", "2019-08-31")


@pytest.fixture(scope="module")
def db(jnim_folder: Path) -> Path:
    return jnim_folder


def test_without_a_file_it_is_printed_as_markdown(db: Path) -> None:
    ran = graphq("brief", "Ambodedjo Airport", *AS_OF, db=db)
    assert ran.code == 0
    assert ran.out.startswith("# Mopti-Ambodédjo airport: brief as of 31 August 2019\n")
    assert "[^1]: B · " in ran.out
    assert "## What is not known" in ran.out


def test_the_ending_says_the_form(db: Path, tmp_path: Path) -> None:
    for name in ("b.html", "b.docx", "b.md"):
        ran = graphq("brief", "JNIM", *AS_OF, "-o", name, db=db, cwd=tmp_path)
        assert ran.code == 0, ran.err
        assert ran.out.startswith(name)
        assert "written: JNIM: brief as of 31 August 2019" in ran.out
    assert (tmp_path / "b.html").read_text().startswith("<!doctype html>")
    assert "![Time line to 31 August 2019" in (tmp_path / "b.md").read_text()
    assert (tmp_path / "b.svg").read_text().startswith("<svg")
    assert Document(str(tmp_path / "b.docx")).paragraphs[0].text.startswith("JNIM: brief as of")


def test_another_ending_is_told_with_those_there_are(db: Path, tmp_path: Path) -> None:
    for name in ("b.pdf", "b"):
        ran = graphq("brief", "jnim", "-o", name, db=db, cwd=tmp_path)
        assert ran.code == 2
        for form in (".html", ".docx", ".md"):
            assert form in ran.err
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_not_overwritten_unless_asked(db: Path, tmp_path: Path) -> None:
    for there in ("b.md", "b.svg"):
        (tmp_path / there).write_text("mine")
        ran = graphq("brief", "jnim", "-o", "b.md", db=db, cwd=tmp_path)
        assert ran.code == 2
        assert f"{there} is there already. Add --force" in ran.err
        assert (tmp_path / there).read_text() == "mine"
        (tmp_path / there).unlink()
    (tmp_path / "b.html").write_text("mine")
    assert graphq("brief", "jnim", "-o", "b.html", "--force", db=db, cwd=tmp_path).code == 0
    assert (tmp_path / "b.html").read_text() != "mine"


def test_only_a_picture_that_graphq_drew_is_overwritten(db: Path, tmp_path: Path) -> None:
    picture = tmp_path / "b.svg"
    assert graphq("brief", "jnim", "-o", "b.md", db=db, cwd=tmp_path).code == 0
    assert graphq("brief", "jnim", "-o", "b.md", "--force", db=db, cwd=tmp_path).code == 0
    picture.write_text('<?xml version="1.0"?>mine')
    ran = graphq("brief", "jnim", "-o", "b.md", "--force", db=db, cwd=tmp_path)
    assert ran.code == 2
    assert "is not of graphq's drawing and is left alone" in ran.err
    assert picture.read_text().endswith("mine")


def test_a_name_of_nothing_is_told_with_what_is_like_it(db: Path) -> None:
    ran = graphq("brief", "Gao airprt", db=db)
    assert ran.code == 3
    assert "fac-apt-gao" in ran.err


def test_of_a_person_there_is_no_brief(db: Path) -> None:
    ran = graphq("brief", "Iyad Ag Ghali", db=db)
    assert ran.code == 2
    assert "is a person, and a brief is about a group or a target" in ran.err


def test_a_day_that_is_none_is_told(db: Path) -> None:
    ran = graphq("brief", "jnim", "--as-of", "2019-02-30", db=db)
    assert ran.code == 2
    assert "--as-of: '2019-02-30' is not a day that exists in the calendar" in ran.err


def test_a_folder_that_is_not_there_is_told(db: Path, tmp_path: Path) -> None:
    ran = graphq("brief", "jnim", "-o", str(tmp_path / "no" / "b.html"), db=db)
    assert ran.code == 2
    assert "cannot be written" in ran.err
