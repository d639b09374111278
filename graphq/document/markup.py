"""Text as it stands in HTML and in SVG, and a page in the frame of a notebook.

What always holds here: text is text, in an element and in an attribute; a page in a frame reaches
no more than its own policy lets it, and nothing of what is around it.
"""

from __future__ import annotations

from html import escape

from graphq.graph.letters import visible


def escaped(text: str) -> str:
    """The text as HTML and SVG show it, on one line."""
    return escape(visible(text))


def framed(page: str, title: str, allowed: str) -> str:
    """A page of its own in a frame; `allowed` is what it may do, in the words of HTML's sandbox."""
    return (
        f'<iframe srcdoc="{escape(page)}" title="{escaped(title)}" sandbox="{allowed}" '
        'style="width:100%;height:720px;border:1px solid #ccc"></iframe>'
    )
