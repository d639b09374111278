"""Around a target: the neighbours to warn, with who uses them and the precedents they share.

What always holds here: the order is by distance alone; a distance that may be wrong says by how
much; a neighbour without a precedent is one to tell as well.
"""

from __future__ import annotations

from typing import Final

from graphq.brief.facts import BriefFacts, Passage, left_out, nothing, parts_left_out
from graphq.brief.words import listed, plainly
from graphq.cypher.ask.parts import PARTS
from graphq.document.dates import when
from graphq.document.document import Column, Line, Table
from graphq.graph.records import Row

_MOST: Final = 8
KM: Final = 25
_POSSIBLY: Final = "possibly within"
"""Where the coordinates are too coarse to tell."""


def section(facts: BriefFacts) -> Passage:
    """The other facilities within 25 km, and of the same town or unit, nearest first."""
    rows = neighbours(facts)
    if not rows:
        return nothing(
            f"No other facility within {KM} km of {facts.name} is on record here; that does not "
            "say that there is none."
        )
    asked = facts.command("warn", f"--km {KM}")
    table = Table(
        (Column("Neighbour"), Column("Kind"), Column("Distance"), Column("Used by"),
         Column("Struck itself"), Column("Others of its kind, struck by a lineage active here")),
        tuple(_line(facts, row) for row in rows[:_MOST]),
        f"Neighbours to warn, within {KM} km, or in the same town or unit where the distance is "
        f"not known: {asked}",
        left_out(len(rows) - _MOST, "more", asked),
    )  # fmt: skip
    with_parts = facts.command("warn", f"--km {KM} --{PARTS}")
    return Passage([table, *parts_left_out(rows[:_MOST], with_parts)])


def neighbours(facts: BriefFacts) -> list[Row]:
    """Every neighbour on record, nearest first, with its latest precedents."""
    return facts.rows("warn", km=KM, precedents=1)


def _line(facts: BriefFacts, row: Row) -> Line:
    return Line(
        (
            str(row["target"]),
            plainly(str(row["targetType"])),
            _distance(row),
            listed(map(plainly, row["users"] or ["not on record"])),
            _latest(facts, row["struck"], row["strikes"]),
            _latest(facts, row["onKind"], row["kindStrikes"]),
        ),
        row["sources"],
    )


def _distance(row: Row) -> str:
    if row["km"] is None:
        return str(row["how"])
    about = f", give or take {row['exactKm']:g} km" if row["exactKm"] else ""
    possibly = "possibly " if row["how"] == _POSSIBLY else ""
    return f"{possibly}{row['km']:g} km{about}"


def _latest(facts: BriefFacts, told: list[Row], total: int) -> str:
    """How often, and the latest of them."""
    if not total:
        return "none on record"
    if not told:
        return str(total)
    one = told[0]
    groups = listed(one["groups"] or ["nobody named"])
    part = ", of such a lineage only by a part" if one["extent"] == "part" else ""
    word = facts.attribution(one["attribution"])
    return f"{total}, last {when(one['date'])} ({groups}{part}, {word})"
