"""Facts about records, drawn to the entities that the records are.

What always holds here: the record's id stays on the relationship, so that it can be drawn anew when
more is known of the record; a record that nobody has identified is tied to its stand-in.
"""

from __future__ import annotations

from datetime import date as Day

from graphq.graph.model.facts import Relationship
from graphq.graph.model.nodes import Dated
from graphq.graph.write.identities import Identities, known_day, lasting_day, undated_rule
from graphq.ingest.facts import Facts


def attach(facts: Facts, identities: Identities) -> set[str]:
    """Draw what came through records to their entities; the records that need a stand-in."""
    alone: set[str] = set()
    for key, found in facts.relationships.items():
        update = {}
        for side, record in (("start", found.start_record), ("end", found.end_record)):
            if record:
                day = _day(facts, found)
                update[side] = identities.entity(record, day, undated_rule(found.TYPE))
                if update[side] == record:
                    alone.add(record)
        if update:
            facts.relationships[key] = found.model_copy(update=update)
    return alone


def _day(facts: Facts, found: Relationship) -> Day | None:
    """The first day of the event at one end of the relationship, or of what lasted, if known."""
    for end in (found.start, found.end):
        event = facts.nodes.get(end)
        if isinstance(event, Dated):
            return known_day(event.first_day, event.date_precision.value)
    return lasting_day(found)
