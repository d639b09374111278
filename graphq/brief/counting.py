"""What several sections count with: the incidents of a group, and counts by one thing in words.

What always holds here: a count is about the record and cites it; suspected and disputed incidents
are counted and told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from graphq.brief.facts import BriefFacts
from graphq.brief.words import listed, number, plainly
from graphq.graph.records import Row

_EVERY: Final = 1_000_000_000
"""As many as a question can be asked for."""
NO_FIGURE: Final = "–"
KILLED: Final = "– no figure of those killed, + no figure for some"
"""What is said of the signs beside sums of those killed."""

_NOT_TOLD: Final = (None, "", "not known", "not-stated", "unknown")
"""Values that say that nothing is known."""


def total(facts: BriefFacts) -> Row | None:
    """The row that counts all incidents said to be the group's, or none."""
    rows = facts.rows("counts", by="total")
    return rows[0] if rows and rows[0]["incidents"] else None


def as_a_side(facts: BriefFacts) -> int:
    """In how many more it was a side of a fight, and is not said to have done it."""
    rows = facts.rows("counts", by="total", involved=True)
    return int(rows[0]["sideOnly"] or 0) if rows else 0


def by(facts: BriefFacts, what: str) -> list[Row]:
    """Counts by that, without what is not stated."""
    return [row for row in facts.rows("counts", by=what) if row["value"] not in _NOT_TOLD]


def incidents(facts: BriefFacts) -> list[Row]:
    """Every incident said to be the group's, oldest first."""
    return facts.rows("incidents", limit=_EVERY)


def in_words(rows: Sequence[Row], most: int) -> str:
    """The values with their counts, most first: `armed assault (23) and complex (10)`."""
    ordered = sorted(rows, key=lambda row: (-row["incidents"], str(row["value"])))
    told = [f"{plainly(str(row['value']))} ({row['incidents']:,})" for row in ordered[:most]]
    left = len(ordered) - len(told)
    if left == 1:
        told.append(f"{plainly(str(ordered[-1]['value']))} ({ordered[-1]['incidents']:,})")
    elif left > 1:
        told.append(f"{number(left)} more kinds")
    return listed(told)


def unsure(row: Row) -> str:
    """How many of the counted are only suspected or disputed; blank where none is."""
    words = {"suspected": "only suspected", "disputed": "disputed"}
    return listed(f"{number(row[key])} {word}" for key, word in words.items() if row[key])


def killed(row: Row) -> str:
    """The sum of those killed in a row's incidents; no figure on record is not told as none killed.

    `–` where no incident has a figure, `+` after the sum where some have none, and nothing where
    there is no incident.
    """
    if row["fatalities"] is None:
        return NO_FIGURE if row["incidents"] else ""
    return f"{row['fatalities']:,}" + ("+" if row["withoutFigure"] else "")


def year_before(day: date) -> date:
    """The day a year earlier."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
