"""The lineage picture made of facts: groups with the time they are on record, and their changes.

What always holds here: a change is one dated event with all its parties, also where not each of
them is drawn; a party that is a part, or that is disputed, says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, Final

from graphq.brief.facts import BriefFacts
from graphq.brief.words import listed, number
from graphq.document.dates import later, on, partial, when
from graphq.document.drawing import Joint, Lane, Lineage, Tie
from graphq.graph.model.values import Span
from graphq.graph.records import NodeRecord, Row

_MOST_LANES: Final = 16
"""More groups than these could not be read on a sheet of paper."""


def nearest(rows: Iterable[Row]) -> list[Row]:
    """The steps that a picture has room for: those fewest changes away, of these the latest."""
    changes = sorted(
        by_change(rows).values(),
        key=lambda steps: (min(step["depth"] for step in steps), -steps[0]["firstDay"].toordinal()),
    )
    kept: list[Row] = []
    for steps in changes:
        lanes = {step[end] for step in [*kept, *steps] for end in ("fromId", "toId")}
        if kept and len(lanes) > _MOST_LANES:
            break
        kept += steps
    return kept


def lineage_of(facts: BriefFacts, rows: Sequence[Row]) -> Lineage:
    """The picture of a lineage's steps, as far as it has room."""
    shown = nearest(rows)
    every = {key: _joint(facts, steps) for key, steps in by_change(rows).items()}
    joints = [every[key] for key in by_change(shown)]
    joints.sort(key=lambda joint: (joint.span.first, joint.id))
    names = {facts.id: facts.name}
    for row in shown:
        names |= {row["fromId"]: row["from"], row["toId"]: row["to"]}
    # Since when a group is there can follow from a change that is not drawn.
    groups = facts.nodes("Group", names)
    lanes = [_lane(facts, groups[key], str(name), every.values()) for key, name in names.items()]
    lanes.sort(key=lambda lane: (lane.start or date.min, lane.name))
    return Lineage(tuple(lanes), tuple(joints), _drawn_until(facts, joints))


def _drawn_until(facts: BriefFacts, joints: Iterable[Joint]) -> date:
    """Where the time line ends: with the record, and not before the last change on it."""
    last = max((joint.span.last for joint in joints), default=facts.until)
    return min(facts.day, max(facts.until, last))


def by_change(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The steps of each change."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["changeId"], []).append(row)
    return found


def _joint(facts: BriefFacts, steps: list[Row]) -> Joint:
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
        max(facts.parties[first["changeId"]], len(entered)),
    )


def _lane(facts: BriefFacts, group: NodeRecord, name: str, joints: Collection[Joint]) -> Lane:
    key, told = group.id, group.properties
    founded = partial(told.get("founded"))
    born = [
        joint.span.first for joint in joints
        if joint.kind != "absorption" and any(tie.lane == key for tie in joint.resulted)
    ]  # fmt: skip
    start = min(born) if born else None
    if start and any(
        joint.span.last < start and any(tie.lane == key for tie in joint.entered)
        for joint in joints
    ):
        start = None  # It took part in a change before the first that it is known to come out of.
    if start is None and founded:
        start = founded.span.first
    return Lane(
        key,
        name,
        start if start is None or start <= facts.day else None,
        _end(told.get("dissolved"), facts.day),
        key == facts.id,
        "StateForce" in group.labels,
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
