"""How long the jnim dossier takes to load into a folder: `make bench`.

The yardstick is reading, checking and transforming the tables without a store. Goal: the first load
under 10 s.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from graphq.graph.opening import open_store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier

_ROUNDS = 3


def main() -> None:
    """Time reading alone, a first load, and the same load again."""
    source = Dossier.find("jnim")
    seconds: dict[str, list[float]] = {"read and check": [], "first load": [], "load again": []}
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory() as parent:
            began = time.perf_counter()
            source.check({})
            seconds["read and check"].append(time.perf_counter() - began)
            for name in ("first load", "load again"):
                began = time.perf_counter()
                with open_store(Path(parent) / "graph", "write") as store:
                    load(source, store, "benchmark")
                seconds[name].append(time.perf_counter() - began)
    yardstick = statistics.median(seconds["read and check"])
    for name, found in seconds.items():
        median = statistics.median(found)
        print(f"{name:<15}  {median:.3f} s  {median / yardstick:5.2f} x")


if __name__ == "__main__":
    main()
