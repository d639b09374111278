"""The rules that tables of a dossier have in common.

What always holds here: a check reads parsed rows and yields problems; it changes nothing, and says
nothing of a cell that could not be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from graphq.graph.model.values import PartialDate
from graphq.graph.read.countries import FORMER_STATES
from graphq.ingest.files.problems import Problem
from graphq.ingest.said import latest_named
from graphq.ingest.security import security_told, words
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows, Rule, repeated

_OF_PLACES: Final = re.compile(rf"loc-(?:[a-z]{{2}}|{'|'.join(FORMER_STATES).lower()})(-|$)")
"""What the ids of places look like, which are made from their names (ingest/places/tree.py)."""


def _references(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    for column in row.table.references:
        value = row[column.name]
        for item in value if column.many else filter(None, [value]):
            if column.is_word(item):
                continue
            key = column.id_in(item)
            found = rows.meant(key, column.tables or tuple(rows.labels))
            if len(found) > 1:
                reason = f"'{key}' can be {' or '.join(found)}: write the one that is meant"
                yield row.problem(column.name, reason)
            elif not found and column.kind != "fact":
                places = " or ".join(f"{name}.csv" for name in column.tables)
                reason = f"'{key}' stands neither in {places} nor in the graph"
                yield row.problem(column.name, reason)


def _one_thing(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row.table.key != ("id",) or row["id"] is None:
        return
    yield from repeated(row, rows)
    key = row["id"]
    if _OF_PLACES.match(key):
        yield row.problem("id", f"'{key}' would be the id of a place; those begin with loc-")
    first = rows.owners[key].table
    if first is not row.table:
        yield row.problem("id", f"'{key}' is already the id of a row in {first.file}")


def _note(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if "note" not in row.cells or not row.readable("note", "note_on", "note_sources"):
        return
    for column in ("note_on", "note_sources"):
        if row[column] and not row["note"]:
            yield row.problem(column, "is for a note, and there is none")
    yield from _named_later(row, "note", "note_on")


def _named_later(row: DossierRow, column: str, on: str) -> Iterator[Problem]:
    said: PartialDate | None = row[on]
    named = latest_named(row[column]) if row[column] and said else None
    if said and named and named > said.span.last:
        reason = f"{said} is before {named}, which the {column} names: say when it was said"
        yield row.problem(on, reason)


EVERY_TABLE: Final = (
    Rule(
        "An id that a row refers to stands in the dossier or in the graph, and there it is of what "
        "the column asks for. The dossier's own is meant first, then one of a dossier that comes "
        "with graphq, then that of another, if just one has it; lakechad/jas names the dossier.",
        _references,
    ),
    Rule(
        "An id is of one thing of the dossier. It stands once, in one table; what begins with loc- "
        "and a country is for places, whose ids are made from their names.",
        _one_thing,
    ),
    Rule(
        "A note names no day after its note_on, and note_on and note_sources stand with a note.",
        _note,
    ),
)
"""What must hold in every table."""


def names_no_later_day(column: str, on: str) -> Rule:
    """That the text names no day after the one on which it was said."""

    def check(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
        yield from _named_later(row, column, on)

    return Rule(f"{column} names no day after {on}, where that is given.", check)


def figures_rise(low: str, best: str, high: str) -> Rule:
    """That the lowest figure is no higher than the others, nor the best higher than the highest."""

    def check(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
        given = [row[name] for name in (low, best, high) if row[name] is not None]
        if given != sorted(given) and row.readable(low, best, high):
            yield row.problem(best, f"low, best and high do not rise: {given}")

    told = f"{low} is at most {best}, and that at most {high}, as far as they are given."
    return Rule(told, check)


def not_before(end: str, start: str, sentence: str = "") -> Rule:
    """That a time does not end before it begins: refused only where it certainly does."""

    def check(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
        if _ends_before(row[start], row[end]):
            yield row.problem(end, f"{row[end]} is before {start} {row[start]}")

    return Rule(sentence or f"{end} is not before {start}.", check)


def _ends_before(start: PartialDate | None, end: PartialDate | None) -> bool:
    return bool(start and end and end.span.last < start.span.first)


def date_precision(week: str = "") -> Rule:
    """That a date is as exact as is said; `week` is told where the word may be used."""
    return Rule(
        "date_precision says how much of the date is given: YYYY is year, YYYY-MM is month, and "
        f"YYYY-MM-DD is day{week}.",
        _precision,
    )


def _precision(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    date, precision = row["date"], row["date_precision"]
    if date and precision and date.precision != ("day" if precision == "week" else precision):
        yield row.problem("date_precision", f"says {precision}, but the date is given as {date}")


def whole_coordinate(row: DossierRow) -> bool | None:
    """Whether the row has a coordinate; None where half of it is there, or cannot be read."""
    if not row.readable("lat", "lon", "coord_source"):
        return None
    has = row["lat"] is not None
    return has if has == (row["lon"] is not None) else None


def _coordinate(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    has = whole_coordinate(row)
    if has is None and row.readable("lat", "lon", "coord_source"):
        yield row.problem("lat", "half a coordinate: give both lat and lon, or neither")
    elif has is not None and has != bool(row["coord_source"]):
        yield row.problem("coord_source", "a coordinate and its source go together")


COORDINATE: Final = (
    Rule("lat, lon and coord_source are given together, or none of them.", _coordinate),
)


def no_security(of_what: str, *, judged: bool = False, but: str = "") -> Rule:
    """That no text describes the security of a place; the column `but` may hold any word.

    `judged` is what somebody says of a rating.
    """

    def check(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
        for column in row.table.columns:
            value = row[column.name]
            if column.kind not in ("text", "keyed") or not value or column.name == but:
                continue
            text = " ".join(value) if column.many else str(value)
            reason = security_told(text, judged=judged)
            if reason:
                yield row.problem(column.name, reason)

    aside = f", {but} aside," if but else ""
    return Rule(
        f"No text{aside} describes the security of {of_what}; a row with one of these words is "
        f"refused: {', '.join(words(judged=judged))}.",
        check,
    )
