"""The folder that holds an embedded graph: what marks it as ours, and who is writing to it.

```
my-graph/
├── graphq.json     marks the folder: format, engine, when made
├── db/             the engine's own files, and the list of them
├── db.new/         a copy that a writer works on; it becomes db when all is written
├── db.old/         what db was, for the moment in which the copy takes its place
├── writer.lock     held by the one process that writes
└── writer.json     who that is, for the message to a second one
```

What always holds here: a folder that is not marked is never touched, and the lock is the operating
system's, so a killed writer does not leave it behind. `db` is always one whole graph, the old or
the new, and nothing in it ever changes; only between the two renames of a swap it is missing, and
then `db.old` is there. Who reads writes nothing here, and a link is never followed when writing.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from graphq.graph.errors import StoreBusyError, StoreError
from graphq.graph.refused import refused

FORMAT: Final = 2
"""In format 1, of earlier releases, the database has no list of its files."""
_READ: Final = (1, FORMAT)
_MARK: Final = "graphq.json"
_LOCK: Final = "writer.lock"
_SIGN: Final = "writer.json"
_UNFINISHED: Final = f"{_MARK}.new"
"""A mark that a killed writer had not finished; it alone does not make a folder somebody else's."""


@dataclass(frozen=True, slots=True)
class GraphFolder:
    """A folder with a graph in it, or about to have one."""

    path: Path

    @property
    def database(self) -> Path:
        """Where the engine keeps its files."""
        return self.path / "db"

    @property
    def copy(self) -> Path:
        """Where a writer works until all of it is written."""
        return self.path / "db.new"

    @property
    def former(self) -> Path:
        """Where the graph goes that is replaced, until that has happened."""
        return self.path / "db.old"

    @property
    def mark_file(self) -> Path:
        """The file that marks the folder; who may read it may read the graph."""
        return self.path / _MARK

    @property
    def is_listed(self) -> bool:
        """Whether its database has to have a list of its files."""
        return self.format() == FORMAT

    def readable(self) -> Path | None:
        """Where the graph is at this moment; none if there is no database."""
        return next((found for found in (self.database, self.former) if found.is_dir()), None)

    def exists(self) -> bool:
        """Whether the folder is marked as a graph. Raises StoreError when it is something else."""
        try:
            return self.format() is not None
        except OSError as error:
            raise StoreError(
                f"{error.filename or self.path} cannot be looked at ({error.strerror}). Name a "
                "folder of your own with --db, or ask its owner to let you read it."
            ) from error

    def format(self) -> int | None:
        """The format in which it was written; none while it is not marked. Raises as `exists`."""
        mark = self.path / _MARK
        if not mark.exists():
            if self.path.is_file():
                raise StoreError(f"{self.path} is a file; a graph is kept in a folder")
            if self.path.is_dir() and any(
                found.name != _UNFINISHED for found in self.path.iterdir()
            ):
                raise StoreError(
                    f"{self.path} holds other things than a graphq graph and is left alone; "
                    "name an empty folder or a new one with --db"
                )
            return None
        try:
            found = json.loads(mark.read_text(encoding="utf-8"))
            version = int(found["format"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"{mark} cannot be read ({error}); the folder is not one that graphq wrote, "
                "or it is damaged"
            ) from error
        if version not in _READ:
            raise StoreError(
                f"{self.path} was written in format {version}, and this graphq reads format "
                f"{FORMAT}; load the data anew into another folder, or use the graphq that made it"
            )
        return version

    def mark(self, engine: str) -> None:
        """Write the mark; from then on the folder is ours."""
        self.path.mkdir(parents=True, exist_ok=True)
        text = json.dumps(
            {
                "format": FORMAT,
                "engine": engine,
                "made": datetime.now(UTC).isoformat("T", "seconds"),
            }
        )
        self._replace(_MARK, text + "\n")

    def _replace(self, name: str, text: str) -> None:
        """Write a file anew, so that it is there whole or as it was; a link is replaced."""
        temporary = self.path / f"{name}.new"
        temporary.unlink(missing_ok=True)
        with temporary.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.path / name)

    def stamp(self) -> tuple[int, int] | None:
        """What is another one after a swap; none while there is no database."""
        try:
            found = self.database.stat()
            return found.st_ino, found.st_mtime_ns
        except OSError:
            return None

    def left_behind(self) -> bool:
        """Whether there is something of a writer, one that goes on or one that was killed."""
        return self.copy.exists() or self.former.exists()

    def mend(self) -> None:
        """Put right what a killed writer left; only for who holds the lock.

        A graph that was about to be replaced comes back or goes, an unfinished copy goes.
        Raises StoreError when the folder cannot be changed.
        """
        try:
            if not self.database.exists() and self.former.exists():
                # The copy is whole at this point, but the load was not acknowledged either.
                self.former.rename(self.database)
            for found in (self.copy, self.former):
                if found.is_symlink():
                    found.unlink()
                elif found.exists():
                    shutil.rmtree(found)
            self._settle()
        except OSError as error:
            raise StoreError(
                f"{error.filename or self.path} was left by a load that was cut off and cannot be "
                f"removed ({error.strerror}). Ask the owner of the folder to load again."
            ) from error

    def swap(self, wait_seconds: float) -> None:
        """Let the copy take the place of the database; only for who holds the lock.

        Raises StoreError when the system does not allow it, which leaves the database as it was.
        """
        deadline = time.monotonic() + wait_seconds
        while self.database.exists():
            try:
                self.database.rename(self.former)
                break
            except OSError as error:
                # Windows renames no folder out of which somebody reads.
                if time.monotonic() >= deadline:
                    raise StoreError(
                        f"{self.database} could not be replaced by what was loaded "
                        f"({error.strerror}), so it is as it was. Close what reads it, and load "
                        "again."
                    ) from error
            time.sleep(0.2)
        self._settle()
        self.copy.rename(self.database)
        # The new graph holds from here on.
        try:
            self._settle()
        except OSError as error:
            raise StoreError(
                f"What was written is in {self.path}, and its disk did not say that it keeps it "
                f"({error.strerror}). See whether the disk is failing: graphq doctor --deep."
            ) from error
        # What cannot be removed now is removed another time.
        shutil.rmtree(self.former, ignore_errors=True)

    def _settle(self) -> None:
        """Have the names in the folder written to the disk."""
        settle(self.path)

    def lock(self, command: str) -> FileLock:
        """Become the one writer. Raises StoreBusyError that names who holds the folder."""
        place = self.path / _LOCK
        if place.is_symlink():
            raise StoreError(f"{place} is a link, which graphq never makes. Remove it.")
        lock = FileLock(place, timeout=0, thread_local=False)
        try:
            lock.acquire()
            self._sign(command)
        except Timeout:
            raise StoreBusyError(
                f"{self.path} is being written to by {self.holder()}; try again when it is done, "
                "or name another folder with --db"
            ) from None
        except OSError as error:
            lock.release()
            raise refused(self.path, error) from error
        return lock

    def _sign(self, command: str) -> None:
        """Say who holds the folder."""
        held = {
            "pid": os.getpid(),
            "command": command,
            "since": datetime.now().astimezone().isoformat("T", "seconds"),
        }
        self._replace(_SIGN, json.dumps(held))

    def being_written(self) -> bool:
        """Whether a writer holds the folder at this moment, as far as that may be looked at."""
        try:
            return _is_held(self.path / _LOCK)
        except OSError:
            return False

    def holder(self) -> str:
        """Who holds the folder, in words."""
        try:
            found = json.loads((self.path / _SIGN).read_text(encoding="utf-8"))
            return f"'{found['command']}' (process {found['pid']}, since {found['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"


def _is_held(lock: Path) -> bool:
    """Whether somebody has the lock, found out without writing anything. Raises OSError."""
    if os.name == "nt":
        return False  # There a lock cannot be looked at without taking it.
    import fcntl

    number = os.open(lock, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(number)
    return False


def settle(path: Path) -> None:
    """Have a file, or the names in a folder, written through to the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folder, and keeps its names by itself.
    number = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
