"""Where a graph is kept: one protocol, and the function that opens it.

What always holds here: nothing outside `graph/stores/` knows which engine answers. Reading cannot
write, refused by the engine itself. A failure is a `StoreError` whose text says what to do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol, Self

from graphq.graph.records import Parameters, Row

Mode = Literal["read", "write"]
Step = tuple[str, Parameters]
"""A Cypher statement and its parameters."""

ListedRows = list[list[Any]]
"""Rows as lists of values, in the order in which these were asked for."""


MEMORY_TO_WRITE: Final = 768
"""MB that an engine in this process may take to write. By itself it takes half of the machine's
before it looks for what it no longer needs; a load needs, and gains, nothing."""


def _silent(message: str) -> None:
    """Say nothing while waiting."""


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """How to open a store: who is asking, how long to wait, and the credentials if it needs any."""

    command: str = "graphq"
    wait_seconds: float = 10.0
    on_wait: Callable[[str], None] = _silent
    alone: bool = False
    """Whether nothing else runs in the process yet, as in a command's, so that what the engine can
    do without may be left out while it is loaded."""
    statement_seconds: float = 0.0
    """How long a statement that reads may take; 0 is as long as it needs."""
    statement_memory: int = 3_072
    """MB that the engine may take to answer, and by which the process may grow with an answer."""
    credentials: Mapping[str, str] = field(default_factory=lambda: dict(os.environ), repr=False)


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What a store is: engine and version, and where."""

    engine: str
    version: str
    place: str


NodeRows = Mapping[tuple[str, ...], Sequence[Row]]
"""Rows of new nodes, by their labels."""
RelationshipRows = Mapping[tuple[str, str, str], Sequence[Row]]
"""Rows of new relationships, by type and the labels of both ends."""


class Bulk(Protocol):
    """Takes many new facts in a row; they are written in the background while it is called.

    Rows handed over are not to be changed afterwards. What goes wrong is raised at a later call, or
    at the end of the `with` block.
    """

    def nodes(self, labels: tuple[str, ...], rows: Sequence[Row]) -> None:
        """Create a node of each row (`id`, and `properties` that hold the `id` too).

        None of them may be in the graph yet: StoreError says which one is.
        """
        ...

    def relationships(
        self, kind: str, start_label: str, end_label: str, rows: Sequence[Row]
    ) -> None:
        """Create a relationship of each row (`id`, `start`, `end`, `properties`).

        None of them may be in the graph yet, which is not checked. The ends, given by their ids,
        come from before or from earlier calls: StoreError says which one is missing.
        """
        ...

    def together(self, nodes: NodeRows, relationships: RelationshipRows) -> None:
        """Create nodes and relationships that are to be there together or not at all.

        On a server they are one transaction, so there should not be too many of them.
        """
        ...

    def settle(self) -> Store:
        """Wait until everything given is written; nothing more may be given.

        Returns the store to end the load on.
        """
        ...


class Store(Protocol):
    """A graph that can be asked, and written to if it was opened for that."""

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Rows of a statement that only reads.

        Raises ReadOnlyError when it would write, StatementError when it cannot be run.
        """
        ...

    def scan(self, matching: str, values: Sequence[str]) -> Iterator[ListedRows]:
        """What the expressions are for all that a MATCH clause finds, some thousand rows at a time.

        For going through the whole graph: no more than that is in memory, and several threads may
        each have a scan. A day is text in ISO form here, as the engines keep it; a text that reads
        as one stays text. Raises as `read` does, also while the rows are taken.
        """
        ...

    def write(self, steps: Iterable[Step]) -> None:
        """Run the steps in one transaction: all of them hold afterwards, or none."""
        ...

    def define(self, statements: Iterable[str]) -> None:
        """Run constraint and index statements, each on its own."""
        ...

    @property
    def is_whole(self) -> bool:
        """Whether all that is written from the opening to the end holds, or none of it."""
        ...

    def bulk(self) -> AbstractContextManager[Bulk]:
        """Write many new facts fast, in a `with` block; the store is not to be used meanwhile.

        On a server every batch that was committed stays when the block ends in an exception.
        """
        ...

    def info(self) -> StoreInfo:
        """Engine, version and place."""
        ...

    def close(self) -> None:
        """Let go of the store; in a folder, what was written holds from here on."""
        ...

    def __enter__(self) -> Self:
        """Use the store in a `with` block."""
        ...

    def __exit__(self, *exc: object) -> None:
        """Close it at the end of the block.

        After an exception nothing of what was written into a folder is kept.
        """
        ...
