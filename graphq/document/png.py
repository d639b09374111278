"""The picture as PNG, for documents that take no SVG.

What always holds here: it is the SVG of a page, drawn without a screen, and holds neither a date
nor the name of a program. Where no font is at hand that could set its words, it is refused.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from graphq.document.chart import Drawing
from graphq.document.svg import FONT, as_svg
from graphq.graph.errors import UsageError

_ZOOM: Final = 220 / 72
"""Dots for each point: 220 to the inch."""


def as_png(drawing: Drawing) -> bytes:
    """The drawing as a picture, some 2,300 dots wide. Raises UsageError where there is no font."""
    if not _sets_words():
        raise UsageError(
            "No font is installed here that the words of a picture could be set in. Install one "
            "(on Debian: apt-get install fonts-liberation), or write the brief as .html or .md."
        )
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=as_svg(drawing, ""), zoom=_ZOOM))


@cache
def _sets_words() -> bool:
    """Whether a word leaves a trace: the renderer passes over words in silence without a font."""
    import resvg_py

    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" font-family="{FONT}">'
    empty, lettered = (
        bytes(resvg_py.svg_to_bytes(svg_string=f"{head}{words}</svg>"))
        for words in ("", '<text x="2" y="16">JNIM</text>')
    )
    return empty != lettered
