"""Drives Neo4j Browser in a real Chromium: connects, runs statements, reads what is drawn.

What always holds here: only what an analyst can do is done (typing, clicking, dropping a file) and
only what she sees is read; nothing is put into Browser's own storage. Every wait ends in an answer
or in an error that says what the page showed instead. Nothing here knows which server answers.
"""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

REQUIRE_VARIABLE: Final = "GRAPHQ_REQUIRE_CHROMIUM"
"""Set to 1, a missing Chromium is a failure and no skip."""

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

_SECONDS: Final = 60_000
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
def new_page(executable: str) -> Iterator[Page]:
    """A page of a Chromium that forgets everything at the end, and reaches this machine alone."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=list(LAUNCH_ARGUMENTS)
        )
        try:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.set_default_timeout(_SECONDS)
            # Browser would load scripts of third parties; it works the same without them.
            page.route(lambda url: not _is_local(url), lambda route: route.abort())
            yield page
        finally:
            browser.close()


def _is_local(url: str) -> bool:
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or parts.hostname in ("localhost", "127.0.0.1", "::1")


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
    refused = page.locator(_LOGIN_STATUS).filter(has_text=re.compile(r"\S"))
    page.locator(_CONNECTED).or_(refused).first.wait_for()
    if not page.locator(_CONNECTED).count():
        raise AssertionError(
            f"Neo4j Browser could not connect: {' '.join(refused.all_inner_texts())}"
        )


def run(page: Page, text: str) -> None:
    """Put the text into the editor, run it, and wait until its frame shows a result or an error."""
    page.evaluate(_MARK_FRAMES, _FRAME)
    page.locator(_EDITOR).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    # Typed key by key, the editor would complete what is typed.
    page.keyboard.insert_text(text)
    page.locator('[data-testid="editor-Run"]').click()
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


def full_screen(page: Page) -> None:
    """Give the newest frame the whole page, and its picture all the room there is."""
    newest = frame(page)
    newest.locator('button[title="Fullscreen"]').click()
    for button in (
        'button[title="Collapse the node properties display"]',
        '[aria-label="zoom-to-fit"]',
    ):
        if page.locator(button).count():
            page.locator(button).first.click()
    page.wait_for_timeout(800)  # the picture glides to its place
