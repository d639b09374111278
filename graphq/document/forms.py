"""The forms of a brief by the ending of the file, and writing them.

What always holds here: a file that is there already is not overwritten unless that is asked for;
what a form needs besides its file is written beside it, under the same name.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from graphq.document.document import Brief, Picture
from graphq.graph.errors import UsageError
from graphq.paths import check_free, write_file

HTML: Final = (".html", ".htm")
MARKDOWN: Final = (".md", ".markdown")
DOCX: Final = (".docx",)


def check_form(place: Path) -> None:
    """Raise UsageError when no form has the file's ending."""
    ending = place.suffix.lower()
    if ending not in (*HTML, *MARKDOWN, *DOCX):
        said = f"'{ending}' is no form of a brief" if ending else f"'{place}' has no ending"
        raise UsageError(
            f"{said}. Name a file that ends in .html (a page that prints well), .docx (a document) "
            "or .md (Markdown)."
        )


def check_places(place: Path, force: bool) -> None:
    """Raise UsageError when a file that would be written is there already, or is a folder."""
    for file in _files(place):
        check_free(file, force, "brief.html")


def write_brief(brief: Brief, place: Path, force: bool = False) -> list[Path]:
    """Write the brief in the form of the file's ending; returns the files written.

    Raises UsageError when there is no such form, or a file is there already.
    """
    check_form(place)
    check_places(place, force)
    contents = _contents(brief, place)
    for file, content in contents.items():
        write_file(file, content, force)
    return list(contents)


def _files(place: Path) -> Iterable[Path]:
    yield place
    if place.suffix.lower() in MARKDOWN:
        yield place.with_suffix(".svg")


def _contents(brief: Brief, place: Path) -> dict[Path, bytes]:
    ending = place.suffix.lower()
    if ending in HTML:
        from graphq.document.html import as_html

        return {place: as_html(brief).encode()}
    if ending in DOCX:
        from graphq.document.docx import as_docx

        return {place: as_docx(brief)}
    from graphq.document.markdown import as_markdown

    drawing = drawing_of(brief)
    if drawing is None:
        return {place: as_markdown(brief).encode()}
    beside = place.with_suffix(".svg")
    return {place: as_markdown(brief, beside.name).encode(), beside: drawing.encode()}


def drawing_of(brief: Brief) -> str | None:
    """The brief's picture as SVG, where it has one."""
    from graphq.document.chart import draw
    from graphq.document.svg import as_svg
    from graphq.document.text import shown

    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, Picture):
                return as_svg(draw(block.drawn), shown(block.alt)) + "\n"
    return None
