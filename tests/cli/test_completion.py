"""What the shell offers while a command is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import graphq


def offered(line: str, db: Path | str, cwd: Path | None = None) -> list[str]:
    """What bash is offered at the end of the line."""
    words = line.split(" ")
    ran = graphq(
        db=db,
        cwd=cwd,
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
        _GRAPHQ_COMPLETE="complete_bash",
    )
    assert (ran.code, ran.err) == (0, "")
    return ran.out.split("\n")[:-1] if ran.out.strip() else []


@pytest.mark.parametrize(
    ("line", "offer"),
    [
        ("graphq leaders jn", "JNIM"),
        ("graphq target-history Amb", "Mopti-Ambodédjo airport"),
        ("graphq target-history ambode", "Mopti-Ambodédjo airport"),
        ("graphq incidents --tactic sui", "suicide-vehicle-bomb"),
        ("graphq incidents --target-type air", "airport"),
        ("graphq incidents --country fas", "Burkina Faso"),
        ("graphq incidents --admin1 mop", "Mopti"),
        ("graphq incidents --admin2 anso", "Ansongo"),
        ("graphq load j", "jnim"),
        ("graphq counts --by cou", "country"),
    ],
)
def test_what_is_in_the_graph_is_offered(line: str, offer: str, jnim_folder: Path) -> None:
    assert offer in offered(line, jnim_folder)


def test_only_places_of_the_level_are_offered(jnim_folder: Path) -> None:
    assert "Gao" in offered("graphq incidents --admin1 ga", jnim_folder)
    assert offered("graphq incidents --admin1 anso", jnim_folder) == []
    assert offered("graphq incidents --country gao", jnim_folder) == []


def test_the_graph_that_the_line_names_is_asked(jnim_folder: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    assert offered(f"graphq leaders --db {jnim_folder} jn", nothing) == ["JNIM"]
    assert offered(f"graphq leaders --db {nothing} jn", jnim_folder) == []


def test_files_and_folders_are_offered_to_load(tmp_path: Path) -> None:
    (tmp_path / "mine" / "inner").mkdir(parents=True)
    (tmp_path / "more.csv").write_text("", encoding="utf-8")
    assert offered("graphq load m", tmp_path, cwd=tmp_path) == ["mine/", "more.csv"]
    assert offered("graphq load mine/", tmp_path, cwd=tmp_path) == ["mine/inner/"]
    assert offered("graphq load ", tmp_path, cwd=tmp_path) == [
        "jnim",
        "airports",
        "places",
        "mine/",
        "more.csv",
    ]
    assert offered("graphq load none/x", tmp_path, cwd=tmp_path) == []
