"""What follows from the facts: descent, who a record is, stand-ins, sums, tellings of one event.

What always holds here: it can be thrown away and made again from the facts, and says
`inferred: true`; a relationship names what it follows from, and carries its sources and disputes. A
pledge and an alliance change nobody's identity, so nothing follows from them; a change without a
date cannot be put in order with others, so nothing follows from it either. A succession is of a
part where either side of its change says so; a part that is a group of its own passed on whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from graphq.graph.model.nodes import Group, Person, Target
from graphq.graph.model.relationships import DescendsFrom, IdentifiedAs, Judges, SucceededBy
from graphq.graph.model.values import Extent
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.graph.write import declarations, identities, stand_ins, summing, tellings
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.identities import Identities
from graphq.graph.write.lineage import descents, united, with_returns
from graphq.graph.write.upsert import DERIVED
from graphq.graph.write.writer import Progress, Writer

SUCCESSION_KINDS: Final = ("merger", "absorption", "split", "rename", "founding")
"""Kinds of change by which a group, or a part of it, passes into another."""

_CHANGES: Final = """
MATCH (before:Group)-[entered:PREDECESSOR_IN]->(change:ChangeEvent)
MATCH (change)-[left:RESULTED_IN]->(after:Group)
WHERE change.kind IN $kinds AND before.id <> after.id AND change.datePrecision <> 'unknown'
RETURN before.id AS start, after.id AS end, change.id AS via, change.kind AS kind,
  change.date AS since, change.firstDay AS sinceFirst, change.lastDay AS sinceLast,
  entered.extent AS entered, left.extent AS left,
  entered.component AS component, left.component AS componentLeft,
  entered.componentId AS partId, left.componentId AS partLeftId, entered.continues AS continues,
  entered.sources AS enteredSources, left.sources AS leftSources,
  entered.disputedBy AS enteredDisputed, left.disputedBy AS leftDisputed
