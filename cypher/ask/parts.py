"""What is left out of an answer about a group since only a part of its predecessors passed on.

What always holds here: a predecessor is named only where the answer would tell more with its parts
than without.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from graphq.graph.store import Store

PARTS: Final = "parts"
"""The flag that brings in what a whole did of which only a part passed on."""
PARTS_LEFT_OUT: Final = "partsLeftOut"
"""The column in which rows say themselves what is left out of them."""
WITH_PREDECESSORS: Final = "withPredecessors"
"""The flag of a question that tells of predecessors only where that is asked for."""

_FILTERS: Final = (
    "group", "asOf", "claims", "involved", "country", "admin1", "admin2", "fromDate", "toDate",
    "tactic", "onlyTactic", "target", "targetType", "attribution", "countedIn", "dataset",
)  # fmt: skip
_LISTS: Final = ("tactic", "onlyTactic", "attribution")
_LEFT_OUT: Final = """
MATCH (:Group {id: $group})-[line:DESCENDS_FROM]->(ancestor:Group)-[step:SUCCEEDED_BY]->(:Group)
WHERE line.latestFirst <= $asOf AND step.id = head(line.steps)
WITH ancestor, max(CASE WHEN line.extent = 'whole' THEN step.sinceLast END) AS wholeUntil,
  max(CASE WHEN line.extent <> 'whole' THEN step.sinceLast END) AS partUntil
WITH collect({id: ancestor.id, name: ancestor.name, wholeUntil: wholeUntil, partUntil: partUntil})
  AS lines
WITH [line IN lines WHERE line.id <> $group AND line.partUntil IS NOT NULL] AS parted,
  [line IN lines WHERE line.id <> $group AND line.wholeUntil IS NOT NULL]
    + [{id: $group, wholeUntil: $asOf}] AS kept
UNWIND parted AS line
CALL (line, kept) {
  MATCH (:Group {id: line.id})<-[done:PERPETRATED_BY|CLAIMED_BY|INVOLVED]-(event:Incident)
  WHERE event.firstDay <= line.partUntil
    AND (line.wholeUntil IS NULL OR event.firstDay > line.wholeUntil)
    AND event.firstDay <= $asOf
    AND (type(done) = 'PERPETRATED_BY' OR (type(done) = 'INVOLVED' AND $involved)
      OR (type(done) = 'CLAIMED_BY' AND $claims
        AND coalesce(done.claimedOnFirst, event.firstDay) <= $asOf))
    AND ($countedIn IS NOT NULL OR $each OR event.placeholder IS NULL)
    AND ($country IS NULL OR event.country = $country)
    AND ($fromDate IS NULL OR event.lastDay >= $fromDate)
    AND ($toDate IS NULL OR event.firstDay <= $toDate)
    AND all(wanted IN $tactic WHERE wanted IN event.tactics)
    AND (size($onlyTactic) = 0 OR (all(wanted IN $onlyTactic WHERE wanted IN event.tactics)
      AND all(one IN event.tactics WHERE one IN $onlyTactic OR one = 'complex')))
    AND (size($attribution) = 0 OR (event.attribution IN $attribution
      AND coalesce(event.attributedOnFirst, $asOf) <= $asOf))
    AND ($dataset IS NULL OR event.dataset = $dataset)
    AND ($targetType IS NULL OR event.targetType IN $targetType
      OR EXISTS { (event)-[:STRUCK]->(struck:Target) WHERE struck.targetType IN $targetType })
    AND ($target IS NULL OR EXISTS { (event)-[:STRUCK]->(:Target {id: $target}) })
    AND ($admin1 IS NULL OR event.admin1Id = $admin1)
    AND ($admin2 IS NULL OR event.admin2Id = $admin2)
    AND ($countedIn IS NULL OR EXISTS {
      MATCH (event)-[mark:COUNTED_IN]->(tally:Tally {id: $countedIn})
      WHERE coalesce(tally.saidOnFirst, $asOf) <= $asOf AND mark.certainty <> 'no'
    })
    // What another did with it, of whom all passed on, is told as that one's.
    AND ($each OR NOT any(own IN [(event)-[said:PERPETRATED_BY|CLAIMED_BY|INVOLVED]->(doer:Group)
      WHERE type(said) = 'PERPETRATED_BY' OR (type(said) = 'INVOLVED' AND $involved)
        OR (type(said) = 'CLAIMED_BY' AND $claims
          AND coalesce(said.claimedOnFirst, event.firstDay) <= $asOf) | doer.id]
      WHERE any(one IN kept WHERE one.id = own AND event.firstDay <= one.wholeUntil)))
  RETURN event.id AS found
  LIMIT 1
}
RETURN DISTINCT line.name AS name
ORDER BY name
"""


def unasked(values: Mapping[str, Any]) -> bool:
    """Whether parts are asked for of predecessors who are not."""
    return bool(values.get(PARTS)) and not values.get(WITH_PREDECESSORS, True)


def left_out(store: Store, values: Mapping[str, Any]) -> list[str]:
    """The predecessors of which only a part passed on, where the answer leaves out what they did.

    `values` are the resolved parameters of a question about a group. Raises StoreError.
    """
    is_of_predecessors = bool(values.get("group")) and values.get(WITH_PREDECESSORS, True)
    if values.get(PARTS, True) or not is_of_predecessors:
        return []
    given = {name: values.get(name) or ([] if name in _LISTS else None) for name in _FILTERS}
    given |= {"claims": bool(given["claims"]), "involved": bool(given["involved"])}
    # A question of strikes alone tells each predecessor's apart.
    rows = store.read(_LEFT_OUT, {**given, "each": WITH_PREDECESSORS not in values})
    return [str(row["name"]) for row in rows]


def told(names: Iterable[str]) -> str:
    """The sentence on what is left out, and how it is had."""
    *most, last = names
    every = f"{', '.join(most)} and {last}" if most else last
    return (
        f"Of {every} only a part passed on, so what the whole did is left out; --parts brings it "
        "in, marked part."
    )
