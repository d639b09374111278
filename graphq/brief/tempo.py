"""Tempo: how many incidents in the last year on record, month by month, against the year before.

What always holds here: the year ends where the record does, and each dataset is counted by itself.
Small numbers are called small, and a change can be one of reporting.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from graphq.brief.counting import (
    KILLED,
    as_a_side,
    killed,
    total,
    unsure,
    year_before,
)
from graphq.brief.facts import BriefFacts, Passage, of_record, of_records
from graphq.brief.words import are, listed, many, number
from graphq.cypher.reckon.intervals import UNCLEAR, change_word, small
from graphq.cypher.reckon.worded import reported
from graphq.document.dates import when
from graphq.document.document import RECORD, Block, Column, Line, Paragraph, Sentence, Table
from graphq.graph.records import Row

_MONTHS: Final = 12


def section(facts: BriefFacts) -> Passage:
    """The two years to the day in words, and the last year as a table of months."""
    row = total(facts)
    side = as_a_side(facts)
    fought = [_as_a_side(facts, side, row is not None)] if side else []
    others = [told for one in facts.each_dataset()[1:] for told in _of_another(one)]
    if row is None:
        none = of_record(
            f"No incident attributed to {facts.name} is on record {facts.by_then}; that does "
            "not say that there was none."
        )
        said_all = (*fought, *others)
        return Passage([Paragraph(said_all)] if said_all else [], unknown=[none])
    start, this, last = _two_years(facts)
    said = [
        f"{many(int(row['incidents']), 'incident', figures=True).capitalize()} attributed to "
        f"{facts.name} {are(int(row['incidents']))} on record {facts.by_then}"
        + (f", {unsure(row)}" if unsure(row) else "")
        + f": {facts.command('tempo')}.",
        _in_the_years(facts, this, last),
    ]
    if last is not None and small(this, last) and this != last:
        said.append("These are few, so that a change says little.")
    sentences = [of_record(text) for text in said]
    blocks: list[Block] = [Paragraph((*sentences, *fought, *others))]
    months = facts.rows("tempo", fromDate=start.replace(day=1), toDate=facts.until)[-_MONTHS:]
    if this and months:
        blocks.append(_table(months))
        told = [
            f"{listed(when(row['month']) for row in rows)} had {word}"
            for word in ("more", "fewer")
            if (rows := [row for row in months if row["verdict"] == word])
        ]
        if told:
            blocks.append(
                of_records(
                    f"Held against the three months before, {listed(told)} incidents than chance "
                    "alone would make; one month in twenty looks so by chance."
                )
            )
    return Passage(blocks, unknown=_without_figure(row))


def _two_years(facts: BriefFacts) -> tuple[date, int, int | None]:
    """When the last year on record began, and how many there were in it and in the year before.

    None where the record begins only after the beginning of the year before.
    """
    end = facts.until
    start = year_before(end) + timedelta(days=1)
    before = year_before(start - timedelta(days=1)) + timedelta(days=1)
    this = _count(facts, fromDate=start, toDate=end)
    if facts.reach.first and facts.reach.first > before:
        return start, this, None
    return start, this, _count(facts, fromDate=before, toDate=start - timedelta(days=1))


def _in_the_years(facts: BriefFacts, this: int, last: int | None) -> str:
    ends = ", where the record ends," if facts.until < facts.day else ""
    year = f"In the year to {when(facts.until)}{ends} there {are(this, past=True)} {_so_many(this)}"
    if last is None:
        begins = when(facts.reach.first)
        return f"{year}; the record begins on {begins}, so there is no year before to compare."
    return f"{year}, in the year before {_so_many(last)}{_compared(this, last)}."


def _of_another(facts: BriefFacts) -> list[Sentence]:
    """What another dataset tells of it, which is not added to the numbers."""
    row = total(facts)
    if row is None:
        return []
    _, this, last = _two_years(facts)
    told = many(int(row["incidents"]), "incident", figures=True)
    texts = (
        f"The dataset {facts.dataset} has {told} attributed to it: {facts.command('tempo')}.",
        _in_the_years(facts, this, last),
    )
    return [of_record(text) for text in texts]


def _without_figure(row: Row) -> list[Sentence]:
    """For how many incidents it is not known how many were killed."""
    if not row["withoutFigure"]:
        return []
    told = reported(row["otherLow"], row["otherHigh"])
    of_these = f" ({told} reported)" if told else ""
    if row["withoutFigure"] == row["incidents"]:
        return [of_record(f"How many were killed is not known of any of the incidents{of_these}.")]
    return [
        of_record(
            f"How many were killed is not known of {number(row['withoutFigure'])} of the "
            f"{many(row['incidents'], 'incident', figures=True)}{of_these}; sums leave them out."
        )
    ]


def _as_a_side(facts: BriefFacts, count: int, besides: bool) -> Sentence:
    """In how many it was a side of a fight."""
    more = f"{count:,} more" if besides else f"{count:,}"
    return of_record(
        f"In {more} {'incident' if count == 1 else 'incidents'} it was a side of a fight, neither "
        f"attacker nor victim: {facts.command('counts', '--involved')}."
    )


def _so_many(count: int) -> str:
    return number(count) if count else "none"


def _compared(this: int, last: int) -> str:
    """Whether two counts differ by more than chance, as an exact test at 5 % tells."""
    if this == last:
        return ""
    word = change_word(this, last)
    if word == UNCLEAR:
        return ": a difference that chance alone could make"
    return f": {word} than chance alone would make (exact test at 5 %)"


def _count(facts: BriefFacts, **given: object) -> int:
    rows = facts.rows("counts", by="total", **given)
    return int(rows[0]["incidents"]) if rows else 0


def _table(months: list[Row]) -> Table:
    return Table(
        (Column(""), *(Column(_short(row["month"]), number=True) for row in months)),
        (
            Line(["Incidents", *(f"{row['incidents']:,}" for row in months)], [RECORD]),
            Line(["Killed (best figures)", *(killed(row) for row in months)], [RECORD]),
        ),
        f"By the month in which they began; {KILLED}",
    )


def _short(month: str) -> str:
    """`2019-08` as `Aug 19`."""
    name, year = when(month).split(" ")
    return f"{name[:3]} {year[2:]}"
