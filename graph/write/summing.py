"""The sums of incidents in a graph: made anew, or brought up to date by what has changed.

What always holds here: both ways leave the same sums. What is brought up to date is written in one
transaction with the record of it, so that it is never done twice. While sums are made anew, the
graph says that it has none that can be relied on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
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
    sums, unknown = dict[Keys, Sum](), list[Keys]()
    for key, keys in ids.items():
        change, before = changes[keys], there.get(key)
        found = Sum()
        if before:
            found = Sum.of_properties({name: as_text(value) for name, value in before.items()})
        known = not change.gone if before is None else before["sources"] == [keys[1]]
        if known and (change.apply(found) or not found.incidents):
            sums[keys] = found
        else:
            unknown.append(keys)
    sums.update(_counted_anew(store, unknown))
    writes = _Writes()
    for key, keys in ids.items():
        if keys in sums and sums[keys].incidents:
            writes.put(keys, sums[keys], is_new=key not in there)
        else:
            writes.gone.append(key)
    return list(writes.steps())


def _counted_anew(store: Store, wanted: Sequence[Keys]) -> Iterator[tuple[Keys, Sum]]:
    """The sums by these keys, as the incidents in the graph give them; not those of nothing."""
    by_members: dict[tuple[str, bool], dict[Any, set[Keys]]] = {}
    for keys in wanted:
        given = dict(zip(FAMILIES[keys[0]].keys, keys[1:], strict=True))
        if keys[0] == "dataset":
            yield keys, _of_dataset(store, given)
        else:
            anchor = next((key for key in _ANCHORS if given.get(key) is not None), "")
            found = by_members.setdefault((anchor, given["known"]), {})
            found.setdefault(given.get(anchor), set()).add(keys)
    for (anchor, known), by_value in by_members.items():
        statement = _members(anchor, known)
        for values in batches(list(by_value), _PLACES if anchor == "placeId" else 1):
            keys_of = {keys for value in values for keys in by_value[value]}
            yield from _of_members(store, statement, values, keys_of)


def _of_dataset(store: Store, given: Mapping[str, Any]) -> Sum:
    row, made = store.read(_SPAN, given)[0], Sum()
    made.incidents, made.own = row["n"], True
    made.first_day, made.last_day = str(row["first"]), str(row["last"])
    return made


def _of_members(
    store: Store, statement: str, values: Sequence[Any], wanted: Collection[Keys]
) -> Iterator[tuple[Keys, Sum]]:
    """Those of the sums that have incidents among what the statement finds."""
    sums, seen = Sums(), set[str]()
    for row in store.read(statement, {"values": values}):
        one = CountedIncident.of_row(row["row"])
        if one.id not in seen:
            seen.add(one.id)
            sums.add(one, wanted)
    return iter(sums)


_PLACES: Final = 100
"""Places of which all incidents are asked for at once; a group has too many by itself."""
_ANCHORS: Final = {
    "incidentId": "MATCH (event:Incident {id: value})",
    "groupId": "MATCH (:Group {id: value})<-[:PERPETRATED_BY|INVOLVED]-(event:Incident)",
    "placeId": "MATCH (:Location {id: value})<-[:OCCURRED_AT]-(event:Incident)",
    "admin2Id": "MATCH (event:Incident {admin2Id: value})",
    "admin1Id": "MATCH (event:Incident {admin1Id: value})",
    "country": "MATCH (event:Incident {country: value})",
}
"""How the incidents of a sum are found, by the first of its keys that has a value."""


def _members(anchor: str, known: bool) -> str:
    """The statement that finds the incidents of some sums, and others.

    The `known` key is looked at where few have no figure, which an engine can tell at once.
    """
    found = _ANCHORS.get(anchor, "MATCH (event:Incident) WHERE event.country IS NULL WITH event")
    without_figure = "" if known else " AND event.fatalitiesBest IS NULL"
    return (
        f"UNWIND $values AS value {found} WHERE event.placeholder IS NULL{without_figure} "
        f"RETURN [{', '.join(VALUES)}] AS row"
    )


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
