"""The table of other names of groups, people and facilities.

What always holds here: spellings that are folded into one name keep the sources of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.read.names import name_key, spellings
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.columns import choice, reference
from graphq.ingest.sources.dossier.names import label_of, names_beside
from graphq.ingest.sources.dossier.rules import no_security
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
    Spelling,
)


def _names_something(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row["alias"] and not name_key(row["alias"]):
        yield row.problem("alias", f"'{row['alias']}' has neither a letter nor a digit")


def _one_name(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if not row.readable("entity_id", "alias", "quality"):
        return
    first = rows.where("aliases", _name, _name(row))[0]
    # That the very same spelling stands twice is told already.
    if first["alias"] != row["alias"] and first["quality"] not in (None, row["quality"]):
        yield row.problem(
            "quality",
            f"'{row['alias']}' is the name on line {first.line}, and is {first['quality']} there",
        )


_SECURITY: Final = no_security("a place")


def _of_a_facility(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if rows.holds("facilities", row.text("entity_id")):
        yield from _SECURITY.check(row, rows)


def _name(row: DossierRow) -> str:
    return f"{row.text('entity_id')} {name_key(row.text('alias'))}"


def _names(row: DossierRow, rows: DossierRows) -> Iterator[Spelling]:
    entity, label = row["entity_id"], label_of(row["entity_id"], rows)
    language, _, script = (row["lang"] or "").partition("/")
    for text in [*spellings(row["alias"]), *names_beside(row["alias"], label, rows)]:
        yield Spelling(
            entity,
            label,
            text,
            row["quality"],
            language=language or None,
            script=script or None,
            sources=(row["source"],) if row["source"] else (),
        )


TABLE: Final = DossierTable(
    name="aliases",
    help="other names of groups, people and facilities",
    columns=(
        reference("entity_id", "who or what is called so", "groups", "people", "facilities"),
        DossierColumn("alias", "the name, in any script", required=True),
        DossierColumn("lang", "language and script, as in fr/Latn or ar/Arab"),
        choice(
            "quality",
            "how good the name is",
            "primary",
            "strong",
            "weak",
            "former",
            "acronym",
            "misspelling",
        ),
        reference(
            "source",
            "who uses the name; empty: the sources of what is called so",
            "sources",
            required=False,
        ),
    ),
    key=("entity_id", "alias"),
    spelled="alias",
    after="groups",
    rules=(
        Rule("alias has a letter or a digit.", _names_something),
        Rule(
            "Spellings that only case, accents, spaces or signs tell apart are one name. It is "
            "written as in the first row, rests on the sources of all, and has one quality.",
            _one_name,
        ),
        Rule(f"Of the names of a facility: {_SECURITY.sentence}", _of_a_facility),
    ),
    names=_names,
)
