"""Exposure of a target: what happened near it and to its like in a year, against the year before.

What always holds here: the year ends where the record does, and each dataset is counted by itself.
A count stands with its interval, and few are called few; precedents, and no forecast.
"""

from __future__ import annotations

from typing import Final

from graphq.brief.facts import BriefFacts, Passage, nothing, of_records
from graphq.document.dates import when
from graphq.document.document import RECORD, Block, Column, Line, Table
from graphq.graph.records import Row
from graphq.tell.reach import reach_told

_SCOPES: Final = {
    "near": "within 50 km",
    "like": "on others of its kind, anywhere",
    "either": "either of the two",
}
_MOST: Final = 6


def section(facts: BriefFacts) -> Passage:
    """Counts for everyone, and for the lineages that acted, near it and on its like."""
    if facts.reach.is_told and not facts.reach.datasets:
        return nothing(f"What happened near {facts.name} is not known: {reach_told(facts.reach)}.")
    said = [_of_dataset(one) for one in facts.each_dataset()]
    blocks = [block for blocks in said for block in blocks]
    return (
        Passage(blocks)
        if blocks
        else nothing(
            f"Nothing that happened within 50 km of {facts.name} or struck others of its kind is "
            f"on record {facts.by_then}."
        )
    )


def _of_dataset(facts: BriefFacts) -> list[Block]:
    """What one dataset tells of the last year that it covers; nothing where it tells of none."""
    rows = [row for row in facts.rows("exposure") if row["scope"] in _SCOPES]
    told = [row for row in rows if _counts(row)]
    if not any(row["value"] for row in rows):
        return []
    ends = ", where the record ends" if facts.until < facts.day else ""
    of_it = f" in {facts.dataset}" if facts.dataset else ""
    table = Table(
        (
            Column("Where"), Column("Who"), Column(f"Year to {when(facts.until)}", True),
            Column("95 % range", True), Column("Year before", True), Column("Change"),
        ),
        tuple(_line(row) for row in told[:_MOST]),
        f"Incidents{of_it} near it and on facilities of its kind, until {when(facts.until)}{ends}; "
        "the 95 % range has the rates that could well have given such a number: "
        f"{facts.command('exposure')}",
    )  # fmt: skip
    said = [
        f"Not counted for {row['lineage']}: {row['partsLeftOut']}."
        for row in told[:_MOST]
        if row["partsLeftOut"]
    ]
    if all(row["small"] for row in told):
        said.append("These are few, so that a change says little.")
    return [table, of_records(*said)] if said else [table]


def _counts(row: Row) -> bool:
    """Everyone always; a lineage only where it did anything in the two years, in one place each."""
    if row["lineageId"] is None:
        return row["lineage"] == "everyone" or bool(row["incidents"] or row["before"])
    return row["scope"] == "either" and bool(row["incidents"] or row["before"])


def _of_a_part(row: Row) -> str:
    """How many were done by a group of which only a part is of the lineage."""
    number = row["asPart"]
    return f" ({number} by a group of which only a part passed into it)" if number else ""


def _line(row: Row) -> Line:
    return Line(
        (
            _SCOPES[row["scope"]],
            str(row["lineage"]) + _of_a_part(row),
            f"{row['incidents']:,}",
            str(row["interval"]),
            "not on record" if row["before"] is None else f"{row['before']:,}",
            (row["change"] or "not known") + (" (few)" if row["small"] else ""),
        ),
        [RECORD],
    )
