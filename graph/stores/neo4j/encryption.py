"""Says when a password and answers go over a network for everybody on the way to read.

What always holds here: what goes to this machine itself is not warned of.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import warnings
from typing import Final
from urllib.parse import urlsplit

from graphq.graph.errors import GraphqWarning

_PLAIN: Final = ("bolt", "neo4j")
_HERE: Final = ("localhost", "localhost.localdomain", "ip6-localhost")


def warn_if_plain(url: str) -> None:
    """Warn when the URL names another machine, and a way to it that is not encrypted."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in _PLAIN or _is_here(parts.hostname or ""):
        return
    encrypted = f"{parts.scheme.lower()}+s://{parts.netloc}"
    warnings.warn(
        f"The password and the answers go to {parts.hostname} unencrypted, so that who is on the "
        f"way can read them. Where the server has a certificate, write {encrypted}",
        GraphqWarning,
        stacklevel=2,
    )


def _is_here(host: str) -> bool:
    """Whether the name or the number is surely this machine."""
    if host.lower() in _HERE or host.lower().endswith(".localhost"):
        return True
    with contextlib.suppress(ValueError):
        if ipaddress.ip_address(host.partition("%")[0]).is_loopback:
            return True
    try:
        found = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(_is_own(family, address) for family, _, _, _, address in found)


def _is_own(family: int, address: tuple[object, ...]) -> bool:
    """Whether the address is one of this machine's: only on these can one listen."""
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.bind(address)
        return True
    return False
