"""Starts and kills the process in which the engine's server runs.

What always holds here: the process ends with the one that started it, however that ends; its
password stands in no argument, and in its private place only as a hash.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import secrets
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from graphq.graph.errors import StoreError

USER: Final = "neo4j"
DATABASE: Final = "neo4j"
"""What the drivers ask for when they are told of no database."""

_CHILD: Final = "graphq.graph.stores.arcadedb.bolt.child"

_STARTING: Final = 60.0
"""Seconds within which it answers, or never will."""

_BESIDES: Final = 128
"""Megabytes that the process takes besides what it works with."""

_LEAST_HEAP: Final = 64

_NOTHING: Final = {"access": [], "types": {"*": {"access": []}}}
_READING: Final = {"access": [], "types": {"*": {"access": ["readRecord"]}}}
_UNLIMITED: Final = {"resultSetLimit": -1, "readTimeout": -1}


@dataclass(frozen=True, slots=True)
class EnginePlace:
    """Where the engine keeps what it serves, and what it may take.

    ```
    config/                who may log in, and what for
    databases/neo4j/       a copy of the folder's graph
    log/                   what the engine notes down
    ```
    """

    path: Path
    megabytes: int
    password: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)

    @property
    def heap(self) -> int:
        """Megabytes for the engine's own values; to throw some away it needs as much again."""
        return max(_LEAST_HEAP, (self.megabytes - _BESIDES) // 2)

    def lay_out(self) -> None:
        """Make its folders, and let one user in, for reading.

        The engine's administrator has a password that nobody knows.
        """
        for name in ("config", "databases", "log"):
            (self.path / name).mkdir()
        users = [
            {"name": "root", "databases": {}, "password": _hashed(secrets.token_hex(32))},
            {"name": USER, "databases": {DATABASE: ["reader"]}, "password": _hashed(self.password)},
        ]
        groups = {"admin": _NOTHING, "*": _NOTHING, "reader": _READING}
        rights = {name: {**_UNLIMITED, **rights} for name, rights in groups.items()}
        config = self.path / "config"
        (config / "server-users.jsonl").write_text(
            "\n".join(json.dumps(user) for user in users), encoding="utf-8"
        )
        (config / "server-groups.json").write_text(
            json.dumps({"databases": {"*": {"groups": rights}}, "version": 2}), encoding="utf-8"
        )


@dataclass(frozen=True, slots=True)
class EngineProcess:
    """The engine's server, running."""

    process: subprocess.Popen[str]
    port: int

    @classmethod
    def start(cls, place: EnginePlace) -> Self:
        """Start it, and wait until it answers. Raises StoreError when it does not start."""
        with (place.path / "log" / "engine.txt").open("a", encoding="utf-8") as notes:
            process = subprocess.Popen(
                # Without the working directory, in which any module may lie.
                [sys.executable, "-P", "-m", _CHILD],
                env=_surroundings(place.path),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=notes,
                text=True,
                encoding="utf-8",
                # Ctrl-C is for the one that started it, which then ends this one.
                start_new_session=True,
            )
        late = threading.Timer(_STARTING, process.kill)
        late.start()
        try:
            return cls(process, _port(process, place))
        except BaseException:
            _end(process)
            raise
        finally:
            late.cancel()

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End it at once."""
        _end(self.process)


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was not sent yet need not be any more
                pipe.close()
    process.wait()


def _port(process: subprocess.Popen[str], place: EnginePlace) -> int:
    told = {"home": str(place.path), "database": DATABASE, "heap": place.heap}
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
    except (OSError, ValueError) as error:
        notes = (place.path / "log" / "engine.txt").read_text(encoding="utf-8", errors="replace")
        last = notes.strip().splitlines()[-1:] or [str(error)]
        raise StoreError(f"The engine's server does not start: {last[0]}.") from error
    if "error" in answer:
        raise StoreError(f"The graph cannot be served: {answer['error']}.")
    return int(answer["port"])


def _surroundings(place: Path) -> dict[str, str]:
    """The environment, with our modules where they are, and nothing said of the engine before."""
    paths = os.pathsep.join(path for path in sys.path if path)
    known = {name: value for name, value in os.environ.items() if not name.startswith("ARCADEDB_")}
    return known | {"PYTHONPATH": paths, "TMPDIR": str(place)}


def _hashed(password: str) -> str:
    """The password in the form in which the engine keeps one.

    One round is enough: who could guess 256 random bits is not kept from it by more.
    """
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    found = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), 1, 32)
    return f"PBKDF2WithHmacSHA256$1${salt}${base64.b64encode(found).decode()}"
