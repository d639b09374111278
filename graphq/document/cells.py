"""Values as text in a cell.

What always holds here: text from data is one line of letters that are seen, so a name cannot colour
the terminal or break a table; in CSV it cannot be run as a formula.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from graphq.graph.export.cells import BETWEEN, formula_safe
from graphq.graph.letters import clean, escaped_json
from graphq.graph.records import NodeRecord, PathRecord, RelationshipRecord, Row


def plain(value: Any) -> str:
    """The value as a reader would write it; blank for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(plain(item) for item in value)
    if isinstance(value, dict):
        return clean(json.dumps(jsonable(value), ensure_ascii=False))
    if isinstance(value, NodeRecord | RelationshipRecord | PathRecord):
        return clean(_pattern(value))
    return clean(str(value))


def csv_cell(value: Any) -> str:
    """The value for a spreadsheet: text that would be run as a formula is quoted."""
    if isinstance(value, list | tuple) and any(isinstance(item, dict) for item in value):
        text = escaped_json(json.dumps(jsonable(value), ensure_ascii=False))
    elif isinstance(value, list | tuple):
        text = BETWEEN.join(plain(item) for item in value)
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, float):
        text = repr(value)
    else:
        text = plain(value)
    harmless = isinstance(value, int | float | date)
    return text if harmless else formula_safe(text)


def jsonable(value: Any) -> Any:
    """The value as JSON can hold it: dates as ISO text, records as maps."""
    match value:
        case date():
            return value.isoformat()
        case NodeRecord():
            return {"labels": list(value.labels), "properties": jsonable(value.properties)}
        case RelationshipRecord():
            ends = {"start": value.start, "end": value.end} if value.start else {}
            return {"type": value.type, "properties": jsonable(value.properties), **ends}
        case PathRecord():
            return {
                "nodes": [jsonable(node) for node in value.nodes],
                "relationships": [jsonable(step) for step in value.relationships],
            }
        case dict():
            return {key: jsonable(item) for key, item in value.items()}
        case list() | tuple():
            return [jsonable(item) for item in value]
        case float() if value != value or value in (float("inf"), float("-inf")):
            return None
        case _:
            return value


def _pattern(value: NodeRecord | RelationshipRecord | PathRecord) -> str:
    """The record as Cypher would draw it, with what tells it apart."""
    match value:
        case NodeRecord():
            return f"(:{':'.join(value.labels)} {_map(value.properties, 'id', 'name')})"
        case RelationshipRecord():
            return f"[:{value.type} {_map(value.properties, 'id', 'role')}]"
        case PathRecord():
            drawn = _pattern(value.nodes[0])
            for node, step in zip(value.nodes[1:], value.relationships, strict=True):
                before, after = ("-", "->") if step.end == node.id else ("<-", "-")
                drawn += f"{before}{_pattern(step)}{after}{_pattern(node)}"
            return drawn


def _map(properties: Row, *telling: str) -> str:
    shown = {key: properties[key] for key in telling if key in properties} or properties
    return "{" + ", ".join(f"{key}: {jsonable(item)!r}" for key, item in shown.items()) + "}"
