"""What a dossier has in common with others without saying so: ids, and publishers' numbers.

What always holds here: nothing follows from it. It is told to who loads the dossier, who knows
whether two things are one, and can declare it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from graphq.graph.model.declared import NODES
from graphq.graph.model.facts import property_types
from graphq.graph.model.own import COME_WITH_GRAPHQ
from graphq.graph.store import Store
from graphq.graph.write.identities import ENTITY_LABELS
from graphq.graph.write.statements import DOSSIER_PREFIX
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows, bare_of

_NUMBERS: Final = {
    "groups": {"un_list_ref": "un-sc", "ucdp_actor_id": "ucdp:actor", "wikidata_id": "wikidata"},
    "people": {"un_ref": "un-sc"},
    "facilities": {"icao": "icao", "iata": "iata"},
}
"""The columns that hold a publisher's number, by table, each with whose numbers they are."""
_PROPERTIES: Final = {
    "unListRef": "un-sc", "ucdpActorId": "ucdp:actor", "wikidataId": "wikidata", "icao": "icao",
    "iata": "iata",
}  # fmt: skip
_TOLD: Final = 3
"""As many examples are told."""

_OTHERS: Final = """
MATCH (run:IngestRun)
WHERE run.dataset STARTS WITH $dossiers AND run.dataset <> $dataset
RETURN DISTINCT run.dataset AS dataset
ORDER BY dataset
"""
_OF_OTHERS: Final = "any(name IN {}.statedBy WHERE name STARTS WITH $dossiers AND name <> $dataset)"
_NUMBERED: Final = "UNION ALL".join(
    f"\nMATCH (n:{label}) WHERE n.{name} IN $values AND {_OF_OTHERS.format('n')} "
    f"RETURN '{scheme}:' + n.{name} AS number, {key} AS id, n.statedBy AS statedBy\n"
    for label, key in (
        *((label, "n.id") for label in ENTITY_LABELS),
        ("Record", "substring(n.id, size('record:'))"),
    )
    for name, scheme in _PROPERTIES.items()
    if name in property_types(NODES[label])
)
_IDENTIFIED: Final = f"""
UNWIND $numbers AS number
MATCH (:Record {{id: 'record:' + number}})-[is:IDENTIFIED_AS]->(entity)
WHERE {_OF_OTHERS.format("is")}
RETURN number, coalesce(is.endRecord, entity.id) AS id, is.statedBy AS statedBy
"""
_STATED: Final = """
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})
WHERE any(name IN n.statedBy WHERE name IN $datasets)
RETURN id
"""
_DECLARED: Final = """
UNWIND $ids AS id
MATCH (declared:Declaration {theirs: id})
RETURN declared.mine AS mine, id
"""


def other_dossiers(store: Store, dataset: str) -> list[str]:
    """The names of the dossiers that have been loaded, but for the one that is this dataset."""
    rows = store.read(_OTHERS, {"dataset": dataset, "dossiers": DOSSIER_PREFIX})
    return [str(row["dataset"]).removeprefix(DOSSIER_PREFIX) for row in rows]


def shared_with_others(store: Store, rows: DossierRows) -> list[str]:
    """A sentence for each other dossier with which it shares an id or a number undeclared.

    The rows are those of the files as they are written.
    """
    found: dict[str, _Shared] = {}
    declared = _declared(store, rows)
    for number, mine, theirs, dossier in _by_number(store, rows):
        if not declared & {(mine, theirs), (mine, number)}:
            shared = found.setdefault(dossier, _Shared())
            shared.numbers.setdefault(mine, number)
            shared.numbered.add(theirs)
    for table, mine, theirs, dossier in _by_id(store, rows):
        shared = found.setdefault(dossier, _Shared())
        if table not in _NUMBERS:
            shared.others.append(mine)
        elif theirs not in shared.numbered and (mine, theirs) not in declared:
            shared.ids.append(mine)
    return [one.told(dossier, rows) for dossier, one in sorted(found.items()) if one.any]


