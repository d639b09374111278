"""What a number rests on: the newest of its incidents, and their sources, for the rows shown.

What always holds here: a statement names the incidents that it counted, so they are of the same
filters; what they rest on is asked for once for all rows, and not at all where none are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from graphq.cypher.ask.header import CITED, NEWEST
from graphq.graph.records import Row
from graphq.graph.store import Store

USUAL: Final = 20
"""How many incidents a row names where nobody says how many, as the statements have it too."""
_IN_ALL: Final = 500
"""How many all rows together name then, but at least one each."""

_STATED_BY: Final = """
UNWIND $ids AS id
MATCH (event:Incident {id: id})
RETURN id, coalesce(event.sources, []) + reduce(found = [], list IN
  [(event)-[said:CLAIMED_BY]->(:Group)
    WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf | coalesce(said.sources, [])]
  + [(event)-[said:DENIED_BY]->(:Group)
    WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf | coalesce(said.sources, [])] |
  found + list) AS sources
"""


class StatedBy:
    """The sources of incidents in a graph, each read once. Raises StoreError."""

    def __init__(self, store: Store) -> None:
        """Nothing is read yet."""
        self._store = store
        self._known: dict[tuple[str, date], list[str]] = {}

    def __call__(self, ids: Iterable[str], day: date) -> dict[str, list[str]]:
        """Those of these incidents, with those of the claims and denials made by the day."""
        wanted = list(dict.fromkeys(ids))
        unread = [key for key in wanted if (key, day) not in self._known]
        given = {"ids": unread, "asOf": day}
        for row in self._store.read(_STATED_BY, given) if unread else ():
            self._known[row["id"], day] = row["sources"]
        return {key: self._known[key, day] for key in wanted}


def with_incidents(
    stated_by: StatedBy,
    by: str,
    values: Mapping[str, Any],
    read: Iterable[Row],
    rows: Sequence[Row],
) -> list[Row]:
    """The rows with how many incidents they rest on, the newest of these, and their sources.

    `by` is the column by which rows are told from one another, those `read` and those made of
    them. Raises StoreError.
    """
    wanted = values[CITED]
    most = max(1, min(USUAL, _IN_ALL // max(1, len(rows)))) if wanted is None else int(wanted)
    named = {row[by]: row[NEWEST][:most] for row in read}
    stated = stated_by((one for found in named.values() for one in found), values["asOf"])
    return [
        _told(row, found, _first(most if wanted else USUAL, map(stated.__getitem__, found)))
        for row in rows
        for found in (named.get(row[by], []),)
    ]


def with_sources(by: str, read: Iterable[Row], rows: Iterable[Row]) -> list[Row]:
    """The rows that were made of what was `read` from sums, with the sources that these cite."""
    cited = {row[by]: row["sources"] for row in read}
    return [_told(row, [], cited.get(row[by], [])) for row in rows]


def _told(row: Row, newest: list[str], sources: list[str]) -> Row:
    """The row with these columns, in the order in which they are declared."""
    told = {name: value for name, value in row.items() if name != NEWEST}
    return told | {"of": row["incidents"], NEWEST: newest, "sources": sources}


def _first(most: int, lists: Iterable[list[str]]) -> list[str]:
    """The first of all that the lists hold, each once."""
    return list(dict.fromkeys(one for found in lists for one in found))[:most]
