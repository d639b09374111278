"""How long a first load of many rows takes: the bulk path against the engine's own batch writer.

The yardstick is ArcadeDB's GraphBatch fed with the same rows, in a process of its own and with its
best settings: no copy to work on, no check of the ends, nothing written through to the disk. Ours
has to be safe against being killed, and still stay near it. Both begin with rows made beforehand.

The rows have the shape of the model: one tenth of `--rows` are places, sources, targets and groups,
the rest are incidents of some thirty properties, two of them dates; there are about three and a
half relationships to a node. They are invented, from a seed.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.tables import Labels, Tables, with_batch_writer
from graphq.graph.opening import open_store
from graphq.graph.records import Row
from graphq.graph.write.writer import prepare

ROWS = 526_000
_SEED = 20260302
_GROUPS, _PLACES, _SOURCES, _TARGETS = 0.0036, 0.1, 0.114, 0.047
_KINDS = ("group", "militia", "state-force")
_SECOND = {"group": "ArmedGroup", "militia": "ArmedGroup", "state-force": "StateForce"}
_FIRST_DAY = date(1989, 1, 1)


class Rows(Tables):
    """The generated rows."""

    def __init__(self, count: int) -> None:
        """Make about so many nodes, and three and a half times as many relationships."""
        super().__init__()
        self._random = random.Random(_SEED)
        groups, places = max(3, int(count * _GROUPS)), max(3, int(count * _PLACES))
        sources, targets = max(3, int(count * _SOURCES)), max(3, int(count * _TARGETS))
        for number in range(groups):
            kind = _KINDS[number % len(_KINDS)]
            self._node(("Group", _SECOND[kind]), f"group:{number}", kind=kind, countries=["ML"])
        for number in range(places):
            self._node(("Location",), f"place:{number}", level="place", **self._place())
            self._tie("LOCATED_IN", "Location", f"place:{number}", "Location", "place:0")
        for number in range(sources):
            self._node(("Source",), f"source:{number}", title=f"Report {number}", reliability="B")
        for number in range(targets):
            self._node(("Target",), f"target:{number}", targetType="airport", **self._place())
        for number in range(max(3, count - groups - places - sources - targets)):
            self._incident(number, groups, places, sources, targets)

    def _place(self) -> Row:
        latitude, longitude = self._random.uniform(10, 20), self._random.uniform(-10, 10)
        cell = int((latitude + 90) * 2) * 720 + int((longitude + 180) * 2)
        return {"latitude": latitude, "longitude": longitude, "cell": cell, "country": "ML"}

    def _incident(self, number: int, groups: int, places: int, sources: int, targets: int) -> None:
        drawn, key = self._random, f"ucdp:incident:{number}"
        first = _FIRST_DAY + timedelta(days=drawn.randrange(13_000))
        last = first + timedelta(days=drawn.randrange(3))
        best = drawn.randrange(40)
        self._node(
            ("Incident",),
            key,
            date=first.isoformat(),
            firstDay=first,
            lastDay=last,
            datePrecision="day",
            dataset="ucdp-ged",
            placeText=f"village of number {number % places}",
            admin1="Mopti region",
            admin2="Bandiagara cercle",
            geoPrecision="place",
            targetType="military",
            tactics=["armed assault", "explosives"],
            attribution="attributed",
            fatalitiesLow=best // 2,
            fatalitiesBest=best,
            fatalitiesHigh=best * 2,
            fatalitiesSideA=best // 3,
            fatalitiesSideB=best // 3,
            fatalitiesCivilians=best // 4,
            violence="state-based",
            eventType="battle",
            conflict=f"conflict:{number % 300}",
            dyad=f"dyad:{number % 900}",
            activeYear=number % 5 != 0,
            **self._place(),
        )
        # One group in ten takes part in half of what happens.
        side_a, side_b = (
            f"group:{drawn.randrange(groups // (10 if drawn.random() < 0.5 else 1) or 1)}"
            for _ in range(2)
        )
        place = f"place:{drawn.randrange(places)}"
        self._tie("OCCURRED_AT", "Incident", key, "Location", place, precision="place")
        self._tie("INVOLVED", "Incident", key, "Group", side_a, side="a")
        self._tie("INVOLVED", "Incident", key, "Group", side_b, side="b", since=first)
        self._tie("PERPETRATED_BY", "Incident", key, "Group", side_a, confidence="probable")
        self._tie("REPORTED_BY", "Incident", key, "Source", f"source:{drawn.randrange(sources)}")
        if drawn.random() < 0.15:
            target = f"target:{drawn.randrange(targets)}"
            self._tie("STRUCK", "Incident", key, "Target", target)

    def _node(self, labels: Labels, key: str, **more: object) -> None:
        properties = {"id": key, "name": key[-30:], **more, **self._told(key)}
        self.nodes.setdefault(labels, []).append({"id": key, "properties": properties})

    def _tie(
        self, kind: str, start_label: str, start: str, end_label: str, end: str, **more: object
    ) -> None:
        found = self.ties.setdefault((kind, start_label, end_label), [])
        key = f"{kind}:{start}>{end}:{len(found)}"
        properties = {"id": key, **more, **self._told(key)}
        found.append({"id": key, "start": start, "end": end, "properties": properties})

    @staticmethod
    def _told(key: str) -> Row:
        """What the writer adds to every fact."""
        return {
            "sources": ["ucdp-ged-26.1"],
            "statedBy": ["ucdp-ged"],
            "contentHash": hashlib.blake2b(key.encode(), digest_size=8).hexdigest(),
        }


def bulk(rows: Rows, folder: Path) -> None:
    """Write the rows as graphq does."""
    with open_store(folder, "write") as store:
        prepare(store)
        with store.bulk() as into:
            for key, are_nodes, part in rows.batches():
                if are_nodes:
                    into.nodes(key, part)
                else:
                    kind, start, end = key
                    into.relationships(kind, start, end, part)


def _measure(way: str, count: int) -> None:
    """Do it one way in this process, and print seconds and megabytes for who started it."""
    rows = Rows(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as parent:
        began, worked = time.perf_counter(), time.process_time()
        {"raw": with_batch_writer, "bulk": bulk}[way](rows, Path(parent) / "graph")
        seconds, work = time.perf_counter() - began, time.process_time() - worked
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(seconds, work, (after - before) / 1024)


def main() -> None:
    """Time both ways in turn, and print the ratio of ours to the engine's."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--rows", type=int, default=ROWS, help="nodes to write (%(default)s)")
    asked.add_argument("--way", choices=("raw", "bulk"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.way:
        _measure(given.way, given.rows)
        return
    nodes, ties = Rows(given.rows).counts()
    print(f"{nodes} nodes, {ties} relationships")
    seconds: dict[str, float] = {}
    for way in ("raw", "bulk"):
        command = [sys.executable, "-m", "benchmarks.bulk", "--rows", str(given.rows)]
        done = subprocess.run([*command, "--way", way], check=True, capture_output=True, text=True)
        seconds[way], work, memory = map(float, done.stdout.split())
        name = {"raw": "GraphBatch alone", "bulk": "graphq in bulk"}[way]
        print(
            f"{name:<17} {seconds[way]:7.1f} s  {seconds[way] / seconds['raw']:5.2f} x  "
            f"({work:.1f} s of processor time, {memory:.0f} MB more than the rows)"
        )


if __name__ == "__main__":
    main()
