"""Which incidents tell one event: those of one publisher's id, and those that were judged the same.

What always holds here: what `Incident.tellingOf` says follows from what the graph holds now, in
whatever order it was loaded: it is the publisher's id where the event has one, the least id of its
incidents otherwise. What stands here only because a published count counts it tells no event.
Where judgements contradict one another, or a judgement a publisher's id, the ids alone count. A
load looks at what bears on its own dataset, so that it costs next to nothing where nothing is told
twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from graphq.graph.model.own import REGISTER
from graphq.graph.model.relationships import Judges
from graphq.graph.store import Store
from graphq.graph.write import counted, register
from graphq.graph.write.owed import owing
from graphq.graph.write.register import RegisterEntry
from graphq.graph.write.told_events import Pair, told

SAME: Final = "same"
DIFFERENT: Final = "different"
TELLINGS: Final = "tellings"
"""The name under which the register holds what is looked at again: the incidents that say of which
event they are a telling, by the scheme of their publisher's ids, or as `_STATED`."""
_STATED: Final = "stated"
"""Incidents of which somebody states a publisher's id or a judgement, and what is one with them."""

_PUBLISHED: Final = """
MATCH (of:DatasetSum)
MATCH (source:Source {id: of.dataset})
WHERE source.eventScheme IS NOT NULL
RETURN of.dataset AS dataset, source.eventScheme AS scheme
ORDER BY of.incidents DESC, dataset
"""
_STATED_IDS: Final = f"""
MATCH (register:{REGISTER})
UNWIND [entry IN register.facts WHERE entry STARTS WITH $incident] AS entry
WITH split(entry, $tab)[1] AS id
MATCH (event:Incident {{id: id}})
WHERE event.publisherIds IS NOT NULL
RETURN DISTINCT event.id AS id, event.publisherIds AS publisherIds
"""
_JUDGEMENTS: Final = """
MATCH (judgement:Judgement)
RETURN judgement.verdict AS verdict, judgement.pair AS pair
"""
_JUDGED: Final = """
MATCH (judgement:Judgement)
UNWIND judgement.pair AS id
WITH judgement, id
MATCH (event:Incident {id: id})
RETURN judgement.id AS judgement, id
"""
_THERE: Final = """
UNWIND $ids AS id
MATCH (event:Incident {id: id})
WHERE event.placeholder IS NULL
RETURN id, event.tellingOf AS tellingOf
"""
_SET: Final = """
UNWIND $rows AS row
MATCH (event:Incident {id: row.id})
SET event.tellingOf = row.tellingOf
"""


def judged(store: Store) -> list[Judges]:
    """What ties the judgements to the incidents that are in the graph."""
    return [
        Judges(
            id=f"judges:{row['judgement']}>{row['id']}",
            start=str(row["judgement"]),
            end=str(row["id"]),
            inferred=True,
        )
        for row in store.read(_JUDGED)
    ]


def settle(store: Store, dataset: str | None = None) -> int:
    """Have every incident say of which event it is a telling; how many say so anew, or no more.

    `dataset` is the one that has been loaded; without it all are looked at. The sums have to be
    settled before, which tell the datasets.
    """
    schemes = _Schemes([(row["dataset"], row["scheme"]) for row in store.read(_PUBLISHED)])
    stated = {
        str(row["id"]): list(row["publisherIds"])
        for row in store.read(_STATED_IDS, {"incident": "Incident\t", "tab": "\t"})
    }
    judgements: dict[str, list[Pair]] = {SAME: [], DIFFERENT: []}
    for row in store.read(_JUDGEMENTS):
        one, other = sorted(row["pair"])
        judgements[row["verdict"]].append((one, other))
    recorded = register.read(store, TELLINGS)
    explicit = {*stated, *(key for pairs in judgements.values() for pair in pairs for key in pair)}
    wanted = explicit | _recorded_of(recorded, _STATED)
    for scheme, datasets in schemes.by_scheme.items():
        before = _recorded_of(recorded, scheme)
        if _bears_on(dataset, datasets, before):
            wanted |= before
            wanted.update(_ids_of(store, datasets[1:]))
    if not wanted:
        return 0
    looked_at = schemes.expanded(wanted, stated)
    now = _there(store, looked_at)
    listed = [
        (key, publisher_id)
        for key in now
        for publisher_id in (*schemes.publisher_ids(key), *stated.get(key, ()))
    ]
    found = told(now, listed, judgements[SAME], judgements[DIFFERENT])
    tellings = {key: event for event, keys in found.items() for key in keys}
    changed = [key for key, before in now.items() if before != tellings.get(key)]
    for batch in counted.batches(changed):
        rows = [{"id": key, "tellingOf": tellings.get(key)} for key in batch]
        store.write([*owing(store, batch), (_SET, {"rows": rows})])
    entries = {entry for entry in recorded if entry.id not in looked_at}
    for keys in found.values():
        kind = schemes.scheme_of(keys[0]) if explicit.isdisjoint(keys) else _STATED
        entries |= {RegisterEntry(kind, key) for key in keys}
    register.write(store, TELLINGS, entries)
    return len(changed)


def _bears_on(dataset: str | None, datasets: Sequence[str], before: Set[str]) -> bool:
    """Whether a load of the dataset may change what these datasets tell together."""
    if dataset is None:
        return True
    return dataset in datasets or any(key.startswith(f"{dataset}:") for key in before)


def _recorded_of(recorded: Iterable[RegisterEntry], kind: str) -> set[str]:
    return {entry.id for entry in recorded if entry.kind == kind}


def _ids_of(store: Store, datasets: Sequence[str]) -> Iterator[str]:
    for dataset in datasets:
        for rows in store.scan(f"MATCH (event:Incident {{dataset: '{dataset}'}})", ["event.id"]):
            yield from (str(key) for (key,) in rows)


def _there(store: Store, ids: Iterable[str]) -> dict[str, str | None]:
    """Those of the incidents that are in the graph, each with what it says now."""
    return {
        str(row["id"]): row["tellingOf"]
        for batch in counted.batches(sorted(ids))
        for row in store.read(_THERE, {"ids": batch})
    }


@dataclass(slots=True)
class _Schemes:
    """The published datasets that have incidents, those of most incidents first."""

    published: Sequence[tuple[str, str]]
    by_scheme: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort them."""
        for dataset, scheme in self.published:
            self.by_scheme.setdefault(scheme, []).append(dataset)

    def scheme_of(self, incident: str) -> str:
        """The scheme of the ids of the dataset that tells it; none of what nobody published."""
        told_by = (
            scheme for dataset, scheme in self.published if incident.startswith(f"{dataset}:")
        )
        return next(told_by, "")

    def publisher_ids(self, incident: str) -> list[str]:
        """The id under which the publisher lists the event; none of what nobody published."""
        return [
            f"{scheme}:{incident.removeprefix(dataset + ':')}"
            for dataset, scheme in self.published
            if incident.startswith(f"{dataset}:")
        ]

    def expanded(self, incidents: Set[str], stated: Mapping[str, Sequence[str]]) -> set[str]:
        """The incidents, and those that have to be called so where they tell the same event."""
        found = set(incidents)
        for incident in incidents:
            for listed in (*self.publisher_ids(incident), *stated.get(incident, ())):
                for dataset, scheme in self.published:
                    if listed.startswith(f"{scheme}:"):
                        found.add(f"{dataset}:{listed.removeprefix(scheme + ':')}")
        return found
