"""Adds invented targets and successions to a graph that holds events shaped like UCDP GED.

What always holds here: one seed and one graph give the same facts. UCDP names neither what was
struck nor who succeeded whom, so without this nothing large could be asked about either. The graph
is for measuring only: give it a copy, for what is added can be taken for facts.

    python -m benchmarks.large_graph FOLDER [--targets N] [--successions N] [--seed N]
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from graphq.graph.opening import open_store
from graphq.graph.records import Row
from graphq.graph.store import Bulk
from graphq.graph.write.derived import derive

DATASET: Final = "benchmark"
SEED: Final = 20261123
TARGETS: Final = 25_000
STRUCK: Final = 0.15
"""Which share of the incidents struck a target."""
SUCCESSIONS: Final = 1_160
LONGEST: Final = 7
"""How many successions the longest chain has."""

_BATCH: Final = 5_000
_TYPES: Final = (
    "military", "market", "mosque", "school", "airport", "police", "hospital", "un-base", "bridge",
    "mine", "government", "power",
)  # fmt: skip
_KINDS: Final = ("merger", "absorption", "split", "rename")
_PLACED: Final = """
MATCH (event:Incident {dataset: 'ucdp-ged'})
WHERE event.cell IS NOT NULL
RETURN event.id AS id, event.cell AS cell, event.latitude AS latitude,
  event.longitude AS longitude, event.country AS country, event.admin1 AS admin1
