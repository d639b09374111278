"""Cells that a spreadsheet may open.

What always holds here: a text that a spreadsheet would run as a formula begins with an apostrophe,
which makes it a text there; whatever else is in a cell stays.
"""

from __future__ import annotations

from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula can begin with; the wide forms are the same to a spreadsheet in East Asia."""


def formula_safe(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
