"""The lineage picture as data: groups with the time they are on record, and changes that join them.

What always holds here: a change is one dated event with all its parties, also where not each of
them is drawn; a party that is a part, or that is disputed, says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cypher.brief.facts import Facts
from cypher.brief.words import later, listed, number, on, partial, when
from graph.records import Row
from graph.values import Span

KINDS: Final = {
    "merger": "merger",
    "split": "split",
    "rename": "renamed",
    "absorption": "joined",
    "founding": "founded",
}
"""What is written at a change, by its kind."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A group, from its first day on record to its last; an end not known is None."""

    id: str
    name: str
    start: date | None
    end: date | None
    focus: bool
    state: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """A group's part in a change."""

    lane: str
    part: bool
    component: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """A change: when, what kind, who entered it and what came out of it."""

    id: str
    kind: str
    date: str
    span: Span
    entered: tuple[Tie, ...]
    resulted: tuple[Tie, ...]
    parties: int
    """How many entered it on record; more than are drawn where some are not of this lineage."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """All that is drawn, as of a day."""

    lanes: tuple[Lane, ...]
    joints: tuple[Joint, ...]
    day: date


def lineage_of(facts: Facts, rows: Iterable[Row]) -> Lineage:
    """The picture of a lineage's steps."""
    joints = [_joint(facts, steps) for steps in by_change(rows).values()]
    joints.sort(key=lambda joint: (joint.span.first, joint.id))
    names = {facts.id: facts.name}
    for row in rows:
        names |= {row["fromId"]: row["from"], row["toId"]: row["to"]}
    lanes = [_lane(facts, key, str(name), joints) for key, name in names.items()]
    lanes.sort(key=lambda lane: (lane.start or date.min, lane.name))
    return Lineage(tuple(lanes), tuple(joints), facts.day)


def by_change(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The steps of each change."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["changeId"], []).append(row)
    return found


def parties_of(facts: Facts, change: str) -> int:
    """How many groups entered a change."""
    links = facts.of("ChangeEvent", change).links
    return sum(link["relationship"] == "PREDECESSOR_IN" for link in links)


def _joint(facts: Facts, steps: list[Row]) -> Joint:
    first = steps[0]
    entered = {
        step["fromId"]: Tie(
            step["fromId"],
            step["extent"] == "part",
            str(step["component"] or ""),
            bool(step["disputedBy"]),
        )
        for step in steps
    }
    resulted = {step["toId"]: Tie(step["toId"], False, "", False) for step in steps}
    return Joint(
        first["changeId"],
        first["kind"],
        str(first["date"]),
        Span.of_days(first["firstDay"], first["lastDay"]),
        tuple(entered.values()),
        tuple(resulted.values()),
        max(parties_of(facts, first["changeId"]), len(entered)),
    )


def _lane(facts: Facts, key: str, name: str, joints: Iterable[Joint]) -> Lane:
    told = facts.of("Group", key).properties
    founded = partial(told.get("founded"))
    born = [
        joint.span.first for joint in joints
        if joint.kind != "absorption" and any(tie.lane == key for tie in joint.resulted)
    ]  # fmt: skip
    start = min(born) if born else (founded.span.first if founded else None)
    return Lane(
        key,
        name,
        start if start is None or start <= facts.day else None,
        _end(told.get("dissolved"), facts.day),
        key == facts.id,
        "StateForce" in facts.of("Group", key).labels,
    )


def _end(dissolved: Any, day: date) -> date | None:
    ended = partial(dissolved)
    if ended is None or later(dissolved, day):
        return None
    return min(ended.span.last, day)


def in_words(drawn: Lineage) -> str:
    """What the picture shows, for who cannot see it."""
    names = {lane.id: lane.name for lane in drawn.lanes}
    told = [
        f"{listed(_tie(tie, names) for tie in joint.entered)} into "
        f"{listed(names[tie.lane] for tie in joint.resulted)}, {joint.kind} {on(joint.date)}"
        for joint in drawn.joints
    ]
    count = len(drawn.lanes)
    return (
        f"Time line to {when(drawn.day)} of {number(count)} groups and the changes between them: "
        f"{'; '.join(told)}."
    )


def _tie(tie: Tie, names: dict[str, str]) -> str:
    told = [f"part: {tie.component}" if tie.component else "a part"] if tie.part else []
    told += ["disputed"] if tie.disputed else []
    return names[tie.lane] + (f" ({', '.join(told)})" if told else "")
