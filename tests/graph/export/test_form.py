"""How every form is found, and how its file is written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from graphq.graph.errors import StoreError, UsageError
from graphq.graph.export.form import MARK_FILE, Exported, ExportForm, form, forms, write
from graphq.graph.read.part import Gathered, Part
from graphq.graph.records import NodeRecord
from tests.graph.export.parts import incident, part_of_facts
from tests.graph.make import group

ALL = ["csv", "cypher", "ftm", "geojson", "gexf", "graphml", "jsonl", "kml", "stix"]


def one() -> Gathered:
    return part_of_facts([incident("i", "2019", latitude=1.0, longitude=2.0)])


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_every_form_is_found_by_its_own_module() -> None:
    assert list(forms()) == ALL
    with pytest.raises(UsageError, match=r"no form 'pdf'.*csv, cypher"):
        form("pdf")


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_overwritten_unless_it_is_asked_for(name: str, tmp_path: Path) -> None:
    place = tmp_path / "out"
    write(form(name), one(), place)
    before = names(tmp_path)
    with pytest.raises(UsageError, match="--force overwrites"):
        write(form(name), one(), place)
    write(form(name), one(), place, overwrite=True)
    assert names(tmp_path) == before == ["out"]


def test_a_folder_with_other_things_in_it_is_never_overwritten(tmp_path: Path) -> None:
    place = tmp_path / "out"
    write(form("csv"), one(), place)
    (place / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError, match="only what an export wrote"):
        write(form("csv"), one(), place, overwrite=True)
    (place / "letter.txt").unlink()
    (place / MARK_FILE).write_text("my own tables", encoding="utf-8")
    with pytest.raises(UsageError, match="only what an export wrote"):
        write(form("csv"), one(), place, overwrite=True)


@pytest.mark.parametrize(("name", "made"), [("csv", "a folder"), ("kml", "an ordinary file")])
def test_a_file_is_no_folder_and_a_folder_no_file(name: str, made: str, tmp_path: Path) -> None:
    place = tmp_path / "there"
    if name == "csv":
        place.write_text("x", encoding="utf-8")
    else:
        place.mkdir()
    with pytest.raises(UsageError, match=f"is not {made}"):
        write(form(name), one(), place, overwrite=True)


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_a_device_or_a_link_is_never_overwritten(name: str, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir() if name == "csv" else (tmp_path / "real").touch()
    link = tmp_path / "link"
    link.symlink_to("real")
    for place in [link, Path("/dev/null")]:
        if place.exists():
            with pytest.raises(UsageError, match="is not a"):
                write(form(name), one(), place, overwrite=True)
    assert link.is_symlink()


class Breaking(Gathered):
    """A part that fails in the middle."""

    error: BaseException = KeyboardInterrupt()

    def nodes(self) -> Iterator[NodeRecord]:
        yield from one().nodes()
        raise self.error


@pytest.mark.parametrize("name", ALL)
def test_an_interrupt_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write(form(name), Breaking(), tmp_path / "out")
    assert names(tmp_path) == []


def test_what_was_there_stays_when_an_export_over_it_fails(tmp_path: Path) -> None:
    place = tmp_path / "out.jsonl"
    write(form("jsonl"), one(), place)
    before = place.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        write(form("jsonl"), Breaking(), place, overwrite=True)
    assert place.read_bytes() == before
    assert names(tmp_path) == ["out.jsonl"]


class Rival(Gathered):
    """A part during whose writing another export comes to stand at the place."""

    place: Path

    def nodes(self) -> Iterator[NodeRecord]:
        yield from one().nodes()
        if not self.place.exists():
            theirs = self.place.with_name("theirs")
            write(form(self.place.name), one(), theirs)
            theirs.rename(self.place)


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_what_another_export_wrote_meanwhile_is_not_overwritten(name: str, tmp_path: Path) -> None:
    part = Rival()
    part.place = tmp_path / name
    with pytest.raises(UsageError, match="--force overwrites"):
        write(form(name), part, part.place)
    assert part.place.exists()
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_a_name_that_no_file_can_have_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / ("x" * 250), tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match="cannot be written"):
            write(form(name), one(), place)
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("number", "error", "says"),
    [(errno.ENOSPC, StoreError, "disk of .* is full"), (errno.EACCES, UsageError, "may write")],
)
def test_what_the_disk_refuses_is_told_and_nothing_is_left(
    name: str,
    number: int,
    error: type[Exception],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real: Callable[..., BinaryIO] = Path.open

    def refuse(path: Path, *given: Any, **more: Any) -> Any:
        file = real(path, *given, **more)
        if "out" not in path.parts[-1] and "out" not in path.parts[-2]:
            return file
        file.close()
        raise OSError(number, "refused", str(path))

    forms()
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(error, match=says):
        write(form(name), one(), tmp_path / "out")
    assert names(tmp_path) == []


def test_the_disk_is_really_full_at_the_end(tmp_path: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("There is no /dev/full here.")

    def fill(part: Part, place: Path) -> Exported:
        place.symlink_to("/dev/full")
        with place.open("wb") as file:
            file.write(b"x" * 100_000)
        return Exported(1, 0)

    full = ExportForm("full", ".x", "", "", fill)
    with pytest.raises(StoreError, match="is full, so nothing was exported"):
        write(full, one(), tmp_path / "out")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["geojson", "kml"])
def test_a_map_of_nothing_is_not_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Nothing of it can be written .* have no place|no place"):
        write(form(name), part_of_facts([group("one")]), tmp_path / "out")
    assert names(tmp_path) == []


@pytest.mark.parametrize("dataset", ["acled", "gtd"])
@pytest.mark.parametrize("name", ALL)
def test_data_that_may_not_be_passed_on_are_named(name: str, dataset: str, tmp_path: Path) -> None:
    part = part_of_facts([incident("i", "2019", latitude=1.0, longitude=2.0, dataset=dataset)])
    (said,) = [t for t in write(form(name), part, tmp_path / "out").told if "licence" in t]
    assert dataset.upper() in said
    free = write(form(name), one(), tmp_path / "free").told
    assert not any("licence" in told for told in free)


def test_progress_adds_up_to_what_is_read(parts: dict[str, Gathered], tmp_path: Path) -> None:
    done: dict[str, int] = {}

    def begin(stage: str) -> Callable[[int], None]:
        done[stage] = 0

        def advance(number: int) -> None:
            done[stage] += number

        return advance

    part = parts["whole"]
    write(form("jsonl"), part, tmp_path / "out", begin=begin)
    assert done == {"nodes": len(part.by_id), "relationships": len(part.links)}
