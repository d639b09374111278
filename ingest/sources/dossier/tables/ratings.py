"""The table of ratings: the scores of an assessment, or its ranks, facility by facility.

What always holds here: a score is a whole number that a named person gave; a blank was not scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.ratings import CRITERIA, MEANINGS, RANKING, SCORES, Scale
from graphq.graph.model.relationships import Rates
from graphq.ingest import rated
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.columns import NOTE, reference, sources_column
from graphq.ingest.sources.dossier.rules import no_security
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def _of_this_dossier(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    key = row.text("assessment_id")
    if not rows.row("assessments", key) and key in rows.known.get("assessments", ()):
        reason = f"'{key}' is of another dossier; its ratings stand there"
        yield row.problem("assessment_id", reason)


def _kind(row: DossierRow, rows: DossierRows) -> str | None:
    """What the row's assessment holds, where the row can be held against that."""
    assessment = rows.row("assessments", row.text("assessment_id"))
    if not assessment or not row.readable(*CRITERIA, "rank"):
        return None
    kind: str | None = assessment["kind"]
    return kind


def _scores(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if _kind(row, rows) != SCORES:
        return
    if row["rank"] is not None:
        yield row.problem("rank", "scores have no rank; it follows from them where all are given")
    given = {name: row[name] for name in CRITERIA if row[name] is not None}
    if not given:
        yield row.problem("criticality", "not one of the six criteria is scored")
    scale = _scale(row, rows)
    for name, score in given.items():
        try:
            scale and scale.checked(score)
        except ValueError as error:
            yield row.problem(name, str(error))


def _scale(row: DossierRow, rows: DossierRows) -> Scale | None:
    """The scale of the row's assessment; what is wrong with the scale itself is told there."""
    assessment = rows.row("assessments", row.text("assessment_id"))
    try:
        return Scale(assessment["scale_low"], assessment["scale_high"]) if assessment else None
    except (TypeError, ValueError):
        return None


def _ranks(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if _kind(row, rows) != RANKING:
        return
    for name in CRITERIA:
        if row[name] is not None:
            yield row.problem(name, "a ranking has no scores; nothing is scored that nobody scored")
    if row["rank"] is None:
        yield row.problem("rank", "the ranking gives no rank")
    elif row["rank"] < 1:
        yield row.problem("rank", "the first rank is 1")


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Rates]:
    yield rated.rating(
        row["assessment_id"],
        row["target_id"],
        {name: row[name] for name in CRITERIA},
        rank=row["rank"],
        sources=row["sources"],
    )


TABLE: Final = DossierTable(
    name="ratings",
    help="the scores of an assessment, or its ranks, facility by facility",
    columns=(
        reference("assessment_id", "the assessment", "assessments"),
        reference("target_id", "the facility", "facilities"),
        *(
            DossierColumn(name, f"{MEANINGS[name]}; blank where it was not scored", "integer")
            for name in CRITERIA
        ),
        DossierColumn("rank", "its place in a published ranking, 1 the first", "integer"),
        sources_column(),
        *NOTE,
    ),
    key=("assessment_id", "target_id"),
    after="assessments",
    rules=(
        Rule("The assessment stands in assessments.csv of the same dossier.", _of_this_dossier),
        Rule(
            "A row of scores has at least one score, each within the scale, and no rank.", _scores
        ),
        Rule("A row of a ranking has a rank of 1 or more, and no score.", _ranks),
        no_security("the facility", judged=True),
    ),
    remarks=(
        "A score is what the assessor gave. Nothing is scored from what the graph holds, and a "
        "criterion that was not scored is left blank, never 0.",
    ),
    facts=_facts,
)
