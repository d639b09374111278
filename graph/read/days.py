"""Dates as far as they are known, held against a day. A question needs no more to start."""

from __future__ import annotations

from datetime import date
from typing import Any


def is_later(text: Any, day: date) -> bool:
    """Whether a date, as far as it is known, can only be after the day."""
    return bool(text) and str(text) > day.isoformat()[: len(str(text))]
