"""The table of which incidents a published count counts, or may count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.relationships import CountedIn
from graphq.ingest.sources.dossier.columns import NOTE, choice, reference
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows, DossierTable


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[CountedIn]:
    incident, tally = row["incident_id"], row["tally_id"]
    yield CountedIn(
        id=f"counted-in:{incident}>{tally}",
        start=incident,
        end=tally,
        certainty=row["certainty"],
    )


TABLE: Final = DossierTable(
    name="counted_in",
    help="which incidents a published count counts, or may count",
    columns=(
        reference("incident_id", "the incident", "incidents"),
        reference("tally_id", "the published count", "tallies"),
        choice("certainty", "how sure that is; no says why not", "yes", "likely", "no"),
        *NOTE,
    ),
    key=("incident_id", "tally_id"),
    after="tallies",
    facts=_facts,
)
