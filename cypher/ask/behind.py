"""What a number rests on: the newest of its incidents, and their sources, for the rows shown.

What always holds here: the incidents of a row are found by the lines of the statement that counted
them, so they are of the same filters; they are asked for once for all rows, and nothing is asked
where none are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graphq.cypher.ask.header import CITED
from graphq.graph.records import Row
from graphq.graph.store import Store

NUMBERS: Final = "// Numbers\n"
"""The line of a statement up to which it says which incidents are counted in which row."""

USUAL: Final = 20
"""How many incidents a row names where nobody says how many."""
_IN_ALL: Final = 500
"""How many all rows together name then, but at least one each."""
_FEW: Final = 50
"""Rows of which each incident is asked whether it is of them; more are most of what there is."""

_NEWEST: Final = """\
WITH event, {by} AS counted
{only}WITH counted, collect(event) AS events
CALL (events) {{
  UNWIND events AS event
  WITH event, toString(event.firstDay) + ' ' + event.id AS moment
  ORDER BY moment DESC
  LIMIT toInteger($most)
  WITH event, moment, [(event)-[said:CLAIMED_BY]->(:Group)
      WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf | coalesce(said.sources, [])]
    + [(event)-[said:DENIED_BY]->(:Group)
      WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf | coalesce(said.sources, [])]
    AS said
  ORDER BY moment DESC
  RETURN collect({{id: event.id, sources: coalesce(event.sources, [])
    + reduce(found = [], list IN said | found + list)}}) AS named
}}
RETURN counted, named
"""
_ONLY: Final = "WHERE counted IN $rows\n"


def with_incidents(
    store: Store, statement: str, by: str, values: Mapping[str, Any], rows: Sequence[Row]
) -> list[Row]:
    """The rows with how many incidents they rest on, the newest of these, and their sources.

    `by` is the column by which rows are told from one another. Raises StoreError.
    """
    wanted = values[CITED]
    most = max(1, min(USUAL, _IN_ALL // max(1, len(rows)))) if wanted is None else int(wanted)
    named = _newest(store, statement, by, values, [row[by] for row in rows], most) if most else {}
    return [
        {
            **row,
            "of": row["incidents"],
            "incidentIds": list(found := named.get(row[by], {})),
            "sources": _first(most if wanted else USUAL, found.values()),
        }
        for row in rows
    ]


def with_sources(read: Iterable[Row], by: str, rows: Iterable[Row]) -> list[Row]:
    """The rows that were made of what was `read` from sums, with the sources that these cite."""
    cited = {row[by]: row["sources"] for row in read}
    return [
        {**row, "of": row["incidents"], "incidentIds": [], "sources": cited.get(row[by], [])}
        for row in rows
    ]


def _newest(
    store: Store, statement: str, by: str, values: Mapping[str, Any], rows: list[str], most: int
) -> dict[str, dict[str, list[str]]]:
    """The newest incidents of each row, with the sources of each."""
    which, _, _ = statement.partition(NUMBERS)
    newest = _NEWEST.format(by=by, only=_ONLY if len(rows) <= _FEW else "")
    read = store.read(which + newest, {**values, "rows": rows, "most": most})
    # One who is named twice for an incident has it once.
    return {row["counted"]: {one["id"]: one["sources"] for one in row["named"]} for row in read}


def _first(most: int, lists: Iterable[list[str]]) -> list[str]:
    """The first of all that the lists hold, each once."""
    return list(dict.fromkeys(one for found in lists for one in found))[:most]
