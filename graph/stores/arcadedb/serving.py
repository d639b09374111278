"""The graph of a folder over Bolt, answered by the embedded engine's own server.

```
graphq-serve-…/            private to the user (0700), removed at the end
├── in-use.lock            held while it is served, so that what a killed one left can be told
├── config/                who may log in, and what for
├── databases/neo4j/       a copy of the folder's graph
└── log/                   what the engine notes down
```

What always holds here: it listens on this machine alone. Who logs in may read and do nothing else,
which the engine sees to; and since a copy is served, nothing that a client sends can reach the
folder, which may be loaded into meanwhile. The password is kept nowhere, only its hash.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import secrets
import shutil
import socket
import tempfile
import time
from pathlib import Path
from typing import Any, Final, Self

from filelock import FileLock, Timeout

from graphq.graph.errors import StoreError, UsageError
from graphq.graph.store import StoreOptions
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.native import NO_FETCHING, engine
from graphq.graph.stores.arcadedb.snapshot import Traces, take, traces

HOST: Final = "127.0.0.1"
USER: Final = "neo4j"
DATABASE: Final = "neo4j"
"""What the drivers ask for when they are told of no database."""

_PREFIX: Final = "graphq-serve-"
_LOCK: Final = "in-use.lock"
_STARTING: Final = 60.0
"""Seconds in which a server has its lock, once it has made its place."""

_ROUNDS: Final = 65_536
_TRIES: Final = 5
"""How often another free port is looked for when somebody else was quicker to take one."""

_NOTHING: Final = {"access": [], "types": {"*": {"access": []}}}
_READING: Final = {"access": [], "types": {"*": {"access": ["readRecord"]}}}


class ServedFolder:
    """A folder's graph while it is served; see `graphq.graph.serve.Served`."""

    user = USER
    database = DATABASE

    def __init__(
        self, folder: GraphFolder, home: Home, port: int, server: Any, as_of: Traces
    ) -> None:
        """Take over a server that has started; use `start` instead."""
        self._folder, self._home, self._server, self._as_of = folder, home, server, as_of
        self.port = port

    @classmethod
    def start(cls, path: Path, port: int, password: str, options: StoreOptions) -> Self:
        """Copy the folder's graph and serve the copy; port 0 is any free one.

        Raises StoreError when there is no graph, it cannot be copied, or the server does not start,
        and UsageError when the port cannot be had.
        """
        folder = GraphFolder(path)
        if port:
            check_port(port, "--port")
        _sweep()
        home = Home()
        try:
            engine(rules=NO_FETCHING, notes=home.path / "log")
            as_of = take(folder, home.path / "databases" / DATABASE, options)
            home.let_in(password)
            port, server = _started(home.path, port)
        except BaseException:
            home.remove()
            raise
        return cls(folder, home, port, server, as_of)

    def is_outdated(self) -> bool:
        """Whether the folder has been loaded into since; not while that still goes on."""
        now = traces(self._folder)
        return now is not None and now != self._as_of and not self._folder.left_behind()

    def close(self) -> None:
        """End every connection, and remove the copy and all that belongs to it."""
        try:
            self._server.stop()
        finally:
            self._home.remove()

    def __enter__(self) -> Self:
        """Serve it in a `with` block."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Stop serving."""
        self.close()


class Home:
    """The private place of one server."""

    def __init__(self) -> None:
        """Make it. Raises StoreError when there is no place for temporary files."""
        try:
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
            self._lock = FileLock(self.path / _LOCK, timeout=0, thread_local=False)
            self._lock.acquire()
            for name in ("config", "databases", "log"):
                (self.path / name).mkdir()
        except OSError as error:
            raise StoreError(
                f"No temporary folder can be made ({error}). Name a place for temporary files: "
                "set TMPDIR."
            ) from error

    def let_in(self, password: str) -> None:
        """Let one user in, for reading; the engine's administrator has a password nobody knows."""
        users = [
            {"name": "root", "databases": {}, "password": hashed(secrets.token_hex(32))},
            {"name": USER, "databases": {DATABASE: ["reader"]}, "password": hashed(password)},
        ]
        groups = {"admin": _NOTHING, "*": _NOTHING, "reader": _READING}
        limits = {"resultSetLimit": -1, "readTimeout": -1}
        rights = {name: {**limits, **rights} for name, rights in groups.items()}
        config = self.path / "config"
        (config / "server-users.jsonl").write_text(
            "\n".join(json.dumps(user) for user in users), encoding="utf-8"
        )
        (config / "server-groups.json").write_text(
            json.dumps({"databases": {"*": {"groups": rights}}, "version": 2}), encoding="utf-8"
        )

    def remove(self) -> None:
        """Remove it and everything in it."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def hashed(password: str) -> str:
    """The password in the form in which the engine keeps one."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    found = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${_ROUNDS}${salt}${base64.b64encode(found).decode()}"


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


def _started(home: Path, port: int) -> tuple[int, Any]:
    """The port and the server. Raises StoreError when it does not start."""
    arcadedb = engine()
    for tries_left in reversed(range(_TRIES)):
        chosen = port or _free_port()
        server = arcadedb.create_server(str(home), None, _settings(chosen))
        try:
            server.start()
        except arcadedb.ArcadeDBError as error:
            if not port and tries_left and "Unable to listen" in str(error):
                continue
            raise StoreError(f"The graph cannot be served on port {chosen}: {error}.") from error
        return chosen, server
    raise AssertionError("the last try ends in a server or in an error")


def _settings(port: int) -> dict[str, Any]:
    return {
        "host": HOST,
        # The engine has no way to leave its web server out: it gets any free port of this machine,
        # the same users and the same rights.
        "http_port": 0,
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_host": HOST,
        "bolt_port": port,
        "bolt_defaultDatabase": DATABASE,
        "server_databaseLoadAtStartup": True,
        "serverMetrics": False,
        # In its mode for production the engine keeps from a client what is wrong with a statement.
        "mode": "development",
    }


def _free_port() -> int:
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as holder:
        holder.bind((HOST, 0))
        return int(holder.getsockname()[1])


def _sweep() -> None:
    """Remove what killed servers of the same user left behind."""
    with contextlib.suppress(OSError):  # another user's, or no place for temporary files at all
        for found in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            if not found.is_symlink() and _was_left(found):
                shutil.rmtree(found, ignore_errors=True)


def _was_left(found: Path) -> bool:
    """Whether nobody serves from there any more; one that is about to begin is let be."""
    try:
        if time.time() - found.stat().st_mtime < _STARTING or not (found / _LOCK).is_file():
            return False
        with FileLock(found / _LOCK, timeout=0):
            return True
    except (OSError, Timeout):
        return False
