"""Neo4j's own Cypher linter finds nothing in any saved question.

The labels, relationship types, property keys and parameters are those of the model and of each
question's header, so a misspelt name is found here and not by an analyst.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from graphq.cypher.ask.catalog import KEPT_SUFFIX, questions
from graphq.graph.model.schema import linter_schema
from tests.neo4j_fixture import skip_or_fail

LINTER = Path(__file__).parent / "linter"
REQUIRE_VARIABLE = "GRAPHQ_REQUIRE_NODE"


def lint(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the linter says of the statements."""
    node = shutil.which("node")
    if node is None or not (LINTER / "node_modules").is_dir():
        skip_or_fail(
            "Neo4j's Cypher linter was left out: it needs Node, and npm ci in tests/cypher/linter.",
            REQUIRE_VARIABLE,
        )
    done = subprocess.run(
        [node, "lint.mjs"],
        cwd=LINTER,
        input=json.dumps({"schema": linter_schema(), "statements": statements}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def statement(name: str, text: str, parameters: list[str]) -> dict[str, Any]:
    """A statement as the linter takes it."""
    return {"name": name, "text": text, "parameters": dict.fromkeys(parameters, "")}


MISSPELT = {
    "MATCH (g:Gruop) RETURN g": "Gruop",
    "MATCH (g:Group)-[:SUCEEDED_BY]->() RETURN g": "SUCEEDED_BY",
    "MATCH (g:Group) RETURN g.fulName AS name": "fulName",
    "MATCH (g:Group {id: $gruop}) RETURN g": "gruop",
    "MATCH (g:Group) RETRUN g": "RETRUN",
}
"""Statements that are wrong, each with what is wrong in it."""


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    """What the linter says of every question, and of what is misspelt.

    All are linted by one process: it takes longer to start than to lint them.
    """
    asked = [
        statement(f"{name}{kept}", text, list(question.header.parameters))
        for name, question in questions().items()
        for kept, text in (("", question.statement), (KEPT_SUFFIX, question.kept))
        if text
    ]
    return lint(asked + [statement(text, text, ["group"]) for text in MISSPELT])


def test_the_linter_finds_nothing_in_any_question(found: list[dict[str, Any]]) -> None:
    assert [one for one in found if one["name"] in questions()] == []


@pytest.mark.parametrize("text", MISSPELT)
def test_the_linter_finds_what_is_misspelt(found: list[dict[str, Any]], text: str) -> None:
    assert any(MISSPELT[text] in one["message"] for one in found if one["name"] == text)
