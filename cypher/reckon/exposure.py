"""Works out `exposure`: counts with their intervals, a value by weights, and what has changed.

What always holds here: no row counts an incident twice; an incident whose place is coarse is never
near, and is told of as not counted; a group of which only a part passed into a lineage is told as
such; every weight is at most 1 and stands below, where docs/counting.md says why. The value a year
before is reckoned as it would have been on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from graphq.cypher.reckon.intervals import (
    change_word,
    count_interval,
    difference_by_chance,
    small,
    weighted_sum_interval,
)
from graphq.cypher.reckon.listed import MOST, told_together, united
from graphq.graph.records import Row

PLACE_WEIGHTS: Final = {"exact": 1.0, "near": 0.8}
"""By how exactly the place is known, where the incident struck no facility on record."""
COARSE_WEIGHT: Final = 0.5
COARSE_KM: Final = 10.0
"""A target of which the place is known no better than this is told of as coarse."""
ATTRIBUTION_WEIGHTS: Final = {"claimed": 1.0, "assessed": 0.9, "suspected": 0.5, "disputed": 0.25}
"""By whose word it is the group's; only in the row of a lineage, since it happened in any case."""
YEAR: Final = 365

EVERYONE: Final = "everyone"
NOBODY: Final = "nobody named"
NEAR: Final = "near"
LIKE: Final = "like"
EITHER: Final = "either"
SCOPES: Final[dict[str, tuple[str, ...]]] = {
    NEAR: ("near",),
    LIKE: ("like",),
    EITHER: ("near", "like"),
}
"""Each scope with the columns of which one has to be so; an incident of both counts once."""
_TIMELESS: Final = ("year", "unknown")


@dataclass(slots=True)
class Counted:
    """What one row counts: incidents, each with its weight apart from its age."""

    name: str
    key: str | None = None
    weights: dict[str, float] = field(default_factory=dict)
    incidents: dict[str, Row] = field(default_factory=dict)
    wholly: set[str] = field(default_factory=set)
    groups: dict[str, bool] = field(default_factory=dict)
    """Who did it, and whether the group passed wholly into the lineage."""
    disputed_by: dict[str, None] = field(default_factory=dict)

    def add(self, read: Row, weight: float, wholly: bool = True) -> None:
        """Count an incident; of two weights, as by two groups of the lineage, the larger."""
        key = read["incidentId"]
        self.incidents[key] = read
        self.weights[key] = max(weight, self.weights.get(key, 0.0))
        if wholly:
            self.wholly.add(key)


@dataclass(frozen=True, slots=True)
class CountedSpan:
    """The days counted, and how fast what is older loses weight."""

    last: date
    days: int
    half_life: float
    _aged: dict[date, float] = field(default_factory=dict)

    @property
    def eve(self) -> date:
        """The day before the first of these days."""
        return self.last - timedelta(days=self.days)

    def counts(self, incidents: Iterable[Row]) -> list[Row]:
        """Those of the incidents that began in these days."""
        eve, last = self.eve, self.last
        return [one for one in incidents if eve < one["firstDay"] <= last]

    def earlier(self) -> CountedSpan:
        """As many days a year earlier, or right before them where they are more than a year."""
        return CountedSpan(
            self.last - timedelta(days=max(self.days, YEAR)), self.days, self.half_life
        )

    def weighed(self, counted: Counted) -> list[float]:
        """The weights of all that had begun by the last day, each with that of its age."""
        return [
            counted.weights[key] * self._age_weight(read["firstDay"])
            for key, read in counted.incidents.items()
            if read["firstDay"] <= self.last
        ]

    def _age_weight(self, first: date) -> float:
        """What is left by the last day of the weight of what began then: reckoned once a day."""
        if first not in self._aged:
            self._aged[first] = 0.5 ** ((self.last - first).days / self.half_life)
        return self._aged[first]


