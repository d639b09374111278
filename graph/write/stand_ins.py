"""Nodes that stand in for an entity of which only a record is known.

What always holds here: a stand-in has its publisher's id (`ucdp:actor:539`), or the id of what a
dossier declares to be another's (`lakechad/jas`), and `inferred: true`; it says what the record
says, and goes when nothing needs it any more. A facility that a publisher's record is identified
with gets from the record only what its own sources leave blank; from another dossier nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pydantic.alias_generators import to_camel

from graphq.graph.model.facts import Node, as_written
from graphq.graph.model.nodes import Group, Person, Record, Target
from graphq.graph.records import NodeRecord
from graphq.graph.store import Store
from graphq.graph.write import identities
from graphq.graph.write.statements import DOSSIER_PREFIX

STAND_INS: Final[dict[str, type[Node]]] = {"Group": Group, "Person": Person, "Target": Target}
"""What can stand in for a record, by the label of its entity."""

RECORD: Final = "record:"
"""How the ids of records begin."""
_BY_ID: Final = "UNWIND $ids AS id MATCH (record:Record {id: 'record:' + id}) RETURN record"

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
    known = identities.current(store)
    still_used = {
        str(row["id"])
        for label in STAND_INS
        for row in store.read(_NEEDED.format(label=label), {"ids": sorted(known.by_record)})
    }
    records: list[NodeRecord] = [
        row["record"]
        for row in store.read("MATCH (record:Record) RETURN record ORDER BY record.id")
    ]
    of_dossiers = {_key(record) for record in records if _is_a_dossiers(record)}
    found: list[Node] = []
    for record in records:
        key = _key(record)
        if not _is_published(record):
            continue
        if key not in known.by_record or key in still_used:
            found.append(_stand_in(record))
        if record.properties["entityLabel"] == "Target" and not _is_a_dossiers(record):
            found += [
                _facility(record, entity)
                for entity in known.of(key)
                if not identities.is_publishers(entity) and entity not in of_dossiers
            ]
    return found


def _is_a_dossiers(record: NodeRecord) -> bool:
    """Whether a dossier lists it itself, as one of its own that it declares to be another's."""
    return str(record.properties["scheme"]).startswith(DOSSIER_PREFIX)


def _is_published(record: NodeRecord) -> bool:
    """Whether its own publisher states it; a dossier may name another's record without that."""
    scheme = record.properties["scheme"]
    stated_by = record.properties["statedBy"]
    return any(name == scheme or not str(name).startswith(DOSSIER_PREFIX) for name in stated_by)


_OWN: Final = ("id", "name", "full_name", "sources", "inferred")
"""What a stand-in has in its own way; the rest it has from the record, as far as both have it."""


def _key(record: NodeRecord) -> str:
    """The id that the record's stand-in bears: the publisher's, or that of a dossier's own."""
    return record.id.removeprefix(RECORD)


def _stand_in(record: NodeRecord) -> Node:
    made = STAND_INS[str(record.properties["entityLabel"])]
    return made.model_validate({**_said(record, made), "id": _key(record), "inferred": True})


def _facility(record: NodeRecord, entity: str) -> Target:
    return Target.model_validate({**_said(record, Target), "id": entity})


def _said(record: NodeRecord, made: type[Node]) -> dict[str, Any]:
    """What the record says of its entity, by field."""
    told = as_written(Record, record.properties)
    shared = Record.model_fields.keys() & made.model_fields.keys()
    fields = sorted(shared.difference(_OWN))
    found = {name: told[to_camel(name)] for name in fields if to_camel(name) in told}
    return {
        "name": told["name"],
        "full_name": told["fullName"],
        "sources": tuple(told.get("sources") or ()),
        **found,
    }
