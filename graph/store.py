"""Where a graph is kept: one protocol, and the function that opens it.

What always holds here: nothing outside `graph/stores/` knows which engine answers. Reading cannot
write, refused by the engine itself. A failure is a `StoreError` whose text says what to do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, Self
from urllib.parse import urlsplit

from graph.errors import UsageError
from graph.records import Parameters, Row

Mode = Literal["read", "write"]
Step = tuple[str, Parameters]
"""A Cypher statement and its parameters."""

BOLT_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def _silent(message: str) -> None:
    """Say nothing while waiting."""


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """How to open a store: who is asking, how long to wait, and the credentials if it needs any."""

    command: str = "graphq"
    wait_seconds: float = 10.0
    on_wait: Callable[[str], None] = _silent
    credentials: Mapping[str, str] = field(default_factory=lambda: dict(os.environ), repr=False)


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What a store is: engine and version, and where."""

    engine: str
    version: str
    place: str


class Store(Protocol):
    """A graph that can be asked, and written to if it was opened for that."""

    def read(self, statement: str, parameters: Parameters | None = None) -> list[Row]:
        """Rows of a statement that only reads.

        Raises ReadOnlyError when it would write, StatementError when it cannot be run.
        """
        ...

    def write(self, steps: Iterable[Step]) -> None:
        """Run the steps in one transaction: all of them hold afterwards, or none."""
        ...

    def define(self, statements: Iterable[str]) -> None:
        """Run constraint and index statements, each on its own."""
        ...

    def info(self) -> StoreInfo:
        """Engine, version and place."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...

    def __enter__(self) -> Self:
        """Use the store in a `with` block."""
        ...

    def __exit__(self, *exc: object) -> None:
        """Close it at the end of the block."""
        ...


def is_server(url: str) -> bool:
    """Whether the text names a server rather than a folder."""
    return "://" in url


def default_folder() -> Path:
    """The folder used when neither `--db` nor `GRAPHQ_DB` names a place."""
    from platformdirs import user_data_path

    return user_data_path("graphq", appauthor=False) / "graph"


def open_store(url: str | Path, mode: Mode = "read", options: StoreOptions | None = None) -> Store:
    """Open a folder (ArcadeDB) or a server by its URL (Neo4j, Aura, a cluster).

    Raises StoreError when it is not there, not ours, busy, or refuses the credentials, and
    UsageError when the URL is of no known kind.
    """
    options = options or StoreOptions()
    text = str(url)
    if not is_server(text):
        from graph.stores.embedded import EmbeddedStore

        return EmbeddedStore.open(_folder(text), mode, options)
    scheme = text.split("://", 1)[0].lower()
    if scheme not in BOLT_SCHEMES:
        raise UsageError(
            f"'{scheme}://' is not a kind of database that graphq knows: name a folder, or a "
            f"server by one of {', '.join(f'{known}://' for known in BOLT_SCHEMES)}"
        )
    if "@" in text.split("://", 1)[1]:
        raise UsageError(
            "The URL of the database holds a user or a password. Take them out, and give them in "
            "the environment or in a .env file as NEO4J_USER and NEO4J_PASSWORD."
        )
    _check_address(text)
    from graph.stores.bolt import BoltStore

    return BoltStore.open(text, mode, options)


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise UsageError(f"{text} cannot be used: there is no such user here.") from error


def _check_address(url: str) -> None:
    """Raise UsageError when the URL names no machine, or a port that is none."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(
            f"{url} is not the address of a server ({error}). Write it as "
            "neo4j://localhost:7687: a kind, a machine, and a port from 0 to 65535."
        ) from error
    if not host:
        raise UsageError(f"{url} names no machine. Write it as neo4j://localhost:7687.")
