"""How surely two incidents tell one event, and by which reasons.

What always holds here: each thing that the two tell alike or otherwise adds or takes its weight,
and what one of them does not tell adds nothing; the score is the logistic function of their sum, as
in I. P. Fellegi and A. B. Sunter, “A theory for record linkage”, Journal of the American
Statistical Association 64 (1969), 1183-1210. The weights were set by hand, and which of the two
comes first makes no difference.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from graphq.graph.read.names import name_key

LIKELY: Final = 0.5
"""From this score on two incidents are likely to tell one event."""
LONGEST: Final = 62
"""Days; what is told with a longer span is not compared, as is said in the statement too."""
_PRIOR: Final = -3.0
"""The sum before anything is compared: of pairs so close in time, few are one event."""
_SURE, _WEEK = 3, 7
"""Days: what is told within three is dated well, within a week fairly."""
_NEAR, _FAR = 5.0, 15.0
"""Kilometres between exact coordinates: of one place, and of two."""
_ALIKE: Final = 0.8
"""The share of letters in common from which two names may be spellings of one."""
_SHORTEST: Final = 4
"""Letters; a shorter name is alike only to itself."""
_MUCH: Final = 0.5
"""Targets are described alike where a larger share of the words is in both."""
_NO_NAMES: Final = frozenset(
    (
        "area", "between", "border", "camp", "center", "centre", "cercle", "city", "commune",
        "county", "department", "district", "division", "east", "from", "near", "north",
        "prefecture", "province", "region", "road", "south", "state", "town", "township",
        "village", "west",
    )
)  # fmt: skip
"""Words in what a source prints of a place that name none."""


Pair = tuple[str, str]
"""Two incidents by their ids."""


class Reason(NamedTuple):
    """What speaks for or against, and how much."""

    weight: float
    text: str

    def __str__(self) -> str:
        """With its sign."""
        return f"{'+' if self.weight > 0 else '−'} {self.text}"


@dataclass(frozen=True)
class Telling:
    """What one incident tells, as far as it is compared."""

    first_day: date
    last_day: date
    dataset: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin1_id: str | None = None
    admin2: str | None = None
    place_text: str = ""
    places: tuple[str, ...] = ()
    """Names of its place; none where it is known to a unit only."""
    exact: bool = False
    """Whether a coordinate stands for the place itself."""
    low: int | None = None
    best: int | None = None
    high: int | None = None
    tactics: frozenset[str] = frozenset()
    target_type: str = "unknown"
    groups: frozenset[str] = frozenset()
    """Ids of the armed groups that it names."""
    states: frozenset[str] = frozenset()
    """Ids of the forces of states that it names."""
    target: str = ""
    """What it says of the target."""

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of its place, folded; of what is known to a unit only, that as printed."""
        return frozenset(filter(None, map(name_key, self.places or (self.place_text,))))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words in what it prints of its place that can be names, folded."""
        return _words(" ".join((*self.places, self.place_text))) - _NO_NAMES

    @property
    def district(self) -> str | None:
        """Its second-order unit, or what is printed where it is known to a unit only."""
        words = self.place_text.split()
        printed = " ".join(word for word in words if name_key(word) not in _NO_NAMES)
        if self.admin2 or self.places or not self.admin1:
            return self.admin2
        return None if _same_unit(printed, self.admin1) else printed or None

    @property
    def span(self) -> int:
        """Over how many days it is told, less one."""
        return (self.last_day - self.first_day).days

    @property
    def figures(self) -> tuple[int, int, int] | None:
        """Low, best and high of those killed, from those that are told; none where none is."""
        told = [figure for figure in (self.low, self.best, self.high) if figure is not None]
        if not told:
            return None
        best = self.best if self.best is not None else self.high if self.low is None else self.low
        assert best is not None
        return min(told), best, max(told)


def _words(text: str) -> frozenset[str]:
    keys = map(name_key, text.replace("-", " ").split())
    return frozenset(key for key in keys if len(key) >= _SHORTEST)


def reasons(
    one: Telling, other: Telling, km: float | None = None, kin: int = 0, namesakes: int = 0
) -> list[Reason]:
    """What speaks for and against the two telling one event, the weightiest first.

    `km` is the distance between their coordinates, if both have one. `kin` is how many ties of a
    whole and its part, or an heir and an ancestor, there are between their actors, and `namesakes`
    how many of these have a name in common.
    """
    found = [
        *_dataset(one, other),
        *_days(one, other),
        *_place(one, other, km),
        *_actors(one, other, kin, namesakes),
        *_killed(one, other),
        *_how(one, other),
    ]
    return sorted(found, key=lambda reason: (-abs(reason.weight), reason.text))


def worth(found: Iterable[Reason]) -> float:
    """The sum of the weights of these reasons: 0 where one event and two are as likely."""
    # Rounded, so that sums of tenths that are equal are so.
    return round(_PRIOR + math.fsum(reason.weight for reason in found), 6)


def score(of_worth: float) -> float:
    """From 0 to 1, how surely two incidents of this worth tell one event."""
    return 1 / (1 + math.exp(-of_worth))


def _dataset(one: Telling, other: Telling) -> Iterator[Reason]:
    if one.dataset is not None and one.dataset == other.dataset:
        yield Reason(-2.5, "one dataset lists the two apart")


def _days(one: Telling, other: Telling) -> Iterator[Reason]:
    apart = max((other.first_day - one.last_day).days, (one.first_day - other.last_day).days, 0)
    if apart > 0:
        days = "a day" if apart == 1 else f"{apart} days"
        weight = {1: 0.6, 2: -1.0}.get(apart, -2.5 if apart <= _WEEK else -5.0)
        yield Reason(weight, f"{days} apart")
    elif one.span == other.span == 0:
        yield Reason(2.0, "the same day")
    elif (one.first_day, one.last_day) == (other.first_day, other.last_day):
        yield Reason(1.8 if one.span <= _WEEK else 0.6, "the same days")
    elif max(one.span, other.span) <= _SURE:
        yield Reason(1.6, "days in common")
    elif max(one.span, other.span) <= _WEEK:
        yield Reason(1.0, "within days of one another")
    elif _within(one, other) or _within(other, one):
        yield Reason(0.2, "a day among those of the other, told vaguely")
    else:
        yield Reason(-0.6, "days told vaguely that may be the same")


def _within(one: Telling, other: Telling) -> bool:
    return other.first_day <= one.first_day and one.last_day <= other.last_day


def _place(one: Telling, other: Telling, km: float | None) -> Iterator[Reason]:
    name = _names_agree(one, other)
    named = bool(one.places and other.places)
    if km is not None and one.exact and other.exact:
        told = f"{km:.0f} km apart"
        if km <= _NEAR:
            yield Reason(2.2, told)
        elif km <= _FAR:
            yield Reason(0.5, told)
        else:
            yield Reason(-1.5 if km <= 2 * _FAR else -3.0, told)
        if name:
            yield Reason(1.0, name.text)
        elif named:
            yield Reason(-0.8, "places of other names")
        return
    if name:
        yield name
    elif named:
        yield Reason(-2.2, "places of other names")
    yield from _units(one, other, bool(name))


def _names_agree(one: Telling, other: Telling) -> Reason | None:
    if not one.places and not other.places:
        # Both are told of a unit, which is compared as one.
        return None
    whole = bool(one.places and other.places)
    if one.names & other.names:
        return Reason(2.4 if whole else 1.2, "a place of the same name")
    alike = any(_alike(a, b) for a in one.names for b in other.names)
    if alike or one.words & other.words:
        return Reason(1.8 if whole else 1.0, "places of names alike")
    return None


@lru_cache(maxsize=1 << 14)
def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST:
        return False
    one, other = sorted((one, other))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _units(one: Telling, other: Telling, named: bool) -> Iterator[Reason]:
    """By unit, where no coordinates tell more."""
    if one.country and other.country and one.country != other.country:
        yield Reason(-3.0, "in two countries")
        return
    districts = _same_unit(one.district, other.district)
    is_one_unit = one.admin1_id is not None and one.admin1_id == other.admin1_id
    regions = is_one_unit or _same_unit(one.admin1, other.admin1)
    if districts and regions is not False:
        yield Reason(0.4 if named else 1.6, "in one district")
    elif regions:
        yield Reason(0.2 if named else 0.5, "in one region")
    if districts is False and not named:
        yield Reason(-0.5, "in districts of other names")
    if regions is False:
        yield Reason(-1.0, "in regions of other names")


def _same_unit(one: str | None, other: str | None) -> bool | None:
    if not one or not other:
        return None
    return _alike(name_key(one), name_key(other)) or name_key(one) == name_key(other)


def _actors(one: Telling, other: Telling, kin: int, namesakes: int) -> Iterator[Reason]:
    if one.groups & other.groups:
        yield Reason(1.4, "the same group")
    elif namesakes and one.groups and other.groups:
        yield Reason(1.2, "groups of one name")
    elif kin:
        yield Reason(1.0, "a group, and a part or an ancestor of it")
    elif one.groups and other.groups:
        yield Reason(-1.5, "other groups")
    elif one.states & other.states:
        weight = 0.3 if one.groups or other.groups else 1.0
        yield Reason(weight, "forces of the same state")


def _killed(one: Telling, other: Telling) -> Iterator[Reason]:
    if one.figures is None or other.figures is None:
        return
    (low, best, high), (other_low, other_best, other_high) = one.figures, other.figures
    less, more = sorted((best, other_best))
    if best == other_best:
        weight = 0.3 if best == 0 else 0.6 if best < 3 else 1.2 if best < 10 else 1.8
        both = one.best is not None and other.best is not None
        told = "the same number killed" if both else "a figure of those killed in common"
        yield Reason(weight, told)
        if both and low < high and (low, high) == (other_low, other_high):
            yield Reason(0.8, "the same lowest and highest number killed")
    elif low <= other_high and other_low <= high:
        yield Reason(0.6, "numbers killed that overlap")
    elif more - less <= 2 or more <= 1.5 * less:
        yield Reason(0.2, "numbers killed close to one another")
    elif more - less > 5 and more > 3 * less:
        yield Reason(-1.5, "numbers killed far apart")
    else:
        yield Reason(-0.5, "other numbers killed")


def _how(one: Telling, other: Telling) -> Iterator[Reason]:
    if one.tactics and other.tactics:
        same = bool(one.tactics & other.tactics)
        yield Reason(0.7, "the same tactic") if same else Reason(-0.5, "other tactics")
    if "unknown" not in (one.target_type, other.target_type):
        same = one.target_type == other.target_type
        yield Reason(0.4, "the same kind of target") if same else Reason(-0.4, "other targets")
    here, there = _words(one.target), _words(other.target)
    if len(here & there) > _MUCH * len(here | there):
        yield Reason(1.0, "targets described alike")


def outdone(worths: Mapping[Pair, float]) -> set[Pair]:
    """Those of the pairs of which another with one of the two fits better, or as well.

    A dataset tells an event once as a rule: of the pairs of an incident with one dataset at most
    one is right. The best is taken first, and the two in it are left out of what remains.
    """
    taken: set[str] = set()
    behind: set[Pair] = set()
    by_worth: dict[float, list[Pair]] = {}
    for pair, value in worths.items():
        by_worth.setdefault(value, []).append(pair)
    for value in sorted(by_worth, reverse=True):
        left = [pair for pair in by_worth[value] if taken.isdisjoint(pair)]
        among = Counter(key for pair in left for key in pair)
        alone = {pair for pair in left if all(among[key] == 1 for key in pair)}
        behind.update(pair for pair in by_worth[value] if pair not in alone)
        taken.update(key for pair in left for key in pair)
    return behind
