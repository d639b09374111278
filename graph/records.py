"""Rows as they come out of a store, the same from both engines.

What always holds here: a value is text, a number, true or false, a `datetime.date`, a list or map
of those, or one of the three records below. ArcadeDB gives a projected date back as text, so a text
that is exactly one day in ISO form is a date, whichever engine it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Row = dict[str, Any]
Parameters = Mapping[str, Any]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class NodeRecord:
    """A node: its labels in alphabetical order, and its properties."""

    labels: tuple[str, ...]
    properties: Row

    @property
    def id(self) -> str:
        """The node's own id, empty for a node that has none."""
        return str(self.properties.get("id", ""))


@dataclass(frozen=True, slots=True)
class RelationshipRecord:
    """A relationship: its type and properties, and in a path the ids of its ends."""

    type: str
    properties: Row
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class PathRecord:
    """A path: its nodes in order, and the relationships between them."""

    nodes: tuple[NodeRecord, ...]
    relationships: tuple[RelationshipRecord, ...]


def dated(text: str) -> str | date:
    """A text that is exactly one existing day in ISO form becomes that day."""
    if len(text) == 10 and _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def normalised(value: Any, special: Callable[[Any], Any]) -> Any:
    """The value in its common form; `special` converts what only one engine has."""
    if isinstance(value, str):
        return dated(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, NodeRecord | RelationshipRecord | PathRecord):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, list):
        return [normalised(item, special) for item in value]
    found = special(value)
    if isinstance(found, Mapping):
        return {str(key): normalised(item, special) for key, item in found.items()}
    return found
