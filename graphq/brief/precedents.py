"""Precedents: what a group's predecessors had struck, and what is like a target and was struck.

What always holds here: what a predecessor did of which only a part went over is left out, which is
told, or marked where parts are asked for; a precedent is no forecast, and is never without the
incidents that make it one.
"""

from __future__ import annotations

from typing import Final

from graphq.brief.facts import (
    BriefFacts,
    Passage,
    left_out,
    nothing,
    of_records,
    parts_left_out,
    sources_of,
)
from graphq.brief.words import listed, many, number, plainly
from graphq.cypher.ask.parts import PARTS
from graphq.document.dates import on, when
from graphq.document.document import Column, Line, Paragraph, Sentence, Table
from graphq.graph.records import Row

_MOST: Final = 4


def of_group(facts: BriefFacts) -> Passage:
    """How often each predecessor had struck, and the latest strikes as a table."""
    rows = facts.rows("predecessor-strikes")
    if not rows:
        return Passage(_parts_left_out(facts))
    strikes = {_event(row): row for row in rows}
    counts = []
    for key in dict.fromkeys(row["predecessorId"] for row in rows):
        of_these = {_event(row): row for row in rows if row["predecessorId"] == key}
        one = next(iter(of_these.values()))
        part = " (only a part of it went over)" if one["extent"] == "part" else ""
        counts.append((len(of_these), f"{one['predecessor']} {len(of_these)}{part}"))
    counts.sort(key=lambda item: (-item[0], item[1]))
    intro = of_records(
        f"The groups before {facts.name} in its lineage are said to have struck "
        f"{many(len(strikes), 'time', figures=True)} before they went over into a successor: "
        f"{listed(text for _, text in counts)}."
    )
    shown = sorted(strikes.values(), key=lambda row: (str(row["date"]), row["incidentId"]))
    table = Table(
        (Column("When", short=True), Column("By"), Column("What was struck"), Column("How"),
         Column("On whose word")),
        tuple(_line(facts, row) for row in reversed(shown[-_MOST:])),
        "The latest strikes of its predecessors",
        left_out(len(shown) - _MOST, "earlier", facts.command("predecessor-strikes")),
    )  # fmt: skip
    return Passage([intro, table, *_parts_left_out(facts)])


def _parts_left_out(facts: BriefFacts) -> list[Paragraph]:
    """Whose strikes are left out since only a part of them went over; nothing if nobody's are."""
    names = facts.parts_left_out("predecessor-strikes")
    if not names:
        return []
    whole = "it" if len(names) == 1 else "each"
    with_parts = facts.command("predecessor-strikes", f"--{PARTS}")
    said = f"What {listed(names)} had struck is left out, since only a part of {whole} went over"
    return [of_records(f"{said}: {with_parts}.")]


def _event(row: Row) -> str:
    """What happened, which several incidents may tell."""
    return str(row["tellingOf"] or row["incidentId"])


def _line(facts: BriefFacts, row: Row) -> Line:
    by = str(row["predecessor"])
    if row["extent"] == "part":
        by += f" (a part of it went over{': ' + row['component'] if row['component'] else ''})"
    if row["disputedBy"]:
        by += " (that it went over is disputed)"
    if row["before"] == "possible":
        by += " (possibly after it went over)"
    place = f" ({row['country']})" if row["country"] else ""
    return Line(
        (
            when(row["date"]),
            by,
            f"{row['target'] or plainly(str(row['targetType'] or 'not told'))}{place}",
            listed(map(plainly, row["tactics"] or ["not told"])),
            facts.attribution(row["attribution"]),
        ),
        [*row["sources"], *row["disputedBy"]],
    )


def of_target(facts: BriefFacts) -> Passage:
    """Targets most like it that were struck, each with the incidents that make it a precedent."""
    rows = _struck_before(facts)
    if not rows:
        return nothing(
            f"No facility like {facts.name} that was struck is on record {facts.by_then}."
        )
    intro = of_records(
        "What is most like it and was struck before, by kind, users, lineage of the attackers and "
        f"place; a precedent, not a forecast: {facts.command('similar-targets')}."
    )
    table = Table(
        (
            Column("Target"),
            Column("Kind"),
            Column("Likeness, 0 to 1", True),
            Column("What struck it"),
        ),
        tuple(
            Line(
                (
                    str(row["target"]),
                    plainly(str(row["targetType"])),
                    f"{row['likeness']:.2f}",
                    _struck(facts, row),
                ),
                sources_of(row["precedents"]) or row["sources"],
            )
            for row in rows
        ),
        "Struck before, most alike first",
    )
    with_parts = facts.command("similar-targets", f"--{PARTS}")
    return Passage([intro, table, *parts_left_out(rows, with_parts)])


def _struck(facts: BriefFacts, row: Row) -> str:
    """The latest two incidents, and how many more."""
    latest = sorted(row["precedents"], key=lambda one: str(one["date"]))[-2:]
    told = [
        f"{when(one['date'])} {listed(one['groups'] or ['nobody named'])} "
        f"({facts.attribution(one['attribution'])}), "
        f"{listed(map(plainly, one['tactics'] or ['how is not told']))}"
        for one in reversed(latest)
    ]
    left = int(row["strikes"]) - len(latest)
    told += [f"{number(left)} more"] if left > 0 else []
    return "; ".join(told)


def _struck_before(facts: BriefFacts) -> list[Row]:
    """The targets most like it that were struck."""
    return [row for row in facts.rows("similar-targets", limit=_MOST) if row["precedents"]]


def most_alike(facts: BriefFacts) -> Sentence | None:
    """The target most like it in one sentence; none where there is no precedent."""
    rows = _struck_before(facts)
    if not rows:
        return None
    first = rows[0]
    last = sorted(first["precedents"], key=lambda one: str(one["date"]))[-1]
    return Sentence(
        f"Most like it among what was struck before is {first['target']}, last struck "
        f"{on(last['date'])}: a precedent, not a forecast.",
        sources_of(first["precedents"]) or first["sources"],
    )