def rows(read: Sequence[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """A row for everyone and each lineage, in each scope; none where nothing is on record."""
    span = CountedSpan(parameters["asOf"], parameters["days"], parameters["halfLifeDays"])
    ordered = sorted(read, key=lambda one: one["incidentId"])
    ordered.sort(key=lambda one: one["firstDay"], reverse=True)
    dated = [one for one in ordered if one["datePrecision"] not in _TIMELESS]
    within = {scope: [one for one in dated if _is_in(scope, one)] for scope in SCOPES}
    if not (within[NEAR] and within[LIKE]):
        del within[EITHER]
    if not ordered:
        return []
    earlier, lineages = span.earlier(), _lineages(ordered)
    found: list[Row] = []
    for scope, incidents in within.items():
        ranked = _rows_of(incidents, lineages, span, parameters["limit"])
        for number, counted in enumerate(ranked):
            left_out = _left_out(scope, ordered, span, earlier) if number == 0 else []
            found.append(_row(scope, counted, span, earlier, left_out))
    return found


def _lineages(read: Sequence[Row]) -> dict[str, list[Row]]:
    """By the id of a group, the lineages that it is of."""
    found: dict[str, list[Row]] = {}
    for lineage in (one for row in read for one in row["lineages"] or ()):
        found.setdefault(lineage["group"], []).append(lineage)
    return found


def _is_in(scope: str, read: Row) -> bool:
    return any(read[column] for column in SCOPES[scope])


def _rows_of(
    incidents: Sequence[Row], lineages_of: Mapping[str, list[Row]], span: CountedSpan, limit: int
) -> list[Counted]:
    """Everyone, then the lineages with most incidents, then those that nobody is named for.

    A lineage has a row of its own where something is wholly its own: not where all there is was
    done by a group of which a part passed into it.
    """
    everyone, nobody = Counted(EVERYONE), Counted(NOBODY)
    lineages: dict[str, Counted] = {}
    for read in incidents:
        weight = place_weight(read)
        everyone.add(read, weight)
        if not read["doers"]:
            nobody.add(read, weight)
        for doer in read["doers"]:
            itself = [{"id": doer["id"], "name": doer["name"], "extent": "whole", "disputedBy": []}]
            its_own = [
                one
                for one in lineages_of.get(doer["id"], ())
                if one["until"] is None or read["firstDay"] <= one["until"]
            ]
            # Its own lineage is nowhere only if it passed on wholly in a circle, or acted after.
            for lineage in its_own or itself:
                counted = lineages.setdefault(
                    lineage["id"], Counted(lineage["name"], lineage["id"])
                )
                said = ATTRIBUTION_WEIGHTS[doer["attribution"]]
                wholly = lineage["extent"] == "whole"
                counted.add(read, weight * said, wholly)
                counted.groups[doer["name"]] = wholly or counted.groups.get(doer["name"], False)
                counted.disputed_by.update(dict.fromkeys(lineage["disputedBy"] or ()))
    own = [one for one in lineages.values() if one.wholly]
    ranked = sorted(own, key=lambda one: _order(one, span))
    return [everyone, *ranked[:limit], *([nobody] if nobody.incidents else [])]


def _order(counted: Counted, span: CountedSpan) -> tuple[int, float, str]:
    now = len(span.counts(counted.incidents.values()))
    return -now, -round(sum(span.weighed(counted)), 9), str(counted.key)


def place_weight(read: Row) -> float:
    """The weight by how exactly it is known where the incident was."""
    return 1.0 if read["named"] else PLACE_WEIGHTS.get(read["geoPrecision"], COARSE_WEIGHT)


def _row(
    scope: str, counted: Counted, span: CountedSpan, earlier: CountedSpan, left_out: list[str]
) -> Row:
    now, before = (days.counts(counted.incidents.values()) for days in (span, earlier))
    weights = span.weighed(counted)
    low, high = count_interval(len(now))
    value_low, value_high = weighted_sum_interval(weights)
    all_of_them = list(counted.incidents.values())[:MOST]
    datasets = sorted({one["dataset"] for one in counted.incidents.values()})
    return {
        "scope": scope,
        "lineageId": counted.key,
        "lineage": counted.name,
        "incidents": len(now),
        "interval": _told(low, high),
        "before": len(before),
        "change": change_word(len(now), len(before)),
        "small": small(len(now), len(before)),
        "value": round(sum(weights), 2),
        "valueInterval": _told(value_low, value_high),
        "valueBefore": round(sum(earlier.weighed(counted)), 2),
        "asPart": sum(one["incidentId"] not in counted.wholly for one in now) or None,
        "low": round(low, 2),
        "high": round(high, 2),
        "chance": round(difference_by_chance(len(now), len(before)), 3),
        "valueLow": round(value_low, 2),
        "valueHigh": round(value_high, 2),
        "groups": [
            name if counted.groups[name] else f"{name} (a part of it)"
            for name in sorted(counted.groups)
            if name != counted.name
        ],
        "leftOut": left_out,
        "together": told_together(datasets) if counted.name == EVERYONE else None,
        "incidentIds": [one["incidentId"] for one in all_of_them],
        "disputedBy": sorted(counted.disputed_by),
        "disputes": [
            f"{one['date']}: {one['conflicts']}"
            for one in [*now, *before]
            if one["conflicts"] and scope != EITHER
        ],
        "sources": united(one["sources"] for one in all_of_them),
    }


def _left_out(
    scope: str, read: Sequence[Row], span: CountedSpan, earlier: CountedSpan
) -> list[str]:
    """Sentences on what is in none of the scope's numbers."""
    told = []
    years = sum(_is_in(scope, one) and one["datePrecision"] in _TIMELESS for one in read)
    if years:
        told.append(f"{_incidents(years)} of which no more than the year is known")
    if scope == NEAR:
        if read[0]["hereKm"] is None:
            told.append(
                "the place of the target itself is not known, so that only strikes on it are near"
            )
        elif read[0]["hereKm"] > COARSE_KM:
            told.append(
                f"the place of the target itself is known to some {read[0]['hereKm']:.0f} km only: "
                "what was near may be missing, and what was not may be counted"
            )
        unplaced = [one for one in read if one["unplaced"]]
        now, before = (len(days.counts(unplaced)) for days in (span, earlier))
        if now or before:
            told.append(
                f"{_incidents(now)} of these days and {before} of those a year before, in its unit "
                "or country, of which the place is known too coarsely to say whether it was near"
            )
    return told


def _incidents(number: int) -> str:
    return "1 incident" if number == 1 else f"{number} incidents"


def _told(low: float, high: float) -> str:
    return f"{low:.1f}–{high:.1f}"
