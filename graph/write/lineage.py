"""Who descends from whom along several changes, worked out once from the successions.

What always holds here: a chain has at most LONGEST steps, takes none twice, and none of them is
surely later than the one after it. Of the chains that begin and end with the same steps and that
the same sources contradict, one is left out only where another is no longer, can have happened no
later and brings down no less of the ancestor; so whatever is asked of a day has the answer that
all chains together would give. (Only where changes of overlapping dates lead in a circle may one
who contradicts no more than a detour go unnamed.) The same successions give the same result, in
whatever order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from graphq.graph.model.relationships import DescendsFrom, SucceededBy
from graphq.graph.model.values import Descent, Extent

LONGEST: Final = 12
"""How many steps a chain has at most."""

Kind = tuple[str, str, frozenset[str]]
"""The first and the last step of a chain, and the sources that contradict it."""


@dataclass(frozen=True)
class Chain:
    """Successions in the order of time, each into the group that the next one begins with."""

    steps: tuple[SucceededBy, ...]

    def can_go_on_with(self, step: SucceededBy) -> bool:
        """Whether the step is a new one, and not surely earlier than the last of the chain."""
        return self.steps[-1].since_first <= step.since_last and step.id not in self.ids

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of its steps."""
        return tuple(step.id for step in self.steps)

    @cached_property
    def disputed_by(self) -> tuple[str, ...]:
        """The sources that contradict any of its steps, each once."""
        return united(step.disputed_by for step in self.steps)

    @property
    def kind(self) -> Kind:
        """What the chains have in common of which some are left out."""
        return self.ids[0], self.ids[-1], frozenset(self.disputed_by)

    @cached_property
    def parted(self) -> list[date]:
        """The last days of the changes by which only a part passed on."""
        return [step.since_last for step in self.steps if step.extent == Extent.PART]

    @cached_property
    def measures(self) -> tuple[date, date, int, int]:
        """When it can have and has surely happened, and how much came down; less is better."""
        return (
            max(step.since_first for step in self.steps),
            max(step.since_last for step in self.steps),
            min(len(self.parted), 2),
            -min(self.parted, default=date.max).toordinal(),
        )

    def outdoes(self, other: Chain) -> bool:
        """Whether the other, which is no shorter, is better in nothing."""
        first, last, parts, until = self.measures
        than_first, than_last, than_parts, than_until = other.measures
        return (
            first <= than_first
            and last <= than_last
            and parts <= than_parts
            and until <= than_until
        )

    def descent(self) -> DescendsFrom:
        """What it says of its two ends."""
        heir, ancestor = self.steps[-1].end, self.steps[0].start
        back = ">".join(f"{step.via}>{step.start}" for step in reversed(self.steps))
        return DescendsFrom(
            id=f"descends-from:{heir}>{ancestor}:{back.removesuffix('>' + ancestor)}",
            start=heir,
            end=ancestor,
            extent=list(Descent)[self.measures[2]],
            steps=self.ids,
            latest_first=self.measures[0],
            latest_last=self.measures[1],
            part_until=min(self.parted, default=None),
            sources=united(step.sources for step in self.steps),
            disputed_by=self.disputed_by,
            inferred=True,
        )


def descents(successions: Iterable[SucceededBy]) -> list[DescendsFrom]:
    """Who descends from whom, as far as it follows from the successions."""
    onward: dict[str, list[SucceededBy]] = defaultdict(list)
    for step in successions:
        onward[step.start].append(step)
    found: dict[Kind, list[Chain]] = defaultdict(list)
    chains = [Chain((step,)) for steps in onward.values() for step in steps]
    for _ in range(LONGEST):
        # No chain is outdone by one that comes after it: by a longer one, or one that is worse.
        chains.sort(key=lambda chain: (chain.measures, chain.ids))
        new = []
        for chain in chains:
            rivals = found[chain.kind]
            if not any(rival.outdoes(chain) for rival in rivals):
                rivals.append(chain)
                new.append(chain)
        chains = [
            Chain((*chain.steps, step))
            for chain in new
            for step in onward[chain.steps[-1].end]
            if chain.can_go_on_with(step)
        ]
    return [chain.descent() for rivals in found.values() for chain in rivals]


def with_returns(
    successions: Iterable[SucceededBy], found: Iterable[DescendsFrom]
) -> tuple[list[SucceededBy], list[DescendsFrom]]:
    """The same, telling who came back of what it had passed into: a group that is of itself.

    What it does from then on is its own, and no longer of what it had passed into whole.
    """
    lines, steps = list(found), {step.id: step for step in successions}
    back: dict[str, date] = {}
    for line in lines:
        if line.start == line.end:
            first = line.steps[0]
            back[first] = min(line.latest_first, back.get(first, line.latest_first))
    for key, day in back.items():
        steps[key] = steps[key].model_copy(update={"back_first": day})
    return list(steps.values()), [
        line.model_copy(update={"back_first": back[first], "back_until": steps[first].since_last})
        if line.extent == Descent.WHOLE and (first := line.steps[0]) in back
        else line
        for line in lines
    ]


def united(lists: Iterable[Iterable[str] | None]) -> tuple[str, ...]:
    """All that the lists hold, each once, in the order in which it is found."""
    return tuple(dict.fromkeys(item for found in lists for item in found or ()))
