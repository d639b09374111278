"""The kit for Neo4j Browser: its files, its guide, and the setting that the compose file has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphq.browser.favourites import SET_FIRST
from graphq.browser.guide import guide
from graphq.browser.kit import (
    FAVOURITES_FILE,
    GUIDE_FILE,
    READ_ME_FILE,
    SETTING,
    SETTINGS_FILE,
    STYLE_FILE,
    after_log_in,
    kit,
    neo4j_conf,
    write_kit,
)
from graphq.browser.statements import parameters_in
from graphq.graph.errors import UsageError
from tools.generate import COMPOSE_FILE, compose_file

FENCES = re.findall(r"```cypher\n(.*?)\n```", guide(), re.DOTALL)
ASKING = [fence for fence in FENCES if not fence.startswith(":")]


def test_the_kit_is_written_whole_and_the_same_each_time(tmp_path: Path) -> None:
    first = write_kit(tmp_path / "a")
    assert {file.name for file in first} == {
        READ_ME_FILE, STYLE_FILE, FAVOURITES_FILE, SETTINGS_FILE, GUIDE_FILE,
    }  # fmt: skip
    second = write_kit(tmp_path / "b")
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_a_folder_with_something_in_it_is_left_alone_unless_told_otherwise(tmp_path: Path) -> None:
    place = tmp_path / "kit"
    write_kit(place)
    (place / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"is not empty.*--force"):
        write_kit(place)
    (place / GUIDE_FILE).unlink()
    write_kit(place, replace=True)
    assert (place / "mine.txt").read_text() == "mine"
    assert {file.name: file.read_bytes() for file in place.iterdir() if file.name in kit()} == kit()


@pytest.mark.parametrize("name", [READ_ME_FILE, GUIDE_FILE, STYLE_FILE])
def test_a_file_that_is_not_the_kits_own_is_never_replaced(name: str, tmp_path: Path) -> None:
    theirs, changed = tmp_path / "theirs", tmp_path / "changed"
    theirs.mkdir()
    (theirs / name).write_text("mine")
    write_kit(changed)
    (changed / name).write_text("mine")
    (changed / SETTINGS_FILE).unlink()
    (changed / SETTINGS_FILE).symlink_to(theirs / "elsewhere")
    for place in (theirs, changed):
        with pytest.raises(UsageError, match=r"is left as it is.*Move your own files away"):
            write_kit(place, replace=True)
        assert (place / name).read_text() == "mine"
    assert not (theirs / "elsewhere").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "kit").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        write_kit(tmp_path / "kit", replace=True)


def test_the_read_me_names_every_other_file() -> None:
    text = kit()[READ_ME_FILE].decode()
    assert all(name in text for name in kit() if name != READ_ME_FILE)


def test_the_setting_is_one_line_of_commands() -> None:
    (line,) = [line for line in neo4j_conf().splitlines() if not line.startswith("#")]
    name, _, value = line.partition("=")
    assert name == SETTING
    commands = value.split("; ")
    assert [command.split(" ")[0] for command in commands] == [
        "config", "style", *["param"] * len(SET_FIRST),
    ]  # fmt: skip
    assert ";" not in "".join(commands)
    assert "\\" not in value


def test_the_compose_file_has_that_setting() -> None:
    text = COMPOSE_FILE.read_text(encoding="utf-8")
    assert text == compose_file(), "run make docs"
    assert all(f"        {line.removesuffix(';')}" in text for line in after_log_in())


def test_the_guide_needs_no_parameter() -> None:
    assert ASKING
    assert {name for fence in FENCES for name in parameters_in(fence)} == set()


def test_the_guide_has_no_slide_without_a_title() -> None:
    slides = guide().split("\n---\n")
    assert len(slides) >= 10
    assert all(slide.strip().startswith("# ") for slide in slides)
