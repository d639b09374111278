"""`graphq view` as an analyst types it."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from graphq.cli import view
from graphq.cli.app import build
from graphq.cypher.ask.catalog import question, questions
from graphq.graph.errors import UsageError
from graphq.graph.opening import open_store
from graphq.graph.write.writer import prepare
from graphq.page import compose
from tests.cli.run import graphq


def content(file: Path) -> dict[str, Any]:
    """What the page says."""
    text = file.read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="content">(.*?)</script>', text, re.S)
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_a_question_becomes_a_page_named_after_it(jnim_folder: Path, tmp_path: Path) -> None:
    ran = graphq(
        "view", "lineage", "jnim", "--as-of", "2016-06", db=jnim_folder, cwd=tmp_path
    )  # fmt: skip
    file = tmp_path / "lineage-jnim-2016-06.html"
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{file.name} written: ")
    page = content(file)
    assert page["head"]["asOf"] == "2016-06-30"
    assert page["head"]["title"] == "Lineage: JNIM, as of 2016-06-30"
    assert "jnim-2017" not in json.dumps(page["nodes"])


@pytest.mark.parametrize("name", questions())
def test_the_example_of_every_question_becomes_a_page(
    jnim_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("GRAPHQ_DB", str(jnim_folder))
    file = tmp_path / "page.html"
    example = questions()[name].header.examples[0]
    typed = ["view", *shlex.split(example)[1:], "-o", str(file)]
    build(typed)(typed, standalone_mode=False)
    page = content(file)
    assert page["head"]["question"] == name
    drawn = {fact["id"] for fact in (*page["nodes"], *page["links"])}
    assert all(set(row.get("about", [])) <= drawn for row in page["table"]["rows"])


def test_all_on_record_becomes_a_page(jnim_folder: Path, tmp_path: Path) -> None:
    ran = graphq("view", "--all", "--as-of", "2015", "-o", "x.html", db=jnim_folder, cwd=tmp_path)
    assert ran.code == 0, ran.err
    page = content(tmp_path / "x.html")
    assert page["kind"] == "whole"
    days = [node["time"]["from"][0] for node in page["nodes"] if "time" in node]
    assert max(days) <= "2015-12-31"
    ids = {node["id"] for node in page["nodes"]}
    assert "ansar-dine" in ids
    assert "jnim" not in ids, "it was founded in 2017"
    assert "fac-moc-gao" not in ids, "all that is on record of it is of 2017"


def test_a_graph_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", "write") as store:
        prepare(store)
        with pytest.raises(UsageError, match="has nothing to show"):
            compose.page_of_all(store, None)


def test_a_file_that_is_there_is_overwritten_only_when_told_to(
    jnim_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text("mine", encoding="utf-8")
    ran = graphq("view", "leaders", "jnim", "-o", str(file), db=jnim_folder)
    assert ran.code == 2
    assert f"{file} is there already. Add --force" in ran.err
    assert file.read_text(encoding="utf-8") == "mine"
    assert graphq("view", "leaders", "jnim", "-o", str(file), "--force", db=jnim_folder).code == 0
    assert content(file)["head"]["question"] == "leaders"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "--all"),
        (["--as-of", "2019"], 2, "Say what to show"),
        (["--all", "lineage", "jnim"], 2, "Write the options after the question"),
        (["--all", "--as-of", "soon"], 2, "'soon' is not a date"),
        (["lineage", "nobody at all"], 3, "nobody at all"),
        (["lineage", "jnim", "-o", "no/such/folder/x.html"], 2, "cannot be written"),
        (["lineage", "jnim", "-o", "."], 2, "is a folder"),
        (["no-such-question"], 2, "No such command"),
    ],
)
def test_what_cannot_be_shown_is_told(
    jnim_folder: Path, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    ran = graphq("view", *arguments, db=jnim_folder, cwd=tmp_path)
    assert said in ran.err
    assert ran.code == code
    assert list(tmp_path.iterdir()) == []


def test_its_help_lists_the_questions_and_has_their_options() -> None:
    listed = graphq("view", "--help").out
    assert "lineage" in listed
    assert "--all" in listed
    told = graphq("view", "incidents", "--help").out
    assert "--force" in told
    assert "--as-of" in told
    assert "graphq view incidents" in told
    assert "--format" not in told


def test_more_than_can_be_drawn_is_refused_with_what_to_ask_instead(
    jnim_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "MOST_DRAWN", 100)
    with open_store(jnim_folder) as store, pytest.raises(UsageError, match="more than 100 nodes"):
        compose.page_of_all(store, None)


def test_the_browser_is_opened_only_when_asked_for(
    jnim_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("typer.launch", opened.append)
    for show in (False, True):
        file = tmp_path / f"{show}.html"
        view.view_answer(
            question("leaders"), {"group": "jnim"}, str(jnim_folder), file, False, show
        )
    assert opened == [(tmp_path / "True.html").as_uri()]
