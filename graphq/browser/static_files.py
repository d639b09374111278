"""Serves static files to the web browser of this machine: Neo4j Browser's, or those it takes in.

What always holds here: it listens on this machine alone, only gives out files, and none but those
of the one folder, jar or list, none that is hidden and none that a link leads out to. Neo4j
Browser's pages may talk to this machine and to nobody else.
"""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, Protocol, Self
from urllib.parse import quote, unquote, urlsplit

from graphq.graph.errors import UsageError

HOST: Final = "127.0.0.1"
INDEX: Final = "index.html"

_UNTIL_STOPPED: Final = 0.05
"""Seconds that it may take to notice that it is to stop."""

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
    ".zip": "application/zip",
}
_HERE: Final = "http://localhost:* http://127.0.0.1:* ws://localhost:* ws://127.0.0.1:*"
PAGES: Final = {
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
"""What is said with every file of a page that is not ours."""
FOR_ANY_PAGE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Private-Network": "true",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""What is said with files that any page may read, as Neo4j Browser demands of a guide."""


class Site(Protocol):
    """Files that may be given out."""

    def read(self, parts: Sequence[str]) -> tuple[str, bytes] | None:
        """The name and the content of what a path leads to; for a folder, its index.html."""
        ...


class FolderSite:
    """The files of a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder with the index.html."""
        self.folder = folder.resolve()

    def read(self, parts: Sequence[str]) -> tuple[str, bytes] | None:
        """What a path leads to, unless a link leads out of the folder."""
        try:
            found = self.folder.joinpath(*parts)
            found = (found / INDEX if found.is_dir() else found).resolve()
            inside = found.is_file() and found.is_relative_to(self.folder)
            return (found.name, found.read_bytes()) if inside else None
        except OSError:
            return None


class PackedSite:
    """The files of a jar, which need not be unpacked."""

    def __init__(self, jar: zipfile.ZipFile, folder: str) -> None:
        """Take the folder in it that has the index.html; blank, or with a stroke at its end."""
        self._jar, self._folder = jar, folder
        self._names = frozenset(jar.namelist())

    def read(self, parts: Sequence[str]) -> tuple[str, bytes] | None:
        """What a path leads to."""
        name = self._folder + "/".join(parts)
        for found in (name, f"{name}/{INDEX}" if parts else name + INDEX):
            if found in self._names and not found.endswith("/"):
                return found.rsplit("/", 1)[-1], self._jar.read(found)
        return None


class FilesSite:
    """A few files in memory, by their names."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Take the files."""
        self._files = files

    def read(self, parts: Sequence[str]) -> tuple[str, bytes] | None:
        """What a name stands for."""
        name = "/".join(parts)
        return (name, self._files[name]) if name in self._files else None


def site_at(place: Path) -> Site:
    """The pages in a folder or a jar, at its top or under `browser`.

    Raises UsageError when there are none.
    """
    try:
        if place.is_file():
            jar = zipfile.ZipFile(place)
            for folder in ("", "browser/"):
                if folder + INDEX in jar.namelist():
                    return PackedSite(jar, folder)
            jar.close()
        for found in (place, place / "browser"):
            if (found / INDEX).is_file():
                return FolderSite(found)
        why = f"holds no {INDEX}" if place.exists() else "is not there"
    except zipfile.BadZipFile:
        why = "is no jar"
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
    raise UsageError(
        f"{place} {why}. --browser takes neo4j-browser-….jar, which is in the lib folder of a "
        f"Neo4j server, or a folder with the {INDEX} of Neo4j Browser."
    )


def parts_of(path: str) -> list[str] | None:
    """The folders and the file that a request's path names; none if it is not to be followed."""
    parts = [part for part in unquote(path).split("/") if part]
    odd = any(part.startswith(".") or set(part) & set("\\:\0") for part in parts)
    return None if odd else parts


class StaticFiles:
    """The files of a site, served until `close`."""

    def __init__(
        self,
        site: Site,
        port: int,
        headers: Mapping[str, str] = PAGES,
        option: str = "--browser-port",
    ) -> None:
        """Begin to serve; port 0 is any free one.

        Raises UsageError, which names the option for the port, when the port cannot be had.
        """
        handler = type("Handler", (_Handler,), {"site": site, "headers_sent": headers})
        try:
            self._server = _Server((HOST, port), handler)
        except OSError as error:
            raise UsageError(
                f"Port {port} cannot be had for Neo4j Browser ({error.strerror}). Name another one "
                f"with {option}."
            ) from error
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            args=(_UNTIL_STOPPED,),
            name="graphq static files",
            daemon=True,
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
    site: Site
    headers_sent: Mapping[str, str]

    def do_OPTIONS(self) -> None:
        """Say what may be asked, as a page from elsewhere wants to know beforehand."""
        if self.headers_sent is not FOR_ANY_PAGE:
            self.send_error(HTTPStatus.NOT_IMPLEMENTED, "Files are only given out here")
            return
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

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
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        super().end_headers()

    def _answer(self, *, whole: bool) -> None:
        path = urlsplit(self.path).path
        parts = parts_of(path)
        found = None if parts is None else self.site.read(parts)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND, "There is no such file here")
            return
        name, content = found
        if name == INDEX and not path.endswith((f"/{INDEX}", "/")):
            # Without the stroke at its end, what the page names would be looked for beside it.
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", quote(f"/{unquote(path).strip('/')}/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(HTTPStatus.OK)
        kind = _KINDS.get(Path(name).suffix.lower(), "application/octet-stream")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if whole:
            self.wfile.write(content)
