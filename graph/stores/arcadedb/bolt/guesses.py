"""Who may come in: the one user with the one password, and nobody by guessing.

What always holds here: a guess is compared in the same time whatever it is, and in turn, one after
the other over all connections. After a few wrong ones each turn takes a moment, so that whoever
guesses learns of two a second at most. The right one waits its turn like any other, since an answer
that came at once would tell them apart; all who name the same wait for one turn together.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from typing import Final

_FREE: Final = 3
"""So many wrong ones cost no time: somebody mistypes, or a program has the password of before."""

_FIRST_PAUSE: Final = 0.05
_LONGEST_PAUSE: Final = 0.5
"""Seconds of a turn; each wrong one doubles it."""

_FORGIVEN: Final = 30.0
"""Seconds without a wrong one after which all are forgotten."""

_WAITING: Final = 32
"""So many may wait for their turn: the last of them for a quarter of a minute."""


class TooManyGuessesError(Exception):
    """So many wait for their turn already that this one was not looked at."""


class Guesses:
    """The user and the password, and the line of those who name them."""

    def __init__(self, user: str, password: str) -> None:
        """Let this user in with this password."""
        self._right = _digest(user, password)
        self._waiting: dict[bytes, asyncio.Task[bool]] = {}
        self._turn = asyncio.Lock()
        self._wrong = 0
        self._last_wrong = 0.0

    async def are_right(self, user: str, password: str) -> bool:
        """Whether these are the user and the password.

        Raises TooManyGuessesError when too many wait to be told.
        """
        guess = _digest(user, password)
        if guess not in self._waiting:
            if len(self._waiting) >= _WAITING:
                raise TooManyGuessesError
            self._waiting[guess] = asyncio.create_task(self._compared(guess))
        # Others may wait for the same when this one does not any more.
        return await asyncio.shield(self._waiting[guess])

    async def _compared(self, guess: bytes) -> bool:
        try:
            async with self._turn:
                await asyncio.sleep(self._pause())
                if hmac.compare_digest(guess, self._right):
                    return True
                self._wrong += 1
                self._last_wrong = time.monotonic()
                return False
        finally:
            del self._waiting[guess]

    def _pause(self) -> float:
        if time.monotonic() - self._last_wrong > _FORGIVEN:
            self._wrong = 0
        if self._wrong < _FREE:
            return 0
        return min(_LONGEST_PAUSE, _FIRST_PAUSE * float(2 ** min(self._wrong - _FREE, 10)))


def _digest(user: str, password: str) -> bytes:
    """What is compared: as long for a short password as for a long one."""
    return hashlib.sha256(f"{user}\0{password}".encode(errors="replace")).digest()
