"""Where a country lies: whether a point is in it, or how far outside.

What always holds here: the outlines are those of Natural Earth at 1:50 million (`countries-50m`, as
the package world-atlas has it, and as the map of a page draws it), which follow who holds a land,
not who claims it. Of a country that they do not draw apart nothing is said. A town on a border or a
coast can lie a few kilometres outside: hold distances against `TOLERANCE_KM`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from graphq.graph.model.geo import EARTH_RADIUS_KM
from graphq.graph.read.countries import KOSOVO, country_of_iso_numeric

_FILE: Final = Path(__file__).with_name("countries-50m.json")
_BY_NAME: Final = {"Kosovo": KOSOVO, "Somaliland": "SO", "N. Cyprus": "CY"}
"""What has no number in ISO 3166-1, and of which country a dossier would say it is."""
_HELD_BY: Final = {"EH": "MA"}
"""Of which country a part is drawn as another's."""

TOLERANCE_KM: Final = 10.0
"""As far outside the outline a point may be said to lie in the country. Of the 34,000 towns of
GeoNames with 15,000 people one in a thousand lies further out: on small islands, and in lands of
which two states say that they are theirs, such as the Crimea."""

Lines = NDArray[np.float64]
"""Points in degrees east and north, a row a point."""


@lru_cache(maxsize=1 << 16)
def kilometres_outside(code: str, latitude: float, longitude: float) -> float | None:
    """How far from the country the point lies, in kilometres; 0 in it, None where none is drawn.

    Codes are those of ISO 3166-1 alpha-2, degrees those of WGS 84.
    """
    outline = _outline(code)
    if outline is None:
        return None
    return 0.0 if _holds(outline, latitude, longitude) else _distance(outline, latitude, longitude)


def country_at(latitude: float, longitude: float) -> str | None:
    """The code of a country that holds the point; none at sea."""
    outlines = ((code, _outline(code)) for code in _drawn())
    return next(
        (code for code, found in outlines if found and _holds(found, latitude, longitude)), None
    )


class _Outline(NamedTuple):
    """The segments of the lines around a country and around what it encloses."""

    start: Lines
    end: Lines


@cache
def _topology() -> Mapping[str, Any]:
    found: Mapping[str, Any] = orjson.loads(_FILE.read_bytes())
    return found


@cache
def _drawn() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The geometries of each country."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for drawn in _topology()["objects"]["countries"]["geometries"]:
        number, name = drawn.get("id"), drawn["properties"]["name"]
        code = country_of_iso_numeric(number) if number else _BY_NAME.get(name)
        if code:
            found.setdefault(code, []).append(drawn)
    for code, holder in _HELD_BY.items():
        found[code] = [*found.get(code, ()), *found[holder]]
    return found


@cache
def _outline(code: str) -> _Outline | None:
    rings = [
        _ring(tuple(arcs))
        for drawn in _drawn().get(code, ())
        for polygon in ([drawn["arcs"]] if drawn["type"] == "Polygon" else drawn["arcs"])
        for arcs in polygon
    ]
    if not rings:
        return None
    starts, ends = [ring[:-1] for ring in rings], [ring[1:] for ring in rings]
    return _Outline(np.concatenate(starts), np.concatenate(ends))


def _ring(arcs: Sequence[int]) -> Lines:
    """The closed line that the arcs make; one that is less than nought is walked backwards.

    Over the antimeridian it goes on beyond 180 degrees.
    """
    line = np.concatenate([_arc(arc) if arc >= 0 else _arc(~arc)[::-1] for arc in arcs])
    line[:, 0] = np.unwrap(line[:, 0], period=360.0)
    return line


def _arc(number: int) -> Lines:
    topology = _topology()
    steps = np.array(topology["arcs"][number], dtype=np.float64)
    scale, translate = (np.array(topology["transform"][name]) for name in ("scale", "translate"))
    placed: Lines = np.cumsum(steps, axis=0) * scale + translate
    return placed


def _holds(outline: _Outline, latitude: float, longitude: float) -> bool:
    """Whether a line from the point to the east crosses the outline an odd number of times."""
    (east, north), (next_east, next_north) = outline.start.T, outline.end.T
    meets = (north > latitude) != (next_north > latitude)
    part = (latitude - north[meets]) / (next_north[meets] - north[meets])
    at = east[meets] + part * (next_east[meets] - east[meets])
    turns = (longitude, longitude + 360.0, longitude - 360.0)
    return any(int(np.count_nonzero(at > turn)) % 2 for turn in turns)


def _distance(outline: _Outline, latitude: float, longitude: float) -> float:
    """Kilometres from the point to the outline, on a plane that touches the globe at the point."""
    away = outline.start - [longitude, latitude]
    away[:, 0] = (away[:, 0] + 180.0) % 360.0 - 180.0
    scale = np.radians(1.0) * EARTH_RADIUS_KM * np.array([math.cos(math.radians(latitude)), 1.0])
    start, along = away * scale, (outline.end - outline.start) * scale
    length = np.maximum((along * along).sum(axis=1), np.finfo(np.float64).tiny)
    part = np.clip(-(start * along).sum(axis=1) / length, 0.0, 1.0)
    return float(np.hypot(*(start + along * part[:, None]).T).min())
