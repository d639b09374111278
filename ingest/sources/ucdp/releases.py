"""What UCDP's tables of actors and of years have in common, whichever release they are of.

What always holds here: columns are found whatever their case and underscores, which differ between
releases; a release from before UCDP gave its ids anew is refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from pathlib import PurePath
from typing import Final

from graphq.graph.model.coverage import Coverage
from graphq.ingest.files.cells import quoted

SCHEME: Final = "ucdp:actor"
"""The scheme of the ids of actors."""

_OLDEST: Final = 17
"""Since 17.1 an id means the same in every dataset of UCDP; before, it was another one."""
_RELEASE: Final = re.compile(r"v?(?:20)?([0-9]{2})(?:\.[0-9]{1,3}){0,4}", re.IGNORECASE)
_GED_FILE: Final = re.compile(
    r"ged(?:event)?[-_ ]?v?(?P<year>\d{2})[._]?(?P<part>\d{1,2})(?:-csv)?"
    r"(?:[._](?P<month>\d{1,2}))?(?:[._](?P<last>\d{1,2}))?",
    re.IGNORECASE,
)
_FIRST_DAY: Final = date(1989, 1, 1)
"""GED begins there."""
_PLACE_COMMA: Final = re.compile(r"\s*,(?!\s*FYR\b)\s*")
"""UCDP writes `Macedonia, FYR`, which is one place."""

NOT_TOLD: Final = "the row does not say its release, and UCDP's oldest ones have other ids"


def folded(column: str) -> str:
    """The column's name as releases agree on it.

    >>> folded("actor_id") == folded("ActorId")
    True
    """
    return re.sub(r"[^a-z0-9]", "", column.casefold())


def year_of_release(version: str) -> int:
    """The year in which a release came out, from 2017 on. Raises ValueError.

    >>> year_of_release("22.1"), year_of_release("v24.0.3"), year_of_release("2024.1")
    (2022, 2024, 2024)
    """
    found = _RELEASE.fullmatch(version)
    if not found or int(found[1]) < _OLDEST:
        raise ValueError(
            f"{quoted(version)} is no release from {_OLDEST}.1 on, which is written as 22.1; "
            "before, UCDP gave actors, dyads and conflicts other ids"
        )
    return 2000 + int(found[1])


def places_in(listed: str) -> list[str]:
    """The countries and other places that a cell lists."""
    return [part for part in _PLACE_COMMA.split(listed) if part]


def months_of_file(name: str) -> Coverage | None:
    """What a file of GED or of its candidates covers, by the name that UCDP gives it; else None.

    A release holds the years before its own; a candidate one month, or the months from one to
    another.

    >>> months_of_file("GEDEvent_v23_1.csv").text, months_of_file("GEDEvent_v24_0_3.csv").text
    ('1989-01-01/2022-12-31', '2024-03-01/2024-03-31')
    >>> months_of_file("GEDEvent_v23_01_23_09.csv").text, months_of_file("mali-23-1.csv")
    ('2023-01-01/2023-09-30', None)
    """
    found = _GED_FILE.fullmatch(PurePath(name.rpartition("!")[2]).stem)
    if not found:
        return None
    year, part = 2000 + int(found["year"]), int(found["part"])
    month, last = int(found["month"] or 0), int(found["last"] or 0)
    if last and month + 2000 == year:
        return _months(year, part, last)
    if last or (month and part):
        return None
    if part:
        return Coverage(_FIRST_DAY, date(year - 1, 12, 31))
    return _months(year, month, month)


def _months(year: int, first: int, last: int) -> Coverage | None:
    if not 1 <= first <= last <= 12:
        return None
    return Coverage(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
