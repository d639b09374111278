"""How bytes come from a client and go to it: plainly, or in a WebSocket as from a web browser.

What always holds here: which of the two it is, is told by its first bytes; who reads no answer is
waited for, and never has more of it kept than one block.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Final, Protocol

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from graphq.graph.stores.arcadedb.bolt.packstream import MalformedError

_BLOCK: Final = 1 << 16
_FRAME: Final = 1 << 20
"""Bytes in a frame of a WebSocket: a message of Bolt may come in many."""


class Client(Protocol):
    """Somebody at the other end."""

    async def receive(self) -> bytes:
        """The next bytes; none when there will be no more. Raises MalformedError."""
        ...

    async def send(self, data: bytes) -> None:
        """Send these bytes. Raises OSError when nobody is there any more."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Client:
    """The client behind a connection that was made, by its first bytes.

    Raises MalformedError when it wants something else than Bolt.
    """
    first = await reader.read(_BLOCK)
    while first and first[:4] != b"GET " and b"GET ".startswith(first):
        more = await reader.read(_BLOCK)
        if not more:
            break
        first += more
    plain = _Plain(reader, writer, first)
    if first[:4] != b"GET ":
        return plain
    socket = _WebSocket(plain)
    await socket.open()
    return socket


class _Plain:
    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, first: bytes
    ) -> None:
        self._reader, self._writer, self._first = reader, writer, first
        self.port = int(writer.get_extra_info("sockname")[1])

    async def receive(self) -> bytes:
        first, self._first = self._first, b""
        return first or await self._reader.read(_BLOCK)

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    def close(self) -> None:
        self._writer.close()


class _WebSocket:
    def __init__(self, plain: _Plain) -> None:
        self._plain = plain
        self._protocol = ServerProtocol(max_size=_FRAME)

    async def open(self) -> None:
        """Agree to be one. Raises MalformedError when it is no WebSocket."""
        while not (events := self._protocol.events_received()):
            if not await self._hear():
                raise MalformedError("This is no WebSocket.")
        request = events[0]
        assert isinstance(request, Request)
        if request.headers.get("Upgrade") is None:
            answer = self._protocol.reject(
                HTTPStatus.BAD_REQUEST,
                f"Here Bolt is spoken: connect to bolt://localhost:{self._plain.port}\n",
            )
        else:
            answer = self._protocol.accept(request)
        self._protocol.send_response(answer)
        await self._say()
        if answer.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
            raise MalformedError("This is no WebSocket.")

    async def receive(self) -> bytes:
        while True:
            events = self._protocol.events_received()
            await self._say()
            found = b"".join(
                frame.data
                for frame in events
                if isinstance(frame, Frame)
                and frame.opcode in (Opcode.BINARY, Opcode.TEXT, Opcode.CONT)
            )
            if found:
                return found
            if self._protocol.close_expected() or not await self._hear():
                return b""

    async def _hear(self) -> bool:
        """Hear more; whether there was any."""
        data = await self._plain.receive()
        if data:
            self._protocol.receive_data(data)
        if self._protocol.handshake_exc is not None:
            await self._say()
            raise MalformedError("This is no WebSocket.") from self._protocol.handshake_exc
        return bool(data)

    async def _say(self) -> None:
        for data in self._protocol.data_to_send():
            if data:
                await self._plain.send(data)

    async def send(self, data: bytes) -> None:
        self._protocol.send_binary(data)
        await self._say()

    def close(self) -> None:
        self._plain.close()
