"""What can be wrong with a graph's folder that was copied, synchronised or kept on a bad disk."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

_PAGE: Final = 65_536

Damage = Callable[[Path, random.Random], None]
"""Does something to one file."""


def missing(path: Path, chance: random.Random) -> None:
    """The file is not there."""
    path.unlink()


def cut(path: Path, chance: random.Random) -> None:
    """The file ends too early, at a page's end or in a page."""
    size = path.stat().st_size
    kept = chance.randrange(size)
    with path.open("r+b") as opened:
        opened.truncate(kept if chance.random() < 0.5 else kept // _PAGE * _PAGE)


def emptied(path: Path, chance: random.Random) -> None:
    """The file has nothing in it."""
    path.write_bytes(b"")


def grown(path: Path, chance: random.Random) -> None:
    """The file has more in it than was written."""
    with path.open("ab") as opened:
        opened.write(bytes(chance.choice((1, _PAGE))))


def zeroed(path: Path, chance: random.Random) -> None:
    """The file is as long as it was, with nothing but zeros in it."""
    path.write_bytes(bytes(path.stat().st_size))


def flipped(path: Path, chance: random.Random) -> None:
    """One bit is another one, where the file has something in it if it has."""
    content = bytearray(path.read_bytes())
    used = [at for at, byte in enumerate(content) if byte] or range(len(content))
    content[chance.choice(used)] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def linked(path: Path, chance: random.Random) -> None:
    """The file lies elsewhere, and a link to it stands in its place."""
    elsewhere = path.parents[2] / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    shutil.move(path, elsewhere / path.name)
    path.symlink_to(elsewhere / path.name)


OF_SIZE: Final[tuple[Damage, ...]] = (missing, cut, emptied, grown)
"""What is seen without reading the files."""
OF_CONTENT: Final[tuple[Damage, ...]] = (zeroed, flipped)
"""What is seen only by reading them."""


def half_copied(graph: Path, chance: random.Random) -> None:
    """A folder to which only some of the files have come so far, and a part of the last of them."""
    found = sorted((graph / "db").iterdir())
    chance.shuffle(found)
    for path in found[chance.randrange(1, len(found)) :]:
        path.unlink()
    chance.shuffle(found)
    last = next(path for path in found if path.exists())
    if last.stat().st_size:
        cut(last, chance)
