"""What one client asks the engine, and how each of its queries ends.

What always holds here: of a query only its text, its parameters, its mode and its database reach
the engine; that it writes, the engine refuses, since its user may only read. A query ends when its
time is up, when its client says RESET and when its client goes, and the client is told in a
sentence why. What cannot be ended is left for the engine to see off, and never waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from graphq.graph.errors import ReadOnlyError, StoreError
from graphq.graph.stores.arcadedb.bolt import messages as bolt
from graphq.graph.stores.arcadedb.bolt.client import Client
from graphq.graph.stores.arcadedb.bolt.engine import (
    Engine,
    EngineConnection,
    EngineGoneError,
    Version,
)
from graphq.graph.stores.arcadedb.bolt.listener import Listener
from graphq.graph.stores.arcadedb.bolt.packstream import (
    MalformedError,
    after,
    entries,
    joined,
    number,
    packed,
    text,
)
from graphq.graph.stores.reading import refuse_files

_GRACE: Final = 2.0
"""Seconds that a query has to end when it was told to."""

_TOLD_EVERY: Final = 0.1
_FOR_OTHERS: Final = 5.0
"""Seconds that others have to be answered in before the engine is started anew."""

_LONGEST_STATEMENT: Final = 100_000


class RefusedError(Exception):
    """What a client asked for is not to be had."""

    def __init__(self, code: str, sentence: str) -> None:
        """Give the code that drivers know, and the sentence for whoever reads it."""
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class _Why(Enum):
    """Why a query is ended before its end."""

    LIMIT = "it took longer than graphq serve allows"
    CLIENT_LIMIT = "it took longer than the client allows"
    RESET = "the client asks for something else"
    GONE = "the client has gone"


class _UnstoppableError(Exception):
    """A query was told to end, and did not."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take."""

    seconds: float
    megabytes: int


