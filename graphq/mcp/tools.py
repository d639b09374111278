"""A saved question as a tool of an assistant: what it takes, what it gives, and its answer.

What always holds here: a tool has the question's parameters, with their types and meanings, and no
other, and what is said of them has the names that the tool takes. Its answer has no more rows than
are allowed and says how many are left off; the sources are those of the rows that it gives. Text
from data is data: it carries no control characters.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from graphq.cypher.ask.catalog import Question, QuestionAnswer, cited
from graphq.cypher.ask.parameters import option_name
from graphq.document.cells import jsonable
from graphq.document.printed.md import as_markdown, escaped
from graphq.graph.errors import UnknownNameError, UsageError
from graphq.graph.letters import clean
from graphq.tell.answer import as_object, document_of, heading

if TYPE_CHECKING:
    from graphq.cypher.ask.header import Parameter
    from graphq.graph.records import Row

MOST_CHARACTERS: Final = 100_000
"""How long the rows of an answer may be with their sources: an assistant reads all of it."""
MOST_GIVEN: Final = 1_000
"""How long what is given for one parameter may be, as JSON."""

_NAMED: Final = "a name in any spelling, or an id"
_TAKEN: Final[Mapping[str, tuple[str, str]]] = {
    "group": ("string", _NAMED),
    "person": ("string", _NAMED),
    "target": ("string", _NAMED),
    "location": ("string", _NAMED),
    "entity": ("string", _NAMED),
    "country": ("string", ""),
    "tally": ("string", ""),
    "date": ("string", "YYYY, YYYY-MM or YYYY-MM-DD"),
    "target-type": (
        "string",
        "a kind of target; a wrong word is answered with all in use",
    ),
    "tactic": ("string", "a word in use; a wrong one is answered with all of them"),
    "choice": ("string", ""),
    "text": ("string", ""),
    "integer": ("integer", ""),
    "number": ("number", ""),
    "flag": ("boolean", ""),
}
_GIVEN: Final[Mapping[str, dict[str, Any]]] = {
    "text": {"type": ["string", "null"]},
    "date": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "flag": {"type": ["boolean", "null"]},
    "list": {"type": ["array", "null"]},
    "facts": {"type": ["array", "null"], "items": {"type": "object"}},
    "sources": {"type": ["array", "null"], "items": {"type": "string"}},
}


_NARROWING: Final = (
    "group", "person", "target", "location", "entity", "tally", "country", "tactic", "target-type",
    "fromDate", "toDate", "dataset", "scheme",
)  # fmt: skip
"""Types and names of the parameters that leave fewer rows where they are given."""
_ALWAYS_NARROWING: Final = "km"
_LIVE: Final = re.compile(r"[\[\]<>`@]|https?:|www\.", re.IGNORECASE)
"""What links, pictures and HTML are made of in Markdown."""
_LEFT_OUT: Final = "leftOut"
"""The column in which a question says what it left out itself, and how to ask for it."""


def description(question: Question) -> str:
    """What the tool is for: the question's title and what it answers.

    The notes are told with each answer.
    """
    return _by_name(question, f"{question.title}.\n{question.header.answers.strip()}")


def input_schema(question: Question) -> dict[str, Any]:
    """The JSON schema of what the tool takes."""
    parameters = question.header.parameters
    return {
        "type": "object",
        "properties": {name: _taken(parameter) for name, parameter in parameters.items()},
        "required": [name for name, parameter in parameters.items() if parameter.required],
        "additionalProperties": False,
    }


def _taken(parameter: Parameter) -> dict[str, Any]:
    kind, written = _TAKEN[parameter.type]
    one: dict[str, Any] = {"type": kind}
    if parameter.choices:
        one["enum"] = list(parameter.choices)
    if parameter.minimum is not None:
        one["minimum"] = parameter.minimum
    if parameter.maximum is not None:
        one["maximum"] = parameter.maximum
    told = {"description": parameter.help + (f" ({written})" if written else "")}
    if parameter.default not in (None, []):
        told["default"] = parameter.default
    return {"type": "array", "items": one, **told} if parameter.many else {**one, **told}


def output_schema(question: Question) -> dict[str, Any]:
    """The JSON schema of what the tool gives: each column with its meaning."""
    columns = question.header.columns
    row = {
        name: {**_GIVEN[column.type], "description": column.help}
        for name, column in columns.items()
    }
    return {
        "type": "object",
        "properties": {
            "question": {"type": "string"},
            "heading": {"type": "string"},
            "parameters": {"type": "object"},
            "columns": {"type": "array", "items": {"type": "string"}},
            "rows": {
                "type": "array",
                "items": {"type": "object", "properties": row},
            },
            "rowsLeftOff": {"type": "integer"},
            "sources": {"type": "object", "description": "each source by its id"},
            "reach": {
                "type": "object",
                "description": "how far the record of what was asked reaches: told in words; of "
                "the time asked for what is notCovered; dataset by dataset from when to when, and "
                "by what that is known. After it nothing is on record, which is not peace",
            },
            "notes": {"type": "array", "items": {"type": "string"}},
        },
        "required": [
            "question", "heading", "parameters", "columns", "rows", "rowsLeftOff", "sources",
            "reach", "notes",
        ],
    }  # fmt: skip


def checked(question: Question, arguments: Mapping[str, Any] | None) -> dict[str, Any]:
    """What an assistant gives, if it has the shape of what the question takes.

    The values themselves are looked at where the question is asked. Raises UsageError.
    """
    parameters = question.header.parameters
    for name, value in (arguments or {}).items():
        if name not in parameters or value is None:
            continue
        values = value if parameters[name].many and isinstance(value, list) else [value]
        text = json.dumps(value, ensure_ascii=False)
        if any(isinstance(one, list | dict) for one in values):
            form = "a list of plain values" if parameters[name].many else "one plain value"
            raise UsageError(f"{name} takes {form}, and not {text[:100]}.")
        if len(text) > MOST_GIVEN:
            raise UsageError(
                f"What is given for {name} has {len(text):,} characters; give at most "
                f"{MOST_GIVEN:,}. A name or an id is enough."
            )
    return dict(arguments or {})


def capped(
    question: Question, answer: QuestionAnswer, most_rows: int
) -> tuple[QuestionAnswer, int]:
    """The answer with as many rows as are allowed, a note that says so, and how many are left off.

    One row is given in any case. Options that the notes name are named as parameters.
    """
    kept: list[Row] = []
    named: set[str] = set()
    characters = 0
    for row in answer.rows[:most_rows]:
        new = set(cited(answer.columns, [row])) - named
        of_row = [row, *(answer.sources[key] for key in new if key in answer.sources)]
        characters += len(json.dumps(jsonable(of_row), ensure_ascii=False))
        if kept and characters > MOST_CHARACTERS:
            break
        told = row.get(_LEFT_OUT)
        if isinstance(told, str):
            row = {**row, _LEFT_OUT: _by_name(question, told)}
        kept.append(row)
        named |= new
    left_off = len(answer.rows) - len(kept)
    notes = [_by_name(question, note) for note in answer.notes]
    if left_off:
        first = f"These are the first {len(kept)} of {len(answer.rows)} rows."
        notes = [f"{first} {_narrowed(question, answer)}", *notes]
    sources = {key: source for key, source in answer.sources.items() if key in named}
    return dataclasses.replace(answer, rows=kept, sources=sources, notes=notes), left_off


def _narrowed(question: Question, answer: QuestionAnswer) -> str:
    """How to see the rows that are left off: by what the question takes and was not given."""
    narrowing = [
        name
        for name, parameter in question.header.parameters.items()
        if (name == _ALWAYS_NARROWING and not parameter.many)
        or ((parameter.type in _NARROWING or name in _NARROWING) and not answer.parameters[name])
    ]
    if narrowing:
        return f"Ask for less to see the others, by one of: {', '.join(narrowing)}."
    return (
        "The question takes nothing more that would leave fewer; at the command line graphq "
        f"{question.name} prints all of them."
    )


def _by_name(question: Question, text: str) -> str:
    """The text with the parameters of the question named as the tool takes them: not `--as-of`."""
    for name, parameter in question.header.parameters.items():
        option = re.escape(option_name(name, parameter))
        text = re.sub(rf"(?<![\w-]){option}(?![\w-])", name, text)
    return text


def as_structure(answer: QuestionAnswer, left_off: int) -> dict[str, Any]:
    """The answer as the object that the tool's schema describes."""
    found: dict[str, Any] = _cleaned(
        {"heading": heading(answer), "rowsLeftOff": left_off, **as_object(answer)}
    )
    return found


