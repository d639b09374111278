"""In place of a graph that has not been made yet.

What always holds here: there is nothing in it, and nothing can be written to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Self

from graphq.graph.errors import StoreError
from graphq.graph.records import Parameters, Row
from graphq.graph.store import Bulk, ListedRows, Step, StoreInfo


class NoGraph:
    """A graph without anything in it."""

    is_whole = True

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """No rows."""
        return []

    def scan(self, matching: str, values: Sequence[str]) -> Iterator[ListedRows]:
        """No rows."""
        return iter(())

    def write(self, steps: Iterable[Step]) -> None:
        """Raises StoreError: there is nothing to write to."""
        raise StoreError("There is no graph to write to.")

    def define(self, statements: Iterable[str]) -> None:
        """Raises StoreError: there is nothing to write to."""
        self.write(())

    def bulk(self) -> AbstractContextManager[Bulk]:
        """Raises StoreError: there is nothing to write to."""
        raise StoreError("There is no graph to write to.")

    def info(self) -> StoreInfo:
        """Says that there is none."""
        return StoreInfo("none", "", "")

    def close(self) -> None:
        """There is nothing to let go of."""

    def __enter__(self) -> Self:
        """Use it in a `with` block."""
        return self

    def __exit__(self, *exc: object) -> None:
        """There is nothing to close."""
