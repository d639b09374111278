"""How many incidents are alike, and how many were killed in them: added up one by one.

What always holds here: the same incidents give the same sums, in whatever order they come. A figure
that no incident gives is not there, and never nought.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Mapping
from datetime import date
from typing import Any, Final, Self

import orjson

from graphq.graph.model.facts import NAME_LENGTH
from graphq.graph.model.nodes import IncidentSum
from graphq.graph.records import Row
from graphq.graph.write.counted import CountedIncident
from graphq.graph.write.families import FAMILIES, Keys, Share, shares
from graphq.graph.write.upsert import DERIVED

_NEWEST: Final = 20
"""Incidents whose sources a sum cites, where the dataset is none itself."""

_NO_GROUPS: Final = frozenset[str | None]()
_NO_SOURCES: Final[list[tuple[str, list[str]]]] = []
"""Never changed: there are very many sums, and most have none."""


class Sum:
    """What is added up of like incidents."""

    __slots__ = (
        "best", "claimed", "claimed_last", "disputed", "earliest", "first_day", "groups", "high",
        "incidents", "last_day", "latest", "low", "newest", "own",
    )  # fmt: skip

    def __init__(self) -> None:
        """Nothing yet."""
        self.incidents = self.claimed = self.disputed = 0
        self.low: int | None = None
        self.best: int | None = None
        self.high: int | None = None
        self.first_day = "~"
        self.last_day = ""
        self.earliest, self.latest = "~", ""
        self.claimed_last = ""
        self.groups: frozenset[str | None] = _NO_GROUPS
        self.newest: list[tuple[str, list[str]]] = _NO_SOURCES
        """The incidents whose sources are cited, by day and id, and their sources."""
        self.own = False
        """Whether the dataset is the source of some of them."""

    def add(self, one: CountedIncident, share: Share) -> None:
        """Add an incident."""
        self.incidents += 1
        if one.low is not None:
            self.low = (self.low or 0) + one.low
        if one.best is not None:
            self.best = (self.best or 0) + one.best
        if one.high is not None:
            self.high = (self.high or 0) + one.high
        if one.sources:
            self.newest = sorted([*self.newest, (moment_of(one), one.sources)])[-_NEWEST:]
        else:
            self.own = True
        name = share.keys[0]
        family = FAMILIES[name]
        if family.spans:
            self.first_day = min(self.first_day, one.first_day)
            self.last_day = max(self.last_day, one.last_day)
        if not family.moments:
            return
        moment = moment_of(one)
        if moment < self.earliest:
            self.earliest = moment
        if moment > self.latest:
            self.latest = moment
        if name == "place":
            for group, _ in one.doers:
                if group not in self.groups:
                    self.groups = self.groups | {group}
            return
        if share.claims:
            self.claimed += 1
            self.claimed_last = max(self.claimed_last, *share.claims)
        self.disputed += share.disputed

    def take(self, one: CountedIncident, share: Share, still: Sum) -> bool:
        """Take an incident away; whether the sum is right then, or has to be counted anew.

        `still` are incidents that are in it for sure.
        """
        self.incidents -= 1
        family, right = FAMILIES[share.keys[0]], True
        if family.spans:
            right &= one.first_day > self.first_day or still.first_day == self.first_day
            right &= one.last_day < self.last_day or still.last_day == self.last_day
        for figure in ("low", "best", "high"):
            if (given := getattr(one, figure)) is not None:
                setattr(self, figure, (getattr(self, figure) or 0) - given)
                # Whether another gives this figure cannot be told from the sum.
                right &= one.best is not None or getattr(still, figure) is not None
        if family.moments:
            moment = moment_of(one)
            right &= moment > self.earliest or still.earliest == self.earliest
            right &= moment < self.latest or still.latest == self.latest
            if share.keys[0] == "place":
                right &= still.groups.issuperset(group for group, _ in one.doers)
            elif share.claims:
                self.claimed -= 1
                last = self.claimed_last
                right &= max(share.claims) < last or still.claimed_last == last
            self.disputed -= share.disputed
        return right

    def properties(self, keys: Keys) -> dict[str, Any]:
        """The properties of the node that says it; what is not known is left out."""
        name, *values = keys
        family = FAMILIES[name]
        found = dict(zip(family.keys, values, strict=True))
        caption = _caption(family.name, found)
        if family.spans:
            found["firstDay"], found["lastDay"] = self.first_day, self.last_day
        if family.figures:
            found["fatalitiesLow"] = self.low
            found["fatalitiesBest"] = self.best
            found["fatalitiesHigh"] = self.high
        if family.moments:
            found["earliest"], found["latest"] = self.earliest, self.latest
        if name == "place":
            found["groups"] = sorted(map(str, self.groups))
        elif name == "group":
            found["claimed"], found["disputed"] = self.claimed, self.disputed
            found["claimedLast"] = date.fromisoformat(self.claimed_last) if self.claimed else None
        elif name == "kind":
            found["tactics"] = list(found["tactics"])
        for day in _DAYS & found.keys():
            found[day] = date.fromisoformat(found[day])
        told = {key: value for key, value in found.items() if value is not None and value != []}
        told["id"], told["name"], told["family"] = id_of(keys), caption, name
        told["incidents"], told["sources"] = self.incidents, self._sources(keys[1])
        told["inferred"], told["statedBy"] = True, [DERIVED]
        return told

    def _sources(self, dataset: str) -> list[str]:
        if not self.newest:
            return [dataset]
        cited = {source for _, sources in self.newest for source in sources}
        return sorted(cited | {dataset} if self.own else cited)

    @classmethod
    def of_properties(cls, found: Mapping[str, Any]) -> Self:
        """What a node says, with days as texts; of its sources, that the dataset is the one."""
        made = cls()
        made.incidents = found["incidents"]
        made.low, made.best, made.high = (
            found.get(f"fatalities{word}") for word in ("Low", "Best", "High")
        )
        made.first_day, made.last_day = found.get("firstDay", "~"), found.get("lastDay", "")
        made.earliest, made.latest = found.get("earliest", "~"), found.get("latest", "")
        made.claimed, made.disputed = found.get("claimed", 0), found.get("disputed", 0)
        made.claimed_last = found.get("claimedLast", "")
        made.groups = frozenset(found.get("groups", ()))
        made.own = True
        return made


class Sums:
    """All sums of the incidents that were added."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._by_keys: dict[Keys, Sum] = {}

    def add(self, one: CountedIncident, only: Container[Keys] | None = None) -> None:
        """Add an incident to every sum that it has a part in, or to those of these keys alone."""
        by_keys = self._by_keys
        for share in shares(one):
            if only is not None and share.keys not in only:
                continue
            found = by_keys.get(share.keys)
            if found is None:
                found = by_keys[share.keys] = Sum()
            found.add(one, share)

    def __getitem__(self, keys: Keys) -> Sum:
        """The sum by these keys."""
        return self._by_keys[keys]

    def __iter__(self) -> Iterator[tuple[Keys, Sum]]:
        """Every sum, with its keys."""
        return iter(self._by_keys.items())


