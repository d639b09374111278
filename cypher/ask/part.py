"""The part of the graph that an answer is about: what is drawn, exported and computed with.

What always holds here: it holds every node that a row names by its id, the entities that were asked
for, and what the question's picture draws; of incidents and changes also who took part and where,
and of published counts what is counted in them.
Nothing is in it that had not happened, or did not hold, on the day that was asked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from graphq.cypher.ask.catalog import Question, QuestionAnswer
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.read.held import HeldOn
from graphq.graph.read.part import LOOKED_UP_AT_ONCE, Gathered, gathered
from graphq.graph.records import RelationshipRecord
from graphq.graph.store import Store

_TAKING_PART: Final = {
    "Incident": (
        "PERPETRATED_BY",
        "CLAIMED_BY",
        "DENIED_BY",
        "INVOLVED",
        "STRUCK",
        "OCCURRED_AT",
    ),
    "Target": ("USED_BY",),
    "Assessment": ("RATES",),
}
"""Relationships that go out from a node that a row names, and are of the part with their ends."""
_PARTIES: Final = ("PREDECESSOR_IN", "RESULTED_IN")
_COUNTED: Final = "COUNTED_IN"
_ID_COLUMN: Final = "Id"
_INCIDENTS: Final = "incidentId"
_CITING: Final = ("sources", "disputedBy")
_ENDED: Final = "ended"
_REMARK: Final = "Remark"
"""What is said of the part is no part of it; `with_remarks` takes it in."""


def part_of(store: Store, question: Question, answer: QuestionAnswer) -> Gathered:
    """The part of the graph that the answer is about. Raises StoreError."""
    as_of = answer.parameters.get("asOf")
    day = as_of if isinstance(as_of, date) else None
    drawn = _drawn(store, question, answer)
    part = Gathered()
    _add_nodes(store, part, _named(answer))
    for node in drawn.nodes():
        # A question of incidents has filters that its picture goes without: its rows decide.
        if "Incident" not in node.labels or _INCIDENTS not in answer.columns:
            part.add(node)
    _add_events(store, part)
    types = {link.type for link in drawn.relationships()}
    _add_among(store, part, {*types, _COUNTED} - set(_PARTIES))
    for link in drawn.relationships():
        if link.start in part.by_id and link.end in part.by_id:
            part.add(link)
    return held_on(part, day, bool(answer.parameters.get(_ENDED)))


def add_sources(store: Store, part: Gathered) -> None:
    """Take in the sources that the part's nodes and relationships cite, which a picture leaves out.

    Raises StoreError.
    """
    cited: dict[str, None] = {}
    properties = [node.properties for node in part.nodes()]
    properties += [link.properties for link in part.relationships()]
    for said, key in itertools.product(properties, _CITING):
        cited.update(dict.fromkeys(said.get(key) or ()))
    for some in _portions(cited):
        rows = store.read(
            "UNWIND $ids AS id MATCH (n:Source {id: id}) RETURN n AS node", {"ids": some}
        )
        part.add([row["node"] for row in rows])


def with_remarks(store: Store, part: Gathered, day: date | None) -> Gathered:
    """The part with what had been said by the day of its nodes and relationships.

    Raises StoreError.
    """
    found = Gathered(dict(part.by_id), dict(part.links))
    for some in _portions([*part.by_id, *part.links]):
        rows = store.read(
            "UNWIND $ids AS id MATCH (a:Remark {about: id}) OPTIONAL MATCH (a)-[r:ABOUT]->(b) "
            "RETURN a, r, b ORDER BY a.id",
            {"ids": some},
        )
        for row in rows:
            found.add([row["a"], _record(row) if row["r"] is not None else None])
    return held_on(found, day, with_ended=True)


def _drawn(store: Store, question: Question, answer: QuestionAnswer) -> Gathered:
    """What the question's picture draws; nothing if it has none."""
    picture = question.picture
    return gathered(store.read(picture, answer.parameters)) if picture else Gathered()


def _named(answer: QuestionAnswer) -> list[str]:
    """The ids that the rows and the parameters name, each once."""
    found: dict[str, None] = {}
    for value in answer.parameters.values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                found[item] = None
    for row in answer.rows:
        for name, column in answer.columns.items():
            value = row.get(name)
            if column.type == "facts":
                found.update((str(fact["id"]), None) for fact in value or [] if fact.get("id"))
            elif column.hidden or name.endswith(_ID_COLUMN):
                found.update((text, None) for text in _texts(value))
    return list(found)


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value of a column that is made of ids, such as pairs of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _add_nodes(store: Store, part: Gathered, ids: Iterable[str]) -> None:
    """Take in the nodes of those ids; what is no node's id is passed over."""
    for some in _portions(ids):
        for label in NODES.keys() - {_REMARK}:
            rows = store.read(
                f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n AS node", {"ids": some}
            )
            part.add([row["node"] for row in rows])


def _add_events(store: Store, part: Gathered) -> None:
    """Take in who took part in the incidents and changes, where, and who uses the targets."""
    for label, kinds in _TAKING_PART.items():
        ids = [node.id for node in part.nodes() if label in node.labels]
        for kind in kinds:
            for end in RELATIONSHIPS[kind].END:
                _add_links(store, part, ids, f"(a:{label} {{id: id}})-[r:{kind}]->(b:{end})")
    changes = [node.id for node in part.nodes() if "ChangeEvent" in node.labels]
    _add_links(store, part, changes, "(b:ChangeEvent {id: id})<-[r:PREDECESSOR_IN]-(a:Group)")
    _add_links(store, part, changes, "(a:ChangeEvent {id: id})-[r:RESULTED_IN]->(b:Group)")


def _add_among(store: Store, part: Gathered, types: Iterable[str]) -> None:
    """Take in the relationships of the types whose ends are both of the part already."""
    for kind in sorted(types):
        declared = RELATIONSHIPS[kind]
        for start, end in itertools.product(declared.START, declared.END):
            ids = [node.id for node in part.nodes() if start in node.labels]
            pattern = f"(a:{start} {{id: id}})-[r:{kind}]->(b:{end})"
            for link in _links(store, ids, pattern):
                if link["b"].id in part.by_id:
                    part.add(_record(link))


def _add_links(store: Store, part: Gathered, ids: list[str], pattern: str) -> None:
    for link in _links(store, ids, pattern):
        part.add([link["a"], link["b"], _record(link)])


def _links(store: Store, ids: Iterable[str], pattern: str) -> Iterator[dict[str, Any]]:
    for some in _portions(ids):
        yield from store.read(
            f"UNWIND $ids AS id MATCH {pattern} RETURN a, r, b ORDER BY r.id", {"ids": some}
        )


def _record(link: Mapping[str, Any]) -> RelationshipRecord:
    found: RelationshipRecord = link["r"]
    return RelationshipRecord(found.type, found.properties, link["a"].id, link["b"].id)


def _portions(ids: Iterable[str]) -> Iterator[list[str]]:
    ids = iter(ids)
    while some := list(itertools.islice(ids, LOOKED_UP_AT_ONCE)):
        yield some


def held_on(part: Gathered, day: date | None, with_ended: bool = False) -> Gathered:
    """The part as it was known on the day, and, unless asked for, without what had ended."""
    if day is None:
        return part
    as_of, kept = HeldOn(part, day, with_ended), Gathered()
    kept.by_id = {node.id: node for node in as_of.nodes()}
    kept.links = {str(link.properties.get("id", "")): link for link in as_of.relationships()}
    return kept
