"""Coordinates that are not where the row says: in another country, or far from their like.

What always holds here: a point that its row calls coarse stands for a unit, and is held against
the country alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from graphq.graph.model.geo import EARTH_RADIUS_KM
from graphq.graph.read.names import name_key
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.outlines import TOLERANCE_KM, country_at, kilometres_outside
from graphq.ingest.places.tree import bare_place, unit_key
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows

_PLACED: Final = ("facilities", "incidents")
"""Tables whose rows have a coordinate."""
_OF_ONE_PLACE_KM: Final = 50.0
"""As far apart points of one town may lie, of which some are of what is near it."""
_OF_ONE_UNIT_KM: Final = {"admin2": 200.0, "admin1": 500.0}
"""As far the nearest other point of a unit may lie, in the large units of a desert."""
_AMID_ANOTHER_KM: Final = (30.0, 100.0)
"""So near to a point of another unit, and so far from all of its own, no point of a unit lies."""

Point = tuple[float, float]
"""Degrees north and east."""


def misplaced(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    """What is wrong with the row's coordinate: one thing, the plainest."""
    if row.table.name not in _PLACED or row["lat"] is None:
        return
    reason = _abroad(row)
    if not reason and _exact(row):
        reason = _far_from_its_place(row, rows) or _far_from_its_unit(row, rows)
    if reason:
        yield row.problem("lat", f"{row['lat']}, {row['lon']} {reason}")


def _abroad(row: DossierRow) -> str:
    """Whether it lies outside the country, with what may have been meant."""
    code, point = row["country_iso2"], (row["lat"], row["lon"])
    away = kilometres_outside(code, *point)
    if away is None or away <= TOLERANCE_KM:
        return ""
    found = country_at(*point)
    told = f"lies {away:,.0f} km outside {code}" + (f", in {found}" if found else "")
    for what, meant in _slips(point):
        if kilometres_outside(code, *meant) == 0:
            return f"{told}; {what}, it lies in {code}"
    return told


def _slips(point: Point) -> Iterator[tuple[str, Point]]:
    """What is often meant by a wrong point, with what is to be done to get it."""
    north, east = point
    yield "with lon the other way", (north, -east)
    yield "with lat the other way", (-north, east)
    if abs(east) <= 90:
        yield "with lat and lon exchanged", (east, north)


def _exact(row: DossierRow) -> bool:
    """Whether the point is that of the place."""
    if row.table.name == "facilities":
        return int(row["coord_precision_m"] or 0) <= _OF_ONE_PLACE_KM * 500
    return row["geo_precision"] in ("exact", "near")


def _at(row: DossierRow) -> str:
    return f"{row.table.file}:{row.line}"


def _place(row: DossierRow) -> str:
    return f"{row['country_iso2']} {name_key(bare_place(row['location_name']))}"


def _admin1(row: DossierRow) -> str:
    return f"{row['country_iso2']} {_unit(row, 'admin1')}"


def _country(row: DossierRow) -> str:
    return str(row["country_iso2"])


def _unit(row: DossierRow, level: str) -> str:
    return unit_key(row.cells.get(level) or "")


def _two_units(row: DossierRow, other: DossierRow, *levels: str) -> bool:
    """Whether the rows name different units."""
    names = ((_unit(row, level), _unit(other, level)) for level in levels)
    return any(one and two and one != two for one, two in names)


Near = list[tuple[float, DossierRow]]
"""Other rows with how many kilometres away they are, the nearest first."""


def _near(row: DossierRow, others: Iterable[DossierRow], beyond: float = 0.0) -> Near:
    """The exact points of the others, if all lie farther away than that; none if one does not.

    The same point given again says nothing of whether it is right.
    """
    here, found = (row["lat"], row["lon"]), {}
    for other in others:
        there = other["lat"], other["lon"]
        if there[0] is None or there in found or there == here or not _exact(other):
            continue
        found[there] = _kilometres(here, there), other
        if found[there][0] <= beyond:
            return []
    return sorted(found.values(), key=lambda one: one[0])


def _of(rows: DossierRows, by: Callable[[DossierRow], str], row: DossierRow) -> list[DossierRow]:
    """The rows with a place that have this in common with the row."""
    return [other for table in _PLACED for other in rows.where(table, by, by(row))]


def _far_from_its_place(row: DossierRow, rows: DossierRows) -> str:
    """Whether it is far from every other point of the place; of two rows the later one is told."""
    named = (one for one in _of(rows, _place, row) if not _two_units(row, one, "admin1", "admin2"))
    near = _near(row, named, _OF_ONE_PLACE_KM)
    if not near:
        return ""
    away, nearest = near[0]
    if len(near) == 1 and (nearest.table.name, nearest.line) > (row.table.name, row.line):
        return ""
    return f"lies {away:,.0f} km from {row['location_name']} as in {_at(nearest)}"


def _far_from_its_unit(row: DossierRow, rows: DossierRows) -> str:
    """Whether it is far from all other points of its unit, of which there are two at least."""
    if not row["admin1"]:
        return ""
    unit, admin2 = _of(rows, _admin1, row), _unit(row, "admin2")
    within = [one for one in unit if admin2 and _unit(one, "admin2") == admin2]
    for level, others in (("admin2", within), ("admin1", unit)):
        near = _near(row, others, _OF_ONE_UNIT_KM[level])
        if len(near) > 1:
            return (
                f"lies {near[0][0]:,.0f} km from what is nearest in {row[level]}, {_at(near[0][1])}"
            )
    return _amid_another(row, unit, rows)


def _amid_another(row: DossierRow, unit: list[DossierRow], rows: DossierRows) -> str:
    """Whether it is beside a point of another first-order unit, and far from all of its own."""
    close, far = _AMID_ANOTHER_KM
    own = _near(row, unit, far)
    others = (one for one in _of(rows, _country, row) if _two_units(row, one, "admin1"))
    near = _near(row, others) if own else []
    if not near or near[0][0] > close:
        return ""
    away, nearest = near[0]
    told = f"lies {away:,.0f} km from {_at(nearest)}, in {nearest['admin1']}"
    return f"{told}, and {own[0][0]:,.0f} km from what is nearest in {row['admin1']}"


def _kilometres(one: Point, other: Point) -> float:
    (north, east), (other_north, other_east) = (map(math.radians, point) for point in (one, other))
    root = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(root)))
