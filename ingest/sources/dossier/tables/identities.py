"""The table of which record of another publisher is which group, person or facility, and when.

What always holds here: a record is one thing, however many rows tell of it, and rests on the
sources of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from graphq.graph.model.nodes import Record
from graphq.graph.model.relationships import IdentifiedAs
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.dossier.columns import NOTE, VALID, reference, sources_column
from graphq.ingest.sources.dossier.facts import lasting
from graphq.ingest.sources.dossier.names import label_of
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def _record(row: DossierRow) -> str:
    return f"{row.text('scheme')}:{row.text('external_id')}"


def _of_one_record(row: DossierRow, rows: DossierRows) -> Sequence[DossierRow]:
    """Every row of the record, the row itself among them."""
    return rows.where("identities", _record, _record(row))


def _one_record(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    told = ("scheme", "external_id", "name")
    if not row.readable(*told, "entity_id"):
        return
    first = _of_one_record(row, rows)[0]
    for column in told:
        if first.readable(column) and first[column] != row[column]:
            yield row.problem(
                column,
                f"is '{row[column]}' for {_record(row)}, and '{first[column]}' on line "
                f"{first.line}",
            )
            return
    kinds = [label_of(one.text("entity_id"), rows) for one in (first, row)]
    if all(kinds) and kinds[0] != kinds[1]:
        reason = f"{_record(row)} is a {kinds[1]} here, and a {kinds[0]} on line {first.line}"
        yield row.problem("entity_id", reason)


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Record | IdentifiedAs]:
    record, entity = _record(row), row["entity_id"]
    label = label_of(entity, rows)
    cited = [source for other in _of_one_record(row, rows) for source in other["sources"]]
    yield IdentifiedAs(
        id=f"identified-as:{record}>{entity}:{row['valid_from'] or ''}",
        start=f"record:{record}",
        end=entity,
        end_label=label,
        **lasting(row),
    )
    yield Record(
        id=f"record:{record}",
        name=shortened(row["name"]),
        scheme=row["scheme"],
        external_id=row["external_id"],
        entity_label=label,
        full_name=row["name"],
        sources=tuple(dict.fromkeys(cited)),
    )


TABLE: Final = DossierTable(
    name="identities",
    help="which record of another publisher is which group, person or facility, and when",
    columns=(
        DossierColumn("scheme", "whose ids: ucdp:actor, un-sc, icao, gtd:group, …", required=True),
        DossierColumn("external_id", "the id there, as printed", required=True),
        DossierColumn("name", "what the publisher calls it", required=True),
        reference("entity_id", "who or what it is here", "groups", "people", "facilities"),
        *VALID,
        sources_column(),
        *NOTE,
    ),
    key=("scheme", "external_id", "entity_id", "valid_from"),
    after="relations",
    rules=(
        not_before("valid_to", "valid_from"),
        Rule(
            "The rows of one record give it one name, and all of them say that it is a group, or "
            "a person, or a facility.",
            _one_record,
        ),
    ),
    remarks=(
        "What the publisher tells of the record is told of the entity, if it happened from "
        "the first day to the last one, both counted.",
    ),
    facts=_facts,
)
