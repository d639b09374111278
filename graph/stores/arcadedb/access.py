"""Who may read and write the files of a graph.

What always holds here: whoever may read the folder's mark may read the graph. The engine makes some
of its files for their owner alone, and takes one that it may not read for one that is not there.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import Final

from graphq.graph.errors import StoreError

_EVERYBODY: Final = 0o666


def check_access(database: Path, *, writing: bool) -> None:
    """Raise StoreError that names a file of the database that may not be read, or written to."""
    if not database.exists():
        return
    wanted = os.R_OK | os.W_OK if writing else os.R_OK
    for found in (database, *database.rglob("*")):
        allowed = os.access(found, wanted | (os.X_OK if found.is_dir() else 0))
        # Meanwhile a writer may have made a file and taken it away.
        if not allowed and found.exists():
            raise StoreError(
                f"{found} may not be {'written to' if writing else 'read'} by you. Ask its owner "
                "to let you, or name another folder with --db."
            )


def open_to_all_who_read(database: Path, mark: Path) -> None:
    """Give the files that are ours, and only those, the mode of the mark."""
    if os.name == "nt":
        return  # Windows has a file readable to whom its folder is.
    mode = stat.S_IMODE(mark.stat().st_mode) & _EVERYBODY
    for found in database.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # the engine has taken it away meanwhile
            status = found.stat()
            if (
                stat.S_ISREG(status.st_mode)
                and status.st_uid == os.geteuid()
                and stat.S_IMODE(status.st_mode) != mode
            ):
                found.chmod(mode)
