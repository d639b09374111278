"""A pytest plugin: the Chromium in which pages and Neo4j Browser are looked at.

What always holds: one runs at a time, for one module of tests; where there is none, its tests are
left out with a sentence, or fail where GRAPHQ_REQUIRE_CHROMIUM=1 is set, as in CI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.graphq.browser import drive
from tests.neo4j_fixture import skip_or_fail

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REQUIRE_VARIABLE = "GRAPHQ_REQUIRE_CHROMIUM"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium as the system has it."""
    found = drive.chromium()
    if found is None:
        skip_or_fail(
            "What is looked at in a browser was left out: it needs Chromium (on Debian, apt-get "
            "install chromium).",
            REQUIRE_VARIABLE,
        )
    with drive.launched(found) as running:
        yield running


@pytest.fixture(scope="module")
def opened(chromium: Browser) -> Callable[[], Page]:
    """Opens a page that reaches nothing but this machine."""
    return drive.opener(chromium)
