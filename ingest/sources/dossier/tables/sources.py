"""The table of sources: who said it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Source
from graphq.graph.model.values import PartialDate
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.dossier.columns import NOTE, choice, id_column
from graphq.ingest.sources.dossier.facts import text_of
from graphq.ingest.sources.dossier.table import DossierColumn, DossierRow, DossierRows, DossierTable


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
        kind=row["kind"],
        reliability=row["reliability"],
    )


TABLE: Final = DossierTable(
    name="sources",
    help="who said it",
    columns=(
        id_column("short id, used by all other tables"),
        DossierColumn("title", "title of the page or text", required=True),
        DossierColumn("publisher", "who published it", required=True),
        DossierColumn("published_on", "date, as far as it is known", "date"),
        DossierColumn("url", "address", "url"),
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
        choice("reliability", "Admiralty letter of the publisher", *"ABCDEF"),
        *NOTE,
    ),
    key=("id",),
    after="",
    node=Source,
    facts=_facts,
)
