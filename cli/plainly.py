"""A question that is asked plainly, read and asked without what typer and its checks take to start.

What always holds here: what is read is what typer reads of the same words, which a test tries on
thousands of made-up command lines. What is less plain, such as a wrong option, a value that has to
be refused or a page of help, is left to typer, which says so in its own words.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from graphq.cli.opening import open_graph
from graphq.cypher.ask.catalog import Question, questions
from graphq.cypher.ask.header import CITED
from graphq.cypher.ask.parameters import option_name
from graphq.document.forms import USUAL, printed_names, show

if TYPE_CHECKING:
    from graphq.cypher.ask.header import Parameter
    from graphq.graph.store import Store

_NUMBERS: Final = {
    "integer": re.compile(r"[0-9]{1,9}"),
    "number": re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?"),
}
"""Numbers that can be read in one way only."""
_CYPHER: Final = "--show-cypher"
_OWN: Final = {"--db": "db", "--format": "output", "-f": "output"}
"""The options of every question that take a value, and where they are kept."""


@dataclass(slots=True)
class PlainlyAsked:
    """A question with what is given for its parameters, and the options of every question."""

    question: Question
    given: dict[str, Any] = field(default_factory=dict)
    db: str | None = None
    output: str = USUAL
    show_cypher: bool = False

    def run(self) -> None:
        """Ask it and print its answer, or print what would be asked."""
        run_question(self.question, self.given, self.db, self.output, self.show_cypher)


def run_question(
    question: Question, given: dict[str, Any], db: str | None, output: str, show_cypher: bool
) -> None:
    """Ask a question and print its answer, or print what would be asked."""
    with open_graph(db) as store:
        if show_cypher:
            _print_cypher(question, store, given, output)
            return
        if output == "table" and CITED in question.header.parameters and given.get(CITED) is None:
            # In a table the numbers are what is looked for.
            given = {**given, CITED: 0}
        answer = question.ask(store, given)
    from graphq.tell.answer import document_of

    show(document_of(answer), output)


def _print_cypher(question: Question, store: Store, given: dict[str, Any], output: str) -> None:
    """The statement with its parameters, as one object or as Neo4j Browser takes them."""
    from graphq.browser.statements import pasted
    from graphq.document.printed.json import as_json

    resolved = question.resolve(store, given, date.today())
    if output == "json":
        told = as_json({"statement": question.statement, "parameters": resolved.values})
        sys.stdout.write(told)
        return
    # Every value is a literal, in which no letter stands that is not seen.
    sys.stdout.write(f"{pasted(question, resolved.values)}\n")


class _NotPlainError(Exception):
    """It takes typer to say what is meant."""


def asked_plainly(words: Sequence[str]) -> PlainlyAsked | None:
    """What is asked by the words after `graphq`; nothing if it takes typer to say.

    Raises QuestionError.
    """
    # On Windows typer spells out variables and patterns of files in every word.
    question = questions().get(words[0]) if words and os.name != "nt" else None
    if question is None:
        return None
    try:
        return _read(question, iter(words[1:]))
    except _NotPlainError:
        return None


def _read(question: Question, words: Iterator[str]) -> PlainlyAsked:
    declared = question.header.parameters
    options = {option_name(name, one): name for name, one in declared.items() if not one.argument}
    places = [name for name, one in declared.items() if one.argument]
    asked = PlainlyAsked(question)
    for word in words:
        option, joined, text = word.partition("=")
        name = options.get(option, "")
        if not word.startswith("-"):
            if not places:
                raise _NotPlainError
            name = places[0] if declared[places[0]].many else places.pop(0)
            _give(asked, name, declared[name], word)
        elif word == _CYPHER:
            asked.show_cypher = True
        elif name and declared[name].type == "flag" and not joined:
            asked.given[name] = True
        elif (name or option in _OWN) and not (joined and option == "-f"):
            value = text if joined else next(words, "-")
            # What begins like an option may be one, whose own value was forgotten.
            if value.startswith("-"):
                raise _NotPlainError
            if name:
                _give(asked, name, declared[name], value)
            else:
                setattr(asked, _OWN[option], value)
        else:
            raise _NotPlainError
    lacking = (name for name, one in declared.items() if one.required and name not in asked.given)
    if any(lacking) or asked.output not in printed_names():
        raise _NotPlainError
    return asked


def _give(asked: PlainlyAsked, name: str, parameter: Parameter, text: str) -> None:
    """Take the text for a parameter, as a value of its type; of several the last, or all."""
    value: str | int | float = text
    if parameter.type in _NUMBERS:
        if not _NUMBERS[parameter.type].fullmatch(text):
            raise _NotPlainError
        value = int(text) if parameter.type == "integer" else float(text)
        low, high = parameter.minimum, parameter.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            raise _NotPlainError
    elif parameter.type == "flag":
        raise _NotPlainError
    if parameter.many:
        asked.given.setdefault(name, []).append(value)
    else:
        asked.given[name] = value
