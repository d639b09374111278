"""The table of who led or belonged to which group, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.relationships import Led, MemberOf
from graphq.graph.read.names import name_key
from graphq.ingest.sources.dossier.columns import VALID, choice, reference, sources_column
from graphq.ingest.sources.dossier.facts import lasting
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import DossierColumn, DossierRow, DossierRows, DossierTable


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Led | MemberOf]:
    kind = Led if row["type"] == "led" else MemberOf
    person, group, role = row["person_id"], row["group_id"], row["role"]
    since = f":{row['valid_from']}" if row["valid_from"] else ""
    yield kind(
        id=f"{row['type'].replace('_', '-')}:{person}>{group}:{name_key(role)}{since}",
        start=person,
        end=group,
        role=role,
        **lasting(row),
    )


TABLE: Final = DossierTable(
    name="roles",
    help="who led or belonged to which group, and when",
    columns=(
        reference("person_id", "the person", "people"),
        reference("group_id", "the group", "groups"),
        choice("type", "led it, or belonged to it", "led", "member_of"),
        DossierColumn("role", "the role in words", required=True, folded=True),
        *VALID,
        sources_column(),
    ),
    key=("person_id", "group_id", "role", "valid_from"),
    after="people",
    rules=(not_before("valid_to", "valid_from"),),
    facts=_facts,
)