def row_of(keys: Keys, found: Sum) -> Row:
    """The row (`id`, `properties`) of a sum's node."""
    properties = found.properties(keys)
    return {"id": properties["id"], "properties": properties}


def labels_of(keys: Keys) -> tuple[str, ...]:
    """The labels of the node of the sum by these keys."""
    return (IncidentSum.LABEL, FAMILIES[keys[0]].label)


def moment_of(one: CountedIncident) -> str:
    """When an incident began, and which it is: in the order of these one is the first."""
    return f"{one.first_day} {one.id}"


def id_of(keys: Keys) -> str:
    """The id of the sum by these keys."""
    digest = hashlib.blake2b(orjson.dumps(keys), digest_size=10).hexdigest()
    return f"sum:{keys[0]}:{digest}"


_DAYS: Final = frozenset({"firstDay", "lastDay"})
_SAID: Final = {
    "month": ("country", "date"),
    "group": ("country", "groupId"),
    "unit": ("country", "admin1Id", "admin2Id"),
    "place": ("placeId",),
    "kind": ("country", "targetType"),
    "dataset": ("dataset",),
}
"""The keys that a caption says, as far as they are known."""


def _caption(family: str, values: Mapping[str, Any]) -> str:
    said = [values[key] for key in _SAID[family] if values[key]]
    if family == "group" and not values["groupId"]:
        said.append("nobody named")
    text = " ".join(said) or "place not known"
    return text if len(text) <= NAME_LENGTH else f"{text[: NAME_LENGTH - 1]}…"
