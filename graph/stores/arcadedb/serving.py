"""The graph of a folder over Bolt: the embedded engine's own server, behind a door of ours.

```
graphq-serve-…/            private to the user (0700), removed at the end
├── in-use.lock            held while it is served, so that what a killed one left can be told
├── config/                who may ask the engine, and what for
├── databases/neo4j/       a copy of the folder's graph
└── log/                   what the engine notes down
```

What always holds here: it listens on this machine alone. The door, in `bolt`, lets in who knows the
password, and Bolt alone; the engine behind it, a process of its own, knows another password that is
told to nobody. Who is let in may read and do nothing else; and since a copy is served, nothing that
a client sends can reach the folder, which may be loaded into meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from pathlib import Path
from typing import Final, Self

from graphq.graph.errors import StoreError, UsageError
from graphq.graph.store import StoreOptions
from graphq.graph.stores.arcadedb.bolt.child import HOST
from graphq.graph.stores.arcadedb.bolt.door import Door
from graphq.graph.stores.arcadedb.bolt.process import DATABASE, USER, EnginePlace
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.private import PrivatePlace, no_place, sweep
from graphq.graph.stores.arcadedb.snapshot import Traces, take, traces

_PREFIX: Final = "graphq-serve-"


class ServedFolder:
    """A folder's graph while it is served; see `graphq.graph.serve.Served`."""

    user = USER
    database = DATABASE

    def __init__(self, folder: GraphFolder, home: PrivatePlace, door: Door, as_of: Traces) -> None:
        """Take over a door that is open; use `start` instead."""
        self._folder, self._home, self._door, self._as_of = folder, home, door, as_of
        self.port = door.port

    @classmethod
    def start(
        cls,
        path: Path,
        port: int,
        password: str,
        options: StoreOptions,
        seconds: float,
        megabytes: int,
    ) -> Self:
        """Copy the folder's graph and serve the copy; port 0 is any free one.

        A query may take so many seconds, and all together so many megabytes.
        Raises StoreError when there is no graph, it cannot be copied, or the server does not start,
        and UsageError when the port cannot be had.
        """
        folder = GraphFolder(path)
        if port:
            check_port(port, "--port")
        sweep(_PREFIX)
        home = _home()
        try:
            place = EnginePlace(home.path, megabytes)
            place.lay_out()
            as_of = take(folder, home.path / "databases" / DATABASE, options)
            door = _opened(place, port, password, seconds)
        except BaseException:
            home.remove()
            raise
        return cls(folder, home, door, as_of)

    def is_outdated(self) -> bool:
        """Whether the folder has been loaded into since; not while that still goes on."""
        now = traces(self._folder)
        return now is not None and now != self._as_of and not self._folder.left_behind()

    def close(self) -> None:
        """End every connection, and remove the copy and all that belongs to it."""
        try:
            self._door.close()
        finally:
            self._home.remove()

    def __enter__(self) -> Self:
        """Serve it in a `with` block."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Stop serving."""
        self.close()


def _home() -> PrivatePlace:
    try:
        return PrivatePlace(_PREFIX, Path(tempfile.gettempdir()))
    except OSError as error:
        raise no_place(error) from error


def _opened(place: EnginePlace, port: int, password: str, seconds: float) -> Door:
    try:
        return Door.open(place, port, password, seconds)
    except OSError as error:
        raise StoreError(f"The graph cannot be served on port {port}: {error}.") from error


def check_port(port: int, option: str) -> None:
    """Raise UsageError when the port cannot be listened on."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as tried:
        if os.name != "nt":  # there it would let two servers have the same port
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
            tried.listen()
        except PermissionError as error:
            raise UsageError(
                f"Port {port} may not be listened on by you ({error.strerror}). Name one from 1024 "
                f"to 65535 with {option}, or 0 for any free one."
            ) from error
        except OSError as error:
            raise UsageError(
                f"Port {port} is taken, perhaps by a Neo4j or by another graphq serve "
                f"({error.strerror}). Name another one with {option}, or 0 for any free one."
            ) from error
