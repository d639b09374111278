"""Cells of a table of events: text, whole numbers and coordinates, or a refusal of the row.

What always holds here: what is blank is None or no text, never nought; what cannot be read refuses
the row with a sentence that names the column.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from graphq.ingest.events.event import RowRefusedError

_BLANK: Final = frozenset({"", ".", "nan", "NaN", "NA", "NULL", "None"})
"""What spreadsheets and statistics programs write for a cell without a value."""


def text(cells: Mapping[str, str], column: str) -> str:
    """The text of the cell without the space around it; none for a blank cell or no such column."""
    found = cells.get(column)
    if not found:  # most cells of a wide table
        return ""
    found = found.strip()
    return "" if found in _BLANK else found


def flag(cells: Mapping[str, str], column: str) -> bool:
    """Whether the cell says 1, for yes; 0, a blank and the codes for unknown say no such thing."""
    found = cells.get(column)
    if not found or found == "0":
        return False
    return found == "1" or found.strip() in ("1", "1.0")


def whole_text(cells: Mapping[str, str], column: str) -> str:
    """The text of a cell that holds a code, without the `.0` that spreadsheets add to numbers."""
    return text(cells, column).removesuffix(".0")


def whole(cells: Mapping[str, str], column: str) -> int | None:
    """The whole number of the cell, None for a blank one. Raises RowRefusedError."""
    found = text(cells, column)
    if not found:
        return None
    try:
        return _whole(found)
    except ValueError:
        raise RowRefusedError(column, f"'{found}' is not a whole number") from None


@lru_cache(maxsize=4096)
def _whole(found: str) -> int:
    return int(plain_number(found.removesuffix(".0")))


def plain_number(found: str) -> str:
    """The text of a number, where Python reads it as people do. Raises ValueError."""
    if "_" in found:  # Python takes 1_0 for 10
        raise ValueError(found)
    return found


def choice(cells: Mapping[str, str], column: str, known: range) -> int | None:
    """The code of the cell, None for a blank one. Raises RowRefusedError for one not in `known`."""
    found = whole(cells, column)
    if found is not None and found not in known:
        raise RowRefusedError(
            column, f"{found} is not one of its codes, which go from {known[0]} to {known[-1]}"
        )
    return found


def coordinates(cells: Mapping[str, str]) -> tuple[float | None, float | None]:
    """`latitude` and `longitude` in degrees, both or neither. Raises RowRefusedError."""
    latitude = _degrees(cells, "latitude", 90.0)
    longitude = _degrees(cells, "longitude", 180.0)
    if latitude is None or longitude is None:
        return None, None
    return latitude, longitude


def _degrees(cells: Mapping[str, str], column: str, most: float) -> float | None:
    found = text(cells, column)
    if not found:
        return None
    try:
        value = float(plain_number(found))
    except ValueError:
        raise RowRefusedError(column, f"'{found}' is not a number of degrees") from None
    # Written so that it is false for what float() takes for not a number, too.
    if not -most <= value <= most:
        raise RowRefusedError(column, f"{found} lies outside -{most:.0f} to {most:.0f} degrees")
    return value
