"""The kit in a real Neo4j Browser: what is there after the log-in, and what a dropped file brings.

One server and one Chromium do for all of it; the screenshots are left in `build/`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from graphq.browser.favourites import FOLDER, SET_FIRST, favourites
from graphq.browser.guide import SLIDES
from graphq.browser.kit import FAVOURITES_FILE, GUIDE_FILE, SETTING, STYLE_FILE, after_log_in, kit
from graphq.browser.kit_server import serving
from graphq.browser.link import browser_link
from graphq.browser.statements import with_values
from graphq.cypher.ask.catalog import questions
from graphq.graph.model.looks import NODE_LOOKS
from graphq.graph.opening import open_store
from graphq.graph.read.part import Gathered, gathered
from graphq.graph.store import Store
from graphq.graph.write.writer import prepare
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.cli.run import ROOT
from tests.cypher.test_pictures import DRAWN, LARGEST, focus_of
from tests.graphq.browser import drive
from tests.graphq.browser.test_favourites import SET, TODAY
from tests.neo4j.provide import Neo4jAddress
from tests.neo4j.server import Neo4jServer, free_ports, missing_programs
from tests.neo4j_fixture import skip_or_fail
from tests.stores_fixture import options_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.neo4j

SCREENSHOTS = ROOT / "build"
ELSEWHERE = {"Group": "aqim", "Target": "fac-apt-mopti"}
"""Another group and another target than the favourites begin with."""
NEAR_OTHERS = "isgs"
"""A group beside whose incidents there were those of others."""


@pytest.fixture(scope="module")
def server(opened: Callable[[], Page]) -> Iterator[Neo4jServer]:
    """A Neo4j with the jnim dossier and the setting of the kit."""
    missing = missing_programs()
    if missing:
        skip_or_fail(f"Install {' and '.join(missing)} to start a Neo4j from its jars.")
    with Neo4jServer({SETTING: " ".join(after_log_in())}) as started:
        with open_store(started.uri, "write", options_for(_address(started))) as store:
            prepare(store)
            load(Dossier.find("jnim"), store, "test")
        yield started


@pytest.fixture(scope="module")
def store(server: Neo4jServer) -> Iterator[Store]:
    """The same graph, asked directly."""
    with open_store(server.uri, "read", options_for(_address(server))) as reading:
        yield reading


@pytest.fixture(scope="module")
def page(server: Neo4jServer, opened: Callable[[], Page]) -> Page:
    """Neo4j Browser after the log-in, with the favourites dropped onto it."""
    page = opened()
    url = f"{server.http_url}/browser/?dbms={server.uri}&db=neo4j"
    drive.connect(page, url, server.user, server.password)
    drive.drop_file(page, FAVOURITES_FILE, kit()[FAVOURITES_FILE])
    return page


def _address(server: Neo4jServer) -> Neo4jAddress:
    return Neo4jAddress(server.uri, server.user, server.password, "a server of this module's own")


def _type(page: Page, command: str) -> None:
    """Run a command of Browser's own that makes no frame."""
    page.locator("#monaco-main-editor").click()
    page.keyboard.insert_text(command)
    page.get_by_test_id("editor-Run").click()


def told(page: Page, command: str) -> str:
    """What a command of Browser's own prints."""
    drive.run(page, command)
    return str(drive.frame(page).locator('[data-testid="frameContents"]').inner_text())


def captions_of(part: Gathered) -> list[str]:
    """What should stand in the circles, without the blanks at which lines are broken."""
    found = []
    for node in part.nodes():
        label = next(label for label in node.labels if label in NODE_LOOKS)
        text = NODE_LOOKS[label].caption
        for name, value in node.properties.items():
            text = text.replace(f"{{{name}}}", str(value))
        found.append(unbroken(text))
    return sorted(found)


def unbroken(text: str) -> str:
    return re.sub(r"\s", "", text)


def expected(store: Store, name: str, given: dict[str, Any]) -> Gathered:
    question = DRAWN[name]
    return gathered(store.read(question.picture, question.resolve(store, given, TODAY).values))


def check(page: Page, part: Gathered, screenshot: str) -> None:
    """The picture is the part, with every caption whole and every relationship once."""
    picture = drive.graph(page)
    assert sorted(unbroken(caption) for caption in picture.captions) == captions_of(part)
    assert picture.relationships == len(part.links)
    assert 0 < len(picture.captions) <= LARGEST
    assert not any(label.endswith("()") for label in picture.labels)
    SCREENSHOTS.mkdir(exist_ok=True)
    drive.screenshot(page, SCREENSHOTS / f"neo4j-browser-{screenshot}.png")


