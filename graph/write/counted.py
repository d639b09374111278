"""Incidents as the sums count them: what they are summed by, and what is summed.

What always holds here: of one incident the same is read from the graph, from the rows that make it
and from the text that is kept of it. What is in the graph only because a published count counts it
is not counted, and is not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, Self, TypeVar

import orjson

from graphq.graph.records import Row
from graphq.graph.store import Store

T = TypeVar("T")

_BATCH: Final = 2_000

COUNTED: Final = "MATCH (event:Incident) WHERE event.placeholder IS NULL"
"""What is counted, as a scan matches it."""

VALUES: Final = (
    "event.id",
    "event.dataset",
    "event.country",
    "event.attribution",
    "event.datePrecision",
    "event.date",
    "event.firstDay",
    "event.lastDay",
    "coalesce(event.fatalitiesLow, event.fatalitiesBest)",
    "event.fatalitiesBest",
    "coalesce(event.fatalitiesHigh, event.fatalitiesBest, event.fatalitiesLow)",
    "event.admin1Id",
    "event.admin2Id",
    "event.tellingOf",
    "event.targetType",
    "event.tactics",
    "CASE WHEN event.sources[0] = event.dataset THEN null ELSE event.sources END",
    "[(event)-[tie:PERPETRATED_BY]->(doer:Group) | [doer.id, tie.attribution]]",
    "[(event)-[:INVOLVED]->(side:Group) | side.id]",
    "[(event)-[said:CLAIMED_BY]->(by:Group) | [by.id, toString(said.claimedOnFirst)]]",
    "[(event)-[:OCCURRED_AT]->(place:Location) WHERE place.level = 'place' | place.id]",
)
"""What a scan asks of each, in the order of `CountedIncident`."""

_BY_ID: Final = (
    "UNWIND $ids AS id MATCH (event:Incident {id: id}) WHERE event.placeholder IS NULL "
    f"RETURN [{', '.join(VALUES)}] AS row"
)

_FIGURES: Final = ("fatalitiesLow", "fatalitiesBest", "fatalitiesHigh")

TIES: Final = ("PERPETRATED_BY", "INVOLVED", "CLAIMED_BY", "OCCURRED_AT")
"""The relationships of an incident that the sums look at."""


class CountedIncident(NamedTuple):
    """An incident as it is counted; days are texts in ISO form."""

    id: str
    dataset: str
    country: str | None
    attribution: str | None
    precision: str
    date: str
    first_day: str
    last_day: str
    low: int | None
    best: int | None
    high: int | None
    """The figures of those killed; low and high are another figure where there is none."""
    admin1_id: str | None
    admin2_id: str | None
    telling_of: str | None
    """Of which event it is a telling, where several incidents tell it."""
    target_type: str | None
    tactics: list[str]
    sources: list[str]
    """None where the dataset itself is the first of them."""
    doers: list[list[str | None]]
    """The groups that are said to have done it, each with the attribution of that alone."""
    sides: list[str]
    claims: list[list[str | None]]
    """The groups that claim it, and the first day on which they can have."""
    places: list[str]

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """The incident of a row of `VALUES`."""
        *plain, tactics, sources, doers, sides, claims, places = map(as_text, row)
        ties = (sorted(found or (), key=str) for found in (doers, sides, claims, places))
        return cls._make((*plain, tactics or [], sources or [], *ties))

    @classmethod
    def of_rows(cls, own: Mapping[str, Any], ties: Mapping[str, Iterable[Row]]) -> Self:
        """The incident of these properties, with the rows of the relationships that start there.

        Every place counts as one: which of them are none, who makes them has to leave out.
        """
        low, best, high = map(own.get, _FIGURES)
        dataset, sources = own["dataset"], own.get("sources", ())
        return cls(
            own["id"],
            dataset,
            own.get("country"),
            own.get("attribution"),
            own["datePrecision"],
            own["date"],
            own["firstDay"].isoformat(),
            own["lastDay"].isoformat(),
            low if low is not None else best,
            best,
            high if high is not None else best if best is not None else low,
            own.get("admin1Id"),
            own.get("admin2Id"),
            own.get("tellingOf"),
            own.get("targetType"),
            own.get("tactics", []),
            [] if sources and sources[0] == dataset else list(sources),
            [
                [row["end"], row["properties"].get("attribution")]
                for row in ties.get("PERPETRATED_BY", ())
            ],
            [row["end"] for row in ties.get("INVOLVED", ())],
            [
                [row["end"], as_text(row["properties"].get("claimedOnFirst"))]
                for row in ties.get("CLAIMED_BY", ())
            ],
            [row["end"] for row in ties.get("OCCURRED_AT", ())],
        )

    def to_text(self) -> str:
        """The incident as text, the same for the same incident."""
        return orjson.dumps(tuple(self)).decode()

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Read back what `to_text` wrote."""
        return cls._make(orjson.loads(text))


def of_ids(store: Store, ids: Iterable[str]) -> dict[str, CountedIncident]:
    """Those of the incidents that are in the graph and counted, by their ids."""
    found = (
        CountedIncident.of_row(row["row"])
        for batch in batches(list(ids))
        for row in store.read(_BY_ID, {"ids": batch})
    )
    return {one.id: one for one in found}


def batches(items: Sequence[T], size: int = _BATCH) -> Iterator[Sequence[T]]:
    """The items, as many at a time as one statement is to have."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def as_text(value: Any) -> Any:
    """A text that reads as a day comes out of a graph as one."""
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
