"""Values as Bolt writes them: as little of it as a door needs.

What always holds here: no length that a stranger states is believed before the bytes are there, and
nothing is read by recursion, so no message can take more than its own size of memory or time.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import Final

Value = None | bool | int | str | list["Value"] | dict[str, "Value"]

_TEXT: Final = {0xD0: 1, 0xD1: 2, 0xD2: 4}
_BYTES: Final = {0xCC: 1, 0xCD: 2, 0xCE: 4}
_LIST: Final = {0xD4: 1, 0xD5: 2, 0xD6: 4}
_MAP: Final = {0xD8: 1, 0xD9: 2, 0xDA: 4}
"""Markers, with how many bytes state the length."""

_FIXED: Final = {0xC0: 0, 0xC1: 8, 0xC2: 0, 0xC3: 0, 0xC8: 1, 0xC9: 2, 0xCA: 4, 0xCB: 8}
"""Markers of what has one length: nothing, truth, numbers."""


class MalformedError(Exception):
    """These bytes are no message of Bolt."""


def after(data: bytes, at: int) -> int:
    """Where the value that begins there ends. Raises MalformedError when it does not."""
    values = 1
    while values:
        values -= 1
        marker = _byte(data, at)
        if marker in _FIXED:
            at += 1 + _FIXED[marker]
        elif marker < 0x80 or marker >= 0xF0:
            at += 1
        elif 0xB0 <= marker < 0xC0:
            at += 2
            values += marker & 0x0F
        elif 0x90 <= marker < 0xA0 or marker in _LIST:
            length, at = _length(data, at, _LIST)
            values += length
        elif 0xA0 <= marker < 0xB0 or marker in _MAP:
            length, at = _length(data, at, _MAP)
            values += 2 * length
        else:
            length, at = _length(data, at, _BYTES if marker in _BYTES else _TEXT)
            at += length
        if at + values > len(data):
            raise MalformedError("The message is shorter than it says.")
    return at


def entries(data: bytes, at: int) -> dict[str, bytes]:
    """The map that begins there: each key with its value, as written."""
    if not (0xA0 <= (marker := _byte(data, at)) < 0xB0 or marker in _MAP):
        raise MalformedError("A map is missing.")
    found = {}
    length, at = _length(data, at, _MAP)
    for _ in range(length):
        end = after(data, at)
        key = text(data[at:end])
        at, end = end, after(data, end)
        if key is None:
            raise MalformedError("A map has a key that is no text.")
        found[key] = data[at:end]
        at = end
    return found


def text(data: bytes) -> str | None:
    """The text that begins these bytes, if one does. Raises MalformedError when it is broken."""
    marker = _byte(data, 0)
    if not (0x80 <= marker < 0x90 or marker in _TEXT):
        return None
    length, at = _length(data, 0, _TEXT)
    if at + length > len(data):
        raise MalformedError("A text is shorter than it says.")
    try:
        return data[at : at + length].decode()
    except UnicodeDecodeError as error:
        raise MalformedError("A text is not UTF-8.") from error


def number(data: bytes) -> int | None:
    """The whole number that these bytes are, if they are one."""
    marker = _byte(data, 0)
    if marker < 0x80:
        return marker
    if marker >= 0xF0:
        return marker - 0x100
    if 0xC8 <= marker <= 0xCB:
        return int.from_bytes(data[1 : 1 + _FIXED[marker]], "big", signed=True)
    return None


def packed(value: Value) -> bytes:
    """The value as Bolt writes it."""
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return (
            struct.pack(">b", value) if -16 <= value < 128 else b"\xcb" + struct.pack(">q", value)
        )
    if isinstance(value, str):
        written = value.encode()
        return _head(len(written), 0x80, _TEXT) + written
    if isinstance(value, list):
        return _head(len(value), 0x90, _LIST) + b"".join(map(packed, value))
    return joined({key: packed(item) for key, item in value.items()})


def joined(written: Mapping[str, bytes]) -> bytes:
    """A map of values that are written already."""
    parts: Iterable[bytes] = (packed(key) + value for key, value in written.items())
    return _head(len(written), 0xA0, _MAP) + b"".join(parts)


def _head(length: int, tiny: int, sizes: Mapping[int, int]) -> bytes:
    if length < 16:
        return bytes((tiny | length,))
    for marker, size in sizes.items():
        if length < 1 << (8 * size):
            return bytes((marker,)) + length.to_bytes(size, "big")
    raise ValueError(f"{length} is more than Bolt can state")


def _length(data: bytes, at: int, sizes: Mapping[int, int]) -> tuple[int, int]:
    """The length that is stated there, and where what has that length begins."""
    marker = _byte(data, at)
    if marker in sizes:
        end = at + 1 + sizes[marker]
        if end > len(data):
            raise MalformedError("The message ends in a length.")
        return int.from_bytes(data[at + 1 : end], "big"), end
    if 0x80 <= marker < 0xB0:
        return marker & 0x0F, at + 1
    raise MalformedError(f"{marker:#04x} begins no value.")


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise MalformedError("The message is shorter than it says.")
    return data[at]
