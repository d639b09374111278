"""The README's examples print what the README says, and its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphq.cypher.ask.catalog import questions
from tests.cli.readme import README, agrees, examples, printed


@pytest.mark.parametrize(("command", "said"), list(examples()), ids=lambda text: str(text)[:40])
def test_an_example_of_the_readme_prints_what_the_readme_says(
    command: str, said: str, jnim_folder: Path
) -> None:
    found = printed(command, jnim_folder)
    assert said.strip(), "run python -m tests.cli.readme"
    assert agrees(said, found), found


def test_the_readme_names_every_question_and_no_other() -> None:
    text = README.read_text(encoding="utf-8")
    table = set(re.findall(r"^\| `([a-z-]+)[^`]*` \| ", text, flags=re.M))
    assert table == set(questions())


def test_leaving_lines_out_does_not_let_other_lines_through() -> None:
    assert agrees("one\n…\nthree\n", "one\ntwo\nthree\n")
    assert not agrees("one\n…\nthree\n", "one\ntwo\nfour\n")
    assert not agrees("one\n", "one\ntwo\n")
