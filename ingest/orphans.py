"""What goes when a publisher withdraws events: the incidents, and what only they needed.

What always holds here: nothing goes that another dataset states or refers to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from graph.identities import Identities
from graph.store import Store
from graph.writer import DERIVED

_BATCH: Final = 1_000

_RETIRE: Final = """
UNWIND $ids AS id
MATCH (event:Incident {id: id})
WHERE event.statedBy = [$dataset] AND NOT EXISTS {
  MATCH (event)-[other]-() WHERE other.statedBy <> [$dataset] AND other.statedBy <> [$derived]
}
DETACH DELETE event
"""
_THERE: Final = "UNWIND $ids AS id MATCH (event:Incident {id: id}) RETURN event.id AS id"
_COUNT: Final = "MATCH (event:Incident) WHERE event.dataset = $dataset RETURN count(event) AS n"

_REPORTS: Final = """
MATCH (source:Source)
WHERE source.statedBy = [$dataset] AND NOT EXISTS { (source)<-[:REPORTED_BY]-() }
RETURN source.id AS id
"""
_LOCATIONS: Final = """
MATCH (place:Location)
WHERE place.statedBy = [$dataset] AND NOT EXISTS { (place)<-[:OCCURRED_AT|LOCATED_IN]-() }
RETURN place.id AS id
"""
_RECORDS: Final = """
MATCH (record:Record)
WHERE record.statedBy = [$dataset]
RETURN record.scheme + ':' + record.externalId AS id
"""
_USED: Final = """
UNWIND $pairs AS pair
MATCH (entity:Group {id: pair.entity})
WHERE EXISTS {
  MATCH (:Incident)-[part:PERPETRATED_BY|INVOLVED|CLAIMED_BY]->(entity)
  WHERE part.endRecord = pair.record
}
RETURN DISTINCT pair.record AS id
"""
_DELETE: Final = """
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})
OPTIONAL MATCH (spelling:Name)-[:NAMES]->(n) WHERE spelling.statedBy = [$dataset]
DETACH DELETE spelling, n
"""
_DELETE_NAMES: Final = """
UNWIND $pairs AS pair
MATCH (spelling:Name)-[names:NAMES]->(:Group {id: pair.entity})
WHERE names.endRecord = pair.record AND spelling.statedBy = [$dataset]
DETACH DELETE spelling
"""


def in_graph(store: Store, ids: Iterable[str]) -> Iterator[str]:
    """Those of the ids that are incidents of the graph."""
    remaining = iter(ids)
    while batch := list(islice(remaining, _BATCH)):
        for row in store.read(_THERE, {"ids": batch}):
            yield str(row["id"])


def retire_incidents(store: Store, dataset: str, ids: Sequence[str]) -> int:
    """Delete the dataset's incidents of these ids, and say how many went."""
    if not ids:
        return 0
    before = store.read(_COUNT, {"dataset": dataset})[0]["n"]
    for start in range(0, len(ids), _BATCH):
        parameters = {
            "ids": list(ids[start : start + _BATCH]),
            "dataset": dataset,
            "derived": DERIVED,
        }
        store.write([(_RETIRE, parameters)])
    return int(before - store.read(_COUNT, {"dataset": dataset})[0]["n"])


def retire_orphans(store: Store, dataset: str, identities: Identities) -> None:
    """Delete the reports, places and records of the dataset that no incident needs any more."""
    _delete(store, "Source", _ids(store, _REPORTS, dataset), dataset)
    while places := _ids(store, _LOCATIONS, dataset):
        _delete(store, "Location", places, dataset)
    records = _ids(store, _RECORDS, dataset)
    pairs = [
        {"record": record, "entity": entity}
        for record in records
        for entity in {
            record,
            *(one.entity for one in identities.by_record.get(record, ())),
        }
    ]
    used = {str(row["id"]) for row in store.read(_USED, {"pairs": pairs})}
    unused = [record for record in records if record not in used]
    if unused:
        gone = [pair for pair in pairs if pair["record"] not in used]
        store.write([(_DELETE_NAMES, {"pairs": gone, "dataset": dataset})])
        _delete(store, "Record", [f"record:{record}" for record in unused], dataset)


def _ids(store: Store, statement: str, dataset: str) -> list[str]:
    return [str(row["id"]) for row in store.read(statement, {"dataset": dataset})]


def _delete(store: Store, label: str, ids: Sequence[str], dataset: str) -> None:
    for start in range(0, len(ids), _BATCH):
        parameters = {"ids": list(ids[start : start + _BATCH]), "dataset": dataset}
        store.write([(_DELETE.format(label=label), parameters)])
