"""Distances among facilities and incidents, many at once.

What always holds here: the haversine and the radius of the Earth are those of the questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from graphq.evaluate.ranks import Floats, Ints
from graphq.graph.model.geo import EARTH_RADIUS_KM

_KM_PER_DEGREE = 111.0
"""A little less than a degree of latitude has, so that a band is never too narrow."""


class PlacedEvents(Protocol):
    """What may have coordinates."""

    @property
    def latitude(self) -> float | None:
        """Degrees, or nothing."""

    @property
    def longitude(self) -> float | None:
        """Degrees, or nothing."""


def points(placed: Sequence[PlacedEvents]) -> Floats:
    """Latitude and longitude in radians, row by row; not a number where they are not known."""
    degrees = np.array(
        [
            (np.nan, np.nan)
            if found.latitude is None or found.longitude is None
            else (found.latitude, found.longitude)
            for found in placed
        ],
        dtype=np.float64,
    ).reshape(-1, 2)
    return np.radians(degrees)


def kilometres(one: Floats, others: Floats) -> Floats:
    """From each of the points to each of the others; not a number where one is not known."""
    apart = one[:, None, :] - others[None, :, :]
    root = (
        np.sin(apart[..., 0] / 2) ** 2
        + np.cos(one[:, None, 0]) * np.cos(others[None, :, 0]) * np.sin(apart[..., 1] / 2) ** 2
    )
    found: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(root)))
    return found


class Around:
    """Finds which of many points lie within a distance of another."""

    def __init__(self, others: Floats) -> None:
        """Put the points in order from south to north; those not known are never found."""
        known = np.flatnonzero(~np.isnan(others[:, 0]))
        self._order = known[np.argsort(others[known, 0], kind="stable")]
        self._sorted = others[self._order]

    def within(self, km: float, point: Floats) -> Ints:
        """The numbers of the points within so many kilometres of the one."""
        if np.isnan(point[0]):
            return self._order[:0]
        band = np.radians(km / _KM_PER_DEGREE)
        begin, end = np.searchsorted(self._sorted[:, 0], [point[0] - band, point[0] + band + 1e-12])
        apart = kilometres(point[None], self._sorted[begin:end])[0]
        found: Ints = self._order[begin:end][apart <= km]
        return found
