"""The columns of UCDP's event tables, release by release, and what all of them write alike.

What always holds here: a file without a header is known only where its first row fits one layout
and no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date as Day
from typing import Final

from graphq.ingest.files import dates
from graphq.ingest.files.cells import (
    RowRefusedError,
    count,
    identifier,
    latitude,
    longitude,
    needed,
    read,
    text,
    truth,
)

EVENT_SCHEME: Final = "ucdp:event"
"""Whose ids the events of all these tables bear: UCDP's, which stay from release to release."""

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

_POINT: Final = re.compile(r"POINT ?\(.*\)", re.IGNORECASE)


def day(text: str) -> Day:
    """The day in any of UCDP's ways of writing it. Raises ValueError.

    `2015-05-11`, `2015-05-11 00:00:00.000` and `5/11/2015 12:00:00 AM`, the last one always month
    first.
    """
    return dates.day(text, month_first=True)


def event_key(cells: Mapping[str, str]) -> str:
    """UCDP's id of the event of a row. Raises RowRefusedError where there is none."""
    return needed(identifier, cells, "id", "the row has no id, so it cannot be told from others")


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
    try:
        start, end = read(day, cells, "date_start"), read(day, cells, "date_end")
        year, where, when, violence, *counts = (
            read(count, cells, name)
            for name in (
                "year", "where_prec", "date_prec", "type_of_violence",
                "low", "best", "high", "deaths_a", "deaths_b",
            )
        )  # fmt: skip
        here = (read(latitude, cells, "latitude"), read(longitude, cells, "longitude"))
        known = read(identifier, cells, "id")
        read(truth, cells, "active_year")
    except RowRefusedError:
        return False
    return (
        start is not None
        and end is not None
        and None not in (*counts, *here, known)
        and violence in (1, 2, 3)
        and where in range(1, 8)
        and when in range(1, 6)
        and year in (start.year, end.year)
        and _POINT.fullmatch(text(cells, "geom_wkt")) is not None
        and not text(cells, "country").isdecimal()
        and all(text(cells, name) for name in ("side_a", "side_b", "country"))
    )
