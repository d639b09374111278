"""What the file system refuses, as a sentence that says what is wrong and what to do.

What always holds here: the sentence names the path that the user named, and its advice fits the
reason: nobody is sent to change permissions where a disk is full or is mounted for reading only.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from graphq.graph.errors import GraphqError, StoreError, UsageError

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)

_OF_THE_SYSTEM: Final[Mapping[int, str]] = {
    errno.EMFILE: "this process has as many files open as it may. Allow it more: ulimit -n 1024",
    errno.ENFILE: "the system has too many files open. Close other programs, and try again",
    errno.EFBIG: "it would be larger than a file may be. Allow larger ones (ulimit -f unlimited), "
    "or name a place on another disk",
    errno.EIO: "its disk reports a fault. Name a place on another disk",
}
"""Reasons that no other path would mend by itself, and what to do about them."""

_OF_THE_PLACE: Final[Mapping[int, str]] = {
    errno.EROFS: "its disk can only be read. Name a place on another disk",
    errno.ENAMETOOLONG: "the name is too long. Name it shorter",
    errno.ELOOP: "it is a link, or there are too many on the way. Name the place itself",
}


def refused(
    place: str | Path, error: OSError, done: str = "written", left: str = ""
) -> GraphqError:
    """The error to raise when the file system refuses a path.

    `done` is what could not be done with it, and `left` says of a full disk what has become of what
    was begun, as it stands behind "The disk of … is full". A StoreError where the machine has to be
    looked after, a UsageError where another place would do.
    """
    number = error.errno or 0
    if number in _FULL:
        return StoreError(
            f"The disk of {place} is full{left}. Make room, or name a place on another disk."
        )
    if number in _OF_THE_SYSTEM:
        return StoreError(f"{place} cannot be {done}: {_OF_THE_SYSTEM[number]}.")
    if number in _OF_THE_PLACE:
        return UsageError(f"{place} cannot be {done}: {_OF_THE_PLACE[number]}.")
    missing = _missing_folder(Path(place)) if number == errno.ENOENT and done == "written" else None
    if missing is not None:
        return UsageError(
            f"{place} cannot be written: there is no folder {missing}. Make it first, or name "
            "another place."
        )
    return UsageError(
        f"{place} cannot be {done} ({error.strerror or error}). Name a place that you may use, or "
        "change who may use this one."
    )


def _missing_folder(place: Path) -> Path | None:
    """The uppermost folder on the way that is not there."""
    missing = [folder for folder in place.parents if not os.path.lexists(folder)]
    return missing[-1] if missing else None
