"""What an earlier graphq wrote of events otherwise than this one, for the next load to mend.

What always holds here: it goes a part at a time, so the next load goes on where one was cut off;
nothing that is asked depends on whether it has gone.
"""

from __future__ import annotations

from typing import Final

from graphq.graph.store import Store

_AT_ONCE: Final = 10_000
"""Relationships of one transaction."""

# Each begins at the source: the engine finds what is to go where it begins, and not at the end of a
# list of hundreds of thousands.
_OWN_REPORTS: Final = """
MATCH (:Source {id: $dataset})<-[told:REPORTED_BY]-(event:Incident)
WHERE event.dataset = $dataset
"""

_ANY_MARKED: Final = """
MATCH (event:Incident {dataset: $dataset})
WHERE event.firstToName IS NOT NULL
RETURN event.id AS id
LIMIT 1
"""


def says_what_rows_tell_first(store: Store, dataset: str) -> bool:
    """Whether the dataset's incidents say which places and records are as their rows tell them."""
    return bool(store.read(_ANY_MARKED, {"dataset": dataset}))


def drop_own_reports(store: Store, dataset: str) -> None:
    """Delete the ties of a dataset's incidents to the dataset: that it tells of them they say."""
    given = {"dataset": dataset, "most": _AT_ONCE}
    while store.read(f"{_OWN_REPORTS}RETURN told.id AS id LIMIT 1", given):
        store.write([(f"{_OWN_REPORTS}WITH told LIMIT $most\nDELETE told", given)])
