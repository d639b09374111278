"""The CARVER matrix: what named people scored, criterion by facility, side by side.

What always holds here: a number in the matrix is one that a named person gave; a blank stays "not
scored" and is never 0. There is a total only where all six criteria are scored, and an order of
facilities only by the complete totals of one assessment, whose assessor is named. Scores on
different scales are never added together, averaged or held against one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphq.carver.agreement import Agreement, Coefficient, agreements, coefficients
from graphq.carver.scored import Rating, Said, Score
from graphq.cypher.ask.catalog import QuestionAnswer
from graphq.graph.model.ratings import CRITERIA, RANKING, Scale
from graphq.graph.read.names import name_key
from graphq.graph.records import Row


@dataclass(frozen=True, slots=True)
class Place:
    """A facility in a published ranking."""

    rank: int
    target_id: str
    target: str
    said: tuple[Said, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """An order that somebody published; nobody's scores stand behind it here."""

    assessment_id: str
    assessors: tuple[str, ...]
    date: str
    places: tuple[Place, ...]
    about: tuple[Said, ...]
    ranked: int
    """How many facilities it puts in order; those asked for, with their places, may be fewer."""

    @property
    def who(self) -> str:
        """Who published it."""
        return "; ".join(self.assessors)


@dataclass(frozen=True, slots=True)
class PlacedFacility:
    """A facility by its total; equal totals have one place."""

    place: int
    target_id: str
    target: str
    total: int


@dataclass(frozen=True, slots=True)
class Order:
    """The facilities that one assessment scored completely, in the order of its totals."""

    assessment_id: str
    assessors: tuple[str, ...]
    date: str
    scale: Scale
    placed: tuple[PlacedFacility, ...]
    not_placed: tuple[tuple[str, int], ...]
    """What it did not score completely: the facility, and how many criteria have a score."""

    @property
    def who(self) -> str:
        """Who judged."""
        return "; ".join(self.assessors)


@dataclass(frozen=True, slots=True)
class Matrix:
    """What was scored, what was published, and how far assessors agree."""

    columns: tuple[Rating, ...]
    rankings: tuple[Ranking, ...]
    orders: tuple[Order, ...]
    agreements: tuple[Agreement, ...]
    coefficients: tuple[Coefficient, ...]
    notes: tuple[str, ...]
    ordered_by: Order | None = None
    """The assessment whose totals the columns follow; they are in alphabetical order otherwise."""

    def __bool__(self) -> bool:
        """Whether anything was scored or ranked."""
        return bool(self.columns or self.rankings)

    @property
    def order_text(self) -> str:
        """In which order the columns stand."""
        if self.ordered_by:
            order = self.ordered_by
            return f"In the order of the totals that {order.who} gave on {order.date}."
        return "In alphabetical order, which says nothing of priority."


def matrix_of(answer: QuestionAnswer) -> Matrix:
    """The matrix of an answer of the question `assessments`; pure.

    What names no assessor, or holds what is no score on its scale, is left out and told.
    """
    columns: list[Rating] = []
    ranked: list[Row] = []
    notes: list[str] = []
    for row in answer.rows:
        if not any(str(name).strip() for name in row["assessors"] or ()):
            notes.append(f"{row['assessmentId']} names no assessor, and is left out.")
        elif row["kind"] == RANKING:
            ranked.append(row)
        else:
            try:
                columns.append(_column(row))
            except ValueError as error:
                notes.append(f"{row['target']}, {row['assessmentId']}: {error}; it is left out.")
    rated = {str(row["targetId"]) for row in answer.rows}
    unrated = [key for key in answer.parameters.get("targets") or () if key not in rated]
    if unrated:
        notes.append(f"Rated by nobody: {', '.join(unrated)}.")
    columns.sort(key=_alphabetical)
    orders = _orders(columns)
    ordered_by = None
    if len(orders) == 1 and len(orders[0].placed) == len(columns):
        (ordered_by,) = orders
        columns.sort(key=lambda column: -(column.total or 0))
    if len({column.scale for column in columns}) > 1:
        notes.append(
            "Not all scores are on one scale; only those on one scale may be held against one "
            "another."
        )
    return Matrix(
        columns=tuple(columns),
        rankings=_rankings(ranked),
        orders=orders,
        agreements=agreements(columns),
        coefficients=coefficients(columns),
        notes=tuple(dict.fromkeys(notes)),
        ordered_by=ordered_by,
    )


