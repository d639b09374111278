"""How much time and memory an answer may take, and what is said when it takes more.

What always holds here: the engines keep to their limits by themselves; what Python gathers of an
answer is looked at as it grows, before the system ends the process.
"""

from __future__ import annotations

import mmap
import sys
from pathlib import Path
from typing import Final

from graphq.graph.errors import StoreError
from graphq.graph.store import StoreOptions

TIMEOUT_VARIABLE: Final = "GRAPHQ_TIMEOUT"
MEMORY_VARIABLE: Final = "GRAPHQ_MEMORY"

_UNIT: Final = 1 if sys.platform == "darwin" else 1024
"""Bytes of what the system calls one."""
_STATE: Final = Path("/proc/self/statm")
_PAGE: Final = mmap.PAGESIZE


def too_large(megabytes: int) -> StoreError:
    """The answer, or what it takes to make it, is larger than that."""
    return StoreError(
        f"The answer takes more than the {megabytes:,} MB of memory that it may. Ask for less at a "
        f"time (a LIMIT, a shorter period), or allow more: set {MEMORY_VARIABLE} to a number of MB."
    )


def took_too_long(options: StoreOptions) -> StoreError:
    """A statement went on for longer than it may."""
    return StoreError(
        f"The question took longer than the {options.statement_seconds:g} seconds that it may, and "
        "was ended. Ask for less (a shorter path, a LIMIT, one country), or allow more: set "
        f"{TIMEOUT_VARIABLE} to a number of seconds."
    )


class Memory:
    """The memory of this process, from the beginning of a question to its end."""

    def __init__(self, megabytes: int) -> None:
        """Begin to watch; the process may grow by so much."""
        self._megabytes = megabytes
        self._most = _held() + (megabytes << 20)

    def check(self) -> None:
        """Raise StoreError when it has grown by more."""
        if _held() > self._most:
            raise too_large(self._megabytes)


def _held() -> int:
    """The bytes that the process holds; where the system tells only the most it ever held, those.

    On Linux that most is handed down: a process begins with what the one that started it held.
    """
    if sys.platform == "linux":
        return int(_STATE.read_bytes().split()[1]) * _PAGE
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
