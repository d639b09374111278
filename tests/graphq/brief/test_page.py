"""The page in a real Chromium: it runs nothing, reaches nothing, and prints on three sheets."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphq.document.html import as_html
from graphq.graph.store import Store
from tests.cypher.build import Build
from tests.graphq.brief.by_hand import hostile
from tests.graphq.brief.write_expected import made

if TYPE_CHECKING:
    from playwright.sync_api import Page


def sheets(page: Page) -> int:
    """On how many sheets of A4 the page is printed."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def has_the_font(page: Page) -> bool:
    """Whether this machine has the letters that the page is set in; others are wider."""
    widths = page.evaluate(
        """() => ["'Liberation Sans', monospace", "monospace"].map(font => {
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = "20px " + font;
          return pen.measureText("illicit").width;
        })"""
    )
    return bool(widths[0] != widths[1])


@pytest.fixture
def shown(opened: Callable[[], Page], tmp_path: Path) -> Callable[[str], Page]:
    def show(text: str) -> Page:
        file = tmp_path / "brief.html"
        file.write_text(text, encoding="utf-8")
        page = opened()
        page.goto(file.as_uri())
        return page

    return show


@pytest.mark.parametrize(
    ("subject", "most"), [("jnim", 3), ("aqim", 3), ("Gao airport", 2), ("fama", 1)]
)
def test_a_brief_has_one_to_three_sheets_of_paper(
    jnim: Store, shown: Callable[[str], Page], subject: str, most: int
) -> None:
    page = shown(as_html(made(jnim, subject)))
    assert 1 <= sheets(page) <= (most if has_the_font(page) else most + 1)


def test_a_mark_leads_to_its_source_and_back(jnim: Store, shown: Callable[[str], Page]) -> None:
    page = shown(as_html(made(jnim, "jnim")))
    page.locator(".mark a").first.click()
    assert page.url.endswith("#s1")
    assert page.locator(":target").inner_text().startswith("B UN Security Council")
    page.locator(":target .back").click()
    assert page.url.endswith("#c1")


def test_the_picture_is_drawn_and_its_words_can_be_marked(
    jnim: Store, shown: Callable[[str], Page]
) -> None:
    page = shown(as_html(made(jnim, "jnim")))
    box = page.locator("svg").bounding_box()
    assert box is not None
    assert box["width"] > 600
    assert "JNIM" in page.locator("svg text").all_text_contents()


def test_hostile_names_run_nothing_and_reach_nothing(
    build: Build, shown: Callable[[str], Page]
) -> None:
    for brief in hostile(build):
        _is_quiet(shown(""), as_html(brief))


def _is_quiet(page: Page, text: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append("a script ran"))
    page.set_content(text)
    assert not asked
    assert not said, "the page breaks none of its own policy"
    assert page.locator("script").count() == 0
    assert page.locator("img").count() == 0


def test_a_page_on_a_phone_does_not_run_over_the_edge(
    jnim: Store, shown: Callable[[str], Page]
) -> None:
    page = shown(as_html(made(jnim, "Ambodedjo Airport")))
    page.set_viewport_size({"width": 400, "height": 800})
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0
