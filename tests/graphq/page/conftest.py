"""Pages to open in Chromium, for the tests of the page.

What always holds: a page that a test opens asks for nothing but its own file, logs no error and
breaks no policy; a test that does not say otherwise fails when it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.opening import open_store
from graphq.page.compose import page_of_all, page_of_answer
from graphq.page.file import page_text

ARTEFACTS = Path(__file__).parents[3] / "build" / "page"
OpenPage = Callable[..., Any]


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[OpenPage]:
    """Open what a page says, in a window of the size given, and watch what it does."""
    wrong: list[str] = []
    contexts: list[Any] = []

    def opened(content: dict[str, Any] | Path, **options: Any) -> Any:
        file = content if isinstance(content, Path) else tmp_path / f"{len(contexts)}.html"
        if not isinstance(content, Path):
            file.write_text(page_text(content), encoding="utf-8")
        context = chromium.new_context(
            **{"viewport": {"width": 1600, "height": 1000}, "color_scheme": "light", **options}
        )
        contexts.append(context)
        page = context.new_page()
        address = file.as_uri()
        page.on(
            "request",
            lambda asked: (
                None if asked.url.split("#")[0] == address else wrong.append(f"asked {asked.url}")
            ),
        )
        page.on("pageerror", lambda error: wrong.append(f"failed: {error}"))
        page.on(
            "console",
            lambda said: (
                wrong.append(f"said: {said.text}") if said.type in ("error", "warning") else None
            ),
        )
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def contents(jnim_folder: Path) -> Callable[..., dict[str, Any]]:
    """What the page of a question of the jnim dossier says; of all of it, without a question."""
    known: dict[str, dict[str, Any]] = {}

    def content(name: str = "", **given: Any) -> dict[str, Any]:
        key = f"{name} {given}"
        if key not in known:
            with open_store(jnim_folder) as store:
                known[key] = (
                    page_of_answer(store, question(name), given)
                    if name
                    else page_of_all(store, None)
                )
        return known[key]

    return content
