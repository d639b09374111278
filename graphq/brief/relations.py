"""Relations: who the group belongs to, works with and fights on the day.

What always holds here: a relation that only possibly held is told apart from those that did, and
each is told as of its newest source: that no end is reported does not say that there was none.
"""

from __future__ import annotations

from graphq.brief.facts import BriefFacts, Passage, nothing, sources_of
from graphq.brief.words import listed, sentence
from graphq.document.dates import when
from graphq.document.document import Paragraph, Sentence
from graphq.graph.records import Row

_SAID = {
    "part of": "{name} is a part of {others}",
    "has as a part": "its parts are {others}",
    "affiliated with": "it is affiliated with {others}",
    "allied with": "it is allied with {others}",
    "pledged to": "it has pledged allegiance to {others}",
    "has the pledge of": "it has the pledge of {others}",
    "rival of": "it is a rival of {others}",
    "enemy of": "it fights {others}",
}
_LEAST_SURE = "possible"


def section(facts: BriefFacts) -> Passage:
    """One sentence a kind of relation; what only possibly held in a sentence of its own."""
    rows = facts.rows("affiliations")
    if not rows:
        return nothing(
            f"No relation of {facts.name} to another group is on record on {when(facts.day)}."
        )
    sentences = []
    for sure in (True, False):
        of_these = [row for row in rows if (row["held"] != _LEAST_SURE) is sure]
        for relation in dict.fromkeys(row["relation"] for row in of_these):
            sentences.append(
                _sentence(facts, relation, [r for r in of_these if r["relation"] == relation], sure)
            )
    disputed = facts.remarks(
        rows, "note", lambda row: f"{facts.name}, {row['relation']} {row['other']}"
    )
    return Passage([Paragraph(tuple(sentences))], disputed)


def _sentence(facts: BriefFacts, relation: str, rows: list[Row], sure: bool) -> Sentence:
    pattern = _SAID.get(relation, "it is: " + relation + " {others}")
    if relation == "has as a part" and len(rows) == 1:
        pattern = "a part of it is {others}"
    said = pattern.format(name=facts.name, others=_others(facts, rows))
    if not sure:
        said = f"possibly, the dates not being wholly known, {said}"
    return Sentence(sentence(said), sources_of(rows, "sources", "disputedBy"))


def _others(facts: BriefFacts, rows: list[Row]) -> str:
    """The other groups, those since the same time and last reported at the same together."""
    since: dict[str, list[str]] = {}
    for row in rows:
        name = f"{row['other']}, which is disputed," if row["disputedBy"] else str(row["other"])
        start = f"since {when(row['validFrom'])}, " if row["validFrom"] else ""
        since.setdefault(start + facts.reported(row["sources"]), []).append(name)
    told = [f"{listed(names)} ({start})" for start, names in since.items()]
    return "; ".join(told) if any(len(names) > 1 for names in since.values()) else listed(told)
