"""Works out `near-repeat`: pairs close in place and time, against days dealt out anew by chance.

What always holds here: only incidents whose day and place are known well are compared, and only
within one dataset; the same incidents and the same seed give the same figures, in whatever order
they come. A p-value is (1 + dealings with at least as many pairs) / (1 + dealings), so that it is
never 0. Below twenty incidents there is none: too few to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from graphq.cypher.reckon.intervals import UNLIKELY
from graphq.cypher.reckon.listed import MOST, united
from graphq.graph.model.geo import EARTH_RADIUS_KM
from graphq.graph.records import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST: Final = 20
"""Of fewer incidents no p-value is told: hardly any pair is close, and one more turns it."""
WINDOWS: Final = {
    "townsley-2008": (1.0, 2),
    "chuang-2019-al-qaeda": (20.0, 28),
    "chuang-2019-isis": (20.0, 70),
}
"""Published windows: kilometres and days. Their papers are named in the question's header."""
NONE: Final = "none"
_PAIRS_SHOWN: Final = 20
_COMPARED_AT_ONCE: Final = 1_000_000
"""Of how many pairs the days are looked at together: some 20 MB."""


@dataclass(frozen=True, slots=True)
class Window:
    """How close is close."""

    name: str
    km: float
    days: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every pair of incidents that is close in place, the closest first, and all their days."""

    one: NDArray[np.intp]
    other: NDArray[np.intp]
    km: NDArray[np.float64]
    days: NDArray[np.int64]


def windows(parameters: Mapping[str, Any]) -> list[Window]:
    """The windows that are asked for: published ones, or each distance with each time."""
    if parameters["window"]:
        chosen = dict.fromkeys(parameters["window"])
        return [Window(name, *WINDOWS[name]) for name in WINDOWS if name in chosen]
    kilometres, days = sorted(set(parameters["km"])), sorted(set(parameters["days"]))
    return [Window(NONE, float(km), day) for km, day in product(kilometres, days)]


@dataclass(frozen=True, slots=True)
class DatedIncident:
    """An incident of which the day and the place are known well."""

    key: str
    day: date
    latitude: float
    longitude: float
    sources: list[str]


def rows(read: Sequence[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """A row for each dataset and window."""
    found: list[Row] = []
    asked = windows(parameters)
    for of_one in sorted(read, key=lambda row: str(row["dataset"])):
        compared = sorted(
            (DatedIncident(*one) for one in of_one["latest"]), key=lambda one: one.key
        )
        told = _left_out(of_one["fitting"], of_one["exact"], len(compared))
        dataset = of_one["dataset"]
        about = {"dataset": dataset, "among": dataset if len(read) > 1 else None}
        for row in _rows_of(compared, asked, parameters):
            found.append({**about, **row, "leftOut": told} | _cited(row, compared))
    return found


def _left_out(fitting: int, exact: int, kept: int) -> list[str]:
    told = []
    if exact < fitting:
        told.append(
            f"{fitting - exact} of {fitting} incidents, of which the day or the place is not known "
            "well enough"
        )
    if kept < exact:
        told.append(f"{exact - kept} incidents before the latest {kept}")
    return told


def _rows_of(
    compared: Sequence[DatedIncident],
    asked: Sequence[Window],
    parameters: Mapping[str, Any],
) -> list[Row]:
    """The figures of each window, all from the same dealings, with its pairs as indexes."""
    import numpy as np

    pairs = close_pairs(compared, max(window.km for window in asked))
    enough = len(compared) >= FEWEST
    chance = np.random.default_rng(parameters["seed"])
    dealt = counts(
        pairs,
        [
            chance.permutation(pairs.days)
            for _ in range(parameters["permutations"] if enough else 0)
        ],
        asked,
    )
    found = []
    observed = counts(pairs, [pairs.days], asked)[0].tolist()
    for number, (window, (count, followed)) in enumerate(zip(asked, observed, strict=True)):
        at_least = int((dealt[:, number, 0] >= count).sum())
        p = (1 + at_least) / (1 + len(dealt)) if enough else None
        expected, followed_expected = dealt[:, number].mean(axis=0) if enough else (None, None)
        found.append(
            {
                "window": window.name,
                "km": window.km,
                "days": window.days,
                "pairs": int(count),
                "expected": _rounded(expected),
                "ratio": _rounded(count / expected) if expected else None,
                "p": None if p is None else round(p, 4),
                "verdict": _verdict(p),
                "followed": int(followed),
                "followedExpected": _rounded(followed_expected),
                "compared": len(compared),
                "leftOut": [],
                "closest": _closest(pairs, window),
            }
        )
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 2)


def _cited(row: Row, compared: Sequence[DatedIncident]) -> Row:
    """The pairs of a row by their ids, the incidents of them, and who states these.

    That there is no pair rests on all that were compared.
    """
    among = sorted(set(row["closest"].ravel().tolist()))
    latest = sorted((compared[index] for index in among), key=lambda one: one.day, reverse=True)[
        :MOST
    ]
    return {
        "closest": [
            [compared[index].key for index in pair] for pair in row["closest"][:_PAIRS_SHOWN]
        ],
        "incidentIds": [one.key for one in latest],
        "sources": united(one.sources for one in latest or compared),
    }


def _verdict(p: float | None) -> str:
    if p is None:
        return "too few"
    return "clearly" if p < UNLIKELY else "not clearly"


def close_pairs(incidents: Sequence[DatedIncident], km: float) -> Pairs:
    """Every pair of the incidents within the distance, the closest first."""
    import numpy as np

    latitude = np.radians(np.array([one.latitude for one in incidents], dtype=float))
    longitude = np.radians(np.array([one.longitude for one in incidents], dtype=float))
    days = np.array([one.day.toordinal() for one in incidents], dtype=np.int64)
    found: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]] = []
    for index in range(len(incidents) - 1):
        rest = slice(index + 1, None)
        root = (
            np.sin((latitude[rest] - latitude[index]) / 2) ** 2
            + np.cos(latitude[index])
            * np.cos(latitude[rest])
            * np.sin((longitude[rest] - longitude[index]) / 2) ** 2
        )
        # Rounded to a millimetre, so that two engines' last digits do not part a pair.
        apart = np.round(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(root, 1.0))), 6)
        near = np.flatnonzero(apart <= km)
        found.append((np.full(len(near), index), near + index + 1, apart[near]))
    if not found:
        nothing = np.zeros(0, dtype=np.intp)
        return Pairs(nothing, nothing, np.zeros(0), days)
    one, other, apart = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(apart, kind="stable")
    return Pairs(one[order], other[order], apart[order], days)


def counts(
    pairs: Pairs, dealings: Sequence[NDArray[np.int64]], asked: Sequence[Window]
) -> NDArray[np.float64]:
    """For each dealing of days and window, how many pairs are in it, and how many another followed.

    The shape is dealings by windows by these two numbers.
    """
    import numpy as np

    found = np.zeros((len(dealings), len(asked), 2))
    longest = max(window.days for window in asked)
    at_once = max(1, _COMPARED_AT_ONCE // max(1, len(pairs.km)))
    for start in range(0, len(dealings), at_once):
        days = np.stack(dealings[start : start + at_once], axis=1).astype(np.int32)
        later = days[pairs.other] - days[pairs.one]
        # Few pairs are close in time as well: with the longest of the windows most are done with.
        pair, dealing = np.nonzero(np.abs(later) <= longest)
        soon = later[pair, dealing]
        first = np.where(soon >= 0, pairs.one[pair], pairs.other[pair])
        soon, apart = np.abs(soon), pairs.km[pair]
        for number, window in enumerate(asked):
            close = (soon <= window.days) & (apart <= window.km)
            is_followed = np.zeros(days.shape, dtype=bool)
            followed = close & (soon > 0)
            is_followed[first[followed], dealing[followed]] = True
            of_these = found[start : start + at_once, number]
            of_these[:, 0] = np.bincount(dealing[close], minlength=days.shape[1])
            of_these[:, 1] = is_followed.sum(axis=0)
    return found


def _closest(pairs: Pairs, window: Window) -> NDArray[np.intp]:
    """The pairs in the window, closest in time first, then in place."""
    import numpy as np

    near = int(np.searchsorted(pairs.km, window.km, side="right"))
    both = np.stack([pairs.one[:near], pairs.other[:near]], axis=1)
    apart = np.abs(pairs.days[both[:, 1]] - pairs.days[both[:, 0]])
    order = np.argsort(apart, kind="stable")
    kept: NDArray[np.intp] = both[order[apart[order] <= window.days]]
    return kept