"""
_PLACES: Final = """
UNWIND $ids AS id
MATCH (:Incident {id: id})-[:OCCURRED_AT]->(place:Location {level: 'place'})
RETURN id, place.id AS place
"""
_GROUPS: Final = "MATCH (g:Group) RETURN g.id AS id ORDER BY id"


class Invented:
    """The rows to add: targets at places of incidents, what struck them, and successions."""

    def __init__(self, seed: int) -> None:
        """Begin with nothing."""
        self._random = random.Random(seed)
        self.nodes: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        self.ties: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        self._node(
            ("Source",), DATASET, "Invented for a benchmark", title="Invented for a benchmark",
            publisher="nobody", kind="dataset", reliability="E",
        )  # fmt: skip

    def targets(
        self, incidents: Sequence[Row], places: dict[str, str], groups: Sequence[str], count: int
    ) -> None:
        """So many targets, each where an incident was; a few of a cell are struck most."""
        at: dict[int, list[str]] = defaultdict(list)
        for number, found in enumerate(self._random.sample(incidents, min(count, len(incidents)))):
            key, kind = f"tgt-benchmark-{number}", self._random.choice(_TYPES)
            users = self._random.sample(groups, self._random.randrange(3))
            where = {name: value for name, value in found.items() if name not in ("id", "cell")}
            self._node(
                ("Target",), key, f"{kind} {number}", fullName=f"{kind} {number}",
                targetType=kind, coordinatePrecisionM=self._random.choice((100, 1000, 5000)),
                cell=found["cell"], **{name: value for name, value in where.items() if value},
            )  # fmt: skip
            at[found["cell"]].append(key)
            for user in users:
                self._tie("USED_BY", ("Target", key), ("Group", user))
            if found["id"] in places:
                self._tie("LOCATED_IN", ("Target", key), ("Location", places[found["id"]]))
        near = [found for found in incidents if found["cell"] in at]
        for found in self._random.sample(near, min(int(len(incidents) * STRUCK), len(near))):
            choice = at[found["cell"]]
            struck = choice[int(len(choice) * self._random.random() ** 3)]
            self._tie("STRUCK", ("Incident", found["id"]), ("Target", struck))

    def successions(self, groups: Sequence[str], count: int) -> None:
        """So many changes that pass a group on into another; the longest chain is LONGEST long."""
        shuffled = self._random.sample(groups, len(groups))
        ranks = [shuffled[start :: LONGEST + 1] for start in range(LONGEST + 1)]
        for number in range(count):
            # The first of them are the longest chain; the others begin anywhere.
            rank = number if number < LONGEST else self._random.randrange(LONGEST)
            before, after = (
                (ranks[rank][0], ranks[rank + 1][0])
                if number < LONGEST
                else (self._random.choice(ranks[rank]), self._random.choice(ranks[rank + 1]))
            )
            day = date(1992 + 4 * rank + number % 4, 1 + number % 12, 1 + number % 28)
            self._change(f"chg-benchmark-{number}", before, after, day)

    def _change(self, key: str, before: str, after: str, day: date) -> None:
        kind = self._random.choice(_KINDS)
        extent = "part" if kind == "split" else "whole"
        party = {"extent": extent, "continues": kind == "split"}
        self._node(
            ("ChangeEvent", kind.capitalize()), key, key, kind=kind, date=day.isoformat(),
            firstDay=day, lastDay=day, datePrecision="day",
        )  # fmt: skip
        self._tie("PREDECESSOR_IN", ("Group", before), ("ChangeEvent", key), **party)
        self._tie("RESULTED_IN", ("ChangeEvent", key), ("Group", after), **party)

    def write(self, bulk: Bulk) -> None:
        """Hand all rows over, nodes first."""
        for labels, nodes in self.nodes.items():
            for part in _parts(nodes):
                bulk.nodes(labels, part)
        for (kind, start, end), ties in self.ties.items():
            for part in _parts(ties):
                bulk.relationships(kind, start, end, part)

    def _node(self, labels: tuple[str, ...], key: str, name: str, **more: object) -> None:
        stated: dict[str, object] = {"statedBy": [DATASET]}
        if labels != ("Source",):
            stated["sources"] = [DATASET]
        self.nodes[labels].append(
            {"id": key, "properties": {"id": key, "name": name, **stated, **more}}
        )

    def _tie(
        self, relation: str, start: tuple[str, str], end: tuple[str, str], **more: object
    ) -> None:
        key = f"{relation.lower().replace('_', '-')}:{start[1]}>{end[1]}:{more.get('via', '')}"
        properties = {"id": key, "sources": [DATASET], "statedBy": [DATASET], **more}
        self.ties[relation, start[0], end[0]].append(
            {"id": key, "start": start[1], "end": end[1], "properties": properties}
        )


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]


def add(folder: str, targets: int, successions: int, seed: int) -> Invented:
    """Add the facts to the graph in the folder. Raises StoreError, or ValueError if none are there.

    A second time is refused: the source of the first is there already.
    """
    invented = Invented(seed)
    with open_store(folder, "write") as store:
        # A process that writes has an engine with little memory, too little to put all in order.
        incidents = sorted(store.read(_PLACED), key=lambda row: str(row["id"]))
        groups = [str(row["id"]) for row in store.read(_GROUPS)]
        if not incidents or len(groups) <= LONGEST:
            raise ValueError(f"{folder} holds no events of ucdp-ged: load a file of them first.")
        found = store.read(_PLACES, {"ids": [row["id"] for row in incidents]})
        places = {str(row["id"]): str(row["place"]) for row in found}
        invented.targets(incidents, places, groups, targets)
        invented.successions(groups, successions)
        with store.bulk() as bulk:
            invented.write(bulk)
        derive(store)
    return invented


def main() -> None:
    """Add them, and say how many there are."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", help="a copy of a graph that graphq has loaded events into")
    options.add_argument("--targets", type=int, default=TARGETS)
    options.add_argument("--successions", type=int, default=SUCCESSIONS)
    options.add_argument("--seed", type=int, default=SEED)
    given = options.parse_args()
    made = add(given.folder, given.targets, given.successions, given.seed)
    for kind, rows in [*made.nodes.items(), *made.ties.items()]:
        print(f"{len(rows):>8,}  {' '.join(kind)}")


if __name__ == "__main__":
    main()
