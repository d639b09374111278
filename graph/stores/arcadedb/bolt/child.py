"""The engine's own server, in a process that does nothing else: run by `process`, and by nobody.

It reads what to do from its standard input (never from its arguments, which others see), says there
on which port it answers, and ends when that input does: also when who started it was killed.

What always holds here: it listens on this machine alone, on ports that nobody chose, and lets in
one user who may read and do nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any, Final

from graphq.graph.stores.arcadedb.native import NO_FETCHING, engine

HOST: Final = "127.0.0.1"

_TRIES: Final = 5
"""How often another free port is looked for when somebody else was quicker to take one."""

_RULES: Final = f"{NO_FETCHING} -Darcadedb.queryMaxConcurrent=0"
"""By itself the engine has the fifth query wait until one of four has ended."""


def main() -> None:
    """Serve until the input ends."""
    given = json.loads(sys.stdin.readline())
    answer: dict[str, Any]
    try:
        # The server stops when nobody holds it any more.
        port, _held = _started(Path(given["home"]), given["database"], given["heap"])
        answer = {"port": port}
    except Exception as error:  # noqa: BLE001 — who waits for an answer is told, whatever it is
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
    sys.stdin.read()
    # What it works on is a copy that nobody needs any more, so there is nothing to bring to an end.
    os._exit(0)


def _started(home: Path, database: str, heap: int) -> tuple[int, Any]:
    arcadedb = engine(f"-Xmx{heap}m", _RULES, home / "log", alone=True)
    for tries_left in reversed(range(_TRIES)):
        port = _free_port()
        server = arcadedb.create_server(str(home), None, _settings(port, database))
        try:
            server.start()
        except arcadedb.ArcadeDBError as error:
            if tries_left and "Unable to listen" in str(error):
                continue
            raise
        return port, server
    raise AssertionError("the last try ends in a server or in an error")


def _settings(port: int, database: str) -> dict[str, Any]:
    return {
        "host": HOST,
        # The engine has no way to leave its web server out. It gets any free port of this machine,
        # and lets in the same one user, whose password this process and its parent alone know.
        "http_port": 0,
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_host": HOST,
        "bolt_port": port,
        "bolt_defaultDatabase": database,
        "server_databaseLoadAtStartup": True,
        "serverMetrics": False,
        # In its mode for production the engine keeps from a client what is wrong with a statement.
        "mode": "development",
    }


def _free_port() -> int:
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as holder:
        holder.bind((HOST, 0))
        return int(holder.getsockname()[1])


if __name__ == "__main__":
    main()
