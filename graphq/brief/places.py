"""Places: in which countries and where incidents concentrate.

What always holds here: incidents known only by their unit are in no place, and few are called few.
"""

from __future__ import annotations

from typing import Final

from graphq.brief.counting import KILLED, by, killed, total
from graphq.brief.facts import BriefFacts, Passage, of_records
from graphq.brief.words import country, listed
from graphq.document.dates import when
from graphq.document.document import RECORD, Block, Column, Line, Table

_MOST: Final = 4


def section(facts: BriefFacts) -> Passage:
    """Counts by country in words, and the places with most incidents as a table."""
    if total(facts) is None:
        return Passage()
    blocks: list[Block] = []
    rows = by(facts, "country")
    if rows:
        told = listed(f"{country(row['value'])} ({row['incidents']:,})" for row in rows)
        blocks.append(of_records(f"By country, the incidents are in {told}."))
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
                            killed(row),
                            when(row["first"]),
                            when(row["last"]),
                        ),
                        [RECORD],
                    )
                    for row in spots
                ),
                f"Places with most incidents; {KILLED}: {facts.command('hotspots')}",
            )
        )  # fmt: skip
    return Passage(blocks)
