"""Serves a few files to Neo4j Browser, which takes a guide or a style from an address only.

What always holds here: it listens on this machine's own address, answers for the files that it was
given and for nothing else, and lets the page of any Neo4j Browser read them, as Browser demands.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import urlsplit

from graph.errors import UsageError

_HERE: Final = "127.0.0.1"
_TYPES: Final = {"md": "text/markdown; charset=utf-8", "zip": "application/zip"}
_ANY_PAGE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Private-Network": "true",
    "Cache-Control": "no-store",
}


def serve_files(files: Mapping[str, bytes], port: int, ready: Callable[[], None]) -> None:
    """Serve the files by their names until Ctrl-C. Raises UsageError if the port is taken."""
    with contextlib.suppress(KeyboardInterrupt), serving(files, port):
        ready()
        threading.Event().wait()


@contextlib.contextmanager
def serving(files: Mapping[str, bytes], port: int) -> Iterator[None]:
    """Serve the files by their names for the duration. Raises UsageError if the port is taken."""
    try:
        server = ThreadingHTTPServer((_HERE, port), _handler(files))
    except OSError as error:
        raise UsageError(
            f"Port {port} cannot be used ({error.strerror}). Name another one with --port."
        ) from error
    with server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def _handler(files: Mapping[str, bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def do_OPTIONS(self) -> None:
            self._send(HTTPStatus.NO_CONTENT, {})

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet: who asks is the user."""

        def _answer(self, with_body: bool) -> None:
            name = urlsplit(self.path).path.removeprefix("/")
            if name not in files:
                self._send(HTTPStatus.NOT_FOUND, {"Content-Length": "0"})
                return
            kind = _TYPES.get(name.rpartition(".")[2], "text/plain; charset=utf-8")
            length = str(len(files[name]))
            self._send(HTTPStatus.OK, {"Content-Type": kind, "Content-Length": length})
            if with_body:
                self.wfile.write(files[name])

        def _send(self, status: HTTPStatus, more: Mapping[str, str]) -> None:
            self.send_response(status)
            for key, value in {**_ANY_PAGE, **more}.items():
                self.send_header(key, value)
            self.end_headers()

    return Handler
