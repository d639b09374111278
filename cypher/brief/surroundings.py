"""Around a target: the neighbours to warn, with who uses them and what struck them.

What always holds here: a coarse distance says that it is coarse.
"""

from __future__ import annotations

from typing import Final

from cypher.brief.document import Column, Line, Paragraph, Table
from cypher.brief.facts import Facts, Said, of_record
from cypher.brief.words import listed, number, on, plainly
from graph.records import Row

_MOST: Final = 8
_KM: Final = 25


def section(facts: Facts) -> Said:
    """The other targets within 25 km, and of the same town, nearest first."""
    rows = facts.rows("nearby", km=_KM)
    if not rows:
        return Said(
            unknown=[
                of_record(
                    f"No other facility within {_KM} km of {facts.name} is on record here; that "
                    "does not say that there is none."
                )
            ]
        )
    left = len(rows) - _MOST
    asked = f"graphq nearby {facts.id} --as-of {facts.day}"
    after = Paragraph((of_record(f"And {number(left)} more: {asked}."),)) if left > 0 else None
    table = Table(
        (Column("Neighbour"), Column("Kind"), Column("Distance"), Column("Used by"),
         Column("Struck")),
        tuple(_line(row) for row in rows[:_MOST]),
        f"Neighbours to warn, within {_KM} km or in the same town",
        after,
    )  # fmt: skip
    return Said([table])


def _line(row: Row) -> Line:
    distance = "same town" if row["km"] is None else f"{row['km']:g} km"
    if row["certainty"] == "coarse":
        distance += " (coarse)"
    struck = "no strike on record"
    if row["strikes"]:
        struck = f"{row['strikes']}, last {on(row['lastStrike'])}"
    return Line(
        (
            str(row["target"]),
            plainly(str(row["targetType"])),
            distance,
            listed(map(plainly, row["users"] or ["not on record"])),
            struck,
        ),
        row["sources"],
    )
