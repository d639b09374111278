"""What graphq's STIX 2.1 is made of: ids, types, and the extension definitions that explain them.

What always holds here: an id follows from the graph's own id, so the same fact has the same id in
every export. Everything that STIX has no word for is in one documented property extension, under
the names of the model; kinds of things that STIX does not have are objects of types of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

NAMESPACE: Final = UUID("6f1f3c1e-7a0d-5c62-9d5b-3a3a8d1f0c27")
"""From which every id is made, with the type and the id in the graph."""

MADE_ON: Final = date(2026, 11, 26)
"""When this way of writing the graph as STIX was laid down; the definitions are of that day."""

VERSION: Final = "1.0.0"

OWN_TYPES: Final = {
    "x-graphq-change-event": (
        "A dated change among groups, with any number of parties: a merger, absorption, split, "
        "rename, founding, alliance or pledge. A group that entered it has a relationship "
        "predecessor-in to it, and it has a relationship resulted-in to each group that came out; "
        "these say in the facts extension whether the whole group or a part of it (extent, "
        "component) took part, and whether the group went on under its name (continues)."
    ),
    "x-graphq-source": (
        "Who reported something, with the Admiralty letter of what was seen of it (reliability); "
        "seen_at says where, if that is a copy. Objects cite it in external_references, whose "
        "external_id is its graph_id."
    ),
    "x-graphq-tally": "A count that somebody published, of incidents or of those killed.",
    "x-graphq-casualties": (
        "How many people of one kind (of_whom) an incident harmed in one way (harm), as somebody "
        "counts them: low, best and high. It has a relationship casualties-of to the incident."
    ),
    "x-graphq-assessment": (
        "A named person's rating of facilities by CARVER, or a published ranking of them. It has a "
        "relationship rates to each facility; the scores that were given, or the rank, stand in "
        "the facts extension. A criterion that is not there was not scored."
    ),
    "x-graphq-judgement": (
        "A named person's judgement whether two incidents tell one event or two. It has a "
        "relationship judges to each of them that is in the bundle; the facts extension has both "
        "by their graph_id (pair), the verdict, who judged, when and why."
    ),
    "x-graphq-remark": (
        "What somebody says of an object or a relationship, for a reader to know, and when it was "
        "said (said_on). Its about is the graph_id of that; of an object it has a relationship "
        "about to it."
    ),
    "x-graphq-declaration": (
        "A dossier's word that what it tells of (mine) is, or is not, what another dossier or a "
        "publisher lists (theirs), and in which time."
    ),
    "x-graphq-record": "An entity as one publisher lists it, under that publisher's own id.",
    "x-graphq-place": "A place of which neither the country nor the coordinates are known.",
    "x-graphq-thing": "What no other type of this mapping stands for.",
}
"""Types that STIX does not have, and what they mean."""

_FACTS: Final = (
    "What graphq's graph says of an object or a relationship and STIX has no property for. "
    "graph_id is the id in the graph, graph_labels or graph_type its labels or its type there; "
    "the other properties are those of graphq's model in snake case. A date is YYYY, YYYY-MM or "
    "YYYY-MM-DD, as far as it is known; …_first and …_last are the first and the last day that "
    "it can mean; when something was claimed or denied may also be a span, as in 2017-03-09 to "
    "2017-03-10, or a last day, as in by 2019-02-02. A relationship denied-by says that its target "
    "denies the incident, and denies is the graph_id of the group whose part in it is denied. "
    "sources and disputed_by are lists of graph_ids of x-graphq-source. names lists the "
    "spellings of the entity. start_time and stop_time of a relationship are set only where the "
    "day is known: they are then the first and the last second of that day, in UTC."
)
FACTS_ID: Final = f"extension-definition--{uuid5(NAMESPACE, 'extension:facts')}"
IDENTITY_ID: Final = f"identity--{uuid5(NAMESPACE, 'graphq')}"


def stix_id(kind: str, key: str) -> str:
    """The id of the object of that type that stands for what has the key in the graph."""
    return f"{kind}--{uuid5(NAMESPACE, f'{kind}:{key}')}"


def definition_id(kind: str) -> str:
    """The id of the definition of one of the types of our own."""
    return f"extension-definition--{uuid5(NAMESPACE, f'extension:{kind}')}"


def moment(day: date) -> str:
    """The first moment of a day, as STIX writes when an object was made: with its milliseconds."""
    return f"{day.isoformat()}T00:00:00.000Z"


def definitions(used: set[str]) -> Iterator[dict[str, Any]]:
    """The author, and the definitions of the extensions of the types that are used."""
    made = {"created": moment(MADE_ON), "modified": moment(MADE_ON), "spec_version": "2.1"}
    yield {
        "type": "identity",
        "id": IDENTITY_ID,
        **made,
        "name": "graphq",
        "identity_class": "system",
        "description": "A knowledge graph of armed groups; it wrote this bundle.",
    }
    own = {"type": "extension-definition", **made, "created_by_ref": IDENTITY_ID}
    own["version"] = VERSION
    yield {
        **own,
        "id": FACTS_ID,
        "name": "graphq facts",
        "description": _FACTS,
        "schema": _FACTS,
        "extension_types": ["property-extension"],
    }
    for kind, meaning in OWN_TYPES.items():
        if kind in used:
            yield {
                **own,
                "id": definition_id(kind),
                "name": kind,
                "description": meaning,
                "schema": f"{meaning} It has the common properties of a STIX domain object, name "
                "and description; the rest is in the extension 'graphq facts'.",
                "extension_types": ["new-sdo"],
            }
