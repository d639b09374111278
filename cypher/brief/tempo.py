"""Tempo: how many incidents in the year to the day, month by month, against the year before.

What always holds here: small numbers are called small, and a change can be one of reporting.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from cypher.brief.counting import total, unsure, year_before
from cypher.brief.document import RECORD, Block, Column, Line, Paragraph, Sentence, Table
from cypher.brief.facts import Facts, Said, of_record
from cypher.brief.words import are, listed, many, number, on, when
from cypher.reckon.intervals import UNCLEAR, change_word
from graph.records import Row

_FEW: Final = 20
_MONTHS: Final = 12


def section(facts: Facts) -> Said:
    """The two years to the day in words, and the last year as a table of months."""
    row = total(facts)
    if row is None:
        return Said(
            unknown=[
                of_record(
                    f"No incident attributed to {facts.name} is on record by {when(facts.day)}; "
                    "that does not say that there was none."
                )
            ]
        )
    start = year_before(facts.day) + timedelta(days=1)
    before = year_before(start - timedelta(days=1)) + timedelta(days=1)
    this = _count(facts, fromDate=start, toDate=facts.day)
    last = _count(facts, fromDate=before, toDate=start - timedelta(days=1))
    said = [
        f"{many(int(row['incidents']), 'incident', figures=True).capitalize()} attributed to "
        f"{facts.name} {are(int(row['incidents']))} on record to that day"
        + (f", {unsure(row)}" if unsure(row) else "")
        + f": graphq tempo {facts.id} --as-of {facts.day}.",
        f"In the year to {when(facts.day)} there {are(this, past=True)} {number(this)}, in the "
        f"year before {number(last)}: an exact test finds {_found(change_word(this, last))}.",
    ]
    if this + last < _FEW:
        said.append("These are few, so that a change says little.")
    blocks: list[Block] = [Paragraph(tuple(Sentence(text, [RECORD]) for text in said))]
    months = facts.rows("tempo", fromDate=start.replace(day=1), toDate=facts.day)[-_MONTHS:]
    if this and months:
        blocks.append(_table(months))
        beyond = [row for row in months if row["verdict"] in ("more", "fewer")]
        if beyond:
            told = listed(f"{on(row['month'])} ({row['verdict']})" for row in beyond)
            blocks.append(Paragraph((of_record(f"Beyond what chance gives is {told}."),)))
    return Said(blocks, unknown=_without_figure(row))


def _without_figure(row: Row) -> list[Sentence]:
    """For how many incidents it is not known how many were killed."""
    if not row["withoutFigure"]:
        return []
    return [
        of_record(
            f"How many were killed is not known of {number(row['withoutFigure'])} of the "
            f"{many(row['incidents'], 'incident', figures=True)}; sums leave them out."
        )
    ]


def _found(word: str) -> str:
    """What the test of two counts finds, in words."""
    return word if word == UNCLEAR else f"{word} in the later one"


def _count(facts: Facts, **given: object) -> int:
    rows = facts.rows("counts", by="total", **given)
    return int(rows[0]["incidents"]) if rows else 0


def _table(months: list[Row]) -> Table:
    def line(title: str, column: str) -> Line:
        return Line([title, *(str(row[column] or 0) for row in months)], [RECORD])

    return Table(
        (Column(""), *(Column(_short(row["month"]), number=True) for row in months)),
        (line("Incidents", "incidents"), line("Killed (best figures)", "fatalities")),
        "By the month in which they began",
    )


def _short(month: str) -> str:
    """`2019-08` as `Aug 19`."""
    name, year = when(month).split(" ")
    return f"{name[:3]} {year[2:]}"
