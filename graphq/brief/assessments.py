"""What named people assessed of a target by CARVER, and what was published of it.

What always holds here: a score is what a named person gave; what nobody scored says so and is never
a number; a total stands only where all six are scored. Nothing is scored here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graphq.brief.facts import BriefFacts, Passage, left_out, of_record
from graphq.brief.words import listed, number, sentence
from graphq.carver.matrix import Ranking, matrix_of
from graphq.carver.scored import Rating
from graphq.document.dates import on
from graphq.document.document import Block, Column, Line, Paragraph, Sentence, Table
from graphq.graph.model.ratings import CRITERIA

_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_MOST: Final = 5
_MOST_PLACES: Final = 5


def section(facts: BriefFacts) -> Passage:
    """The matrix of each assessment of the target, and the rankings that it stands in."""
    matrix = matrix_of(facts.answer("assessments"))
    columns = [column for column in matrix.columns if column.target_id == facts.id]
    rankings = [ranking for ranking in matrix.rankings if _rank(ranking, facts.id)]
    blocks: list[Block] = []
    if columns:
        blocks.append(_table(facts, columns))
        agreement = [one for one in matrix.agreements if one.target_id == facts.id]
        blocks += [
            Paragraph((Sentence(sentence(one.text), _sources(columns)),))
            for one in agreement
            if len(one.assessors) > 1
        ]
    if rankings:
        blocks.append(Paragraph(tuple(ranked(ranking, facts.id) for ranking in rankings)))
    none = of_record(
        f"No CARVER score that anybody gave {facts.name} is on record; graphq scores nothing "
        "itself."
    )
    return Passage(blocks, unknown=[] if columns else [none])


def ranked(ranking: Ranking, target: str = "") -> Sentence:
    """A published ranking in words, of the target if one is meant; no score stands behind it."""
    places = [place.target for place in ranking.places]
    rank = _rank(ranking, target)
    order = ", then ".join(places[:_MOST_PLACES])
    left = len(places) - _MOST_PLACES
    order += f" and {number(left)} more" if left > 0 else ""
    of_it = f", puts it {_ordinal(rank)} of {number(len(places))}" if rank else ""
    sources = [key for place in ranking.places for key in place.sources]
    return Sentence(
        f"A ranking by {ranking.who}, published {on(ranking.date)}{of_it}: {order}; no score "
        "behind it is on record.",
        sources,
    )


def published_by(facts: BriefFacts, voices: set[str]) -> list[Sentence]:
    """The rankings that the publishers of counts about a group put out."""
    matrix = matrix_of(facts.answer("assessments"))
    return [
        ranked(ranking)
        for ranking in matrix.rankings
        if voices & {key for place in ranking.places for key in place.sources}
    ]


def _rank(ranking: Ranking, target: str) -> int | None:
    return next((place.rank for place in ranking.places if place.target_id == target), None)


def _ordinal(rank: int) -> str:
    return _ORDINALS[rank - 1] if 0 < rank <= len(_ORDINALS) else f"number {rank}"


def _table(facts: BriefFacts, columns: Sequence[Rating]) -> Table:
    """A row for each criterion, a column for each assessment; the latest where there are many."""
    shown = sorted(columns, key=lambda column: (column.date, column.assessment_id))[-_MOST:]
    lines = [
        Line(
            (criterion, *(column.cells[at].text for column in shown)),
            _sources(shown),
        )
        for at, criterion in enumerate(CRITERIA)
    ]
    lines.append(Line(("total", *(column.total_text for column in shown)), _sources(shown)))
    if any(column.said for column in shown):
        said = [" ".join(filter(None, (facts.told(one.text) for one in c.said))) for c in shown]
        of_these = [key for column in shown for one in column.said for key in one.sources]
        lines.append(Line(("note", *(text or "–" for text in said)), of_these))
    heads = [f"{column.who}, {column.date}, {column.scale}" for column in shown]
    return Table(
        (Column("Criterion"), *(Column(head) for head in heads)),
        tuple(lines),
        "CARVER, as the people named scored it: " + listed(dict.fromkeys(c.who for c in shown)),
        left_out(len(columns) - len(shown), "earlier", f"graphq matrix {facts.id}"),
    )


def _sources(columns: Sequence[Rating]) -> list[str]:
    return [key for column in columns for key in column.sources]