class ClientsEngine:
    """The engine, as one client has it."""

    def __init__(
        self,
        client: Client,
        listener: Listener,
        engine: Engine,
        limits: Limits,
        port: int,
    ) -> None:
        """Pass on what this client asks, and what it is answered."""
        self._client, self._listener, self._engine = client, listener, engine
        self._limits = limits
        self._here = packed(f"localhost:{port}")
        self._version: Version = bolt.VERSIONS[0]
        self._hello: dict[str, bytes] = {}
        self._upstream: EngineConnection | None = None
        self._in_transaction = False
        self._in_flight = False
        self.at_rest = True
        """Whether no transaction and no answer is left open at the engine."""
        self._spent = 0.0
        self._deadline: float | None = None
        self._ending: _Why | None = None
        self._grace_ends = 0.0

    def greet(self, version: Version, hello: dict[str, bytes]) -> None:
        """Speak this version with the engine, and greet it as the client did."""
        self._version, self._hello = version, hello

    async def ask(self, told: int, message: bytes) -> None:
        """Pass the message on, and the answer back.

        Raises RefusedError when it may not be asked or there is no answer to pass on, and
        MalformedError when it is no message.
        """
        if told in (bolt.RUN, bolt.BEGIN):
            message = self._asked(told, message)
        self._ending = self._overdue()
        if self._ending is not None:
            raise self._ended()
        try:
            upstream = await self._connected()
        except StoreError as error:
            raise RefusedError(bolt.TRY_AGAIN, str(error)) from error
        self.at_rest, self._in_flight = False, True
        with self._engine.occupied():
            try:
                await self._pass_on(upstream, told, message)
            except _UnstoppableError as error:
                raise self._ended() from error
            except EngineGoneError as error:
                raise self._lost(upstream) from error

    async def reset(self, message: bytes) -> None:
        """Bring everything back to its beginning."""
        if self._upstream is not None:
            try:
                async with asyncio.timeout(_GRACE):
                    await self._upstream.answer(message)
            except (EngineGoneError, TimeoutError):
                self.leave()
        self.at_rest, self._in_transaction, self._deadline = True, False, None

    def leave(self) -> None:
        """Let go of the engine; what goes on there ends, at the latest when its time is up."""
        upstream, self._upstream = self._upstream, None
        if upstream is None:
            return
        if self._in_flight:
            self._engine.see_off(upstream, max(_FOR_OTHERS, self._limits.seconds - self._spent))
        else:
            upstream.close()
        self._in_flight = False

    # What may be asked

    def _asked(self, told: int, message: bytes) -> bytes:
        """The question, or the beginning of a transaction, as the engine is to have it."""
        at, query = 2, b""
        if told == bolt.RUN:
            at = after(message, after(message, 2))
            query = message[2:at]
            _check(text(query))
        extra = entries(message, at) if at < len(message) else {}
        if text(extra.get("imp_user", b"\xc0")) is not None:
            raise RefusedError(bolt.FORBIDDEN, "Nobody can act as somebody else here.")
        if self.at_rest:
            milliseconds = number(extra.get("tx_timeout", b"\xc0")) or 0
            allowed = milliseconds / 1000 if milliseconds > 0 else None
            self._deadline = None if allowed is None else time.monotonic() + allowed
        self._spent = 0.0
        kept = {name: value for name, value in extra.items() if name in ("db", "mode")}
        return message[:2] + query + joined(kept)

    async def _connected(self) -> EngineConnection:
        upstream = self._upstream
        if upstream is not None and self.at_rest and not self._engine.has(upstream):
            upstream.close()
            upstream = None
        if upstream is None:
            upstream = await self._engine.connect(self._version, self._hello)
        self._upstream = upstream
        return upstream

    # What is answered

    async def _pass_on(self, upstream: EngineConnection, told: int, message: bytes) -> None:
        there = packed(f"localhost:{upstream.process.port}")
        upstream.send(message)
        while True:
            heard = [part.replace(there, self._here) for part in await self._heard(upstream)]
            if heard and bolt.kind(heard[-1]) != bolt.RECORD:
                last = heard.pop()
                await self._client.send(b"".join(map(bolt.chunked, heard)))
                self._in_flight = False
                if bolt.kind(last) == bolt.FAILURE:
                    raise self._failed(last)
                self._note(told, last)
                await self._client.send(bolt.chunked(last))
                return
            await self._client.send(b"".join(map(bolt.chunked, heard)))

    async def _heard(self, upstream: EngineConnection) -> list[bytes]:
        """What the engine answers next; only the time that it takes for that is counted."""
        began = time.monotonic()
        reading = asyncio.ensure_future(upstream.messages())
        try:
            await self._until(reading, upstream)
            return reading.result()
        finally:
            self._spent += time.monotonic() - began
            reading.cancel()

    async def _until(
        self, reading: asyncio.Future[list[bytes]], upstream: EngineConnection
    ) -> None:
        """Wait for the engine, and have the query end when it is to."""
        if self._ending is None:
            left, limit = self._limit()
            interrupted = asyncio.ensure_future(self._listener.interrupt.wait())
            either: set[asyncio.Future[Any]] = {reading, interrupted}
            await asyncio.wait(either, timeout=max(0.0, left), return_when=asyncio.FIRST_COMPLETED)
            interrupted.cancel()
            if reading.done():
                return
            self._ending = self._interruption() if self._listener.interrupt.is_set() else limit
            self._grace_ends = time.monotonic() + _GRACE
        while not reading.done():
            grace = self._grace_ends - time.monotonic()
            if self._ending is _Why.GONE or grace <= 0:
                raise _UnstoppableError
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(grace):
                    await self._engine.terminate(upstream)
            await asyncio.wait({reading}, timeout=_TOLD_EVERY)

    def _limit(self) -> tuple[float, _Why]:
        """Seconds that the query has left, and what it comes to then."""
        limits = [(self._limits.seconds - self._spent, _Why.LIMIT)]
        if self._deadline is not None:
            limits.append((self._deadline - time.monotonic(), _Why.CLIENT_LIMIT))
        return min(limits, key=lambda limit: limit[0])

    def _overdue(self) -> _Why | None:
        left, limit = self._limit()
        return limit if left <= 0 else None

    def _interruption(self) -> _Why:
        return _Why.GONE if self._listener.gone else _Why.RESET

    def _note(self, told: int, summary: bytes) -> None:
        """What is open at the engine after it has done this."""
        if told == bolt.BEGIN:
            self._in_transaction = True
        elif told in (bolt.COMMIT, bolt.ROLLBACK):
            self._in_transaction = False
            self.at_rest = True
        elif told in (bolt.PULL, bolt.DISCARD) and not self._in_transaction:
            self.at_rest = packed("has_more") + packed(True) not in summary

    # What went wrong

    def _failed(self, failure: bytes) -> RefusedError:
        """What the engine says of a failure, in words for who cannot change its settings."""
        told = entries(failure, 2)
        code, message = (text(told.get(name, b"\x80")) or "" for name in ("code", "message"))
        if self._ending is not None and code == bolt.TERMINATED:
            return self._ended()
        if "arcadedb.queryMax" in message:
            return self._out_of_memory()
        return RefusedError(code, message)

    def _ended(self) -> RefusedError:
        """What a client is told whose query was ended; what did not end is left to itself."""
        why = self._ending
        if self._in_flight:
            self.leave()
        if why is _Why.LIMIT:
            return RefusedError(
                bolt.TIMED_OUT,
                f"The query was stopped after {self._limits.seconds:g} seconds. Ask for less at a "
                "time, or have graphq serve allow more with --timeout.",
            )
        if why is _Why.CLIENT_LIMIT:
            return RefusedError(
                bolt.CLIENT_TIMED_OUT,
                "The query was stopped: its transaction took longer than the timeout that the "
                "client set for it.",
            )
        return RefusedError(bolt.TERMINATED, "The query was stopped, as its client wished.")

    def _lost(self, upstream: EngineConnection) -> RefusedError:
        """What a client is told when the engine hung up in the midst of an answer."""
        self._upstream, self._in_flight = None, False
        out_of_memory = self._engine.has_process(upstream)
        if out_of_memory:
            # The thread that answered is gone, and nobody knows what else it took with it.
            self._engine.see_off(upstream, _FOR_OTHERS)
        else:
            upstream.close()
        if self._ending is not None:
            return self._ended()
        if out_of_memory:
            return self._out_of_memory()
        return RefusedError(
            bolt.TRY_AGAIN,
            "The engine was started anew, since a query of somebody else could not be stopped. "
            "Ask again.",
        )

    def _out_of_memory(self) -> RefusedError:
        return RefusedError(
            bolt.OUT_OF_MEMORY,
            "The query was stopped: it takes more memory than there is for it "
            f"({self._limits.megabytes:,} MB for all). Ask for less at a time, or have graphq "
            "serve allow more with --memory.",
        )


def _check(statement: str | None) -> None:
    """Raise RefusedError unless it may be asked."""
    if statement is None:
        raise MalformedError("A query is no text.")
    if len(statement) > _LONGEST_STATEMENT:
        raise RefusedError(
            bolt.INVALID,
            f"The query is longer than {_LONGEST_STATEMENT:,} characters. Give what it holds as "
            "parameters.",
        )
    try:
        refuse_files(statement)
    except ReadOnlyError as error:
        raise RefusedError(bolt.FORBIDDEN, str(error)) from error
