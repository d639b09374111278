"""A dossier's files as people save them: encodings, separators, quotes, comments, headers."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.read import read_dossier
from graphq.ingest.sources.dossier.tables import TABLES
from tests.ingest import tables
from tests.ingest.tables import csv_text, good, problems_in, write_dossier

HEADER = "id,name,short_name,kind,sources"
ROW = "reds,The Reds,Reds,group,press"


def groups_file(folder: Path, content: str | bytes) -> list[Problem]:
    """The problems of a dossier whose groups stand in a file of this content."""
    write_dossier(folder, {"sources": [tables.source()]})
    data = content.encode() if isinstance(content, str) else content
    (folder / "groups.csv").write_bytes(data)
    return problems_in(folder)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (f"{HEADER}\n{ROW}\nblues,B,B,gang,press\n", 3),
        (f"{HEADER}\n\n{ROW}\n\n\nblues,B,B,gang,press\n", 6),
        (f"# who\n#\n{HEADER}\n# first\n{ROW}\n  # second\nblues,B,B,gang,press\n", 7),
        (f'# "quoted\n{HEADER}\n# a,"b" c\nblues,B,B,gang,press\n', 4),
        (f'{HEADER}\nreds,"The\nvery\nReds",Reds,group,press\nblues,B,B,gang,press\n', 5),
        (f'{HEADER}\r\nreds,"The\r\nReds",Reds,group,press\r\nblues,B,B,gang,press\r\n', 4),
        (f'{HEADER}\nreds,"one\n# two\nthree",Reds,group,press\nblues,B,B,gang,press\n', 5),
        (f"{HEADER}\nreds,The\u2028Reds\x0b\x85,Reds,group,press\nblues,B,B,gang,press\n", 3),
        (f"{HEADER}\n,,,,\n   \nblues,B,B,gang,press\n", 4),
        (f"{HEADER}\r{ROW}\rblues,B,B,gang,press\r", 3),
        (f"{HEADER}\nblues,B,B,gang,press", 2),
    ],
)
def test_a_problem_names_the_line_that_an_editor_shows(
    tmp_path: Path, content: str, line: int
) -> None:
    found = groups_file(tmp_path, content)
    assert [(problem.file, problem.line, problem.column) for problem in found] == [
        ("groups.csv", line, "kind")
    ]


def test_text_keeps_its_line_breaks_and_separators(tmp_path: Path) -> None:
    name = 'The\nReds, \u201cso-called\u201d\u2028and "others"'
    write_dossier(tmp_path, {"groups": [tables.group("reds", name=name)]})
    read, problems = read_dossier(tmp_path)
    assert problems == []
    assert [row["name"] for row in read["groups"]] == [name]


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + f"{HEADER}\n{ROW}\n".encode(),
        f"{HEADER}\r\n{ROW}\r\n".encode(),
        codecs.BOM_UTF8 + f"{HEADER}\r\n{ROW}\r\n".encode(),
        f"{HEADER}\n{ROW}".encode(),
        b" id , name,short_name,kind,sources\n reds , The Reds ,Reds,group, press \n",
        b"sources,kind,short_name,name,id\npress,group,Reds,The Reds,reds\n",
        f"{HEADER}\n".encode(),
    ],
    ids=["bom", "crlf", "bom-crlf", "no-last-newline", "spaces", "other-order", "header-only"],
)
def test_a_file_is_read_as_programs_save_it(tmp_path: Path, data: bytes) -> None:
    assert groups_file(tmp_path, data) == []
    read, _ = read_dossier(tmp_path)
    lines = [line for line in data.splitlines() if line]
    assert [(row["id"], row["name"]) for row in read["groups"]] == [("reds", "The Reds")] * (
        len(lines) - 1
    )


UTF8 = "save it as 'CSV UTF-8' and load again"


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (f"{HEADER}\n{ROW}\nblues,Ségou,B,group,press\n".encode("latin-1"), 3, UTF8),
        (f"{HEADER}\n{ROW}\n".encode("utf-16"), 1, UTF8),
        (f"{HEADER}\n{ROW}\n".encode("utf-16-le"), 1, UTF8),
        (f"{HEADER}\n{ROW}\nblues,B\0,B,group,press\n".encode(), 3, "byte 0x00"),
        (b"", 0, "is empty; its first line must name the columns"),
        (codecs.BOM_UTF8, 0, "is empty"),
        (b"# only a comment\n\n", 0, "is empty"),
        (f'{HEADER}\n{ROW}\nblues,"B,B,group,press\n'.encode(), 3, "begins here and never ends"),
        (f'{HEADER}\n{ROW}\nblues,"B"C,B,group,press\n'.encode(), 3, "cannot be read as CSV"),
        (HEADER.replace(",", ";").encode() + b"\n", 1, "separated by semicolons; save it with"),
        (f"{HEADER}\n{ROW}\n".replace(",", "\t").encode(), 1, "separated by tabs; save it with"),
    ],
    ids=[
        "latin-1", "utf-16", "utf-16-without-bom", "nul", "empty", "only-bom", "only-comments",
        "unclosed-quote", "text-after-quote", "semicolons", "tabs",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_and_where(
    tmp_path: Path, data: bytes, line: int, reason: str
) -> None:
    found = groups_file(tmp_path, data)
    assert [(problem.file, problem.line, problem.column) for problem in found] == [
        ("groups.csv", line, "")
    ]
    assert reason in found[0].reason


@pytest.mark.parametrize(
    ("header", "column", "reason"),
    [
        ("id,name,short_name,kind", "sources", "is missing from the header, and every row needs"),
        (f"{HEADER},founed", "founed", "is no column of this table; those are id, name, "),
        (f"{HEADER},Kind", "Kind", "is no column of this table"),
        (f"{HEADER},kind", "kind", "stands twice in the header"),
        (f"{HEADER},", "", "is no column of this table"),
    ],
)
def test_a_wrong_header_names_the_column(
    tmp_path: Path, header: str, column: str, reason: str
) -> None:
    found = groups_file(tmp_path, f"# who\n{header}\n{ROW}\n")
    assert [(problem.file, problem.line, problem.column) for problem in found] == [
        ("groups.csv", 2, column)
    ]
    assert reason in found[0].reason


@pytest.mark.parametrize("cells", [4, 6])
def test_a_row_has_as_many_cells_as_the_header(tmp_path: Path, cells: int) -> None:
    row = ",".join((ROW + ",more").split(",")[:cells])
    assert groups_file(tmp_path, f"{HEADER}\n{row}\nblues,B,B,group,press\n") == [
        Problem("groups.csv", 2, "", f"has {cells} cells where the header has 5")
    ]


@pytest.mark.parametrize("name", ["weather.csv", "group.csv", "Groups.csv", "groups.CSV"])
def test_a_file_that_would_be_passed_over_is_told(tmp_path: Path, name: str) -> None:
    folder = write_dossier(tmp_path, {"sources": [tables.source()]})
    (folder / name).write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    (folder / "README.md").write_text("what this is", encoding="utf-8")
    found = problems_in(folder)
    assert [(problem.file, problem.line, problem.column) for problem in found] == [(name, 0, "")]
    assert found[0].reason.startswith("is no file of a dossier; those are sources.csv, groups.csv")


def test_an_unreadable_table_is_told_without_a_problem_for_each_reference_to_it(
    tmp_path: Path,
) -> None:
    folder = write_dossier(tmp_path, good())
    text = csv_text("sources", [tables.source(title="Gao attaqué")])
    (folder / "sources.csv").write_bytes(text.encode("latin-1"))
    (folder / "groups.csv").write_text(
        csv_text("groups", [tables.group("reds", kind="gang")]), encoding="utf-8"
    )
    people = [tables.person("boss"), tables.person("boss")]
    (folder / "people.csv").write_text(csv_text("people", people), encoding="utf-8")
    assert [(problem.file, problem.line, problem.column) for problem in problems_in(folder)] == [
        ("groups.csv", 2, "kind"),
        ("people.csv", 3, "id"),
        ("sources.csv", 2, ""),
    ]


def test_a_missing_file_is_a_table_without_rows(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path, {"sources": [tables.source()]})
    read, problems = read_dossier(folder)
    assert problems == []
    assert set(read) == set(TABLES)
    assert [name for name, rows in read.items() if rows] == ["sources"]


def test_what_is_no_file_or_no_small_one_is_told_and_not_read(tmp_path: Path) -> None:
    folder = write_dossier(tmp_path / "mine", good())
    (folder / "roles.csv").unlink()
    (folder / "roles.csv").symlink_to("/dev/zero")
    (folder / "claims.csv").unlink()
    os.mkfifo(folder / "claims.csv")
    os.truncate(folder / "tallies.csv", 200 * 10**6)
    told = {str(problem) for problem in problems_in(folder)}
    assert {"roles.csv: is no file", "claims.csv: is no file"} <= told
    assert "tallies.csv: has more than 100 MB, which is no small table" in told
