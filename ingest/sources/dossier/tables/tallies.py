"""The table of published counts, to hold the graph against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Tally
from graphq.graph.model.relationships import Counts
from graphq.graph.model.targets import TARGET_TYPES, below
from graphq.ingest.places.tree import shortened, unit_key
from graphq.ingest.said import tally_said
from graphq.ingest.sources.dossier.columns import NOTE, choice, id_column, reference
from graphq.ingest.sources.dossier.facts import text_of
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import DossierColumn, DossierRow, DossierRows, DossierTable

_UNITS: Final = ("admin1", "admin2")


_COUNTED_AS: Final = {
    "security-base": "security-forces",
    "un-peacekeepers-on-foot": "military-peacekeeping",
}
"""Words for a count by target that say more than the kind of it."""


def _kinds(row: DossierRow) -> tuple[str, ...]:
    kind = _COUNTED_AS.get(row["value"], row["value"])
    return below(kind) if row["dimension"] == "target" and kind in TARGET_TYPES else ()


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Tally | Counts]:
    yield Tally(
        id=row["id"],
        name=shortened(f"{row['value']} {row['date_from']}"),
        dimension=row["dimension"],
        value=row["value"],
        count=row["count"],
        unit=row["unit"],
        date_from=text_of(row["date_from"]),
        date_to=text_of(row["date_to"]),
        kinds=_kinds(row),
        unit_key=unit_key(row["value"]) if row["dimension"] in _UNITS else None,
        said_on_first=tally_said(row["date_to"], rows.published([row["source"]])),
        sources=(row["source"],),
    )
    if row["group_id"]:
        group = row["group_id"]
        key = f"counts:{row['id']}>{group}"
        yield Counts(id=key, start=row["id"], end=group, sources=(row["source"],))


TABLE: Final = DossierTable(
    name="tallies",
    help="published counts, to hold the graph against",
    columns=(
        id_column("short id"),
        reference("source", "who published it", "sources"),
        reference("group_id", "whom it counts", "groups", required=False),
        DossierColumn("date_from", "first date counted", "date", required=True),
        DossierColumn("date_to", "last date counted", "date", required=True),
        choice(
            "dimension",
            "what it is a count by",
            "country",
            "admin1",
            "admin2",
            "month",
            "day",
            "tactic",
            "target",
            "total",
        ),
        DossierColumn(
            "value",
            "which country, month, tactic, …; a unit by its name, or by its id, as in loc-ml-gao, "
            "where several are called so",
            required=True,
        ),
        DossierColumn("count", "the number; empty where none was printed", "integer"),
        DossierColumn("unit", "attacks, killed, …", required=True),
        *NOTE,
    ),
    key=("id",),
    after="claims",
    rules=(not_before("date_to", "date_from"),),
    node=Tally,
    facts=_facts,
)
