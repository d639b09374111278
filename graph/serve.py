"""Serves the graph of a folder to Neo4j's own programs, as a server would.

What always holds here: only a folder can be served, on this machine alone, and for reading only.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Protocol, Self

from graphq.graph.errors import UsageError
from graphq.graph.opening import folder_path, is_server
from graphq.graph.store import StoreOptions

PASSWORD_VARIABLE: Final = "GRAPHQ_SERVE_PASSWORD"

SECONDS: Final = 60.0
"""How long a query may take unless said otherwise."""
MEGABYTES: Final = 2048
"""How much memory the engine may take for all of them unless said otherwise."""

_SHORTEST: Final = 8
_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""No letter that can be taken for another one: a password may have to be typed."""


class Served(Protocol):
    """A graph while it is served."""

    user: str
    database: str
    port: int

    def is_outdated(self) -> bool:
        """Whether facts have come into the folder since; what is served stays as it was."""
        ...

    def close(self) -> None:
        """Stop serving, and leave nothing behind."""
        ...

    def __enter__(self) -> Self:
        """Serve it in a `with` block."""
        ...

    def __exit__(self, *exc: object) -> None:
        """Stop serving at the end of the block."""
        ...


def serve(
    url: str | Path,
    port: int,
    password: str,
    options: StoreOptions | None = None,
    *,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Served:
    """Serve the graph in a folder over Bolt; port 0 is any free one.

    A query may take so many seconds, and the engine for all of them so many megabytes.
    Raises UsageError when it is no folder or the port cannot be had, and StoreError when there is
    no graph in it, it is being written to, or there is no room for the copy that is served.
    """
    if is_server(str(url)):
        raise UsageError(
            f"{url} is a server already: Neo4j Browser and the drivers connect to it as it is. "
            "Name a folder with --db to serve that."
        )
    from graphq.graph.stores.arcadedb.serving import ServedFolder

    return ServedFolder.start(
        folder_path(str(url)), port, password, options or StoreOptions(), seconds, megabytes
    )


def check_port(port: int, option: str) -> None:
    """Raise UsageError, which names the option, when a port cannot be listened on; 0 always can."""
    if port:
        from graphq.graph.stores.arcadedb.serving import check_port as check

        check(port, option)


def new_password() -> str:
    """A password that nobody can guess and anybody can type."""
    parts = ("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
    return "-".join(parts)


def given_password(surroundings: Mapping[str, str]) -> str | None:
    """The password that the environment names, if any. Raises UsageError when it is too short."""
    given = surroundings.get(PASSWORD_VARIABLE) or None
    if given is not None and len(given) < _SHORTEST:
        raise UsageError(
            f"{PASSWORD_VARIABLE} is shorter than {_SHORTEST} characters. Give a longer one, or "
            "none: graphq then makes one up."
        )
    return given
