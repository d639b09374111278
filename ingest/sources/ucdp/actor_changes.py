"""The changes of an actor in the UCDP Actor Dataset: renames, splits, joins and alliances.

What always holds here: the dataset states these and dates none of them, so each change can lie
anywhere between the first day of UCDP's data and the end of the year before the release, and its
note says that the dataset does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Final

from graphq.graph.model.facts import NAME_LENGTH, Node, Relationship
from graphq.graph.model.nodes import ChangeEvent
from graphq.graph.model.relationships import PredecessorIn, ResultedIn
from graphq.graph.model.values import DatePrecision, Extent, PartialDate
from graphq.ingest.places.tree import shortened
from graphq.ingest.said import remark
from graphq.ingest.sources.ucdp.actor_names import names_in_order
from graphq.ingest.sources.ucdp.actor_row import ActorRow
from graphq.ingest.sources.ucdp.releases import year_of_release

FIRST_DAY: Final = Day(1946, 1, 1)
"""The first day that UCDP's datasets cover."""
NO_DATE: Final = "date not stated"

SPLIT_FROM: Final = "ActorIdPrev"
SPLIT_FOR_A_TIME: Final = "ActorIdSplitTemp"
ALLIANCE: Final = "ActorIdAlliance"
JOINED: Final = "ActorIdGroup"
FLAGS: Final = {
    SPLIT_FROM: "Splinter",
    SPLIT_FOR_A_TIME: "SplitTemp",
    ALLIANCE: "Alliance",
    JOINED: "JoinGroup",
}
"""The columns with the ids of the other actors, and those that say whether there are any."""


@dataclass(frozen=True, slots=True)
class _Party:
    record: str
    extent: Extent = Extent.WHOLE
    continues: bool = True


@dataclass(frozen=True, slots=True)
class _Change:
    key: str
    """What sets it apart from the actor's other changes."""
    kind: str
    verb: str
    before: Sequence[_Party]
    after: Sequence[_Party]
    note: str = ""


def rename_of(actor: ActorRow, source: str) -> Iterator[Node | Relationship]:
    """The change of its names, where the row gives one before and one after."""
    names = names_in_order(actor)
    if len(names) > 1:
        before, after = [_Party(actor.record, continues=False)], [_Party(actor.record)]
        note = f"Names in order: {'; '.join(names)}."
        change = _Change("rename", "rename", "renamed", before, after, note)
        yield from _facts(change, actor, source)


def change_of(
    actor: ActorRow, column: str, others: Sequence[str], source: str
) -> Iterator[Node | Relationship]:
    """What a column says of the actor and others, which are ids of records; nothing if of none.

    What several ids of one column are about is one change with several parties.
    """
    if not others:
        return
    own = [_Party(actor.record)]
    left = [_Party(other, Extent.PART) for other in others]
    if column == SPLIT_FROM:
        change = _Change("split", "split", "split", left, own)
    elif column == SPLIT_FOR_A_TIME:
        note = "UCDP calls the split temporary."
        change = _Change("temporary-split", "split", "split", left, own, note)
    else:
        note = "By UCDP's codebook it ceased to exist on its own."
        gone = [_Party(actor.record, continues=False)]
        change = _Change("join", "absorption", "joined", gone, list(map(_Party, others)), note)
    yield from _facts(change, actor, source)


def alliance_of(
    actor: ActorRow, members: Sequence[str], source: str
) -> Iterator[Node | Relationship]:
    """How the actor came of others, which are ids of records: one change with all of them."""
    before = [_Party(member, continues=False) for member in members]
    note = (
        "By UCDP's codebook a group of an alliance ceases to exist on its own; which of them "
        "founded it, and which came to it later, it does not say."
    )
    change = _Change("alliance", "alliance", "formed", before, [_Party(actor.record)], note)
    yield from _facts(change, actor, source)


def _facts(change: _Change, actor: ActorRow, source: str) -> Iterator[Node | Relationship]:
    made = f"{actor.record}:{change.key}"
    note = f"UCDP Actor {actor.version} states this change and does not date it."
    if len(change.before) > 1 or len(change.after) > 1:
        note += " It names several other sides; whether at one time it does not say."
    changed = ChangeEvent(
        id=made,
        name=_caption(actor.cell("NameData"), change.verb),
        date=NO_DATE,
        first_day=FIRST_DAY,
        last_day=actor.last_day,
        date_precision=DatePrecision.UNKNOWN,
        kind=change.kind,
        sources=(source,),
    )
    yield changed
    said = PartialDate(year_of_release(actor.version))
    yield from remark(changed, f"{note} {change.note}".strip(), said, (source,))
    for party in change.before:
        yield PredecessorIn(
            id=f"predecessor-in:{party.record}>{made}",
            start=party.record,
            start_record=party.record,
            end=made,
            extent=party.extent,
            continues=party.continues,
            sources=(source,),
        )
    for party in change.after:
        yield ResultedIn(
            id=f"resulted-in:{made}>{party.record}",
            start=made,
            end=party.record,
            end_record=party.record,
            extent=party.extent,
            continues=party.continues,
            sources=(source,),
        )


def _caption(name: str, verb: str) -> str:
    return f"{shortened(name, NAME_LENGTH - len(verb) - 1)} {verb}"
