"""The CARVER matrix as a table, CSV, JSON and Markdown.

What always holds here: a band is a word and a place on the scale, and never a colour alone; what
was not scored says so; a total stands only where all six criteria are scored.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from graphq.carver.agreement import ALPHA_MEANS
from graphq.carver.matrix import Column, Matrix, Order, Ranking
from graphq.cypher.ask.catalog import Answer
from graphq.graph.model.ratings import CRITERIA, MEANINGS, Band
from graphq.tell.cells import clean, csv_cell, jsonable, markdown_cell, markdown_note, plain
from graphq.tell.console import console
from graphq.tell.footnotes import Footnotes
from graphq.tell.form import Format
from graphq.tell.layout import plain_table
from graphq.tell.render import as_object, print_footnotes

PURPOSE: Final = (
    "For the protection of what is rated. Each number is one that the person named above it gave; "
    "graphq scores nothing."
)
NOTHING: Final = (
    "Nobody has scored any of it. graphq assess enters scores, or loads a file of them."
)
TITLE: Final = "CARVER matrix"
STYLES: Final = {Band.LOW: "green", Band.MIDDLE: "yellow", Band.HIGH: "bold red"}
_NARROWEST: Final = 22
_FIRST: Final = 16


@dataclass(frozen=True, slots=True)
class Line:
    """A line under a heading, with the sources that it rests on."""

    text: str
    sources: tuple[str, ...] = ()
    deeper: bool = False
    """Whether it says more of the line above."""


Section = tuple[str, list[Line]]
"""A heading, and the lines under it."""


def print_matrix(matrix: Matrix, answer: Answer, form: Format) -> None:
    """Print the matrix of the answer."""
    if form is Format.TABLE:
        _print_for_people(matrix, answer)
    else:
        sys.stdout.write(as_text(matrix, answer, form))


def as_text(matrix: Matrix, answer: Answer, form: Format) -> str:
    """The matrix as JSON, CSV or Markdown."""
    if form is Format.JSON:
        made = as_object_of(matrix, answer)
        return json.dumps(jsonable(made), ensure_ascii=False, indent=2) + "\n"
    return as_csv(matrix) if form is Format.CSV else as_markdown(matrix, answer)


def title(answer: Answer) -> str:
    """What the matrix is of, in one line."""
    named = answer.names.get("targets", "")
    as_of = answer.parameters.get("asOf")
    return clean(f"{TITLE}: {named + ', ' if named else ''}as of {as_of}")


def heads(column: Column) -> list[str]:
    """What stands above a column: the facility, who scored it, when and on which scale."""
    return [
        clean(column.target),
        clean(column.who),
        f"{plain(column.date)}, scale {column.scale}",
    ]


def sections(matrix: Matrix) -> Iterator[Section]:
    """What is told beside the numbers, as headings with lines."""
    if matrix.columns:
        yield "Order", [Line(matrix.order_text), *map(_order, matrix.orders)]
        yield "Agreement among assessors", [*_agreement(matrix)]
    for ranking in matrix.rankings:
        yield f"Published ranking: {ranking.who}, {ranking.date}", _ranking(ranking)
    said = [
        Line(f"{column.target}, {column.who}, {column.date}: {column.note}", column.sources)
        for column in matrix.columns
        if column.note
    ]
    if said:
        yield "What the assessors say", said
    if matrix.notes:
        yield "To be known", [Line(note) for note in matrix.notes]


def _order(order: Order) -> Line:
    placed = "; ".join(f"{one.place}. {one.target} ({one.total})" for one in order.placed)
    left = "; ".join(
        f"{target} ({scored} of {len(CRITERIA)} scored)" for target, scored in order.not_placed
    )
    head = f"By the totals of {order.who}, {order.date}, scale {order.scale}: {placed}."
    return Line(f"{head} Without a place: {left}." if left else head)


def _agreement(matrix: Matrix) -> Iterator[Line]:
    for one in matrix.agreements:
        yield Line(f"{one.target}, scale {one.scale}: {one.text}.")
        if len(one.assessors) > 1:
            ranges = ", ".join(f"{spread.criterion} {spread.text}" for spread in one.spreads)
            yield Line(f"{ranges}.", deeper=True)
    for coefficient in matrix.coefficients:
        yield Line(f"All facilities, scale {coefficient.scale}: {coefficient.text}.")
        if coefficient.alpha is not None:
            yield Line(f"{ALPHA_MEANS}.", deeper=True)


def _ranking(ranking: Ranking) -> list[Line]:
    lines = [
        Line(f"{one.rank}. {one.target}" + (f": {one.note}" if one.note else ""), one.sources)
        for one in ranking.places
    ]
    left = ranking.ranked - len(ranking.places)
    told = f"An order of {ranking.ranked}, without scores."
    if left:
        told += f" {left} of them {'is' if left == 1 else 'are'} not shown here."
    return [*lines, Line(told), *_about(ranking)]


def _about(ranking: Ranking) -> list[Line]:
    return [Line(ranking.about)] if ranking.about else []


def _print_for_people(matrix: Matrix, answer: Answer) -> None:
    out, notes = console(), Footnotes(answer.sources)
    out.print(Text(title(answer), style="bold"))
    out.print(Text(PURPOSE, style="dim"))
    if not matrix.columns:
        out.print(Text(f"\n{NOTHING}"))
    fitting = max(1, (out.width - _FIRST - 2) // (_NARROWEST + 2))
    for block in side_by_side(matrix.columns, fitting):
        out.print()
        _print_block(block, notes, out)
    for head, lines in sections(matrix):
        out.print()
        out.print(Text(clean(head), style="bold"))
        for line in lines:
            told = Text.assemble(clean(line.text), " ", (notes.mark(line.sources), "dim"))
            told.rstrip()
            out.print(Padding(told, (0, 0, 0, 4 if line.deeper else 2)))
    for at, note in enumerate(answer.notes):
        out.print(Text(f"{'' if at else chr(10)}Note: {clean(note)}", style="italic"))
    print_footnotes(notes, out)


def side_by_side(columns: Sequence[Column], fitting: int) -> Iterator[Sequence[Column]]:
    """As many columns at a time as fit, and where that can be those of a facility together."""
    block: list[Column] = []
    for _, of_it in itertools.groupby(columns, lambda column: column.target_id):
        facility = list(of_it)
        if block and len(block) + len(facility) > fitting:
            yield block
            block = []
        for column in facility:
            if len(block) == fitting:
                yield block
                block = []
            block.append(column)
    if block:
        yield block


def _print_block(columns: Sequence[Column], notes: Footnotes, out: Console) -> None:
    table = plain_table(padding=(0, 2, 0, 0))
    table.add_column("", overflow="fold", vertical="bottom")
    for column in columns:
        table.add_column(
            Text("\n".join(heads(column))), overflow="fold", min_width=_NARROWEST, vertical="bottom"
        )
    for at, criterion in enumerate(CRITERIA):
        cells = [column.cells[at] for column in columns]
        table.add_row(
            Text(criterion),
            *(Text(cell.text, STYLES[cell.band] if cell.band else "dim italic") for cell in cells),
        )
    table.add_section()
    table.add_row(
        Text("total", style="bold"),
        *(
            Text(column.total_text, STYLES[column.total_band] if column.total_band else "dim")
            for column in columns
        ),
    )
    table.add_row("sources", *(Text(notes.mark(column.sources), "dim") for column in columns))
    out.print(table)


def as_markdown(matrix: Matrix, answer: Answer) -> str:
    """The matrix as Markdown tables with footnotes."""
    notes = Footnotes(answer.sources)
    lines = [f"**{markdown_cell(title(answer))}**", "", markdown_cell(PURPOSE), ""]
    if not matrix.columns:
        lines += [NOTHING, ""]
    if matrix.columns:
        above = ["<br>".join(map(markdown_cell, heads(column))) for column in matrix.columns]
        lines += ["| criterion | " + " | ".join(above) + " |", "|---" * (len(above) + 1) + "|"]
        for at, criterion in enumerate(CRITERIA):
            cells = [column.cells[at].text for column in matrix.columns]
            lines.append(f"| {criterion} | " + " | ".join(cells) + " |")
        totals = [column.total_text for column in matrix.columns]
        lines.append("| **total** | " + " | ".join(totals) + " |")
        cited = [
            "".join(f"[^{number}]" for number in notes.cite(column.sources))
            for column in matrix.columns
        ]
        lines.append("| sources | " + " | ".join(cited) + " |")
        lines.append("")
    for head, told in sections(matrix):
        lines += [f"{markdown_cell(clean(head))}:", ""]
        for line in told:
            marks = "".join(f"[^{number}]" for number in notes.cite(line.sources))
            lines.append(f"{'  ' if line.deeper else ''}- {_line(line.text)}{marks}")
        lines.append("")
    lines += [f"{markdown_cell(clean(note))}\n" for note in answer.notes]
    entries = notes.entries()
    lines += [f"[^{number}]: {letter} · {markdown_note(text)}" for number, letter, text in entries]
    return "\n".join(lines).rstrip() + "\n"


def _line(text: str) -> str:
    """A line of a list; a number that it begins with would begin a list of its own."""
    safe = markdown_cell(clean(text))
    head, dot, rest = safe.partition(". ")
    return f"{head}\\. {rest}" if dot and head.isdigit() else safe


def as_csv(matrix: Matrix) -> str:
    """Criterion by facility, and below it the published rankings; the file holds text only."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    columns = matrix.columns

    def write(head: str, cells: Sequence[Any]) -> None:
        writer.writerow([csv_cell(head), *map(csv_cell, cells)])

    write("criterion", [column.target for column in columns])
    write("assessed by", [column.who for column in columns])
    write("date", [column.date for column in columns])
    write("scale", [f"{column.scale.low} to {column.scale.high}" for column in columns])
    for at, criterion in enumerate(CRITERIA):
        cells = [column.cells[at] for column in columns]
        write(criterion, [cell.text if cell.score is None else cell.score for cell in cells])
    write(
        "total", [column.total_text if column.total is None else column.total for column in columns]
    )
    write("sources", [list(column.sources) for column in columns])
    for ranking in matrix.rankings:
        writer.writerow([])
        write("published ranking", [ranking.who, ranking.date])
        for place in ranking.places:
            write("rank", [place.rank, place.target, list(place.sources)])
    return made.getvalue()


def as_object_of(matrix: Matrix, answer: Answer) -> dict[str, Any]:
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
                "note": column.note or None,
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
                "about": ranking.about or None,
            }
            for ranking in matrix.rankings
        ],
        "sources": whole["sources"],
        "notes": [*whole["notes"], *matrix.notes],
    }
