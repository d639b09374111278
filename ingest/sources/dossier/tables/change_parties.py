"""The table of who took part in a change, on which side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from graphq.graph.model.relationships import PredecessorIn, ResultedIn
from graphq.graph.write.derived import SUCCESSION_KINDS
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.columns import choice, reference, sources_column
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)

_JOINING: Final = ("merger", "absorption")
"""Kinds of change in which a part can only be of what entered."""


def _kind_of_change(row: DossierRow, rows: DossierRows) -> str:
    """The kind of the row's change; nothing where it does not stand in the dossier."""
    change = rows.row("changes", row["change_id"])
    return str(change["kind"]) if change and change["kind"] else ""


def _names_a_part(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row["component"] and row["extent"] == "whole":
        yield row.problem(
            "component",
            f"names a part, {row['component']}, and extent says whole; put part, or leave the "
            "component out",
        )


def _is_of_a_predecessor(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    kind = _kind_of_change(row, rows)
    if (row["role"], row["extent"]) == ("result", "part") and kind in _JOINING:
        yield row.problem(
            "extent",
            f"says that a part of {row['group_id']} came out of a {kind}; put whole here, and part "
            "into the row of each predecessor of which only a part joined",
        )


def _goes_over_once(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if (row["role"], row["extent"]) != ("predecessor", "whole"):
        return
    if _kind_of_change(row, rows) not in SUCCESSION_KINDS:
        return
    into = {
        party["group_id"]
        for party in rows.where("change_parties", "change_id", row["change_id"])
        if party["role"] == "result" and party["extent"] == "whole"
    } - {row["group_id"], None}
    if len(into) > 1:
        yield row.problem(
            "extent",
            f"says that all of {row['group_id']} passed into each of {' and '.join(sorted(into))}; "
            "put part here, or into the rows of what came out",
        )


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[PredecessorIn | ResultedIn]:
    shared: dict[str, Any] = {
        "extent": row["extent"],
        "component": row["component"],
        "continues": row["continues"],
        "sources": row["sources"],
        "disputed_by": row["disputed_by"],
    }
    part = row["component"]
    if part and rows.holds("groups", part):
        shared["component_id"] = part
        own = rows.row("groups", part)
        shared["component"] = own["short_name"] if own else part
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
        DossierColumn(
            "component",
            "which part, where only a part did, in words; or the id of a group, where the part is "
            "one of its own, all of which then passed on",
            "fact",
            tables=("groups",),
        ),
        DossierColumn("continues", "whether it went on under its name", "flag", required=True),
        sources_column(),
        sources_column("disputed_by", required=False),
    ),
    key=("change_id", "group_id", "role"),
    remarks=(
        "What a group did comes down to what it passed into whole. Where only a part passed on, "
        "nothing does of what the whole did before; what that part did does, where it is a group "
        "of its own, by a row as predecessor or as the component.",
    ),
    after="changes",
    rules=(
        Rule("component names a part, so that extent is part where there is one.", _names_a_part),
        Rule(
            "In a merger or an absorption what came out is whole; of whom only a part joined is "
            "told in the row of that predecessor.",
            _is_of_a_predecessor,
        ),
        Rule(
            "A predecessor that took part whole passed into one group at most, but for itself; of "
            "one that split, the extent is part in its own row or in those of what came out.",
            _goes_over_once,
        ),
    ),
    facts=_facts,
)
