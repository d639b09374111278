"""The table of who took part in a change, on which side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from graphq.graph.model.relationships import PredecessorIn, ResultedIn
from graphq.ingest.sources.dossier.columns import choice, reference, sources_column
from graphq.ingest.sources.dossier.table import DossierColumn, DossierRow, DossierRows, DossierTable


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[PredecessorIn | ResultedIn]:
    shared: dict[str, Any] = {
        "extent": row["extent"],
        "component": row["component"],
        "continues": row["continues"],
        "sources": row["sources"],
        "disputed_by": row["disputed_by"],
    }
    change, group = row["change_id"], row["group_id"]
    if row["role"] == "predecessor":
        key = f"predecessor-in:{group}>{change}"
        yield PredecessorIn(id=key, start=group, end=change, **shared)
    else:
        key = f"resulted-in:{change}>{group}"
        yield ResultedIn(id=key, start=change, end=group, **shared)


TABLE: Final = DossierTable(
    name="change_parties",
    help="who took part in a change, on which side",
    columns=(
        reference("change_id", "the change", "changes"),
        reference("group_id", "the group", "groups"),
        choice("role", "before or after the change", "predecessor", "result"),
        choice("extent", "whether all of it took part", "whole", "part"),
        DossierColumn("component", "which part, where only a part did"),
        DossierColumn("continues", "whether it went on under its name", "flag", required=True),
        sources_column(),
        sources_column("disputed_by", required=False),
    ),
    key=("change_id", "group_id", "role"),
    after="changes",
    facts=_facts,
)
