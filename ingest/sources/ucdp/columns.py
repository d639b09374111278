"""The columns of UCDP's event tables, and how their cells are written, release by release.

What always holds here: a cell that is blank or `NaN` is None; a cell that cannot be read raises a
ValueError whose sentence says why, and nothing is guessed in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date as Day
from functools import lru_cache
from typing import Final, TypeVar

from graphq.graph.model.values import LAST_YEAR
from graphq.ingest.files.cells import RowRefusedError

T = TypeVar("T")

COLUMNS_42: Final = (
    "id", "year", "active_year", "type_of_violence", "conflict_new_id", "conflict_name",
    "dyad_new_id", "dyad_name", "side_a_new_id", "gwnoa", "side_a", "side_b_new_id", "gwnob",
    "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "low", "best", "high",
)  # fmt: skip
"""The header of GED 19.1."""

COLUMNS_49: Final = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
"""The header of GED 20.1 and later, and of GED Candidate."""

_LEFT_OUT_OF_48: Final = ("code_status", "relid", "where_description")
_LAYOUTS: Final = (
    COLUMNS_42,
    COLUMNS_49,
    *(tuple(name for name in COLUMNS_49 if name != absent) for absent in _LEFT_OUT_OF_48),
)

_BLANK: Final = frozenset({"", "NaN", "nan", "NA", "NULL", "None"})
_TIME: Final = re.compile(r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?Z?)?", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(.*)", re.ASCII)
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", re.ASCII)
_POINT: Final = re.compile(r"POINT ?\(.*\)", re.IGNORECASE)


def tidy(text: str | None) -> str:
    """The text of a cell on one line, without blanks around it; empty where there is none."""
    if not text:
        return ""
    text = text.strip()
    if text in _BLANK:
        return ""
    return " ".join(text.split()) if "\n" in text or "\r" in text else text


_tidy = lru_cache(maxsize=65536)(tidy)


def cell(cells: Mapping[str, str], column: str) -> str:
    """The row's cell, tidy. For short cells, which repeat from row to row: they are kept."""
    return _tidy(cells.get(column))


def plain(column: str) -> str:
    """The column's name as it is compared: no byte order mark, no blanks, lower case."""
    return column.lstrip("\ufeff").strip().lower()


def missing(needed: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Those of the needed columns that are not there, in their order."""
    there = {plain(column) for column in columns}
    return [name for name in needed if name not in there]


@lru_cache(maxsize=64)
def _respelt(columns: tuple[str, ...]) -> dict[str, str] | None:
    """How the file spells each column; None where it spells them all as UCDP does."""
    found = {plain(column): column for column in columns}
    return None if all(name == column for name, column in found.items()) else found


def by_plain_name(cells: Mapping[str, str]) -> Mapping[str, str]:
    """The row under plain names, whatever case and blanks the file's header has."""
    spelt = _respelt(tuple(cells))
    return cells if spelt is None else {name: cells[column] for name, column in spelt.items()}


@lru_cache(maxsize=65536)
def whole(text: str) -> int | None:
    """A count, also where it is printed `3.0`; None for a blank. ValueError if it is none."""
    if not text:
        return None
    digits = text.removesuffix(".0")
    if digits.isascii() and digits.isdecimal():
        return int(digits)
    if digits[1:].isdecimal() and digits[0] == "-":
        raise ValueError(f"'{text}' is below nought, and a count cannot be.")
    raise ValueError(f"'{text}' is no whole number.")


def identifier(text: str) -> str | None:
    """An id in the form `123`, also where it is printed `123.0`; None for a blank."""
    if not text:
        return None
    digits = text.removesuffix(".0")
    if digits.isascii() and digits.isdecimal():
        return str(int(digits))
    raise ValueError(f"'{text}' is no id of UCDP's, which are whole numbers.")


@lru_cache(maxsize=1024)
def truth(text: str) -> bool | None:
    """Yes or no as UCDP writes it: 1 or 0, in some exports true or false; None for a blank."""
    if not text:
        return None
    word = text.removesuffix(".0").lower()
    if word in ("1", "true"):
        return True
    if word in ("0", "false"):
        return False
    raise ValueError(f"'{text}' is neither 1 nor 0.")


@lru_cache(maxsize=65536)
def day(text: str) -> Day:
    """The day in any of UCDP's three ways of writing it; a time of day after it is left out.

    `2015-05-11`, `2015-05-11 00:00:00.000` and `5/11/2015 12:00:00 AM`, the last one always month
    first. Raises ValueError for anything else, and for a day that no calendar has.
    """
    if not text:
        raise ValueError("The row gives no date.")
    if found := _ISO.fullmatch(text):
        year, month, number, time = found.groups()
    elif found := _SLASHED.fullmatch(text):
        month, number, year, time = found.groups()
        if int(month) > 12 >= int(number):
            raise ValueError(
                f"'{text}' has no month {month}: with slashes UCDP writes the month first, and "
                "this file seems to write the day first."
            )
    else:
        time = None
    if not found or time is None or not _TIME.fullmatch(time):
        raise ValueError(
            f"'{text}' is no date as UCDP writes them: 2015-05-11, 2015-05-11 00:00:00 or "
            "5/11/2015 12:00:00 AM."
        )
    if int(year) > LAST_YEAR:
        raise ValueError(f"'{text}' is too late: the last year that can be used is {LAST_YEAR}.")
    try:
        return Day(int(year), int(month), int(number))
    except ValueError:
        raise ValueError(f"'{text}' is not a day that exists in the calendar.") from None


@lru_cache(maxsize=65536)
def latitudes(text: str) -> float | None:
    """Degrees north; None for a blank. ValueError for what is no number or beyond the poles."""
    return _degrees(text, 90)


@lru_cache(maxsize=65536)
def longitudes(text: str) -> float | None:
    """Degrees east; None for a blank. ValueError for what is no number or beyond 180 degrees."""
    return _degrees(text, 180)


def _degrees(text: str, most: int) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"'{text}' is no number of degrees.") from None
    if not -most <= value <= most:  # which is also so of `inf`, and of what is not a number
        raise ValueError(f"'{text}' lies off the globe: it must be from -{most} to {most}.")
    return value


