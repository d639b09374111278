"""What the file system refuses is told by its own reason, with what mends that."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphq.browser.kit import write_kit
from graphq.graph.errors import GraphqError, StoreError, UsageError
from graphq.graph.export.form import form, write
from graphq.graph.outputs import write_whole
from graphq.graph.refused import refused
from graphq.ingest.sources.dossier.dossier import write_empty
from graphq.paths import files_told, write_file
from tests.graph.export.parts import part_of_facts
from tests.graph.make import group

NOBODY = 65534


@pytest.mark.parametrize(
    ("number", "kind", "advice"),
    [
        (errno.ENOSPC, StoreError, "The disk of here is full. Make room"),
        (errno.EDQUOT, StoreError, "The disk of here is full. Make room"),
        (errno.EROFS, UsageError, "its disk can only be read. Name a place on another disk"),
        (errno.EMFILE, StoreError, "Allow it more: ulimit -n"),
        (errno.ENFILE, StoreError, "Close other programs"),
        (errno.EFBIG, StoreError, "ulimit -f"),
        (errno.EIO, StoreError, "its disk reports a fault"),
        (errno.ENAMETOOLONG, UsageError, "Name it shorter"),
        (errno.ELOOP, UsageError, "Name the place itself"),
        (errno.EACCES, UsageError, "change who may use this one"),
    ],
)
def test_each_reason_has_its_advice(number: int, kind: type[Exception], advice: str) -> None:
    told = refused("here", OSError(number, os.strerror(number)))
    assert type(told) is kind
    assert advice in str(told)


WRITERS: list[Callable[[Path], object]] = [
    lambda place: write(form("csv"), part_of_facts([group("one")]), place / "tables"),
    lambda place: write(form("jsonl"), part_of_facts([group("one")]), place / "lines"),
    lambda place: write_file(place / "page.html", b"page", force=True),
    lambda place: write_kit(place / "kit"),
    lambda place: write_empty(place / "facts"),
]


def _said(writer: Callable[[Path], object], place: Path) -> str:
    with pytest.raises(GraphqError) as error, files_told(place, "written"):
        writer(place)
    return str(error.value)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 16 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(place)]
    if (
        sys.platform != "linux"
        or os.geteuid() != 0
        or subprocess.run(mount, check=False).returncode
    ):
        pytest.skip("Only root may mount a disk, and not everywhere.")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_can_only_be_read_is_told_as_that(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for writer in WRITERS:
        assert "its disk can only be read. Name a place on another disk." in _said(
            writer, small_disk
        )


def test_a_full_disk_is_told_as_that_and_keeps_nothing(small_disk: Path) -> None:
    with (small_disk / "big").open("wb") as big, pytest.raises(OSError, match="No space"):
        big.write(bytes(1 << 20))
    for writer in WRITERS:
        assert "is full" in _said(writer, small_disk)
    assert [file.name for file in small_disk.iterdir()] == ["big"]


def as_nobody(work: Callable[[], None]) -> int:
    """The exit code of a process of another user in which the work is done."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs root")
def test_what_is_another_users_is_left_alone(tmp_path: Path) -> None:
    for folder in [*tmp_path.parents][:3]:
        folder.chmod(folder.stat().st_mode | 0o011)
    tmp_path.chmod(0o755)
    shared = tmp_path / "shared"
    (shared / ".graphq-theirs.part").mkdir(parents=True)
    (shared / ".graphq-theirs.part" / "lock").touch()
    shared.chmod(0o777)

    def refuse() -> None:
        try:
            write_file(tmp_path / "page.html", b"", force=True)
        except UsageError as error:
            assert "cannot be written (Permission denied)" in str(error)  # noqa: PT017 - a child
        else:
            raise AssertionError

    assert as_nobody(refuse) == 0
    assert as_nobody(lambda: write_whole(shared / "mine", b"")) == 0
    assert sorted(file.name for file in shared.iterdir()) == [".graphq-theirs.part", "mine"]
