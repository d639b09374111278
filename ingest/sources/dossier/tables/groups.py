"""The table of groups: their components, alliances, militias, state forces, UN missions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Group
from graphq.ingest.sources.dossier.columns import (
    NOTE,
    SHORT_NAME,
    choice,
    id_column,
    sources_column,
)
from graphq.ingest.sources.dossier.facts import text_of
from graphq.ingest.sources.dossier.names import own_names
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import DossierColumn, DossierRow, DossierRows, DossierTable


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Group]:
    yield Group(
        id=row["id"],
        name=row["short_name"],
        full_name=row["name"],
        kind=row["kind"],
        founded=text_of(row["founded"]),
        dissolved=text_of(row["dissolved"]),
        countries=row["country_codes"],
        un_list_ref=row["un_list_ref"],
        ucdp_actor_id=row["ucdp_actor_id"],
        wikidata_id=row["wikidata_id"],
        sources=row["sources"],
    )


TABLE: Final = DossierTable(
    name="groups",
    help="groups, their components, alliances, militias, state forces, UN missions",
    columns=(
        id_column("short id"),
        DossierColumn("name", "full name, with its acronym in parentheses", required=True),
        SHORT_NAME,
        DossierColumn("founded", "date, as far as it is known", "date"),
        DossierColumn("dissolved", "date, as far as it is known", "date"),
        choice(
            "kind",
            "what it is",
            "group",
            "component",
            "alliance",
            "state-force",
            "un-mission",
            "militia",
        ),
        DossierColumn("country_codes", "where it acts, ISO 3166-1 alpha-2", "country", many=True),
        DossierColumn("un_list_ref", "permanent reference number of the UN list"),
        DossierColumn("ucdp_actor_id", "id in the UCDP Actor list"),
        DossierColumn("wikidata_id", "Wikidata item"),
        *NOTE,
        sources_column(),
    ),
    key=("id",),
    after="sources",
    rules=(not_before("dissolved", "founded"),),
    node=Group,
    facts=_facts,
    names=own_names,
)
