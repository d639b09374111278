"""What the facts of several tables have in common: times, places, ids.

What always holds here: a fact carries the sources of its row; an id depends on the row alone, so
the same dossier gives the same facts.
"""

from __future__ import annotations

from typing import Any, Final

from graphq.graph.model.geo import cell
from graphq.graph.model.values import PartialDate, Span
from graphq.ingest.sources.dossier.table import DossierRow

WEEK: Final = 3
"""Within how many days the day is known of what is of about that day."""


def text_of(value: PartialDate | None) -> str | None:
    """The date as its source gives it."""
    return str(value) if value else None


def lasting(row: DossierRow) -> dict[str, Any]:
    """The row's time and sources, by field."""
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
    }


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
