"""The messages of Bolt: their names, how they are cut into chunks, and what ours say.

What always holds here: a message that is longer than allowed is told of before it is whole, and
what we tell a client is a code that its driver knows and a sentence that says what to do.
"""

from __future__ import annotations

import struct
from typing import Final

from graphq.graph.stores.arcadedb.bolt.packstream import MalformedError, Value, packed

MAGIC: Final = b"\x60\x60\xb0\x17"
NOTHING_AGREED: Final = bytes(4)
VERSIONS: Final = ((5, 4), (5, 3), (5, 2), (5, 1), (5, 0), (4, 4), (4, 0), (3, 0))
"""What the engine speaks, latest first."""
SEPARATE_LOGON: Final = (5, 1)
"""Since this version who logs in says so in a message of its own."""

HELLO, GOODBYE, RESET = 0x01, 0x02, 0x0F
RUN, BEGIN, COMMIT, ROLLBACK = 0x10, 0x11, 0x12, 0x13
DISCARD, PULL = 0x2F, 0x3F
TELEMETRY, ROUTE, LOGON, LOGOFF = 0x54, 0x66, 0x6A, 0x6B
SUCCESS, RECORD, IGNORED, FAILURE = 0x70, 0x71, 0x7E, 0x7F

UNAUTHORIZED: Final = "Neo.ClientError.Security.Unauthorized"
TOO_MANY_GUESSES: Final = "Neo.ClientError.Security.AuthenticationRateLimit"
FORBIDDEN: Final = "Neo.ClientError.Security.Forbidden"
INVALID: Final = "Neo.ClientError.Request.Invalid"
TIMED_OUT: Final = "Neo.ClientError.Transaction.TransactionTimedOut"
CLIENT_TIMED_OUT: Final = "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"
TERMINATED: Final = "Neo.ClientError.Transaction.Terminated"
OUT_OF_MEMORY: Final = "Neo.ClientError.General.TransactionOutOfMemoryError"
TRY_AGAIN: Final = "Neo.TransientError.General.DatabaseUnavailable"

_LONGEST_CHUNK: Final = 0xFFFF


class Chunks:
    """Puts the messages together that come in chunks."""

    def __init__(self, longest: int) -> None:
        """Let no message be longer than so many bytes."""
        self.longest = longest
        self._waiting = bytearray()
        self._message = bytearray()

    def take(self, data: bytes) -> list[bytes]:
        """The messages that are whole with these bytes. Raises MalformedError when one is long."""
        waiting, at, whole = self._waiting, 0, []
        waiting += data
        while len(waiting) - at >= 2:
            (size,) = struct.unpack_from(">H", waiting, at)
            if size == 0:
                # With nothing before it, it only shows that somebody is still there.
                if self._message:
                    whole.append(bytes(self._message))
                    self._message.clear()
                at += 2
                continue
            if len(self._message) + size > self.longest:
                raise MalformedError(f"A message is longer than {self.longest:,} bytes.")
            if len(waiting) - at - 2 < size:
                break
            self._message += waiting[at + 2 : at + 2 + size]
            at += 2 + size
        del waiting[:at]
        return whole


def chunked(message: bytes) -> bytes:
    """The message in chunks, with its end."""
    parts = []
    for at in range(0, len(message), _LONGEST_CHUNK):
        part = message[at : at + _LONGEST_CHUNK]
        parts += [struct.pack(">H", len(part)), part]
    return b"".join((*parts, b"\0\0"))


def kind(message: bytes) -> int:
    """Which message it is. Raises MalformedError when it is none."""
    if len(message) < 2 or not 0xB0 <= message[0] < 0xC0:
        raise MalformedError("This is no message.")
    return message[1]


def written(message: int, *fields: Value) -> bytes:
    """A message of these fields."""
    return bytes((0xB0 | len(fields), message)) + b"".join(map(packed, fields))


def failure(code: str, sentence: str) -> bytes:
    """The message that something failed."""
    return written(FAILURE, {"code": code, "message": sentence})


def agreed(offered: bytes) -> tuple[int, int] | None:
    """The latest version among the four offers of a client that the engine speaks, if any."""
    for at in range(0, 16, 4):
        _, back, minor, major = offered[at : at + 4]
        for version in VERSIONS:
            if version[0] == major and minor - back <= version[1] <= minor:
                return version
    return None
