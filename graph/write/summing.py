"""The sums of incidents in a graph: made anew, or brought up to date by what has changed.

What always holds here: both ways leave the same sums. What is brought up to date is written in one
transaction with the record of it, so that it is never done twice. While sums are made anew, the
graph says that it has none that can be relied on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graphq.graph.model.facts import property_types
from graphq.graph.model.nodes import IncidentSum
from graphq.graph.model.schema import create_nodes
from graphq.graph.records import Row
from graphq.graph.store import Step, Store
from graphq.graph.write import counted, owed
from graphq.graph.write.counted import COUNTED, VALUES, CountedIncident, as_text, batches
from graphq.graph.write.families import FAMILIES, Keys, Share, shares
from graphq.graph.write.sums import Sum, Sums, id_of, labels_of, row_of

_THERE: Final = f"UNWIND $ids AS id MATCH (s:{IncidentSum.LABEL} {{id: id}}) RETURN s"
_DELETE: Final = f"UNWIND $ids AS id MATCH (s:{IncidentSum.LABEL} {{id: id}}) DELETE s"
_UPDATE: Final = (
    f"UNWIND $rows AS row MATCH (s:{IncidentSum.LABEL} {{id: row.id}}) SET s = row.properties"
)
_OF_DATASETS: Final = (
    f"{COUNTED} AND event.dataset IN $datasets RETURN [{', '.join(VALUES)}] AS row"
)
_SPAN: Final = (
    f"{COUNTED} AND event.dataset = $dataset "
    "RETURN count(event) AS n, min(event.firstDay) AS first, max(event.lastDay) AS last"
)


def settle(store: Store) -> None:
    """Have the sums hold all that the graph says of incidents; nothing is written if they do."""
    number = owed.number(store)
    if number is None:
        make_anew(store)
    elif number:
        _bring_up_to_date(store, owed.owed(store))


def make_anew(store: Store) -> int:
    """Count every incident; how many sums were not as they should be, and are written."""
    store.write([owed.untracked()])
    sums = Sums()
    for rows in store.scan(COUNTED, VALUES):
        for row in rows:
            sums.add(CountedIncident.of_row(row))
    amiss = 0
    for step in _differing(sums, _all_there(store)):
        store.write([step])
        amiss += sum(map(len, step[1].values()))
    for step in owed.cleared(list(owed.owed(store))):
        store.write([step])
    store.write([owed.tracked()])
    return amiss


def _bring_up_to_date(store: Store, owing: Mapping[str, str]) -> None:
    was = {key: CountedIncident.of_text(text) for key, text in owing.items() if text}
    now = counted.of_ids(store, owing)
    pairs = [(was.get(key), now.get(key)) for key in owing if was.get(key) != now.get(key)]
    # Which sources a sum cites is known of all its incidents together.
    datasets = {one.dataset for pair in pairs for one in pair if one and one.sources}
    changes: dict[Keys, _Change] = defaultdict(_Change)
    for pair in pairs:
        for one, which in zip(pair, ("gone", "come"), strict=True):
            if one is not None and one.dataset not in datasets:
                for share in shares(one):
                    getattr(changes[share.keys], which).append((one, share))
    steps = _changed(store, changes)
    if datasets:
        sums = Sums()
        for row in store.read(_OF_DATASETS, {"datasets": sorted(datasets)}):
            sums.add(CountedIncident.of_row(row["row"]))
        steps += _differing(sums, _there_of(store, datasets))
    store.write([*steps, *owed.cleared(list(owing))])


@dataclass(slots=True)
class _Change:
    """The incidents that have gone from a sum, and those that have come to it."""

    gone: list[tuple[CountedIncident, Share]] = field(default_factory=list)
    come: list[tuple[CountedIncident, Share]] = field(default_factory=list)

    def apply(self, found: Sum) -> bool:
        """Have the sum hold the change; whether it is right then, or has to be counted anew."""
        still = Sum()
        for one, share in self.come:
            found.add(one, share)
            still.add(one, share)
        left = [found.take(one, share, still) for one, share in self.gone]
        return all(left)


def _changed(store: Store, changes: Mapping[Keys, _Change]) -> list[Step]:
    """Steps that have the sums hold the changes."""
    ids = {id_of(keys): keys for keys in changes}
    there = {
        str(properties["id"]): properties
        for batch in batches(list(ids))
        for row in store.read(_THERE, {"ids": batch})
        for properties in (row["s"].properties,)
    }
    writes = _Writes()
    for key, keys in ids.items():
        change, before = changes[keys], there.get(key)
        found = Sum()
        if before:
            found = Sum.of_properties({name: as_text(value) for name, value in before.items()})
        known = not change.gone if before is None else before["sources"] == [keys[1]]
        if not (known and change.apply(found)) and (not known or found.incidents):
            found = _counted_anew(store, keys)
        if found.incidents:
            writes.put(keys, found, is_new=before is None)
        else:
            writes.gone.append(key)
    return list(writes.steps())


def _counted_anew(store: Store, keys: Keys) -> Sum:
    """The sum by these keys, as the incidents in the graph give it."""
    family = FAMILIES[keys[0]]
    given = dict(zip(family.keys, keys[1:], strict=True))
    made = Sum()
    if family.name == "dataset":
        row = store.read(_SPAN, given)[0]
        made.incidents, made.own = row["n"], True
        made.first_day, made.last_day = str(row["first"]), str(row["last"])
        return made
    members = (CountedIncident.of_row(row["row"]) for row in store.read(_members(given), given))
    for one in {one.id: one for one in members}.values():
        for share in shares(one):
            if share.keys == keys:
                made.add(one, share)
    return made


_ANCHORS: Final = {
    "groupId": "MATCH (:Group {id: $groupId})<-[:PERPETRATED_BY|INVOLVED]-(event:Incident)",
    "placeId": "MATCH (:Location {id: $placeId})<-[:OCCURRED_AT]-(event:Incident)",
    "admin2": "MATCH (event:Incident {admin2: $admin2})",
    "country": "MATCH (event:Incident {country: $country})",
}
"""How the incidents of a sum are found, by the first of its keys that has a value."""
_SAME: Final = ("country", "targetType", "admin1", "admin2")
"""Keys that are an incident's own."""


