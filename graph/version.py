"""Which version of the model a graph was written with.

What always holds here: a graph of another version is refused before anything is read from it or
written to it.
"""

from __future__ import annotations

from typing import Final

from graphq.graph.errors import StoreError
from graphq.graph.store import Store

MODEL_VERSION: Final = 4
"""Raised when a graph written by an older release can no longer be read as it stands."""

GRAPH_INFO: Final = "GraphInfo"
"""Label of the one node that says which version of the model a graph was written with."""

GRAPH_INFO_ID: Final = "graphq"
"""Its id."""


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
