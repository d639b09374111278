"""No command, form or page adds up what is not wholly scored, or orders facilities of nobody's.

The scores that are given add up to 1,234; that number is in nothing that is printed or written.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphq.cypher.ask.catalog import questions
from graphq.graph.export.form import forms, write
from graphq.graph.opening import open_store
from graphq.graph.read.part import Whole
from tests.cli.assessed import Scored, fill
from tests.cli.run import graphq

GIVEN = (501, 400, 333)
FORBIDDEN = {
    "the sum": "1[,.' ]?234",
    "the mean": r"411\.3\d*",
    "the share": r"0?\.4113\d*",
    "a sum of two": "901|834|733",
}
BARE = re.compile("|".join(rf"(?<![\w.,-])(?:{found})(?![\w,-])" for found in FORBIDDEN.values()))
ROWS: list[Scored] = [
    ("Jane Doe", "2024", "0-1000", name, "", GIVEN[0], "", GIVEN[1], GIVEN[2], "", "")
    for name in ("Alpha airport", "Bravo base")
]
TABLES = ("table", "json", "csv", "md")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("partly"), ROWS)


def told(text: str) -> list[str]:
    return [found[0] for found in BARE.finditer(text)]


def test_what_is_looked_for_would_be_found() -> None:
    for text in ("total 1234", "1,234.", '{"total": 1234}', "| 1 234 |", "mean 411.33", "901"):
        assert told(text), text
    assert not told("501, 400 and 333 of 0–1000; 12345, a1234-b")


def commands() -> Iterator[list[str]]:
    key = "assessment:carver:janedoe:2024:0-1000"
    for form in TABLES:
        yield ["matrix", "-f", form]
        yield ["matrix", "Alpha airport", "-f", form]
        yield ["assessments", "-f", form]
        yield ["show", key, "-f", form]
        yield ["show", "Alpha airport", "-f", form]
        yield ["sources", key, "-f", form]
        yield ["status", "-f", form]


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_no_command_adds_up_what_is_not_wholly_scored(command: list[str], db: Path) -> None:
    ran = graphq(*command, db=db)
    assert ran.code == 0, ran.err
    assert told(ran.out) == []
    if command[0] != "status" and command[0] != "sources":
        assert "501" in ran.out


@pytest.mark.parametrize("command", ["matrix", "view assessments", "view --all"])
def test_no_page_adds_it_up(command: str, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert graphq(*command.split(), "-o", str(file), db=db).code == 0
    text = file.read_text(encoding="utf-8")
    # A page of the graph holds its content in one place, beside a program with numbers of its own.
    part = r'id="content">(.*?)</script>' if 'id="content"' in text else r"<body>(.*)</body>"
    said = re.search(part, text, re.DOTALL)
    assert said
    assert ("501" in said[0]) == (command != "view --all"), "an overview draws no judgements"
    assert told(said[0]) == []


@pytest.mark.parametrize("name", forms())
def test_no_export_adds_it_up(name: str, db: Path, tmp_path: Path) -> None:
    form = forms()[name]
    place = tmp_path / f"made{form.suffix}"
    with open_store(db) as store:
        write(form, Whole(store), place, False, lambda what: lambda done: None)
    files = [file for file in place.rglob("*") if file.is_file()] if place.is_dir() else [place]
    for file in files:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                texts = [archive.read(member) for member in archive.namelist()]
        else:
            texts = [file.read_bytes()]
        for text in texts:
            assert told(text.decode("utf-8", "replace")) == [], file


def test_a_preview_does_not_add_it_up(db: Path) -> None:
    options = ["--assessor", "John Roe", "--scale", "0-1000", "--accessibility", "501"]
    ran = graphq("assess", "fac-0", *options, "--effect", "400", "--vulnerability", "333", db=db)
    assert "—, 3 of 6 scored" in ran.out
    assert told(ran.out) == []


def test_facilities_are_put_in_order_only_beside_a_name(tmp_path: Path) -> None:
    six = (1, 2, 3, 4, 5, 1)
    names = ("Alpha airport", "Bravo base")
    folder = fill(tmp_path, [("Jane Doe", "2024", "1-5", name, *six, "") for name in names])
    for form in TABLES:
        out = graphq("matrix", "-f", form, db=folder).out
        assert "Jane Doe" in out
    with open_store(folder, "write") as store:
        store.write([("MATCH (a:Assessment) SET a.assessors = [' ']", {})])
    for form in TABLES:
        for command in ("matrix", "assessments"):
            out = graphq(command, "-f", form, db=folder).out
            assert "Alpha airport" not in out, (command, form)
            assert not re.search(r"\b16\b|\btotals of\b", out), (command, form)


@pytest.mark.parametrize("name", questions())
def test_no_other_question_reads_scores_or_ranks(name: str) -> None:
    statement = questions()[name].statement + questions()[name].picture
    assert ("RATES" in statement) == (name == "assessments")
