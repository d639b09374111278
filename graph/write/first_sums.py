"""The sums of a dataset of which the graph has nothing yet, added up as its rows are written.

What always holds here: they are what counting the incidents in the graph would give. Until all is
written, the graph says that its sums cannot be relied on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from graphq.graph.model.nodes import Location
from graphq.graph.records import Row
from graphq.graph.store import Bulk, Store
from graphq.graph.write import owed, summing
from graphq.graph.write.counted import TIES, CountedIncident, batches
from graphq.graph.write.sums import Sums, labels_of, row_of
from graphq.graph.write.upsert import Owned, Stated

_ANY: Final = "MATCH (n:{label}) RETURN n.id AS id LIMIT 1"
_LEVELS: Final = """
UNWIND $ids AS id
MATCH (place:Location {id: id})
RETURN place.id AS id, place.level AS level
"""


@dataclass(slots=True)
class FirstSums:
    """Adds up what is written in bulk."""

    _sums: Sums = field(default_factory=Sums)
    _levels: dict[str, str] = field(default_factory=dict)
    """Of the locations met, by their ids."""

    @classmethod
    def begin(cls, store: Store) -> Self | None:
        """Begin, where the other sums of the graph are as they should be; else it has none."""
        if owed.number(store) is not None:
            summing.settle(store)
        elif any(store.read(_ANY.format(label=label)) for label in ("Incident", "IncidentSum")):
            return None
        store.write([owed.untracked()])
        return cls()

    def meet(self, facts: Iterable[Stated]) -> None:
        """Take note of the locations among the facts, which come before the incidents there."""
        self._levels.update((fact.id, fact.level) for fact in facts if isinstance(fact, Location))

    def add(self, owned: Owned) -> None:
        """Add the incidents that are written."""
        ties: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for (kind, _), rows in owned.relationships.items():
            if kind in TIES:
                for row in rows:
                    if kind != "OCCURRED_AT" or self._levels.get(row["end"]) == "place":
                        ties[row["start"]][kind].append(row)
        for row in owned.nodes:
            self._sums.add(CountedIncident.of_rows(row["properties"], ties[row["id"]]))

    def write(self, bulk: Bulk) -> None:
        """Hand over the nodes of the sums; nothing is added after this."""
        for batch in batches(list(self._sums)):
            by_labels: dict[tuple[str, ...], list[Row]] = defaultdict(list)
            for keys, found in batch:
                by_labels[labels_of(keys)].append(row_of(keys, found))
            for labels, rows in by_labels.items():
                bulk.nodes(labels, rows)

    def finish(self, store: Store, waited: Sequence[str]) -> None:
        """Have the graph say that its sums can be relied on, now that all is written.

        `waited` are ids of nodes that others state too. Where a location among them is of another
        level than was stated here, the sums are made anew with what else is derived.
        """
        ids = [key for key in waited if key in self._levels]
        differs = any(
            row["level"] != self._levels[str(row["id"])]
            for batch in batches(ids)
            for row in store.read(_LEVELS, {"ids": batch})
        )
        if not differs:
            store.write([owed.tracked()])
