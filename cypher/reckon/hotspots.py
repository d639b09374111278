"""Works out `hotspots`: each place's interval, and that of its share of all.

What always holds here: the places are in the order in which they were read, the most first; a
share's interval stays within nothing and all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphq.cypher.reckon.intervals import count_interval, share_interval, small
from graphq.cypher.reckon.worded import counted_together, killed, told_apart
from graphq.graph.records import Row


def rows(read: Sequence[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """A row for each place."""
    called = told_apart([(one["place"], one["placeId"], one["beside"]) for one in read])
    return [_row(one, name) for one, name in zip(read, called, strict=True)]


def _row(read: Row, place: str) -> Row:
    count, total = read["incidents"], read["total"]
    low, high = count_interval(count)
    groups = read["perpetrators"]
    share_low, share_high = share_interval(count, total)
    return {
        "key": read["key"],
        "placeId": read["placeId"],
        "place": place,
        "country": read["country"],
        "latitude": read["latitude"],
        "longitude": read["longitude"],
        "incidents": count,
        "low": round(low, 2),
        "high": round(high, 2),
        "interval": f"{low:.1f}–{high:.1f}",
        "share": round(count / total, 3),
        "shareLow": round(share_low, 3),
        "shareHigh": round(share_high, 3),
        "shareInterval": f"{share_low:.2f}–{share_high:.2f}",
        "small": small(count),
        "sideOnly": read["sideOnly"],
        **killed(read),
        "perpetratorIds": [key for key, _, _ in groups],
        "perpetrators": told_apart([(name, key, [full]) for key, name, full in groups]),
        "first": read["first"],
        "last": read["last"],
        "together": counted_together(read["datasets"]),
    }
