"""The table of judgements: which two incidents tell one event, and which do not.

What always holds here: a judgement is signed, dated and says why; it may be about incidents that
are not in the graph, and waits for them. Whichever of the two stands first, the pair is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Judgement
from graphq.graph.read.names import name_key
from graphq.graph.write.tellings import DIFFERENT, SAME
from graphq.graph.write.told_events import chain
from graphq.ingest import rated
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.dossier.columns import choice, sources_column
from graphq.ingest.sources.dossier.rules import no_security
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def pair_of(row: DossierRow) -> tuple[str, str]:
    """The ids of the two incidents, the lesser first."""
    one, other = sorted((row.text("incident_id"), row.text("other_id")))
    return one, other


def _pair(row: DossierRow) -> str:
    return "\t".join(pair_of(row))


def _two(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row["incident_id"] and row["incident_id"] == row["other_id"]:
        yield row.problem("other_id", "is the incident itself")


def _once(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    first = rows.where("matches", _pair, _pair(row))[0]
    if first is not row:
        yield row.problem("incident_id", f"the two are judged already on line {first.line}")


def _named(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    reason = rated.names_told([row["judged_by"]]) if row["judged_by"] else ""
    if reason:
        yield row.problem("judged_by", reason)


def _no_contradiction(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row["verdict"] != DIFFERENT:
        return
    same = [pair_of(one) for one in rows.tables["matches"] if one["verdict"] == SAME]
    listed = [
        (one["id"], publisher_id)
        for one in rows.tables["incidents"]
        if one["id"]
        for publisher_id in one["publisher_ids"]
    ]
    between = chain([*same, *listed], *pair_of(row))
    if between:
        yield row.problem(
            "verdict", f"says different, but by other rows they are one: {' = '.join(between)}"
        )


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Judgement]:
    one, other = pair_of(row)
    day = row["judged_on"].span.first
    yield Judgement(
        # So that two who judge otherwise are both heard.
        id=f"judgement:{one}|{other}:{row['verdict']}:{name_key(row['judged_by'])}",
        name=shortened(f"{row['verdict']}, {row['judged_by']}, {day.year}"),
        verdict=row["verdict"],
        pair=(one, other),
        judged_by=row["judged_by"],
        judged_on=day,
        why=row["why"],
        sources=row["sources"],
    )


TABLE: Final = DossierTable(
    name="matches",
    help="which two incidents tell one event, by whose judgement; graphq matches --judge writes it",
    columns=(
        DossierColumn(
            "incident_id",
            "id of the one incident, of any dataset; of another dossier as graphq prints it",
            "fact",
            required=True,
            tables=("incidents",),
        ),
        DossierColumn(
            "other_id", "id of the other incident", "fact", required=True, tables=("incidents",)
        ),
        choice("verdict", "whether they tell one event, or two", SAME, DIFFERENT),
        DossierColumn("judged_by", "who judged, by name", required=True),
        DossierColumn("judged_on", "on which day", "day", required=True),
        DossierColumn("why", "for what reason, in a sentence", required=True),
        sources_column(required=False),
    ),
    key=("incident_id", "other_id"),
    after="claims",
    rules=(
        Rule("The two are different incidents.", _two),
        Rule("A pair is judged once, whichever of the two stands first.", _once),
        Rule(
            "judged_by is the name of a person or body; a word such as anonymous is none.", _named
        ),
        Rule(
            "No two are judged different that the other rows, or publisher_ids of incidents.csv, "
            "make one event.",
            _no_contradiction,
        ),
        no_security("a place", but="judged_by"),
    ),
    remarks=("A judgement about an incident that is not in the graph waits for it.",),
    facts=_facts,
)