def _column(row: Row) -> Rating:
    scale = Scale(_whole(row["scaleLow"]), _whole(row["scaleHigh"]))
    cells = []
    for criterion in CRITERIA:
        score = row[criterion]
        if score is not None:
            score = scale.checked(_whole(score))
        cells.append(Score(criterion, score, None if score is None else scale.band(score)))
    if all(cell.score is None for cell in cells):
        raise ValueError("not one of the six criteria is scored")
    return Rating(
        target_id=str(row["targetId"]),
        target=str(row["target"]),
        assessment_id=str(row["assessmentId"]),
        assessors=_names(row),
        date=_date(row["date"]),
        scale=scale,
        cells=tuple(cells),
        said=_said(row["note"]),
        sources=tuple(row["sources"] or ()),
    )


def _said(remarks: Iterable[Row]) -> tuple[Said, ...]:
    return tuple(Said(str(one["text"]), tuple(one["sources"])) for one in remarks)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"'{value}' is not a whole number")
    return value


def _names(row: Row) -> tuple[str, ...]:
    return tuple(str(name) for name in row["assessors"] if str(name).strip())


def _date(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _alphabetical(column: Rating) -> tuple[str, ...]:
    return (
        name_key(column.target),
        column.target_id,
        column.date,
        name_key(column.who),
        column.assessment_id,
    )


def _rankings(rows: Iterable[Row]) -> tuple[Ranking, ...]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if isinstance(row["rank"], int) and not isinstance(row["rank"], bool):
            found.setdefault(str(row["assessmentId"]), []).append(row)
    return tuple(
        Ranking(
            assessment_id=key,
            assessors=_names(given[0]),
            date=_date(given[0]["date"]),
            places=tuple(
                Place(
                    rank=row["rank"],
                    target_id=str(row["targetId"]),
                    target=str(row["target"]),
                    said=_said(row["note"]),
                    sources=tuple(row["sources"] or ()),
                )
                for row in sorted(given, key=lambda row: (row["rank"], str(row["targetId"])))
            ),
            about=_said(given[0]["about"]),
            ranked=max(int(given[0].get("ranked") or 0), len(given)),
        )
        for key, given in sorted(found.items(), key=lambda item: (_date(item[1][0]["date"]), item))
    )


def _orders(columns: Sequence[Rating]) -> tuple[Order, ...]:
    """One order for each assessment with two complete matrices or more."""
    found: dict[str, list[Rating]] = {}
    for column in columns:
        found.setdefault(column.assessment_id, []).append(column)
    orders = []
    for key, given in found.items():
        totals = [(column.total, column) for column in given]
        complete = [(total, column) for total, column in totals if total is not None]
        if len(complete) < 2:
            continue
        complete.sort(key=lambda pair: -pair[0])
        first = given[0]
        orders.append(
            Order(
                assessment_id=key,
                assessors=first.assessors,
                date=first.date,
                scale=first.scale,
                placed=tuple(
                    PlacedFacility(
                        place=1 + sum(other > total for other, _ in complete),
                        target_id=column.target_id,
                        target=column.target,
                        total=total,
                    )
                    for total, column in complete
                ),
                not_placed=tuple(
                    (column.target, column.scored) for column in given if column.total is None
                ),
            )
        )
    return tuple(sorted(orders, key=lambda order: (order.date, order.who, order.assessment_id)))
