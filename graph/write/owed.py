"""What the sums of incidents do not hold yet: put on record with the change itself.

What always holds here: whoever changes an incident, or what ties it to groups and places, puts on
record what the sums hold of it, before that or in the same transaction. So the sums can be brought
up to date by what has changed alone, and a load that was cut off owes them nothing that is not
known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from graphq.graph.model.kinds import Kind
from graphq.graph.model.own import GRAPH_INFO, SUMS_VERSION, UNSUMMED
from graphq.graph.records import Row
from graphq.graph.store import Step, Store
from graphq.graph.write import counted

MANY: Final = 20_000
"""Incidents of which it is remembered what the sums hold; with more, the sums are made anew."""

_TRACKED: Final = f"""
OPTIONAL MATCH (owed:{UNSUMMED})
WITH count(owed) AS n
MATCH (info:{GRAPH_INFO})
WHERE info.sums = $version
RETURN n
"""
_NOT_YET: Final = f"""
UNWIND $ids AS id
OPTIONAL MATCH (owed:{UNSUMMED} {{id: id}})
WITH id, owed WHERE owed IS NULL
RETURN DISTINCT id
"""
_PUT: Final = f"UNWIND $rows AS row MERGE (owed:{UNSUMMED} {{id: row.id}}) SET owed.was = row.was"
_AT: Final = """
UNWIND $rows AS row
MATCH (place:Location {id: row.id})
WHERE row.level IS NULL OR place.level <> row.level
MATCH (place)<-[:OCCURRED_AT]-(event:Incident)
RETURN DISTINCT event.id AS id
"""
_CLEAR: Final = f"UNWIND $ids AS id MATCH (owed:{UNSUMMED} {{id: id}}) DELETE owed"


def number(store: Store) -> int | None:
    """Of how many incidents something is owed; none where the sums have to be made anew."""
    rows = store.read(_TRACKED, {"version": SUMS_VERSION})
    return int(rows[0]["n"]) if rows else None


def owing(store: Store, ids: Iterable[str]) -> list[Step]:
    """Steps to go before those that change these incidents, or into the same transaction."""
    wanted = list(dict.fromkeys(ids))
    already = number(store) if wanted else None
    if already is None:
        return []
    if already + len(wanted) > MANY:
        return [untracked()]
    steps: list[Step] = []
    for batch in counted.batches(wanted):
        new = [str(row["id"]) for row in store.read(_NOT_YET, {"ids": batch})]
        if new:
            was = counted.of_ids(store, new)
            rows = [{"id": key, "was": was[key].to_text() if key in was else ""} for key in new]
            steps.append((_PUT, {"rows": rows}))
    return steps


def owing_of(store: Store, kind: Kind, rows: Iterable[Row]) -> list[Step]:
    """The same, for steps that write or take back facts of any kind.

    The rows have `id`, a relationship's `start` too, and `properties` where they are known already.
    """
    label = kind.labels[0]
    if label == "Incident" and (not kind.type or kind.type in counted.TIES):
        return owing(store, [str(row["start" if kind.type else "id"]) for row in rows])
    if label == "Location" and not kind.type:
        # An incident counts as at a place by the level of its Location.
        levels = [
            {"id": row["id"], "level": row.get("properties", {}).get("level")} for row in rows
        ]
        return owing(store, [str(row["id"]) for row in store.read(_AT, {"rows": levels})])
    return []


def untracked() -> Step:
    """The step after which the sums have to be made anew."""
    return (f"MATCH (info:{GRAPH_INFO}) SET info.sums = null", {})


def tracked() -> Step:
    """The step after which the sums hold all."""
    return (f"MATCH (info:{GRAPH_INFO}) SET info.sums = $version", {"version": SUMS_VERSION})


def owed(store: Store) -> dict[str, str]:
    """What the sums hold of incidents that have changed since, as `CountedIncident` writes it."""
    rows = store.read(f"MATCH (owed:{UNSUMMED}) RETURN owed.id AS id, owed.was AS was")
    return {str(row["id"]): str(row["was"]) for row in rows}


def cleared(ids: Sequence[str]) -> list[Step]:
    """The steps after which nothing is owed of these incidents."""
    return [(_CLEAR, {"ids": batch}) for batch in counted.batches(ids)]
