"""A private view of a database: what is opened by who reads, so that reading writes nothing.

What always holds here: the engine rewrites some of its files even where it only reads, and so it is
given a folder of its own: links to the files that hold the graph, copies of the small ones. The
files of the graph are opened for reading alone. Once they are open the view has done its work, and
is removed; whoever reads keeps the whole graph that was there, whatever takes its place.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import Any, Final

import orjson

from graphq.graph.errors import StoreError
from graphq.graph.store import StoreOptions
from graphq.graph.stores.arcadedb import manifest
from graphq.graph.stores.arcadedb.manifest import Manifest
from graphq.graph.stores.arcadedb.private import PrivatePlace, bases, no_place

PREFIX: Final = "graphq-view-"
_COPIED: Final = (".json", ".bin")
"""Endings of the small files, which the engine writes anew."""
_CONFIGURATION: Final = "configuration.json"
_LOG: Final = ".wal"
"""What the engine has not put into its files yet, as a writer of an earlier graphq leaves it."""


class DamagedError(StoreError):
    """Files of the graph are not what was written."""


def opened(
    engine: Any,
    database: Path,
    options: StoreOptions,
    *,
    listed_for_certain: bool = False,
    without: str = "",
) -> Any:
    """The engine's database, open for reading, of the files that are there now.

    `listed_for_certain` says that it has to have a list of its files, and `without` names a file
    that is left out. Raises DamagedError when files lack, StoreError when no
    temporary place can be had, OSError when the files go away meanwhile, and what the engine
    raises.
    """
    listed = checked(database, for_certain=listed_for_certain)
    names = [name for name in (listed.files if listed else _names(database)) if name != without]
    # All files are copied where the engine has to recover them; otherwise there is little to hold.
    recovering = any(name.endswith(_LOG) for name in names)
    failed: OSError | None = None
    for base in bases(small=not recovering):
        try:
            place = PrivatePlace(PREFIX, base)
        except OSError as error:
            failed = error
            continue
        try:
            view = place.path / "db"
            try:
                view.mkdir()
                _fill(view, database, names, options, copied=recovering)
            except OSError as error:
                if not database.exists() or isinstance(error, FileNotFoundError):
                    raise
                failed = error
                continue
            if recovering:
                # In the view alone: the folder itself is put right by who writes to it next.
                engine.open_database(str(view)).close()
            return _whole(engine.open_database(str(view), read_only=True), database, listed)
        finally:
            # Its files are open. Where an open file cannot be removed, it goes another time.
            place.remove()
    raise no_place(failed)


def checked(database: Path, *, for_certain: bool = False) -> Manifest | None:
    """The list of a database, if it has one, which may be for certain.

    Raises DamagedError when the database is not what its list says.
    """
    listed = manifest.read(database)
    if listed is None:
        if for_certain and database.is_dir():
            raise damaged(database, [f"{manifest.NAME} is missing"], None)
        return None
    told = list(listed.amiss(database))
    if told:
        raise damaged(database, told, listed)
    for name, file in listed.files.items():
        if name.endswith(_COPIED) and manifest.checksum(database / name) != file.checksum:
            told.append(f"{name} is not what was written")
    if told:
        raise damaged(database, told, listed)
    return listed


def damaged(database: Path, told: list[str], listed: Manifest | None) -> DamagedError:
    """What is wrong with the files, each in words that begin with its name, and what to do."""
    more = f" and {len(told) - 3} more" if len(told) > 3 else ""
    deep = all(text.endswith(manifest.CHANGED) for text in told)
    so = "what it answers cannot be relied on" if deep else "is not answered from"
    small = listed is not None and all(text.split(" ", 1)[0].endswith(_COPIED) for text in told)
    mend = "Try graphq repair." if small else what_to_do(listed)
    return DamagedError(
        f"The graph in {database.parent} is damaged, and {so}: {'; '.join(told[:3])}{more}. {mend}"
    )


def what_to_do(listed: Manifest | None) -> str:
    """How to come by a graph again whose files are damaged."""
    held = f": {', '.join(listed.loads)}" if listed and listed.loads else ""
    return (
        "If the folder is still being copied or synchronised, wait. Otherwise restore it from a "
        f"copy, or load into another folder what was loaded here{held}."
    )


def _fill(
    view: Path, database: Path, names: list[str], options: StoreOptions, *, copied: bool
) -> None:
    """Put files of the database into the view, all of them `copied` or only the small ones."""
    for name in names:
        if name == _CONFIGURATION:
            continue
        if copied or name.endswith(_COPIED):
            shutil.copyfile(database / name, view / name)
        else:
            _link(database / name, view / name)
    (view / _CONFIGURATION).write_bytes(orjson.dumps({"configuration": _limits(options)}))


def _whole(opened: Any, database: Path, listed: Manifest | None) -> Any:
    """The engine's database, unless types are lost to it, as when it could not read some file."""
    if listed is not None:
        [found] = opened.query("sql", "SELECT count(*) AS n FROM schema:types").to_list()
        if found["n"] != len(listed.counts):
            opened.close()
            raise DamagedError(
                f"The graph in {database.parent} could not be read whole: some of its files could "
                "not be read. See whether the disk is failing, and ask again."
            )
    return opened


def _names(database: Path) -> list[str]:
    """The files of a database without a list; a link among them is not followed."""
    with os.scandir(database) as found:
        entries = list(found)
    for entry in entries:
        if entry.is_symlink():
            raise damaged(database, [f"{entry.name} is a link, which graphq never makes"], None)
    return [entry.name for entry in entries if entry.is_file() and entry.name != manifest.NAME]


def _link(source: Path, place: Path) -> None:
    """Have the file in another place as well, in the cheapest way that the system allows."""
    for way in (os.symlink, os.link):
        with contextlib.suppress(OSError, NotImplementedError):
            way(source, place)
            return
    shutil.copyfile(source, place)


def _limits(options: StoreOptions) -> dict[str, int]:
    """What the engine is told of the limits, in its own words."""
    return {"command.timeout": int(options.statement_seconds * 1_000)}
