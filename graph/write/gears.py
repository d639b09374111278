"""The two gears of the writer: in bulk, and into what is there.

What always holds here: whatever the gear, the same facts leave the same graph. In bulk is for a
dataset of which nothing is there yet; what other datasets have made is put together with it at the
end.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence, Set
from typing import Final, Protocol

from graphq.graph.model.facts import Relationship
from graphq.graph.model.kinds import Kind
from graphq.graph.records import Row
from graphq.graph.store import Bulk, Store
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.first_sums import FirstSums
from graphq.graph.write.numbers import Numbers
from graphq.graph.write.statements import Statement, put_together
from graphq.graph.write.upsert import Owned, OwnedTie, Stated, Upsert, row_of

BATCH: Final = 2_000
"""Facts of one transaction."""
_SHARED: Final = ("Location", "Name", "Record", "Source", "Group", "Person")
"""Labels of what several datasets may state."""
_LOCATION: Final = Kind(("Location",))


class Gear(Protocol):
    """A way of writing."""

    @property
    def restated(self) -> Set[str]:
        """Ids of the facts that were there and are told otherwise now."""
        ...

    def write(self, dataset: str, kind: Kind, batch: Sequence[Stated]) -> LoadCounts:
        """Have the dataset state facts of one kind; the ends of relationships come before them.

        Raises StoreError when an end of a relationship is missing.
        """
        ...

    def own(self, dataset: str, owned: Owned, there: Sequence[str]) -> list[OwnedTie]:
        """Write nodes that are the dataset's own with what starts at them, all or nothing.

        `there` are the ids of those that are in the graph, and are brought up to date: of what
        started at them goes, and is returned, what is not among the rows.
        """
        ...

    def settle(self) -> Store:
        """Write what waits; the store on which the load is ended."""
        ...


@contextlib.contextmanager
def in_gear(store: Store, *, bulk: bool, dry_run: bool = False) -> Iterator[Gear]:
    """The gear for a load. In bulk the store is not to be used meanwhile."""
    if not bulk:
        yield Upsert(store, dry_run)
        return
    there = Numbers(
        hash(key)
        for label in _SHARED
        for rows in store.scan(f"MATCH (n:{label})", ["n.id"])
        for (key,) in rows
    )
    sums = FirstSums.begin(store)
    with store.bulk() as opened:
        yield InBulk(opened, there, sums)


class InBulk:
    """Makes everything anew; what is there already waits until all else is written."""

    def __init__(self, bulk: Bulk, there: Numbers, sums: FirstSums | None = None) -> None:
        """Write through `bulk`; `there` holds hashes of the ids of what the graph has."""
        self._bulk, self._there, self._sums = bulk, there, sums
        self._waiting: dict[tuple[str, Kind], dict[str, Stated]] = {}
        self._nodes_waiting: set[str] = set()
        self.restated: Set[str] = frozenset()
        """None: what is there is put together with at the end, as the first row tells it."""

    def write(self, dataset: str, kind: Kind, batch: Sequence[Stated]) -> LoadCounts:
        """Make those that are not there; the end of a relationship that lacks is told later."""
        rows: list[Row] = []
        if self._sums and kind == _LOCATION:
            self._sums.meet(batch)
        for fact in batch:
            if isinstance(fact, Relationship):
                # What starts at a node that is there may be there as well.
                waits = fact.start in self._nodes_waiting
            elif waits := hash(fact.id) in self._there:
                self._nodes_waiting.add(fact.id)
            if waits:
                self._waiting.setdefault((dataset, kind), {})[fact.id] = fact
            else:
                statement = Statement(dataset, fact.properties())
                rows.append(row_of(fact, put_together([statement])))
        if kind.type:
            start, end = kind.labels
            self._bulk.relationships(kind.type, start, end, rows)
        else:
            self._bulk.nodes(kind.labels, rows)
        return LoadCounts(created=len(rows))

    def own(self, dataset: str, owned: Owned, there: Sequence[str]) -> list[OwnedTie]:
        """Make nodes that are the dataset's own with what starts at them; none are there yet."""
        assert not there
        if self._sums:
            self._sums.add(owned)
        self._bulk.together(
            {(owned.label,): owned.nodes},
            {(type_, owned.label, end): rows for (type_, end), rows in owned.relationships.items()},
        )
        return []

    def settle(self) -> Store:
        """Write all that was given, then put together what was there already."""
        if self._sums:
            self._sums.write(self._bulk)
        store = self._bulk.settle()
        upsert = Upsert(store)
        for (dataset, kind), facts in sorted(self._waiting.items(), key=lambda one: one[0][1].type):
            found = list(facts.values())
            for start in range(0, len(found), BATCH):
                upsert.write(dataset, kind, found[start : start + BATCH])
        if self._sums:
            self._sums.finish(store, list(self._nodes_waiting))
        return store
