"""What a load did, in numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class LoadCounts:
    """What a load did, in facts (nodes and relationships), or in rows of a table of events."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything in the graph is different now."""
        return bool(self.created or self.updated or self.retired)

    def __add__(self, more: LoadCounts) -> LoadCounts:
        """What two loads did together."""
        return LoadCounts(
            self.created + more.created,
            self.updated + more.updated,
            self.unchanged + more.unchanged,
            self.retired + more.retired,
        )
