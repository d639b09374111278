"""The engine as the door uses it: connections to its server, and means against a query with no end.

A query that is to end is told so by the engine's own `TERMINATE TRANSACTIONS`. Some hear it at no
point (a sum over a long list, a list that doubles). Then the whole process is ended and started
anew from the same copy: at once when nobody else is being answered, else when its time is up.

What always holds here: a connection belongs to one process, and is of no use after it. Which query
is meant is told by the connection that it came over, never by its text.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from graphq.graph.errors import StoreError
from graphq.graph.stores.arcadedb.bolt.child import HOST
from graphq.graph.stores.arcadedb.bolt.messages import (
    FAILURE,
    HELLO,
    LOGON,
    MAGIC,
    PULL,
    RECORD,
    RUN,
    SEPARATE_LOGON,
    SUCCESS,
    VERSIONS,
    Chunks,
    chunked,
    kind,
    written,
)
from graphq.graph.stores.arcadedb.bolt.packstream import (
    MalformedError,
    Value,
    after,
    entries,
    joined,
    packed,
    text,
)
from graphq.graph.stores.arcadedb.bolt.process import USER, EnginePlace, EngineProcess

Version = tuple[int, int]

_PATIENCE: Final = 10.0
"""Seconds within which the engine takes a connection, or is taken for stuck."""

_OURS: Final = {"user_agent": packed("graphq")}
"""How we greet it on our own behalf."""

_BLOCK: Final = 1 << 18
_ANSWER: Final = 1 << 30
"""A message of the engine may be long: a row with much in it."""

_GRACE: Final = 1.0
"""Seconds that a query has at least to end when it was told to."""

_LOOK_EVERY: Final = 0.1


class EngineGoneError(Exception):
    """The engine's process, or its end of a connection, is not there any more."""


@dataclass(eq=False)
class EngineConnection:
    """A connection to the engine's server, logged in, on which one asks at a time."""

    process: EngineProcess
    version: Version
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    chunks: Chunks = field(default_factory=lambda: Chunks(_ANSWER))

    @property
    def name(self) -> str:
        """How the engine names where it comes from."""
        host, port = self.writer.get_extra_info("sockname")[:2]
        return f"/{host}:{port}"

    def send(self, message: bytes) -> None:
        """Ask something."""
        self.writer.write(chunked(message))

    async def messages(self) -> list[bytes]:
        """What comes next of the answer. Raises EngineGoneError when nothing more comes."""
        try:
            data = await self.reader.read(_BLOCK)
            if data:
                return self.chunks.take(data)
        except (OSError, MalformedError) as error:
            raise EngineGoneError from error
        raise EngineGoneError

    async def answer(self, message: bytes) -> list[bytes]:
        """Ask something, and return the whole answer. Raises EngineGoneError."""
        self.send(message)
        found: list[bytes] = []
        while not found or kind(found[-1]) == RECORD:
            found += await self.messages()
        return found

    async def drain(self) -> None:
        """Take what comes, and forget it."""
        with contextlib.suppress(OSError):
            while await self.reader.read(_BLOCK):
                pass

    def close(self) -> None:
        """Let go of it, whatever goes on there."""
        self.writer.close()


