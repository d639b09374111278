"""Two incidents side by side, for a person who says whether they tell one event.

What always holds here: what one of them does not tell is left blank; nothing is put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphq.document.document import Block, Cells, Column, Paragraph, Phrase, Table, Tone, cell_of
from graphq.graph.letters import clean
from graphq.graph.read.tellings import tellings
from graphq.graph.records import Row
from graphq.graph.store import Store


def pair_told(pair: Row, store: Store) -> Iterator[Block]:
    """The two of a row of `matches`, and what speaks for and against their being one event."""
    ids = [pair["incidentId"], pair["otherId"]]
    found = {
        str(row["event"].id): _told(row["event"].properties, row["actors"])
        for row in tellings(store, ids)
    }
    one, other = (found[key] for key in ids)
    rows = [
        Cells((cell_of(name, tone=Tone.STRONG), clean(one[name]), clean(other[name])))
        for name in one
        if one[name] or other[name]
    ]
    yield Table(tuple(map(Column, ("", clean(ids[0]), clean(ids[1])))), tuple(rows), gap=2)
    yield Paragraph((Phrase("; ".join(pair["reasons"])),))


def _told(event: Mapping[str, Any], actors: list[str]) -> dict[str, str]:
    first, last = str(event["firstDay"]), str(event["lastDay"])
    days = first if first == last else f"{first} to {last}"
    figures = [event.get(f"fatalities{which}") for which in ("Low", "Best", "High")]
    units = (event.get(name) for name in ("admin2", "admin1", "country"))
    return {
        "dataset": str(event["dataset"]),
        "day": f"{days} (told to the {event['datePrecision']})",
        "place": str(event["placeText"]),
        "in": ", ".join(unit for unit in units if unit),
        "place known": str(event["geoPrecision"]),
        "who": ", ".join(sorted(actors)),
        "target": str(event.get("targetDescription") or event["targetType"]),
        "tactic": ", ".join(event.get("tactics") or ()),
        "killed": _killed(figures),
        "summary": str(event.get("summary") or ""),
        "sources": ", ".join(event["sources"][:5]),
    }


def _killed(figures: Sequence[int | None]) -> str:
    """The lowest, the official or last, and the highest figure; blank where nobody gives any."""
    if all(figure is None for figure in figures):
        return ""
    return " / ".join("?" if figure is None else str(figure) for figure in figures)
