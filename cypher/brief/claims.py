"""On whose word: how incidents came to be called a group's, who else claims them, and how soon.

What always holds here: a claim is a claim; it is not told as a fact of who did it.
"""

from __future__ import annotations

from typing import Final

from cypher.brief.document import Paragraph, Sentence
from cypher.brief.facts import Facts, Said, of_record
from cypher.brief.words import are, capital, listed, many, number
from graph.records import Row

_WORDS: Final = {
    "claimed": "claimed by a group",
    "assessed": "attributed by a source without a claim",
    "suspected": "only suspected",
    "disputed": "disputed",
    "claimed later": "resting on a claim made after that day",
}


def section(facts: Facts) -> Said:
    """How many by attribution, several claims, denials, and the time from attack to claim."""
    rows = {row["kind"]: row for row in facts.rows("claims")}
    every = rows.get("all")
    if every is None or not every["incidents"]:
        return Said()
    told = listed(
        f"{number(rows[kind]['incidents'])} {are(rows[kind]['incidents'])} {words}"
        for kind, words in _WORDS.items()
        if kind in rows and rows[kind]["incidents"]
    )
    sentences = [
        of_record(
            f"Of the {many(every['incidents'], 'incident', figures=True)} that {facts.name} is "
            f"said to have done, claimed or denied, {told}: graphq claims {facts.id} --as-of "
            f"{facts.day}."
        )
    ]
    sentences += [
        _besides(rows[kind], words)
        for kind, words in (
            ("several claims", "claimed by two groups or more"),
            ("denied", "denied by somebody"),
        )
        if kind in rows and rows[kind]["incidents"]
    ]
    if every["timed"] and every["medianDays"] is not None:
        few = "; these are few" if every["small"] else ""
        sentences.append(
            of_record(
                "Where it is known when the claim was made, of "
                f"{many(every['timed'], 'incident')}, the middle one of the times from attack to "
                f"claim is {every['medianDays']} days{few}."
            )
        )
    untimed = int(every["claimedByIt"] or 0) - int(every["timed"])
    unknown = (
        [
            of_record(
                f"When {facts.name} made {number(untimed)} of its {number(every['claimedByIt'])} "
                "claims is not known."
            )
        ]
        if untimed > 0
        else []
    )
    return Said([Paragraph(tuple(sentences))], unknown=unknown)


def _besides(row: Row, words: str) -> Sentence:
    count = int(row["incidents"])
    return of_record(f"{capital(number(count))} {are(count)} {words}.")
