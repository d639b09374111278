"""What several answers that count say in the same words: who is who, and what no sum holds.

What always holds here: two rows are never called the same, as long as their ids or what stands
beside them differ; a figure that nobody gives is not told as 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphq.graph.records import Row

_FIGURES: Final = ("fatalitiesLow", "fatalities", "fatalitiesHigh")


def without_figure(incidents: int, low: int | None, high: int | None) -> str | None:
    """How many incidents have no official or last figure, and what is reported of them.

    >>> without_figure(5, 220, 908), without_figure(2, None, 30), without_figure(0, None, None)
    ('5: 220 to 908 reported', '2: up to 30 reported', None)
    """
    if not incidents:
        return None
    if high is None:
        return f"{incidents}"
    least = "up to " if low is None else "" if low == high else f"{low} to "
    return f"{incidents}: {least}{high} reported"


def killed(read: Row) -> dict[str, Any]:
    """The columns of a row of sums that say how many were killed, and what was not summed up."""
    low, high = read["otherLow"], read["otherHigh"]
    return {
        **{name: read[name] for name in _FIGURES if name in read},
        "withoutFigure": read["withoutFigure"],
        "otherLow": low,
        "otherHigh": high,
        "besides": without_figure(read["withoutFigure"], low, high),
        "furtherTellings": read["furtherTellings"],
    }


def told_apart(things: Sequence[tuple[str, str | None, Sequence[str | None]]]) -> list[str]:
    """What each is called, with what tells it apart where another thing is called so.

    Of each its name, its id, and what may stand beside the name, the shortest first; where none of
    these differs from that of the others, it is the id.

    >>> told_apart([("North", "a", ["LK"]), ("North", "b", ["SL"]), ("East", "c", ["SL"])])
    ['North (LK)', 'North (SL)', 'East']
    """
    alike: dict[str, dict[str | None, list[str | None]]] = {}
    for name, key, beside in things:
        alike.setdefault(name, {})[key] = [*beside, key]
    return [
        name if len(alike[name]) == 1 else f"{name} ({_beside(name, key, alike[name])})"
        for name, key, _ in things
    ]


def _beside(name: str, key: str | None, alike: Mapping[str | None, Sequence[str | None]]) -> str:
    """What stands beside no other of those of the name, and is not the name itself."""
    for text in alike[key]:
        if text not in (None, name) and sum(text in other for other in alike.values()) == 1:
            return str(text)
    return str(key)


def counted_together(datasets: Sequence[str]) -> str | None:
    """Which datasets were counted together, if there are several."""
    if len(datasets) < 2:
        return None
    told = " and ".join(sorted(datasets))
    return f"{told}; what is not known to be one event is counted once for each"