def _members(given: Mapping[str, Any]) -> str:
    """The statement that finds the incidents of the sum by these keys, and some others."""
    anchor = next(
        (pattern for key, pattern in _ANCHORS.items() if given.get(key) is not None),
        "MATCH (event:Incident)",
    )
    same = [
        f"event.{key} = ${key}" if given[key] is not None else f"event.{key} IS NULL"
        for key in _SAME
        if key in given
    ]
    if "known" in given:
        same.append(f"event.fatalitiesBest IS {'NOT ' if given['known'] else ''}NULL")
    conditions = " AND ".join(["event.placeholder IS NULL", "event.dataset = $dataset", *same])
    return f"{anchor} WHERE {conditions} RETURN [{', '.join(VALUES)}] AS row"


def _differing(sums: Sums, there: Iterator[list[Any]]) -> Iterator[Step]:
    """Steps that leave just these sums of those that are there (`_KEPT`)."""
    ids = {id_of(keys): keys for keys, _ in sums}
    writes, other = _Writes(), set[Keys]()
    for key, *values in there:
        keys = ids.pop(key, None)
        if keys is None:
            writes.gone.append(key)
        elif values != _as_kept(sums[keys].properties(keys)):
            other.add(keys)
    yield from writes.steps()
    for batch in batches([*other, *ids.values()]):
        writes = _Writes()
        for keys in batch:
            writes.put(keys, sums[keys], is_new=keys not in other)
        yield from writes.steps()


_KEPT: Final = [key for key in (*property_types(IncidentSum), "statedBy") if key != "id"]
"""What is looked at to see whether a sum is as it should be."""
_AS_KEPT: Final = [f"s.{key}" for key in ("id", *_KEPT)]
_THERE_OF: Final = (
    f"MATCH (s:{IncidentSum.LABEL}) WHERE s.dataset IN $datasets "
    f"RETURN [{', '.join(_AS_KEPT)}] AS row"
)


def _all_there(store: Store) -> Iterator[list[Any]]:
    for rows in store.scan(f"MATCH (s:{IncidentSum.LABEL})", _AS_KEPT):
        yield from rows


def _there_of(store: Store, datasets: Collection[str]) -> Iterator[list[Any]]:
    for row in store.read(_THERE_OF, {"datasets": sorted(datasets)}):
        yield as_text(row["row"])


def _as_kept(properties: Mapping[str, Any]) -> list[Any]:
    return [as_text(properties.get(key)) for key in _KEPT]


@dataclass(slots=True)
class _Writes:
    """Sums to be written, and the ids of those that are to go.

    That a sum is new has to be known: the embedded engine finds none by two labels.
    """

    gone: list[str] = field(default_factory=list)
    _new: dict[tuple[str, ...], list[Row]] = field(default_factory=lambda: defaultdict(list))
    _changed: list[Row] = field(default_factory=list)

    def put(self, keys: Keys, found: Sum, *, is_new: bool) -> None:
        """Have the graph say this sum."""
        rows = self._new[labels_of(keys)] if is_new else self._changed
        rows.append(row_of(keys, found))

    def steps(self) -> Iterator[Step]:
        """The steps that write it all."""
        for ids in batches(self.gone):
            yield _DELETE, {"ids": ids}
        for rows in batches(self._changed):
            yield _UPDATE, {"rows": rows}
        for labels, made in self._new.items():
            for rows in batches(made):
                yield create_nodes(labels), {"rows": rows}
