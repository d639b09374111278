"""What looks wrong in a dossier and may be right: told at a load, and refused by nothing.

What always holds here: a doubt holds cells of the dossier against each other, so it is told
whatever else is in the graph. Of a row of which `meant.csv` says that it is right it is told no
more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from graphq.ingest.files.problems import Doubt
from graphq.ingest.sources.dossier.doubts.cited import older, unused
from graphq.ingest.sources.dossier.doubts.coordinates import misplaced
from graphq.ingest.sources.dossier.doubts.named import another_date
from graphq.ingest.sources.dossier.doubts.outside import outside_a_life
from graphq.ingest.sources.dossier.doubts.tolls import counted_twice
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows, Rule

DOUBTS: Final[Mapping[str, Rule]] = {
    "outside-life": Rule(
        "What a row says of a group or a person is of a time when it was there: of a group from "
        "founded, or the change out of which it came, to dissolved, or the change after which it "
        "went on no more, and again from a later change that it came out of; of a person from born "
        "to died. This is held against who did, claimed or denied an incident, who is counted, who "
        "took part in a change (unless the row has disputed_by), and the beginning and the end of "
        "roles, relations and uses.",
        outside_a_life,
    ),
    "counted-twice": Rule(
        "The dead are counted once: two incidents of the same days have the same figure only if "
        "they are of two places, and of two groups or without a common source; no figure is by "
        "its note that of both of two incidents; a source counts a thing once for a time, and "
        "counts no single incident again that cites it; what counted_in.csv says yes of is not "
        "more than the count, and is in one part of a breakdown.",
        counted_twice,
    ),
    "coordinate": Rule(
        "A coordinate lies in the country of its row, or at most 10 km outside (outlines of "
        "Natural Earth, which follow who holds a land); at most 50 km from another point of the "
        "same place in the same unit; and not far from all other points of its unit (200 km in "
        "admin2, 500 km in admin1).",
        misplaced,
    ),
    "older-source": Rule(
        "A source is not older than what it states: when an incident, a claim, a role, a relation, "
        "a use, an identity or what is the same began, when a change was announced, or happened, "
        "until when a tally counts, of when a headcount or an assessment is. Of when somebody "
        "died, a group was founded or a note was said, this is held against the newest source of "
        "the row. An end may be announced, and datasets and gazetteers are kept up to date.",
        older,
    ),
    "unused-source": Rule("Every source is cited by some row.", unused),
    "other-date": Rule(
        "The id of an incident or a change carries no date that cannot be that of its row.",
        another_date,
    ),
}
"""What is expected of a dossier, by the word that `meant.csv` has for what is otherwise."""


def doubts_in(rows: DossierRows) -> Iterator[Doubt]:
    """What looks wrong in rows that passed every rule, as they are written."""
    meant = {(row["table"], row["row"] or "", row["doubt"]): row for row in rows.tables["meant"]}
    needed = set()
    for kind, rule in DOUBTS.items():
        for row in _every(rows):
            for problem in rule.check(row, rows):
                said = [(row.table.name, name, kind) for name in (row.name, "")]
                found = [one for one in said if one in meant]
                needed.update(found)
                if not found:
                    yield Doubt(kind, row.name, problem)
    for one in meant.keys() - needed:
        row = meant[one]
        reason = "nothing of the kind is told of it; take the row out"
        yield Doubt("meant", row.name, row.problem("row", reason))


def _every(rows: DossierRows) -> Iterator[DossierRow]:
    for found in rows.tables.values():
        yield from found