@dataclass(slots=True)
class _Shared:
    """What two dossiers have in common, and nobody declared."""

    numbers: dict[str, str] = field(default_factory=dict)
    """The dossier's own, each with the first number that something of the other has too."""
    numbered: set[str] = field(default_factory=set)
    """Ids of what has these numbers in the other."""
    ids: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """Ids of sources, incidents and the like, which nobody has to declare."""

    @property
    def any(self) -> bool:
        """Whether there is something to be told."""
        return bool(self.numbers or self.ids or self.others)

    def told(self, dossier: str, rows: DossierRows) -> str:
        """The sentence."""
        parts = []
        if self.numbers:
            examples = _examples([f"{mine}: {number}" for mine, number in self.numbers.items()])
            parts.append(
                f"{_counted(len(self.numbers), 'of its ids carries', 'of its ids carry')} the "
                f"numbers of {_counted(len(self.numbered), 'thing', 'things')} in dossier "
                f"{dossier} ({examples})"
            )
        if self.ids:
            what = _counted(len(self.ids), "of its ids is", "of its ids are")
            parts.append(
                f"{what} in dossier {dossier} too, of groups, people or facilities "
                f"({_examples(self.ids)})"
            )
        told = ", and ".join(parts)
        if told:
            whose = "" if rows.prefix else f" of {dossier}"
            told += f": declare them the same, or different, in same_as.csv{whose}"
        if self.others:
            what = _counted(len(self.others), "of its ids is", "of its ids are")
            apart = (
                f"{what} in dossier {dossier} too, of sources, incidents and the like, which are "
                "told apart"
            )
            told = f"{told}; {apart}" if told else apart
        return f"{told}."


def _counted(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"


def _examples(texts: Sequence[str]) -> str:
    more = ", …" if len(texts) > _TOLD else ""
    return ", ".join(texts[:_TOLD]) + more


def _by_id(store: Store, rows: DossierRows) -> Iterator[tuple[str, str, str, str]]:
    """What has the id of something of another dossier: table, id, id in the graph, dossier."""
    known = sorted({theirs for ids in rows.known.values() for theirs in ids})
    bundled = _of_bundled(store, rows, [key for key in known if key in rows.owners])
    others: dict[str, tuple[str, str]] = {}
    for theirs in known:
        dossier, slash, key = theirs.rpartition("/")
        if slash or key in bundled:
            others.setdefault(key, (theirs, dossier or COME_WITH_GRAPHQ[0]))
    for key, row in rows.owners.items():
        if key in others:
            yield row.table.name, key, *others[key]


def _of_bundled(store: Store, rows: DossierRows, ids: Sequence[str]) -> set[str]:
    """Those of the ids that a dossier has which comes with graphq, and not a publisher alone."""
    given = {"ids": list(ids), "datasets": [f"{DOSSIER_PREFIX}{name}" for name in COME_WITH_GRAPHQ]}
    return {
        str(row["id"])
        for label in (rows.labels.values() if ids else ())
        for row in store.read(_STATED.format(label=label), given)
    }


def _by_number(store: Store, rows: DossierRows) -> Iterator[tuple[str, str, str, str]]:
    """What has a number of something of another dossier: number, id, id in the graph, dossier."""
    numbers = dict(_numbers(rows))
    given = {"dataset": rows.dataset, "dossiers": DOSSIER_PREFIX, "numbers": sorted(numbers)}
    given["values"] = sorted({number.rpartition(":")[2] for number in numbers})
    found = [*store.read(_NUMBERED, given), *store.read(_IDENTIFIED, given)] if numbers else []
    for row in found:
        number, theirs = str(row["number"]), str(row["id"])
        dossier, slash, _ = theirs.rpartition("/")
        if number in numbers and theirs != f"{rows.prefix}{numbers[number]}":
            yield number, numbers[number], theirs, dossier if slash else COME_WITH_GRAPHQ[0]


def _numbers(rows: DossierRows) -> Iterator[tuple[str, str]]:
    """Every publisher's number of the dossier's own, with the id of what has it."""
    for table, columns in _NUMBERS.items():
        for row in rows.tables[table]:
            for column, scheme in columns.items():
                if row[column]:
                    yield f"{scheme}:{row[column]}", row["id"]
    for row in rows.tables["identities"]:
        if _is_own(row, rows):
            yield f"{row['scheme']}:{row['external_id']}", row["entity_id"]


def _is_own(row: DossierRow, rows: DossierRows) -> bool:
    return row["entity_id"] in rows.owners


def _declared(store: Store, rows: DossierRows) -> set[tuple[str, str]]:
    """What is declared the same or different: the dossier's own, and the id of the other."""
    own = {(row["mine"], bare_of(row["theirs"])) for row in rows.tables["same_as"]}
    ids = {f"{rows.prefix}{key}": key for key in rows.owners}
    others = store.read(_DECLARED, {"ids": sorted(ids)})
    return own | {(ids[str(row["id"])], str(row["mine"])) for row in others}
