"""Distances on the globe, and the grid by which the questions find what is near.

What is stated of the grid is stated of the arithmetic as the questions write it: the lines that
stand here as Python stand in them as Cypher, and a question that changes them fails here.
"""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from graphq.graph.model.geo import (
    EARTH_RADIUS_KM,
    cell,
    cell_quarter,
    check_coordinates,
    long_cell,
)
from tests.distances import distance_km

Point = tuple[float, float]
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
NEARBY = Path(__file__).parents[3] / "cypher" / "nearby.cypher"
FARTHEST_KM = 1000.0
COARSEST_KM = 20
"""By so much more than asked for is searched, for targets whose coordinates are coarse."""


def cells_searched(here: Point, km: float) -> set[int]:
    """The cells that `nearby.cypher` looks into for a reach of so many kilometres."""
    rows = math.ceil(km / 55.0)
    poleward = abs(here[0]) + km / 110.0
    columns = 360 if poleward > 89.0 else math.ceil(km / (55.0 * math.cos(math.radians(poleward))))
    at = cell(*here)
    return {
        (at // 720 + dy) * 720 + (at % 720 + dx + 720) % 720
        for dy in range(-rows, rows + 1)
        for dx in range(-columns, columns + 1)
    }


def reached(here: Point, km: float, bearing: float) -> Point:
    """The point so many kilometres away in that direction."""
    angle, latitude = km / EARTH_RADIUS_KM, math.radians(here[0])
    up = math.sin(latitude) * math.cos(angle)
    sine = up + math.cos(latitude) * math.sin(angle) * math.cos(bearing)
    east = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(latitude),
        math.cos(angle) - math.sin(latitude) * sine,
    )
    longitude = (here[1] + math.degrees(east) + 180) % 360 - 180
    return math.degrees(math.asin(max(-1.0, min(1.0, sine)))), longitude


def test_the_question_searches_by_the_arithmetic_that_is_tested_here() -> None:
    text = NEARBY.read_text(encoding="utf-8")
    for line in (
        f"WITH here, $km + {COARSEST_KM} AS reach",
        "toInteger(ceil(reach / 55.0)) AS rows",
        "WHEN abs(here.latitude) + reach / 110.0 > 89.0 THEN 360",
        "ceil(reach / (55.0 * cos(radians(abs(here.latitude) + reach / 110.0))))",
        "UNWIND range(-rows, rows) AS dy",
        "UNWIND range(-columns, columns) AS dx",
        "here.cell / 720 + dy AS row, here.cell % 720 + dx + 720 AS column",
        "{cell: row * 720 + column % 720}",
        f"2 * {EARTH_RADIUS_KM} * asin(sqrt(",
    ):
        assert line in text
    assert f"maximum: {FARTHEST_KM:g}" in text


@given(POINTS, st.floats(0.001, FARTHEST_KM + COARSEST_KM), st.floats(0, 2 * math.pi))
@example((14.0, 179.99), 25.0, math.pi / 2)
@example((70.0, 0.49), 1000.0, math.pi / 2 - 0.3)
@example((80.0, 0.49), 1000.0, math.pi / 2 - 0.6)
@example((90.0, 0.0), 25.0, 0.0)
@example((89.9, 0.0), 25.0, 0.0)
@example((14.0, -180.0), 25.0, -math.pi / 2)
@example((60.0, 0.49), 1000.0, math.pi / 2)
@example((16.2484, -0.00546), 25.0, -math.pi / 2)
def test_what_lies_within_the_distance_is_in_a_cell_that_is_searched(
    here: Point, km: float, bearing: float
) -> None:
    there = reached(here, km, bearing)
    assume(distance_km(here, there) <= km)
    assert cell(*there) in cells_searched(here, km)


