"""A whole copy of a folder's graph, taken while others may be reading it or writing to it.

What always holds here: the folder's graph is only read. A copy counts only if nothing of the graph
changed while it was taken; a copy that a load came between is thrown away and taken anew.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from pathlib import Path
from typing import Final

from graphq.graph.errors import StoreBusyError, StoreError
from graphq.graph.store import StoreOptions
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.store import EmbeddedStore

Traces = tuple[tuple[str, int, int], ...]
"""Each file of a graph, with its size and when it was last written to."""

_REWRITTEN: Final = ("last-tx-id.bin", "statistics.json")
"""Files that whoever closes the graph writes anew, also one who has only read."""

_RESERVE: Final = 64 << 20
"""Bytes that stay free beside the copy."""


def traces(folder: GraphFolder) -> Traces | None:
    """What tells one state of the folder's graph from another; none while it is being replaced."""
    try:
        return tuple(
            (found.name, status.st_size, status.st_mtime_ns)
            for found in sorted(folder.database.rglob("*"))
            if found.name not in _REWRITTEN
            for status in (found.stat(),)
        )
    except OSError:
        return None


def take(folder: GraphFolder, target: Path, options: StoreOptions) -> Traces:
    """Copy the graph to `target`, which is made; returns the traces of what was copied.

    Waits for a writer as every question does. Raises StoreError when there is no graph, when it
    cannot be read, or when there is no room for the copy, and StoreBusyError when it went on being
    written to.
    """
    deadline = time.monotonic() + options.wait_seconds
    while True:
        # To open it waits for a writer, puts right what a killed one left, tells what is wrong.
        EmbeddedStore.for_reading(folder.path, options).close()
        before = traces(folder)
        if before is not None:
            _check_room(folder, target, sum(size for _, size, _ in before))
            failed = _copy(folder.database, target)
            if before == traces(folder):
                if failed is None and _is_same(folder.database, target):
                    return before
                if failed is not None:
                    raise StoreError(
                        f"The graph in {folder.path} could not be copied to {target.parent}: "
                        f"{failed}. Make room there, or name another place for temporary files: "
                        "set TMPDIR."
                    ) from failed
        shutil.rmtree(target, ignore_errors=True)
        if time.monotonic() >= deadline:
            raise StoreBusyError(
                f"{folder.path} is being written to by {folder.holder()}, and was not at rest "
                f"within {options.wait_seconds:g} seconds; try again when it is done"
            )
        time.sleep(0.2)


def _copy(source: Path, target: Path) -> OSError | None:
    """Copy it; what went wrong, if anything did."""
    try:
        target.mkdir()
        for found in sorted(source.rglob("*")):
            place = target / found.relative_to(source)
            if found.is_dir():
                place.mkdir()
                continue
            # What has been taken away meanwhile is missed by who compares the traces.
            with contextlib.suppress(FileNotFoundError):
                # Only what is in it: the copy belongs to who makes it, whoever owns the graph.
                shutil.copyfile(found, place)
    except OSError as error:
        return error
    return None


def _is_same(source: Path, target: Path) -> bool:
    """Whether what is written anew all the time was not copied in the midst of that."""
    try:
        return all(
            (source / name).read_bytes() == (target / name).read_bytes()
            for name in _REWRITTEN
            if (source / name).exists()
        )
    except OSError:
        return False


def _check_room(folder: GraphFolder, target: Path, size: int) -> None:
    free = shutil.disk_usage(target.parent).free
    if free < size + _RESERVE:
        raise StoreError(
            f"What is served is a copy of the graph in {folder.path}, {size >> 20:,} MB, and only "
            f"{free >> 20:,} MB are free in {target.parent}. Make room there, or name another "
            "place for temporary files: set TMPDIR."
        )
