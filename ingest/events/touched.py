"""What events share and a load may have touched: places, records and reports.

What always holds here: what events share is as the first row of the file that names it tells it,
and the incident of that row says so (`firstToName`). So it can only be another after a load in
which that incident has gone or names it no more, or an event that has changed tells it otherwise;
all else needs no second look. Where other incidents say so too, that costs time and is no mistake.
The rows that have not changed are taken to stand in the order in which they stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graphq.graph.store import Store
from graphq.graph.write.identities import Identities
from graphq.graph.write.upsert import OwnedTie

_AT_ONCE: Final = 100
"""What is asked about in one statement; a group may have tens of thousands of events."""

_UNITS: Final = """
UNWIND $ids AS id
MATCH (:Location {id: id})-[within:LOCATED_IN]->(unit:Location)
WHERE $dataset IN within.statedBy
RETURN DISTINCT unit.id AS id
"""
_PLACED: Final = tuple(
    f"""
UNWIND $ids AS id
MATCH (:Location {{id: id}}){below}<-[:OCCURRED_AT]-(event:Incident)
WHERE event.dataset = $dataset{own}
RETURN id, event.rowHash AS hash
"""
    for below, own in (
        ("", ""),
        ("<-[a:LOCATED_IN]-(:Location)", " AND $dataset IN a.statedBy"),
        (
            "<-[a:LOCATED_IN]-(:Location)<-[b:LOCATED_IN]-(:Location)",
            " AND $dataset IN a.statedBy AND $dataset IN b.statedBy",
        ),
    )
)
"""The events of a place, of the places in a unit, and of those in the units of one."""
_TOOK_PART: Final = """
UNWIND $ids AS pair
MATCH (:Group {id: pair.entity})<-[part:PERPETRATED_BY|INVOLVED|CLAIMED_BY]-(event:Incident)
WHERE part.endRecord = pair.record AND event.dataset = $dataset
RETURN 'record:' + pair.record AS id, event.rowHash AS hash
"""


@dataclass(slots=True)
class Touched:
    """Ids of what a load may have touched."""

    places: set[str] = field(default_factory=set)
    """Locations to which an event was tied and is no more."""
    records: set[str] = field(default_factory=set)
    """Records through which an event was tied to a group and is no more: `ucdp:actor:539`."""
    reports: set[str] = field(default_factory=set)
    """Sources of which an event was told and is no more."""
    untold: set[str] = field(default_factory=set)
    """Nodes of places and of records that no longer are what the row tells that they were told by:
    it has gone, or names them no more."""
    restated: set[str] = field(default_factory=set)
    """Nodes of places and of records that were there, and that an event tells otherwise."""

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.places or self.records or self.reports or self.untold or self.restated)

    def add(self, untied: Iterable[OwnedTie]) -> None:
        """Add what the relationships led to, which are no longer there."""
        for tie in untied:
            if tie.type == "OCCURRED_AT":
                self.places.add(tie.end)
            elif tie.type == "REPORTED_BY":
                self.reports.add(tie.end)
            elif tie.record:
                self.records.add(tie.record)

    def add_units(self, store: Store, dataset: str) -> None:
        """Add the units in which the places lie, which their events named as well."""
        units = self.places
        while units:
            ids, found = sorted(units), set[str]()
            for batch in _batches(ids):
                given = {"ids": batch, "dataset": dataset}
                found |= {str(row["id"]) for row in store.read(_UNITS, given)}
            units = found - self.places
            self.places |= units

    def unsettled(self) -> set[str]:
        """Ids of the nodes that are to be told again by the first row that names them."""
        return self.untold | self.restated

    def first_rows(
        self, store: Store, dataset: str, identities: Identities, row_of: Callable[[int], int]
    ) -> set[int]:
        """The rows by which these are to be told: of each the first that names it.

        `row_of` tells of the hash of a row the how-manieth of the file it is, 0 of one it lacks.
        """
        found: dict[str, int] = {}
        for key, row_hash in self._naming(store, dataset, identities):
            row = row_of(int(row_hash, 16))
            if row and row < found.get(key, row + 1):
                found[key] = row
        return set(found.values())

    def _naming(
        self, store: Store, dataset: str, identities: Identities
    ) -> Iterator[tuple[str, str]]:
        """What is unsettled, with the hash of each row of the dataset that names it."""
        mark, unsettled = "record:", sorted(self.unsettled())
        records = [key.removeprefix(mark) for key in unsettled if key.startswith(mark)]
        places = [key for key in unsettled if not key.startswith(mark)]
        pairs = [
            {"record": record, "entity": entity}
            for record in records
            for entity in identities.of(record)
        ]
        asked: list[tuple[str, Sequence[Any]]] = [(text, places) for text in _PLACED]
        for statement, items in (*asked, (_TOOK_PART, pairs)):
            for batch in _batches(items):
                for row in store.read(statement, {"ids": batch, "dataset": dataset}):
                    yield str(row["id"]), str(row["hash"])


def _batches(items: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), _AT_ONCE):
        yield list(items[start : start + _AT_ONCE])
