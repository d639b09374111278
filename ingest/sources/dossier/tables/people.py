"""The table of people: leaders, as publicly listed or widely reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Person
from graphq.ingest.sources.dossier.columns import NOTE, SHORT_NAME, id_column, sources_column
from graphq.ingest.sources.dossier.facts import text_of
from graphq.ingest.sources.dossier.names import own_names
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import DossierColumn, DossierRow, DossierRows, DossierTable


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Person]:
    yield Person(
        id=row["id"],
        name=row["short_name"],
        full_name=row["name"],
        born=text_of(row["born"]),
        died=text_of(row["died"]),
        un_list_ref=row["un_ref"],
        sources=row["sources"],
    )


TABLE: Final = DossierTable(
    name="people",
    help="leaders, as publicly listed or widely reported",
    columns=(
        id_column("short id"),
        DossierColumn("name", "full name", required=True),
        SHORT_NAME,
        DossierColumn("born", "date, as far as it is known", "date"),
        DossierColumn("died", "date, as far as it is known", "date"),
        DossierColumn("un_ref", "permanent reference number of the UN list"),
        *NOTE,
        sources_column(),
    ),
    key=("id",),
    after="change_parties",
    rules=(not_before("died", "born"),),
    node=Person,
    facts=_facts,
    names=own_names,
)
