"""Parts of graphs that no dossier has: hostile names, and very many nodes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from graphq.graph.read.part import Gathered
from graphq.graph.records import NodeRecord, RelationshipRecord, Row
from graphq.page.data import of_whole

HOSTILE = "<img src=x onerror=alert(1)>"
ENDS_SCRIPT = "</script><script>window.broken = true</script><!--"
SOURCES: dict[str, Row] = {
    "s-1": {
        "title": HOSTILE,
        "publisher": ENDS_SCRIPT,
        "publishedOn": None,
        "url": "javascript:alert(1)",
        "kind": "news",
        "reliability": "B",
    },
    "s-2": {
        "title": "A report",
        "publisher": "A paper",
        "publishedOn": "2020",
        "url": "https://example.org/a?b=1&c=2",
        "kind": "news",
        "reliability": "C",
    },
}


def node(label: str, key: str, name: str, **told: Any) -> NodeRecord:
    """A node as the store gives it."""
    return NodeRecord((label,), {"id": key, "name": name, "sources": ["s-1", "s-2"], **told})


def incident(key: str, name: str, first: date, last: date | None = None, **told: Any) -> NodeRecord:
    """An incident, on a day or on some day of a span."""
    return node(
        "Incident",
        key,
        name,
        date=first.isoformat(),
        firstDay=first,
        lastDay=last or first,
        datePrecision="day" if last is None else "month",
        attribution="assessed",
        geoPrecision=told.pop("geoPrecision", "exact"),
        **told,
    )


def link(kind: str, start: str, end: str, **told: Any) -> RelationshipRecord:
    """A relationship as the store gives it."""
    properties = {"id": f"{kind}:{start}>{end}", "sources": ["s-1"], **told}
    return RelationshipRecord(kind, properties, start, end)


def hostile() -> dict[str, Any]:
    """A page on which every text would be markup or code, if it were let."""
    part = Gathered()
    part.add(node("Group", "g", HOSTILE, fullName=ENDS_SCRIPT, kind=HOSTILE, note=ENDS_SCRIPT))
    part.add(
        incident(
            "i", HOSTILE, date(2020, 1, 5), placeText=ENDS_SCRIPT, summary="\u2028\u2029&amp;<b>",
            conflicts=HOSTILE, latitude=14.0, longitude=-2.0,
        )
    )  # fmt: skip
    part.add(link("PERPETRATED_BY", "i", "g", attribution=HOSTILE, disputedBy=["s-1"]))
    return of_whole(part, SOURCES, None, "made now", [HOSTILE])


def large(nodes: int) -> dict[str, Any]:
    """A page of so many nodes: groups, and incidents by them on many days and at many places."""
    part = Gathered()
    groups = [f"g{number}" for number in range(20)]
    for group in groups:
        part.add(node("Group", group, f"Group {group}"))
    for number in range(nodes - len(groups)):
        day = date(2012, 1, 1) + timedelta(days=number * 2)
        place: dict[str, Any] = {
            "latitude": 10 + number % 97 / 10,
            "longitude": -8 + number % 89 / 8,
        }
        part.add(incident(f"i{number}", f"Place {number}", day, **place))
        part.add(link("PERPETRATED_BY", f"i{number}", groups[number % 20], attribution="assessed"))
    return of_whole(part, SOURCES, None, "made now", [])
