"""What neither engine may be sent as a statement that reads the graph.

What always holds here: `LOAD CSV` is refused before an engine sees it, since it reads files and
web pages and not the graph, and so is a function that only waits, since nothing ends it. The words
may stand in a text, a name in backticks or a comment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graphq.graph.errors import ReadOnlyError

SCANNED_AT_ONCE: Final = 2_048
"""Rows of a scan that are in memory at a time: what the embedded engine hands over in one piece."""

_QUOTED: Final = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|//[^\r\n]*|/\*.*?\*/""", re.DOTALL
)
_NO_NAME: Final = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|//[^\r\n]*|/\*.*?\*/""", re.DOTALL
)
_ESCAPE: Final = re.compile(r"\\u+([0-9a-fA-F]{4})")
_LOAD_CSV: Final = re.compile(r"\bLOAD[\s\u180e\u200b\ufeff]+CSV\b", re.IGNORECASE)

_WAITING: Final = re.compile(r"\butil\s*\.\s*sleep\b", re.IGNORECASE)
"""Backticks are left out before it is looked for."""


def refuse_files(statement: str) -> None:
    """Raise ReadOnlyError when the statement reads files, or only waits."""
    # Neo4j takes \u004c for a letter anywhere in a statement, so the statement is looked at both
    # as it is written and with such letters spelt out.
    spelt_out = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), statement)
    for text in {statement, spelt_out}:
        if _LOAD_CSV.search(_QUOTED.sub(_blank, text)):
            raise ReadOnlyError(
                "LOAD CSV reads files and web pages, not the graph, and is refused here. Facts "
                "enter the graph with graphq load."
            )
        if _WAITING.search(_NO_NAME.sub(_blank, text).replace("`", "")):
            raise ReadOnlyError("util.sleep waits and reads nothing, and is refused here.")


def _blank(found: re.Match[str]) -> str:
    """What stands in for a text, a name or a comment: a comment parts words as a blank does."""
    return " " if found[0].startswith("/") else "''"


def scanning(matching: str, values: Sequence[str]) -> str:
    """The statement of a scan: each row is one list, which costs half of what a named row does."""
    return f"{matching}\nRETURN [{', '.join(values)}] AS row"
