"""The graph that a writer is at work on: a copy, which takes the place of the graph when it holds.

What always holds here: until then the graph in the folder is untouched, so that others read it. The
copy is opened afresh and what is in it counted anew before it counts; what did not change keeps its
file, the rest is written through to the disk. Two renames put it in place, and a list of its files
goes with it.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from graphq.graph.errors import StoreError
from graphq.graph.refused import refused
from graphq.graph.store import StoreOptions
from graphq.graph.stores.arcadedb import manifest, view
from graphq.graph.stores.arcadedb.access import check_access, open_to_all_who_read
from graphq.graph.stores.arcadedb.folder import GraphFolder, settle
from graphq.graph.stores.arcadedb.manifest import Listed, Manifest
from graphq.graph.stores.arcadedb.room import Room
from graphq.graph.stores.arcadedb.totals import counts

STATISTICS: Final = "statistics.json"
"""How much there is, as the engine remembers it; without it the engine counts."""


class Draft:
    """A copy of a folder's graph, from its making to `hand_in` or `discard`."""

    def __init__(
        self, folder: GraphFolder, engine: Any, options: StoreOptions, *, trusted: bool = True
    ) -> None:
        """Take the copy; only for who holds the folder's lock.

        A graph that is not `trusted` is not held against the list of its files. Raises StoreError
        when the graph is damaged, may not be read, or there is no room for it.
        """
        self._folder, self._engine, self._options = folder, engine, options
        self._room: Room | None = None
        self._is_in_place = False
        folder.mend()
        self._before = self._whole_before() if trusted else None
        try:
            with self._told():
                self._room = Room(folder.path, needed=self._size())
                if folder.database.exists():
                    self._copy()
        except BaseException:
            self.discard()
            raise

    @property
    def path(self) -> Path:
        """Where the copy is."""
        return self._folder.copy

    @property
    def is_first(self) -> bool:
        """Whether there was no graph in the folder."""
        return not self._folder.database.exists()

    def check_room(self) -> None:
        """Raise StoreError if the disk was nearly full at any moment since the beginning."""
        if self._room is not None:
            self._room.check()

    def hand_in(self, expected: dict[str, int], loads: Sequence[str]) -> None:
        """Let the copy, which is closed, take the place of the graph.

        `expected` is how many records of each type it has to hold, and `loads` says what was
        loaded. Raises StoreError when it does not hold them or the system does not allow it, which
        leaves the graph as it was.
        """
        self.check(expected)
        with self._told():
            listed = manifest.of(self.path, expected, loads, self._settled())
            place = self.path / manifest.NAME
            place.write_bytes(listed.text())
            open_to_all_who_read(self.path, self._folder.mark_file)
            for found in (place, self.path):
                settle(found)
            self.check_room()
            self._folder.swap(self._options.wait_seconds)
        self._is_in_place = True
        if not self._folder.is_listed:
            # The next writer does it, should it not work now: the list itself is there.
            with contextlib.suppress(OSError):
                self._folder.mark(f"arcadedb {self._engine.ENGINE_VERSION}")

    def check(self, expected: dict[str, int]) -> None:
        """Open the copy afresh, and raise StoreError unless it holds what it has to."""
        with view.opened(self._engine, self.path, self._options, without=STATISTICS) as database:
            found = counts(database)
        if found != expected:
            kind = next(
                name
                for name in sorted({*found, *expected})
                if found.get(name) != expected.get(name)
            )
            raise StoreError(
                f"{expected.get(kind, 0):,} records of {kind} were written, and "
                f"{found.get(kind, 0):,} could be read back, so the graph was left as it was. See "
                f"whether the disk of {self._folder.path} is full or failing, and do it again."
            )

    def discard(self) -> None:
        """Remove what there is of the copy, which is closed."""
        if self._room is not None:
            self._room.close()
            self._room = None
        if not self._is_in_place:
            self._folder.mend()

    def _whole_before(self) -> Manifest | None:
        """The list of the graph's files. Raises StoreError when the graph is not what it says."""
        database = self._folder.database
        if not database.exists():
            return None
        check_access(database)
        return view.checked(database, for_certain=self._folder.is_listed)

    def _size(self) -> int:
        database = self._folder.database
        return sum(found.stat().st_size for found in database.iterdir()) if database.exists() else 0

    def _copy(self) -> None:
        self.path.mkdir()
        for found in sorted(self._folder.database.iterdir()):
            if found.name != manifest.NAME:
                shutil.copyfile(found, self.path / found.name, follow_symlinks=False)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            place = error.filename or self._folder.path
            raise refused(place, error, left=", and the graph was left as it was") from error

    def _settled(self) -> dict[str, Listed]:
        """Write the copy through to the disk; returns the files that are as they were before.

        Those are on the disk already, and take the place of their copies.
        """
        same: dict[str, Listed] = {}
        known = self._before.files if self._before else {}
        for found in sorted(self.path.iterdir()):
            before = self._folder.database / found.name
            listed, size = known.get(found.name), found.stat().st_size
            if (
                listed is not None
                and listed.size == size
                and filecmp.cmp(before, found, shallow=False)
            ):
                same[found.name] = listed
                if _linked(before, found):
                    continue
            if size:  # of an empty file the folder says all there is to say
                settle(found)
        return same


def _linked(before: Path, copy: Path) -> bool:
    """Have the copy be the very file that it was taken from, where the system allows it."""
    spare = copy.with_name(f"{copy.name}.same")
    try:
        os.link(before, spare)
        spare.replace(copy)
    except (OSError, NotImplementedError):
        spare.unlink(missing_ok=True)
        return False
    return True
