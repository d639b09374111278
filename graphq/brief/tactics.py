"""Tactics: how incidents were carried out, and on whose word they are the group's.

What always holds here: an incident with two tactics is counted under each, and it is said.
"""

from __future__ import annotations

from graphq.brief.counting import by, in_words, total
from graphq.brief.facts import Facts, Said, of_record
from graphq.document.document import Paragraph


def section(facts: Facts) -> Said:
    """Counts by tactic, in words."""
    if total(facts) is None:
        return Said()
    rows = by(facts, "tactic")
    if not rows:
        return Said(
            unknown=[of_record(f"How {facts.name} carried out its attacks is not on record.")]
        )
    sentences = [
        of_record(
            f"How the incidents were carried out: {in_words(rows, 6)}; graphq counts {facts.id} "
            f"--by tactic --as-of {facts.day}."
        )
    ]
    if len(rows) > 1:
        sentences.append(of_record("An incident with several tactics is counted under each."))
    return Said([Paragraph(tuple(sentences))])
