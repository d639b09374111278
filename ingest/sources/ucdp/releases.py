"""What UCDP's tables of actors and of years have in common, whichever release they are of.

What always holds here: columns are found whatever their case and underscores, which differ between
releases; a release from before UCDP gave its ids anew is refused.
"""

from __future__ import annotations

import re
from typing import Final

from graphq.ingest.files.cells import quoted

SCHEME: Final = "ucdp:actor"
"""The scheme of the ids of actors."""

_OLDEST: Final = 17
"""Since 17.1 an id means the same in every dataset of UCDP; before, it was another one."""
_RELEASE: Final = re.compile(r"v?(?:20)?([0-9]{2})(?:\.[0-9]{1,3}){0,4}", re.IGNORECASE)
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
