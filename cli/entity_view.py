"""One entity with everything the graph says of it, printed in each form."""

from __future__ import annotations

from typing import Any, Final

from rich.table import Table
from rich.text import Text

from cli.cells import clean, plain
from cli.footnotes import Footnotes
from cli.layout import plain_table
from cli.options import Format
from cli.render import console, print_csv, print_footnotes, print_json
from cypher.entity import Entity

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
    else:
        _print_for_people(entity)


def _print_for_people(entity: Entity) -> None:
    out, notes = console(), Footnotes(entity.sources)
    own = notes.mark(entity.properties.get("sources") or [])
    name = plain(entity.properties.get("name"))
    labels = ", ".join(entity.labels)
    out.print(Text.assemble((name, "bold"), f"  {labels}  {entity.id}  ", (own, "dim")))
    facts = Table.grid(padding=(0, 1))
    facts.add_column(style="dim", justify="right")
    facts.add_column(overflow="fold")
    for key, value in entity.properties.items():
        if key not in _NOT_LISTED:
            facts.add_row(key, Text(plain(value)))
    if entity.spellings:
        facts.add_row("names", Text("; ".join(plain(text) for text in entity.spellings)))
    facts.add_row("stated by", Text(", ".join(entity.stated_by)))
    out.print(facts)
    if entity.links:
        table = plain_table()
        for heading in ("relationship", "", "", "sources"):
            table.add_column(heading, overflow="fold")
        for link in entity.links:
            arrow = "→" if link["direction"] == "to" else "←"
            words = str(link["relationship"]).lower().replace("_", " ")
            cited = notes.mark(link["sources"])
            disputed = notes.mark(link["disputedBy"])
            table.add_row(
                f"{words} {arrow}",
                Text(plain(link["other"])),
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
