"""A whole copy of a folder's graph, taken while others may be reading it or writing to it.

What always holds here: the folder's graph is only read. A copy counts only if it is of one state; a
copy that a load came between is thrown away and taken anew.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Final

from graphq.graph.errors import StoreBusyError, StoreError
from graphq.graph.store import StoreOptions
from graphq.graph.stores.arcadedb import view
from graphq.graph.stores.arcadedb.access import check_access
from graphq.graph.stores.arcadedb.errors import no_graph
from graphq.graph.stores.arcadedb.folder import GraphFolder

Traces = tuple[tuple[str, int, int], ...]
"""Each file of a graph, with its size and when it was last written to."""

_RESERVE: Final = 64 << 20
"""Bytes that stay free beside the copy."""


def traces(folder: GraphFolder) -> Traces | None:
    """What tells one state of the folder's graph from another; none while it is being replaced."""
    try:
        return tuple(
            (found.name, status.st_size, status.st_mtime_ns)
            for found in sorted(folder.database.iterdir())
            for status in (found.stat(),)
        )
    except OSError:
        return None


def take(folder: GraphFolder, target: Path, options: StoreOptions) -> Traces:
    """Copy the graph to `target`, which is made; returns the traces of what was copied.

    Raises StoreError when there is no graph, when it is damaged or cannot be read, or when there is
    no room for the copy, and StoreBusyError when it went on being replaced.
    """
    deadline = time.monotonic() + options.wait_seconds
    while True:
        if not folder.exists() or (folder.readable() is None and not folder.being_written()):
            raise no_graph(folder)
        before = traces(folder)
        if before is not None:
            _check_room(folder, target, sum(size for _, size, _ in before))
            failed = _copy(folder, target)
            if before == traces(folder):
                if failed is None:
                    return before
                raise failed
        shutil.rmtree(target, ignore_errors=True)
        if time.monotonic() >= deadline:
            raise StoreBusyError(
                f"{folder.path} is being written to by {folder.holder()}, and was not at rest "
                f"within {options.wait_seconds:g} seconds; try again when it is done"
            )
        time.sleep(0.2)


def _copy(folder: GraphFolder, target: Path) -> StoreError | None:
    """Copy it; what went wrong, if anything did."""
    try:
        check_access(folder.database)
        view.checked(folder.database, for_certain=folder.is_listed)
        target.mkdir()
        for found in sorted(folder.database.iterdir()):
            # Only what is in it: the copy belongs to who makes it, whoever owns the graph.
            shutil.copyfile(found, target / found.name, follow_symlinks=False)
    except StoreError as error:
        return error
    except OSError as error:
        return StoreError(
            f"The graph in {folder.path} could not be copied to {target.parent}: {error}. Make "
            "room there, or name another place for temporary files: set TMPDIR."
        )
    return None


def _check_room(folder: GraphFolder, target: Path, size: int) -> None:
    free = shutil.disk_usage(target.parent).free
    if free < size + _RESERVE:
        raise StoreError(
            f"What is served is a copy of the graph in {folder.path}, {size >> 20:,} MB, and only "
            f"{free >> 20:,} MB are free in {target.parent}. Make room there, or name another "
            "place for temporary files: set TMPDIR."
        )
