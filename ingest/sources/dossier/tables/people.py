"""The table of people: leaders, as publicly listed or widely reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Person
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.columns import (
    NOTE,
    SHORT_NAME,
    id_column,
    reference,
    sources_column,
)
from graphq.ingest.sources.dossier.facts import text_of
from graphq.ingest.sources.dossier.names import own_names
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def _dispute_of_a_death(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row.readable("died") and row["died_disputed_by"] and not row["died"]:
        yield row.problem("died_disputed_by", "is of a death, and there is none in died")


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Person]:
    yield Person(
        id=row["id"],
        name=row["short_name"],
        full_name=row["name"],
        born=text_of(row["born"]),
        died=text_of(row["died"]),
        died_disputed_by=row["died_disputed_by"],
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
        reference(
            "died_disputed_by",
            "ids of the sources that contradict the death, or its date",
            "sources",
            required=False,
            many=True,
        ),
        DossierColumn("un_ref", "permanent reference number of the UN list"),
        *NOTE,
        sources_column(),
    ),
    key=("id",),
    after="change_parties",
    rules=(
        not_before("died", "born"),
        Rule("died_disputed_by stands with a died.", _dispute_of_a_death),
    ),
    node=Person,
    facts=_facts,
    names=own_names,
)
