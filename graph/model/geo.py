"""Places on the globe: checks and grid cells.

What always holds here: both engines and Python give the same figures. Neo4j's and ArcadeDB's own
`point.distance` take two radii of the Earth, 0.11 % apart, so the saved questions write the
haversine out with EARTH_RADIUS_KM, and find neighbours by the integer cell below.
"""

from __future__ import annotations

import math
from datetime import date as Day

EARTH_RADIUS_KM = 6371.0
"""Mean radius of the Earth in kilometres (IUGG), as written into the questions."""

CELLS_PER_DEGREE = 2
"""The grid has cells of half a degree, about 55 km from south to north."""

LONG_DAYS = 100
"""What lasted longer, in days, is not found by the quarter of the year in which it began."""

_ROW = 360 * CELLS_PER_DEGREE


def check_coordinates(latitude: float, longitude: float) -> None:
    """Raise ValueError when the point is not on the globe (degrees, WGS 84)."""
    if not (math.isfinite(latitude) and -90 <= latitude <= 90):
        raise ValueError(f"latitude {latitude} is off the globe (-90 to 90)")
    if not (math.isfinite(longitude) and -180 <= longitude <= 180):
        raise ValueError(f"longitude {longitude} is off the globe (-180 to 180)")


def cell(latitude: float, longitude: float) -> int:
    """The number of the half-degree grid cell that holds the point.

    `row * 720 + column`, rows from the south pole, columns from 180° west; the same arithmetic
    stands in the questions that search a radius.
    """
    check_coordinates(latitude, longitude)
    row = min(math.floor((latitude + 90) * CELLS_PER_DEGREE), 180 * CELLS_PER_DEGREE - 1)
    column = math.floor((longitude + 180) * CELLS_PER_DEGREE) % _ROW
    return row * _ROW + column


def cell_quarter(cell: int, first_day: Day) -> int:
    """The number of a cell and a quarter of a year: what began there and then.

    `cell * 1000 + quarter % 1000`, quarters counted from the year 0; the same arithmetic stands in
    the questions that search a radius and a time.
    """
    quarter = first_day.year * 4 + (first_day.month - 1) // 3
    return cell * 1000 + quarter % 1000


def long_cell(cell: int, first_day: Day, last_day: Day) -> int | None:
    """The cell, of what lasted so long that it has to be looked for whenever it began."""
    return cell if (last_day - first_day).days > LONG_DAYS else None
