"""Opens a graph where it is kept: the only door to `graph.stores`.

What always holds here: nothing else knows which engine answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from graphq.graph.errors import UsageError
from graphq.graph.store import Mode, Store, StoreOptions

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
        if mode == "write":
            from graphq.graph.stores.arcadedb.writing import WritingStore

            return WritingStore.for_writing(folder_path(text), options)
        from graphq.graph.stores.arcadedb.store import EmbeddedStore

        return EmbeddedStore.for_reading(folder_path(text), options)
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
    program or a notebook may change to another. Raises UsageError too when its name is no text.
    """
    try:
        found = Path(text).expanduser().absolute()
        str(found).encode()
    except RuntimeError as error:
        raise UsageError(f"{text} cannot be used: there is no such user here.") from error
    except UnicodeEncodeError as error:
        shown = str(found).encode(errors="backslashreplace").decode()
        raise UsageError(
            f"{shown} cannot hold a graph, since its name is not UTF-8, and the engine opens no "
            "other. Name another folder with --db."
        ) from error
    if "\0" in text:
        raise UsageError("The name of a folder cannot hold the character NUL.")
    return found


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


def open_if_there(url: str | Path, options: StoreOptions | None = None) -> Store:
    """Open for reading, as `open_store`; a folder without a graph is one with nothing in it."""
    if not is_server(str(url)):
        from graphq.graph.stores.arcadedb.folder import GraphFolder
        from graphq.graph.stores.nothing import NoGraph

        if not GraphFolder(folder_path(str(url))).exists():
            return NoGraph()
    return open_store(url, "read", options)


def is_left_by_a_writer(place: str | Path) -> bool:
    """Whether a folder holds something of a writer that goes on or was killed.

    The next one to write into it puts that right. Raises UsageError as `folder_path`.
    """
    from graphq.graph.stores.arcadedb.folder import GraphFolder

    return GraphFolder(folder_path(str(place))).left_behind()


def embedded_engine() -> str:
    """What keeps a graph in a folder, with its version. Raises StoreError if it does not run."""
    from graphq.graph.stores.arcadedb.native import engine

    arcadedb = engine()
    return f"ArcadeDB {arcadedb.ENGINE_VERSION} (package {arcadedb.__version__})"


def examined(url: str) -> Iterator[tuple[bool, str]]:
    """Read every byte of a folder's graph: whether all is well, and a sentence for each finding.

    Raises UsageError for a server, which looks after its files by itself, and StoreError when there
    is no graph.
    """
    from graphq.graph.stores.arcadedb.repair import examined as of_folder

    return of_folder(_folder_alone(url))


def repaired(url: str, options: StoreOptions | None = None) -> list[str]:
    """Put right what can be put right in a folder; what was done, in sentences.

    Raises UsageError for a server, and StoreError when files with facts in them are damaged.
    """
    from graphq.graph.stores.arcadedb.repair import repaired as in_folder

    return in_folder(_folder_alone(url), options or StoreOptions())


def _folder_alone(url: str) -> Path:
    if is_server(url):
        raise UsageError(
            f"{url} is a server, which looks after its files by itself (neo4j-admin database "
            "check). Name a folder with --db."
        )
    return folder_path(url)