"""
_NAMES: Final = "UNWIND $ids AS id MATCH (g:Group {id: id}) RETURN g.id AS id, g.name AS name"

_DENIALS: Final = """
MATCH (:Incident)-[said:DENIED_BY]->(:Group)
WHERE said.deniesRecord IS NOT NULL
RETURN said.id AS id, said.denies AS denies, said.deniesRecord AS record, said.deniedOnLast AS day
"""
_DENIED: Final = """
UNWIND $rows AS row
MATCH (:Incident)-[said:DENIED_BY]->(:Group)
WHERE said.id = row.id
SET said.denies = row.denies
"""
_ASTRAY: Final = """
MATCH (remark:Remark)-[:ABOUT]->(thing)
WHERE remark.about <> thing.id
RETURN remark.id AS id, thing.id AS about
"""
_FOLLOW: Final = """
UNWIND $rows AS row
MATCH (remark:Remark {id: row.id})
SET remark.about = row.about
"""


def attach_anew(store: Store, gone: Collection[str] = ()) -> None:
    """Draw what came through records to the entities that the records are now.

    `gone` are the ids of entities that are about to be taken back.
    """
    changed = identities.pending(store, gone)
    if changed:
        # Which of these are needed is seen afterwards, when everything is derived.
        involved = sorted(changed.keys() | set[str]().union(*changed.values()))
        Writer(store, DERIVED).write(stand_ins.of_records(store, involved))
        identities.reattach(store, changed, gone)


def derive(
    store: Store, progress: Progress = lambda done: None, dataset: str | None = None
) -> LoadCounts:
    """Bring what is derived up to date with the facts; the same facts give the same result.

    `dataset` is the only one that has changed, where that is known. What was done is counted
    without the sums, and without what is told of tellings.
    """
    counts = _follow(store, progress)
    summing.settle(store)
    if tellings.settle(store, dataset):
        summing.settle(store)
    return counts


def derive_anew(store: Store) -> int:
    """Derive everything from all facts; how much of it was not as it should be."""
    counts = _follow(store, lambda done: None)
    amiss = counts.created + counts.updated + counts.retired + summing.make_anew(store)
    if told_anew := tellings.settle(store):
        summing.settle(store)
    return amiss + told_anew


def _follow(store: Store, progress: Progress) -> LoadCounts:
    attach_anew(store)
    writer = Writer(store, DERIVED, progress)
    # A remark is found by the id of what it is about, which may be another's by now.
    if astray := store.read(_ASTRAY):
        store.write([(_FOLLOW, {"rows": astray})])
    writer.write(stand_ins.needed(store))
    identified = declarations.identified(store)
    writer.write(stand_ins.of_records(store, [one.end for one in identified]))
    writer.write(identified)
    known = identities.current(store)
    _follow_denials(store, known)
    rows = store.read(_CHANGES, {"kinds": SUCCESSION_KINDS})
    _name_parts(store, known, rows)
    # What is stated of a group itself goes before what follows of it as a part of another.
    found = [*_of_parts(rows), *map(_succession, rows)]
    successions = {one.id: one for one in found}.values()
    steps, lines = with_returns(successions, descents(successions))
    writer.write(steps)
    writer.write(lines)
    writer.write(tellings.judged(store))
    writer.retire((SucceededBy, DescendsFrom, IdentifiedAs, Judges, Group, Person, Target))
    return writer.counts


def _succession(row: Row) -> SucceededBy:
    """What the two sides of a change say: it is a part where either of them says so."""
    is_part = Extent.PART in (row["entered"], row["left"])
    return SucceededBy(
        id=f"succeeded-by:{row['start']}>{row['end']}:{row['via']}",
        start=str(row["start"]),
        end=str(row["end"]),
        via=str(row["via"]),
        kind=row["kind"],
        since=str(row["since"]),
        since_first=row["sinceFirst"],
        since_last=row["sinceLast"],
        extent=Extent.PART if is_part else Extent.WHOLE,
        component=row["component"] or row["componentLeft"],
        component_id=row["partId"] or row["partLeftId"],
        continues=row["continues"],
        sources=united((row["enteredSources"], row["leftSources"])),
        disputed_by=united((row["enteredDisputed"], row["leftDisputed"])),
        inferred=True,
    )


def _follow_denials(store: Store, known: Identities) -> None:
    """Have a denial name the group that who is meant by it is by now."""
    astray = []
    for row in store.read(_DENIALS):
        group = known.entity(row["record"], identities.as_day(row["day"]), "last")
        if group != row["denies"]:
            astray.append({"id": row["id"], "denies": group})
    if astray:
        store.write([(_DENIED, {"rows": astray})])


def _name_parts(store: Store, known: Identities, rows: Sequence[Row]) -> None:
    """Call the parts that are groups of their own by their names; forget those not on record."""
    for row in rows:
        day = identities.as_day(row["sinceFirst"])
        for part in ("partId", "partLeftId"):
            row[part] = row[part] and known.entity(row[part], day, "last")
    ids = sorted({key for row in rows for key in (row["partId"], row["partLeftId"]) if key})
    found = store.read(_NAMES, {"ids": ids}) if ids else []
    names = {row["id"]: row["name"] for row in found}
    for row in rows:
        for part, component in (("partId", "component"), ("partLeftId", "componentLeft")):
            row[component] = names.get(row[part], row[component])
            row[part] = row[part] if row[part] in names else None


def _of_parts(rows: Iterable[Row]) -> Iterator[SucceededBy]:
    """What follows for parts that are groups of their own: all of them passed on."""
    nothing = dict.fromkeys(("component", "componentLeft", "partId", "partLeftId"))
    for row in rows:
        for group in {row["partId"], row["partLeftId"]} - {None, row["start"], row["end"]}:
            whole = {"start": group, "entered": Extent.WHOLE, "left": Extent.WHOLE}
            yield _succession({**row, **nothing, **whole})
