"""The catalog of questions, as a list or one question whole."""

from __future__ import annotations

import sys
from typing import Final

from rich.text import Text

from graphq.cypher.ask.catalog import question, questions
from graphq.cypher.ask.parameters import option_name
from graphq.tell.console import console
from graphq.tell.form import Format
from graphq.tell.layout import plain_table
from graphq.tell.render import print_csv, print_json

WORKED_OUT: Final = (
    "The command works these out of the facts that the statement below reads; in Neo4j Browser the "
    "statement shows the facts."
)
"""Said of a question whose answer needs arithmetic that Cypher has not."""
_COLUMNS = ["name", "title", "example"]


def list_questions(output: Format) -> None:
    """Print every question with its title and an example."""
    rows = [
        {"name": name, "title": found.title, "example": found.header.examples[0]}
        for name, found in questions().items()
    ]
    if output is Format.JSON:
        print_json(rows)
    elif output is Format.CSV:
        print_csv(_COLUMNS, rows)
    elif output is Format.MD:
        sys.stdout.write("| question | what it answers | example |\n|---|---|---|\n")
        for row in rows:
            sys.stdout.write(f"| {row['name']} | {row['title']} | `{row['example']}` |\n")
    else:
        table = plain_table()
        for heading in ("question", "what it answers", "example"):
            table.add_column(heading)
        for row in rows:
            title = row["title"].split(": ", 1)[-1]
            table.add_row(row["name"], Text(title), Text(row["example"], style="dim"))
        console().print(table)


def show_question(name: str, output: Format) -> None:
    """Print one question: what it answers, its parameters and columns, and the Cypher."""
    found = question(name)
    if output is Format.JSON:
        header = found.header.model_dump()
        print_json({"name": name, "title": found.title, **header, "statement": found.statement})
        return
    sys.stdout.write(question_page(name))


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
