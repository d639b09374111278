"""Files that are made for a person: what killed processes leave goes, and what is a link stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graphq.graph.errors import UsageError
from graphq.graph.outputs import (
    LIST_FILE,
    filling,
    give_name,
    give_names,
    unfinished,
    write_folder,
    write_listed_folder,
    write_whole,
)

HIDDEN = ".graphq-*.part"

AT_WORK = """
import sys
from pathlib import Path
from graphq.graph.outputs import replace_folder, unfinished
place = Path(sys.argv[1])
with unfinished(place.parent) as folder:
    (folder / place.name).mkdir()
    if place.exists():
        def stop(self, target, real=Path.rename):
            real(self, target)
            print("aside", flush=True)
            sys.stdin.read()
        Path.rename = stop
        replace_folder(folder / place.name, place)
    print("at work", flush=True)
    sys.stdin.read()
"""


def at_work(place: Path) -> subprocess.Popen[str]:
    """A process that is in the midst of writing to the place."""
    process = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def killed(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_what_killed_processes_left_is_removed_by_the_next(tmp_path: Path) -> None:
    alive = at_work(tmp_path / "one")
    for _ in range(3):
        killed(at_work(tmp_path / "two"))
    assert len([*tmp_path.glob(HIDDEN)]) == 2, "one that was killed is left, and one is at work"
    write_whole(tmp_path / "three", b"3")
    assert len([*tmp_path.glob(HIDDEN)]) == 1, "who is at work is let be"
    killed(alive)
    write_whole(tmp_path / "four", b"4")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["four", "three"]


def test_a_folder_that_was_aside_when_a_process_was_killed_comes_back(tmp_path: Path) -> None:
    place = tmp_path / "out"
    write_listed_folder(place, {"a": b"1"}, replace=False, advice="")
    killed(at_work(place))
    assert not place.exists()
    write_whole(tmp_path / "next", b"")
    assert (place / "a").read_bytes() == b"1"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["next", "out"]


def test_a_process_that_was_killed_before_it_had_its_lock_leaves_nothing_for_long(
    tmp_path: Path,
) -> None:
    begun, left, full = (tmp_path / f".graphq-{name}.part" for name in ("begun", "left", "full"))
    for folder in (begun, left, full):
        folder.mkdir()
    (full / "letter").write_bytes(b"mine")
    for folder in (left, full):
        os.utime(folder, (0, 0))
    write_whole(tmp_path / "new", b"")
    assert {file.name for file in tmp_path.iterdir()} == {begun.name, full.name, "new"}


@pytest.mark.parametrize("number", range(4))
def test_what_cannot_be_removed_is_removed_by_the_next(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[object] = []

    def refusing(real: Callable[..., None]) -> Callable[..., None]:
        def remove(path: object, *given: object, **named: object) -> None:
            removed.append(path)
            if len(removed) > number:
                raise PermissionError(1, "Operation not permitted")
            real(path, *given, **named)

        return remove

    with monkeypatch.context() as patch:
        for name in ("unlink", "rmdir"):
            patch.setattr(os, name, refusing(getattr(os, name)))
        with unfinished(tmp_path) as folder:
            (folder / "a").write_bytes(b"")
    assert len(removed) > number
    assert [*tmp_path.glob(HIDDEN)]
    for left in tmp_path.glob(HIDDEN):
        os.utime(left, (0, 0))
    write_whole(tmp_path / "new", b"")
    assert [file.name for file in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("replace", [False, True])
def test_what_lies_beside_a_folder_is_removed_by_the_next_that_fills_it(
    replace: bool, tmp_path: Path
) -> None:
    killed(at_work(tmp_path / "other"))
    (tmp_path / "kit").mkdir()
    write_listed_folder(tmp_path / "kit", {"a": b""}, replace, advice="")
    assert [file.name for file in tmp_path.iterdir()] == ["kit"]


def test_only_what_is_left_of_our_own_work_is_removed(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "lock").touch()
    (tmp_path / ".graphq-link.part").symlink_to("theirs")
    (tmp_path / ".graphq-file.part").write_bytes(b"mine")
    (tmp_path / ".graphq-full.part").mkdir()
    (tmp_path / ".graphq-full.part" / "letter").write_bytes(b"mine")
    (tmp_path / ".graphq-empty.part").mkdir()
    before = {file.name for file in tmp_path.iterdir()}
    write_whole(tmp_path / "new", b"")
    assert {file.name for file in tmp_path.iterdir()} == before | {"new"}
    assert (tmp_path / "theirs" / "lock").exists()


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    victim, link, nowhere = tmp_path / "victim", tmp_path / "link", tmp_path / "nowhere"
    victim.write_bytes(b"mine")
    link.symlink_to(victim)
    nowhere.symlink_to(tmp_path / "not-there")
    for place in (link, nowhere):
        for replace in (False, True):
            with pytest.raises(UsageError, match=r"is a link.*Name the place itself"):
                write_whole(place, b"new", replace)
    (tmp_path / "folder").mkdir()
    (tmp_path / "to-folder").symlink_to("folder")
    writes: list[Callable[[Path], object]] = [
        lambda place: write_folder(place, {"a": b""}),
        lambda place: write_listed_folder(place, {"a": b""}, replace=True, advice=""),
    ]
    for one in writes:
        with pytest.raises(UsageError, match="is a link"):
            one(tmp_path / "to-folder")
    assert victim.read_bytes() == b"mine"
    assert not (tmp_path / "not-there").exists()
    assert not any((tmp_path / "folder").iterdir())


def test_a_link_that_comes_to_be_there_meanwhile_is_replaced_and_not_followed(
    tmp_path: Path,
) -> None:
    victim, place = tmp_path / "victim", tmp_path / "out"
    victim.write_bytes(b"mine")
    with unfinished(tmp_path) as folder:
        (folder / "out").write_bytes(b"new")
        place.symlink_to(victim)
        with pytest.raises(FileExistsError):
            give_name(folder / "out", place)
        give_name(folder / "out", place, replace=True)
    assert (victim.read_bytes(), place.read_bytes()) == (b"mine", b"new")
    assert not place.is_symlink()


@pytest.mark.parametrize("links", [True, False])
def test_nothing_is_overwritten_unasked_where_a_disk_knows_no_second_names(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*given: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", none)
    place = tmp_path / "out"
    write_whole(place, b"one")
    with pytest.raises(FileExistsError):
        write_whole(place, b"two")
    assert place.read_bytes() == b"one"


def test_what_was_there_stays_when_the_writing_over_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "out"
    place.write_bytes(b"old")

    def fill(path: Path, content: bytes) -> int:
        path.open("wb").close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill)
    with pytest.raises(OSError, match="No space"):
        write_whole(place, b"new", replace=True)
    assert [file.name for file in tmp_path.iterdir()] == ["out"]
    assert place.read_bytes() == b"old"


def test_a_folder_that_was_made_for_nothing_goes_and_one_that_was_there_stays(
    tmp_path: Path,
) -> None:
    (tmp_path / "there").mkdir()

    def begun(place: Path) -> None:
        with filling(place) as folder:
            (folder / "half").write_bytes(b"")
            raise KeyboardInterrupt

    for name in ("there", "new"):
        with pytest.raises(KeyboardInterrupt):
            begun(tmp_path / name)
    assert [file.relative_to(tmp_path).name for file in tmp_path.rglob("*")] == ["there"]


def test_of_several_files_none_stands_there_if_one_cannot(tmp_path: Path) -> None:
    with unfinished(tmp_path) as work:
        for name in "abc":
            (work / name).write_bytes(b"new")
        (tmp_path / "b").write_bytes(b"mine")
        with pytest.raises(FileExistsError):
            give_names(sorted(work.iterdir()), tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"b": b"mine"}


def test_a_folder_is_never_taken_for_a_file_that_was_written(tmp_path: Path) -> None:
    place = tmp_path / "kit"
    write_listed_folder(place, {"a": b""}, replace=False, advice="")
    (place / "a").unlink()
    (place / "a").mkdir()
    (place / LIST_FILE).write_text('{"files": {"a": null}}')
    with pytest.raises(UsageError, match="is left as it is"):
        write_listed_folder(place, {"a": b""}, replace=True, advice="")


def test_a_list_that_is_somebody_elses_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / LIST_FILE).write_text("mine")
    with pytest.raises(UsageError, match="is left as it is"):
        write_listed_folder(tmp_path, {"a": b""}, replace=True, advice="")
    assert [file.name for file in tmp_path.iterdir()] == [LIST_FILE]
