"""Incidents put together to the events that they tell, by publishers' ids and by judgements.

What always holds here: the same pairs in any order give the same events. Where two that are judged
different would be told as one, no judgement counts of all that are tied to them, and the
publishers' ids alone say what is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

Pair = tuple[str, str]

_LISTED: Final = "\t"
"""Begins a publisher's id among the incidents, as no id of an incident does."""


def told(
    incidents: Iterable[str],
    listed: Iterable[Pair],
    same: Iterable[Pair],
    different: Iterable[Pair],
) -> dict[str, list[str]]:
    """The events that several of the incidents tell, and by which.

    `listed` has incidents with ids under which publishers list them, `same` and `different` pairs
    of incidents that were judged so; pairs of which one is not among the incidents say nothing. An
    event is called by its least publisher's id, or else by the least id of its incidents.
    """
    there = frozenset(incidents)
    certain = [(one, _LISTED + publisher_id) for one, publisher_id in listed if one in there]
    judged = [pair for pair in same if there.issuperset(pair)]
    joined = _Joined([*certain, *judged])
    torn = {
        joined.root(one)
        for one, other in different
        if there.issuperset((one, other)) and joined.root(one) == joined.root(other)
    }
    if torn:
        upheld = [pair for pair in judged if joined.root(pair[0]) not in torn]
        joined = _Joined([*certain, *upheld])
    members: dict[str, list[str]] = {}
    for incident in sorted(there):
        members.setdefault(joined.root(incident), []).append(incident)
    called: dict[str, str] = {}
    for incident, publisher_id in certain:
        root = joined.root(incident)
        called[root] = min(called.get(root, publisher_id), publisher_id)
    return {
        called.get(root, keys[0]).removeprefix(_LISTED): keys
        for root, keys in members.items()
        if len(keys) > 1
    }


def chain(pairs: Iterable[Pair], start: str, end: str) -> list[str]:
    """The shortest chain of pairs that leads from one to the other, both ends among it.

    Empty where none does.
    """
    nexts: dict[str, list[str]] = {}
    for one, other in pairs:
        nexts.setdefault(one, []).append(other)
        nexts.setdefault(other, []).append(one)
    before = {start: ""}
    reached = [start]
    for key in reached:
        for other in sorted(nexts.get(key, ())):
            if other not in before:
                before[other] = key
                reached.append(other)
    found = [end] if end in before else []
    while found and before[found[-1]]:
        found.append(before[found[-1]])
    return found[::-1]


class _Joined:
    """What is one by a chain of pairs."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        """Join the two of each pair."""
        self._parent: dict[str, str] = {}
        for one, other in pairs:
            self._parent[self.root(one)] = self.root(other)

    def root(self, key: str) -> str:
        """The same for all that are one, and for nothing else."""
        while (parent := self._parent.get(key, key)) != key:
            self._parent[key] = self._parent.get(parent, parent)
            key = parent
        return key
