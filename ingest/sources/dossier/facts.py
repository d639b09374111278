"""What the facts of several tables have in common: times, places, ids.

What always holds here: a fact carries the sources of its row; an id depends on the row alone, so
the same dossier gives the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.geo import cell
from graphq.graph.model.nodes import Remark, Source
from graphq.graph.model.relationships import About
from graphq.graph.model.values import PartialDate, Span
from graphq.ingest.said import remark, said_on
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows

WEEK: Final = 3
"""Within how many days the day is known of what is of about that day."""


def text_of(value: PartialDate | None) -> str | None:
    """The date as its source gives it."""
    return str(value) if value else None


def lasting(row: DossierRow) -> dict[str, Any]:
    """The row's time, its sources and those that contradict it, by field."""
    start: PartialDate | None = row["valid_from"]
    end: PartialDate | None = row["valid_to"]
    return {
        "valid_from": text_of(start),
        "valid_from_first": start.span.first if start else None,
        "valid_from_last": start.span.last if start else None,
        "valid_to": text_of(end),
        "valid_to_first": end.span.first if end else None,
        "valid_to_last": end.span.last if end else None,
        "sources": row["sources"],
        **{key: row.cells[key] for key in ("disputed_by",) if key in row.cells},
    }


def happened(incident: DossierRow) -> Span:
    """The days on which an incident can have been, or on which it went on."""
    span: Span = incident["date"].span
    if incident["end_date"]:
        span = Span.of_days(span.first, max(span.first, incident["end_date"].span.last))
    return span.widened(WEEK) if incident["date_precision"] == "week" else span


def when_said(
    text: str, on: PartialDate | None, sources: Iterable[str], rows: DossierRows
) -> PartialDate | None:
    """When a remark was said: on its day, or when the newest of its sources was published.

    Where none of them has a date, the newest of the dossier's sources stands for them. It is no
    earlier than a day that the text names.
    """
    if on:
        return on
    newest = [rows.newest] if rows.newest else []
    return said_on(text, rows.published(sources) or newest)


def note_of(
    row: DossierRow, about: Node | Relationship, rows: DossierRows
) -> Iterator[Remark | About]:
    """The note of a row as a remark about what the row is of; a source's is its own word."""
    if not row.cells.get("note"):
        return
    own = (about.id,) if isinstance(about, Source) else about.sources
    sources = row["note_sources"] or own
    said = when_said(row["note"], row["note_on"], sources, rows)
    yield from remark(about, row["note"], said, sources)


def dated(date: PartialDate, precision: str, span: Span) -> dict[str, Any]:
    """The date as its source gives it, with the days that it can mean or on which it went on."""
    return {
        "date": str(date),
        "date_precision": precision,
        "first_day": span.first,
        "last_day": span.last,
    }


def placed(row: DossierRow) -> dict[str, Any]:
    """The row's country and coordinate, by field."""
    found = {"country": row["country_iso2"], "coordinate_source": row["coord_source"]}
    if row["lat"] is None:
        return found
    point = row["lat"], row["lon"]
    return {**found, "latitude": point[0], "longitude": point[1], "cell": cell(*point)}


def claim_id(incident: str, claimant: str) -> str:
    """The id of the claim: a group claims an incident once, whatever is known of it."""
    return f"claimed-by:{incident}>{claimant}"
