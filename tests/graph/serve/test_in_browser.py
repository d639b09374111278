"""Neo4j Browser, in a real Chromium, on a served folder: an analyst's pictures as on a Neo4j."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphq.browser.favourites import FOLDER
from graphq.browser.favourites import favourites as every_favourite
from graphq.browser.kit import FAVOURITES_FILE, STYLE_FILE, kit
from graphq.browser.statements import parameter_lines
from graphq.cypher.ask.catalog import questions
from graphq.graph.opening import open_store
from graphq.graph.read.part import Gathered, gathered
from tests.chromium_fixture import REQUIRE_VARIABLE
from tests.graph.serve.served import ROOT, USER, Serving, serving
from tests.graphq.browser import drive
from tests.neo4j.server import Neo4jServerError, class_path
from tests.neo4j_fixture import skip_or_fail

if TYPE_CHECKING:
    from playwright.sync_api import Page

PICTURES = {
    "lineage": {"group": "jnim"},
    "changes": {"group": "jnim"},
    "leaders": {"group": "jnim"},
    "target-history": {"target": "fac-apt-gao"},
}
DAY = date(2019, 8, 31)
SCREENSHOTS = ROOT / "build"


@pytest.fixture(scope="module")
def jar() -> Path:
    """Neo4j Browser's files, in the jar from which a Neo4j serves them."""
    try:
        (found,) = class_path().glob("neo4j-browser-*.jar")
    except Neo4jServerError as missing:
        skip_or_fail(f"Neo4j Browser was left out. {missing}", REQUIRE_VARIABLE)
    return found


@pytest.fixture(scope="module")
def served(
    jnim_folder: Path, jar: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serving]:
    """The jnim dossier, and the page of Neo4j Browser beside it."""
    given = ("--browser", str(jar), "--browser-port", "0")
    with serving(jnim_folder, tmp_path_factory.mktemp("serve"), *given) as running:
        yield running


@pytest.fixture(scope="module")
def page(served: Serving, opened: Callable[[], Page]) -> Page:
    """Neo4j Browser, opened by the printed link, logged in, given a style and favourites."""
    page = opened()
    drive.connect(page, served.page, USER, served.password)
    drive.run(page, ":config autoComplete: false")
    for name in (STYLE_FILE, FAVOURITES_FILE):
        drive.drop_file(page, name, kit()[name])
    return page


def wanted(folder: Path, name: str, given: dict[str, Any]) -> tuple[list[str], Gathered]:
    """The parameters of a picture as Browser takes them, and what is to be drawn."""
    with open_store(folder) as store:
        question = questions()[name]
        values = question.resolve(store, {**given, "asOf": DAY}, DAY).values
        return parameter_lines(values), gathered(store.read(question.picture, values))


@pytest.mark.parametrize("name", PICTURES)
def test_a_favourite_shows_every_name_and_every_relationship(
    page: Page, jnim_folder: Path, name: str
) -> None:
    parameters, expected = wanted(jnim_folder, name, PICTURES[name])
    drive.run(page, ";\n".join(parameters))
    assert drive.error(page) == ""
    title = next(f.title for f in every_favourite() if f.question == name and f.drawn)
    drive.run_favourite(page, FOLDER, title)
    drawn = drive.graph(page)
    SCREENSHOTS.mkdir(exist_ok=True)
    drive.screenshot(page, SCREENSHOTS / f"serve-{name}.png")
    # A long name is broken in its circle, also where it has no blank.
    captions = sorted(re.sub(r"\s", "", caption) for caption in drawn.captions)
    names = (str(node.properties["name"]) for node in expected.nodes())
    assert captions == sorted(re.sub(r"\s", "", name) for name in names)
    assert drawn.relationships == len(expected.links)
    assert len(drawn.captions) > 4


def test_a_write_is_refused_in_the_frame(page: Page) -> None:
    drive.run(page, "CREATE (g:Group {id: 'new'}) RETURN g")
    assert drive.error(page) == f"User '{USER}' is not allowed to create records on type 'Group'"


def test_what_browser_asks_by_itself_is_answered(page: Page) -> None:
    for statement in ("SHOW DATABASES", "CALL db.labels()", "SHOW INDEXES", ":sysinfo", ":schema"):
        drive.run(page, statement)
        assert drive.error(page) == "", statement


def test_with_a_wrong_password_nothing_is_shown(
    served: Serving, opened: Callable[[], Page]
) -> None:
    with pytest.raises(AssertionError, match="Authentication failed"):
        drive.connect(opened(), served.page, USER, "not-the-password")


def test_nobody_else_hears_of_what_is_looked_at(
    served: Serving, opened: Callable[[], Page]
) -> None:
    page = opened()
    page.unroute_all()
    answered: list[str] = []
    page.on("response", lambda response: answered.append(response.url))
    page.on("websocket", lambda socket: answered.append(socket.url))
    drive.connect(page, served.page, USER, served.password)
    drive.run(page, "MATCH (g:Group {id: 'jnim'}) RETURN g")
    assert drive.graph(page).captions == ("JNIM",)
    assert any(url.startswith("ws://localhost:") for url in answered)
    assert [url for url in answered if not drive.is_local(url)] == []
