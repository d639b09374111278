"""How much a database holds, to be held against what was written into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from graphq.graph.model.nodes import IngestRun

_TYPES: Final = "SELECT name FROM schema:types"
_OF_LOADS: Final = IngestRun.__name__
_LOADS: Final = (
    f"SELECT DISTINCT(file) AS file FROM {_OF_LOADS} WHERE state IN ['finished', 'resumed']"
)


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a database holds; each relationship is kept at both its ends."""

    nodes: int
    outgoing: int
    incoming: int

    def __add__(self, more: Totals) -> Totals:
        """Both together."""
        return Totals(
            self.nodes + more.nodes,
            self.outgoing + more.outgoing,
            self.incoming + more.incoming,
        )

    def __str__(self) -> str:
        """In words, up to a verb."""
        return (
            f"{self.nodes} nodes, with {self.outgoing} relationships going out and "
            f"{self.incoming} coming in,"
        )


def counts(database: Any) -> dict[str, int]:
    """How many records of each type there are, those of the types under it among them."""
    types = database.query("sql", _TYPES).to_list()
    found: dict[str, int] = {}
    for name in sorted(str(row["name"]) for row in types):
        rows = database.query("sql", f"SELECT count(*) AS n FROM `{name}`").to_list()
        found[name] = int(rows[0]["n"]) if rows else 0
    return found


def loads(database: Any) -> list[str]:
    """What was loaded, by the name of the file or folder; for who has to load it again."""
    rows = database.query("sql", _TYPES).to_list()
    if _OF_LOADS not in {row["name"] for row in rows}:
        return []
    return sorted({str(row["file"]) for row in database.query("sql", _LOADS).to_list()})


def totals(database: Any) -> Totals:
    """What is there, found by going through all of it: the engine's own counters are not asked."""
    types = database.query("sql", "SELECT name FROM schema:types WHERE type = 'vertex'").to_list()
    found = Totals(0, 0, 0)
    for name in (row["name"] for row in types):
        # A type comes with those under it, which have their turn as well.
        rows = database.query(
            "sql",
            "SELECT count(*) AS nodes, sum(outE().size()) AS outgoing, "
            f"sum(inE().size()) AS incoming FROM `{name}` WHERE @type = '{name}'",
        ).to_list()
        for row in rows:
            found += Totals(*(int(row[key] or 0) for key in ("nodes", "outgoing", "incoming")))
    return found
