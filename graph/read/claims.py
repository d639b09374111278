"""Which claims had not been made yet on a day.

What always holds here: an incident rests on the claims of those who are said to have done it, or on
every claim where none of these is theirs, as the question `claims` has it.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from graphq.graph.store import Store

# It begins at the groups: claims are few, and incidents are not.
_CLAIMED_LATER: Final = """
MATCH (:Group)<-[late:CLAIMED_BY]-(event:Incident)
WHERE late.claimedOnFirst > $day AND event.firstDay <= $day AND event.attribution = 'claimed'
WITH DISTINCT event
WITH event, [(event)-[said:CLAIMED_BY]->(by:Group) | {
    by: by.id, on: coalesce(said.claimedOnFirst, event.firstDay)}] AS claims,
  [(event)-[:PERPETRATED_BY]->(doer:Group) | doer.id] AS doers
WITH event, claims, [claim IN claims WHERE claim.by IN doers] AS own
WHERE all(claim IN CASE WHEN size(own) > 0 THEN own ELSE claims END WHERE claim.on > $day)
RETURN event.id AS id
"""


def claimed_later(store: Store, day: date) -> set[str]:
    """Ids of the incidents that are called claimed, and that nobody had claimed by the day."""
    return {str(row["id"]) for row in store.read(_CLAIMED_LATER, {"day": day})}
