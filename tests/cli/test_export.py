"""`graphq export` as an analyst types it: files, sentences, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graphq.graph.export.form import forms
from tests.cli.run import ROOT, graphq

LINEAGE = "lineage jnim --as-of 2019-08-31"


def test_help_lists_every_form_with_what_it_is_for() -> None:
    ran = graphq("export", "--help")
    assert ran.code == 0
    for name in [*forms(), "neo4j-admin"]:
        assert f"  {name} " in ran.out
    assert "--of" in graphq("export", "kml", "--help").out


@pytest.mark.parametrize("name", forms())
def test_every_form_says_what_was_written_and_what_to_do_with_it(
    name: str, jnim_folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / f"all{forms()[name].suffix}"
    ran = graphq("export", name, str(place), db=jnim_folder)
    assert (ran.code, ran.err) == (0, "")
    assert place.exists()
    assert f"relationships written to {place}" in ran.out
    assert [file.name for file in tmp_path.iterdir()] == [place.name]


def test_the_part_of_an_answer_is_asked_for_as_the_question_is(
    jnim_folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "lineage.jsonl"
    ran = graphq("export", "jsonl", str(place), "--of", LINEAGE, db=jnim_folder)
    assert (ran.code, ran.err) == (0, "")
    nodes = [json.loads(line) for line in place.read_text().splitlines()]
    asked = json.loads(graphq(*LINEAGE.split(), "-f", "json", db=jnim_folder).out)
    groups = {row[key] for row in asked["rows"] for key in ("fromId", "toId")}
    found = {node["id"] for node in nodes if node["kind"] == "node"}
    assert groups <= found
    assert set(asked["sources"]) <= found
    assert not any("Incident" in node.get("labels", ()) for node in nodes)


def test_a_name_in_quotation_marks_and_the_word_graphq_are_understood(
    jnim_folder: Path, tmp_path: Path
) -> None:
    of = 'graphq target-history "Gao airport"'
    ran = graphq("export", "geojson", "gao", "--of", of, db=jnim_folder, cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    found = json.loads((tmp_path / "gao.geojson").read_text(encoding="utf-8"))
    assert "fac-apt-gao" in {feature["id"] for feature in found["features"]}


@pytest.mark.parametrize(
    ("of", "code", "says"),
    [
        ("no-such-question", 2, "There is no question 'no-such-question'. There are: "),
        ("", 2, "No question is named"),
        ("lineage 'jnim", 2, "cannot be read as a question"),
        ("lineage", 2, "Missing argument"),
        ("lineage jnim --colour red", 2, "No such option"),
        ("lineage jnim --db elsewhere", 2, "No such option"),
        ("lineage nobody-at-all", 3, "nobody-at-all"),
        ("lineage jnim --as-of 2001", 2, "is empty, so there is nothing to export"),
    ],
)
def test_a_wrong_question_is_told_and_nothing_is_written(
    of: str, code: int, says: str, jnim_folder: Path, tmp_path: Path
) -> None:
    ran = graphq("export", "kml", str(tmp_path / "x.kml"), "--of", of, db=jnim_folder)
    assert ran.code == code
    assert says in " ".join(ran.err.split())
    assert list(tmp_path.iterdir()) == []


def test_the_whole_graph_as_of_a_day(jnim_folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "then.jsonl"
    ran = graphq("export", "jsonl", str(place), "--as-of", "2016", db=jnim_folder)
    assert (ran.code, ran.err) == (0, "")
    lines = [json.loads(line) for line in place.read_text().splitlines()]
    days = [line["properties"].get("firstDay", "") for line in lines]
    assert "2016-01-01" < max(days) <= "2016-12-31"
    both = graphq("export", "kml", "x", "--as-of", "2016", "--of", LINEAGE, db=jnim_folder)
    assert (both.code, both.out) == (2, "")
    assert "give the day in the question" in both.err
    wrong = graphq("export", "kml", "x", "--as-of", "yesterday", db=jnim_folder)
    assert (wrong.code, wrong.out) == (2, "")
    assert "--as-of: 'yesterday' is not a date" in wrong.err


def test_a_file_is_overwritten_only_with_force(jnim_folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "mine.csv.kml"
    place.write_text("mine", encoding="utf-8")
    refused = graphq("export", "kml", str(place), db=jnim_folder)
    assert (refused.code, refused.out) == (2, "")
    assert "--force overwrites it" in refused.err
    assert place.read_text(encoding="utf-8") == "mine"
    assert graphq("export", "kml", str(place), "--force", db=jnim_folder).code == 0
    assert place.read_text(encoding="utf-8").startswith("<?xml")


def test_a_name_is_taken_as_it_is_typed_with_the_ending_of_the_form(
    jnim_folder: Path, tmp_path: Path
) -> None:
    for typed in ("JNIM 31.08", "-é", "own.txt"):
        ran = graphq("export", "jsonl", "--", typed, db=jnim_folder, cwd=tmp_path)
        assert (ran.code, ran.err) == (0, "")
    found = sorted(file.name for file in tmp_path.iterdir())
    assert found == ["-é.jsonl", "JNIM 31.08.jsonl", "own.txt"]


def test_a_pipe_and_a_name_that_is_too_long_are_refused(jnim_folder: Path, tmp_path: Path) -> None:
    for place, says in [("-", "graphq export kml all.kml"), ("x" * 300, "cannot be written")]:
        ran = graphq("export", "kml", place, db=jnim_folder, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_command_that_imports_can_be_pasted(jnim_folder: Path, tmp_path: Path) -> None:
    ran = graphq("export", "neo4j-admin", "for neo4j", db=jnim_folder, cwd=tmp_path)
    assert "With Neo4j stopped: sh 'for neo4j/import.sh'. " in ran.out


def test_there_has_to_be_a_graph(tmp_path: Path) -> None:
    ran = graphq("export", "csv", str(tmp_path / "out"), db=tmp_path / "none")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no graph in" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_does_not_exist_is_told() -> None:
    ran = graphq("export", "pdf", "out.pdf")
    assert ran.code == 2
    assert "No such command 'pdf'" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_an_interrupt_says_that_nothing_was_exported(jnim_folder: Path, tmp_path: Path) -> None:
    # In the middle of the writing, the process is sent what Ctrl-C sends.
    code = (
        "import os, signal, sys, graphq.graph.export.json_lines as form\n"
        # Whoever runs the tests in the background may have had it ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "def stop(value): os.kill(os.getpid(), signal.SIGINT)\n"
        "form.json_line = stop\n"
        "sys.argv = ['graphq', 'export', 'jsonl', sys.argv[1], '--db', sys.argv[2]]\n"
        "from graphq.cli.main import main; main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out.jsonl"), str(jnim_folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 130
    assert ran.stderr == "graphq: interrupted; nothing was exported.\n"
    assert list(tmp_path.iterdir()) == []
