"""What still points to facts that their dataset states no longer, as where an id was renamed.

What always holds here: nothing is changed. What others state stays theirs: who loads a dataset is
told what names ids that are gone, since nobody else can say whether these have new ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from graphq.graph.model.facts import Node
from graphq.graph.model.kinds import Kind
from graphq.graph.model.nodes import Judgement
from graphq.graph.store import Store
from graphq.graph.write.upsert import DERIVED

_TIED: Final = """
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})-[r]-(other)
WHERE r.statedBy <> [$dataset] AND r.statedBy <> [$derived]
  AND coalesce(r.startRecord, r.endRecord, id) = id
  AND NOT type(r) IN ['ABOUT', 'JUDGES']
RETURN id, r.id AS what, r.statedBy AS statedBy
"""
"""What came through a publisher's record goes where the record does; a dossier's own id is the
record of what the dossier declares to be another's."""
_NAMED: Final = (
    """
MATCH (n:Judgement)
UNWIND n.pair AS id
WITH n, id WHERE id IN $ids
RETURN id, n.id AS what, n.statedBy AS statedBy
""",
    """
MATCH (n:Declaration)
WHERE n.theirs IN $ids
RETURN n.theirs AS id, n.id AS what, n.statedBy AS statedBy
""",
    """
MATCH (n:Remark)
WHERE n.about IN $ids
RETURN n.about AS id, n.id AS what, n.statedBy AS statedBy
""",
    """
MATCH (:Incident)-[n:DENIED_BY]->(:Group)
WHERE n.denies IN $ids
RETURN n.denies AS id, n.id AS what, n.statedBy AS statedBy
""",
)
"""What names an id, whether it is there or not."""
_EXAMPLES: Final = 3
"""As many of what points to an id are named."""


@dataclass(slots=True)
class Pointing:
    """What points to an id: the ids of facts by the dataset that states them."""

    id: str
    by: dict[str, set[str]] = field(default_factory=dict)

    def sentence(self, dataset: str) -> str:
        """That the id is gone, who still names it, and what to do."""
        parts = [
            f"{len(facts):,} {'fact' if len(facts) == 1 else 'facts'} of "
            f"{'this dossier' if name == dataset else name} ({_examples(facts)})"
            for name, facts in sorted(self.by.items())
        ]
        number = sum(map(len, self.by.values()))
        return (
            f"{self.id} is stated no longer, and {' and '.join(parts)} still "
            f"{'names' if number == 1 else 'name'} it: if it has a new id, write that there and "
            "load it again."
        )


def pointing(
    store: Store, dataset: str, gone: Mapping[Kind, Collection[str]], own: Iterable[Node]
) -> list[Pointing]:
    """What points to facts of these kinds and ids, which the dataset alone stated, and no longer.

    `own` are the nodes that the dataset states now: a judgement among them may name what is gone.
    """
    found: dict[str, Pointing] = {}
    for key, what, stated_by in (*_found(store, dataset, gone), *_judged(dataset, gone, own)):
        for name in stated_by:
            if name != DERIVED:
                found.setdefault(key, Pointing(key)).by.setdefault(name, set()).add(what)
    return [found[key] for key in sorted(found)]


def _judged(
    dataset: str, gone: Mapping[Kind, Collection[str]], own: Iterable[Node]
) -> Iterator[tuple[str, str, list[str]]]:
    """The dataset's own judgements of what is gone.

    What a dossier names and nobody has is named as in its files, without the dossier's name.
    """
    named = {
        spelled: key
        for ids in gone.values()
        for key in ids
        for spelled in (key, key.rpartition("/")[2])
    }
    for node in own:
        for key in node.pair if isinstance(node, Judgement) else ():
            if key in named:
                yield named[key], node.id, [dataset]


def _found(
    store: Store, dataset: str, gone: Mapping[Kind, Collection[str]]
) -> Iterator[tuple[str, str, list[str]]]:
    every = sorted({key for ids in gone.values() for key in ids})
    given = {"dataset": dataset, "derived": DERIVED, "ids": every}
    for kind, ids in gone.items():
        if not kind.type:
            tied = _TIED.format(label=kind.labels[0])
            yield from _rows(store, tied, {**given, "ids": sorted(ids)})
    for statement in _NAMED if every else ():
        yield from _rows(store, statement, given)


def _rows(
    store: Store, statement: str, given: Mapping[str, object]
) -> Iterator[tuple[str, str, list[str]]]:
    for row in store.read(statement, dict(given)):
        stated_by = [name for name in row["statedBy"] or () if name != given["dataset"]]
        yield str(row["id"]), str(row["what"]), stated_by


def _examples(facts: Iterable[str]) -> str:
    found = sorted(facts)
    more = f" and {len(found) - _EXAMPLES:,} more" if len(found) > _EXAMPLES else ""
    return ", ".join(found[:_EXAMPLES]) + more
