"""How high the right one stands in a ranking, without luck among those that stand equal.

What always holds here: among equals every order is as likely, and the figures are what is expected
over all of them; so a ranking that says nothing gets exactly what chance would give.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

HITS: Final = (1, 3, 5, 10)
"""The places up to which a hit is counted."""
MEASURES: Final = (*(f"hits{place}" for place in HITS), "mrr")

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def above_and_equal(scores: Floats, right: int, among: npt.NDArray[np.bool_]) -> Ints:
    """How many of those meant stand above the right one, and how many equal, by row of scores.

    The right one is among those equal, and it has to be one of those meant.
    """
    its = scores[:, right, None]
    above = ((scores > its) & among).sum(axis=1)
    equal = ((scores == its) & among).sum(axis=1)
    return np.stack([above, equal], axis=1).astype(np.int64)


def expected(places: Ints) -> Floats:
    """Expected hits and reciprocal rank for pairs of how many stand above and how many equal.

    The last axis of what is given has the pair; of what is returned, the MEASURES.
    """
    above, equal = places[..., 0], places[..., 1]
    lowest = int(np.max(above + equal, initial=0))
    harmonic = np.concatenate([[0.0], np.cumsum(1 / np.arange(1, lowest + 1))])
    hits = [np.clip(place - above, 0, equal) / equal for place in HITS]
    return np.stack([*hits, (harmonic[above + equal] - harmonic[above]) / equal], axis=-1)
