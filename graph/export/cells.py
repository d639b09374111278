"""Cells that a spreadsheet may open.

What always holds here: where a spreadsheet would take the beginning of a formula, an apostrophe
stands before it, which makes it a text there; whatever else is in a cell stays.
"""

from __future__ import annotations

import re
from typing import Final

BETWEEN: Final = ";"
"""Keeps the items of a list apart."""

FORMULA_STARTS: Final = "=+-@＝＋－＠"
"""What a formula can begin with; the wide forms are the same to a spreadsheet in East Asia."""

# A spreadsheet that parts columns by ; (as in much of Europe) or by tabs begins a cell there too,
# whatever quotation marks are around; and it passes over blanks.
_FORMULA: Final = re.compile(
    rf"(^|[{BETWEEN}\t\r\n])(?=\s*[{re.escape(FORMULA_STARTS)}])|^(?=[\t\r\n])"
)


def formula_safe(text: str) -> str:
    """The text, with an apostrophe wherever a spreadsheet would begin to run it as a formula."""
    return _FORMULA.sub(r"\1'", text)
