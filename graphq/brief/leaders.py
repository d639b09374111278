"""Leaders: who held which role on the day.

What always holds here: a role that possibly held is told as possible, and one of which no end is
reported as such; an end or a death after the day is not told.
"""

from __future__ import annotations

from graphq.brief.facts import BriefFacts, Passage, nothing, of_record
from graphq.document.dates import later, on, when
from graphq.document.document import Column, Line, Sentence, Table
from graphq.graph.records import Row

_MOST = 8
_HELD = {
    "certain": "held it on that day",
    "no end reported": "no end reported by that day",
    "possible": "possibly: the dates are not wholly known",
}


def section(facts: BriefFacts) -> Passage:
    """The roles held on the day as a table; where the sources disagree goes to the disputes."""
    rows = facts.rows("leaders")
    people = {row["personId"]: row for row in rows}.values()
    disputed = facts.remarks(people, "note", lambda row: str(row["person"]))
    disputed += [
        Sentence(
            f"Other sources contradict that {row['person']} was {row['role']}.", row["disputedBy"]
        )
        for row in rows
        if row["disputedBy"] and not row["note"]
    ]
    if not rows:
        return nothing(f"No leader of {facts.name} is on record on {when(facts.day)}.")
    none = of_record(
        f"Who led {facts.name} on {when(facts.day)} is not on record; other roles are."
    )
    table = Table(
        (Column("Who"), Column("Role"), Column("Since", short=True), Column("How sure"),
         Column("Last reported", short=True)),
        tuple(_line(facts, row) for row in rows[:_MOST]),
        f"Roles on {when(facts.day)}",
    )  # fmt: skip
    led = any(row["led"] for row in rows)
    return Passage([table], unknown=[] if led else [none], remarks=disputed)


def _line(facts: BriefFacts, row: Row) -> Line:
    held = _HELD.get(row["held"], str(row["held"]))
    if row["seenOn"]:
        held = f"seen in it {on(row['seenOn'])}; neither beginning nor end is reported"
    if row["validTo"] and not later(row["validTo"], facts.day):
        held += f"; until {when(row['validTo'])}"
    if row["died"] and not later(row["died"], facts.day):
        held += f"; died {when(row['died'])}{', which is disputed' * bool(row['diedDisputedBy'])}"
    if row["disputedBy"]:
        held += "; disputed"
    since = when(row["validFrom"]) if row["validFrom"] else "not reported"
    reported = when(facts.reported(row["sources"]) or "not dated")
    return Line(
        (str(row["person"]), str(row["role"]), since, held, reported),
        [*row["sources"], *row["disputedBy"], *row["diedDisputedBy"]],
    )
