"""XML, written as it goes along.

What always holds here: text and attributes are escaped, so that nothing from the data is markup;
what XML cannot hold at all is shown as �, and counted; letters that are not seen stand there by
their numbers. Nothing is kept in memory.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr

from graphq.graph.export.texts import Printable
from graphq.graph.letters import replaced

_INDENT: Final = "  "
_NOT_PLAIN: Final = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that cannot stand in an attribute as they are; most texts have none."""


class Markup:
    """Elements written to a file, each on a line of its own."""

    def __init__(self, file: BinaryIO) -> None:
        """Begin a document."""
        self._file, self._depth = file, 0
        self.printable = Printable()
        file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')

    @contextlib.contextmanager
    def element(self, tag: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """An element that holds those written in the `with` block."""
        self._line(f"<{tag}{self._attributes(attributes)}>")
        self._depth += 1
        yield
        self._depth -= 1
        self._line(f"</{tag}>")

    def leaf(self, tag: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        """An element that holds the text alone."""
        opened = f"<{tag}{self._attributes(attributes)}"
        if text:
            self._line(f"{opened}>{self._text(text)}</{tag}>")
        else:
            self._line(f"{opened}/>")

    def _text(self, text: str) -> str:
        if _NOT_PLAIN.search(text) is not None:
            text = escape(self.printable(text), {"\r": "&#13;"})
        return _numbered(text)

    def _attributes(self, attributes: Mapping[str, str] | None) -> str:
        return "".join(
            f' {name}="{_numbered(value)}"'
            if _NOT_PLAIN.search(value) is None
            else f" {name}={_numbered(quoteattr(self.printable(value)))}"
            for name, value in (attributes or {}).items()
        )

    def _line(self, text: str) -> None:
        self._file.write(f"{_INDENT * self._depth}{text}\n".encode())


def _numbered(text: str) -> str:
    """Escaped text with letters that are not seen written by number, which says the same."""
    return replaced(text, lambda letter: f"&#{ord(letter)};", kept="\t\n")