@pytest.mark.parametrize(("east", "west"), [(179.9, -179.9), (180.0, -180.0), (179.6, 179.9)])
def test_a_neighbour_across_the_antimeridian_is_found(east: float, west: float) -> None:
    assert cell(-17.0, west) in cells_searched((-17.0, east), 25.0)
    assert cell(-17.0, east) in cells_searched((-17.0, west), 25.0)


@given(POINTS)
@example((90.0, 180.0))
@example((-90.0, -180.0))
@example((-90.0, 180.0))
def test_every_point_of_the_globe_has_a_cell_of_the_grid(point: Point) -> None:
    assert 0 <= cell(*point) < 360 * 720


@given(st.integers(0, 359), st.integers(0, 719), st.floats(0, 0.49), st.floats(0, 0.49))
def test_a_cell_is_half_a_degree_square(row: int, column: int, north: float, east: float) -> None:
    assert cell(row / 2 - 90 + north, column / 2 - 180 + east) == row * 720 + column


def test_the_same_meridian_written_east_and_west_is_the_same_cell() -> None:
    assert cell(13.5, 180.0) == cell(13.5, -180.0)


def test_the_north_pole_is_in_the_last_row() -> None:
    assert cell(90.0, 0.0) == cell(89.9, 0.0)


@pytest.mark.parametrize(
    ("latitude", "longitude", "word"),
    [
        (90.001, 0.0, "latitude 90.001"),
        (-91.0, 0.0, "latitude -91.0"),
        (0.0, 180.1, "longitude 180.1"),
        (0.0, -200.0, "longitude -200.0"),
        (math.nan, 0.0, "latitude nan"),
        (0.0, math.inf, "longitude inf"),
    ],
)
def test_a_point_off_the_globe_is_refused_by_name(
    latitude: float, longitude: float, word: str
) -> None:
    with pytest.raises(ValueError, match=f"^{word} is off the globe"):
        check_coordinates(latitude, longitude)
    with pytest.raises(ValueError, match=f"^{word} is off the globe"):
        cell(latitude, longitude)


@given(POINTS, POINTS)
def test_the_way_back_is_as_long_and_never_longer_than_half_round(one: Point, two: Point) -> None:
    there, back = distance_km(one, two), distance_km(two, one)
    assert math.isclose(there, back, rel_tol=1e-9, abs_tol=1e-6)
    assert 0 <= there <= math.pi * EARTH_RADIUS_KM + 1e-6


@given(POINTS)
def test_a_place_is_no_way_from_itself(point: Point) -> None:
    assert distance_km(point, point) == 0


@given(POINTS, st.floats(1, FARTHEST_KM), st.floats(0, 2 * math.pi))
def test_a_point_so_far_away_is_measured_as_so_far_away(
    here: Point, km: float, bearing: float
) -> None:
    assert math.isclose(distance_km(here, reached(here, km, bearing)), km, rel_tol=1e-6)


def test_known_distances_are_measured_right() -> None:
    assert distance_km((0, 0), (0, 90)) == pytest.approx(math.pi / 2 * 6371)
    assert distance_km((90, 0), (-90, 0)) == pytest.approx(math.pi * 6371)
    # Nashville to Los Angeles, the worked example of the haversine in the reference works.
    assert distance_km((36.12, -86.67), (33.94, -118.40)) == pytest.approx(2886.444, abs=0.001)


@given(st.integers(0, 259_199), st.dates(date(1900, 1, 1), date(2149, 12, 31)))
def test_a_cell_and_a_quarter_are_one_number_and_two_again(at: int, day: date) -> None:
    number = cell_quarter(at, day)
    assert number // 1000 == at
    assert (number - cell_quarter(at, date(day.year, 1, 1))) == (day.month - 1) // 3


def test_what_lasted_more_than_a_hundred_days_is_found_by_its_cell() -> None:
    assert long_cell(7, date(2019, 1, 1), date(2019, 4, 11)) is None
    assert long_cell(7, date(2019, 1, 1), date(2019, 4, 12)) == 7
