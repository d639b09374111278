"""Bolt spoken by hand: what no driver would send.

What always holds here: it sends what it is told to, also what is against the protocol, and gives up
when nothing comes for a while.
"""

from __future__ import annotations

import os
import socket
import struct
from types import TracebackType
from typing import Any, Final, Self

from graphq.graph.stores.arcadedb.bolt import messages as bolt
from graphq.graph.stores.arcadedb.bolt.packstream import Value, entries, text
from tests.graph.serve.served import USER, Serving

LATEST: Final = bytes((0, 4, 4, 5)) + bytes(12)
SECONDS: Final = 20.0


class Wire:
    """A connection to a served folder."""

    def __init__(self, served: Serving) -> None:
        self._served = served
        self.socket = socket.create_connection(("127.0.0.1", served.port), timeout=SECONDS)
        self._chunks = bolt.Chunks(1 << 26)
        self._heard: list[bytes] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def shake_hands(self, offered: bytes = LATEST) -> bytes:
        """Offer these versions; the one that was agreed on."""
        self.send(bolt.MAGIC + offered)
        return self.socket.recv(4)

    def say(self, message: int, *fields: Value) -> None:
        self.send(bolt.chunked(bolt.written(message, *fields)))

    def hear(self) -> bytes | None:
        """The next message, or none when it was hung up."""
        while not self._heard:
            try:
                data = self.socket.recv(1 << 16)
            except ConnectionResetError:
                return None
            if not data:
                return None
            self._heard = self._chunks.take(data)
        return self._heard.pop(0)

    def answer(self) -> bytes | None:
        """The next message that is no row."""
        while (message := self.hear()) is not None and bolt.kind(message) == bolt.RECORD:
            pass
        return message

    def log_in(self, password: str | None = None) -> Self:
        """Shake hands, and say who one is."""
        self.shake_hands()
        self.say(bolt.HELLO, {"user_agent": "by hand"})
        self.say(bolt.LOGON, secret(self._served.password if password is None else password))
        for _ in range(2):
            if (told := self.answer()) is None or bolt.kind(told) == bolt.FAILURE:
                raise PermissionError(told)
        return self

    def ask(self, statement: str, extra: dict[str, Value] | None = None) -> list[int]:
        """Have it run; which messages came, no rows among them."""
        self.say(bolt.RUN, statement, {}, extra or {})
        self.say(bolt.PULL, {"n": -1})
        answers = [self.answer() for _ in range(2)]
        return [bolt.kind(answer) for answer in answers if answer is not None]

    def reset(self) -> None:
        self.say(bolt.RESET)
        while (told := self.answer()) is not None and bolt.kind(told) != bolt.SUCCESS:
            pass


def secret(password: str, user: str = USER) -> dict[str, Value]:
    """What one logs in with."""
    return {"scheme": "basic", "principal": user, "credentials": password}


def told(failure: bytes | None) -> tuple[str, str]:
    """Code and sentence of a failure."""
    assert failure is not None
    assert bolt.kind(failure) == bolt.FAILURE
    found = entries(failure, 2)
    return text(found["code"]) or "", text(found["message"]) or ""


def frame(data: bytes, opcode: int = 2, *, final: bool = True) -> bytes:
    """A frame of a WebSocket, as a web browser sends it."""
    mask = os.urandom(4)
    size = len(data)
    head = bytes((opcode | (0x80 if final else 0),))
    if size < 126:
        head += bytes((0x80 | size,))
    else:
        head += b"\xfe" + struct.pack(">H", size)
    return head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))


def upgrade(**headers: str) -> bytes:
    """The request for a WebSocket."""
    given: dict[str, Any] = {
        "Host": "localhost",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    } | headers
    lines = [f"{name}: {value}" for name, value in given.items() if value]
    return "\r\n".join(["GET / HTTP/1.1", *lines, "", ""]).encode()
