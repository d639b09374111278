"""What a number rests on: the newest of its incidents, and their sources, for the rows that are shown.

What always holds here: the incidents of a row are found by the lines of the statement that counted
them, so they are of the same filters; they are asked for once for all rows, and nothing is asked
where none are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graphq.graph.records import Row
from graphq.graph.store import Store

NUMBERS: Final = "// Numbers\n"
"""The line of a statement up to which it says which incidents are counted in which row."""

_NEWEST: Final = """\
WITH DISTINCT event, {by} AS counted
WHERE counted IN $rows
WITH counted, toString(event.firstDay) + ' ' + event.id AS moment
ORDER BY moment DESC
WITH counted, collect(substring(moment, 11)) AS ids
RETURN counted, ids[0..toInteger($cited)] AS ids
"""
_CITED: Final = """
UNWIND $ids AS id
MATCH (event:Incident {id: id})
RETURN id, coalesce(event.sources, [])
  + reduce(found = [], list IN [(event)-[said:CLAIMED_BY]->(:Group)
      WHERE coalesce(said.claimedOnFirst, event.firstDay) <= $asOf | coalesce(said.sources, [])]
    + [(event)-[said:DENIED_BY]->(:Group)
      WHERE coalesce(said.deniedOnFirst, event.firstDay) <= $asOf | coalesce(said.sources, [])] |
    found + list) AS sources
"""


def with_incidents(
    store: Store, statement: str, by: str, values: Mapping[str, Any], rows: Sequence[Row]
) -> list[Row]:
    """The rows with how many incidents they rest on, the newest of these, and their sources.

    `by` is the column by which rows are told from one another. Raises StoreError.
    """
    most = int(values["cited"])
    named = _newest(store, statement, by, values, [row[by] for row in rows]) if most else {}
    ids = {key: None for found in named.values() for key in found}
    cited = {
        row["id"]: row["sources"]
        for row in (store.read(_CITED, {"ids": list(ids), "asOf": values["asOf"]}) if ids else ())
    }
    return [
        row
        | {
            "of": row["incidents"],
            "incidentIds": (found := named.get(row[by], [])),
            "sources": _first(most, (cited[key] for key in found)),
        }
        for row in rows
    ]


def _newest(
    store: Store, statement: str, by: str, values: Mapping[str, Any], rows: list[str]
) -> dict[str, list[str]]:
    which, _, _ = statement.partition(NUMBERS)
    read = store.read(which + _NEWEST.format(by=by), {**values, "rows": rows})
    return {row["counted"]: row["ids"] for row in read}


def _first(most: int, lists: Iterable[list[str]]) -> list[str]:
    """The first of all that the lists hold, each once."""
    return list(dict.fromkeys(one for found in lists for one in found))[:most]
