"""The relationships of the graph: types, ends and properties.

What always holds here: each class is one type, drawn from the end that has few of them (an
incident, not a group), so that writing and finding one starts there.
"""

from __future__ import annotations

from datetime import date as Day

from pydantic import Field

from graphq.graph.model.facts import Relationship
from graphq.graph.model.ratings import MEANINGS
from graphq.graph.model.values import Attribution, Descent, Extent, GeoPrecision


class Contested(Relationship):
    """A relationship that sources may contradict."""

    confidence: str | None = None
    disputed_by: tuple[str, ...] = Field((), description="ids of the sources that contradict it")


class Lasting(Contested):
    """A relationship that held for a time, each end as far as it is known."""

    valid_from: str | None = Field(None, description="date, as far as it is known")
    valid_from_first: Day | None = Field(None, description="first day it can have begun")
    valid_from_last: Day | None = Field(None, description="last day it can have begun")
    valid_to: str | None = Field(None, description="date, as far as it is known")
    valid_to_first: Day | None = Field(None, description="first day it can have ended")
    valid_to_last: Day | None = Field(None, description="last day it can have ended")


class Party(Contested):
    """A group's part in a change."""

    extent: Extent
    component: str | None = Field(None, description="which part, where only a part took part")
    component_id: str | None = Field(
        None, description="id of the group that the part is, where it is one of its own"
    )
    continues: bool = Field(description="whether the group went on under its name afterwards")


class PredecessorIn(Party):
    """The group entered the change."""

    TYPE, START, END = "PREDECESSOR_IN", ("Group",), ("ChangeEvent",)


class ResultedIn(Party):
    """The group came out of the change."""

    TYPE, START, END = "RESULTED_IN", ("ChangeEvent",), ("Group",)


class SucceededBy(Party):
    """Derived: one group passed, whole or in part, into another.

    It is a part where either side of the change says so: a group that split in two is told alike
    whether it entered as a part, or its results came out as parts. A part that is a group of its
    own passed on whole.
    """

    TYPE, START, END = "SUCCEEDED_BY", ("Group",), ("Group",)

    via: str = Field(description="id of the change it follows from")
    kind: str = Field(description="kind of that change")
    since: str = Field(description="date of that change, as far as it is known")
    since_first: Day
    since_last: Day
    back_first: Day | None = Field(
        None, description="first day on which the group can have come back of what it passed into"
    )


class DescendsFrom(Contested):
    """Derived: the heir came, whole or in part, from the ancestor by a chain of successions.

    It goes out from the heir, where most questions begin. Between two groups there is one for each
    pair of changes by which the ancestor can have passed on and the heir have come about, and each
    set of sources that contradict the chain, by the shortest chain; a longer one is told too where
    it can have happened earlier or more of the ancestor came down by it. A group that came back to
    itself, as after a split undone, is its own ancestor.

    Whole of whole is whole, and what the ancestor did came down. Where at any change only a part
    passed on, nothing is known to have come down of what the whole did before it: questions leave
    it out unless they are asked for parts, and then mark it.
    """

    TYPE, START, END = "DESCENDS_FROM", ("Group",), ("Group",)

    extent: Descent = Field(description="whole, part or part of a part")
    steps: tuple[str, ...] = Field(
        description="ids of the SUCCEEDED_BY of the chain, in the order of time"
    )
    latest_first: Day = Field(description="first day by which all its changes can have happened")
    latest_last: Day = Field(description="day by which all its changes have surely happened")
    part_until: Day | None = Field(
        None,
        description="last day on which what the ancestor did can be of the part that came down",
    )
    back_first: Day | None = Field(
        None,
        description="of a whole that came back of what it had passed into: the first day on which "
        "it can have",
    )
    back_until: Day | None = Field(
        None, description="last day on which it did what came down, if it has come back"
    )


class RoleHeld(Lasting):
    """A person's role in a group; of one seen on a day, neither beginning nor end is known."""

    role: str
    seen_on: str | None = Field(None, description="date, as far as it is known")
    seen_on_first: Day | None = Field(None, description="first day it can have been seen")
    seen_on_last: Day | None = Field(None, description="last day it can have been seen")


class Led(RoleHeld):
    """The person led the group, or a part of it."""

    TYPE, START, END = "LED", ("Person",), ("Group",)


class MemberOf(RoleHeld):
    """The person belonged to the group in the role given."""

    TYPE, START, END = "MEMBER_OF", ("Person",), ("Group",)


class PartOf(Lasting):
    """The group is a part of the other."""

    TYPE, START, END = "PART_OF", ("Group",), ("Group",)


class AffiliatedWith(Lasting):
    """The group is tied to the other, without being a part of it."""

    TYPE, START, END = "AFFILIATED_WITH", ("Group",), ("Group",)


class AlliedWith(Lasting):
    """The two groups worked together; written once, read both ways."""

    TYPE, START, END = "ALLIED_WITH", ("Group",), ("Group",)


class PledgedTo(Lasting):
    """The group swore allegiance to the other."""

    TYPE, START, END = "PLEDGED_TO", ("Group",), ("Group",)


class RivalOf(Lasting):
    """The two groups compete; written once, read both ways."""

    TYPE, START, END = "RIVAL_OF", ("Group",), ("Group",)


