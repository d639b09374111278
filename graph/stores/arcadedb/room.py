"""Watches that a disk does not run full while something is written that must not be cut short.

What always holds here: the engine's batch writer passes over a full disk in silence, and what it
could not write is lost. So the room that is left is looked at many times a second, and a load in
which it was ever less than a reserve is not trusted.
"""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Final

from graphq.graph.errors import StoreError

RESERVE: Final = 128 << 20
"""Bytes that have to stay free: more than is written between two looks."""

_PAUSE: Final = 0.02
"""Seconds between two looks."""

DISK_FULL: Final = "The disk is full, and the graph was left as it was. Make room, and do it again."


class Room:
    """The room on the disk of a folder, from its making to `close`."""

    def __init__(self, folder: Path, needed: int = 0) -> None:
        """Begin to watch. Raises StoreError when there is not even room for so many bytes."""
        self._folder = folder
        self._least = shutil.disk_usage(folder).free - needed
        self._closed = threading.Event()
        self.check()
        self._thread = threading.Thread(target=self._watch, name="graphq disk room", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Raise StoreError if the disk was, at any moment since the beginning, nearly full."""
        if self._least < RESERVE:
            raise StoreError(
                f"{DISK_FULL} Besides what is loaded, {RESERVE >> 20} MB have to stay free on the "
                f"disk of {self._folder}, since only then is it certain that nothing was lost."
            )

    def close(self) -> None:
        """Stop watching."""
        self._closed.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._closed.wait(_PAUSE):
            self._least = min(self._least, shutil.disk_usage(self._folder).free)
