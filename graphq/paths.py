"""Paths that an analyst types, and what the file system says of them.

What always holds here: what the system refuses is told in a sentence that names the path.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from graphq.graph.errors import UsageError


@contextlib.contextmanager
def files_told(place: str | Path, done: str) -> Iterator[None]:
    """Turn what the file system refuses into a sentence that names the path."""
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(
            f"{error.filename or place} cannot be {done} ({why}). Name a place that you may use, "
            "or change who may use this one."
        ) from error


def at_home(text: str) -> str:
    """The path with `~` spelt out. Raises UsageError when there is no such user."""
    try:
        return str(Path(text).expanduser()) if text.startswith("~") else text
    except RuntimeError as error:
        raise UsageError(f"{text} cannot be used: there is no such user here.") from error


def check_free(file: Path, force: bool, example: str) -> None:
    """Raise UsageError when a file that would be written is a folder, or is there already.

    `example` is a file's name such as one would give it inside that folder.
    """
    with files_told(file, "written"):
        if file.is_dir():
            raise UsageError(f"{file} is a folder. Name the file: --output {file / example}.")
        if file.exists() and not force:
            raise UsageError(
                f"{file} is there already. Add --force to overwrite it, or name another file with "
                "--output."
            )


def write_file(file: Path, content: bytes, force: bool) -> None:
    """Write the file; without `force` one that has come to be there meanwhile is not overwritten.

    Raises UsageError when the file system refuses.
    """
    with files_told(file, "written"), file.open("wb" if force else "xb") as opened:
        opened.write(content)
