"""When a question is answered from the sums that are kept, instead of by every incident.

What always holds here: only where the sums hold all that the graph says, and only what they can be
asked by; anything else is counted. The numbers are the same either way. A row then cites what the
sums cite: the datasets, or the sources of a dossier.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from graphq.cypher.ask.header import CITED, Header, Kept
from graphq.graph.read.sums import summed_datasets, sums_are_kept
from graphq.graph.store import Store

MANY: Final = 20_000
"""Incidents from which on the sums are asked; fewer are counted in no time, and each is cited."""

_LAST_CLAIM: Final = "MATCH (kept:GroupSum) RETURN max(kept.claimedLast) AS day"


class Reach(NamedTuple):
    """How many incidents are summed up, and until which day."""

    incidents: int
    last: date


def reach_of(store: Store) -> Reach | None:
    """What the sums hold; None where they are not kept, or of nothing. Raises StoreError."""
    if not sums_are_kept(store):
        return None
    found = summed_datasets(store)
    if not found:
        return None
    return Reach(sum(one.incidents for one in found), max(one.last_day for one in found))


def serves(store: Store, header: Header, reach: Reach, values: Mapping[str, Any]) -> bool:
    """Whether the sums answer what is asked, as they would be counted. Raises StoreError."""
    kept = header.kept
    if kept is None or values["asOf"] < reach.last or values.get(CITED):
        return False
    for name, parameter in header.parameters.items():
        if name not in kept.takes and values[name] != parameter.default:
            return False
    if any(values[name] not in allowed for name, allowed in kept.choices.items()):
        return False
    if not _dates_serve(kept, values, reach):
        return False
    if not kept.claims:
        return True
    last = store.read(_LAST_CLAIM)[0]["day"]
    return last is None or last <= values["asOf"]


def _dates_serve(kept: Kept, values: Mapping[str, Any], reach: Reach) -> bool:
    begin, end = values.get("fromDate"), values.get("toDate")
    if begin is None and end is None:
        return True
    if not kept.whole_months:
        return False
    if any(values[name] not in allowed for name, allowed in kept.dated.items()):
        return False
    whole = begin is None or begin.day == 1
    return whole and (end is None or end >= reach.last or end.day == _days(end))


def _days(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
