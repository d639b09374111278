"""Puts right what can be put right in a folder, and says of the rest what is wrong.

What always holds here: a repair works on a copy as every writer does, and only what holds as much
as the list of the graph's files says takes the place of the graph. What the engine can make anew
(its schema from the list or from the schema before, its statistics by counting) is made anew; a
file with facts in it is never guessed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import orjson

from graphq.graph.errors import StoreError
from graphq.graph.store import StoreOptions
from graphq.graph.stores.arcadedb import manifest, view
from graphq.graph.stores.arcadedb.draft import STATISTICS, Draft
from graphq.graph.stores.arcadedb.errors import no_graph, opening_failed
from graphq.graph.stores.arcadedb.folder import GraphFolder
from graphq.graph.stores.arcadedb.manifest import Manifest
from graphq.graph.stores.arcadedb.native import HEAP_FOR_WRITING, engine
from graphq.graph.stores.arcadedb.totals import counts, loads

_WITHOUT_LIST: Final = (
    "The graph was written by an earlier graphq, without a list of its files, so nobody can tell "
    "whether one of them has changed; graphq repair, or the next load, makes one"
)
_PART: Final = re.compile(r"_(?:in_edges|out_edges|sn_stripe)(?:_?\d+)*$")
"""The end of the name of a file that belongs to another one of nodes."""
_FORMER_SCHEMA: Final = "schema.prev.json"
_MADE_ANEW: Final = (STATISTICS, _FORMER_SCHEMA, "configuration.json", "last-tx-id.bin")
"""Files without facts, which the engine makes by itself."""


def examined(path: Path) -> Iterator[tuple[bool, str]]:
    """Read every byte of the folder's graph: whether all is well, and a sentence for each finding.

    Raises StoreError when there is no graph in the folder.
    """
    folder = GraphFolder(path)
    database = folder.readable() if folder.exists() else None
    if database is None:
        raise no_graph(folder)
    listed = _list(folder, database)
    if listed is None:
        if lost := _unknown_files(database):
            yield False, _of_unknown(folder, lost)
        yield True, _WITHOUT_LIST
        return
    told = list(listed.changed(database))
    if told:
        yield False, str(view.damaged(database, told, listed))
    else:
        size = sum(file.size for file in listed.files.values())
        yield True, f"{len(listed.files)} files, {size >> 20:,} MB, are what was written"


def repaired(path: Path, options: StoreOptions) -> list[str]:
    """Put right what can be; what was done, in sentences, none when all was well.

    Raises StoreError, with what to load again, when files with facts in them are damaged, and
    StoreBusyError when somebody writes.
    """
    folder = GraphFolder(path)
    if not folder.exists():
        raise no_graph(folder)
    arcadedb = engine(HEAP_FOR_WRITING, alone=options.alone)
    lock = folder.lock(options.command)
    try:
        done = []
        if folder.left_behind():
            folder.mend()
            done.append("What a writer that was cut off had left was removed.")
        if not folder.database.is_dir():
            raise no_graph(folder)
        return done + _mended(folder, arcadedb, options)
    finally:
        lock.release()


def _mended(folder: GraphFolder, arcadedb: Any, options: StoreOptions) -> list[str]:
    database = folder.database
    listed = _list(folder, database)
    told = list(listed.changed(database)) if listed else []
    names = {text.split(" ", 1)[0] for text in told}
    beyond = [text for text in told if not _can_be_made(text.split(" ", 1)[0])]
    if beyond:
        raise view.damaged(database, beyond, listed)
    lost = _unknown_files(database) if listed is None else []
    if listed is not None and not told:
        return []
    draft = Draft(folder, arcadedb, options, trusted=False)
    try:
        done = [_made_anew(draft.path, name, listed) for name in sorted(names)]
        if lost:
            done.append(_schema_from_before(folder, draft.path))
        if listed is None:
            (draft.path / STATISTICS).unlink(missing_ok=True)
        try:
            with arcadedb.open_database(str(draft.path)) as opened:
                held, what = counts(opened), loads(opened)
        except arcadedb.ArcadeDBError as error:
            raise opening_failed(folder, error) from error
        if listed is not None and held != dict(listed.counts):
            raise StoreError(
                f"What can be made anew in {folder.path} does not hold as much as was written, so "
                f"it was left as it is. {view.what_to_do(listed)}"
            )
        draft.hand_in(held, what)
    finally:
        draft.discard()
    if listed is None:
        done.append(f"The list of the graph's files was made: {sum(held.values()):,} records.")
    return done


def _can_be_made(name: str) -> bool:
    return name in (*_MADE_ANEW, manifest.SCHEMA)


def _made_anew(copy: Path, name: str, listed: Manifest | None) -> str:
    """Make the file of the copy anew, or have the engine do so; says what was done."""
    place = copy / name
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    if name == manifest.SCHEMA and listed is not None:
        place.write_text(listed.schema, encoding="utf-8")
    return f"{name} was made anew."


def _schema_from_before(folder: GraphFolder, copy: Path) -> str:
    """Take the schema before for the one that does not know all files. Raises StoreError."""
    if not _unknown_files(copy, _FORMER_SCHEMA):
        shutil.copyfile(copy / _FORMER_SCHEMA, copy / manifest.SCHEMA)
        return f"{manifest.SCHEMA} was restored from {_FORMER_SCHEMA}."
    raise StoreError(_of_unknown(folder, _unknown_files(copy)))


def _unknown_files(database: Path, schema: str = manifest.SCHEMA) -> list[str]:
    """Files of facts that the schema does not know, as when it was written while some were away."""
    try:
        types = orjson.loads((database / schema).read_bytes())["types"]
        named = [*types, *(name for kind in types.values() for name in kind["buckets"])]
        known = {spelt for name in named for spelt in (name, quote(name, safe="%"))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        known = set()
    return sorted(
        found.name
        for found in database.glob("*.bucket")
        if found.stat().st_size and _PART.sub("", found.name.split(".", 1)[0]) not in known
    )


def _of_unknown(folder: GraphFolder, lost: list[str]) -> str:
    return (
        f"{manifest.SCHEMA} of {folder.path} does not know {len(lost)} of the graph's files, among "
        f"them {lost[0]}, so facts are missing from every answer. Try graphq repair; if that "
        "cannot help, load the data into another folder."
    )


def _list(folder: GraphFolder, database: Path) -> Manifest | None:
    listed = manifest.read(database)
    if listed is None and folder.is_listed:
        raise view.damaged(database, [f"{manifest.NAME} is missing"], None)
    return listed
