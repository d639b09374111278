"""The table of sources: who said it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Source
from graphq.graph.model.values import PartialDate
from graphq.graph.read.names import name_key
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.dossier.columns import NOTE, choice, id_column
from graphq.ingest.sources.dossier.facts import text_of
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Source]:
    date: PartialDate | None = row["published_on"]
    year = f" {date.year}" if date else ""
    publisher = str(row["publisher"]).split(" (", 1)[0]
    name = publisher + year if len(publisher + year) <= 30 else shortened(publisher)
    yield Source(
        id=row["id"],
        name=name,
        title=row["title"],
        publisher=row["publisher"],
        published_on=text_of(date),
        url=row["url"],
        seen_at=row["seen_at"],
        original=row["original"],
        kind=row["kind"],
        reliability=row["reliability"],
    )


def _original(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row["original"] and not row["seen_at"] and row.readable("seen_at"):
        yield row.problem("original", "is for a copy: say in seen_at where the copy was seen")


def _no_copy(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    seen_at = row["seen_at"]
    if not seen_at:
        return
    if name_key(seen_at) == name_key(row.text("publisher")):
        yield row.problem("seen_at", "is the publisher: leave it empty where nothing was copied")
    if row["original"] and row["original"] in (seen_at, row["url"]):
        yield row.problem("original", "is where it was seen: then that is no copy")


TABLE: Final = DossierTable(
    name="sources",
    help="who said it",
    columns=(
        id_column("short id, used by all other tables"),
        DossierColumn("title", "title of the page or text", required=True),
        DossierColumn("publisher", "who published it", required=True),
        DossierColumn(
            "published_on",
            "date, as far as it is known; of a page that is kept up to date, that of its version",
            "date",
        ),
        DossierColumn("url", "address at which it was seen", "url"),
        DossierColumn(
            "seen_at",
            "where it was seen, if that is a copy (a mirror, a reprint, a quotation, a file in a "
            "repository): its name or address; empty: at its publisher's",
        ),
        DossierColumn(
            "original", "of a copy, where the original is: its address or title, as far as known"
        ),
        choice(
            "kind",
            "what it is",
            "news",
            "think-tank",
            "un",
            "dataset",
            "court",
            "wiki",
            "ngo",
            "gazetteer",
            "assessment",
        ),
        choice(
            "reliability", "Admiralty letter of what was seen: of a copy, the copy's", *"ABCDEF"
        ),
        *NOTE,
    ),
    key=("id",),
    after="",
    rules=(
        Rule("An original is for a copy: it stands with seen_at.", _original),
        Rule("What was seen at its publisher's, or as the original, is no copy.", _no_copy),
    ),
    node=Source,
    facts=_facts,
)
