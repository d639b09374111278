"""A number names the newest of its incidents and their sources, as many as are asked for."""

from __future__ import annotations

from typing import Any

import pytest

from graphq.cypher.ask.behind import USUAL
from graphq.cypher.ask.catalog import questions
from tests.cypher.build import Build

COUNTED = [name for name, found in questions().items() if found.header.counted]


def told(build: Build, number: int) -> None:
    """So many incidents of one group in one place, one a day, each by its own source."""
    for day in range(1, number + 1):
        build.incident(
            f"on-{day:02}", f"2019-03-{day:02}", "A", place="Gao", sources=(f"s-{day:02}", "all")
        )


def given(name: str) -> dict[str, Any]:
    return {"by": "total"} if name == "counts" else {}


def row(build: Build, name: str, **more: Any) -> dict[str, Any]:
    return build.ask(name, **given(name), **more)[0]


@pytest.mark.parametrize("name", COUNTED)
def test_the_newest_are_named_and_how_many_there_are(build: Build, name: str) -> None:
    told(build, 25)
    found = row(build, name)
    assert found["of"] == found["incidents"] == 25
    newest = [f"on-{day:02}" for day in range(25, 5, -1)]
    assert found["incidentIds"] == newest
    assert len(newest) == USUAL
    assert found["sources"][:3] == ["s-25", "all", "s-24"]
    assert len(found["sources"]) == USUAL


@pytest.mark.parametrize("name", COUNTED)
def test_as_many_are_named_as_are_asked_for(build: Build, name: str) -> None:
    told(build, 5)
    found = row(build, name, cited=2)
    assert (found["of"], found["incidentIds"]) == (5, ["on-05", "on-04"])
    assert found["sources"] == ["s-05", "all"]
    found = row(build, name, cited=0)
    assert (found["of"], found["incidentIds"], found["sources"]) == (5, [], [])


def test_many_rows_name_fewer_each(build: Build) -> None:
    told(build, 28)
    for month in range(1, 61):
        for day in (1, 2):
            date = f"{2000 + month // 12}-{month % 12 + 1:02}-{day:02}"
            for number in range(6):
                build.incident(f"{date}-{number}", date, "A")
    rows = build.ask("counts", by="month")
    assert len(rows) == 61
    assert {len(one["incidentIds"]) for one in rows} == {500 // 61}


def test_each_row_names_its_own(build: Build) -> None:
    build.incident("gao", "2019-03-01", "A", place="Gao", sources=("s1",))
    build.incident("kidal", "2019-03-02", "B", place="Kidal", sources=("s2",), country="NE")
    for name, more in (
        ("counts", {"by": "country"}), ("counts", {"by": "group"}), ("hotspots", {}),
        ("top-groups", {}),
    ):  # fmt: skip
        rows = build.ask(name, **more)
        assert {tuple(one["incidentIds"]): one["sources"] for one in rows} == {
            ("gao",): ["s1"], ("kidal",): ["s2"],
        }, name  # fmt: skip
