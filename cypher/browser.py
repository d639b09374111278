"""A question's parameters as Neo4j Browser takes them.

What always holds here: each line sets one parameter with its true type; a date stays a date, which
`:params {…}` would turn into text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any


def literal(value: Any) -> str:
    """The value as a Cypher literal."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case date():
            return f"date('{value.isoformat()}')"
        case list() | tuple():
            return "[" + ", ".join(literal(item) for item in value) + "]"
        case _:
            text = str(value).replace("\\", "\\\\").replace("'", "\\'")
            return f"'{text}'"


def parameter_lines(values: Mapping[str, Any]) -> list[str]:
    """One `:param` line for each parameter."""
    return [f":param {name} => {literal(value)}" for name, value in values.items()]
