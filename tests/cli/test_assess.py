"""Entering scores: who is asked what, what is shown first, and that nothing is half written."""

from __future__ import annotations

import json
import os
import shlex
import signal
from pathlib import Path
from typing import Any

import pytest

from graphq.cli.process import uninterrupted
from graphq.graph.model.ratings import CRITERIA
from tests.cli.assessed import fill
from tests.cli.run import Ran, graphq
from tests.cli.terminal import END, INTERRUPT, at_terminal

JANE = ("--assessor", "Jane Doe", "--date", "2024-05-01")
ENTER = "\n"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A graph with facilities that nobody has scored."""
    return fill(tmp_path, [])


def ratings(db: Path) -> list[dict[str, Any]]:
    rows = json.loads(graphq("assessments", "-f", "json", db=db).out)["rows"]
    return [row for row in rows if row["kind"] == "scores"]


def enter(db: Path, *options: str, target: str = "Alpha airport") -> Ran:
    return graphq("assess", target, *options, db=db)


def test_scores_by_options_are_shown_written_and_laid_out(db: Path) -> None:
    ran = enter(db, *JANE, "--criticality", "5", "--effect", "2", "--note", "A hub", "--yes")
    assert (ran.code, ran.err) == (0, "")
    before, _, after = ran.out.partition("Written.")
    assert "Jane Doe, 2024-05-01, scale 1–5" in before
    assert "—, 2 of 6 scored" in before
    assert "--withdraw assessment:carver:janedoe:2024-05-01:1-5" in after
    assert "CARVER matrix: Alpha airport" in after
    (row,) = ratings(db)
    assert (row["criticality"], row["accessibility"], row["effect"]) == (5, None, 2)
    assert (row["total"], row["date"]) == (None, "2024-05-01")
    assert [one["text"] for one in row["note"]] == ["A hub"]


def test_several_assessors_judge_together(db: Path) -> None:
    assert enter(db, *JANE, "--assessor", "John Roe", "--effect", "2", "-y").code == 0
    assert ratings(db)[0]["assessors"] == ["Jane Doe", "John Roe"]


def test_what_was_entered_before_is_shown_and_corrected(db: Path) -> None:
    enter(db, *JANE, "--criticality", "5", "--yes")
    enter(db, *JANE, "--effect", "1", "--yes", target="Bravo base")
    ran = enter(db, *JANE, "--effect", "4", "--yes")
    assert "This takes the place of what was entered before." in ran.out
    assert "5 high" in ran.out.partition("Written.")[0]
    rows = {row["target"]: row for row in ratings(db)}
    assert (rows["Alpha airport"]["criticality"], rows["Alpha airport"]["effect"]) == (None, 4)
    assert rows["Bravo base"]["effect"] == 1
    again = enter(db, *JANE, "--effect", "4", "--yes")
    assert "Nothing has changed; this was there already." in again.out


def test_nothing_is_written_where_nobody_can_agree(db: Path) -> None:
    ran = enter(db, *JANE, "--criticality", "5")
    assert ran.code == 2
    assert "Nothing was changed, since nobody can be asked here. Give --yes." in ran.err
    assert ratings(db) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--criticality", "3"], "--assessor: no assessor is named"),
        (["--assessor", " ", "--criticality", "3"], "--assessor: no assessor is named"),
        (["--assessor", "anonymous", "--criticality", "3"], "is not the name of a person"),
        ([*JANE], "No score is given."),
        ([*JANE, "--criticality", " "], "Not one of the six criteria is scored"),
        ([*JANE, "--criticality", "0"], "--criticality: 0 is not on the scale from 1 to 5"),
        ([*JANE, "--effect", "2.5"], "--effect: '2.5' is not a whole number from 1 to 5"),
        ([*JANE, "--effect", "high"], "--effect: 'high' is not a whole number"),
        ([*JANE, "--effect", "6", "--scale", "1-5"], "--effect: 6 is not on the scale"),
        ([*JANE, "--effect", "3", "--scale", "5-1"], "--scale: 5 to 1 is no scale"),
        ([*JANE, "--effect", "3", "--note", "a low wall"], "'wall' describes the security"),
        (["--assessor", "Jane Doe", "--date", "2999", "--effect", "3"], "2999 is still to come"),
        ([*JANE, "--file", "scores.csv"], "--file does not go together with 'Alpha airport'"),
        (["--template", "t.csv"], "--template does not go together with 'Alpha airport'"),
        (["--withdraw", "x", "--effect", "3"], "--withdraw does not go together with --effect"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_written(
    options: list[str], said: str, db: Path, tmp_path: Path
) -> None:
    ran = graphq("assess", "Alpha airport", *options, "--yes", db=db, cwd=tmp_path)
    assert ran.code == 2, ran.out
    assert said in ran.err
    assert ratings(db) == []
    assert not (tmp_path / "t.csv").exists()


def test_a_facility_has_to_be_named_and_known(db: Path) -> None:
    assert "Say which facility is rated" in graphq("assess", db=db).err
    ran = enter(db, *JANE, "--effect", "3", "--yes", target="Alfa airport")
    assert ran.code == 3
    assert "fac-0  Alpha airport" in ran.err


def test_at_a_terminal_everything_is_asked_for_until_it_can_be_taken(db: Path) -> None:
    answers = [
        ("separated by semicolons.\r\nAssessor's name: ", ENTER),
        ("Assessor's name: ", "Zoë B.\n"),
        ("]: ", "yesterday\n"),
        ("]: ", "2024-05-01\n"),
        ("[1-5]: ", "1-1\n"),
        ("[1-5]: ", "1-10\n"),
        ("depends on it: ", "9\n"),
        ("can be reached: ", "eleven\n"),
        ("can be reached: ", "11\n"),
        ("can be reached: ", ENTER),
        ("to recover: ", ENTER),
        ("succeed: ", ENTER),
        ("around: ", "10\n"),
        ("other places: ", ENTER),
        ("may be blank: ", "by the gate\n"),
        ("may be blank: ", "busy\n"),
        ("Write this? [y/N] ", "y\n"),
    ]
    code, screen = at_terminal(["assess", "alpha AIRPORT"], answers, db)
    assert code == 0
    for said in (
        "for its protection",
        "no assessor is named",
        "'yesterday' is not a date",
        "1 to 1 is no scale",
        "'eleven' is not a whole number from 1 to 10",
        "11 is not on the scale from 1 to 10",
        "'gate' describes the security of a place",
        "—, 2 of 6 scored",
        "Written.",
        "CARVER matrix: Alpha airport",
    ):
        assert said in screen, said
    (row,) = ratings(db)
    assert (row["assessors"], row["scale"]) == (["Zoë B."], "1–10")
    assert [one["text"] for one in row["note"]] == ["busy"]
    assert [row["criticality"], row["accessibility"], row["effect"]] == [9, None, 10]


def test_what_is_given_is_not_asked_for(db: Path) -> None:
    answers = [
        ("depends on it: ", "1\n"),
        *((end, ENTER) for end in ("reached: ", "recover: ", "succeed: ", "around: ", "places: ")),
        ("[y/N] ", "yes\n"),
    ]
    options = ["assess", "fac-0", *JANE, "--scale", "1-5", "--note", "busy"]
    code, screen = at_terminal(options, answers, db)
    assert code == 0
    assert "name:" not in screen
    assert ratings(db)[0]["criticality"] == 1


@pytest.mark.parametrize(
    ("answers", "code", "said"),
    [
        ([("name: ", INTERRUPT)], 130, "interrupted; nothing was written."),
        ([("name: ", "A B\n"), ("]: ", INTERRUPT)], 130, "interrupted; nothing was written."),
        ([("name: ", "A B\n"), ("]: ", END)], 2, "ended before all was asked; nothing was written"),
    ],
)
def test_who_breaks_off_has_written_nothing(
    answers: list[tuple[str, str]], code: int, said: str, db: Path
) -> None:
    found, screen = at_terminal(["assess", "Alpha airport"], answers, db)
    assert found == code
    assert said in screen
    assert ratings(db) == []


@pytest.mark.parametrize("answer", [ENTER, "n\n", "what\n", INTERRUPT])
def test_only_yes_is_agreed_to(answer: str, db: Path) -> None:
    options = ["assess", "Alpha airport", *JANE, "--effect", "3"]
    code, screen = at_terminal(options, [("Write this? [y/N] ", answer)], db)
    assert code == (130 if answer == INTERRUPT else 1)
    assert "nothing was" in screen.lower()
    assert ratings(db) == []


def test_nobody_scored_at_a_terminal_either(db: Path) -> None:
    ends = ("it: ", "reached: ", "recover: ", "succeed: ", "around: ", "places: ", "blank: ")
    options = ["assess", "Alpha airport", *JANE, "--scale", "1-5"]
    code, screen = at_terminal(options, [(end, ENTER) for end in ends], db)
    assert code == 2
    assert "Not one of the six criteria is scored; nothing was written." in screen


def test_an_interrupt_waits_until_what_is_begun_is_written() -> None:
    written = []
    # What runs in the background hears no interrupt; this hears it as at a terminal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            written.append("all")
        assert written
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_file_is_shown_and_its_bad_rows_are_listed(db: Path, tmp_path: Path) -> None:
    form = tmp_path / "t.csv"
    ran = graphq("assess", "--template", str(form), db=db)
    assert (ran.code, "then: graphq assess --file" in ran.out) == (0, True)
    with form.open("a", encoding="utf-8") as opened:
        opened.write("Jane Doe,2024-05-01,1,5,Alpha airport,5,,,,,,busy\n")
        opened.write("Jane Doe,2024-05-01,1,5,Bravo base,7,,,,,,\n")
    asked = graphq("assess", "--file", str(form), db=db, cwd=tmp_path)
    assert asked.code == 2
    assert ratings(db) == []
    ran = graphq("assess", "--file", str(form), "--yes", db=db, cwd=tmp_path)
    assert ran.code == 0
    assert "1 could not be read, listed in t.csv.rejects" in ran.out
    assert "criticality: 7 is not on the scale from 1 to 5" in ran.out
    assert [row["target"] for row in ratings(db)] == ["Alpha airport"]


def test_letters_that_had_to_be_guessed_are_told(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    head = "assessor;date;scale;target;" + ";".join(CRITERIA)
    file.write_bytes(f"{head}\nJos\xe9;2024;1-5;fac-0;5;;;;;\n".encode("cp1252"))
    ran = graphq("assess", "--file", str(file), db=db)
    assert "its letters were taken as those of western Europe" in ran.out


def test_a_row_that_is_cut_off_is_told_in_a_sentence(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    head = "assessor,date,scale,target," + ",".join(CRITERIA)
    file.write_text(f"{head}\nJane Doe,2024,1-5,fac", encoding="utf-8")
    ran = graphq("assess", "--file", str(file), db=db, cwd=tmp_path)
    assert "line 2: The row has 4 cells" in ran.out
    assert ".." not in ran.out
    assert "holds no rating that can be written" in ran.err


@pytest.mark.parametrize("name", ["nosuch.csv", "jnim", "."])
def test_a_file_that_is_none_is_told(name: str, db: Path, tmp_path: Path) -> None:
    ran = graphq("assess", "--file", name, db=db, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert f"There is no file {name}. --template writes an empty form." in ran.err


def test_what_is_to_be_typed_to_take_it_back_takes_back_no_more(db: Path) -> None:
    enter(db, *JANE, "--effect", "1", "--yes", target="Bravo base")
    ran = enter(db, *JANE, "--criticality", "5", "--yes")
    (line,) = (line for line in ran.out.splitlines() if line.startswith("To take it back: graphq"))
    assert graphq(*shlex.split(line)[5:], "--yes", db=db).code == 0
    assert [row["target"] for row in ratings(db)] == ["Bravo base"]


def test_an_assessment_is_shown_before_it_is_withdrawn(db: Path) -> None:
    key = "assessment:carver:janedoe:2024-05-01:1-5"
    enter(db, *JANE, "--criticality", "5", "--yes")
    enter(db, *JANE, "--effect", "1", "--yes", target="Bravo base")
    assert graphq("assess", "--withdraw", key, db=db).code == 2
    assert len(ratings(db)) == 2
    ran = graphq("assess", "bravo BASE", "--withdraw", key, "--yes", db=db)
    assert "Bravo base" in ran.out
    assert "Withdrawn: 1 rating." in ran.out
    assert [row["target"] for row in ratings(db)] == ["Alpha airport"]
    assert graphq("assess", "--withdraw", key, "--yes", db=db).code == 0
    assert ratings(db) == []
    gone = graphq("assess", "--withdraw", key, "--yes", db=db)
    assert gone.code == 3
    assert "asm-1" in gone.err
    dossier = graphq("assess", "--withdraw", "asm-1", "--yes", db=db)
    assert "was not entered here: dossier:facilities states it" in dossier.err


def test_the_graph_tells_of_it_like_of_anything_else(db: Path) -> None:
    enter(db, *JANE, "--criticality", "5", "--yes")
    key = "assessment:carver:janedoe:2024-05-01:1-5"
    assert "Alpha airport" in graphq("show", key, db=db).out
    assert "Jane Doe" in graphq("show", "Alpha airport", db=db).out
    assert "Jane Doe, 2024 – rates – Alpha airport" in " ".join(
        graphq("sources", key, db=db).out.split()
    )
    link = graphq("sources", f"rates:{key}>facilities/fac-0", db=db)
    assert "Jane Doe, 2024 – rates – Alpha airport" in " ".join(link.out.split())
    assert "Assessment 2" in graphq("status", db=db).out
