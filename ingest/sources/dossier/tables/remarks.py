"""The table of what else is said of anything in the dossier: several remarks for one thing.

What always holds here: a remark is of the day on which it was said, by the sources that say it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Remark
from graphq.graph.model.relationships import About
from graphq.ingest.facts import Facts
from graphq.ingest.files.problems import Problem
from graphq.ingest.said import remark
from graphq.ingest.sources.dossier.columns import sources_column
from graphq.ingest.sources.dossier.facts import when_said
from graphq.ingest.sources.dossier.names import labels_of
from graphq.ingest.sources.dossier.rules import names_no_later_day, no_security
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def _about_something(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    about = row["about"]
    # The id of a relationship has a colon: whether it is stated is known when all facts are made.
    if about and ":" not in about and not rows.meant(about, tuple(rows.labels)):
        yield row.problem(
            "about", f"'{about}' stands neither in a table of the dossier nor in the graph"
        )


def about_nothing(rows: DossierRows, facts: Facts) -> Iterator[Problem]:
    """The remarks that are about no fact, now that all facts are made."""
    for row in rows.tables["remarks"]:
        about = row["about"]
        stated = about in facts.nodes or about in facts.relationships
        if not stated and not labels_of(about, rows):
            yield row.problem(
                "about",
                f"'{about}' is no fact of this dossier; graphq sources prints the ids of facts",
            )


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Remark | About]:
    said = when_said(row["text"], row["said_on"], row["sources"], rows)
    label = next(iter(labels_of(row["about"], rows)), "")
    yield from remark(row["about"], row["text"], said, row["sources"], label)


TABLE: Final = DossierTable(
    name="remarks",
    help="what else a reader should know of a row, with the day on which it was said: several for "
    "one row, where it mixes what was said at different times",
    columns=(
        DossierColumn(
            "about",
            "what it is about: an id of the dossier or of the graph, of a relationship too, as "
            "graphq sources prints it",
            "fact",
            required=True,
        ),
        DossierColumn("text", "what is said, in a sentence", required=True),
        DossierColumn(
            "said_on",
            "when it was said, as far as it is known; empty: when the newest of its sources was "
            "published, and no earlier than a day that it names",
            "date",
        ),
        sources_column(required=False),
    ),
    key=("about", "text"),
    after="ratings",
    rules=(
        Rule(
            "about is the id of a row or of a relationship of the dossier, or of something in the "
            "graph.",
            _about_something,
        ),
        names_no_later_day("text", "said_on"),
        no_security("a place", judged=True),
    ),
    facts=_facts,
)