class EnemyOf(Lasting):
    """The two groups fight each other; written once, read both ways."""

    TYPE, START, END = "ENEMY_OF", ("Group",), ("Group",)


class LinkedTo(Contested):
    """The publisher names the one in what it says of the other; how they are tied it says there."""

    TYPE, START, END = "LINKED_TO", ("Person", "Group"), ("Person", "Group")


class PerpetratedBy(Contested):
    """The group is said to have done it."""

    TYPE, START, END = "PERPETRATED_BY", ("Incident",), ("Group",)
    attribution: Attribution


class ClaimedBy(Contested):
    """A claim by the group is reported; that alone does not say that the group did it."""

    TYPE, START, END = "CLAIMED_BY", ("Incident",), ("Group",)

    claimed_on: str | None = Field(
        None, description="when it was claimed, as far as it is known: 2019-04-23, by 2019-02-02"
    )
    claimed_on_first: Day | None = Field(
        None, description="first day it can have been claimed; none if only a last one is known"
    )
    claimed_on_last: Day | None = Field(None, description="last day it can have been claimed")


class DeniedBy(Contested):
    """The group says that it, or another group, did not do it."""

    TYPE, START, END = "DENIED_BY", ("Incident",), ("Group",)

    denies: str = Field(description="id of the group that is said not to have done it")
    denies_record: str | None = Field(
        None, description="id of the record through which that group is meant, if any"
    )
    denied_on: str | None = Field(None, description="when it was denied, as far as it is known")
    denied_on_first: Day | None = Field(
        None, description="first day it can have been denied; none if only a last one is known"
    )
    denied_on_last: Day | None = Field(None, description="last day it can have been denied")


class Involved(Contested):
    """The group was a side in it; a side in a battle is neither attacker nor victim."""

    TYPE, START, END = "INVOLVED", ("Incident",), ("Group",)
    side: str | None = None


class Struck(Contested):
    """The incident hit the target."""

    TYPE, START, END = "STRUCK", ("Incident",), ("Target",)


class UsedBy(Lasting):
    """Who uses the target, or used it; without an end none is reported."""

    TYPE, START, END = "USED_BY", ("Target",), ("Group", "User")


class OccurredAt(Contested):
    """Where the incident happened, as exactly as its source says."""

    TYPE, START, END = "OCCURRED_AT", ("Incident",), ("Location",)
    precision: GeoPrecision


class LocatedIn(Contested):
    """The place lies in the other."""

    TYPE, START, END = "LOCATED_IN", ("Target", "Location"), ("Location",)


class ReportedBy(Relationship):
    """The source states the fact.

    That a published dataset tells of an incident is said by the incident's `dataset`, and first
    among its `sources`; the reports that the dataset cites are tied to it.
    """

    TYPE = "REPORTED_BY"
    START = (
        "Group", "Person", "ChangeEvent", "Incident", "Target", "Location", "Tally", "Name",
        "Record", "Declaration", "Casualties", "Assessment", "Judgement", "Remark",
    )  # fmt: skip
    END = ("Source",)


class About(Relationship):
    """The remark is about the node; what one is about a relationship says its `about` alone."""

    TYPE, START = "ABOUT", ("Remark",)
    END = (
        "Group", "Person", "ChangeEvent", "Incident", "Target", "Source", "Record", "Declaration",
        "Tally", "Casualties", "Assessment",
    )  # fmt: skip


class Names(Relationship):
    """The name is a spelling of the entity."""

    TYPE, START, END = "NAMES", ("Name",), ("Group", "Person", "Target", "Location")


class IdentifiedAs(Lasting):
    """The record is one of the entity, in the time given; the days of both ends count."""

    TYPE, START, END = "IDENTIFIED_AS", ("Record",), ("Group", "Person", "Target")

    via: str | None = Field(None, description="id of the Declaration that it follows from, if any")


class Counts(Contested):
    """The published count is about the group."""

    TYPE, START, END = "COUNTS", ("Tally",), ("Group",)


class CasualtiesOf(Relationship):
    """The people were harmed in the incident."""

    TYPE, START, END = "CASUALTIES_OF", ("Casualties",), ("Incident",)


class CountedIn(Contested):
    """The incident is, or may be, one of those that a published count counts."""

    TYPE, START, END = "COUNTED_IN", ("Incident",), ("Tally",)
    certainty: str = Field(description="yes, likely, or no with the reason in a remark")


class Rates(Relationship):
    """The assessment rates the target: what was not scored is not there, and never nought."""

    TYPE, START, END = "RATES", ("Assessment",), ("Target",)

    criticality: int | None = Field(None, description=MEANINGS["criticality"])
    accessibility: int | None = Field(None, description=MEANINGS["accessibility"])
    recuperability: int | None = Field(None, description=MEANINGS["recuperability"])
    vulnerability: int | None = Field(None, description=MEANINGS["vulnerability"])
    effect: int | None = Field(None, description=MEANINGS["effect"])
    recognizability: int | None = Field(None, description=MEANINGS["recognizability"])
    rank: int | None = Field(None, description="its place in a published ranking, 1 the first")


class Judges(Relationship):
    """Derived: the judgement is about the incident, which is in the graph."""

    TYPE, START, END = "JUDGES", ("Judgement",), ("Incident",)
