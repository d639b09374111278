"""A header that is known is the one that stands in its file; any other is read."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import pytest

from graphq.cypher.ask import headers, written_header
from graphq.cypher.ask.catalog import Question, questions
from graphq.cypher.ask.headers import compiled, header_of

DAY = datetime.date(2019, 8, 31)


def none_is_read(file: Path, text: str) -> None:
    raise AssertionError(f"{file} is read")


@pytest.mark.parametrize("name", questions())
def test_every_header_is_known_as_it_stands_in_its_file(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = questions()[name]
    read = written_header.read(found.file, found.written_header)
    monkeypatch.setattr("graphq.cypher.ask.written_header.read", none_is_read)
    assert header_of(found.file, found.written_header) == read


def test_a_header_that_somebody_changes_is_read_at_once(tmp_path: Path) -> None:
    known = questions()["lineage"]
    file = tmp_path / "lineage.cypher"
    text = known.file.read_text(encoding="utf-8")
    for old, new in (("help: the group}", "help: a group}"), ("required: true, ", "")):
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        changed = Question(file).header.parameters["group"]
        assert changed != known.header.parameters["group"]
        assert (changed.help, changed.required) in {("a group", True), ("the group", False)}


@pytest.mark.parametrize("written", [None, "", "<<<<<<< HEAD\n{", "{}"])
def test_without_what_is_known_every_header_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str | None
) -> None:
    known = questions()["counts"].header
    file = tmp_path / "headers.json"
    if written is not None:
        file.write_text(written, encoding="utf-8")
    monkeypatch.setattr(headers, "_COMPILED", file)
    headers._known.cache_clear()
    try:
        assert questions()["counts"].header == known
    finally:
        headers._known.cache_clear()


def test_what_json_does_not_hold_as_it_is_is_not_taken_for_known() -> None:
    header = questions()["lineage"].header
    as_of = dataclasses.replace(header.parameters["asOf"], default=DAY)
    dated = dataclasses.replace(header, parameters={**header.parameters, "asOf": as_of})
    assert list(json.loads(compiled({"as it is": header, "of a day": dated}))) == ["as it is"]
