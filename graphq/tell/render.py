"""An answer as a table, JSON, CSV or Markdown.

What always holds here: every form carries the sources; a table has them as numbered footnotes with
the Admiralty letter; colours only on a terminal; JSON is one object whose shape is documented in
`docs/output.md`.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from graphq.graph.records import Row
from graphq.tell.below import MOST_TOLD, told_below
from graphq.tell.cells import clean, csv_cell, jsonable, markdown_cell, markdown_note, plain
from graphq.tell.console import console
from graphq.tell.footnotes import Footnotes
from graphq.tell.form import Format
from graphq.tell.layout import shown_columns, table_or_cards
from graphq.tell.tree import lineage_tree

if TYPE_CHECKING:
    from graphq.cypher.ask.catalog import Answer
    from graphq.cypher.ask.header import Column

_LETTER_STYLES: Final = {"A": "green", "B": "green", "C": "yellow", "D": "red", "E": "red"}
_CAPITAL: Final = re.compile(r"[A-Z]")


def render(answer: Answer, form: Format) -> None:
    """Print the answer."""
    match form:
        case Format.JSON:
            print_json(as_object(answer))
        case Format.CSV:
            print_csv(list(answer.columns), answer.rows)
        case Format.MD:
            sys.stdout.write(as_markdown(answer))
        case Format.TABLE:
            _print_for_people(answer)


def print_json(value: Any) -> None:
    """Print a value as indented JSON."""
    sys.stdout.write(json.dumps(jsonable(value), ensure_ascii=False, indent=2) + "\n")


def print_csv(columns: list[str], rows: Iterable[Row]) -> None:
    """Print rows as CSV that a spreadsheet can open without harm."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([csv_cell(row.get(column)) for column in columns] for row in rows)
    sys.stdout.write(text.getvalue())


def as_object(answer: Answer) -> dict[str, Any]:
    """The answer as the one documented object."""
    return {
        "question": answer.question,
        "parameters": answer.parameters,
        "columns": list(answer.columns),
        "rows": answer.rows,
        "sources": {
            key: {
                "title": source["title"],
                "publisher": source["publisher"],
                "date": source["publishedOn"],
                "address": source["url"],
                "reliability": source["reliability"],
            }
            for key, source in answer.sources.items()
        },
        "notes": answer.notes,
    }


def heading(answer: Answer) -> str:
    """What was asked, in one line."""
    asked = []
    for name, value in answer.asked.items():
        words = _CAPITAL.sub(lambda found: f" {found[0].lower()}", name)
        if name in answer.names:
            asked.append(answer.names[name])
        elif value is True:
            asked.append(words)
        elif name != "asOf":
            asked.append(f"{words} {plain(value)}")
    as_of = answer.parameters.get("asOf")
    asked += [f"as of {as_of}"] if as_of else []
    return clean(": ".join([answer.title.split(": ", 1)[0], ", ".join(asked)]))


def as_markdown(answer: Answer, most_told: int | None = MOST_TOLD) -> str:
    """The answer as a Markdown table with footnotes, and with what is told below the rows."""
    notes = Footnotes(answer.sources)
    columns = shown_columns(answer)
    lines = [f"**{markdown_cell(heading(answer))}**", ""]
    if answer.rows:
        titles = [markdown_cell(column.title or name) for name, column in columns.items()]
        lines += ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]
        for row in answer.rows:
            cells = [_markdown(row.get(name), column, notes) for name, column in columns.items()]
            lines.append("| " + " | ".join(cells) + " |")
    else:
        lines.append("No rows.")
    for title, entries in told_below(answer, most_told):
        lines += ["", f"{markdown_cell(title)}:", ""]
        lines += [f"- {markdown_cell(': '.join(filter(None, entry)))}" for entry in entries]
    lines += [f"\n{markdown_cell(clean(note))}" for note in answer.notes]
    cited = notes.entries()
    lines += [
        "",
        *(f"[^{number}]: {letter} · {markdown_note(text)}" for number, letter, text in cited),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _markdown(value: Any, column: Column, notes: Footnotes) -> str:
    if column.type == "sources":
        return "".join(f"[^{number}]" for number in notes.cite(value or []))
    if column.type == "facts":
        return "; ".join(
            markdown_cell(plain(fact["text"]))
            + "".join(f"[^{number}]" for number in notes.cite(fact["sources"]))
            for fact in value or []
        )
    return markdown_cell(plain(value))


def _print_for_people(answer: Answer) -> None:
    notes = Footnotes(answer.sources)
    out = console()
    out.print(Text(heading(answer), style="bold"))
    out.print()
    if not answer.rows:
        out.print(Text("Nothing on record fits."))
    elif answer.shape == "tree":
        for tree in lineage_tree(answer, notes):
            out.print(tree)
    else:
        out.print(table_or_cards(answer, notes, out))
    for title, entries in told_below(answer):
        out.print()
        out.print(Text(title, style="bold"))
        for about, text in entries:
            out.print(
                Padding(Text.assemble((about, "dim"), "  " if about else "", text), (0, 0, 0, 2))
            )
    if answer.notes:
        out.print()
    for note in answer.notes:
        out.print(Text(f"Note: {clean(note)}", style="italic"))
    print_footnotes(notes, out)


def print_footnotes(notes: Footnotes, out: Console) -> None:
    """Print the numbered sources."""
    entries = notes.entries()
    if not entries:
        return
    out.print()
    out.print(Text("Sources (A completely reliable … E unreliable, F cannot be judged)", "dim"))
    margin = len(f"[{len(entries)}] A ")
    for number, letter, text in entries:
        # A long address stays in one piece, so that a terminal can open it.
        width = max(out.width - margin, 20)
        lines = wrap(clean(text), width, break_long_words=False, break_on_hyphens=False)
        mark, style = f"[{number}]".rjust(margin - 3), _LETTER_STYLES.get(letter, "dim")
        out.print(Text.assemble(f"{mark} ", (letter, style), f" {lines[0]}"), soft_wrap=True)
        for line in lines[1:]:
            out.print(Text(" " * margin + line), soft_wrap=True)
