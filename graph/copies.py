"""How a source is told of which a copy was seen: a mirror, a reprint, a file in a repository.

What always holds here: a copy is called a copy wherever a source is shown in full.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def copy_told(source: Mapping[str, Any]) -> list[str]:
    """That a copy was seen, of what and where, in words; nothing where it was no copy.

    `source` has the properties of the node.
    """
    if not source.get("seenAt"):
        return []
    original = f" of {source['original']}" if source.get("original") else ""
    return [f"a copy{original} seen at {source['seenAt']}"]
