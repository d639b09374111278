"""The style of Neo4j Browser, made from the shared looks: as a `.grass` file, and in one line.

What always holds here: every label and every relationship type of the model has a rule of its own,
since Browser invents a colour for a label without one, and that colour wins. General rules come
before special ones, since the later rule wins. There are no comments: Browser takes one for a part
of the selector after it.
"""

from __future__ import annotations

import json
from typing import Final

from graphq.graph.model.looks import LINK_LOOKS, NODE_LOOKS, LinkLook, NodeLook

Rules = dict[str, dict[str, str]]

_GENERAL: Final[Rules] = {
    "node": {
        "diameter": "60px",
        "color": "#A5ABB6",
        "border-color": "#6E7684",
        "border-width": "2px",
        "text-color-internal": "#FFFFFF",
        "font-size": "10px",
    },
    "relationship": {
        "color": "#A5ABB6",
        "shaft-width": "1px",
        "font-size": "8px",
        "padding": "2px",
        "text-color-external": "#000000",
        "text-color-internal": "#FFFFFF",
        "caption": "<type>",
    },
}
"""What holds for everything that no rule below says otherwise of."""


def rules() -> Rules:
    """Every rule by its selector, in the order in which they hold."""
    found = dict(_GENERAL)
    found |= {f"node.{label}": _of_node(look) for label, look in NODE_LOOKS.items()}
    found |= {f"relationship.{kind}": _of_link(look) for kind, look in LINK_LOOKS.items()}
    return found


def grass() -> str:
    """The style as the text of a `.grass` file, to be dropped onto the page."""
    lines: list[str] = []
    for selector, values in rules().items():
        told = values | {"caption": f'"{values["caption"]}"'} if "caption" in values else values
        lines += [f"{selector} {{", *(f"  {key}: {value};" for key, value in told.items()), "}"]
    return "\n".join(lines) + "\n"


def style_in_lines() -> list[str]:
    """The style as Browser's command `style` takes it: JSON, a rule a line, to be joined by blanks.

    It holds no semicolon, which parts commands, and no backslash, which a neo4j.conf swallows.
    """
    lines = [
        f"{json.dumps(selector)}:{json.dumps(values, separators=(',', ':'))}"
        for selector, values in rules().items()
    ]
    return [f"{{{lines[0]},", *(f"{line}," for line in lines[1:-1]), f"{lines[-1]}}}"]


def _of_node(look: NodeLook) -> dict[str, str]:
    return {
        "diameter": f"{look.diameter}px",
        "color": look.colour,
        "border-color": look.border,
        "text-color-internal": look.text,
        "font-size": f"{look.font}px",
        "caption": look.caption,
    }


def _of_link(look: LinkLook) -> dict[str, str]:
    return {
        "color": look.colour,
        "shaft-width": f"{look.width}px",
        "caption": look.caption,
    }
