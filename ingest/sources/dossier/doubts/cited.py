"""Sources that cannot have said it: older than what they state; and sources that state nothing.

What always holds here: what is kept up to date under its first date, a dataset or a gazetteer, is
older than nothing. An end may be announced, so no end but a death is held against a source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.values import PartialDate
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows

_KEPT_UP: Final = ("dataset", "gazetteer")
"""Kinds of sources that say tomorrow what they did not say when they came out."""
_LASTING: Final = ("roles", "relations", "users", "identities", "same_as")
"""Tables of what has a beginning, of which every source of the row speaks."""


def older(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    """The sources of the row that were published before what it states.

    Where a row states several things, its newest source may be the one that states this.
    """
    match row.table.name:
        case "incidents":
            yield from _each(row, rows, row["date"])
        case "claims":
            incident = rows.row("incidents", row["incident_id"])
            yield from _each(row, rows, row["date"] or (incident["date"] if incident else None))
        case "changes":
            yield from _each(row, rows, _told_on(row))
        case "change_parties":
            change = rows.row("changes", row["change_id"])
            yield from _each(row, rows, _told_on(change) if change else None)
        case "assessments":
            yield from _each(row, rows, row["date"])
        case "forces":
            yield from _each(row, rows, row["as_of"])
        case "tallies":
            yield from _each(row, rows, row["date_to"], "source")
        case "people":
            yield from _all(row, rows, row["died"], "died")
        case "groups":
            yield from _all(row, rows, row["founded"], "founded")
        case "remarks":
            yield from _all(row, rows, row["said_on"], "said_on")
        case name if name in _LASTING:
            yield from _each(row, rows, row["valid_from"])
    if row.cells.get("note_on") and row["note_sources"]:
        yield from _all(row, rows, row["note_on"], "note_on", "note_sources")


def _told_on(change: DossierRow) -> PartialDate:
    """When a change can first have been told: when it was announced, or happened."""
    dates: list[PartialDate] = [change["date"], change["announced_on"] or change["date"]]
    return min(dates, key=lambda date: date.span.first)


def _each(
    row: DossierRow, rows: DossierRows, date: PartialDate | None, column: str = "sources"
) -> Iterator[Problem]:
    """Each source of the row that came out before the day on which it began."""
    for key, published in _published(row, rows, column):
        if date and published and published.span.last < date.span.first:
            yield row.problem(column, f"'{key}' came out {published}, and this is of {date}")


def _all(
    row: DossierRow,
    rows: DossierRows,
    date: PartialDate | None,
    what: str,
    column: str = "sources",
) -> Iterator[Problem]:
    """Whether all sources of the row came out before."""
    found = [published for _, published in _published(row, rows, column)]
    days = [published.span.last for published in found if published]
    if date and found and len(days) == len(found) and max(days) < date.span.first:
        newest = max((one for one in found if one), key=lambda one: one.span.last)
        yield row.problem(column, f"the newest came out {newest}, and {what} is {date}")


def _published(
    row: DossierRow, rows: DossierRows, column: str
) -> Iterator[tuple[str, PartialDate | None]]:
    """The sources in the column, each with when it came out, where that sets a bound."""
    given = row[column]
    for key in given if isinstance(given, tuple) else (given,):
        source = rows.row("sources", key)
        kept_up = not source or source["kind"] in _KEPT_UP
        yield key, None if kept_up or not source else source["published_on"]


def unused(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    """Whether the row is a source on which nothing rests."""
    if row.table.name == "sources" and row["id"] not in rows.cited:
        yield row.problem("id", "nothing in the dossier cites this source")
