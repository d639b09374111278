"""Whether the sums of incidents hold what the graph says, so that a question may rest on them.

What always holds here: sums are kept by whatever writes; after a load that was cut off on a server,
or in a graph of an older release, they are not until the next load, or until `graphq derive`.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from graphq.graph.model.own import GRAPH_INFO, SUMS_VERSION, UNSUMMED
from graphq.graph.store import Store

_KEPT: Final = f"""
MATCH (info:{GRAPH_INFO})
WHERE info.sums = $version AND NOT EXISTS {{ MATCH (:{UNSUMMED}) }}
"""
_DATASETS: Final = f"""{_KEPT}
MATCH (of:DatasetSum)
RETURN of.dataset AS dataset, of.incidents AS incidents, of.firstDay AS firstDay,
  of.lastDay AS lastDay
ORDER BY dataset
"""


class SummedDataset(NamedTuple):
    """A dataset that has incidents: how many, and from which day to which."""

    dataset: str
    incidents: int
    first_day: date
    last_day: date


def sums_are_kept(store: Store) -> bool:
    """Whether every sum holds all that the graph says."""
    return bool(store.read(f"{_KEPT}RETURN info.id AS id", {"version": SUMS_VERSION}))


def summed_datasets(store: Store) -> list[SummedDataset]:
    """The datasets that have incidents, by name; none where sums are not kept."""
    return [
        SummedDataset(str(row["dataset"]), row["incidents"], row["firstDay"], row["lastDay"])
        for row in store.read(_DATASETS, {"version": SUMS_VERSION})
    ]
