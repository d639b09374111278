"""Samples of UCDP GED in reduced columns: read for what they print, and joined by no name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graphq.graph.model.values import DatePrecision, GeoPrecision
from graphq.ingest.events.event import Event
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.sources.ucdp import ged as ucdp_ged
from graphq.ingest.sources.ucdp.columns import COLUMNS_49
from graphq.ingest.sources.ucdp.reduced import FORMAT

EXCERPT = Path(__file__).parents[3] / "data" / "ucdp" / "sahel_sample_excerpt.csv"


def excerpt() -> list[dict[str, str]]:
    with EXCERPT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(key: str, **cells: str) -> Event:
    return FORMAT.event({**next(row for row in excerpt() if row["id"] == f"{key}.0"), **cells})


def test_every_row_of_the_excerpt_is_read() -> None:
    events = [FORMAT.event(cells) for cells in excerpt()]
    assert len({told.key for told in events}) == 9
    assert sum(told.fatalities_low or 0 for told in events) == 125
    assert {told.country_code for told in events} == {"ML", "BF"}


def test_a_sample_is_not_taken_for_a_ged_nor_a_ged_for_a_sample() -> None:
    columns = list(excerpt()[0])
    assert FORMAT.missing(columns) == []
    assert "side_a_new_id" in ucdp_ged.FORMAT.missing(columns)
    assert "d0" in FORMAT.missing(COLUMNS_49)
    assert FORMAT.name != ucdp_ged.FORMAT.name


def test_actors_go_by_name_under_a_scheme_that_is_not_ucdps_of_ids() -> None:
    told = published("433894")
    assert [side.actor.record for side in told.sides] == ["ucdp:name:GATIA, MSA", "ucdp:name:IS"]
    assert {side.part for side in told.sides} == {"involved"}
    assert told.violence is None


def test_violence_against_civilians_is_one_sided() -> None:
    told = published("12989")
    assert told.violence == "one-sided"
    assert told.target_type == "civilians"
    assert [(side.part, side.side, side.actor.kind) for side in told.sides] == [
        ("perpetrated", "a", "state-force")
    ]


def test_a_blank_best_estimate_is_unknown_and_not_nought() -> None:
    told = published("40709")
    assert (told.fatalities_low, told.fatalities_best, told.fatalities_high) == (17, None, 17)


def test_what_the_sample_does_not_print_is_not_made_up() -> None:
    told = published("40709")
    assert (told.latitude, told.longitude, told.conflict, told.dyad) == (None,) * 4
    assert told.date_precision is DatePrecision.UNKNOWN
    assert told.date == "2011-06"
    assert "'AEC'" in (told.note or "")


@pytest.mark.parametrize(
    ("key", "precision"),
    [
        ("12989", GeoPrecision.ESTIMATE),
        ("203926", GeoPrecision.ADMIN1),
        ("256789", GeoPrecision.ADMIN1),
        ("364160", GeoPrecision.COUNTRY),
    ],
)
def test_a_place_is_as_exact_as_the_smallest_unit_that_is_printed(
    key: str, precision: GeoPrecision
) -> None:
    assert published(key).geo_precision is precision


@pytest.mark.parametrize(
    ("column", "text"),
    [("id", ""), ("d1", "1990-01-01"), ("d0", "soon"), ("country", ""), ("da", "0.5")],
)
def test_a_cell_that_cannot_be_is_refused_by_its_column(column: str, text: str) -> None:
    with pytest.raises(RowRefusedError) as refused:
        published("12989", **{column: text})
    assert refused.value.column == column
