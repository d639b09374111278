"""What the writer keeps in a graph for itself: labels that tell no fact, and properties of facts.

What always holds here: no question, export or picture shows any of it as knowledge.
"""

from __future__ import annotations

from typing import Final

MODEL_VERSION: Final = 6
"""Raised when a graph written by an older release can no longer be read as it stands."""

COME_WITH_GRAPHQ: Final = ("jnim",)
"""The dossiers that come with graphq. What one of them tells of has the id of its row; what another
dossier tells of has the dossier's name before it: `lakechad/jas`."""

GRAPH_INFO: Final = "GraphInfo"
"""Label of the one node that says which version of the model a graph was written with."""

GRAPH_INFO_ID: Final = "graphq"
"""Its id."""

REGISTER: Final = "Register"
"""Label of the nodes that hold what each dataset stated when it was last loaded."""

UNSUMMED: Final = "Unsummed"
"""Label of the nodes that say which incidents have changed since the sums were brought up to date:
the id of the incident, and what of it is in the sums; blank where nothing is."""

SUMS_VERSION: Final = 3
"""Raised when sums of incidents are made in another way, so that they are made anew. A graph has it
as long as its sums lack nothing but what is on record as `Unsummed`."""

OWN_NODES: Final[dict[str, dict[str, str]]] = {
    GRAPH_INFO: {
        "id": "text",
        "modelVersion": "integer",
        "identities": "list of text",
        "sums": "integer",
    },
    REGISTER: {"id": "text", "dataset": "text", "facts": "list of text"},
    UNSUMMED: {"id": "text", "was": "text"},
}
"""The properties of each, with the words for their types."""

BOOKKEEPING: Final[dict[str, str]] = {
    "statedBy": "list of text",
    "statements": "list of text",
    "contentHash": "text",
    "rowHash": "text",
    "load": "integer",
    "firstToName": "list of text",
}
"""What the writer keeps on every fact: which datasets state it, what each states where there are
several, and a hash by which a later load finds it unchanged; on an incident of a published table
the hash of its row too, the how-manieth load of its dataset brought it, and the ids of the places
and records that are as its row tells them."""
