"""History: what a group is said to have struck, and what struck a target.

What always holds here: each incident has its own sources, and on whose word it is somebody's; what
the list leaves out is counted, with the command that gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graphq.brief.counting import by, in_words, incidents, total
from graphq.brief.facts import BriefFacts, Passage, left_out, nothing, of_record, of_records
from graphq.brief.words import are, listed, many, on_whose_word, plainly, sentence, toll
from graphq.document.dates import on, when
from graphq.document.document import Block, Column, Line, Paragraph, Sentence, Table
from graphq.graph.records import Row

_MOST: Final = 6


def of_group(facts: BriefFacts) -> Passage:
    """Kinds of targets in words, and the latest incidents as a table."""
    if total(facts) is None:
        return Passage()
    kinds = by(facts, "target-type")
    rows = incidents(facts)
    blocks: list[Block] = []
    if kinds:
        blocks.append(of_records(f"What kind of target was struck: {in_words(kinds, 6)}."))
    shown = rows[-_MOST:]
    if shown:
        blocks.append(
            Table(
                (Column("When", short=True), Column("Where and what"), Column("How"),
                 Column("On whose word"), Column("Killed", True)),
                tuple(
                    Line(
                        (
                            when(row["date"]),
                            f"{row['place']} ({row['country']}): {_struck(row)}",
                            listed(map(plainly, row["tactics"] or ["not told"])),
                            facts.attribution(row["attribution"]),
                            "no figure" if row["fatalities"] is None else f"{row['fatalities']:,}",
                        ),
                        row["sources"],
                    )
                    for row in reversed(shown)
                ),
                "The latest incidents",
                left_out(len(rows) - len(shown), "earlier", facts.command("incidents")),
            )
        )  # fmt: skip
    return Passage(blocks, _conflicts(facts, list(reversed(shown))))


def tactics(facts: BriefFacts) -> Passage:
    """How incidents were carried out, in words; one with two tactics is counted under each."""
    if total(facts) is None:
        return Passage()
    rows = by(facts, "tactic")
    if not rows:
        return nothing(f"How {facts.name} carried out its attacks is not on record.")
    asked = facts.command("counts", "--by tactic")
    told = [f"How the incidents were carried out: {in_words(rows, 6)}; {asked}."]
    told += ["An incident with several tactics is counted under each."] if len(rows) > 1 else []
    return Passage([of_records(*told)])


def _struck(row: Row) -> str:
    """What was struck, or what kind of target it was, where no more is told."""
    return str(row["target"] or plainly(str(row["targetType"] or "not told")))


def of_target(facts: BriefFacts) -> Passage:
    """Every incident that struck the target, one sentence each, latest first."""
    rows, others = strikes(facts), _told_by_others(facts)
    if not rows:
        none = nothing(
            f"No incident that struck {facts.name} is on record {facts.by_then}; that does "
            "not say that there was none."
        )
        return Passage([Paragraph(tuple(others))], unknown=none.unknown) if others else none
    shown = list(reversed(rows[-_MOST:]))
    sentences = [Sentence(sentence(_happened(facts, row)), row["sources"]) for row in shown]
    left = left_out(len(rows) - len(shown), "earlier", facts.command("target-history"))
    earlier = left.sentences if left else ()
    intro = f"{many(len(rows), 'incident').capitalize()} that struck it {are(len(rows))} on record."
    return Passage(
        [
            Paragraph((of_record(intro), *others)),
            Paragraph((*sentences, *earlier), listed=True),
        ],
        _conflicts(facts, shown),
    )


def strikes(facts: BriefFacts) -> list[Row]:
    """What struck the target, as the one dataset tells it that is counted."""
    return facts.rows("target-history")


def _told_by_others(facts: BriefFacts) -> list[Sentence]:
    """How many strikes each of the other datasets tells, which are not added to the list."""
    found = [(one, strikes(one)) for one in facts.each_dataset()[1:]]
    return [
        of_record(
            f"The dataset {one.dataset} has {many(len(rows), 'incident')} that struck it: "
            f"{one.command('target-history')}."
        )
        for one, rows in found
        if rows
    ]


def _happened(facts: BriefFacts, row: Row) -> str:
    """When, who on whose word, how, the toll, and what happened."""
    how = listed(map(plainly, row["tactics"] or []))
    killed = toll(row["fatalities"]) or "no figure of those killed"
    told = [f"{when(row['date'])}, {_by_whom(facts, row)}"]
    others = [name for name in row["claimedBy"] or [] if name not in row["perpetrators"]]
    told += [f"also claimed by {listed(others)}"] if others else []
    told += [f"denied by {listed(row['deniedBy'])}"] if row["deniedBy"] else []
    told += [how] if how else []
    told += [killed]
    told += [f"{row['wounded']:,} wounded"] if row["wounded"] is not None else []
    told += [plainly(one["text"]) for one in row["casualties"] or []]
    said = ", ".join(told)
    text = facts.told(row["summary"])
    return f"{said}: {text}" if text else said


def _conflicts(facts: BriefFacts, rows: Sequence[Row]) -> list[Sentence]:
    return facts.remarks(rows, "conflicts", lambda row: str(row["incident"]))


def last_strike(facts: BriefFacts, row: Row) -> str:
    """The last incident in a few words."""
    return f"{on(row['date'])}, {_by_whom(facts, row)}"


def _by_whom(facts: BriefFacts, row: Row) -> str:
    attribution = facts.attribution(row["attribution"])
    return on_whose_word(row["perpetrators"], attribution)
