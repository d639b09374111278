"""The tables of the jnim dossier as plain rows, for working out an answer without the graph.

What always holds: nothing here shares code with what is tested.
"""

from __future__ import annotations

import calendar
import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from graphq.cypher.ask.catalog import questions
from graphq.graph.store import Store

DOSSIER = Path(__file__).parents[2] / "ingest" / "dossiers" / "jnim"
Row = dict[str, str]
DAYS = ["2013-06-01", "2017-03-01", "2017-03-02", "2019-07-22", "2019-08-31", "2024-12-31"]


def table(name: str) -> list[Row]:
    with (DOSSIER / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


GROUPS = {row["id"]: row["short_name"] for row in table("groups")}
FACILITIES = {row["id"]: row for row in table("facilities")}
INCIDENTS = table("incidents")
GAZETTEERS = {row["id"] for row in table("sources") if row["kind"] == "gazetteer"}


def span(text: str) -> tuple[date, date]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    first = date(parts[0], parts[1] if len(parts) > 1 else 1, 1)
    month = parts[1] if len(parts) > 1 else 12
    return first, date(parts[0], month, calendar.monthrange(parts[0], month)[1])


def days_of(row: Row) -> tuple[date, date]:
    first, last = span(row["date"])
    last = span(row["end_date"])[1] if row["end_date"] else last
    if row["date_precision"] == "week":
        return first - timedelta(days=3), last + timedelta(days=3)
    return first, last


def many(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def figure(cell: str) -> int | None:
    return int(cell) if cell else None


def happened(day: str, fits: Callable[[Row], bool] = lambda row: True) -> list[Row]:
    """The independent incidents that had begun by the day, in the order of an answer."""
    found = [
        row
        for row in INCIDENTS
        if days_of(row)[0] <= date.fromisoformat(day)
        and row.get("standing") != "placeholder"
        and fits(row)
    ]
    return sorted(found, key=lambda row: (days_of(row)[0], row["id"]))


def struck(target: str, day: str) -> list[Row]:
    return happened(day, lambda row: row["facility_id"] == target)


def ask(store: Store, question: str, **given: Any) -> list[dict[str, Any]]:
    return questions()[question].ask(store, given).rows