class Engine:
    """The engine's server, as many processes as it takes one after the other."""

    def __init__(self, place: EnginePlace, process: EngineProcess) -> None:
        """Take over a process that answers."""
        self._place, self._process = place, process
        self._doomed: EngineProcess | None = None
        self._closed = False
        self._starting = asyncio.Lock()
        self._terminating = asyncio.Lock()
        self._control: EngineConnection | None = None
        self._name = ""
        self._seeing_off: set[asyncio.Task[None]] = set()
        self._busy = 0

    @contextlib.contextmanager
    def occupied(self) -> Iterator[None]:
        """Count as one who is being answered in the block."""
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1

    def has(self, connection: EngineConnection) -> bool:
        """Whether the connection is still of use."""
        return self.has_process(connection) and not connection.reader.at_eof()

    def has_process(self, connection: EngineConnection) -> bool:
        """Whether the process that the connection goes to is the one that answers, and runs."""
        process = connection.process
        return process is self._process and process is not self._doomed and process.is_alive()

    async def greet(self) -> str:
        """How it calls itself. Raises StoreError when it does not answer."""
        self._control = await self.connect(VERSIONS[0], _OURS)
        return self._name

    async def connect(self, version: Version, hello: dict[str, bytes]) -> EngineConnection:
        """A new connection, greeted with these fields and logged in.

        Starts the engine anew when it does not answer. Raises StoreError when that does not help.
        """
        for _ in range(2):
            process = self._process
            try:
                async with asyncio.timeout(_PATIENCE):
                    return await self._connected(process, version, hello)
            except (EngineGoneError, OSError, TimeoutError):
                await self.restart(process)
        raise StoreError("The engine does not answer.")

    async def _connected(
        self, process: EngineProcess, version: Version, hello: dict[str, bytes]
    ) -> EngineConnection:
        reader, writer = await asyncio.open_connection(HOST, process.port)
        made = EngineConnection(process, version, reader, writer)
        try:
            major, minor = version
            writer.write(MAGIC + bytes((0, 0, minor, major)) + bytes(12))
            if await reader.readexactly(4) != bytes((0, 0, minor, major)):
                raise EngineGoneError
            key: dict[str, Value] = {
                "scheme": "basic",
                "principal": USER,
                "credentials": self._place.password,
            }
            if version >= SEPARATE_LOGON:
                greetings = [_of_map(HELLO, hello), written(LOGON, key)]
            else:
                secret = {name: packed(value) for name, value in key.items()}
                greetings = [_of_map(HELLO, hello | secret)]
            for message in greetings:
                told = (await made.answer(message))[-1]
                if kind(told) != SUCCESS:
                    raise EngineGoneError
                self._name = text(entries(told, 2).get("server", b"\xc0")) or self._name
        except BaseException as error:
            writer.close()
            if isinstance(error, asyncio.IncompleteReadError):
                raise EngineGoneError from error
            raise
        return made

    async def terminate(self, connection: EngineConnection) -> bool:
        """Tell the query that goes on over this connection to end; whether one did."""
        async with self._terminating:
            if not self.has_process(connection):
                return False
            rows = await self._ask("SHOW TRANSACTIONS YIELD clientAddress, transactionId", None)
            going_on = [query for address, query in rows if address == connection.name]
            for query in going_on:
                await self._ask("TERMINATE TRANSACTIONS $query", query)
            return bool(going_on)

    def see_off(self, connection: EngineConnection, seconds: float) -> None:
        """Have what goes on over the connection end within so many seconds, whatever it takes."""
        task = asyncio.create_task(self._see_off(connection, seconds))
        self._seeing_off.add(task)
        task.add_done_callback(self._seeing_off.discard)

    async def _see_off(self, connection: EngineConnection, seconds: float) -> None:
        # What it has to say still, nobody hears; but it does not end while nobody takes it.
        unheard = asyncio.create_task(connection.drain())
        began = time.monotonic()
        try:
            while await self.terminate(connection):
                waited = time.monotonic() - began
                if waited >= _GRACE and (waited >= seconds or not self._busy):
                    # Who asks next tries again, and is told when it does not start.
                    with contextlib.suppress(StoreError):
                        await self.restart(connection.process)
                    return
                await asyncio.sleep(_LOOK_EVERY)
        finally:
            unheard.cancel()
            connection.close()

    async def restart(self, process: EngineProcess) -> None:
        """Start the engine anew, unless that process was replaced already.

        Raises StoreError when it does not start.
        """
        async with self._starting:
            if self._closed or process is not self._process:
                return
            if self._control is not None:
                self._control.close()
                self._control = None
            self._doomed = process
            await asyncio.to_thread(process.kill)
            self._process = await asyncio.to_thread(EngineProcess.start, self._place)

    async def close(self) -> None:
        """End it for good."""
        async with self._starting:
            self._closed = True
            self._process.kill()

    async def _ask(self, statement: str, query: str | None) -> list[list[str]]:
        """The rows of a statement, each a list of texts; none when the engine does not answer."""
        control, self._control = self._control, None
        try:
            async with asyncio.timeout(_PATIENCE):
                if control is None or control.process is not self._process:
                    control = await self._connected(self._process, VERSIONS[0], _OURS)
                found = await control.answer(written(RUN, statement, {"query": query}, {}))
                found += await control.answer(written(PULL, {"n": -1}))
        except BaseException as error:
            if control is not None:
                control.close()
            if isinstance(error, (EngineGoneError, OSError, TimeoutError)):
                return []
            raise
        if not any(kind(message) == FAILURE for message in found):
            self._control = control
        return [_texts(message) for message in found if kind(message) == RECORD]


def _of_map(message: int, fields: dict[str, bytes]) -> bytes:
    """A message of one map."""
    return bytes((0xB1, message)) + joined(fields)


def _texts(record: bytes) -> list[str]:
    """The texts in a row of a few."""
    at, found = 3, []
    while at < len(record):
        end = after(record, at)
        found.append(text(record[at:end]) or "")
        at = end
    return found
