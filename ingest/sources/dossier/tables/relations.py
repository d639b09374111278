"""The table of dated relations between two groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.relationships import (
    AffiliatedWith,
    AlliedWith,
    EnemyOf,
    Lasting,
    PartOf,
    PledgedTo,
    RivalOf,
)
from graphq.ingest.sources.dossier.columns import NOTE, VALID, choice, reference, sources_column
from graphq.ingest.sources.dossier.facts import lasting
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows, DossierTable

_TYPES: Final[dict[str, type[Lasting]]] = {
    "affiliated_with": AffiliatedWith,
    "allied_with": AlliedWith,
    "rival_of": RivalOf,
    "pledged_to": PledgedTo,
    "part_of": PartOf,
    "enemy_of": EnemyOf,
}


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Lasting]:
    start, end = row["from_id"], row["to_id"]
    since = f":{row['valid_from']}" if row["valid_from"] else ""
    yield _TYPES[row["type"]](
        id=f"{row['type'].replace('_', '-')}:{start}>{end}{since}",
        start=start,
        end=end,
        **lasting(row),
    )


TABLE: Final = DossierTable(
    name="relations",
    help="dated relations between two groups",
    columns=(
        reference("from_id", "the group it goes out from", "groups"),
        reference("to_id", "the group it goes to", "groups"),
        choice("type", "how they stand to each other", *_TYPES),
        *VALID,
        sources_column(),
        sources_column("disputed_by", required=False),
        *NOTE,
    ),
    key=("from_id", "to_id", "type", "valid_from"),
    after="roles",
    rules=(not_before("valid_to", "valid_from"),),
    facts=_facts,
)
