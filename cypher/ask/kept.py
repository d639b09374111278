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
from graphq.graph.read.sums import summed_datasets
from graphq.graph.store import Store

MANY: Final = 20_000
"""Incidents from which on the sums are asked; fewer are counted in no time, and each is cited."""

_LAST_CLAIM: Final = "MATCH (kept:GroupSum) RETURN max(kept.claimedLast) AS day"


class SumsReach(NamedTuple):
    """How many incidents are summed up, and until which day."""

    incidents: int
    last: date


def reach_of(store: Store) -> SumsReach | None:
    """What the sums hold; None where they are not kept, or of nothing. Raises StoreError."""
    found = summed_datasets(store)
    if not found:
        return None
    return SumsReach(sum(one.incidents for one in found), max(one.last_day for one in found))


def asks_by_keys(header: Header, values: Mapping[str, Any]) -> bool:
    """Whether sums can be asked for it, but for the days."""
    kept = header.kept
    if kept is None or values[CITED]:
        return False
    for name, parameter in header.parameters.items():
        if name not in kept.takes and values[name] != parameter.default:
            return False
    return all(values[name] in allowed for name, allowed in kept.choices.items())


def reaches(store: Store, kept: Kept, reach: SumsReach, values: Mapping[str, Any]) -> bool:
    """Whether the sums say what is asked of these days. Raises StoreError."""
    if values["asOf"] < reach.last:
        return False
    begin, end = values.get("fromDate"), values.get("toDate")
    if begin or end:
        if any(values[name] not in allowed for name, allowed in kept.dated.items()):
            return False
        whole = begin is None or begin.day == 1
        if not (kept.whole_months and whole and (end is None or _ends_month(end, reach))):
            return False
    # An attribution that rests on a claim was not told before it.
    by_attribution = values.get("attribution") or values.get("by") == "attribution"
    if not kept.claims and not by_attribution:
        return True
    last = store.read(_LAST_CLAIM)[0]["day"]
    return last is None or last <= values["asOf"]


def _ends_month(day: date, reach: SumsReach) -> bool:
    """Whether each incident that began by then, and ended by then, did so within whole months."""
    return day == _month_end(day) or day >= _month_end(reach.last)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
