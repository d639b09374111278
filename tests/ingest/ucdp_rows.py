"""Rows of UCDP GED for the tests: those of the published excerpt, and made-up ones."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from graphq.ingest.events.event import Event
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.sources.ucdp.columns import COLUMNS_49
from graphq.ingest.sources.ucdp.ged import FORMAT

EXCERPT = Path(__file__).parents[1] / "data" / "ucdp" / "ged191_excerpt.csv"


def excerpt() -> list[dict[str, str]]:
    with EXCERPT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(key: str) -> Event:
    return FORMAT.event(next(row for row in excerpt() if row["id"] == key))


def row(columns: Sequence[str] = COLUMNS_49, **cells: str) -> dict[str, str]:
    """A made-up row of a release with these columns; it is right as it stands."""
    full = {
        "id": "900001", "relid": "XXX-2023-1-1-1", "year": "2023", "active_year": "1",
        "code_status": "Clear", "type_of_violence": "1", "conflict_dset_id": "77",
        "conflict_new_id": "11", "conflict_name": "Freedonia: Government", "dyad_dset_id": "78",
        "dyad_new_id": "12", "dyad_name": "Government of Freedonia - Reds",
        "side_a_dset_id": "777", "side_a_new_id": "101", "side_a": "Government of Freedonia",
        "side_b_dset_id": "888", "side_b_new_id": "202", "side_b": "Reds",
        "number_of_sources": "1", "source_article": '"The Press,2023-02-04,Two die"',
        "source_office": "The Press", "source_date": "2023-02-04", "source_headline": "Two die",
        "source_original": "a witness", "where_prec": "1", "where_coordinates": "Gao town",
        "where_description": "north of the town", "adm_1": "Gao region", "adm_2": "Gao cercle",
        "latitude": "16.27", "longitude": "-0.04", "geom_wkt": "POINT (-0.04 16.27)",
        "priogrid_gid": "152281", "country": "Mali", "country_id": "432", "region": "Africa",
        "event_clarity": "1", "date_prec": "1", "date_start": "2023-02-03",
        "date_end": "2023-02-03", "deaths_a": "1", "deaths_b": "0", "deaths_civilians": "1",
        "deaths_unknown": "0", "best": "2", "high": "5", "low": "1", "gwnoa": "432", "gwnob": "",
    }  # fmt: skip
    return {name: {**full, **cells}[name] for name in columns}


def event(**cells: str) -> Event:
    return FORMAT.event(row(**cells))


def refusal(**cells: str) -> RowRefusedError:
    with pytest.raises(RowRefusedError) as refused:
        event(**cells)
    assert str(refused.value).endswith("."), "a refusal is a sentence"
    return refused.value
