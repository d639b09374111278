"""Serves a folder of static files, Neo4j Browser's, to the web browser of this machine.

What always holds here: it listens on this machine alone, answers GET and HEAD, and gives out
nothing but files under the one folder, none that is hidden and none that a link leads out to. The
pages may talk to this machine and to nobody else.
"""

from __future__ import annotations

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote, unquote, urlsplit

from graph.errors import UsageError

HOST: Final = "127.0.0.1"
INDEX: Final = "index.html"

_KINDS: Final = {
    # Written out, since what the system has on record for an ending may be wrong, or nothing.
    ".css": "text/css; charset=utf-8",
    ".eot": "application/vnd.ms-fontobject",
    ".gif": "image/gif",
    ".grass": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_HERE: Final = "http://localhost:* http://127.0.0.1:* ws://localhost:* ws://127.0.0.1:*"
_HEADERS: Final = {
    # Neo4j Browser would report how it is used to third parties, and load scripts from them.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        f"media-src 'self'; worker-src 'self' blob:; connect-src 'self' data: blob: {_HERE}; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def site_in(folder: Path) -> Path:
    """The folder of the pages, which is this one or `browser` in it.

    Raises UsageError when neither holds an index.html.
    """
    for found in (folder, folder / "browser"):
        try:
            if (found / INDEX).is_file():
                return found.resolve()
        except OSError:
            continue
    missing = "is not there" if not folder.exists() else f"holds no {INDEX}"
    raise UsageError(
        f"{folder} {missing}. --browser takes the folder with the {INDEX} of Neo4j Browser: unpack "
        "neo4j-browser-….jar, out of the lib folder of a Neo4j 5 server, and name what is in it."
    )


def file_for(site: Path, path: str) -> Path | None:
    """The file under the site that a request's path names; none if there is none to give out."""
    parts = [part for part in unquote(path).split("/") if part]
    if any(part.startswith(".") or "\\" in part or "\0" in part or ":" in part for part in parts):
        return None
    try:
        found = site.joinpath(*parts)
        if found.is_dir():
            found = found / INDEX
        found = found.resolve()
        return found if found.is_file() and found.is_relative_to(site) else None
    except OSError:
        return None


class StaticFiles:
    """The files of a site, served until `close`."""

    def __init__(self, site: Path, port: int) -> None:
        """Begin to serve; port 0 is any free one. Raises UsageError when it cannot be had."""
        handler = type("Handler", (_Handler,), {"site": site})
        try:
            self._server = _Server((HOST, port), handler)
        except OSError as error:
            raise UsageError(
                f"Port {port} cannot be had for Neo4j Browser's page ({error.strerror}). Name "
                "another one with --browser-port, or 0 for any free one."
            ) from error
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="graphq static files", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        """Serve in a `with` block."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Stop serving."""
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that has gone away is nothing to tell."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "graphq"
    sys_version = ""
    timeout = 30
    site: Path

    def do_GET(self) -> None:
        """Give out a file."""
        self._answer(whole=True)

    def do_HEAD(self) -> None:
        """Say what a file is like."""
        self._answer(whole=False)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is noted down of what was asked for."""

    def end_headers(self) -> None:
        """Add what every answer has to say."""
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def _answer(self, *, whole: bool) -> None:
        path = urlsplit(self.path).path
        found = file_for(self.site, path)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND, "There is no such file here")
            return
        if found.name == INDEX and not path.endswith((f"/{INDEX}", "/")):
            # Without the stroke at its end, what the page names would be looked for beside it.
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", quote(f"/{unquote(path).strip('/')}/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        try:
            content = found.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND, "There is no such file here")
            return
        self.send_response(HTTPStatus.OK)
        kind = _KINDS.get(found.suffix.lower(), "application/octet-stream")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if whole:
            self.wfile.write(content)
