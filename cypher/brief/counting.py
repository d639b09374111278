"""What several sections count with: the incidents of a group, and counts by one thing in words.

What always holds here: a count is about the record and cites it; suspected and disputed incidents
are counted and told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from cypher.brief.facts import Facts
from cypher.brief.words import listed, number, plainly, tells_later
from graph.records import Row

_CACHE_LIMIT: Final = 1
_NOT_TOLD: Final = (None, "", "not known", "not-stated", "unknown")
"""Values that say that nothing is known."""


def total(facts: Facts) -> Row | None:
    """The row that counts all incidents said to be the group's, or none."""
    rows = facts.rows("counts", by="total")
    return rows[0] if rows and rows[0]["incidents"] else None


def as_a_side(facts: Facts) -> int:
    """In how many more it was a side of a fight, and is not said to have done it."""
    rows = facts.rows("counts", by="total", involved=True)
    return int(rows[0]["sideOnly"] or 0) if rows else 0


def by(facts: Facts, what: str) -> list[Row]:
    """Counts by that, without what is not stated."""
    return [row for row in facts.rows("counts", by=what) if row["value"] not in _NOT_TOLD]


def incidents(facts: Facts) -> list[Row]:
    """Every incident said to be the group's, oldest first."""
    first = facts.rows("incidents", limit=_CACHE_LIMIT)
    if not first:
        return []
    return facts.rows("incidents", limit=max(int(first[0]["fitting"]), _CACHE_LIMIT))


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
    told = [
        f"{number(row[key])} only suspected"
        if key == "suspected"
        else f"{number(row[key])} disputed"
        for key in ("suspected", "disputed")
        if row[key]
    ]
    return listed(told)


def summary(facts: Facts, row: Row) -> str:
    """What happened, or where and what was struck, where the summary tells of a later day."""
    text = row.get("summary")
    if text and not tells_later(str(text), facts.day):
        return str(text)
    return ""


def year_before(day: date) -> date:
    """The day a year earlier."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
