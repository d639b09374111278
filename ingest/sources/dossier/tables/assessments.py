"""The table of assessments: ratings of facilities by named people, and published rankings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Assessment
from graphq.graph.model.ratings import HIGHEST, RANKING, SCORES, Scale
from graphq.ingest import rated
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.columns import NOTE, choice, id_column, sources_column
from graphq.ingest.sources.dossier.rules import no_security
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def _named(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    reason = rated.names_told(row["assessors"]) if row.readable("assessors") else ""
    if reason:
        yield row.problem("assessors", reason)


def _scaled(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    low, high = row["scale_low"], row["scale_high"]
    if not row.readable("id", "kind", "scale_low", "scale_high"):
        return
    if row["kind"] == RANKING and (low is not None or high is not None):
        yield row.problem("scale_low", "a ranking has no scale; only scores have one")
    elif row["kind"] == SCORES and (low is None or high is None):
        yield row.problem("scale_low", "scores need scale_low and scale_high")
    elif row["kind"] == SCORES:
        try:
            Scale(low, high)
        except ValueError as error:
            yield row.problem("scale_low", str(error))


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Assessment]:
    yield rated.assessment(
        row["id"],
        row["assessors"],
        row["date"],
        kind=row["kind"],
        scale=None if row["kind"] == RANKING else Scale(row["scale_low"], row["scale_high"]),
        sources=row["sources"],
    )


TABLE: Final = DossierTable(
    name="assessments",
    help="ratings of facilities by named people, and published rankings of them",
    columns=(
        id_column("short id"),
        choice("method", "how it was judged", "carver"),
        choice("kind", "scores, or ranking where only an order was published", SCORES, RANKING),
        DossierColumn("assessors", "who judged, by name", required=True, many=True),
        DossierColumn("date", "date, as far as it is known", "date", required=True),
        DossierColumn("scale_low", "the lowest score that could be given", "integer"),
        DossierColumn("scale_high", "the highest score that could be given", "integer"),
        sources_column(),
        *NOTE,
    ),
    key=("id",),
    after="forces",
    rules=(
        Rule(
            "assessors are names of people or bodies, each of at most "
            f"{rated.LONGEST_NAME} characters; a word such as anonymous is none.",
            _named,
        ),
        Rule(
            "scores need scale_low and scale_high, the one below the other, both from 0 to "
            f"{HIGHEST:,}; a ranking has neither.",
            _scaled,
        ),
        # A person may be called Wall.
        no_security("the facility", judged=True, but="assessors"),
    ),
    node=Assessment,
    facts=_facts,
)
