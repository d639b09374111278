"""A question may work its answer out of what its Cypher reads; its header says so, and by what."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.cypher.ask.catalog import FOLDER, Question, questions
from graphq.cypher.ask.header import QuestionError
from graphq.cypher.reckon import reckoner

HEADER = """// Title: of it
// answers: what it answers
// parameters: {}
// columns:
//   id: {help: id}
// reads:
//   one: what is read
// then: made-up
// examples: [graphq made]
RETURN 1 AS one
"""
RECKONED = [name for name, question in questions().items() if question.header.then]


def made(folder: Path, text: str = HEADER) -> Question:
    file = folder / "made.cypher"
    file.write_text(text, encoding="utf-8")
    return Question(file)


@pytest.mark.parametrize("name", RECKONED)
def test_what_a_header_names_is_there(name: str) -> None:
    assert reckoner(questions()[name].header.then) is not None


def test_each_module_that_works_out_an_answer_is_named_by_a_question() -> None:
    shared = {"__init__", "intervals"}
    files = {file.stem for file in (FOLDER / "reckon").glob("*.py")}
    found = {stem for stem in files if reckoner(stem.replace("_", "-"))}
    assert found == {questions()[name].header.then.replace("-", "_") for name in RECKONED}
    assert shared <= files - found


def test_a_name_that_nothing_bears_is_an_error_that_says_where(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"made\.cypher: .*then: made-up, and .*made_up has no"):
        made(tmp_path).worked_out([], {})


def test_a_module_without_the_function_is_none(tmp_path: Path) -> None:
    text = HEADER.replace("then: made-up", "then: intervals")
    with pytest.raises(QuestionError, match=r"cypher\.reckon\.intervals has no function rows"):
        made(tmp_path, text).worked_out([], {})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("// then: made-up\n", ""),
        ("// reads:\n//   one: what is read\n", ""),
        ("then: made-up", "then: ../made"),
        ("then: made-up", "then: os.path"),
    ],
)
def test_what_is_read_and_what_is_done_with_it_are_told_together_or_not_at_all(
    tmp_path: Path, old: str, new: str
) -> None:
    with pytest.raises(QuestionError, match=r"made\.cypher: its header is wrong"):
        _ = made(tmp_path, HEADER.replace(old, new)).header


def test_the_columns_of_the_statement_are_those_that_are_read(tmp_path: Path) -> None:
    assert made(tmp_path).header.returned == {"one": "what is read"}


def test_without_arithmetic_the_rows_are_those_of_the_statement(tmp_path: Path) -> None:
    text = HEADER.replace("// reads:\n//   one: what is read\n// then: made-up\n", "")
    question = made(tmp_path, text)
    assert question.worked_out([{"id": 1}], {}) == [{"id": 1}]
    assert question.header.returned == {"id": "id"}
