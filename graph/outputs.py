"""Files that are made for a person: whole or not at all, and nothing of the person's is lost.

What always holds here: what is made is written in a folder of our own beside its place, and has its
name only when it is whole. A link is never written through. What a killed process has left is
removed by the next that writes into the same folder. Files are only replaced or removed if the user
asked for that, and in a folder only those that graphq wrote there and nobody has changed since: a
list that stands with them says which these are.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from filelock import BaseFileLock, FileLock, Timeout

from graphq.graph.errors import UsageError

LIST_FILE: Final = "written-by-graphq.json"
"""Lists the files of a folder that graphq wrote, so that only these are ever replaced."""

_PREFIX: Final = ".graphq-"
_SUFFIX: Final = ".part"
_LOCK: Final = "lock"
_MADE: Final = "made"
_FORMER: Final = "former"
_BEGUN: Final = 60.0
"""Seconds after which a folder without a lock is one of a process that was killed at its making."""


@contextlib.contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A new folder within `folder`, hidden, for what is being made; at the end it is gone.

    What killed processes have left in `folder` is removed. Raises OSError.
    """
    _sweep(folder)
    work, lock = _begun(folder)
    try:
        (work / _MADE).mkdir()
        yield work / _MADE
    finally:
        lock.release()
        _clear(work)


def _begun(folder: Path) -> tuple[Path, BaseFileLock]:
    """A new folder, and the lock by which others know that it is being worked on."""
    while True:
        work = Path(tempfile.mkdtemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder))
        lock = FileLock(work / _LOCK, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            continue  # another process takes it for one that was left, and removes it
        except (OSError, NotImplementedError):
            pass  # Some disks know no locks; there, what a killed process leaves stays.
        return work, lock


def _sweep(folder: Path) -> None:
    """Remove what processes left in the folder that were killed while they wrote there."""
    for work in [*folder.glob(f"{_PREFIX}*{_SUFFIX}")]:
        with contextlib.suppress(OSError, NotImplementedError, Timeout):
            if work.is_symlink() or not _is_mine(work):
                continue
            if (work / _LOCK).is_file():
                FileLock(work / _LOCK, timeout=0).acquire().lock.release()
                _clear(work)
            elif time.time() - work.lstat().st_mtime > _BEGUN:
                work.rmdir()  # nothing but an empty folder


def _is_mine(work: Path) -> bool:
    return os.name == "nt" or work.lstat().st_uid == os.geteuid()


def _clear(work: Path) -> None:
    """Remove it, once what was moved aside for something new is back if the new did not come."""
    # What cannot be removed now is removed another time.
    with contextlib.suppress(OSError):
        for former in (work / _FORMER).glob("*"):
            if not os.path.lexists(work.parent / former.name):
                former.rename(work.parent / former.name)
        for left in [*work.iterdir()]:
            if left.name != _LOCK:
                shutil.rmtree(left)
        # Last of all, since without it nobody takes what is left for ours.
        (work / _LOCK).unlink(missing_ok=True)
        work.rmdir()


def check_no_link(place: Path) -> None:
    """Raise UsageError when the place is a link, which would be lost or written through."""
    if place.is_symlink():
        raise UsageError(
            f"{place} is a link, and what it leads to is left alone. Name the place itself: "
            f"{os.readlink(place)}"
        )


def give_name(made: Path, place: Path, replace: bool = False) -> None:
    """Let a file that is whole stand under its name.

    Without `replace` a file that has come to be there meanwhile is not overwritten. One that is
    replaced hands its permissions on. Raises OSError, FileExistsError among them.
    """
    if replace:
        with contextlib.suppress(FileNotFoundError):
            there = place.lstat()
            if stat.S_ISREG(there.st_mode):
                made.chmod(stat.S_IMODE(there.st_mode))
        os.replace(made, place)
        return
    try:
        os.link(made, place)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a disk that gives no file two names
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place)) from None
        os.rename(made, place)


def give_names(made: Iterable[Path], folder: Path, replace: bool = False) -> None:
    """Let files that are whole stand under their names in the folder; see `give_name`.

    Where nothing is replaced, none stands there if one cannot.
    """
    given: list[Path] = []
    try:
        for file in made:
            give_name(file, folder / file.name, replace)
            given.append(folder / file.name)
    except BaseException:
        if not replace:
            for place in given:
                place.unlink(missing_ok=True)
        raise


def write_whole(place: Path, content: bytes, replace: bool = False) -> None:
    """Write a file whole or not at all; `replace` allows one that is there to be overwritten.

    What is neither a file nor a folder, such as /dev/stdout, is written to as it is. Raises
    UsageError when the place is a link, OSError when the file system refuses.
    """
    if is_device(place):
        place.write_bytes(content)
        return
    check_no_link(place)
    with unfinished(place.parent) as folder:
        made = folder / place.name
        made.write_bytes(content)
        give_name(made, place, replace)


