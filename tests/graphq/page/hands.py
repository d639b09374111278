"""What tests of the page do with it: search, move the dates, and ask what its views show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphq.graph.read.part import Gathered
from graphq.page.data import of_whole
from tests.graphq.page.made_up import SOURCES

Contents = Callable[..., dict[str, Any]]


def said(page: Any, view: str, what: str) -> str:
    """What a view says of itself: what is `picked` in it, or how much is `shown`."""
    return str(page.locator(f"#{view}").get_attribute(f"data-{what}") or "")


def shown(page: Any) -> list[int]:
    """How much the graph, the map, the time line and the table show."""
    return [int(said(page, view, "shown")) for view in ("graph", "map", "timeline", "rows")]


def search(page: Any, text: str) -> None:
    """Search for the text and pick what is found first."""
    page.fill("#search", text)
    page.press("#search", "Enter")
    page.fill("#search", "")


def only(part: Gathered) -> dict[str, Any]:
    """The page of a part."""
    return of_whole(part, SOURCES, None, "made now", [])


def set_dates(page: Any, first: str, last: str) -> None:
    """Move the two handles of the dates."""
    for handle, day in (("from", first), ("to", last)):
        set_handle(page, handle, day)


def set_handle(page: Any, handle: str, day: str) -> None:
    """Move one handle of the dates, as far as it goes."""
    page.evaluate(
        """([handle, day]) => {
            const input = document.getElementById(`dates-${handle}`);
            input.value = String(Date.parse(day) / 86400000);
            input.dispatchEvent(new Event("input"));
        }""",
        [handle, day],
    )
