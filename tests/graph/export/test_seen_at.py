"""A copy is called a copy in every form in which a source is told in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.graph.copies import copy_told
from graphq.graph.export.form import form, write
from graphq.graph.model.nodes import Source
from graphq.graph.model.relationships import ReportedBy
from graphq.graph.model.values import Reliability
from graphq.graph.read.part import Gathered
from tests.graph.export.parts import incident, part_of_facts

COPY = {"seenAt": "The Daily Mirror-Site", "original": "https://paper.example/first"}


def copied() -> Gathered:
    """An incident that rests on a copy."""
    return part_of_facts(
        [
            incident("i", "2019", latitude=1.0, longitude=2.0, sources=("s",)),
            Source(
                id="s", name="Paper 2019", title="A report", publisher="A paper",
                seen_at=COPY["seenAt"], original=COPY["original"], kind="news",
                reliability=Reliability.C,
            ),
            ReportedBy(id="reported-by:i>s", start="i", end="s", start_label="Incident"),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("name", ["csv", "cypher", "ftm", "geojson", "jsonl", "kml", "stix"])
def test_a_copy_is_told_with_where_it_was_seen_and_of_what(name: str, tmp_path: Path) -> None:
    place = tmp_path / "out"
    write(form(name), copied(), place)
    files = [file for file in ([place] if place.is_file() else place.rglob("*")) if file.is_file()]
    told = "".join(file.read_text(encoding="utf-8") for file in files)
    assert all(text in told for text in COPY.values())


def test_what_cites_a_copy_in_stix_says_so_too(tmp_path: Path) -> None:
    write(form("stix"), copied(), tmp_path / "out")
    told = (tmp_path / "out").read_text(encoding="utf-8")
    assert "a copy of https://paper.example/first seen at The Daily Mirror-Site" in told


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ({}, []),
        ({"seenAt": None, "original": None}, []),
        ({"seenAt": "A mirror"}, ["a copy seen at A mirror"]),
    ],
)
def test_what_is_no_copy_is_not_called_one(source: dict[str, str], told: list[str]) -> None:
    assert copy_told(source) == told
