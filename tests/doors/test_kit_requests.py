"""Hostile requests at the server of the kit for Neo4j Browser: the files of the kit, or nothing."""

from __future__ import annotations

import random
import re
import socket
from collections.abc import Iterator
from typing import Final

import pytest

from graphq.browser.kit import GUIDE_FILE, kit
from graphq.browser.kit_server import serving
from graphq.browser.static_files import StaticFiles
from tests.figures import tried

SEED: Final = 20
PATHS: Final = (
    "/../README.txt", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
    "/%252e%252e/etc/passwd", "/....//....//etc/passwd", "/..\\..\\etc\\passwd", "//etc/passwd",
    "/etc/passwd%00.txt", "/guide.md%00", "/guide.md/", "/./guide.md", "/GUIDE.MD", "/guide.md;x",
    "/.git/config", "/.env", "/%2fetc%2fpasswd", "/file:///etc/passwd", "http://evil.example/",
    "/?../../etc/passwd", "/#", "*", "/\udcff", "/%ff%fe", "/%c0%ae%c0%ae/etc/passwd", "/ ", "//",
    "/graphq.grass/../../x", "/" + "a" * 8_000, "/" + "../" * 900, "/%", "/%zz", "/con", "/~root",
)  # fmt: skip
METHODS: Final = (
    "GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "X",
)  # fmt: skip
HEADERS: Final = (
    "", "Host: evil.example\r\n", "Range: bytes=0-9999999999\r\n", "Content-Length: 99999999\r\n",
    "Transfer-Encoding: chunked\r\n", "X: " + "a" * 70_000 + "\r\n", "X: y\r\n" * 300,
    "Origin: null\r\n", "Expect: 100-continue\r\n", "Content-Length: -1\r\n", ": x\r\n", "\x00\r\n",
)  # fmt: skip
_SECRET: Final = re.compile(rb"root:|Traceback|/usr/|File \"")


@pytest.fixture(scope="module")
def served() -> Iterator[StaticFiles]:
    with serving(kit(), 0) as files:
        yield files


def answer(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as opened:
        opened.sendall(request)
        opened.shutdown(socket.SHUT_WR)
        found = b""
        try:
            while some := opened.recv(1 << 16):
                found += some
        except ConnectionResetError:
            pass  # It has hung up, which is an answer too.
    return found


def test_only_files_of_the_kit_are_given_out(served: StaticFiles) -> None:
    every = [(m, p, h) for m in METHODS for p in PATHS for h in HEADERS]
    chosen = random.Random(SEED).sample(every, 240)
    files = set(kit().values())
    lost = []
    for method, path, header in chosen:
        request = f"{method} {path} HTTP/1.1\r\n{header}Connection: close\r\n\r\n"
        found = answer(served.port, request.encode("utf-8", "surrogateescape"))
        head, _, body = found.partition(b"\r\n\r\n")
        is_file = head.startswith(b"HTTP/1.1 200") and (not body or body in files)
        if _SECRET.search(found) or (head.startswith(b"HTTP/1.1 200") and not is_file):
            lost.append((method, path, header[:40], found[:200]))
    tried("hostile requests for the kit", len(chosen), len(chosen) - len(lost), seed=SEED)
    assert lost == []
    whole = answer(served.port, f"GET /{GUIDE_FILE} HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
    assert whole.endswith(kit()[GUIDE_FILE])
