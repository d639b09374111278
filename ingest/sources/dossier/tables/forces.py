"""The table of published headcounts of forces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Tally
from graphq.graph.model.relationships import Counts
from graphq.graph.read.names import name_key
from graphq.ingest.places.tree import shortened
from graphq.ingest.said import tally_said
from graphq.ingest.sources.dossier.columns import NOTE, reference, sources_column
from graphq.ingest.sources.dossier.facts import text_of
from graphq.ingest.sources.dossier.table import DossierColumn, DossierRow, DossierRows, DossierTable


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Tally | Counts]:
    force, date = row["force_id"], text_of(row["as_of"])
    key = f"force:{force}:{date}:{name_key(row['name'])}:{row['headcount']}"
    yield Tally(
        id=key,
        name=shortened(f"{row['headcount']} {row['name']}"),
        dimension="headcount",
        value=row["name"],
        count=row["headcount"],
        unit="personnel",
        date_from=date,
        date_to=date,
        said_on_first=tally_said(row["as_of"], rows.published(row["sources"])),
        country_or_mission=row["country_or_mission"],
        sources=row["sources"],
    )
    yield Counts(id=f"counts:{key}>{force}", start=key, end=force, sources=row["sources"])


TABLE: Final = DossierTable(
    name="forces",
    help="published headcounts of forces",
    columns=(
        reference("force_id", "the force", "groups"),
        DossierColumn("name", "what is counted", required=True, folded=True),
        DossierColumn("country_or_mission", "whose it is"),
        DossierColumn("headcount", "the number", "integer", required=True),
        DossierColumn("as_of", "date, as far as it is known", "date", required=True),
        sources_column(),
        *NOTE,
    ),
    key=("force_id", "name", "as_of", "headcount"),
    after="counted_in",
    facts=_facts,
)
