"""Opens a graph where it is kept: the only door to `graph.stores`.

What always holds here: nothing else knows which engine answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from graphq.graph.errors import StoreError, UsageError
from graphq.graph.records import Parameters, Row
from graphq.graph.store import Bulk, ListedRows, Mode, Step, Store, StoreInfo, StoreOptions

BOLT_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


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
    check_url(text)
    if not is_server(text):
        from graphq.graph.stores.arcadedb.store import EmbeddedStore

        return EmbeddedStore.open(folder_path(text), mode, options)
    from graphq.graph.stores.neo4j.store import BoltStore

    return BoltStore.open(text, mode, options)


def check_url(text: str) -> None:
    """Raise UsageError when it names a server by a URL of no known kind, or with a password."""
    if not is_server(text):
        return
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


def store_of_py2neo(graph: Any) -> Store:
    """The store of a `py2neo.Graph` that is open already, for reading only.

    Raises UsageError when it is none.
    """
    from graphq.graph.stores.neo4j.py2neo import Py2neoStore

    return Py2neoStore.of(graph)


def folder_path(text: str) -> Path:
    """The folder that is meant. Raises UsageError when it is at home with nobody.

    It is the whole path: the engine knows only the working directory that it was started in, and a
    program or a notebook may change to another.
    """
    try:
        return Path(text).expanduser().absolute()
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


class NoGraph:
    """In place of a graph that has not been made yet: there is nothing in it."""

    bulk_is_whole = True

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


def is_there(url: str | Path) -> bool:
    """Whether a graph has been made in the folder; a server is taken to be there.

    Raises StoreError when the folder is something else.
    """
    if is_server(str(url)):
        return True
    from graphq.graph.stores.arcadedb.folder import GraphFolder

    return GraphFolder(folder_path(str(url))).exists()
