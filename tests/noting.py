"""A store that notes what it is asked, for tests of how much is read."""

from __future__ import annotations

from typing import Any

from graphq.graph.records import Parameters, Row
from graphq.graph.store import Store


class Noting:
    """A store that notes the statements it is asked, with their parameters."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.reads: list[tuple[str, str]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        self.reads.append((statement, repr(parameters)))
        return self._store.read(statement, parameters)

    @property
    def scans(self) -> int:
        """How often all relationships were gone through."""
        return sum("MATCH ()-[" in statement for statement, _ in self.reads)
