"""Published figures, each next to what the graph itself has, with why the two differ.

What always holds here: a figure is of a time that had ended by the day of the brief; one that was
not printed says so; a difference is no error by itself, and is told with what is known of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from graphq.brief.assessments import published_by
from graphq.brief.facts import BriefFacts, Passage, of_record, of_records, sources_of
from graphq.brief.published import PublishedFigure, figures_of, has_ended, voices_of
from graphq.brief.words import are, capital, many, number, sentence
from graphq.document.dates import when
from graphq.document.document import RECORD, Block, Column, Line, Paragraph, Sentence, Table
from graphq.graph.records import Row

_SHORT: Final = 30


def section(facts: BriefFacts) -> Passage:
    """A table of the counts, the reasons of their differences, and a table of headcounts."""
    figures, left = figures_of(facts)
    heads = _headcounts(facts)
    blocks: list[Block] = []
    if figures:
        blocks.append(_table(facts, figures, left))
        reasons = {
            key: (text, sources) for figure in figures for key, text, sources in figure.reasons
        }
        if reasons:
            blocks.append(
                Paragraph(
                    (
                        of_record("On record here, and not counted there:"),
                        *(Sentence(sentence(text), sources) for text, sources in reasons.values()),
                    )
                )
            )
    blocks += [heads] if heads else []
    rankings = published_by(facts, voices_of(facts)) if figures else []
    blocks += [Paragraph(tuple(rankings))] if rankings else []
    unknown = [] if blocks else [of_record(f"No published count about {facts.name} is on record.")]
    unknown += _not_identified(facts, figures)
    return Passage(blocks, unknown=unknown)


def _not_identified(facts: BriefFacts, figures: Sequence[PublishedFigure]) -> list[Sentence]:
    """How many of the attacks counted by a publisher are not known from anybody else."""
    for figure in figures:
        if _is_total(figure) and figure.stand_ins:
            publisher = facts.publisher(figure.published_in[0])
            return [
                Sentence(
                    f"Of the {figure.published:,} attacks that {publisher} counts for "
                    f"{figure.period}, {number(figure.stand_ins)} "
                    f"{are(figure.stand_ins)} not known from any other source.",
                    [*figure.published_in, RECORD],
                )
            ]
    return []


def _is_total(figure: PublishedFigure) -> bool:
    return figure.unit == "attacks" and figure.what == "in all" and figure.published is not None


def in_short(facts: BriefFacts) -> list[Sentence]:
    """The first published total, next to what is on record of the same time."""
    for figure in figures_of(facts)[0]:
        if _is_total(figure):
            publisher = facts.publisher(figure.published_in[0])
            return [
                Sentence(
                    f"For {figure.period} {publisher} published a count of "
                    f"{figure.published:,} attacks; {_here(figure)}.",
                    [*figure.published_in, RECORD],
                )
            ]
    return []


def _here(figure: PublishedFigure) -> str:
    """How many are on record, as far as the record reaches."""
    if figure.counted is None:
        return "the record here does not reach so far"
    also = " as well" if figure.counted == figure.published else ""
    why = "" if also else ", and what is known of why the two differ stands below"
    return f"{figure.counted:,} {are(figure.counted)} on record here{also}{why}"


def _said(figure: PublishedFigure, noted: set[str]) -> str:
    """Why the numbers differ, and what is said of the figure; a long remark only once."""
    again = figure.note in noted and len(figure.note) > _SHORT
    told = [figure.why, "said above" if again else figure.note]
    return "; ".join(filter(None, told)) or _unexplained(figure)


def _unexplained(figure: PublishedFigure) -> str:
    """What is said of two numbers of which nothing else is known."""
    if figure.published is None or figure.counted is None:
        return "–"
    return "the same number" if figure.counted == figure.published else "why is not known"


def _table(facts: BriefFacts, figures: Sequence[PublishedFigure], left: int) -> Table:
    lines = []
    head: tuple[Any, ...] = ()
    noted: set[str] = set()
    for figure in figures:
        # A figure of the same kind, time and publisher as the one above it need not repeat them.
        own = figure.what.endswith(figure.period)
        same = head[:2] == (figure.published_in, figure.unit) and (own or head[2] == figure.period)
        text = figure.what if same or own else f"{figure.unit}, {figure.period}: {figure.what}"
        lines.append(
            Line(
                (
                    f"… {text}" if same else capital(f"{figure.unit} {text}" if own else text),
                    "not printed" if figure.published is None else f"{figure.published:,}",
                    *(
                        "–" if value is None else f"{value:,}"
                        for value in (figure.counted, figure.claimed, figure.both)
                    ),
                    _said(figure, noted),
                ),
                [*figure.published_in, RECORD],
            )
        )
        noted.add(figure.note)
        if not same:
            head = (figure.published_in, figure.unit, figure.period)
    asked = (
        f"graphq reconcile --group {facts.id} and graphq figures --group {facts.id}, each with "
        f"--as-of {facts.day}"
    )
    after = (
        f"And {many(left, 'sum')} more that cannot be held against what is here: {asked}."
        if left
        else f"All of them, with every source: {asked}."
    )
    return Table(
        (Column("Figure"), Column("Published", True), Column("Here", True),
         Column("Claimed", True), Column("In both", True),
         Column("Why they differ, and what is said of them")),
        tuple(lines),
        "Published counts next to what is on record here: how many of these are claimed, and how "
        "many are, or likely are, among those that the publisher counted (in both)",
        of_records(after),
    )  # fmt: skip


def _headcounts(facts: BriefFacts) -> Table | None:
    """A row for each force: what is published of it, the publisher of the counts above first."""
    rows = [
        row
        for row in facts.rows("figures")
        if row["kind"] == "headcount" and has_ended(facts, str(row["dateTo"] or row["dateFrom"]))
    ]
    voices = voices_of(facts)
    lines = []
    for force in sorted({row["about"] for row in rows}):
        of_force = [row for row in rows if row["about"] == force]
        of_force.sort(key=lambda row: (str(row["dateFrom"]), row["published"] or 0), reverse=True)
        of_force.sort(key=lambda row: not voices & set(row["publishedIn"]))
        first, *others = of_force
        lines.append(
            Line(
                (
                    ", ".join(
                        filter(None, [force, _counted_of(force, first), when(first["dateFrom"])])
                    ),
                    f"{first['published']:,}",
                    "; ".join(_headcount(facts, row) for row in others)
                    or "no other headcount of it on record by that day",
                    facts.told(first["note"]),
                ),
                sources_of(of_force, "publishedIn"),
            )
        )
    if not lines:
        return None
    return Table(
        (Column("Force"), Column("Published", True), Column("Other headcounts published of it"),
         Column("What is said of it")),
        tuple(lines),
        "Published headcounts of forces; graphq counts none itself",
    )  # fmt: skip


def _counted_of(force: str, row: Row) -> str:
    """Which of a force's people are counted; blank where it is the force itself."""
    return str(row["what"]).removeprefix(force).lstrip(", ")


def _headcount(facts: BriefFacts, row: Row) -> str:
    note = facts.told(row["note"])
    said = f", {note}" if note else ""
    counted = _counted_of(row["about"], row)
    what = f"{counted}, " if counted else ""
    return f"{row['published']:,} ({what}{when(row['dateFrom'])}{said})"
