"""Works out `exposure`: counts with their intervals, a value by weights, and what has changed.

What always holds here: no row counts an incident twice; an incident whose place is coarse is never
near, and is told of as not counted; what a group did of which only a part passed into a lineage is
no deed of it, unless parts are asked for, and is then told as such; every weight is at most 1 and
stands below, where docs/counting.md says why. The value a year before is reckoned as it would have
been on that day; where the record does not go so far back, nothing is said of that year.
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
from graphq.cypher.reckon.listed import MOST, telling_place, told_together, united
from graphq.graph.records import Row

PLACE_WEIGHTS: Final = {"exact": 1.0, "near": 0.8}
"""By how exactly the place is known, where the incident struck no facility on record."""
COARSE_WEIGHT: Final = 0.5
COARSE_KM: Final = 10.0
"""A target of which the place is known no better than this is told of as coarse."""
ATTRIBUTION_WEIGHTS: Final = {"claimed": 1.0, "assessed": 0.9, "suspected": 0.5, "disputed": 0.25}
"""By whose word it is the group's; only in the row of a lineage, since it happened in any case."""
UNTOLD_WEIGHT: Final = ATTRIBUTION_WEIGHTS["suspected"]
"""Where the claims that the word rests on came only after the day."""
YEAR: Final = 365

EVERYONE: Final = "everyone"
NOBODY: Final = "nobody named"
NEAR: Final = "near"
LIKE: Final = "like"
EITHER: Final = "either"
SCOPES: Final = (NEAR, LIKE, EITHER)
"""An incident that is both counts once in the last."""
_NOT_COMPARED: Final = dict.fromkeys(("before", "change", "valueBefore", "chance"))
"""What is said of the year before where the record begins within it: nothing."""
_TIMELESS: Final = ("year", "unknown")


Lineage = Mapping[str, Any]
"""A last group that another passed into: its id, name, extent, until when, and who disputes it."""


@dataclass(slots=True)
class WeighedIncident:
    """An incident that counts, with what is said of it in any of the rows read."""

    key: str
    first_day: date
    dataset: str
    is_timeless: bool
    geo_precision: str
    sources: list[str]
    disagreement: str | None
    telling_of: str | None = None
    """The event that it tells of, where several incidents are known to tell it."""
    further: int = 0
    """How many more tell of the same event, which are not counted."""
    near: bool = False
    like: bool = False
    is_named: bool = False
    """Whether it struck a facility on record."""
    is_maybe_near: bool = False
    """Whether it may have been near, but its place is known too coarsely to say."""
    doers: dict[tuple[str, str | None], tuple[str, list[Lineage]]] = field(default_factory=dict)
    """By the id of a group, and on whose word it did it, if that was told by then: its name, and
    its lineages."""

    @property
    def place_weight(self) -> float:
        """The weight by how exactly it is known where it was."""
        return 1.0 if self.is_named else PLACE_WEIGHTS.get(self.geo_precision, COARSE_WEIGHT)

    def is_in(self, scope: str) -> bool:
        """Whether the scope holds it."""
        return (self.near and scope != LIKE) or (self.like and scope != NEAR)

    def of_lineages(self, with_parts: bool) -> dict[str, LineageShare]:
        """By the id of a lineage, what it has of the incident: of two groups of it, the larger.

        Without parts it has nothing of what a group did of which only a part passed into it; the
        group is named as left out.
        """
        found: dict[str, LineageShare] = {}
        weight = self.place_weight
        for (group, said), (name, lineages) in self.doers.items():
            its_own = [
                one for one in lineages if one["until"] is None or self.first_day <= one["until"]
            ]
            # Its own lineage is nowhere only if it passed on wholly in a circle, or acted after.
            itself = {"id": group, "name": name, "extent": "whole", "disputedBy": []}
            counted = [one for one in its_own if with_parts or one["extent"] == "whole"]
            for lineage in its_own:
                if lineage not in counted:
                    share = found.setdefault(lineage["id"], LineageShare(lineage["name"]))
                    share.left_out.add(name)
            for lineage in counted or [itself]:
                share = found.setdefault(lineage["id"], LineageShare(lineage["name"]))
                wholly = lineage["extent"] == "whole"
                share.weight = max(
                    share.weight, weight * ATTRIBUTION_WEIGHTS.get(said or "", UNTOLD_WEIGHT)
                )
                share.wholly = share.wholly or wholly
                share.by.append((name, wholly, lineage["disputedBy"]))
        return found


