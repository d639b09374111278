"""An answer in a program: every form carries the sources, and text from data is never markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import graphq
from graphq.graph.opening import open_store
from graphq.rows import LineageRow

DAY = "2019-08-31"


@pytest.fixture(scope="module")
def lineage(jnim_folder: Path) -> Iterator[graphq.Answer[LineageRow]]:
    with graphq.open(jnim_folder) as graph:
        yield graph.ask("lineage", group="JNIM", as_of=DAY)


def test_an_answer_says_what_was_asked_and_of_which_day(
    lineage: graphq.Answer[LineageRow],
) -> None:
    assert lineage.heading == "Lineage: JNIM, as of 2019-08-31"
    assert repr(lineage) == "<Lineage: JNIM, as of 2019-08-31: 17 rows>"
    assert str(lineage.parameters["asOf"]) == DAY
    assert lineage.columns["extent"]


def test_every_source_of_a_row_is_among_the_sources(lineage: graphq.Answer[LineageRow]) -> None:
    cited = {key for row in lineage for key in [*row["sources"], *row["disputedBy"]]}
    cited |= {key for row in lineage for one in row["note"] for key in one["sources"]}
    assert cited == set(lineage.sources)


def test_a_data_frame_has_the_rows_and_keeps_the_sources(
    lineage: graphq.Answer[LineageRow],
) -> None:
    frame = lineage.to_pandas()
    assert len(frame) == len(lineage)
    assert list(frame.columns) == list(lineage.columns)
    assert frame.attrs["sources"] == lineage.sources
    assert frame.attrs["heading"] == lineage.heading


def test_a_networkx_graph_has_the_changes_and_nothing_derived(
    lineage: graphq.Answer[LineageRow],
) -> None:
    found = lineage.to_networkx()
    assert found.nodes["chg-jnim-2017"]["kind"] == "merger"
    assert {edge[2]["type"] for edge in found.edges(data=True)} == {"PREDECESSOR_IN", "RESULTED_IN"}


def test_the_object_is_the_documented_one(lineage: graphq.Answer[LineageRow]) -> None:
    found = lineage.to_dict()
    assert list(found) == [
        "question", "parameters", "columns", "rows", "sources", "reach", "notes",
    ]  # fmt: skip
    assert found["reach"] == {
        "told": "record to that day and beyond (dossier:jnim)",
        "notCovered": None,
        "datasets": [
            {
                "dataset": "dossier:jnim", "from": "2007-04-11", "to": DAY,
                "by": "it goes on after that day",
            }
        ],
    }  # fmt: skip
    assert lineage.reach["datasets"][0]["dataset"] == "dossier:jnim"
    assert "record to that day and beyond" in lineage.to_markdown()
    assert "record to that day and beyond" in lineage._repr_html_()
    assert json.loads(json.dumps(found)) == found
    assert found["parameters"]["asOf"] == DAY
    assert lineage.to_markdown().startswith("**Lineage: JNIM")


def test_in_jupyter_an_answer_is_a_table_with_footnotes(
    lineage: graphq.Answer[LineageRow],
) -> None:
    html = lineage._repr_html_()
    assert html.count("<tr>") == len(lineage) + 1
    assert html.count("<li>") >= len(lineage.sources)
    assert "[2–4]" in html


class Elements(HTMLParser):
    """Every element and attribute of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_a_name_that_is_markup_stays_text(tmp_path: Path) -> None:
    place = tmp_path / "graph"
    graphq.load("jnim", into=place)
    hostile = "<img src=x onerror=alert(1)>"
    with open_store(place, "write") as store:
        store.write([("MATCH (g:Group {id: 'ansar-dine'}) SET g.name = $name", {"name": hostile})])
    with graphq.open(place) as graph:
        answer = graph.ask("lineage", group="jnim", as_of=DAY)
        table, picture = answer._repr_html_(), answer.picture()
    found = Elements(table)
    assert "img" not in found.names
    assert found.attributes <= {"style"}
    assert "&lt;img src=x onerror=alert(1)&gt;" in table
    assert Elements(picture._repr_html_()).names == {"iframe"}
    assert "<img" not in picture.html


def test_a_picture_is_a_page_that_can_be_saved(
    lineage: graphq.Answer[LineageRow], tmp_path: Path
) -> None:
    picture = lineage.picture()
    saved = picture.save(tmp_path / "lineage.html")
    assert saved.read_text(encoding="utf-8") == picture.html
    assert re.match(r"<!doctype html>", picture.html, re.IGNORECASE)
    assert 'sandbox="allow-scripts' in picture._repr_html_()
    with pytest.raises(graphq.UsageError, match="cannot be written"):
        picture.save(tmp_path / "missing" / "lineage.html")
