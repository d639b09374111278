"""Places: in which countries and where incidents concentrate.

What always holds here: incidents known only by their unit are in no place, and few are called few.
"""

from __future__ import annotations

from typing import Final

from cypher.brief.counting import by, total
from cypher.brief.document import RECORD, Block, Column, Line, Paragraph, Table
from cypher.brief.facts import Facts, Said, of_record
from cypher.brief.words import country, listed, when

_MOST: Final = 4


def section(facts: Facts) -> Said:
    """Counts by country in words, and the places with most incidents as a table."""
    if total(facts) is None:
        return Said()
    blocks: list[Block] = []
    rows = by(facts, "country")
    if rows:
        told = listed(f"{country(row['value'])} ({row['incidents']:,})" for row in rows)
        blocks.append(Paragraph((of_record(f"By country, the incidents are in {told}."),)))
    spots = facts.rows("hotspots", limit=_MOST)
    if spots:
        blocks.append(
            Table(
                (Column("Place"), Column("Country"), Column("Incidents", True),
                 Column("Killed", True), Column("First", short=True), Column("Last", short=True)),
                tuple(
                    Line(
                        (
                            str(row["place"]),
                            country(row["country"]),
                            f"{row['incidents']:,}" + (" (few)" if row["small"] else ""),
                            f"{row['fatalities'] or 0:,}",
                            when(row["first"]),
                            when(row["last"]),
                        ),
                        [RECORD],
                    )
                    for row in spots
                ),
                f"Places with most incidents: graphq hotspots {facts.id} --as-of {facts.day}",
            )
        )  # fmt: skip
    return Said(blocks)
