"""Drives Neo4j Browser in a real Chromium: connects, runs statements, reads what is drawn.

What always holds here: only what an analyst can do is done (typing, clicking, dropping a file) and
only what she sees is read; nothing is put into Browser's own storage. Every wait ends in an answer
or in an error that says what the page showed instead. Nothing here knows which server answers.
"""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

LAUNCH_ARGUMENTS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTH, HEIGHT = 1600, 1000

_SECONDS: Final = 30_000
"""Milliseconds after which a page that does not answer is given up on."""

_EDITOR: Final = "#monaco-main-editor"
_FRAME: Final = '[data-testid="frame"]'
_STATEMENT_ERROR: Final = '[data-testid="cypherFrameErrorMessage"]'
_LOGIN_STATUS: Final = '[data-testid="frameStatusbar"]'
_CONNECTED: Final = '[data-testid="activeEditor"] >> text=/\\w\\$/'
"""The prompt with the name of a database before it: without a connection it has none."""


@dataclass(frozen=True)
class Picture:
    """What the newest frame draws."""

    captions: tuple[str, ...]
    """What stands in the circles, in the order of the alphabet; its parts are joined by blanks."""
    relationships: int
    labels: tuple[str, ...] = ()
    """What stands at the relationships, in the order of the alphabet."""


def chromium() -> str | None:
    """The path of a Chromium or Chrome of this machine, or none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def launched(executable: str) -> Iterator[Browser]:
    """A Chromium that ends with the block. Only one such block can be open at a time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=list(LAUNCH_ARGUMENTS)
        )
        try:
            yield browser
        finally:
            browser.close()


def opener(browser: Browser) -> Callable[[], Page]:
    """Opens pages of the Chromium; each knows nothing of the others."""

    def opened() -> Page:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(_SECONDS)
        # Browser would load scripts of third parties; it works the same without them.
        page.route(lambda url: not is_local(url), lambda route: route.abort())
        return page

    return opened


@contextmanager
def new_page(executable: str) -> Iterator[Page]:
    """One page of a Chromium of its own."""
    with launched(executable) as browser:
        yield opener(browser)()


def is_local(url: str) -> bool:
    """Whether the URL leads to this machine, or to nowhere at all."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    return parts.scheme in ("about", "blob", "data", "file") or parts.hostname in (
        "localhost",
        "127.0.0.1",
        "::1",
    )


def connect(page: Page, url: str, user: str, password: str) -> None:
    """Open Browser at the URL and log in; a `dbms=` in the URL has filled in the address.

    Raises AssertionError with what the page says when the log-in is refused.
    """
    page.goto(url)
    form = page.locator('[data-testid="password"]')
    form.wait_for()
    page.locator('[data-testid="username"]').fill(user)
    form.fill(password)
    page.locator('[data-testid="connect"]').click()
    # What Browser runs by itself once it is connected has a status as well.
    refused = page.locator(_LOGIN_STATUS).filter(
        has_text=re.compile(r"\S"), has_not_text="Successfully set your parameters"
    )
    page.locator(_CONNECTED).or_(refused).first.wait_for()
    if not page.locator(_CONNECTED).count():
        raise AssertionError(
            f"Neo4j Browser could not connect: {' '.join(refused.all_inner_texts())}"
        )


def run(page: Page, text: str) -> None:
    """Put the text into the editor, run it, and wait until its frame shows a result or an error."""
    page.locator(_EDITOR).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    # As a person does: what is typed, the editor would indent, complete and close brackets of.
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")
    _run_by(page, page.get_by_test_id("editor-Run"))


def run_favourite(page: Page, folder: str, title: str) -> None:
    """Run a favourite out of the drawer, and wait until its frame shows a result or an error."""
    if not page.get_by_test_id(f"savedScriptsFolder-{folder}").is_visible():
        page.get_by_test_id("navigationFavorites").click()
    favourite = page.get_by_test_id("savedScriptListItem").filter(
        has=page.get_by_test_id(f"scriptTitle-{title}")
    )
    page.get_by_test_id(f"savedScriptsFolder-{folder}").wait_for()
    if not favourite.is_visible():
        page.get_by_test_id(f"expandFolder-{folder}").click()
    favourite.hover()
    _run_by(page, favourite.get_by_test_id("savedScriptsButton-Run"))


def _run_by(page: Page, button: Locator) -> None:
    page.evaluate(_MARK_FRAMES, _FRAME)
    button.click()
    page.wait_for_function(_HAS_ENDED, arg=_FRAME)


_MARK_FRAMES: Final = """frame => document.querySelectorAll(frame).forEach(
    found => found.setAttribute('data-seen', '1'))"""
_HAS_ENDED: Final = """frame => {
    const newest = document.querySelector(frame);
    const part = name => newest.querySelector(`[data-testid="${name}"]`);
    return newest && newest.getAttribute('data-seen') === null && !part('spinner')
        && !part('stopRunFrameButton') && part('frameContents')?.innerText.trim();
}"""


def drop_file(page: Page, name: str, content: bytes) -> None:
    """Drop a file on the page, as from a file manager."""
    page.evaluate(
        """([name, content]) => {
            const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], name));
            const target = document.querySelector('.filedrop') || document.body;
            for (const kind of ['dragenter', 'dragover', 'drop']) {
                target.dispatchEvent(
                    new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
            }
        }""",
        [name, base64.b64encode(content).decode()],
    )


def frame(page: Page) -> Locator:
    """The newest frame."""
    return page.locator(_FRAME).first


def error(page: Page) -> str:
    """What the newest frame says went wrong; blank if nothing did."""
    return " ".join(frame(page).locator(_STATEMENT_ERROR).all_inner_texts()).strip()


def graph(page: Page) -> Picture:
    """The picture in the newest frame. Raises AssertionError when there is an error instead."""
    newest = frame(page)
    newest.locator("svg g.node").or_(newest.locator(_STATEMENT_ERROR)).first.wait_for()
    if told := error(page):
        raise AssertionError(f"Neo4j Browser shows an error: {told}")
    captions = newest.locator("svg g.node").evaluate_all(
        """nodes => nodes.map(node => [...node.querySelectorAll('text')]
            .map(part => part.textContent.trim()).filter(part => part).join(' '))"""
    )
    labels = newest.locator("svg g.relationship").evaluate_all(
        """all => all.map(one => [...one.querySelectorAll('text')]
            .map(part => part.textContent.trim()).filter(part => part).join(' '))"""
    )
    return Picture(tuple(sorted(captions)), len(labels), tuple(sorted(labels)))


def screenshot(page: Page, file: Path) -> None:
    """A screenshot of the newest frame, with the whole page to itself and all of its picture."""
    newest = frame(page)
    newest.locator('button[title="Fullscreen"]').click()
    for button in (
        'button[title="Collapse the node properties display"]',
        '[aria-label="zoom-to-fit"]',
    ):
        if newest.locator(button).count():
            newest.locator(button).click()
    page.wait_for_timeout(800)  # the picture glides to its place
    page.screenshot(path=file)
    # It would cover the editor.
    newest.locator('button[title="Close fullscreen"]').click()