def as_text(answer: QuestionAnswer) -> str:
    """The answer to be read: a Markdown table with its sources as footnotes.

    Whoever reads only this finds the ids to ask on with, and every disagreement, in it too.
    """
    columns = {
        name: dataclasses.replace(column, hidden=False) if _is_id(name) else column
        for name, column in answer.columns.items()
    }
    return as_markdown(document_of(dataclasses.replace(answer, columns=columns), most_told=None))


def _is_id(column: str) -> bool:
    return column.endswith("Id")


def error_text(question: Question, error: Exception) -> str:
    """What went wrong, as a sentence; of a name that is unknown, with those that are near."""
    told = clean(_by_name(question, str(error)))
    # A command in it can be typed as it stands, so only what could act is written otherwise.
    lines = [escaped(told) if _LIVE.search(told) else told]
    if isinstance(error, UnknownNameError):
        lines += [f"- {escaped(name)} (id: {escaped(key)})" for key, name, _ in error.candidates]
    return "\n".join(lines)


def _cleaned(value: Any) -> Any:
    """The value as JSON, its texts without control characters."""
    match jsonable(value):
        case str() as text:
            return clean(text)
        case dict() as found:
            return {clean(key): _cleaned(item) for key, item in found.items()}
        case list() as items:
            return [_cleaned(item) for item in items]
        case other:
            return other
