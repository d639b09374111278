"""The CARVER matrix as a document.

What always holds here: a band is a word and a place on the scale; what was not scored says so; a
total stands only where all six criteria are scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from graphq.carver.agreement import ALPHA_MEANS
from graphq.carver.matrix import Matrix, Order, Ranking, matrix_of
from graphq.carver.scored import Rating, Said, Score
from graphq.cypher.ask.catalog import QuestionAnswer, question
from graphq.document import document as made
from graphq.document.cells import plain
from graphq.document.document import Cells, Document, Paragraph, Phrase, Section, Table, Tone
from graphq.graph.letters import clean
from graphq.graph.model.ratings import CRITERIA, MEANINGS, Band
from graphq.graph.store import Store
from graphq.tell.answer import as_object

PURPOSE: Final = (
    "For the protection of what is rated. Each number is one that the person named above it gave; "
    "graphq scores nothing."
)
NOTHING: Final = (
    "Nobody has scored any of it. graphq assess enters scores, or loads a file of them."
)
TITLE: Final = "CARVER matrix"


def document_of(matrix: Matrix, answer: QuestionAnswer) -> Document:
    """The matrix of the answer."""

    def compose() -> Iterator[Section]:
        yield Section("", (Paragraph((Phrase(PURPOSE, tone=Tone.QUIET),)),), apart=False)
        scores = _table(matrix) if matrix.columns else Paragraph((Phrase(NOTHING),))
        yield Section("", (scores,))
        for heading, said in sections(matrix):
            yield Section(heading, (Paragraph(tuple(said), listed=True),))

    return Document(
        title=title(answer),
        compose=compose,
        notes=tuple(answer.notes),
        known=answer.sources,
        lines=lambda: _lines(matrix),
        data=lambda: _as_object(matrix, answer),
    )


def asked(store: Store, targets: list[str], as_of: str) -> tuple[Matrix, Document]:
    """The matrix of these targets, or of all, and as a document.

    Raises UsageError, UnknownNameError.
    """
    answer = question("assessments").ask(store, {"targets": targets, "asOf": as_of})
    matrix = matrix_of(answer)
    return matrix, document_of(matrix, answer)


def title(answer: QuestionAnswer) -> str:
    """What the matrix is of, in one line."""
    named = answer.names.get("targets", "")
    as_of = answer.parameters.get("asOf")
    return clean(f"{TITLE}: {named + ', ' if named else ''}as of {as_of}")


def sections(matrix: Matrix) -> Iterator[tuple[str, list[Phrase]]]:
    """What is told beside the numbers, as headings with lines."""
    if matrix.columns:
        yield "Order", [Phrase(matrix.order_text), *map(_order, matrix.orders)]
        yield "Agreement among assessors", [*_agreement(matrix)]
    for ranking in matrix.rankings:
        yield f"Published ranking: {ranking.who}, {ranking.date}", _ranking(ranking)
    said = [
        Phrase(f"{column.target}, {column.who}, {column.date}: {one.text}", one.sources)
        for column in matrix.columns
        for one in column.said
    ]
    if said:
        yield "What the assessors say", said
    if matrix.notes:
        yield "To be known", [Phrase(note) for note in matrix.notes]


def _order(order: Order) -> Phrase:
    placed = "; ".join(f"{one.place}. {one.target} ({one.total})" for one in order.placed)
    left = "; ".join(
        f"{target} ({scored} of {len(CRITERIA)} scored)" for target, scored in order.not_placed
    )
    head = f"By the totals of {order.who}, {order.date}, scale {order.scale}: {placed}."
    return Phrase(f"{head} Without a place: {left}." if left else head)


def _agreement(matrix: Matrix) -> Iterator[Phrase]:
    for one in matrix.agreements:
        yield Phrase(f"{one.target}, scale {one.scale}: {one.text}.")
        if len(one.assessors) > 1:
            ranges = ", ".join(f"{spread.criterion} {spread.text}" for spread in one.spreads)
            yield Phrase(f"{ranges}.", deeper=True)
    for coefficient in matrix.coefficients:
        yield Phrase(f"All facilities, scale {coefficient.scale}: {coefficient.text}.")
        if coefficient.alpha is not None:
            yield Phrase(f"{ALPHA_MEANS}.", deeper=True)


def _ranking(ranking: Ranking) -> list[Phrase]:
    lines = [
        Phrase(
            f"{one.rank}. {one.target}" + (f": {text}" if (text := _text(one.said)) else ""),
            tuple(dict.fromkeys([*one.sources, *(key for of in one.said for key in of.sources)])),
        )
        for one in ranking.places
    ]
    left = ranking.ranked - len(ranking.places)
    told = f"An order of {ranking.ranked}, without scores."
    if left:
        told += f" {left} of them {'is' if left == 1 else 'are'} not shown here."
    return [*lines, Phrase(told), *(Phrase(one.text, one.sources) for one in ranking.about)]


def _text(said: Iterable[Said]) -> str:
    return " ".join(one.text for one in said)


def _table(matrix: Matrix) -> Table:
    """Criterion by facility, with the totals."""
    columns = matrix.columns
    rows = [
        Cells(
            (_row_head(name, MEANINGS[name]), *(cell_shown(column.cells[at]) for column in columns))
        )
        for at, name in enumerate(CRITERIA)
    ]
    head = _row_head("total", "only where all six are scored")
    rows.append(Cells((head, *map(_total, columns)), is_total=True))
    return Table(
        (made.Column("criterion", silent=True), *map(_column, columns)),
        tuple(rows),
        alt="Scores, criterion by facility",
        cross=True,
    )


def _column(column: Rating) -> made.Column:
    """A column under the facility, who scored it, when and on which scale."""
    return made.Column(
        clean(column.target),
        under=(clean(column.who), f"{plain(column.date)}, scale {column.scale}"),
        sources=column.sources,
        group=column.target_id,
    )


def _row_head(name: str, meaning: str) -> made.Cell:
    return made.Cell((Phrase(name),), meaning=meaning)


def cell_shown(cell: Score) -> made.Cell:
    """A score, and in which third of its scale it lies."""
    if cell.score is None or cell.band is None:
        return made.Cell((Phrase(cell.text),), Tone.MISSING)
    return made.Cell(_number(cell.score, cell.band), Tone(cell.band.value))


def _total(column: Rating) -> made.Cell:
    if column.total is None or column.total_band is None:
        return made.Cell((Phrase(column.total_text),), Tone.MISSING)
    of = Phrase(f" (of {6 * column.scale.low}–{6 * column.scale.high})", tone=Tone.QUIET)
    number = _number(column.total, column.total_band)
    return made.Cell((*number, of), Tone(column.total_band.value))


def _number(number: int, band: Band) -> tuple[Phrase, Phrase]:
    return Phrase(str(number), tone=Tone.STRONG), Phrase(f" {band}")


def _lines(matrix: Matrix) -> Iterator[Sequence[Any]]:
    """Criterion by facility, and below it the published rankings."""
    columns = matrix.columns
    yield "criterion", *(column.target for column in columns)
    yield "assessed by", *(column.who for column in columns)
    yield "date", *(column.date for column in columns)
    yield "scale", *(f"{column.scale.low} to {column.scale.high}" for column in columns)
    for at, criterion in enumerate(CRITERIA):
        cells = [column.cells[at] for column in columns]
        yield criterion, *(cell.text if cell.score is None else cell.score for cell in cells)
    totals = (column.total_text if column.total is None else column.total for column in columns)
    yield "total", *totals
    yield "sources", *(list(column.sources) for column in columns)
    for ranking in matrix.rankings:
        yield ()
        yield "published ranking", ranking.who, ranking.date
        for place in ranking.places:
            yield "rank", place.rank, place.target, list(place.sources)


def _as_object(matrix: Matrix, answer: QuestionAnswer) -> dict[str, Any]:
    """The matrix as one object; what was not scored is null, and so is a total without all six."""
    whole = as_object(answer)
    return {
        "parameters": whole["parameters"],
        "criteria": dict(MEANINGS),
        "columns": [
            {
                "targetId": column.target_id,
                "target": column.target,
                "assessmentId": column.assessment_id,
                "assessors": column.assessors,
                "date": column.date,
                "scale": {"low": column.scale.low, "high": column.scale.high},
                "scores": {cell.criterion: cell.score for cell in column.cells},
                "bands": {cell.criterion: cell.band for cell in column.cells},
                "scored": column.scored,
                "total": column.total,
                "note": _text(column.said) or None,
                "sources": column.sources,
            }
            for column in matrix.columns
        ],
        "order": matrix.order_text if matrix.columns else None,
        "orders": [
            {
                "assessmentId": order.assessment_id,
                "assessors": order.assessors,
                "date": order.date,
                "placed": [
                    {"place": one.place, "targetId": one.target_id, "total": one.total}
                    for one in order.placed
                ],
                "notPlaced": [target for target, _ in order.not_placed],
            }
            for order in matrix.orders
        ],
        "agreement": [
            {
                "targetId": one.target_id,
                "scale": str(one.scale),
                "assessors": ["; ".join(names) for names in one.assessors],
                "ranges": {
                    spread.criterion: None if spread.low is None else [spread.low, spread.high]
                    for spread in one.spreads
                },
                "meanDifference": one.difference,
                "text": one.text,
            }
            for one in matrix.agreements
        ],
        "coefficients": [
            {"scale": str(one.scale), "cells": one.cells, "alpha": one.alpha, "text": one.text}
            for one in matrix.coefficients
        ],
        "rankings": [
            {
                "assessmentId": ranking.assessment_id,
                "assessors": ranking.assessors,
                "date": ranking.date,
                "places": [
                    {
                        "rank": place.rank,
                        "targetId": place.target_id,
                        "target": place.target,
                        "sources": place.sources,
                    }
                    for place in ranking.places
                ],
                "about": _text(ranking.about) or None,
            }
            for ranking in matrix.rankings
        ],
        "sources": whole["sources"],
        "notes": [*whole["notes"], *matrix.notes],
    }
