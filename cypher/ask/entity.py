"""One entity with everything the graph says of it.

What always holds here: only what is stored is shown, each relationship with its sources; what the
writer keeps for itself is left out.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from graphq.cypher.ask.catalog import read_sources
from graphq.cypher.ask.parameters import find_entity, told_if_empty
from graphq.graph.errors import UnknownNameError
from graphq.graph.model.own import BOOKKEEPING
from graphq.graph.read.loads import cut_off, cut_off_note
from graphq.graph.records import NodeRecord, Row
from graphq.graph.store import Store
from graphq.graph.version import check_version

_ENDS: Final = ("id", "sources", "disputedBy")
_QUIET: Final = ("REPORTED_BY", "NAMES", "DESCENDS_FROM", "ABOUT")
"""Relationships that are not shown: they are told otherwise, or follow from those that are."""

_NODE: Final = "MATCH (n:{label} {{id: $id}}) RETURN n AS node, n.statedBy AS statedBy"
_NODES: Final = "UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n AS node"
_PARTIES: Final = """
UNWIND $ids AS id
MATCH (change:ChangeEvent {id: id})<-[entered:PREDECESSOR_IN]-(:Group)
RETURN change.id AS id, count(entered) AS parties
"""
_LINKS: Final = """
MATCH (n:{label} {{id: $id}})-[r]-(other)
RETURN type(r) AS type, startNode(r).id = $id AS outgoing, other.id AS otherId,
  other.name AS other, properties(r) AS properties
ORDER BY type, outgoing DESC, otherId, r.id
"""
_REMARKS: Final = """
UNWIND $ids AS id
MATCH (remark:Remark {about: id})
WHERE $day IS NULL OR coalesce(remark.saidOnFirst, $day) <= $day
RETURN remark.about AS about, remark.text AS text, remark.saidOn AS saidOn,
  coalesce(remark.sources, []) AS sources
ORDER BY about, coalesce(toString(remark.saidOnFirst), ''), remark.id
"""
_USERS: Final = """
MATCH (:Target {id: $id})-[use:USED_BY]->(user)
WHERE use.validFromFirst IS NULL OR use.validFromFirst <= $asOf
RETURN user.id AS userId, user.name AS user, use.validFrom AS validFrom,
  CASE WHEN use.validToFirst <= $asOf THEN use.validTo END AS validTo,
  CASE WHEN use.validToLast < $asOf THEN true
    WHEN user.dissolved < left(toString($asOf), size(user.dissolved)) THEN true
    ELSE false END AS left, use.sources AS sources
ORDER BY user, validFrom
"""
_SPELLINGS: Final = """
MATCH (:{label} {{id: $id}})<-[:NAMES]-(name:Name)
RETURN name.text AS text, name.quality AS quality
ORDER BY quality, text
"""


@dataclass(frozen=True)
class Entity:
    """A node with its names, its relationships and the sources of it all."""

    id: str
    labels: tuple[str, ...]
    properties: Row
    stated_by: list[str]
    spellings: list[str]
    links: list[Row]
    remarks: list[Row]
    """What is said of the node itself, each with its `text`, `saidOn` and `sources`."""
    sources: dict[str, Row]
    notes: list[str] = field(default_factory=list)
    """What has to be known to read it, such as a load that has not ended."""


def describe(store: Store, text: str) -> Entity:
    """The entity of that id or name. Raises UnknownNameError."""
    check_version(store)
    with told_if_empty(store):
        label, key, _ = find_entity(store, text)
    if label:
        notes = [cut_off_note(load) for load in cut_off(store)]
        return replace(described(store, label, key), notes=notes)
    raise UnknownNameError(
        f"'{key}' is the id of a relationship. graphq sources shows what it rests on."
    )


def described(store: Store, label: str, key: str) -> Entity:
    """The entity of that label and id, of which it is known that it is there."""
    (row,) = store.read(_NODE.format(label=label), {"id": key})
    return _gather(store, label, key, row["node"], row["statedBy"] or [])


def nodes(store: Store, label: str, ids: Iterable[str]) -> list[NodeRecord]:
    """What is stored of the entities of that label and those ids, as far as there are any."""
    wanted = list(dict.fromkeys(ids))
    rows = store.read(_NODES.format(label=label), {"ids": wanted}) if wanted else []
    return [row["node"] for row in rows]


def users(store: Store, target: str, day: date) -> list[Row]:
    """Who used the target by the day: `userId`, `user`, `validFrom`, `validTo` if it can have come
    by then, whether it had surely `left`, and `sources`; by name.
    """
    return store.read(_USERS, {"id": target, "asOf": day})


def parties(store: Store, changes: Iterable[str]) -> dict[str, int]:
    """How many groups entered each of the changes, by its id."""
    wanted = list(dict.fromkeys(changes))
    rows = store.read(_PARTIES, {"ids": wanted}) if wanted else []
    return dict.fromkeys(wanted, 0) | {row["id"]: row["parties"] for row in rows}


def remarks_about(store: Store, ids: Iterable[str], day: date | None = None) -> list[Row]:
    """What is said of the nodes and relationships of those ids, by the day where one is given.

    Each row has `about`, `text`, `saidOn` and `sources`.
    """
    wanted = list(dict.fromkeys(ids))
    return store.read(_REMARKS, {"ids": wanted, "day": day}) if wanted else []


def _gather(store: Store, label: str, key: str, node: NodeRecord, stated_by: list[str]) -> Entity:
    rows = [
        row
        for row in store.read(_LINKS.format(label=label), {"id": key})
        if row["type"] not in _QUIET
    ]
    said: dict[str, list[Row]] = {}
    for remark in remarks_about(store, [key, *(row["properties"]["id"] for row in rows)]):
        said.setdefault(remark.pop("about"), []).append(remark)
    links = [_link(row, said.get(row["properties"]["id"], [])) for row in rows]
    names = store.read(_SPELLINGS.format(label=label), {"id": key})
    properties = {name: value for name, value in node.properties.items() if name not in BOOKKEEPING}
    cited: list[Any] = [*(properties.get("sources") or [])]
    for link in links:
        cited += [*link["sources"], *link["disputedBy"]]
    for remark in itertools.chain.from_iterable(said.values()):
        cited += remark["sources"]
    spellings = [row["text"] for row in names]
    sources = read_sources(store, cited)
    own = said.get(key, [])
    return Entity(key, node.labels, properties, stated_by, spellings, links, own, sources)


def _link(row: Row, remarks: list[Row]) -> Row:
    given = row["properties"]
    more = {
        name: value
        for name, value in given.items()
        if name not in _ENDS and name not in BOOKKEEPING and not name.endswith(("First", "Last"))
    }
    return {
        "relationship": row["type"],
        "direction": "to" if row["outgoing"] else "from",
        "otherId": row["otherId"],
        "other": row["other"],
        "properties": more,
        "remarks": remarks,
        "disputedBy": given.get("disputedBy") or [],
        "sources": given.get("sources") or [],
    }
