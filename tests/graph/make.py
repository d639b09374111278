"""Small facts for the tests, and the whole graph as plain data to compare.

What always holds here: a fact made twice with the same words is equal; `everything` leaves out only
the records of loads, which differ from one load to the next by design.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.nodes import ChangeEvent, Group, Name
from graphq.graph.model.relationships import AlliedWith, Names, PredecessorIn, ResultedIn
from graphq.graph.model.values import Extent, PartialDate
from graphq.graph.read.names import name_key
from graphq.graph.store import Store
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.writer import Writer

Snapshot = tuple[
    dict[str, tuple[tuple[str, ...], dict[str, Any]]],
    dict[str, tuple[str, str, str, dict[str, Any]]],
]


def group(key: str, name: str = "", kind: str = "group", **more: Any) -> Group:
    """A group whose name is its id in capitals unless one is given."""
    short = name or key.upper()
    return Group(id=key, name=short, full_name=more.pop("full_name", short), kind=kind, **more)


def change(key: str, kind: str, when: str, **more: Any) -> ChangeEvent:
    """A change at a date, as far as it is known."""
    day = PartialDate.parse(when)
    return ChangeEvent(
        id=key,
        name=key,
        kind=kind,
        date=when,
        first_day=day.span.first,
        last_day=day.span.last,
        date_precision=day.precision,
        **more,
    )


def entered(key: str, into: str, extent: Extent = Extent.WHOLE, **more: Any) -> PredecessorIn:
    """A group's entry into a change."""
    ends = {"id": f"in:{key}>{into}", "start": key, "end": into}
    return PredecessorIn(**ends, extent=extent, continues=more.pop("continues", False), **more)


def came_out(key: str, of: str, extent: Extent = Extent.WHOLE, **more: Any) -> ResultedIn:
    """A group that came out of a change."""
    ends = {"id": f"out:{of}>{key}", "start": of, "end": key}
    return ResultedIn(**ends, extent=extent, continues=more.pop("continues", True), **more)


def allied(start: str, end: str, **more: Any) -> AlliedWith:
    """An alliance between two groups."""
    return AlliedWith(id=f"allied:{start}>{end}", start=start, end=end, **more)


def called(key: str, text: str, quality: str = "own", label: str = "Group") -> list[Any]:
    """A spelling of an entity: its node, and the relationship that ties it to the entity."""
    made = f"name:{key}:{name_key(text)}"
    return [
        Name(id=made, name=text[:30], text=text, key=name_key(text), quality=quality),
        Names(id=f"names:{made}", start=made, end=key, end_label=label),
    ]


def state(store: Store, dataset: str, facts: Iterable[Node | Relationship]) -> LoadCounts:
    """Let a dataset state just these facts: write them, and take back what it said before."""
    stated = list(facts)
    writer = Writer(store, dataset)
    writer.write([fact for fact in stated if isinstance(fact, Node)])
    writer.write([fact for fact in stated if isinstance(fact, Relationship)])
    writer.retire()
    return writer.counts


def everything(store: Store) -> Snapshot:
    """Every node (labels, properties) and relationship (type, ends, properties), by its id.

    Loads, which of them brought an incident, and which incidents may have been the first to name
    something, are history and nothing that the sources state.
    """
    nodes = {
        str(row["n"].id): (
            row["n"].labels,
            {
                key: value
                for key, value in row["n"].properties.items()
                if key not in ("load", "firstToName")
            },
        )
        for row in store.read("MATCH (n) RETURN n")
        if "IngestRun" not in row["n"].labels
    }
    relationships = {
        str(row["r"].properties["id"]): (row["r"].type, row["a"], row["b"], row["r"].properties)
        for row in store.read("MATCH (a)-[r]->(b) RETURN a.id AS a, r, b.id AS b")
    }
    return nodes, relationships


def differing(found: Snapshot, wanted: Snapshot) -> list[str]:
    """The ids of the first nodes and relationships by which two graphs differ."""
    different = [
        key
        for key in sorted(found[0].keys() | wanted[0].keys())
        if found[0].get(key) != wanted[0].get(key)
    ]
    different += [
        key
        for key in sorted(found[1].keys() | wanted[1].keys())
        if found[1].get(key) != wanted[1].get(key)
    ]
    return different[:20]


def node(store: Store, key: str) -> dict[str, Any]:
    """The properties of the one node of this id."""
    ((_, properties),) = [found for known, found in everything(store)[0].items() if known == key]
    return properties


def day(text: str) -> date:
    """A day in ISO form."""
    return date.fromisoformat(text)
