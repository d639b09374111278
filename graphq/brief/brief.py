"""A written brief in a program or a notebook.

What always holds here: every sentence has its sources, in every form; text from data is never
markup.
"""

from __future__ import annotations

from pathlib import Path

from graphq.document.document import WrittenBrief as Written
from graphq.document.forms import write_brief
from graphq.document.html import as_html
from graphq.document.markup import framed
from graphq.document.printed.md import as_markdown


class Brief:
    """A brief of a group or a target; in Jupyter it shows itself in a frame."""

    def __init__(self, written: Written) -> None:
        """Wrap what was written; use `Graph.brief` instead."""
        self.written = written
        """The document: sections of sentences, tables and pictures, each with its sources."""

    @property
    def title(self) -> str:
        """What it is about, and as of which day."""
        return self.written.title

    def to_markdown(self) -> str:
        """The brief as Markdown with footnotes; the picture is told in words."""
        return as_markdown(self.written)

    def to_html(self) -> str:
        """The brief as a page of its own, with the picture; it prints on A4."""
        return as_html(self.written)

    def save(self, file: str | Path, *, force: bool = False) -> list[Path]:
        """Write it in the form that the file's ending names: .html, .docx or .md.

        Returns the files written. Raises UsageError for another ending, or where a file is there
        already and `force` is not given.
        """
        return write_brief(self.written, Path(file), force)

    def __repr__(self) -> str:
        """What it is about."""
        return f"<{self.title}>"

    def _repr_html_(self) -> str:
        """A frame with the page; its own policy lets it reach nothing."""
        allowed = "allow-popups allow-popups-to-escape-sandbox"
        return framed(self.to_html(), self.title, allowed)
