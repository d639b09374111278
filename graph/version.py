"""Refuses a graph that was written with another version of the model.

What always holds here: that happens before anything is read from it or written to it.
"""

from __future__ import annotations

from graphq.graph.errors import StoreError
from graphq.graph.model.own import GRAPH_INFO, MODEL_VERSION
from graphq.graph.store import Store


def check_version(store: Store) -> None:
    """Raise StoreError when the graph was written with another version of the model."""
    rows = store.read(f"MATCH (info:{GRAPH_INFO}) RETURN info.modelVersion AS version")
    for row in rows:
        if row["version"] != MODEL_VERSION:
            raise StoreError(
                f"The graph in {store.info().place} was written with version {row['version']} of "
                f"the model, and this graphq reads version {MODEL_VERSION}; load the data anew "
                "into another place, or use the graphq that wrote it."
            )