@dataclass(slots=True)
class LineageShare:
    """What a lineage has of an incident: its weight, and the groups of the lineage that did it."""

    name: str
    weight: float = 0.0
    wholly: bool = False
    by: list[tuple[str, bool, list[str]]] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    """Groups that did it, and of which only a part passed into the lineage."""


@dataclass(slots=True)
class Counted:
    """What one row counts: incidents, each with its weight apart from its age."""

    name: str
    key: str | None = None
    incidents: list[WeighedIncident] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    part: set[str] = field(default_factory=set)
    """Those done only by a group of which a part passed into the lineage."""
    groups: dict[str, bool] = field(default_factory=dict)
    """Who did it, and whether the group passed wholly into the lineage."""
    disputed_by: set[str] = field(default_factory=set)
    parts_left_out: list[set[str]] = field(default_factory=list)
    """Of each incident left out since only a part passed into the lineage, who did it."""

    def add(self, incident: WeighedIncident, weight: float) -> None:
        """Count an incident."""
        self.incidents.append(incident)
        self.weights.append(weight)

    def add_share(self, incident: WeighedIncident, share: LineageShare) -> None:
        """Count what the lineage has of an incident, if it has anything."""
        if not share.by:
            self.parts_left_out.append(share.left_out)
            return
        self.add(incident, share.weight)
        if not share.wholly:
            self.part.add(incident.key)
        for name, wholly, disputed_by in share.by:
            self.groups[name] = wholly or self.groups.get(name, False)
            self.disputed_by.update(disputed_by)


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

    def counts(self, incidents: Iterable[WeighedIncident]) -> list[WeighedIncident]:
        """Those of the incidents that began in these days."""
        eve, last = self.eve, self.last
        return [one for one in incidents if eve < one.first_day <= last]

    def earlier(self) -> CountedSpan:
        """As many days a year earlier, or right before them where they are more than a year."""
        return CountedSpan(
            self.last - timedelta(days=max(self.days, YEAR)), self.days, self.half_life
        )

    def weighed(self, counted: Counted) -> list[float]:
        """The weights of all that had begun by the last day, each with that of its age."""
        return [
            weight * self._age_weight(one.first_day)
            for one, weight in zip(counted.incidents, counted.weights, strict=True)
            if one.first_day <= self.last
        ]

    def _age_weight(self, first: date) -> float:
        """What is left by the last day of the weight of what began then: reckoned once a day."""
        if first not in self._aged:
            self._aged[first] = 0.5 ** ((self.last - first).days / self.half_life)
        return self._aged[first]


