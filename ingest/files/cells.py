"""What stands in the cells of a table: text, numbers, codes, ids, coordinates; or a refusal.

What always holds here: what is blank is None or no text, never nought. A reader is given the text
of a cell that is not blank and gives its value, or raises ValueError with a sentence (without its
full stop). Digits are those of ASCII: `1_000`, `nan`, `inf` and `١٢`, which Python takes for
numbers, are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, TypeVar

T = TypeVar("T")

_BLANK: Final = frozenset({"", "nan", "NaN", "NA", "NULL", "None"})
"""What spreadsheets and statistics programs write for a cell without a value."""
_NO_NUMBER: Final = "."
"""What statistics programs write for a number that is missing; as a text it may be one."""

LARGEST: Final = 10**9
"""No engine holds whole numbers of any size, and nothing that is counted comes to more."""
_LONGEST_ID: Final = 40
"""Digits. An index holds no texts of any length."""
_LONGEST: Final = 80
"""Characters of a cell that are repeated in a refusal."""

_WHOLE: Final = re.compile(r"-?[0-9]+")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


class RowRefusedError(ValueError):
    """A row that cannot be read: which column, and why. It goes to the rejects file."""

    def __init__(self, column: str, reason: str) -> None:
        """Keep both, for the rejects file."""
        self.column, self.reason = column, reason
        super().__init__(f"{column}: {reason}")


# The text of a cell, and reading it


def text(cells: Mapping[str, str], column: str) -> str:
    """The text of the cell on one line, no space around it; none if blank or without a column."""
    found = cells.get(column)
    if not found:  # most cells of a wide table
        return ""
    found = found.strip()
    return "" if found in _BLANK else line(found)


def code(cells: Mapping[str, str], column: str) -> str:
    """The text of a cell that holds a code, without the `.0` that spreadsheets add to numbers."""
    found = text(cells, column).removesuffix(".0")
    return "" if found == _NO_NUMBER else found


def parts(listed: str, mark: str = ";") -> list[str]:
    """What a text lists between such marks, without the space around each; blanks are left out."""
    return [part for piece in listed.split(mark) if (part := piece.strip())]


def read(reader: Callable[[str], T], cells: Mapping[str, str], column: str) -> T | None:
    """What the cell says as the reader has it, None for a blank one. Raises RowRefusedError."""
    found = cells.get(column)
    if not found:
        return None
    found = found.strip()
    if found in _BLANK or found == _NO_NUMBER:
        return None
    try:
        return reader(found)
    except ValueError as error:
        raise RowRefusedError(column, f"{error}.") from None


def needed(reader: Callable[[str], T], cells: Mapping[str, str], column: str, lacking: str) -> T:
    """What the cell says; `lacking` tells what a blank one leaves open. Raises RowRefusedError.

    >>> needed(whole, {"year": ""}, "year", "the event has no date")
    Traceback (most recent call last):
    ...
    graphq.ingest.files.cells.RowRefusedError: year: It is blank: the event has no date.
    """
    found = read(reader, cells, column)
    if found is None:
        raise RowRefusedError(column, f"It is blank: {lacking}.")
    return found


# Readers


def line(text: str) -> str:
    """A text, on one line."""
    return " ".join(text.split()) if "\n" in text or "\r" in text else text


@lru_cache(maxsize=65536)
def whole(text: str) -> int:
    """A whole number, also where a spreadsheet wrote it `3.0`. Raises ValueError."""
    digits = text.removesuffix(".0")
    if not _WHOLE.fullmatch(digits):
        raise ValueError(f"{quoted(text)} is not a whole number")
    return _within(digits, text, LARGEST)


@lru_cache(maxsize=65536)
def count(text: str, most: int = LARGEST) -> int:
    """A whole number of 0 or more. Raises ValueError."""
    digits = text.removesuffix(".0")
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError(f"{quoted(text)} is not a whole number of 0 or more")
    return _within(digits, text, most)


def _within(digits: str, text: str, most: int) -> int:
    figures = digits.lstrip("-0") or "0"
    if len(figures) > len(str(most)) or int(figures) > most:
        raise ValueError(_beyond(text, most))
    return -int(figures) if digits[0] == "-" else int(figures)


@lru_cache(maxsize=65536)
def number(text: str) -> float:
    """A number, whole or not. Raises ValueError."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{quoted(text)} is not a number")
    value = float(text)
    if not -LARGEST <= value <= LARGEST:
        raise ValueError(_beyond(text, LARGEST))
    return value


def _beyond(text: str, most: int) -> str:
    if text.startswith("-"):
        return f"{quoted(text)} is less than -{most:,}, the least that can be meant"
    return f"{quoted(text)} is more than {most:,}, the most that can be meant"


@lru_cache(maxsize=65536)
def identifier(text: str) -> str:
    """An id in the form `123`, also where it is printed `123.0` or `0123`. Raises ValueError."""
    digits = text.removesuffix(".0")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > _LONGEST_ID:
        raise ValueError(
            f"{quoted(text)} is no id, which is a whole number of at most {_LONGEST_ID} digits"
        )
    return digits.lstrip("0") or "0"


@lru_cache(maxsize=1024)
def truth(text: str) -> bool:
    """Yes or no, written 1 or 0, true or false. Raises ValueError."""
    word = text.removesuffix(".0").lower()
    if word in ("1", "true"):
        return True
    if word in ("0", "false"):
        return False
    raise ValueError(f"{quoted(text)} is neither 1 nor 0")


def one_of(meanings: Mapping[int, T]) -> Callable[[str], T]:
    """The reader of a code: what it means. It raises ValueError where the code is none of them."""
    first, *_, last = meanings

    def reader(text: str) -> T:
        found = whole(text)
        if found not in meanings:
            raise ValueError(
                f"{quoted(text)} is not one of its codes, which go from {first} to {last}"
            )
        return meanings[found]

    return lru_cache(maxsize=1024)(reader)


@lru_cache(maxsize=65536)
def latitude(text: str) -> float:
    """Degrees north. Raises ValueError."""
    return _degrees(text, 90, "latitude")


@lru_cache(maxsize=65536)
def longitude(text: str) -> float:
    """Degrees east. Raises ValueError."""
    return _degrees(text, 180, "longitude")


def _degrees(text: str, most: int, what: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{quoted(text)} is not a number of degrees")
    value = float(text)
    if not -most <= value <= most:
        told = f"a {what} lies between -{most} and {most}"
        raise ValueError(f"{text[:_LONGEST]} is off the globe: {told}")
    return value


def quoted(text: str) -> str:
    """The text of a cell as a refusal repeats it: cut where it is long."""
    return f"'{text}'" if len(text) <= _LONGEST else f"'{text[:_LONGEST]}…'"


def coordinates(cells: Mapping[str, str]) -> tuple[float | None, float | None]:
    """`latitude` and `longitude` in degrees, both or neither. Raises RowRefusedError."""
    north, east = read(latitude, cells, "latitude"), read(longitude, cells, "longitude")
    return (None, None) if north is None or east is None else (north, east)
