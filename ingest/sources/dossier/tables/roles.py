"""The table of who led or belonged to which group, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.relationships import Led, MemberOf
from graphq.graph.model.values import PartialDate
from graphq.graph.read.names import name_key
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.columns import VALID, choice, reference, sources_column
from graphq.ingest.sources.dossier.facts import lasting, text_of
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def _seen_once(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row["seen_on"] and (row.text("valid_from") or row.text("valid_to")):
        yield row.problem("seen_on", "is for a role of which neither beginning nor end are known")


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Led | MemberOf]:
    kind = Led if row["type"] == "led" else MemberOf
    person, group, role = row["person_id"], row["group_id"], row["role"]
    since = f":{row['valid_from']}" if row["valid_from"] else ""
    seen: PartialDate | None = row["seen_on"]
    if seen:
        since = f":seen-{seen}"
    yield kind(
        id=f"{row['type'].replace('_', '-')}:{person}>{group}:{name_key(role)}{since}",
        start=person,
        end=group,
        role=role,
        seen_on=text_of(seen),
        seen_on_first=seen.span.first if seen else None,
        seen_on_last=seen.span.last if seen else None,
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
        DossierColumn(
            "seen_on",
            "where neither beginning nor end are known: a date on which it was held",
            "date",
        ),
        sources_column(),
        sources_column("disputed_by", required=False),
    ),
    key=("person_id", "group_id", "role", "valid_from", "seen_on"),
    after="people",
    rules=(
        not_before("valid_to", "valid_from"),
        Rule("What has a seen_on has neither valid_from nor valid_to.", _seen_once),
    ),
    facts=_facts,
)
