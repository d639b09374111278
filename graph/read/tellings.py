"""What incidents tell, to be read side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graphq.graph.records import Row
from graphq.graph.store import Store

_TOLD: Final = """
UNWIND $ids AS id
MATCH (event:Incident {id: id})
OPTIONAL MATCH (event)-[:PERPETRATED_BY|CLAIMED_BY|INVOLVED]->(group:Group)
WITH event, collect(DISTINCT group.name) AS actors
RETURN event, actors
"""


def tellings(store: Store, ids: Iterable[str]) -> list[Row]:
    """Each of the incidents, the node as `event` and the names of all in it as `actors`."""
    return store.read(_TOLD, {"ids": list(ids)})
