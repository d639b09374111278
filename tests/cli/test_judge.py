"""Judging pairs at a terminal: what is kept, what is refused, and that nothing is half written."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import graphq
from tests.cli.terminal import INTERRUPT, at_terminal
from tests.ingest.event_files import write_rows
from tests.ingest.tables import good, incident, write_dossier
from tests.ingest.ucdp_rows import row

GAO = "mine/inc-2019-07-22-gao"
ASKED, WHY = "quit? ", "Why? "


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier's attack, and two of the same day and place in GED."""
    monkeypatch.chdir(tmp_path)
    tables = good() | {"matches": [], "incidents": [incident(fatalities_best="2")]}
    day = {"date_start": "2019-07-22", "date_end": "2019-07-22", "where_prec": "4"}
    rows = [row(id=key, side_b="The reds group", **day) for key in "12"]
    place = tmp_path / "graph"
    for what in (write_dossier(tmp_path / "mine", tables), write_rows(tmp_path / "ged.csv", rows)):
        assert graphq("load", str(what), db=place).code == 0
    return place


def matches(db: Path) -> dict[str, Any]:
    asked = ("matches", "--dataset", "dossier:mine", "--least", "0", "-f", "json")
    rows = json.loads(graphq(*asked, db=db).out)["rows"]
    return {found["otherId"]: found for found in rows}


def judge(db: Path, *answers: tuple[str, str], who: str = "Jane Doe") -> tuple[int, str]:
    asked = ("matches", "--dataset", "dossier:mine", "--least", "0", "--judge", "--who", who)
    return at_terminal(asked, answers, db)


def kept(folder: Path) -> list[dict[str, str]]:
    with (folder / "judgements" / "matches.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_judged_is_kept_loaded_shown_and_taken_back(db: Path, tmp_path: Path) -> None:
    code, shown = judge(db, (ASKED, "same\n"), (WHY, "One day, one town.\n"), (ASKED, "skip\n"))
    assert code == 0, shown
    assert "Pair 1 of 2" in shown
    assert "1 judgement kept" in shown
    (found,) = kept(tmp_path)
    assert (found["verdict"], found["judged_by"], found["why"]) == (
        "same", "Jane Doe", "One day, one town.",
    )  # fmt: skip
    pair = matches(db)[found["incident_id"] if found["incident_id"] != GAO else found["other_id"]]
    assert pair["standing"] == "judged same"
    assert pair["judged"][0].startswith("same, by Jane Doe, ")
    back = graphq("matches", "--take-back", found["incident_id"], found["other_id"], db=db)
    assert (back.code, back.err) == (0, "")
    assert kept(tmp_path) == []
    assert {found["standing"] for found in matches(db).values()} <= {"likely", "possible"}


def test_an_interrupt_keeps_what_was_judged_and_the_file_whole(db: Path, tmp_path: Path) -> None:
    code, shown = judge(db, (ASKED, "d\n"), (WHY, "Two towns.\n"), (ASKED, INTERRUPT))
    assert code == 130, shown
    assert "graphq load ./judgements" in shown
    assert [found["verdict"] for found in kept(tmp_path)] == ["different"]
    assert graphq("load", "./judgements", db=db).code == 0
    assert "judged different" in {found["standing"] for found in matches(db).values()}


def test_a_folder_elsewhere_is_told_as_it_can_be_loaded(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my judgements"
    asked = ("matches", "--dataset", "dossier:mine", "--least", "0", "--judge", "--who", "Jane Doe")
    answers = ((ASKED, "d\n"), (WHY, "Two towns.\n"), (ASKED, INTERRUPT))
    code, shown = at_terminal((*asked, "--folder", str(folder)), answers, db)
    assert code == 130, shown
    told = " ".join(shown.split())
    assert f"To load it: graphq load '{folder}'" in told
    assert graphq("load", str(folder), db=db).code == 0


def test_what_contradicts_another_judgement_is_refused_in_a_sentence(
    db: Path, tmp_path: Path
) -> None:
    apart = write_dossier(tmp_path / "others", {"matches": [
        {"incident_id": "ucdp-ged:1", "other_id": "ucdp-ged:2", "verdict": "different",
         "judged_by": "John Roe", "judged_on": "2024-05-01", "why": "Two days."},
    ]})  # fmt: skip
    assert graphq("load", str(apart), db=db).code == 0
    code, shown = judge(
        db, (ASKED, "same\n"), (WHY, "One town.\n"), (ASKED, "same\n"), who="Jane Doe"
    )
    assert code == 0, shown
    assert "Not kept: ucdp-ged:1 and ucdp-ged:2 are judged different" in shown
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--judge", "--who", "Jane Doe"), "judged at a terminal"),
        (("--take-back", "a", "b"), "has no judgement of a and b"),
        (("--who", "Jane Doe"), "--who is for --judge"),
        (("--judge", "--folder", "jnim"), "comes with graphq"),
    ],
)
def test_what_cannot_be_done_is_told(db: Path, options: tuple[str, ...], told: str) -> None:
    ran = graphq("matches", *options, db=db)
    assert ran.code == 2
    assert told in ran.err
    assert not os.path.exists("judgements")