def parsed(read: Callable[[str], T], cells: Mapping[str, str], column: str) -> T:
    """The cell, read. Where it cannot be, RowRefusedError names the column and says why."""
    try:
        return read(cell(cells, column))
    except ValueError as error:
        raise RowRefusedError(column, str(error)) from None


def event_key(cells: Mapping[str, str]) -> str:
    """UCDP's id of the event of a row. Raises RowRefusedError where there is none."""
    try:
        key = identifier(tidy(cells.get("id")))
    except ValueError as error:
        raise RowRefusedError("id", str(error)) from None
    if key is None:
        raise RowRefusedError("id", "The row has no id, so it cannot be told from others.")
    return key


def header(first_row: Sequence[str]) -> list[str] | None:
    """The columns of a GED file without a header, told by the shape of its first row.

    None where the cells fit no list of that many columns, or more than one. Of 48 columns the list
    is that of 49 without the status, the relid or the description of the place: which of them is
    absent shows in where the year, the type of violence and the coordinates stand.
    """
    fitting = [layout for layout in _LAYOUTS if len(layout) == len(first_row)]
    fitting = [layout for layout in fitting if _fits(dict(zip(layout, first_row, strict=True)))]
    return list(fitting[0]) if len(fitting) == 1 else None


def _fits(cells: Mapping[str, str]) -> bool:
    read = {name: cell(cells, name) for name in cells}
    try:
        start, end = day(read["date_start"]), day(read["date_end"])
        counts = [whole(read[name]) for name in ("low", "best", "high", "deaths_a", "deaths_b")]
        marks = {name: whole(read[name]) for name in ("where_prec", "date_prec", "year")}
        here = (latitudes(read["latitude"]), longitudes(read["longitude"]))
        known = identifier(read["id"]), truth(read["active_year"])
        violence = whole(read["type_of_violence"])
    except ValueError:
        return False
    return (
        None not in (*counts, *marks.values(), *here, known[0])
        and violence in (1, 2, 3)
        and marks["where_prec"] in range(1, 8)
        and marks["date_prec"] in range(1, 6)
        and marks["year"] in (start.year, end.year)
        and _POINT.fullmatch(read["geom_wkt"]) is not None
        and not read["country"].isdecimal()
        and bool(read["side_a"] and read["side_b"] and read["country"])
    )
