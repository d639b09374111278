"""As of a day no answer names a later one: in no field, no text, no page, no brief, no export.

What always holds: a source that was published later may state what had happened by then; it is
marked. Everything else that came to be said later is not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from graphq.brief.compose import brief_of
from graphq.cypher.ask.catalog import question, questions
from graphq.graph.export.form import form, write
from graphq.graph.opening import open_store
from graphq.graph.read.held import HeldOn
from graphq.graph.read.part import Whole
from graphq.graph.store import Store
from graphq.page.compose import page_of_all, page_of_answer
from graphq.tell.answer import as_object
from tests.later import later_than

DAYS: Final = [date(2013, 6, 1), date(2016, 1, 15), date(2017, 12, 20), date(2019, 2, 1),
               date(2019, 7, 23), date(2019, 8, 31), date(2021, 7, 1)]  # fmt: skip
GIVEN: Final[dict[str, list[dict[str, Any]]]] = {
    "affiliations": [{"group": key, "ended": True} for key in ("jnim", "aqim", "isgs")],
    "changes": [{"group": key} for key in ("jnim", "aqim", "al-mourabitoun", "isgs")],
    "co-location": [{"group": "jnim"}],
    "exposure": [{"target": "fac-apt-gao"}],
    "leaders": [{"group": key, "ended": True} for key in ("jnim", "aqim", "isgs", "katiba-macina")],
    "lineage": [{"group": key} for key in ("jnim", "aqim", "isgs")],
    "near-repeat": [{"group": "jnim"}],
    "nearby": [{"target": "fac-apt-gao"}],
    "predecessor-strikes": [{"group": "jnim"}],
    "similar-targets": [{"target": "fac-apt-gao"}],
    "sources": [{"id": key} for key in ("jnim", "p-koufa", "chg-jnim-2017", "tal-001",
                                        "inc-2019-07-22-gao-a", "ctg-2019-jnim-mali")],
    "target-history": [{"target": "fac-apt-gao"}],
    "warn": [{"target": "fac-apt-gao"}],
}  # fmt: skip
"""What has to be given to a question, several where the record tells of later days."""
SPANS: Final = {("lineage", "lastDay")}
"""Columns that say until when a date can mean, which is no later day of its own."""


@pytest.fixture(scope="module")
def jnim(jnim_folder: Path) -> Iterator[Store]:
    with open_store(jnim_folder) as store:
        yield store


def told_later(name: str, given: dict[str, Any], store: Store, day: date) -> list[str]:
    answer = question(name).ask(store, {**given, "asOf": day}, date(2026, 11, 30))
    told = as_object(answer)
    spans = {column for asked, column in SPANS if asked == name}
    rows = [{key: row[key] for key in row.keys() - spans} for row in told["rows"]]
    marked = {key: source["publishedLater"] for key, source in told["sources"].items()}
    unmarked = {key: told["sources"][key]["date"] for key, later in marked.items() if not later}
    return [*later_than(day, rows), *later_than(day, told["notes"]), *later_than(day, unmarked)]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize(
    "name", [name for name, found in questions().items() if "asOf" in found.header.parameters]
)
def test_no_answer_names_a_later_day(jnim: Store, name: str, day: date) -> None:
    for given in GIVEN.get(name, [{}]):
        assert told_later(name, given, jnim, day) == [], given


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_page_names_a_later_day(jnim: Store, day: date) -> None:
    asked = [("leaders", "jnim"), ("changes", "jnim"), ("incidents", "jnim"), ("reconcile", None)]
    pages = [
        page_of_answer(jnim, question(name), {"asOf": day} | ({"group": of} if of else {}))
        for name, of in asked
    ]
    for page in [*pages, page_of_all(jnim, day)]:
        for key in ("head", "nodes", "links", "table"):
            left = json.loads(json.dumps(page[key], default=str))
            assert list(later_than(day, _without_spans(left), key)) == []
        for source in page["sources"]:
            assert "published later" in source["text"] or not list(later_than(day, source["text"]))


def _without_spans(value: Any) -> Any:
    """Without the days that a date can mean, which a page draws as a span, and when it was made."""
    if isinstance(value, dict):
        return {key: _without_spans(item) for key, item in value.items()
                if key not in ("from", "to", "made")}  # fmt: skip
    return [_without_spans(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", ["jsonl", "csv", "graphml", "geojson"])
def test_no_export_names_a_later_day(jnim: Store, name: str, day: date, tmp_path: Path) -> None:
    place = tmp_path / f"as-of{form(name).suffix}"
    write(form(name), HeldOn(Whole(jnim), day), place)
    files = sorted(place.rglob("*.csv")) if place.is_dir() else [place]
    assert files
    if name != "jsonl":
        text = "".join(file.read_text("utf-8") for file in files)
        assert "Mandate ended" not in text or day >= date(2023, 7, 1)
        return
    for line in files[0].read_text("utf-8").splitlines():
        fact = json.loads(line)
        if {"Source", "Name"} & set(fact.get("labels", ())):
            continue
        said = fact["properties"]
        spans = {key for key in said if key.endswith("Last") or key == "lastDay"}
        left = {key: value for key, value in said.items() if key not in spans}
        assert list(later_than(day, left, fact.get("type", "node"))) == [], said["id"]


def test_what_was_said_by_the_day_is_told(jnim: Store) -> None:
    """The other side: what had been said is not lost."""
    (koufa,) = [
        row
        for row in question("leaders").ask(jnim, {"group": "jnim", "asOf": "2019-08-31"}).rows
        if row["personId"] == "p-koufa"
    ]
    assert [one["text"] for one in koufa["note"]] == [
        "Reported killed 23 November 2018 by France.",
        "Shown alive in a video reported 28 February 2019.",
    ]
    before = question("leaders").ask(jnim, {"group": "jnim", "asOf": "2019-02-01"}).rows
    notes = [one["text"] for row in before for one in row["note"]]
    assert "Reported killed 23 November 2018 by France." in notes
    assert not any("video" in text for text in notes)


def test_a_brief_as_of_a_day_names_no_later_one(jnim: Store) -> None:
    day = date(2019, 8, 31)
    for subject in ("jnim", "fac-apt-gao"):
        brief = brief_of(jnim, subject, day, date(2026, 11, 30))
        for said in brief.sentences():
            assert list(later_than(day, said.text)) == [], said.text
        for source in brief.sources:
            later = list(later_than(day, source.text))
            assert not later or "published later" in source.text or not source.letter
