"""Values and names as they stand in the text of a Cypher statement.

What always holds here: a text cannot end its literal, nor the line that it stands on, whatever it
holds; run, it is the text that it was. A name cannot end its quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from graphq.graph.letters import as_unicode_escapes, replaced

HALF: Final = "\\uFFFD"
"""In place of half a character, which Neo4j cannot keep; nothing else is written like that."""

_ESCAPES: Final = {
    "\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f",
}  # fmt: skip
_TO_ESCAPE: Final = re.compile(r"[\\']")
_PLAIN_NAME: Final = re.compile(r"[A-Za-z]\w*", re.ASCII)
_BEFORE_U: Final = re.compile(r"\\(?=u)")
_ALL_BEFORE_U: Final = re.compile(r"\\+(?=u)")


def literal(value: Any) -> str:
    """The value as Cypher writes it, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, Mapping):
        some = ((key, item) for key, item in value.items() if item is not None)
        return "{" + ", ".join(f"{quoted(key)}: {literal(item)}" for key, item in some) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    return _text(str(value))


def quoted(name: str) -> str:
    """A label, a type or a property's name as it stands in a statement."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    # Neo4j reads a letter's number in a name too, so it is given that of the backslash, and of all
    # before it: some releases take two backslashes for an escaped one. Otherwise a backslash is a
    # letter like others there.
    numbered = _ALL_BEFORE_U.sub(lambda found: "\\u005c" * len(found[0]), name)
    return "`" + numbered.replace("`", "``") + "`"


def _number(value: float) -> str:
    if value != value:
        return "(0.0/0.0)"
    if value in (float("inf"), float("-inf")):
        return f"({'-' if value < 0 else ''}1.0/0.0)"
    return repr(value)


def _text(text: str) -> str:
    """A text in quotes.

    Some releases read a backslash before a u as the beginning of a character's number, even where
    the backslash is escaped; so the two are kept apart.
    """
    pieces = _BEFORE_U.split(text)
    quoted_pieces = [
        "'" + _escaped(piece) + ("\\\\'" if at < len(pieces) - 1 else "'")
        for at, piece in enumerate(pieces)
    ]
    return quoted_pieces[0] if len(pieces) == 1 else "(" + " + ".join(quoted_pieces) + ")"


def _escaped(piece: str) -> str:
    return replaced(_TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], piece), _numbered)


def _numbered(letter: str) -> str:
    if "\ud800" <= letter <= "\udfff":
        return HALF
    return _ESCAPES.get(letter) or as_unicode_escapes(letter)
