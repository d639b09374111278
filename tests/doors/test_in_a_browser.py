"""Pages of a graph whose every text would act, opened in Chromium: 0 scripts run, 0 requests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphq.brief.compose import brief_of
from graphq.cypher.ask.catalog import questions
from graphq.document.html import as_html
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.page.compose import page_of_all, page_of_answer
from graphq.page.file import page_text
from graphq.tell.answer import document_of
from tests.doors import hostile_graph
from tests.figures import tried

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with open_store(hostile_graph.make(tmp_path_factory.mktemp("hostile"))) as store:
        yield made(store)


def made(store: Store) -> dict[str, str]:
    strikes = questions()["target-history"]
    given = {"target": "fac-apt-gao"}
    brief = brief_of(store, "jnim", TODAY, TODAY, made_on=TODAY)
    return {
        "all": page_text(page_of_all(store, None)),
        "answer": page_text(page_of_answer(store, strikes, given)),
        "brief": as_html(brief),
        "sheet": as_html(document_of(strikes.ask(store, given))),
    }


def noted(wrong: list[str], dialog: Any) -> None:
    wrong.append(dialog.message)
    dialog.dismiss()


def test_no_page_of_a_hostile_graph_runs_or_asks_for_anything(
    chromium: Any, pages: dict[str, str], tmp_path: Path
) -> None:
    wrong: list[str] = []
    own = {(tmp_path / f"{name}.html").as_uri() for name in pages}
    for name, text in pages.items():
        file = tmp_path / f"{name}.html"
        file.write_text(text, encoding="utf-8")
        page = chromium.new_page()
        page.on("dialog", lambda asked: noted(wrong, asked))
        page.on("request", lambda asked: wrong.append(asked.url) if asked.url not in own else None)
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(file.as_uri())
        if name in ("all", "answer"):
            page.wait_for_selector("body[data-ready]")
            page.locator("#rows tbody tr").first.click()
        assert page.locator("img, iframe, object, embed, [onerror], [onclick]").count() == 0
        links = page.eval_on_selector_all(
            "a[href]", "all => all.map(a => a.getAttribute('href')).filter(a => a[0] !== '#')"
        )
        assert links == []
        page.close()
    tried("pages of a hostile graph in a browser", len(pages), len(pages) if not wrong else 0)
    assert wrong == []
