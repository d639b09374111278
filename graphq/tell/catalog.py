"""The catalog of questions, as a list or one question whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from graphq.cypher.ask.catalog import question, questions
from graphq.cypher.ask.parameters import option_name
from graphq.document.document import (
    Cell,
    Cells,
    Column,
    Document,
    Phrase,
    Section,
    Table,
    Tone,
    cell_of,
)

WORKED_OUT: Final = (
    "The command works these out of the facts that the statement below reads; in Neo4j Browser the "
    "statement shows the facts."
)
"""Phrase of a question whose answer needs arithmetic that Cypher has not."""
_COLUMNS: Final = (Column("question"), Column("what it answers"), Column("example"))


def catalog() -> Document:
    """Every question with its title and an example."""
    rows = [
        {"name": name, "title": found.title, "example": found.header.examples[0]}
        for name, found in questions().items()
    ]

    def table() -> Table:
        return Table(
            _COLUMNS,
            tuple(
                Cells(
                    (
                        row["name"],
                        # The name stands beside it on a terminal, which has little room.
                        Cell((Phrase(row["title"]),), short=row["title"].split(": ", 1)[-1]),
                        cell_of(row["example"], tone=Tone.CODE),
                    )
                )
                for row in rows
            ),
        )

    return Document(
        compose=lambda: [Section("", (table(),))],
        lines=lambda: [list(rows[0]), *(list(row.values()) for row in rows)],
        data=lambda: rows,
    )


def question_object(name: str) -> dict[str, Any]:
    """One question as an object: its header and its Cypher."""
    found = question(name)
    header = asdict(found.header)
    return {"name": name, "title": found.title, **header, "statement": found.statement}


def question_page(name: str) -> str:
    """The question as a Markdown page."""
    found = question(name)
    header = found.header
    lines = [f"## {found.title}", "", header.answers, "", "Parameters:", ""]
    for key, parameter in header.parameters.items():
        shown = parameter.type.upper() if parameter.argument else f"`{option_name(key, parameter)}`"
        allowed = f" One of: {', '.join(parameter.choices)}." if parameter.choices else ""
        default = (
            "" if parameter.default in (None, [], False) else f" (default: {parameter.default})"
        )
        lines.append(f"- {shown} (`${key}`): {parameter.help}{default}.{allowed}")
    lines += ["", "Columns:", ""]
    lines += [f"- `{key}`: {column.help}" for key, column in header.columns.items()]
    if header.then:
        lines += ["", f"{WORKED_OUT} The statement itself returns:", ""]
        lines += [f"- `{key}`: {told}" for key, told in header.reads.items()]
    lines += ["", *(f"{note}\n" for note in header.notes)]
    lines += ["Examples:", "", "```", *header.examples, "```", ""]
    lines += ["```cypher", found.statement, "```"]
    return "\n".join(lines) + "\n"
