"""Who may read and write the files of a graph.

What always holds here: whoever may read the folder's mark may read the graph. The engine makes some
of its files for their owner alone, and takes one that it may not read for one that is not there.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from graphq.graph.errors import StoreError

_EVERYBODY: Final = 0o666


def check_access(database: Path) -> None:
    """Raise StoreError that names a file of the database that may not be read."""
    for found in (database, *database.iterdir()):
        wanted = os.R_OK | (os.X_OK if found.is_dir() else 0)
        # Meanwhile a writer may have put another graph in its place.
        if not os.access(found, wanted) and found.exists():
            raise StoreError(
                f"{found} may not be read by you. Ask its owner to let you, or name another folder "
                "with --db."
            )


def open_to_all_who_read(database: Path, mark: Path) -> None:
    """Give the files of a closed database the mode of the folder's mark."""
    if os.name == "nt":
        return  # Windows has a file readable to whom its folder is.
    mode = stat.S_IMODE(mark.stat().st_mode) & _EVERYBODY
    for found in database.iterdir():
        status = found.stat()
        # What has not changed is the file that another user may have written.
        if status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != mode:
            found.chmod(mode)
