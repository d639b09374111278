"""Printed values: nothing from data acts as markup, a control code or a formula."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.document.cells import csv_cell, jsonable, plain
from graphq.document.footnotes import Footnotes, runs
from graphq.graph.letters import clean
from graphq.graph.records import NodeRecord, PathRecord, RelationshipRecord

SOURCES: dict[str, dict[str, Any]] = {
    "a": {"publisher": "P", "title": "T", "publishedOn": None, "url": None, "reliability": "B"},
    "b": {
        "publisher": "Q",
        "title": "U",
        "publishedOn": "2019-07",
        "url": "https://example.org",
        "reliability": "A",
    },
}


@given(st.text())
def test_cleaned_text_is_one_line_without_control_characters(text: str) -> None:
    cleaned = clean(text)
    assert "\n" not in cleaned
    assert "\x1b" not in cleaned
    assert "\u202e" not in cleaned
    assert clean(cleaned) == cleaned


def test_arabic_spelling_keeps_its_joiners() -> None:
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_text_that_a_spreadsheet_would_run_is_quoted(start: str) -> None:
    assert csv_cell(f"{start}cmd|' /C calc'!A0").startswith(f"'{start}")


def test_a_number_in_a_spreadsheet_stays_a_number() -> None:
    assert csv_cell(-3) == "-3"
    assert csv_cell(-1.5) == "-1.5"
    assert csv_cell(date(2019, 7, 22)) == "2019-07-22"
    assert csv_cell(None) == ""
    assert csv_cell(["a", "b"]) == "a;b"


def test_values_are_written_as_a_reader_would() -> None:
    assert plain(None) == ""
    assert plain(True) == "yes"
    assert plain(1.0) == "1"
    assert plain([1, "two"]) == "1, two"


def test_a_path_is_drawn_in_the_direction_of_its_relationships() -> None:
    one, two = NodeRecord(("A",), {"id": "1"}), NodeRecord(("B",), {"id": "2"})
    back = PathRecord((one, two), (RelationshipRecord("R", {}, "2", "1"),))
    assert plain(back) == "(:A {id: '1'})<-[:R {}]-(:B {id: '2'})"


def test_what_json_cannot_hold_is_null() -> None:
    assert jsonable({"a": float("nan"), "b": [float("inf"), 1.5]}) == {"a": None, "b": [None, 1.5]}


def test_a_source_keeps_its_number_and_shows_its_letter() -> None:
    notes = Footnotes(SOURCES)
    assert notes.mark(["b", "a"]) == "[1, 2]"
    assert notes.mark(["a"]) == "[2]"
    assert notes.mark([]) == ""
    assert [(source.number, source.letter, source.whole) for source in notes.entries()] == [
        (1, "A", "Q, “U”, 2019-07, https://example.org"),
        (2, "B", "P, “T”"),
    ]


def test_a_source_that_the_graph_does_not_hold_is_named_as_such() -> None:
    notes = Footnotes({})
    notes.mark(["lost"])
    (source,) = notes.entries()
    assert (source.number, source.letter) == (1, "F")
    assert source.whole == "lost (a source that this graph does not hold)"


@given(st.sets(st.integers(1, 40), min_size=1))
def test_runs_name_every_number_once(numbers: set[int]) -> None:
    found: list[int] = []
    for part in runs(sorted(numbers)).split(", "):
        first, _, last = part.partition("–")
        found += range(int(first), int(last or first) + 1)
    assert found == sorted(numbers)
