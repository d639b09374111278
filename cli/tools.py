"""A saved question as a tool of an assistant: what it takes, what it gives, and its answer.

What always holds here: a tool has the question's parameters, with their types and meanings, and no
other. Its answer has no more rows than are allowed and says how many are left off; the sources are
those of the rows that it gives. Text from data is data: it carries no control characters.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from cli.cells import clean, jsonable
from cli.render import as_markdown, as_object, heading
from cypher.catalog import Answer, Question, cited
from graph.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from cypher.header import Parameter

MOST_CHARACTERS: Final = 100_000
"""How long the rows of an answer may be, as JSON: an assistant reads all of it."""

_NAMED: Final = "a name in any spelling, or an id"
_TAKEN: Final[Mapping[str, tuple[str, str]]] = {
    "group": ("string", _NAMED),
    "person": ("string", _NAMED),
    "target": ("string", _NAMED),
    "location": ("string", _NAMED),
    "entity": ("string", _NAMED),
    "country": ("string", "a name or a two-letter code"),
    "tally": ("string", "an id"),
    "date": ("string", "YYYY, YYYY-MM or YYYY-MM-DD"),
    "target-type": ("string", "a word in use; a wrong one is answered with all of them"),
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


def description(question: Question) -> str:
    """What the tool is for: the question's title, what it answers, and what is said with it."""
    return "\n".join(
        [f"{question.title}.", question.header.answers.strip(), *question.header.notes]
    )


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
            "heading": {"type": "string", "description": "what was asked, and as of which day"},
            "parameters": {"type": "object", "description": "every parameter as it was resolved"},
            "columns": {"type": "array", "items": {"type": "string"}},
            "rows": {
                "type": "array",
                "items": {"type": "object", "properties": row, "required": list(columns)},
            },
            "rowsLeftOff": {"type": "integer", "description": "rows found beyond those given"},
            "sources": {
                "type": "object",
                "description": "each source by its id: title, publisher, date, address, and the "
                "Admiralty letter of its publisher's reliability (A to F)",
            },
            "notes": {
                "type": "array",
                "items": {"type": "string"},
                "description": "to be told with the answer",
            },
        },
        "required": [
            "question", "heading", "parameters", "columns", "rows", "rowsLeftOff", "sources",
            "notes",
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
        if any(isinstance(one, list | dict) for one in values):
            form = "a list of plain values" if parameters[name].many else "one plain value"
            raise UsageError(f"{name} takes {form}, and not {json.dumps(value)[:100]}.")
    return dict(arguments or {})


def capped(answer: Answer, most_rows: int) -> tuple[Answer, int]:
    """The answer with as many rows as are allowed, a note that says so, and how many are left off.

    One row is given in any case.
    """
    kept, characters = 0, 0
    for row in answer.rows[:most_rows]:
        characters += len(json.dumps(jsonable(row), ensure_ascii=False))
        if kept and characters > MOST_CHARACTERS:
            break
        kept += 1
    left_off = len(answer.rows) - kept
    if not left_off:
        return answer, 0
    rows = answer.rows[:kept]
    note = (
        f"These are the first {kept} of {len(answer.rows)} rows. Ask for less to see the others: "
        "by dates, a country, or whichever parameter the question has."
    )
    named = set(cited(answer.columns, rows))
    sources = {key: source for key, source in answer.sources.items() if key in named}
    less = dataclasses.replace(answer, rows=rows, sources=sources, notes=[note, *answer.notes])
    return less, left_off


def as_structure(answer: Answer, left_off: int) -> dict[str, Any]:
    """The answer as the object that the tool's schema describes."""
    found: dict[str, Any] = _cleaned(
        {"heading": heading(answer), "rowsLeftOff": left_off, **as_object(answer)}
    )
    return found


def as_text(answer: Answer) -> str:
    """The answer to be read: a Markdown table with its sources as footnotes."""
    return as_markdown(answer)


def error_text(error: Exception) -> str:
    """What went wrong, as a sentence; of a name that is unknown, with those that are near."""
    lines = [str(error)]
    if isinstance(error, UnknownNameError):
        lines += [f"- {name} (id: {key})" for key, name, _ in error.candidates]
    return "\n".join(map(clean, lines))


def _cleaned(value: Any) -> Any:
    """The value as JSON, its texts without control characters."""
    match jsonable(value):
        case str() as text:
            return clean(text)
        case dict() as found:
            return {key: _cleaned(item) for key, item in found.items()}
        case list() as items:
            return [_cleaned(item) for item in items]
        case other:
            return other
