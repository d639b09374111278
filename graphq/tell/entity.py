"""One entity with everything the graph says of it, printed in each form."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from graphq.cypher.ask.entity import Entity
from graphq.graph.records import Row
from graphq.tell.cells import clean, markdown_cell, markdown_note, plain
from graphq.tell.console import console
from graphq.tell.footnotes import Footnotes
from graphq.tell.form import Format
from graphq.tell.layout import plain_table
from graphq.tell.render import print_csv, print_footnotes, print_json

_LINK_COLUMNS: Final = (
    "relationship",
    "direction",
    "otherId",
    "other",
    "properties",
    "disputedBy",
    "sources",
)
_NOT_LISTED: Final = ("id", "name", "sources", "cell", "firstDay", "lastDay")


def print_entity(entity: Entity, output: Format) -> None:
    """Print the entity."""
    if output is Format.JSON:
        print_json(
            {
                "id": entity.id,
                "labels": entity.labels,
                "properties": entity.properties,
                "statedBy": entity.stated_by,
                "names": entity.spellings,
                "relationships": entity.links,
                "sources": entity.sources,
            }
        )
    elif output is Format.CSV:
        print_csv(list(_LINK_COLUMNS), entity.links)
    elif output is Format.MD:
        sys.stdout.write(as_markdown(entity))
    else:
        _print_for_people(entity)


def as_markdown(entity: Entity) -> str:
    """The entity as Markdown: its facts as a list, its relationships as a table, footnotes."""
    notes = Footnotes(entity.sources)
    own = _cited(notes, entity.properties.get("sources") or [])
    name = markdown_cell(plain(entity.properties.get("name")))
    about = markdown_cell(f"{', '.join(entity.labels)} {plain(entity.id)}")
    lines = [f"**{name}** {about}{own}", ""]
    lines += [f"- {markdown_cell(key)}: {markdown_cell(text)}" for key, text in _facts(entity)]
    if entity.links:
        lines += ["", "| relationship | other | what is stated | sources |", "|---|---|---|---|"]
    for link in entity.links:
        disputed = _cited(notes, link["disputedBy"])
        cells = [
            markdown_cell(_arrow(link)),
            markdown_cell(_other(link)),
            markdown_cell(_told(link["properties"])),
            _cited(notes, link["sources"]) + (f" disputed by {disputed}" if disputed else ""),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    cited = notes.entries()
    lines += [
        "",
        *(f"[^{number}]: {letter} · {markdown_note(text)}" for number, letter, text in cited),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _cited(notes: Footnotes, ids: Iterable[str]) -> str:
    return "".join(f"[^{number}]" for number in notes.cite(ids))


def _facts(entity: Entity) -> Iterator[tuple[str, str]]:
    """What is stated of the entity itself."""
    for key, value in entity.properties.items():
        if key not in _NOT_LISTED:
            yield key, plain(value)
    if entity.spellings:
        yield "names", "; ".join(plain(text) for text in entity.spellings)
    yield "stated by", ", ".join(plain(text) for text in entity.stated_by)


def _arrow(link: Row) -> str:
    words = str(link["relationship"]).lower().replace("_", " ")
    return f"{words} {'→' if link['direction'] == 'to' else '←'}"


def _other(link: Row) -> str:
    return plain(link["other"]) or plain(link["otherId"])


def _print_for_people(entity: Entity) -> None:
    out, notes = console(), Footnotes(entity.sources)
    own = notes.mark(entity.properties.get("sources") or [])
    name = plain(entity.properties.get("name"))
    labels = ", ".join(entity.labels)
    out.print(Text.assemble((name, "bold"), f"  {labels}  {entity.id}  ", (own, "dim")))
    facts = Table.grid(padding=(0, 1))
    facts.add_column(style="dim", justify="right")
    facts.add_column(overflow="fold")
    for key, text in _facts(entity):
        facts.add_row(key, Text(text))
    out.print(facts)
    if entity.links:
        table = plain_table()
        for heading in ("relationship", "", "", "sources"):
            table.add_column(heading, overflow="fold")
        for link in entity.links:
            cited = notes.mark(link["sources"])
            disputed = notes.mark(link["disputedBy"])
            table.add_row(
                _arrow(link),
                Text(_other(link)),
                Text(_told(link["properties"])),
                Text.assemble(
                    (cited, "dim"), (f" disputed by {disputed}" if disputed else "", "yellow")
                ),
            )
        out.print(table)
    print_footnotes(notes, out)


def _told(properties: dict[str, Any]) -> str:
    parts = [f"{key} {plain(value)}" for key, value in properties.items()]
    return clean(", ".join(parts))