def test_after_the_log_in_everything_is_set(page: Page) -> None:
    assert json.loads(told(page, ":config"))["autoComplete"] is False
    style = told(page, ":style")
    assert all(f"node.{label} {{" in style for label in NODE_LOOKS)
    found, _, _ = told(page, ":params").partition("}")
    parameters = json.loads(found + "}")
    assert sorted(parameters) == sorted(SET_FIRST)
    assert parameters["group"] == "jnim"


def test_every_favourite_is_in_the_drawer(page: Page) -> None:
    drive.run_favourite(page, FOLDER, "00 Set the group (run first)")
    titles = page.locator('[data-testid^="scriptTitle-"]').all_inner_texts()
    assert sorted(titles) == sorted(favourite.title for favourite in favourites())


def test_every_drawn_favourite_draws_its_picture(page: Page, store: Store) -> None:
    for favourite in favourites():
        if favourite.drawn:
            name, _ = focus_of(questions()[favourite.question])
            drive.run_favourite(page, FOLDER, favourite.title)
            check(page, expected(store, favourite.question, {name: SET[name]}), favourite.question)


def test_a_favourite_that_lists_shows_no_error(page: Page) -> None:
    for favourite in favourites():
        if favourite.question in ("sources", "similar-targets") and not favourite.drawn:
            drive.run_favourite(page, FOLDER, favourite.title)
            assert drive.error(page) == ""
            assert "Started streaming" in drive.frame(page).inner_text()


def test_a_dropped_style_holds_at_once(page: Page) -> None:
    drive.run(page, ":style reset")
    assert "node.Merger {" not in told(page, ":style")
    drive.drop_file(page, STYLE_FILE, kit()[STYLE_FILE])
    drive.frame(page).filter(has_text="node.Merger {").wait_for()
    style = told(page, ":style")
    assert style.split() == kit()[STYLE_FILE].decode().split()


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_of_another_group_or_target_can_be_read(
    page: Page, store: Store, name: str
) -> None:
    parameter, label = focus_of(DRAWN[name])
    key = NEAR_OTHERS if name == "co-location" else ELSEWHERE[label]
    values = DRAWN[name].resolve(store, {parameter: key}, TODAY).values
    part = expected(store, name, {parameter: key})
    drive.run(page, with_values(DRAWN[name].picture, values))
    check(page, part, f"{name}-{key}")


def test_the_guide_opens_and_its_statements_run(page: Page) -> None:
    (port,) = free_ports(1)
    with serving(kit(), port):
        _type(page, ":clear")
        _type(page, f":guide http://localhost:{port}/{GUIDE_FILE}")
        page.get_by_role("heading", name=SLIDES[0].title).wait_for()
        for slide in SLIDES[1:3]:
            page.locator('[data-testid="guideNextSlide"]').click()
            page.get_by_role("heading", name=slide.title).wait_for()
    page.get_by_text("MATCH (:Group {id: 'jnim'})").first.click()
    page.get_by_test_id("editor-Run").click()
    assert "JNIM merger 2017" in drive.graph(page).captions


def test_a_link_fills_the_editor(
    server: Neo4jServer, store: Store, opened: Callable[[], Page]
) -> None:
    values = DRAWN["leaders"].resolve(store, {"group": "jnim", "asOf": "2019-08-31"}, TODAY)
    statement = with_values(DRAWN["leaders"].picture, values.values)
    _, _, query = browser_link(statement).partition("?")
    other = opened()
    # With a statement in it the editor has no prompt, by which drive.connect knows a connection.
    other.goto(f"{server.http_url}/browser/?dbms={server.uri}&db=neo4j&{query}")
    other.get_by_test_id("username").fill(server.user)
    other.get_by_test_id("password").fill(server.password)
    other.get_by_test_id("connect").click()
    other.get_by_text("Successfully set your parameters.").first.wait_for()
    lines = other.locator("#monaco-main-editor .view-line").all_inner_texts()
    assert unbroken("".join(lines)) == unbroken(statement)
    other.get_by_test_id("editor-Run").click()
    part = gathered(store.read(statement))
    drawn = other.locator("svg g.node")
    drawn.nth(len(part.by_id) - 1).wait_for()
    assert drawn.count() == len(part.by_id)
    other.close()
