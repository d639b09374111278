"""Facilities, what struck them, who struck what, and who came of whom: all rows of a kind at once.

What always holds here: the rows of incidents are of those that can have begun by the day. They come
in whatever order the engine gives.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from graphq.graph.records import Row
from graphq.graph.store import Store

_FACILITIES: Final = """
MATCH (target:Target)
RETURN target.id AS id, target.targetType AS kind, [(target)-[use:USED_BY]->(user) |
  {user: user.id, first: use.validFromFirst, last: use.validToLast, dissolved: user.dissolved}]
  AS users,
  target.country AS country, target.admin1Id AS admin1_id,
  target.latitude AS latitude, target.longitude AS longitude
"""
_EVENT: Final = """event.id AS id, event.firstDay AS firstDay,
  event.lastDay AS lastDay, event.datePrecision AS precision, event.placeholder AS placeholder,
  event.latitude AS latitude, event.longitude AS longitude
"""
_STRIKES: Final = f"""
MATCH (target:Target)<-[:STRUCK]-(event:Incident)
WHERE event.firstDay <= $asOf
RETURN target.id AS facility, {_EVENT}"""
_DEEDS: Final = f"""
MATCH (perpetrator:Group)<-[:PERPETRATED_BY]-(event:Incident)
WHERE event.firstDay <= $asOf
RETURN perpetrator.id AS perpetrator, {_EVENT}"""
_DESCENTS: Final = """
MATCH (heir:Group)-[line:DESCENDS_FROM]->(ancestor:Group)
WHERE line.latestFirst <= $asOf AND line.extent = 'whole'
RETURN DISTINCT heir.id AS heir, ancestor.id AS ancestor, line.latestFirst AS first,
  line.latestLast AS last
"""


def facilities(store: Store) -> list[Row]:
    """Every facility: `id`, `kind`, `users`, `country`, `admin1_id`, `latitude`, `longitude`.

    Of a user the `first` and the `last` day on which it can have used it, none where not known,
    and as far as it is known when it was `dissolved`.
    """
    return store.read(_FACILITIES)


def strikes(store: Store, as_of: date) -> list[Row]:
    """Every incident that struck a `facility`, once for each."""
    return store.read(_STRIKES, {"asOf": as_of})


def deeds(store: Store, as_of: date) -> list[Row]:
    """Every incident that is said to be a group's, its `perpetrator`, once for each."""
    return store.read(_DEEDS, {"asOf": as_of})


def descents(store: Store, as_of: date) -> list[Row]:
    """Which `heir` is wholly of which `ancestor`, and since when, between `first` and `last`."""
    return store.read(_DESCENTS, {"asOf": as_of})
