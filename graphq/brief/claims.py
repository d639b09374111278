"""On whose word: how incidents came to be called a group's, who else claims them, and how soon.

What always holds here: a claim is a claim; it is not told as a fact of who did it.
"""

from __future__ import annotations

from typing import Final

from graphq.brief.facts import NOT_TOLD, BriefFacts, Passage, of_record
from graphq.brief.words import are, capital, listed, many, number
from graphq.document.document import Paragraph, Sentence
from graphq.graph.records import Row

_WORDS: Final = {
    "claimed": "{are} claimed by a group",
    "assessed": "{are} attributed by a source without a claim",
    "suspected": "{are} only suspected",
    "disputed": "{are} disputed",
    NOT_TOLD: "{are} not attributed on anybody's word by then",
}


def section(facts: BriefFacts) -> Passage:
    """How many by attribution, several claims, denials, and the time from attack to claim."""
    rows = {row["kind"]: row for row in facts.rows("claims")}
    every = rows.get("all")
    if every is None or not every["incidents"]:
        return Passage()
    told = listed(
        f"{number(count)} {words.format(are=are(count))}"
        for kind, words in _WORDS.items()
        if kind in rows and (count := rows[kind]["incidents"])
    )
    own = int(every["attributedToIt"])
    besides = f" ({own:,} {are(own)} attributed to it)" if own < every["incidents"] else ""
    sentences = [
        of_record(
            f"Of the {many(every['incidents'], 'incident', figures=True)} that {facts.name} is "
            f"said to have done, claimed or denied{besides}, {told}: {facts.command('claims')}."
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
    sentences += [_how_soon(every)] if every["timed"] else []
    return Passage([Paragraph(tuple(sentences))], unknown=_untimed(facts, every))


def _how_soon(every: Row) -> Sentence:
    """The median time from attack to claim; of times known only roughly, from where to where."""
    least, most = every["medianLeast"], every["medianMost"]
    days = f"{most:g} {'day' if most == 1 else 'days'}"
    time = days if least == most else f"between {least:g} and {days}"
    what = "the time" if every["timed"] == 1 else "the median time"
    few = "; these are few" if every["small"] else ""
    return of_record(
        f"For {many(every['timed'], 'incident')} it is known, if only roughly, when the claim was "
        f"made: {what} from attack to claim is {time}{few}."
    )


def _untimed(facts: BriefFacts, every: Row) -> list[Sentence]:
    """Of how many of its claims the time is not known."""
    claims = int(every["claimedByIt"] or 0)
    untimed = claims - int(every["timed"])
    if untimed <= 0:
        return []
    which = f"{number(untimed)} of its {number(claims)} claims"
    if untimed == claims:
        which = "its claim" if claims == 1 else "any of its claims"
    return [of_record(f"When {facts.name} made {which} is not known.")]


def _besides(row: Row, words: str) -> Sentence:
    count = int(row["incidents"])
    return of_record(f"{capital(number(count))} {are(count)} {words}.")
