"""What is read without typer is what typer reads."""

from __future__ import annotations

import random
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.main import get_command

from graphq.cli.options import Database, OutputFormat
from graphq.cli.plainly import PlainlyAsked, asked_plainly
from graphq.cli.questions import Option, ShowCypher, add_question_to
from graphq.cypher.ask.catalog import Question, questions
from graphq.cypher.ask.header import Parameter
from graphq.cypher.ask.parameters import option_name
from graphq.document.forms import USUAL, printed_names

SEED = 20261130
LINES = 120
"""Made-up command lines of each question."""

TEXTS = (
    "jnim", "Ansar Dine", "", "-", "--", "-x", "--limit", "=", "a=b", "--as-of", "2019", "today",
    "ÿ\u202eé", "'", "x" * 300, "-5", "table", "@x", "~", "$HOME", "*",
)  # fmt: skip
NUMBERS = (
    "5", "0", "007", "1.5", "1.", ".5", "+5", " 5", "5 ", "1_0", "1e3", "٣", "-1", "inf", "nan",
    "999999999", "9999999999", "", "x", "0x1", "100000",
)  # fmt: skip
FORMS = (*printed_names(), "Table", "xml", "")
OWN = (
    "--db", "--format", "-f", "--show-cypher", "--help", "-h", "--version", "-d", "--FORMAT",
    "-fjson",
)  # fmt: skip


class Reader:
    """What typer reads of a question's command line."""

    def __init__(self, question: Question) -> None:
        self.question, self.found = question, list[PlainlyAsked]()
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.callback()(lambda: None)
        options = (
            Option("db", Database, None),
            Option("output", OutputFormat, USUAL),
            Option("show_cypher", ShowCypher, False),
        )
        add_question_to(app, question, self._take, options, whole=True)
        self.command = get_command(app)

    def _take(self, question: Question, given: dict[str, Any], **common: Any) -> None:
        declared = question.header.parameters
        told = {
            name: value
            for name, value in given.items()
            if value not in (None, []) and value != declared[name].default
        }
        self.found.append(
            PlainlyAsked(question, told, **{**common, "output": str(common["output"])})
        )

    def read(self, words: list[str]) -> PlainlyAsked | None:
        """What is asked; nothing where typer refuses it, or tells of something instead."""
        self.found.clear()
        try:
            self.command.main(words, standalone_mode=False)
        except (typer.TyperException, SystemExit):
            return None
        return self.found[0] if self.found else None


def lines(question: Question, chosen: random.Random) -> Iterator[list[str]]:
    """Command lines of the question: mostly right, and wrong in every way that there is."""
    declared = question.header.parameters
    options = {option_name(name, one): one for name, one in declared.items() if not one.argument}
    takes_one = any(one.argument for one in declared.values())
    for _ in range(LINES):
        words = ["jnim"] if takes_one and chosen.random() < 0.8 else []
        for _ in range(chosen.randrange(4)):
            words += _given(options, chosen)
        if chosen.random() < 0.2:
            words.insert(chosen.randrange(len(words) + 1), chosen.choice(TEXTS + OWN))
        yield [question.name, *words]


def _given(options: dict[str, Parameter], chosen: random.Random) -> list[str]:
    """An option, mostly with a value that it takes."""
    option = chosen.choice([*options, "--db", "--format", "-f", "--show-cypher"])
    if option == "--show-cypher" or (option in options and options[option].type == "flag"):
        return [option if chosen.random() < 0.9 else f"{option}=true"]
    kind = options[option].type if option in options else ""
    values = FORMS if option in ("--format", "-f") else TEXTS
    value = chosen.choice(NUMBERS if kind in ("integer", "number") else values)
    return [f"{option}={value}"] if chosen.random() < 0.3 else [option, value]


@pytest.mark.parametrize("name", questions())
def test_what_is_read_plainly_is_what_typer_reads(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    question = questions()[name]
    reader, plain = Reader(question), 0
    for words in lines(question, random.Random(f"{SEED} {name}")):
        asked = asked_plainly(words)
        if asked is None:
            continue
        plain += 1
        declared = question.header.parameters
        asked.given = {
            key: value for key, value in asked.given.items() if value != declared[key].default
        }
        assert asked == reader.read(words), words
    capsys.readouterr()
    assert plain > LINES / 4


def test_every_example_is_read_plainly() -> None:
    for question in questions().values():
        for example in question.header.examples:
            _, *words = shlex.split(example)
            assert asked_plainly(words), example


@pytest.mark.parametrize(
    "words",
    [
        (), ("lineage",), ("lineage", "--help"), ("nothing", "jnim"), ("--version",),
        ("lineage", "a", "b"), ("lineage", "jnim", "--asof", "2019"), ("counts", "--limit", "x"),
        ("lineage", "jnim", "--as-of"), ("lineage", "jnim", "-f", "xml"), ("load", "jnim"),
        ("near-repeat", "jnim", "--draws", "0"), ("lineage", "--", "jnim"),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_typer(words: tuple[str, ...]) -> None:
    assert asked_plainly(words) is None
