"""A link to a server that can be slow, cut, or dead without a word.

What always holds: bytes that pass are passed in order and unchanged.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType
from typing import Final, Self

_PIECE: Final = 16_384


class Link:
    """Listens on a port of this machine, and passes on what comes to a server and from it."""

    def __init__(self, host: str, port: int) -> None:
        """Name the server; nothing is listened to before the `with` block."""
        self._server = host, port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self.pause = 0.0
        """Seconds that each piece takes on its way."""
        self.is_up = True
        self.passed = 0
        """Bytes that have come to the server."""
        self._going = threading.Event()
        self._going.set()

    @property
    def port(self) -> int:
        """Where it listens, on 127.0.0.1."""
        return int(self._listener.getsockname()[1])

    def cut(self) -> None:
        """Close all connections, and whatever is tried from now on."""
        self.is_up = False
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let new connections through again."""
        self.is_up = True
        self._going.set()

    def hush(self) -> None:
        """Pass nothing on, and close nothing, as a router does that has forgotten a connection."""
        self._going.clear()

    def __enter__(self) -> Self:
        """Listen."""
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close everything."""
        self._going.set()
        self.cut()
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return  # It was closed.
            if not self.is_up:
                near.close()
                continue
            try:
                far = socket.create_connection(self._server)
            except OSError:
                near.close()
                continue
            self._ends += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        counted = sink.getpeername() == self._server
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE):
                time.sleep(self.pause)
                self._going.wait()
                sink.sendall(piece)
                self.passed += len(piece) if counted else 0
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
