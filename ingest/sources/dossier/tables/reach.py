"""The table of what the dossier covers: from when to when, and where."""

from __future__ import annotations

from typing import Final

from graphq.graph.model.coverage import Coverage
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import DossierColumn, DossierRow, DossierRows, DossierTable


def _covers(row: DossierRow, rows: DossierRows) -> Coverage:
    begin, end = row["from"], row["to"]
    return Coverage(begin.span.first if begin else None, end.span.last, tuple(row["countries"]))


TABLE: Final = DossierTable(
    name="reach",
    help="the time that the dossier covers, and where; without it the dossier reaches as far as "
    "the last of its incidents",
    columns=(
        DossierColumn("from", "first day, month or year covered; empty: not said", "date"),
        DossierColumn("to", "last day, month or year that was looked through", "date", True),
        DossierColumn(
            "countries",
            "of which countries this is said, ISO 3166-1 alpha-2; empty: of all that it tells of",
            "country",
            many=True,
        ),
    ),
    key=("from", "to", "countries"),
    after="sources",
    rules=(not_before("to", "from"),),
    covers=_covers,
)
