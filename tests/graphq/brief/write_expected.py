"""Rewrites the expected briefs: ``python -m tests.graphq.brief.write_expected``.

What always holds: the briefs are of the jnim dossier in a fresh folder, without the day on which
they were made. Look at the difference before keeping it, and at the pages.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from graphq.brief.compose import brief_of
from graphq.document.document import WrittenBrief
from graphq.document.forms import drawing_of
from graphq.document.html import as_html
from graphq.document.printed.md import as_markdown
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier

FOLDER = Path(__file__).parent / "expected"
DAY = date(2019, 8, 31)
SUBJECTS = {"jnim": "jnim", "ambodedjo": "Ambodedjo Airport"}


def made(store: Store, subject: str) -> WrittenBrief:
    """The brief as of the day of the report."""
    return brief_of(store, subject, DAY, DAY)


def forms(brief: WrittenBrief, name: str) -> dict[str, str]:
    """The brief in the forms that are text, by the names of their files."""
    drawing = drawing_of(brief)
    beside = f"{name}.svg" if drawing else None
    files = {f"{name}.md": as_markdown(brief, beside), f"{name}.html": as_html(brief)}
    return files | ({f"{name}.svg": drawing} if drawing else {})


def main() -> None:
    """Rewrite every file."""
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder) / "graph", "write") as store:
            load(Dossier.find("jnim"), store, "test")
        with open_store(Path(folder) / "graph") as store:
            for name, subject in SUBJECTS.items():
                for file, text in forms(made(store, subject), name).items():
                    (FOLDER / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
