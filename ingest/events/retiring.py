"""What goes when a publisher withdraws events: the incidents, and what only they needed.

What always holds here: nothing goes that another dataset states or refers to; of what another
dataset states too, the other's statement stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Any, Final, NamedTuple, TypeVar

from graphq.graph.model.kinds import Kind
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.graph.write import foreseen
from graphq.graph.write.foreseen import Foreseen
from graphq.graph.write.identities import Identities
from graphq.graph.write.owed import owing
from graphq.graph.write.register import RegisterEntry
from graphq.graph.write.upsert import DERIVED, OwnedTie, ties
from graphq.graph.write.writer import Writer
from graphq.ingest.events.touched import Touched

T = TypeVar("T")

_BATCH: Final = 1_000
_INCIDENT: Final = Kind(("Incident",))
_PLACED: Final = "OCCURRED_AT|LOCATED_IN"
_REPORTED: Final = "REPORTED_BY"

_THERE: Final = "UNWIND $ids AS id MATCH (event:Incident {id: id}) RETURN event.id AS id"
_TO_RETIRE: Final = """
UNWIND $ids AS id
MATCH (event:Incident {id: id})
WHERE event.statedBy = [$dataset] AND NOT EXISTS {
  MATCH (event)-[other]-() WHERE other.statedBy <> [$dataset] AND other.statedBy <> [$derived]
}
RETURN event.id AS id, event.firstToName AS first
"""
_RETIRE: Final = "UNWIND $ids AS id MATCH (event:Incident {id: id}) DETACH DELETE event"

# Patterns begin at the one node that is known: the embedded engine begins where they do.
_UNUSED: Final = """
{unwound}
MATCH (n:{label}{place})
WHERE $dataset IN n.statedBy AND NOT EXISTS {{
  MATCH (n)<-[use:{uses}]-() WHERE $dataset IN use.statedBy
}}
RETURN n.id AS id, n.statedBy AS statedBy
"""
_RECORDS: Final = """
{unwound}
MATCH (record:Record{place})
WHERE $dataset IN record.statedBy
RETURN record.scheme + ':' + record.externalId AS id, record.statedBy AS statedBy
"""
_USED: Final = """
UNWIND $pairs AS pair
MATCH (entity:Group {id: pair.entity})
WHERE EXISTS {
  MATCH (:Incident)-[part:PERPETRATED_BY|INVOLVED|CLAIMED_BY]->(entity)
  WHERE part.endRecord = pair.record AND $dataset IN part.statedBy
}
RETURN DISTINCT pair.record AS id
"""
_TIES: Final = """
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})-[tie:{tie}]->(:{end})
WHERE $dataset IN tie.statedBy
RETURN tie.id AS id, n.id AS start
"""
_NAMES_OF_PLACES: Final = """
UNWIND $ids AS id
MATCH (:Location {id: id})<-[names:NAMES]-(spelling:Name)
WHERE $dataset IN spelling.statedBy
RETURN spelling.id AS start, names.id AS id, spelling.statedBy AS statedBy
"""
_NAMES_OF_RECORDS: Final = """
UNWIND $pairs AS pair
MATCH (:Group {id: pair.entity})<-[names:NAMES]-(spelling:Name)
WHERE names.endRecord = pair.record AND $dataset IN spelling.statedBy
RETURN spelling.id AS start, names.id AS id, spelling.statedBy AS statedBy, pair.record AS record
"""
_DELETE: Final = "UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n"
_REFERRED_TO: Final = """
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})
WHERE EXISTS {{ MATCH (n)<-[:{uses}]-() }}
RETURN n.id AS id
"""

_ANY_LEFT: Final = "MATCH (event:Incident {dataset: $dataset}) RETURN event.id AS id LIMIT 1"

Stated = dict[str, list[str]]
"""Ids of facts, each with the datasets that state it."""


class Retired(NamedTuple):
    """What became of incidents that were to go."""

    gone: int
    """How many went."""
    held: int
    """How many had to stay."""
    untied: list[OwnedTie]
    """What started at those that went."""
    untold: set[str]
    """Ids of the places and records that were as their rows told them."""
    foreseen: list[Foreseen]
    """Those that would go, of a dry run."""


def in_graph(store: Store, ids: Iterable[str]) -> Iterator[str]:
    """Those of the ids that are incidents of the graph."""
    remaining = iter(ids)
    while batch := list(islice(remaining, _BATCH)):
        for row in store.read(_THERE, {"ids": batch}):
            yield str(row["id"])


def retire_incidents(
    store: Store, dataset: str, ids: Sequence[str], *, dry_run: bool = False
) -> Retired:
    """Delete the dataset's incidents of these ids.

    Those have to stay that another dataset states or refers to.
    """
    going = [
        row
        for batch in _batches(ids)
        for row in store.read(_TO_RETIRE, {"ids": batch, "dataset": dataset, "derived": DERIVED})
    ]
    gone = [str(row["id"]) for row in going]
    untied: list[OwnedTie] = []
    for batch in [] if dry_run else _batches(gone):
        untied += ties(store, dataset, "Incident", batch)
        store.write([*owing(store, batch), (_RETIRE, {"ids": batch})])
    untold = {key for row in going for key in row["first"] or ()}
    would_go = [
        foreseen.gone(_INCIDENT, before, dataset)
        for batch in _batches(going if dry_run else [])
        for before in foreseen.properties_of(store, _INCIDENT, batch)
    ]
    return Retired(len(gone), len(ids) - len(gone), untied, untold, would_go)


def retire_orphans(
    store: Store,
    dataset: str,
    identities: Identities,
    named: Mapping[str, str],
    among: Touched | None = None,
) -> None:
    """Take back the places, records and reports that no incident of the dataset needs any more.

    `named` tells of records which Name node holds what the dataset calls them now; the names by
    which it called them before go. `among` has all that may have come to be of no use, with the
    units of its places, where that is known.
    """
    handled: set[str] = set()
    within = None if among is None else among.places
    # A district is of no use once the last place in it has gone, and so on upwards.
    while places := _unused(store, dataset, "Location", _PLACED, handled, within):
        names = _rows(store, dataset, _NAMES_OF_PLACES, "ids", list(places))
        _take_back_names(store, dataset, names, "Location")
        _take_back_ties(store, dataset, places, "Location", "LOCATED_IN", "Location")
        _take_back(store, dataset, "Location", places, _PLACED)
        handled |= places.keys()
    records = sources = None
    if among is not None:
        records = {f"record:{record}" for record in (*among.records, *named)}
        sources = among.reports | {dataset}
    _retire_records(store, dataset, identities, named, records)
    # The dataset is a source of its own records, so these go first.
    reports = _unused(store, dataset, "Source", _REPORTED, set(), sources)
    if dataset in reports and store.read(_ANY_LEFT, {"dataset": dataset}):
        del reports[dataset]
    _take_back(store, dataset, "Source", reports, _REPORTED)


def _retire_records(
    store: Store,
    dataset: str,
    identities: Identities,
    named: Mapping[str, str],
    among: Set[str] | None,
) -> None:
    stated = _stated(store, dataset, _RECORDS, among)
    pairs = [
        {"record": record, "entity": entity}
        for record in stated
        for entity in identities.of(record)
    ]
    used = {str(row["id"]) for row in _rows(store, dataset, _USED, "pairs", pairs)}
    looked_at = [pair for pair in pairs if pair["record"] not in used or pair["record"] in named]
    names = [
        row
        for row in _rows(store, dataset, _NAMES_OF_RECORDS, "pairs", looked_at)
        if row["record"] not in used or row["start"] != named[row["record"]]
    ]
    _take_back_names(store, dataset, names, "Group")
    records = {f"record:{key}": by for key, by in stated.items() if key not in used}
    _take_back_ties(store, dataset, records, "Record", "REPORTED_BY", "Source")
    _take_back(store, dataset, "Record", records)


def _unused(
    store: Store, dataset: str, label: str, uses: str, handled: set[str], among: Set[str] | None
) -> Stated:
    """The nodes of the label that the dataset states, and to which nothing of its own leads."""
    statement = _UNUSED.replace("{label}", label).replace("{uses}", uses)
    found = _stated(store, dataset, statement, None if among is None else among - handled)
    return {key: by for key, by in found.items() if key not in handled}


def _stated(store: Store, dataset: str, statement: str, among: Set[str] | None) -> Stated:
    """What a statement finds of all nodes of a label, or of those of some ids."""
    if among is None:
        rows = store.read(statement.format(unwound="", place=""), {"dataset": dataset})
    else:
        one_by_one = statement.format(unwound="UNWIND $ids AS id", place=" {id: id}")
        rows = _rows(store, dataset, one_by_one, "ids", sorted(among))
    return {str(row["id"]): row["statedBy"] for row in rows}


def _take_back_names(store: Store, dataset: str, names: Sequence[Row], label: str) -> None:
    shared = [row for row in names if row["statedBy"] != [dataset]]
    ties = (
        RegisterEntry(f"NAMES|Name|{label}", str(row["id"]), str(row["start"])) for row in shared
    )
    Writer(store, dataset).unstate(ties)
    _take_back(store, dataset, "Name", {str(row["start"]): row["statedBy"] for row in names})


def _take_back_ties(
    store: Store, dataset: str, nodes: Stated, label: str, tie: str, end: str
) -> None:
    """Take back what ties nodes that others state too; with the other nodes their ties go."""
    shared = [key for key, by in nodes.items() if by != [dataset]]
    rows = _rows(store, dataset, _TIES.format(label=label, tie=tie, end=end), "ids", shared)
    Writer(store, dataset).unstate(
        RegisterEntry(f"{tie}|{label}|{end}", str(row["id"]), str(row["start"])) for row in rows
    )


def _take_back(store: Store, dataset: str, label: str, nodes: Stated, uses: str = "") -> None:
    """Delete the nodes, or leave them as others state them, or as long as others use them."""
    alone = [key for key, by in nodes.items() if by == [dataset]]
    if uses:
        statement = _REFERRED_TO.format(label=label, uses=uses)
        referred_to = {row["id"] for row in _rows(store, dataset, statement, "ids", alone)}
        alone = [key for key in alone if key not in referred_to]
    for batch in _batches(alone):
        store.write([(_DELETE.format(label=label), {"ids": batch})])
    Writer(store, dataset).unstate(
        RegisterEntry(label, key) for key, by in nodes.items() if by != [dataset]
    )


def _rows(store: Store, dataset: str, statement: str, name: str, items: Sequence[Any]) -> list[Row]:
    """What a statement finds for all the items, some at a time."""
    return [
        row
        for batch in _batches(items)
        for row in store.read(statement, {name: batch, "dataset": dataset})
    ]


def _batches(items: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), _BATCH):
        yield list(items[start : start + _BATCH])