def rows(read: Sequence[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """A row for everyone and each lineage, in each scope; none where nothing is on record."""
    span = CountedSpan(parameters["asOf"], parameters["days"], parameters["halfLifeDays"])
    ordered = sorted(_incidents_of(read), key=lambda one: one.key)
    ordered.sort(key=lambda one: one.first_day, reverse=True)
    dated = [one for one in ordered if not one.is_timeless]
    within = {scope: [one for one in dated if one.is_in(scope)] for scope in SCOPES}
    if not (within[NEAR] and within[LIKE]):
        del within[EITHER]
    if not ordered:
        return []
    earlier, here_km = span.earlier(), read[0]["hereKm"]
    since = parameters.get("recordFrom")
    is_covered = since is None or since <= earlier.eve + timedelta(days=1)
    with_parts = parameters["parts"]
    shares = {one.key: one.of_lineages(with_parts) for one in dated if one.is_in(EITHER)}
    found: list[Row] = []
    for scope, incidents in within.items():
        ranked = _rows_of(incidents, shares, span, parameters["limit"])
        for number, counted in enumerate(ranked):
            left_out = _left_out(scope, ordered, here_km, span, earlier) if number == 0 else []
            row = _row(scope, counted, span, earlier, left_out)
            found.append(row if is_covered else {**row, **_NOT_COMPARED})
    return found


def _incidents_of(read: Iterable[Row]) -> Iterable[WeighedIncident]:
    """Each incident once, with all that the rows say of it."""
    found: dict[str, WeighedIncident] = {}
    for row in read:
        for done in row["done"]:
            near, like = done["near"], done["like"]
            doer, who = (row["groupId"], done["attribution"]), (row["group"], row["lineages"])
            for key, first_day, sources, disagreement, telling_of in done["incidents"]:
                one = found.get(key)
                if one is None:
                    one = found[key] = WeighedIncident(
                        key, first_day, done["dataset"], done["datePrecision"] in _TIMELESS,
                        done["geoPrecision"], sources, disagreement, telling_of,
                    )  # fmt: skip
                one.near, one.like = one.near or near, one.like or like
                one.is_named = one.is_named or done["named"]
                one.is_maybe_near = one.is_maybe_near or not (near or like)
                if row["groupId"] is not None:
                    one.doers[doer] = who
    return _told_once(found.values())


def _told_once(incidents: Iterable[WeighedIncident]) -> Iterable[WeighedIncident]:
    """Each event once, as the dossier tells it, else as the first by dataset and id.

    It was near, and like, where one of its tellings was, and whoever one of them names did it.
    """
    found: dict[str, WeighedIncident] = {}
    for one in sorted(incidents, key=lambda one: telling_place(one.dataset, one.key)):
        first = found.setdefault(one.telling_of or one.key, one)
        if first is not one:
            first.further += 1
            first.near, first.like = first.near or one.near, first.like or one.like
            first.is_named = first.is_named or one.is_named
            first.is_maybe_near = first.is_maybe_near or one.is_maybe_near
            first.doers = one.doers | first.doers
    return found.values()


def _rows_of(
    incidents: Iterable[WeighedIncident],
    shares: Mapping[str, Mapping[str, LineageShare]],
    span: CountedSpan,
    limit: int,
) -> list[Counted]:
    """Everyone, then the lineages with most incidents, then those that nobody is named for.

    A lineage has a row of its own where something is wholly its own: not where all there is was
    done by a group of which a part passed into it.
    """
    everyone, nobody = Counted(EVERYONE), Counted(NOBODY)
    lineages: dict[str, Counted] = {}
    for one in incidents:
        everyone.add(one, one.place_weight)
        if not one.doers:
            nobody.add(one, one.place_weight)
        for key, share in shares[one.key].items():
            if key not in lineages:
                lineages[key] = Counted(share.name, key)
            lineages[key].add_share(one, share)
    own = [one for one in lineages.values() if len(one.part) < len(one.incidents)]
    ranked = sorted(own, key=lambda one: _order(one, span))
    return [everyone, *ranked[:limit], *([nobody] if nobody.incidents else [])]


def _order(counted: Counted, span: CountedSpan) -> tuple[int, float, str]:
    now = len(span.counts(counted.incidents))
    return -now, -round(sum(span.weighed(counted)), 9), str(counted.key)


def _row(
    scope: str, counted: Counted, span: CountedSpan, earlier: CountedSpan, left_out: list[str]
) -> Row:
    now, before = (days.counts(counted.incidents) for days in (span, earlier))
    weights = span.weighed(counted)
    low, high = count_interval(len(now))
    value_low, value_high = weighted_sum_interval(weights)
    newest = counted.incidents[:MOST]
    datasets = sorted({one.dataset for one in counted.incidents})
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
        "asPart": sum(one.key in counted.part for one in now) or None,
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
        "partsLeftOut": _parts_left_out(counted.parts_left_out),
        "leftOut": left_out,
        "together": told_together(datasets) if counted.name == EVERYONE else None,
        "incidentIds": [one.key for one in newest],
        "disputedBy": sorted(counted.disputed_by),
        "disputes": [
            one.disagreement for one in [*now, *before] if one.disagreement and scope != EITHER
        ],
        "sources": united(one.sources for one in newest),
    }


def _parts_left_out(incidents: Sequence[set[str]]) -> str | None:
    """What a lineage has not got, since only a part of who did it passed into it."""
    if not incidents:
        return None
    names = " and ".join(sorted(set().union(*incidents)))
    return (
        f"{_incidents(len(incidents))} by {names}, of which only a part passed into it; "
        "--parts counts them"
    )


def _left_out(
    scope: str,
    read: Sequence[WeighedIncident],
    here_km: float | None,
    span: CountedSpan,
    earlier: CountedSpan,
) -> list[str]:
    """Sentences on what is in none of the scope's numbers."""
    told = []
    further = sum(one.further for one in read if one.is_in(scope))
    if further:
        told.append(f"{_incidents(further)} known to tell of an event that another tells")
    years = sum(one.is_timeless and one.is_in(scope) for one in read)
    if years:
        told.append(f"{_incidents(years)} of which no more than the year is known")
    if scope == NEAR:
        if here_km is None:
            told.append(
                "the place of the target itself is not known, so that only strikes on it are near"
            )
        elif here_km > COARSE_KM:
            told.append(
                f"the place of the target itself is known to some {here_km:.0f} km only: "
                "what was near may be missing, and what was not may be counted"
            )
        unplaced = [one for one in read if one.is_maybe_near and not one.near]
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
