"""Makes the README's pictures: `python -m tests.docs.pictures` writes them into docs/pictures/.

What always holds: they show what the commands make of the bundled dossier, as of the day of the
report, and nothing is touched up by hand. They need a Chromium, and Maven for Neo4j Browser's jar.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from graphq.browser.favourites import FOLDER, favourites
from graphq.browser.kit import FAVOURITES_FILE, STYLE_FILE, kit
from graphq.graph.opening import open_store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.cli.run import ROOT, graphq
from tests.graph.serve.served import USER, serving
from tests.graphq.browser import drive
from tests.neo4j.server import class_path

PLACE = ROOT / "docs" / "pictures"
DAY = "2019-08-31"
_SETTLED = 1500
"""Milliseconds after which a page has drawn itself."""


def main() -> int:
    """Make every picture; returns the exit code."""
    chromium = drive.chromium()
    if chromium is None:
        print("The pictures need a Chromium: on Debian, apt-get install chromium")
        return 1
    PLACE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "graph"
        with open_store(folder, "write") as store:
            load(Dossier.find("jnim"), store, "pictures")
        _pages(chromium, folder, Path(place))
        _browser(chromium, folder, Path(place))
    return 0


def _pages(chromium: str, folder: Path, place: Path) -> None:
    asked = {
        "lineage": ("lineage", "jnim", "--as-of", DAY),
        "incidents": ("incidents", "jnim", "--as-of", DAY),
    }
    with drive.launched(chromium) as browser:
        opened = drive.opener(browser)
        for name, question in asked.items():
            file = place / f"{name}.html"
            done = graphq("view", *question, "--output", str(file), db=folder)
            assert done.code == 0, done.err
            page = opened()
            page.goto(file.as_uri())
            page.wait_for_timeout(_SETTLED)
            page.screenshot(path=PLACE / f"{name}.png")


def _browser(chromium: str, folder: Path, place: Path) -> None:
    (jar,) = class_path().glob("neo4j-browser-*.jar")
    titles = {found.question: found.title for found in favourites() if found.drawn}
    with (
        serving(folder, place, "--browser", str(jar), "--browser-port", "0") as served,
        drive.new_page(chromium) as page,
    ):
        drive.connect(page, served.page, USER, served.password)
        drive.run(page, ":config autoComplete: false")
        for name in (STYLE_FILE, FAVOURITES_FILE):
            drive.drop_file(page, name, kit()[name])
        drive.run(page, f":param group => 'jnim';\n:param asOf => date('{DAY}')")
        drive.run_favourite(page, FOLDER, titles["changes"])
        drive.screenshot(page, PLACE / "neo4j-browser.png")


if __name__ == "__main__":
    sys.exit(main())