def is_device(place: Path) -> bool:
    """Whether what is there, perhaps by a link, keeps nothing: a terminal, a pipe, /dev/null."""
    return place.exists() and not place.is_file() and not place.is_dir()


def write_list(folder: Path, earlier: Mapping[str, object] | None = None) -> None:
    """List the files that are in the folder, all of which graphq has just written.

    `earlier` is what an earlier list said, which still holds.
    """
    found = {**(earlier or {}), **{file.name: _told(file) for file in sorted(folder.iterdir())}}
    text = json.dumps({"format": 1, "files": found}, indent=1, ensure_ascii=False)
    (folder / LIST_FILE).write_text(text + "\n", encoding="utf-8")


def not_ours(folder: Path, names: Iterable[str] | None = None) -> str | None:
    """Why the files in the folder, or those of the names, may not be replaced; None if they may.

    Raises OSError.
    """
    listed = _listed(folder)
    if listed is None:
        return f"it has no {LIST_FILE} that says which files graphq wrote there"
    present = {file.name for file in folder.iterdir()} - {LIST_FILE}
    for name in sorted(present if names is None else present & set(names)):
        if name not in listed:
            return f"{name} in it was not written by graphq"
        told = _told(folder / name)
        if told is None or listed[name] != told:
            return f"{name} in it has been changed since graphq wrote it"
    return None


def _listed(folder: Path) -> Mapping[str, object] | None:
    try:
        if not stat.S_ISREG((folder / LIST_FILE).lstat().st_mode):
            return None
        found = json.loads((folder / LIST_FILE).read_text(encoding="utf-8"))["files"]
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _told(file: Path) -> object:
    """What tells a file from any other: its size and its checksum; nothing of what is none."""
    if not stat.S_ISREG(file.lstat().st_mode):
        return None
    with file.open("rb") as opened:
        checksum = hashlib.file_digest(opened, "sha256").hexdigest()
    return {"bytes": file.lstat().st_size, "sha256": checksum}


def replace_folder(made: Path, place: Path) -> None:
    """Let a folder that is whole take the place of an empty one, or of one that graphq wrote.

    `made` is in a folder of `unfinished`. Raises OSError; FileExistsError when something has come
    into the old folder meanwhile, which then stays as it was.
    """
    aside = made.parent.parent / _FORMER
    aside.mkdir()
    former = aside / place.name
    place.rename(former)
    # Whatever goes wrong from here on, `unfinished` puts it back.
    if {file.name for file in former.iterdir()} - {*(_listed(former) or ()), LIST_FILE}:
        raise FileExistsError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), str(place))
    made.rename(place)


def is_empty(folder: Path) -> bool:
    """Whether there is nothing in the folder, but what a killed process left, which is removed."""
    _sweep(folder)
    return not any(folder.iterdir())


@contextlib.contextmanager
def filling(folder: Path, advice: str = "Name a new folder.") -> Iterator[Path]:
    """A folder of `unfinished` for one that is new or empty, which goes if nothing came of it.

    It lies beside a new one, so that what cannot be removed does not lie in it; what a killed
    process left there is removed. Raises UsageError with the advice when it is a link, a file or
    not empty, OSError.
    """
    check_no_link(folder)
    _sweep(folder.parent)
    is_new = not os.path.lexists(folder)
    if is_new:
        folder.mkdir()
    elif not folder.is_dir():
        raise UsageError(f"{folder} cannot be written: it is a file. Name a folder.")
    elif not is_empty(folder):
        raise UsageError(f"{folder} is not empty. {advice}")
    try:
        with unfinished(folder.parent if is_new else folder) as work:
            yield work
    except BaseException:
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def write_folder(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder that is new or empty; returns them. Raises UsageError, OSError."""
    with filling(folder) as work:
        return _put(work, folder, files)


def write_listed_folder(
    folder: Path, files: Mapping[str, bytes], replace: bool, advice: str
) -> list[Path]:
    """Write files and their list into a folder that is new or empty; returns them.

    With `replace` others may be there, and the same ones if graphq wrote them: these are replaced,
    the others left as they are. Raises UsageError, with the advice where it is not empty; OSError.
    """
    if not (replace and folder.is_dir()):
        with filling(folder, advice) as work:
            return _put(work, folder, files, listing=True)
    check_no_link(folder)
    _sweep(folder.parent)
    if any(os.path.lexists(folder / name) for name in (*files, LIST_FILE)):
        reason = not_ours(folder, files)
        if reason is not None:
            raise UsageError(
                f"{folder} is left as it is: {reason}. Move your own files away, or name a new "
                "folder."
            )
    with unfinished(folder) as work:
        return _put(work, folder, files, listing=True, replace=True)


def _put(
    work: Path,
    folder: Path,
    files: Mapping[str, bytes],
    *,
    listing: bool = False,
    replace: bool = False,
) -> list[Path]:
    for name, content in files.items():
        (work / name).write_bytes(content)
    if listing:
        write_list(work, _listed(folder))
    give_names(sorted(work.iterdir()), folder, replace)
    return [folder / name for name in files]
