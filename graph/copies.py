"""How a source is told of which a copy was seen: a mirror, a reprint, a file in a repository.

What always holds here: a copy is called a copy wherever a source is shown in full.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def copy_told(source: Mapping[str, Any]) -> list[str]:
    """Where the copy was seen and where its original is, in words; nothing of what is no copy.

    `source` has the properties of the node.
    """
    if not source.get("seenAt"):
        return []
    original = source.get("original")
    return [f"a copy seen at {source['seenAt']}", *([f"original: {original}"] if original else [])]
