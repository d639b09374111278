"""A graph whose every free text acts where it is let: the jnim dossier, its texts written over.

What always holds: ids, dates and words of a vocabulary stay, so that every question finds as much
as before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import property_types
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.doors.nasty import NASTY

FREE_TEXTS: Final = frozenset([
    "admin1", "admin2", "assessors", "component", "conflict", "conflicts", "coordinateSource",
    "countryOrMission", "dyad", "eventType", "fullName", "iata", "icao", "importer", "language",
    "method", "name", "note", "placeText", "publisher", "record", "role", "script", "summary",
    "targetDescription", "text", "title", "ucdpActorId", "unListRef", "unit", "url", "value",
    "wikidataId",
])  # fmt: skip
_AT_ONCE: Final = 500


def write_over(store: Store) -> None:
    """Put nasty texts into every free text: each node has others, a type of relationship one."""
    # Half a letter no engine keeps.
    texts = cycle(text for text in NASTY if "\ud800" not in text)
    for label, declared in NODES.items():
        types = property_types(declared)
        rows = [
            {"id": row["id"], "said": _said(types, texts)}
            for row in store.read(f"MATCH (n:{label}) RETURN n.id AS id")
        ]
        for start in range(0, len(rows), _AT_ONCE):
            statement = f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row.said"
            store.write([(statement, {"rows": rows[start : start + _AT_ONCE]})])
    for kind, link in RELATIONSHIPS.items():
        said = _said(property_types(link), texts)
        if said:
            store.write([(f"MATCH ()-[r:{kind}]->() SET r += $said", {"said": said})])


def _said(types: Mapping[str, str], texts: Iterator[str]) -> dict[str, Any]:
    return {
        name: [next(texts), next(texts)] if "list" in kind else next(texts)
        for name, kind in types.items()
        if name in FREE_TEXTS
    }


def make(folder: Path) -> Path:
    """The graph in a new folder; returns where it is."""
    place = folder / "graph"
    with open_store(place, "write") as store:
        load(Dossier.find("jnim"), store, "test")
        write_over(store)
    return place
