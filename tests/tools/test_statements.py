"""What the seed report says is held against what graphq answers."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from graphq.cli.app import build
from tools.statements import ANSWERED, AS_OF, UNANSWERED, Statement, statements

Answer = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def answer(jnim_folder: Path) -> Answer:
    """What a command answers of the jnim dossier as of the report."""

    @cache
    def of(ask: str) -> dict[str, Any]:
        more = ["--as-of", AS_OF, "--format", "json", "--db", str(jnim_folder)]
        words = [*shlex.split(ask), *more]
        done = CliRunner().invoke(build(words), words)
        assert done.exit_code == 0, done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return of


@pytest.mark.parametrize("one", statements(), ids=lambda one: one.says)
def test_what_is_told_of_a_statement_is_answered(one: Statement, answer: Answer) -> None:
    assert one.verdict in ANSWERED | UNANSWERED
    assert one.why or one.verdict == "agrees"
    if not one.ask:
        assert one.verdict in UNANSWERED
        assert not one.told
        return
    answered = answer(one.ask)
    rows, text = answered["rows"], json.dumps(answered, ensure_ascii=False)
    assert one.told or not rows
    for told in one.told:
        if isinstance(told, str):
            assert told in text
        else:
            assert any(all(row[key] == value for key, value in told.items()) for row in rows), told


def test_the_report_makes_56_statements() -> None:
    assert len({one.says for one in statements()}) == len(statements()) == 56
