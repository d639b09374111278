"""Values as text for the forms, and what the forms cannot take out of a text.

What always holds here: a character that a form cannot hold is shown as � (U+FFFD), never dropped,
so that a reader sees that something stood there; how many texts that befell is counted and told.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any, Final

from graphq.graph.letters import SHOWN_INSTEAD, escaped_json, replaced
from graphq.graph.model.looks import NODE_LOOKS, NodeLook
from graphq.graph.read.part import declared_label
from graphq.graph.records import NodeRecord

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids even when escaped: control characters, and halves of characters."""

_LINES_AND_TABS: Final = "\t\n\r"


class Printable:
    """Texts without the letters that a form cannot hold, and how many had some.

    What XML forbids none of them takes; with `seen` no letter is left that is not seen, for a form
    that has no other way to write it, but for tabs and the ends of lines.
    """

    def __init__(self, *, seen: bool = False) -> None:
        """None so far."""
        self.changed, self._seen = 0, seen

    def __call__(self, text: str) -> str:
        """The text as it can be written."""
        if self._seen:
            clean = replaced(text, lambda letter: SHOWN_INSTEAD, _LINES_AND_TABS)
        else:
            clean = _NOT_IN_XML.sub(SHOWN_INSTEAD, text)
        if clean != text:
            self.changed += 1
        return clean

    def told(self) -> list[str]:
        """A sentence if any text was changed."""
        if not self.changed:
            return []
        return [
            counted(
                self.changed,
                "text holds a control character, which this form cannot; it is shown as "
                f"{SHOWN_INSTEAD} there.",
                "texts hold control characters, which this form cannot; they are shown as "
                f"{SHOWN_INSTEAD} there.",
            )
        ]


def counted(number: int, one: str, several: str) -> str:
    """A sentence that begins with a number, in its form for one or for several."""
    return f"{number:,} {one if number == 1 else several}"


def json_line(value: Any) -> bytes:
    """The value as one line of JSON in UTF-8, without its end; days are ISO text."""
    import orjson

    try:
        written = orjson.dumps(value)
    except TypeError:
        # Half a character, which only JSON's own escapes can carry.
        written = json.dumps(value, default=_iso, separators=(",", ":")).encode("ascii")
    plain = written.isascii() and b"\x7f" not in written
    return written if plain else escaped_json(written.decode()).encode()


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a graph")


def in_table(value: Any) -> str:
    """The value in a table of attributes: days in ISO form, a list as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return json.dumps(list(value), ensure_ascii=False, default=_iso)
    return value.isoformat() if isinstance(value, date) else str(value)


def main_label(node: NodeRecord) -> str:
    """The label by which the model declares the node, or the first of those that it has."""
    return declared_label(node.labels) or next(iter(node.labels), "")


def extra_labels(node: NodeRecord) -> list[str]:
    """The other labels of the node."""
    main = main_label(node)
    return [label for label in node.labels if label != main]


def name_of(node: NodeRecord) -> str:
    """The node's short name; its id if it has none."""
    return str(node.properties.get("name") or node.id)


def look_of(node: NodeRecord) -> NodeLook:
    """How the node looks: as its second label says, or else the declared one."""
    for label in [*extra_labels(node), main_label(node)]:
        if label in NODE_LOOKS:
            return NODE_LOOKS[label]
    return NodeLook("#A5ABB6", "#6E7684")
