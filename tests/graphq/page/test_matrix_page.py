"""The matrix as a page: it opens alone, runs nothing, fits a phone and a sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.assessed import GOLDEN, Scored, fill, printed
from tests.graphq.page.conftest import ARTEFACTS

PHONE = {"width": 390, "height": 844}
PAPER = {"width": 794, "height": 1123}
WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.fixture
def shown(chromium: Any) -> Iterator[Any]:
    """Open a file, and see that it asks for nothing and breaks no policy."""
    wrong: list[str] = []
    contexts: list[Any] = []

    def opened(file: Path, **options: Any) -> Any:
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text))
        page.on(
            "request",
            lambda asked: wrong.append(asked.url) if asked.url != file.as_uri() else None,
        )
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def colour(page: Any, kind: str) -> str:
    found: str = page.evaluate(
        f"getComputedStyle(document.querySelector('td.{kind}')).backgroundColor"
    )
    return found


def test_each_band_has_a_colour_and_a_word_and_a_blank_has_neither(shown: Any) -> None:
    page = shown(GOLDEN / "matrix.html", viewport={"width": 1200, "height": 900})
    kinds = ("low", "middle", "high", "none")
    assert len({colour(page, kind) for kind in kinds}) == 4
    for kind in kinds[:3]:
        for text in page.locator(f"td.{kind}").all_inner_texts():
            assert text.split()[0].isdigit()
            assert text.split()[1] == kind
    blanks = page.locator("td.none").all_inner_texts()
    assert {text for text in blanks if not text.startswith("—")} == {"not scored"}
    assert {text for text in blanks if text.startswith("—")} == {
        "—, 3 of 6 scored",
        "—, 4 of 6 scored",
    }
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / "matrix.png", full_page=True)


@pytest.mark.parametrize("viewport", [PHONE, PAPER, {"width": 1600, "height": 900}])
def test_the_page_is_never_wider_than_its_window(shown: Any, viewport: dict[str, int]) -> None:
    page = shown(GOLDEN / "matrix.html", viewport=viewport)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.screenshot(path=ARTEFACTS / f"matrix-{viewport['width']}.png", full_page=True)


def test_on_paper_no_table_is_cut_off(shown: Any) -> None:
    page = shown(GOLDEN / "matrix.html", viewport=PAPER)
    page.emulate_media(media="print")
    for frame in page.locator(".wide").all():
        assert frame.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_on_paper_what_says_more_is_not_printed_larger(shown: Any) -> None:
    page = shown(GOLDEN / "matrix.html", viewport=PAPER)
    page.emulate_media(media="print")

    def size(which: str) -> float:
        style = f"parseFloat(getComputedStyle(document.querySelector('{which}')).fontSize)"
        found: float = page.evaluate(style)
        return found

    for small in ("li.deeper", ".sources li", "thead th span"):
        assert size(small) < size("body"), small


def test_what_is_written_in_names_and_notes_is_text(shown: Any, tmp_path: Path) -> None:
    note = "<img src=x onerror=alert(1)> <style>*{display:none}</style> مرحبا"
    rows: list[Scored] = [
        ("<b>Eve</b>; " + WORD, "2024", "1-5", "Alpha airport", 5, "", "", "", "", "", note)
    ]
    db = fill(tmp_path, rows)
    printed("html", db, tmp_path)
    page = shown(tmp_path / "matrix.html", viewport=PHONE)
    body = page.locator("body").inner_text()
    assert f"<b>Eve</b>; {WORD}" in body
    assert note in body
    assert page.locator("img, body style, script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_source_is_reached_by_its_number(shown: Any) -> None:
    page = shown(GOLDEN / "matrix.html", viewport=PHONE)
    for mark in page.locator("sup a").all():
        target = mark.get_attribute("href")
        assert page.locator(str(target)).count() == 1
        number = mark.inner_text().strip("[]")
        assert target == f"#source-{number}"
