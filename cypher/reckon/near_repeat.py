"""Works out `near-repeat`: pairs close in place and time, against days dealt out anew by chance.

What always holds here: only incidents whose day and place are known well are compared, and only
within one dataset; the same incidents and the same seed give the same figures, in whatever order
they come. A p-value is (1 + dealings with at least as many pairs) / (1 + dealings), so that it is
never 0. A verdict does not hang on the seed: where the dealings leave it open on which side of the
bound the chance lies there are more of them, and where those do too, it is too close to say. Below
twenty incidents there is none: too few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from graphq.cypher.reckon.chance import is_below
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
ENOUGH: Final = 16_000
"""Where it is close there are ever more dealings, until there are about as many."""
_DEALT_AT_ONCE: Final = 1000
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

    def within(self, km: float) -> Pairs:
        """Those that are no farther apart."""
        import numpy as np

        near = int(np.searchsorted(self.km, km, side="right"))
        return Pairs(self.one[:near], self.other[:near], self.km[:near], self.days)


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
    """The figures of each window, with its pairs as indexes."""
    import numpy as np

    pairs = close_pairs(compared, max(window.km for window in asked))
    observed = counts(pairs, [pairs.days], asked)[0].astype(int)
    dealt: list[Dealt | None] = [None] * len(asked)
    if len(compared) >= FEWEST:
        chance = np.random.default_rng(parameters["seed"])
        dealt = [*dealt_anew(pairs, observed[:, 0], asked, parameters["permutations"], chance)]
    found = []
    for window, (count, followed), by_chance in zip(asked, observed.tolist(), dealt, strict=True):
        expected, followed_expected = (
            (by_chance.pairs, by_chance.followed) if by_chance else (None, None)
        )
        found.append(
            {
                "window": window.name,
                "km": window.km,
                "days": window.days,
                "pairs": count,
                "expected": _rounded(expected),
                "ratio": _rounded(count / expected) if expected else None,
                "p": by_chance and round(by_chance.p, 4),
                "verdict": by_chance.verdict if by_chance else "too few",
                "dealings": by_chance and by_chance.dealings,
                "followed": followed,
                "followedExpected": _rounded(followed_expected),
                "compared": len(compared),
                "leftOut": [],
                "closest": _closest(pairs, window),
            }
        )
    return found


@dataclass(slots=True)
class Dealt:
    """What dealing the days out anew has given for one window."""

    dealings: int = 0
    at_least: int = 0
    """In how many of them there were at least as many pairs as there are."""
    all_pairs: float = 0.0
    all_followed: float = 0.0

    def add(self, found: NDArray[np.float64], observed: int) -> None:
        """Take in more dealings: of each, how many pairs, and how many another followed."""
        self.dealings += len(found)
        self.at_least += int((found[:, 0] >= observed).sum())
        self.all_pairs += float(found[:, 0].sum())
        self.all_followed += float(found[:, 1].sum())

    @property
    def pairs(self) -> float:
        """The mean number of pairs."""
        return self.all_pairs / self.dealings

    @property
    def followed(self) -> float:
        """The mean number of incidents that another followed."""
        return self.all_followed / self.dealings

    @property
    def p(self) -> float:
        """The share of dealings with at least as many pairs, the true one among them."""
        return (1 + self.at_least) / (1 + self.dealings)

    @property
    def is_rare(self) -> bool | None:
        """Whether so many pairs are rarer than the bound; none where the dealings leave it open."""
        return is_below(self.at_least, self.dealings, UNLIKELY)

    @property
    def verdict(self) -> str:
        """The same in words."""
        words = {True: "clearly", False: "not clearly", None: "too close to say"}
        return words[self.is_rare]


def dealt_anew(
    pairs: Pairs,
    observed: Sequence[int] | NDArray[np.int64],
    asked: Sequence[Window],
    permutations: int,
    chance: np.random.Generator,
) -> list[Dealt]:
    """For each window the dealings that it took, all of one stream.

    All windows have the first `permutations` in common. Those that are too close to say then have
    as many again, and as many as these together, up to about `ENOUGH`.
    """
    dealt = [Dealt() for _ in asked]
    done, more = 0, permutations
    while more and (open_ones := [at for at, one in enumerate(dealt) if one.is_rare is None]):
        within = pairs.within(max(asked[at].km for at in open_ones))
        for start in range(0, more, _DEALT_AT_ONCE):
            portion = range(start, min(start + _DEALT_AT_ONCE, more))
            found = counts(
                within,
                [chance.permutation(pairs.days) for _ in portion],
                [asked[at] for at in open_ones],
            )
            for place, at in enumerate(open_ones):
                dealt[at].add(found[:, place], int(observed[at]))
        done += more
        more = done if 2 * done <= ENOUGH else 0
    return dealt


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

    near = pairs.within(window.km)
    both = np.stack([near.one, near.other], axis=1)
    apart = np.abs(pairs.days[both[:, 1]] - pairs.days[both[:, 0]])
    order = np.argsort(apart, kind="stable")
    kept: NDArray[np.intp] = both[order[apart[order] <= window.days]]
    return kept
