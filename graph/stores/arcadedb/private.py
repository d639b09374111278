"""Places of one's own: temporary folders that nobody else may look into.

What always holds here: a place is for its user alone (0700), and a lock in it is held while it is
used, so that what a killed process left can be told from what is in use, and goes with the next.
Where there is no room for temporary files, the memory's own places are tried as well. What is small
and short-lived goes there first, unless the user has named a place: to make and remove a file takes
a disk up to half a millisecond, and memory a few microseconds.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from graphq.graph.errors import StoreError

_LOCK: Final = "in-use.lock"
_STARTING: Final = 60.0
"""Seconds in which a place has its lock, once it has been made."""

_NAMED: Final = ("TMPDIR", "TEMP", "TMP")
"""The variables in which a user names the place for temporary files."""
_IN_MEMORY: Final = ("XDG_RUNTIME_DIR",)
_FOLDER_IN_MEMORY: Final = "/dev/shm"
_LAST: Final = "/var/tmp"


def bases(*, small: bool = False) -> Iterator[Path]:
    """Folders for temporary files, the usual one first; for what is `small`, those in memory."""
    memory = [*(os.environ.get(name, "") for name in _IN_MEMORY), _FOLDER_IN_MEMORY]
    usual: list[str] = []
    with contextlib.suppress(FileNotFoundError):  # there is no usable one
        usual = [tempfile.gettempdir()]
    first = memory + usual if small and not _is_named() else usual + memory
    for found in dict.fromkeys((*first, _LAST)):
        if found and os.access(found, os.W_OK | os.X_OK):
            yield Path(found)


def _is_named() -> bool:
    return any(os.environ.get(name) for name in _NAMED)


class PrivatePlace:
    """A temporary folder, from its making to `remove`."""

    def __init__(self, prefix: str, base: Path) -> None:
        """Make it in `base`. Raises OSError when that does not work."""
        self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=base)).resolve()
        self._lock = FileLock(self.path / _LOCK, timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """Remove it and everything in it."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def no_place(error: OSError | None) -> StoreError:
    """No temporary folder can be had."""
    why = f" ({error})" if error else ""
    return StoreError(
        f"No temporary folder can be made{why}. Name a place for temporary files: set TMPDIR."
    )


def sweep(prefix: str) -> None:
    """Remove what killed processes of the same user left behind."""
    for base in bases():
        with contextlib.suppress(OSError):  # another user's
            for found in base.glob(f"{prefix}*"):
                if not found.is_symlink() and _was_left(found):
                    shutil.rmtree(found, ignore_errors=True)


def _was_left(found: Path) -> bool:
    """Whether nobody uses it any more; one that is about to be used is let be."""
    try:
        if time.time() - found.stat().st_mtime < _STARTING:
            return False
        if not (found / _LOCK).is_file():
            # Killed before it had its lock; whatever else is of that name is not ours.
            return not any(found.iterdir())
        with FileLock(found / _LOCK, timeout=0):
            return True
    except (OSError, Timeout):
        return False
