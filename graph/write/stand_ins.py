"""Nodes that stand in for an entity of which only a publisher's record is known.

What always holds here: a stand-in has its publisher's id (`ucdp:actor:539`) and `inferred: true`,
says what the record says, and goes when nothing needs it any more. A facility that a record is
identified with gets from the record only what its own sources leave blank.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pydantic.alias_generators import to_camel

from graphq.graph.model.facts import Node, as_written
from graphq.graph.model.nodes import Group, Person, Record, Target
from graphq.graph.records import NodeRecord
from graphq.graph.store import Store
from graphq.graph.write.statements import DOSSIER_PREFIX

STAND_INS: Final[dict[str, type[Node]]] = {"Group": Group, "Person": Person, "Target": Target}
"""What can stand in for a record, by the label of its entity."""

_BY_ID: Final = "UNWIND $ids AS id MATCH (record:Record {id: 'record:' + id}) RETURN record"

_IDENTIFIED: Final = """
MATCH (record:Record)-[:IDENTIFIED_AS]->(entity)
RETURN record.scheme + ':' + record.externalId AS id, entity.id AS entity, labels(entity) AS labels
"""

_NEEDED: Final = """
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})-[r]-()
WHERE r.endRecord = id OR r.startRecord = id
RETURN DISTINCT id
"""


def of_records(store: Store, ids: Iterable[str]) -> list[Node]:
    """Stand-ins for the published records of these ids, whoever they are identified with."""
    records = [row["record"] for row in store.read(_BY_ID, {"ids": list(ids)})]
    return [_stand_in(record) for record in records if _is_published(record)]


def needed(store: Store) -> list[Node]:
    """Every stand-in that the graph needs, and what records add to the facilities they are."""
    identified: dict[str, list[tuple[str, str]]] = {}
    for row in store.read(_IDENTIFIED):
        label = next(label for label in STAND_INS if label in row["labels"])
        identified.setdefault(str(row["id"]), []).append((str(row["entity"]), label))
    still_used = {
        str(row["id"])
        for label in STAND_INS
        for row in store.read(_NEEDED.format(label=label), {"ids": sorted(identified)})
    }
    found: list[Node] = []
    for row in store.read("MATCH (record:Record) RETURN record ORDER BY record.id"):
        record: NodeRecord = row["record"]
        key = _key(record)
        if not _is_published(record):
            continue
        if key not in identified or key in still_used:
            found.append(_stand_in(record))
        found += [
            _facility(record, entity)
            for entity, label in identified.get(key, ())
            if label == "Target"
        ]
    return found


def _is_published(record: NodeRecord) -> bool:
    """Whether its publisher's own data were loaded; a dossier may name a record without them."""
    return any(not str(name).startswith(DOSSIER_PREFIX) for name in record.properties["statedBy"])


_COMMON: Final = ("countries", "kind", "born")
_TARGET: Final = (
    "target_type", "icao", "iata", "admin1", "admin1_id", "country", "latitude", "longitude",
    "cell", "coordinate_source",
)  # fmt: skip


def _key(record: NodeRecord) -> str:
    """The publisher's id of the record, which its stand-in bears."""
    return f"{record.properties['scheme']}:{record.properties['externalId']}"


def _stand_in(record: NodeRecord) -> Node:
    made = STAND_INS[str(record.properties["entityLabel"])]
    wanted = _TARGET if made is Target else _COMMON
    return made.model_validate(
        {
            **_said(record, made, wanted),
            "id": _key(record),
            "inferred": True,
        }
    )


def _facility(record: NodeRecord, entity: str) -> Target:
    return Target.model_validate({**_said(record, Target, _TARGET), "id": entity})


def _said(record: NodeRecord, made: type[Node], wanted: Iterable[str]) -> dict[str, Any]:
    """What the record says of its entity, by field."""
    told = as_written(Record, record.properties)
    fields = [name for name in wanted if name in made.model_fields]
    found = {name: told[to_camel(name)] for name in fields if to_camel(name) in told}
    return {
        "name": told["name"],
        "full_name": told["fullName"],
        "sources": tuple(told.get("sources") or ()),
        **found,
    }
