"""How every form is found, and how its file is written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from graphq.graph.errors import StoreError, UsageError
from graphq.graph.export.form import Exported, ExportForm, form, forms, write
from graphq.graph.outputs import LIST_FILE
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


def _added(place: Path) -> None:
    (place / "my-analysis.csv").write_text("mine", encoding="utf-8")


def _added_folder(place: Path) -> None:
    (place / "old.csv").mkdir()
    (place / "old.csv" / "notes.txt").write_text("mine", encoding="utf-8")


def _changed(place: Path) -> None:
    with (place / "nodes-Incident.csv").open("a", encoding="utf-8") as file:
        file.write("mine\r\n")


def _same_size(place: Path) -> None:
    table = place / "nodes-Incident.csv"
    table.write_bytes(table.read_bytes()[::-1])


def _link(place: Path) -> None:
    (place / "nodes-Incident.csv").rename(place.with_name("moved.csv"))
    (place / "nodes-Incident.csv").symlink_to("../moved.csv")


def _unlisted(place: Path) -> None:
    """As an export of a release that wrote no list."""
    (place / LIST_FILE).unlink()


def _broken_list(place: Path) -> None:
    (place / LIST_FILE).write_text('{"files": []}', encoding="utf-8")


@pytest.mark.parametrize(
    "mine",
    [_added, _added_folder, _changed, _same_size, _link, _unlisted, _broken_list],
)
def test_a_folder_that_is_not_all_an_exports_own_is_never_overwritten(
    mine: Callable[[Path], None], tmp_path: Path
) -> None:
    place = tmp_path / "out"
    write(form("csv"), one(), place)
    mine(place)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with pytest.raises(UsageError, match=r"is left as it is.*Move what is yours away"):
        write(form("csv"), one(), place, overwrite=True)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_a_table_that_is_not_needed_any_more_goes_with_the_old_export(tmp_path: Path) -> None:
    place = tmp_path / "out"
    write(form("csv"), one(), place)
    write(form("csv"), part_of_facts([group("one")]), place, overwrite=True)
    assert "nodes-Incident.csv" not in names(place)
    (place / "nodes-Group.csv").unlink()  # what is taken away is no hindrance
    write(form("csv"), one(), place, overwrite=True)
    assert "nodes-Incident.csv" in names(place)


class Meddling(Gathered):
    """A part during whose writing the user puts a file into the folder that is to be replaced."""

    place: Path

    def nodes(self) -> Iterator[NodeRecord]:
        yield from one().nodes()
        _added(self.place)


def test_what_comes_into_the_folder_meanwhile_stays(tmp_path: Path) -> None:
    part = Meddling()
    part.place = tmp_path / "out"
    write(form("csv"), one(), part.place)
    with pytest.raises(UsageError, match=r"my-analysis\.csv in it was not written by graphq"):
        write(form("csv"), part, part.place, overwrite=True)
    assert (part.place / "my-analysis.csv").read_text(encoding="utf-8") == "mine"
    assert names(tmp_path) == ["out"]


def test_the_permissions_of_what_is_overwritten_are_kept(tmp_path: Path) -> None:
    place = tmp_path / "out.jsonl"
    write(form("jsonl"), one(), place)
    place.chmod(0o600)
    write(form("jsonl"), one(), place, overwrite=True)
    assert place.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ALL)
def test_no_folder_is_made_on_the_way(name: str, tmp_path: Path) -> None:
    place = tmp_path / "no" / "such" / "folder" / "out"
    with pytest.raises(UsageError, match=rf"there is no folder {tmp_path / 'no'}\. Make it"):
        write(form(name), one(), place)
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ALL)
def test_a_name_as_long_as_a_disk_takes_is_taken(name: str, tmp_path: Path) -> None:
    place = tmp_path / ("x" * 255)
    write(form(name), one(), place)
    write(form(name), one(), place, overwrite=True)
    assert names(tmp_path) == [place.name]


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
            with pytest.raises(UsageError, match=r"is a link|is not a"):
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
    for place in (tmp_path / ("x" * 256), tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match="cannot be written"):
            write(form(name), one(), place)
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("number", "error", "says"),
    [
        (errno.ENOSPC, StoreError, "disk of .* is full"),
        (errno.EACCES, UsageError, "cannot be written"),
    ],
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
