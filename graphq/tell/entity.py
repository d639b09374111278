"""One entity with everything the graph says of it, as a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from graphq.cypher.ask.entity import Entity
from graphq.document.cells import plain
from graphq.document.document import (
    Cell,
    Cells,
    Column,
    Document,
    Paragraph,
    Phrase,
    Section,
    Table,
    Tone,
)
from graphq.graph.letters import clean
from graphq.graph.records import Row as Properties

_LINK_COLUMNS: Final = (
    "relationship",
    "direction",
    "otherId",
    "other",
    "properties",
    "remarks",
    "disputedBy",
    "sources",
)
_COLUMNS: Final = (
    Column("relationship"),
    Column("other", silent=True),
    Column("what is stated", silent=True),
    Column("sources"),
)
_NOT_LISTED: Final = ("id", "name", "sources", "cell", "firstDay", "lastDay")


def document_of(entity: Entity) -> Document:
    """The entity: its own facts, its relationships in a table, and their sources."""

    def sections() -> Iterator[Section]:
        facts = Paragraph(tuple(_facts(entity)), aligned=True)
        links = Table(_COLUMNS, tuple(map(_row, entity.links)), nothing="No relationships.")
        yield Section("", (facts, links) if entity.links else (facts,), apart=False)

    return Document(
        title=plain(entity.properties.get("name")),
        about=(", ".join(entity.labels), plain(entity.id)),
        sources=tuple(entity.properties.get("sources") or ()),
        compose=sections,
        known=entity.sources,
        notes=tuple(entity.notes),
        lines=lambda: [
            _LINK_COLUMNS,
            *([link.get(name) for name in _LINK_COLUMNS] for link in entity.links),
        ],
        data=lambda: {
            "id": entity.id,
            "labels": entity.labels,
            "properties": entity.properties,
            "statedBy": entity.stated_by,
            "names": entity.spellings,
            "relationships": entity.links,
            "remarks": entity.remarks,
            "sources": entity.sources,
            "notes": entity.notes,
        },
    )


def _facts(entity: Entity) -> Iterator[Phrase]:
    """What is stated of the entity itself."""
    for key, value in entity.properties.items():
        if key not in _NOT_LISTED:
            yield Phrase(plain(value), about=key)
    for remark in entity.remarks:
        yield Phrase(plain(remark["text"]), tuple(remark["sources"]), about="remark")
    if entity.spellings:
        yield Phrase("; ".join(plain(text) for text in entity.spellings), about="names")
    yield Phrase(", ".join(plain(text) for text in entity.stated_by), about="stated by")


def _row(link: Properties) -> Cells:
    words = str(link["relationship"]).lower().replace("_", " ")
    cited = [Phrase("", tuple(link["sources"]), Tone.QUIET)]
    if link["disputedBy"]:
        cited.append(Phrase(" disputed by ", tuple(link["disputedBy"]), Tone.DOUBTFUL))
    return Cells(
        (
            f"{words} {'→' if link['direction'] == 'to' else '←'}",
            plain(link["other"]) or plain(link["otherId"]),
            Cell((Phrase(_told(link["properties"])), *_remarked(link["remarks"]))),
            Cell(tuple(cited)),
        )
    )


def _remarked(remarks: list[Properties]) -> Iterator[Phrase]:
    for remark in remarks:
        yield Phrase(f" {plain(remark['text'])} ", tuple(remark["sources"]))


def _told(properties: dict[str, Any]) -> str:
    parts = [f"{key} {plain(value)}" for key, value in properties.items()]
    return clean(", ".join(parts))
