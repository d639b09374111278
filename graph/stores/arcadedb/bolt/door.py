"""The port on which a served folder answers, and those who stand at it.

It runs in a thread of its own, so that whoever started it may wait for something else.

What always holds here: it listens on this machine alone. Who does not say who it is makes room for
the next; who has logged in is never sent away for somebody new.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Coroutine
from typing import Any, Final, Self

from graphq.graph.stores.arcadedb.bolt.asking import Limits
from graphq.graph.stores.arcadedb.bolt.child import HOST
from graphq.graph.stores.arcadedb.bolt.client import met
from graphq.graph.stores.arcadedb.bolt.conversation import Conversation, House
from graphq.graph.stores.arcadedb.bolt.engine import Engine
from graphq.graph.stores.arcadedb.bolt.guesses import Guesses
from graphq.graph.stores.arcadedb.bolt.packstream import MalformedError
from graphq.graph.stores.arcadedb.bolt.process import USER, EnginePlace, EngineProcess

_MOST: Final = 200
"""So many clients are talked to at once."""
_MOST_STRANGERS: Final = 64
"""So many of them may not have logged in."""
_FIRST_WORD: Final = 10.0
"""Seconds within which a client says whether it comes by WebSocket."""


class Door:
    """The port, from `open` to `close`."""

    _house: House

    def __init__(self, place: EnginePlace, timeout: float) -> None:
        """Make ready to serve what is there, each query for so many seconds at most."""
        self._place, self._timeout = place, timeout
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="bolt")
        self._engine: Engine | None = None
        self._server: asyncio.Server | None = None
        self._talking: dict[asyncio.Task[Any], Conversation | None] = {}
        self._numbers = itertools.count(1)
        self.port = 0

    @classmethod
    def open(cls, place: EnginePlace, port: int, password: str, timeout: float) -> Self:
        """Start the engine and let clients in at this port; 0 is any free one.

        Raises StoreError when the engine does not start, and OSError when the port cannot be had.
        """
        process = EngineProcess.start(place)
        door = cls(place, timeout)
        door._thread.start()
        try:
            door._run(door._open(process, port, password))
        except BaseException:
            door.close()
            process.kill()
            raise
        return door

    def close(self) -> None:
        """Send everybody away, and end the engine."""
        if self._loop.is_closed():
            return
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, what: Coroutine[Any, Any, None]) -> None:
        """Have it done in the thread, and wait for that."""
        asyncio.run_coroutine_threadsafe(what, self._loop).result()

    async def _open(self, process: EngineProcess, port: int, password: str) -> None:
        self._engine = Engine(self._place, process)
        server = await self._engine.greet()
        self._server = await asyncio.start_server(self._come, HOST, port, start_serving=False)
        self.port = int(self._server.sockets[0].getsockname()[1])
        limits = Limits(self._timeout, self._place.megabytes)
        self._house = House(self.port, server, self._engine, Guesses(USER, password), limits)
        await self._server.start_serving()

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        if self._engine is not None:
            await self._engine.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk to somebody who has come."""
        task = asyncio.current_task()
        assert task is not None
        if not self._make_room():
            writer.close()
            return
        self._talking[task] = None
        try:
            async with asyncio.timeout(_FIRST_WORD):
                client = await met(reader, writer)
            conversation = Conversation(client, self._house, next(self._numbers))
            self._talking[task] = conversation
            await conversation.run()
        except (MalformedError, OSError, TimeoutError, asyncio.CancelledError):
            pass  # no client of ours, nobody any more, or sent away
        finally:
            self._talking.pop(task, None)
            writer.close()

    def _make_room(self) -> bool:
        """Whether there is room for one more, once the oldest stranger has been sent away."""
        if len(self._talking) >= _MOST:
            return False
        strangers = [
            task for task, met in self._talking.items() if met is None or not met.logged_in
        ]
        if len(strangers) >= _MOST_STRANGERS:
            for task in strangers:
                waiting = self._talking[task]
                if waiting is None or not waiting.proving:
                    del self._talking[task]
                    task.cancel()
                    break
        return True
