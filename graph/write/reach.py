"""Puts on record how far a dataset reaches, at the end of a load of it.

What always holds here: it is true of what the graph holds of the dataset then: what a release
replaces is forgotten with its incidents. An incident after the end that is stated is on record all
the same, so the record reaches as far as it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, cast

from graphq.graph.model.coverage import BY_INCIDENT, BY_STATEMENT, Coverage, joined
from graphq.graph.model.facts import NAME_LENGTH
from graphq.graph.model.nodes import Dataset
from graphq.graph.model.schema import upsert_nodes
from graphq.graph.store import Store

_SPAN: Final = """
MATCH (of:DatasetSum)
WHERE of.dataset = $dataset
RETURN of.firstDay AS first, of.lastDay AS last
"""
_SURELY: Final = """
MATCH (event:Incident)
WHERE event.firstDay >= $since AND event.dataset = $dataset AND event.placeholder IS NULL
RETURN max(CASE WHEN event.datePrecision = 'day' THEN event.lastDay ELSE event.firstDay END) AS last
"""
_LOOKED_BACK: Final = (31, 400, 40_000)
"""Days before the last that an incident can mean, among which the last one is looked for by the
index: mostly the first few do."""
_COUNTRIES: Final = """
MATCH (of:KindSum)
WHERE of.dataset = $dataset AND of.country IS NOT NULL
RETURN DISTINCT of.country AS country
"""
_COVERS: Final = f"MATCH (of:{Dataset.LABEL} {{id: $id}}) RETURN of.covers AS covers"
_FORGET: Final = f"MATCH (of:{Dataset.LABEL} {{id: $id}}) DELETE of"


def put_on_record(store: Store, dataset: str, stated: Sequence[Coverage], *, anew: bool) -> None:
    """Say how far the dataset reaches now; the sums of its incidents have to be up to date.

    `stated` is what the load says that it covers; `anew`: the dataset is nothing but what it
    brought, so that what earlier loads covered is forgotten. Raises StoreError.
    """
    key = f"dataset:{dataset}"
    before = [] if anew else store.read(_COVERS, {"id": key})
    covers = joined(
        [*stated, *(Coverage.of_text(text) for row in before for text in row["covers"] or ())]
    )
    span = store.read(_SPAN, {"dataset": dataset})
    if not (span or covers):
        store.write([(_FORGET, {"id": key})])
        return
    countries = {row["country"] for row in store.read(_COUNTRIES, {"dataset": dataset})}
    said = max((one.last for one in covers), default=None)
    last = _last(store, dataset, span[0]["last"]) if span else None
    by_statement = said is not None and (last is None or said >= last)
    firsts = [one.first for one in covers if one.first] + [row["first"] for row in span]
    made = Dataset(
        id=key,
        name=_caption(dataset),
        dataset=dataset,
        reach_from=min(firsts, default=None),
        reach_to=said if by_statement else last,
        reach_by=BY_STATEMENT if by_statement else BY_INCIDENT,
        last_incident=last,
        covers=tuple(one.text for one in covers),
        countries=tuple(sorted(countries | _named(covers))),
    )
    row = {"id": key, "properties": made.properties()}
    store.write([(upsert_nodes(made.labels), {"rows": [row]})])


def _last(store: Store, dataset: str, possibly: date) -> date:
    """The last day on which an incident of the dataset surely went on, or had yet to happen.

    One of which only the year is known does not say that the whole year was looked through.
    """
    for days in _LOOKED_BACK:
        since = date.fromordinal(max(1, possibly.toordinal() - days))
        (row,) = store.read(_SURELY, {"dataset": dataset, "since": since})
        if row["last"]:
            return cast("date", row["last"])
    return possibly


def _named(covers: Iterable[Coverage]) -> set[str]:
    return {country for one in covers for country in one.countries}


def _caption(dataset: str) -> str:
    return dataset if len(dataset) <= NAME_LENGTH else f"{dataset[: NAME_LENGTH - 1]}…"
