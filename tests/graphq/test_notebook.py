"""The notebook that retells the report runs, and shows what is kept in it; so does a picture."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import graphq
from tests.cli.run import ROOT
from tools import notebook

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.slow
def test_the_notebook_shows_what_is_kept_in_it() -> None:
    assert notebook.main(["--check"]) == 0


def test_what_is_kept_of_the_notebook_is_of_no_machine() -> None:
    text = notebook.FILE.read_text(encoding="utf-8")
    assert "Lineage: JNIM, as of 2019-08-31" in text
    assert "Traceback" not in text
    for place in (tempfile.gettempdir(), str(Path.home()), str(ROOT)):
        assert f"{place}/" not in text


def test_a_picture_can_be_used_inside_a_notebook(
    opened: Callable[[], Page], jnim_folder: Path, tmp_path: Path
) -> None:
    with graphq.open(jnim_folder) as graph:
        frame = graph.ask("lineage", group="jnim", as_of="2019-08-31").picture()._repr_html_()
    around = tmp_path / "notebook.html"
    around.write_text(f"<!doctype html><body>{frame}</body>", encoding="utf-8")
    page, said = opened(), list[str]()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.goto(around.as_uri())
    inside = page.frame_locator("iframe")
    inside.get_by_role("heading", name="Lineage: JNIM, as of 2019-08-31").wait_for()
    inside.locator("canvas").first.wait_for()
    inside.locator("#rows .marks a").first.click()
    # The mark leads to its source in the frame, and the frame stays the picture's.
    assert inside.locator("#sources li.reached").get_attribute("value") == "4"
    assert [frame.url for frame in page.frames] == [around.as_uri(), "about:srcdoc"]
    assert said == []
