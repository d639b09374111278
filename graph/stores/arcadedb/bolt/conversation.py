"""One client's conversation: who it is, what it may say, and what it is told.

Messages are answered one after the other, as Bolt has it.

What always holds here: nobody who has not logged in reaches the engine, not with one byte. Every
message is answered, and after a failure nothing is done until the client has said RESET.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Final

from graphq.graph.stores.arcadedb.bolt import messages as bolt
from graphq.graph.stores.arcadedb.bolt.asking import ClientsEngine, Limits, RefusedError
from graphq.graph.stores.arcadedb.bolt.client import Client
from graphq.graph.stores.arcadedb.bolt.engine import Engine
from graphq.graph.stores.arcadedb.bolt.guesses import Guesses, TooManyGuessesError
from graphq.graph.stores.arcadedb.bolt.listener import Listener
from graphq.graph.stores.arcadedb.bolt.packstream import MalformedError, Value, entries, text
from graphq.graph.stores.arcadedb.bolt.process import DATABASE

_LOGIN_SECONDS: Final = 20.0
"""Within so many a client has to have said who it is."""

_SECRETS: Final = ("scheme", "principal", "credentials", "realm", "parameters")

_FOR_THE_ENGINE: Final = (
    bolt.RUN,
    bolt.BEGIN,
    bolt.COMMIT,
    bolt.ROLLBACK,
    bolt.PULL,
    bolt.DISCARD,
)


@dataclass(frozen=True, slots=True)
class House:
    """What holds for every conversation at one door."""

    port: int
    server: str
    """How the engine calls itself."""
    engine: Engine
    guesses: Guesses
    limits: Limits


class Conversation:
    """One client, from its first word to its last."""

    def __init__(self, client: Client, house: House, number: int) -> None:
        """Talk to a client that has just come, from `run` on."""
        self._client, self._house, self._number = client, house, number
        self._listener = Listener(client)
        self._asking = ClientsEngine(client, self._listener, house.engine, house.limits, house.port)
        self._version = bolt.VERSIONS[0]
        self._greeted = False
        self._failed = False
        self.logged_in = False
        self.proving = False
        """Whether it waits to be told that the password is right."""

    async def run(self) -> None:
        """Talk until one of the two hangs up."""
        listening: asyncio.Task[None] | None = None
        try:
            async with asyncio.timeout(_LOGIN_SECONDS):
                rest = await self._agree()
                listening = asyncio.create_task(self._listener.listen(rest))
                await self._log_in()
            while (message := await self._listener.next()) is not None:
                if not await self._answer(message):
                    break
        except MalformedError as error:
            with contextlib.suppress(OSError):
                await self._say(bolt.failure(bolt.INVALID, str(error)))
        except (OSError, TimeoutError):
            pass  # nobody is there any more, or somebody who does not say who it is
        finally:
            if listening is not None:
                listening.cancel()
            self._asking.leave()
            self._client.close()

    async def _say(self, message: bytes) -> None:
        await self._client.send(bolt.chunked(message))

    # Who it is

    async def _agree(self) -> bytes:
        """Agree on a version; what was said after that. Raises ConnectionError when none is."""
        heard = b""
        while len(heard) < 20:
            data = await self._client.receive()
            heard += data
            if not data or heard[:4] != bolt.MAGIC[: len(heard)]:
                raise ConnectionError
        version = bolt.agreed(heard[4:20])
        if version is None:
            await self._client.send(bolt.NOTHING_AGREED)
            raise ConnectionError
        self._version = version
        await self._client.send(bytes((0, 0, version[1], version[0])))
        return heard[20:]

    async def _log_in(self) -> None:
        """Have the client say who it is. Raises ConnectionError when it does not."""
        separate = self._version >= bolt.SEPARATE_LOGON
        while not self.logged_in:
            message = await self._listener.next()
            if message is None or bolt.kind(message) == bolt.GOODBYE:
                raise ConnectionError
            is_hello = bolt.kind(message) == bolt.HELLO and not self._greeted
            if not is_hello and not (bolt.kind(message) == bolt.LOGON and self._greeted):
                raise MalformedError("Log in first.")
            given = entries(message, 2)
            if is_hello:
                self._greeted = separate
                kept = {name: value for name, value in given.items() if name not in _SECRETS}
                self._asking.greet(self._version, kept)
            if not is_hello or not separate:
                await self._prove(given)
                self.logged_in = True
                self._listener.trust()
            await self._say(bolt.written(bolt.SUCCESS, self._greeting() if is_hello else {}))

    def _greeting(self) -> dict[str, Value]:
        return {"server": self._house.server, "connection_id": f"bolt-{self._number}"}

    async def _prove(self, given: dict[str, bytes]) -> None:
        """Raise ConnectionError, after having said so, unless user and password are right."""
        scheme, user, password = (text(given.get(name, b"\x80")) or "" for name in _SECRETS[:3])
        code = bolt.UNAUTHORIZED
        why = "these are not the user and the password that graphq serve was started with."
        self.proving = True
        try:
            if scheme == "basic" and await self._house.guesses.are_right(user, password):
                return
        except TooManyGuessesError:
            code = bolt.TOO_MANY_GUESSES
            why = "after wrong passwords too many wait to be let in. Try again in a moment."
        finally:
            self.proving = False
        await self._say(bolt.failure(code, f"Authentication failed: {why}"))
        raise ConnectionError

    # What it is told

    async def _answer(self, message: bytes) -> bool:
        """Answer a message; whether to go on."""
        told = bolt.kind(message)
        if told == bolt.GOODBYE:
            return False
        if told == bolt.RESET:
            await self._asking.reset(message)
            self._failed = False
            self._listener.reset_is_answered()
            await self._say(bolt.written(bolt.SUCCESS, {}))
        elif self._failed or self._listener.resets:
            await self._say(bolt.written(bolt.IGNORED))
        elif told == bolt.TELEMETRY:
            await self._say(bolt.written(bolt.SUCCESS, {}))
        elif told == bolt.ROUTE:
            await self._say(bolt.written(bolt.SUCCESS, {"rt": self._route()}))
        elif told == bolt.LOGOFF and self._greeted and self._asking.at_rest:
            self.logged_in = False
            await self._say(bolt.written(bolt.SUCCESS, {}))
            async with asyncio.timeout(_LOGIN_SECONDS):
                await self._log_in()
        elif told in _FOR_THE_ENGINE:
            await self._ask(told, message)
        else:
            raise MalformedError("This message is not expected here.")
        return True

    def _route(self) -> dict[str, Value]:
        here: list[Value] = [f"localhost:{self._house.port}"]
        roles = ("WRITE", "READ", "ROUTE")
        servers: list[Value] = [{"addresses": here, "role": role} for role in roles]
        return {"ttl": 300, "db": DATABASE, "servers": servers}

    async def _ask(self, told: int, message: bytes) -> None:
        try:
            await self._asking.ask(told, message)
        except RefusedError as refused:
            self._failed = True
            await self._say(bolt.failure(refused.code, refused.sentence))
