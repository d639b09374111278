"""What a client says, taken in also while it is being answered.

What always holds here: no more than one message's length is kept waiting. A RESET, and that the
client has gone, are known at once, since they end what is going on.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from graphq.graph.stores.arcadedb.bolt.client import Client
from graphq.graph.stores.arcadedb.bolt.messages import RESET, Chunks, kind
from graphq.graph.stores.arcadedb.bolt.packstream import MalformedError

_LONGEST_GREETING: Final = 1 << 16
_LONGEST_MESSAGE: Final = 1 << 24
"""Bytes of a message, of a stranger and of who has logged in."""


class Listener:
    """The messages of a client, in their order."""

    def __init__(self, client: Client) -> None:
        """Listen to this client, from `listen` on."""
        self._client = client
        self._chunks = Chunks(_LONGEST_GREETING)
        self._said: deque[bytes] = deque()
        self._waiting = 0
        self._changed = asyncio.Condition()
        self._broken: MalformedError | None = None
        self._trusted = False
        self.interrupt = asyncio.Event()
        """Set while there is a RESET that was not answered yet, and when the client has gone."""
        self.resets = 0
        self.gone = False

    def trust(self) -> None:
        """Take the client for one who has logged in."""
        self._chunks.longest = _LONGEST_MESSAGE
        self._trusted = True

    async def listen(self, data: bytes) -> None:
        """Take in what the client says, which began with these bytes, until it goes."""
        try:
            while True:
                for message in self._chunks.take(data):
                    self._take(message)
                async with self._changed:
                    self._changed.notify_all()
                    await self._changed.wait_for(lambda: self._waiting <= self._chunks.longest)
                data = await self._client.receive()
                if not data:
                    break
        except MalformedError as error:
            self._broken = error
        except OSError:
            pass  # gone without a word
        finally:
            self.gone = True
            self.interrupt.set()
        async with self._changed:
            self._changed.notify_all()

    def _take(self, message: bytes) -> None:
        if kind(message) == RESET and self._trusted:
            self.resets += 1
            self.interrupt.set()
        self._said.append(message)
        self._waiting += len(message)

    async def next(self) -> bytes | None:
        """The next message, or none when the client has gone, who needs no answer any more.

        Raises MalformedError when it has sent what is no message.
        """
        async with self._changed:
            await self._changed.wait_for(lambda: self._said or self.gone)
            if self._broken is not None:
                raise self._broken
            if self.gone:
                return None
            message = self._said.popleft()
            self._waiting -= len(message)
            self._changed.notify_all()
            return message

    def reset_is_answered(self) -> None:
        """Note that the oldest RESET ends nothing more."""
        self.resets -= 1
        if not self.resets and not self.gone:
            self.interrupt.clear()
