"""The tables of judgements: who rated which facility by CARVER, or published an order of them.

What always holds here: a score is a whole number that a named person gave; a blank was not scored.
"""

from __future__ import annotations

from typing import Final

from graphq.graph.model.ratings import CRITERIA, MEANINGS
from graphq.ingest.sources.dossier.columns import (
    JUDGEMENT_RULE,
    NOTE,
    Column,
    Table,
    choice,
    id_column,
    reference,
    sources_column,
)

RATING_TABLES: Final = (
    Table(
        "assessments",
        "ratings of facilities by named people, and published rankings of them",
        (
            id_column("short id"),
            choice("method", "how it was judged", "carver"),
            choice(
                "kind", "scores, or ranking where only an order was published", "scores", "ranking"
            ),
            Column("assessors", "who judged, by name", required=True, many=True),
            Column("date", "date, as far as it is known", "date", required=True),
            Column("scale_low", "the lowest score that could be given", "integer"),
            Column("scale_high", "the highest score that could be given", "integer"),
            sources_column(),
            NOTE,
        ),
        ("id",),
        (
            "scores need scale_low and scale_high, the one below the other; a ranking has neither.",
            JUDGEMENT_RULE,
        ),
    ),
    Table(
        "ratings",
        "the scores of an assessment, or its ranks, facility by facility",
        (
            reference("assessment_id", "the assessment", "assessments"),
            reference("target_id", "the facility", "facilities"),
            *(
                Column(name, f"{MEANINGS[name]}; blank where it was not scored", "integer")
                for name in CRITERIA
            ),
            Column("rank", "its place in a published ranking, 1 the first", "integer"),
            sources_column(),
            NOTE,
        ),
        ("assessment_id", "target_id"),
        (
            "The assessment stands in assessments.csv of the same dossier.",
            "A row of scores has at least one score, each within the scale, and no rank.",
            "A row of a ranking has a rank of 1 or more, and no score.",
            "A score is what the assessor gave. Nothing is scored from what the graph holds, and "
            "a criterion that was not scored is left blank, never 0.",
            JUDGEMENT_RULE,
        ),
    ),
)
