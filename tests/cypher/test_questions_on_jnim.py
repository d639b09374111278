"""Every saved question on the jnim dossier gives the rows written down, on both engines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graphq.cypher.ask.catalog import questions
from graphq.graph.store import Store
from tests.cypher.write_expected import FOLDER, as_text, cases, rows_of

CASES = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name in questions()
    for number, case in enumerate(cases(name))
]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_question_gives_the_rows_written_down(
    jnim_store: Store, name: str, case: dict[str, Any]
) -> None:
    assert rows_of(jnim_store, name, case["parameters"]) == case["rows"]


@pytest.mark.parametrize("name", questions())
def test_a_question_has_cases_that_do_not_age(name: str) -> None:
    found = cases(name)
    assert len(found) >= 2
    assert any(case["rows"] for case in found)
    pinned = {"asOf" in case["parameters"] for case in found}
    assert pinned == {"asOf" in questions()[name].header.parameters}


def test_there_is_no_file_without_a_question() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(questions())


@pytest.mark.parametrize("name", questions())
def test_the_files_are_as_the_writer_writes_them(name: str) -> None:
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert as_text(json.loads(text)) == text


def similar(store: Store) -> list[dict[str, Any]]:
    parameters = {"target": "Ambodedjo Airport", "asOf": "2019-08-31", "limit": 50}
    return rows_of(store, "similar-targets", parameters)


def test_what_was_known_by_august_2019_of_airports_like_ambodedjo(jnim_store: Store) -> None:
    first, second, *rest = similar(jnim_store)
    assert [first["target"], second["target"]] == ["Gao airport", "Timbuktu airport"]
    assert [row["target"] for row in rest if row["targetType"] == "airport"] == []
    assert max(row["likeness"] for row in rest) < second["likeness"] < first["likeness"]
    assert [fact["id"] for fact in first["precedents"]] == [
        "inc-2016-11-29-gao-airport",
        "inc-2019-07-22-gao-a",
    ]
    assert [fact["id"] for fact in second["precedents"]] == [
        "inc-2016-11-29-timbuktu-airport",
        "inc-2018-04-14-timbuktu",
    ]
    dates = [
        fact["text"].split(" ")[0] for row in similar(jnim_store) for fact in row["precedents"]
    ]
    assert max(dates) <= "2019-08-31"
