"""Databases that this process has open for reading, so that a second store of one can use it too.

What always holds here: the engine opens a folder once in a process; a database is closed when the
last store that uses it lets go. One that was replaced by a bulk load in the meantime is not handed
out again. Without this, running a notebook's cell a second time would fail.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final


@dataclass(slots=True)
class _Open:
    database: Any
    stamp: int | None
    users: int = 1


_LOCK: Final = threading.Lock()
_OPEN: Final[dict[Path, _Open]] = {}


def opened_for_reading(path: Path, stamp: int | None, opening: Callable[[], Any]) -> Any:
    """The database at the path, opened if it is not open yet. Raises what opening it raises."""
    key = path.resolve()
    with _LOCK:
        found = _OPEN.get(key)
        if found and found.stamp == stamp and found.database.is_open():
            found.users += 1
            return found.database
        database = opening()
        _OPEN[key] = _Open(database, stamp)
        return database


def closed(database: Any) -> None:
    """Let go of a database: the last one to do so closes it."""
    with _LOCK:
        for key, found in _OPEN.items():
            if found.database is database:
                found.users -= 1
                if found.users:
                    return
                del _OPEN[key]
                break
        if database.is_open():
            database.close()
