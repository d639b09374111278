"""Paths that an analyst types, and what the file system says of them.

What always holds here: what the system refuses is told in a sentence that names the path.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from graphq.graph.errors import UsageError
from graphq.graph.outputs import check_no_link, is_device, write_whole
from graphq.graph.refused import refused


@contextlib.contextmanager
def files_told(place: str | Path, done: str) -> Iterator[None]:
    """Turn what the file system refuses into a sentence that names the path."""
    try:
        yield
    except OSError as error:
        # What is written has another name at first, which nobody knows.
        named = place if done == "written" else error.filename or place
        raise refused(named, error, done) from error


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
        if is_device(file):
            return
        check_no_link(file)
        if file.exists() and not force:
            raise UsageError(
                f"{file} is there already. Add --force to overwrite it, or name another file with "
                "--output."
            )


def write_file(file: Path, content: bytes, force: bool) -> None:
    """Write the file; without `force` one that has come to be there meanwhile is not overwritten.

    Raises UsageError when it is a link or the file system refuses, StoreError when a disk is full.
    """
    with files_told(file, "written"):
        write_whole(file, content, replace=force)
