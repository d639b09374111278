"""The list of a database's files, written when it is whole: `db/graphq-files.json`.

What always holds here: a database is what its list says, no file more and none less. At every
opening each file is there with its size; `graphq doctor --deep` reads all of them. A part that is
missing is never taken for an empty one.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson

from graphq.graph.errors import StoreError

NAME: Final = "graphq-files.json"
SCHEMA: Final = "schema.json"
CHANGED: Final = "is not what was written: some of its bytes have changed"
"""What is said of a file of the right size with another checksum."""

_BYTES: Final = 16
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as it was when the list was written."""

    size: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a database consists of, and how much is in it."""

    files: Mapping[str, Listed]
    counts: Mapping[str, int] = field(default_factory=dict)
    """Records of each type of the engine's."""
    loads: Sequence[str] = ()
    """What was loaded, in words, for who has to load it again."""
    schema: str = ""
    """The text of the engine's `schema.json`, without which the files mean nothing."""

    def text(self) -> bytes:
        """The list as it is written, with a checksum of its own."""
        held: dict[str, Any] = {
            "files": {name: [file.size, file.checksum] for name, file in self.files.items()},
            "counts": dict(self.counts),
            "loads": list(self.loads),
            "schema": self.schema,
        }
        return orjson.dumps({"checksum": _of_bytes(orjson.dumps(held)), **held})

    def amiss(self, database: Path) -> Iterator[str]:
        """What is wrong at a first look, each in words: a file not there, or of another size."""
        for name, file in self.files.items():
            try:
                found = (database / name).lstat()
            except FileNotFoundError:
                yield f"{name} is missing"
                continue
            if not stat.S_ISREG(found.st_mode):
                yield f"{name} is a link or a folder, and not the file that was written"
            elif found.st_size != file.size:
                yield f"{name} has {found.st_size:,} bytes of {file.size:,}"

    def changed(self, database: Path) -> Iterator[str]:
        """What is wrong when every byte is read, each in words."""
        told = list(self.amiss(database))
        yield from told
        if not told:
            for name, file in self.files.items():
                if checksum(database / name) != file.checksum:
                    yield f"{name} {CHANGED}"


def of(
    database: Path,
    counts: Mapping[str, int],
    loads: Sequence[str],
    known: Mapping[str, Listed] | None = None,
) -> Manifest:
    """The list of a closed database; `known` are files whose checksums are known."""
    known = known or {}
    files = {
        path.name: known.get(path.name) or Listed(path.stat().st_size, checksum(path))
        for path in sorted(database.iterdir())
        if path.name != NAME
    }
    return Manifest(files, counts, loads, (database / SCHEMA).read_text(encoding="utf-8"))


def read(database: Path) -> Manifest | None:
    """The list of a database; none if it has none. Raises StoreError when it is damaged."""
    path = database / NAME
    try:
        found = orjson.loads(path.read_bytes())
        told = found.pop("checksum")
        if told != _of_bytes(orjson.dumps(found)):
            raise ValueError("its checksum is another")
        files = {
            name: Listed(int(size), str(sum_)) for name, (size, sum_) in found["files"].items()
        }
        return Manifest(files, found["counts"], found["loads"], found["schema"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"{path}, the list of the graph's files, is damaged ({error}). Restore the folder from "
            "a copy, or load the data into another folder."
        ) from error


def checksum(path: Path) -> str:
    """The checksum of a file, read a piece at a time."""
    found = hashlib.blake2b(digest_size=_BYTES)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def _of_bytes(text: bytes) -> str:
    return hashlib.blake2b(text, digest_size=_BYTES).hexdigest()
