"""The forms in which answers are printed."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"
