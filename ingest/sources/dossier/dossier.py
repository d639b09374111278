"""A dossier: a folder of small CSV tables of cited facts, the curated one or the analyst's own.

What always holds here: every row is checked before anything is written, and a dossier with a
problem changes nothing in the graph. A dossier may refer to what the graph already holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graphq.graph.errors import UsageError
from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.nodes import Incident
from graphq.graph.model.relationships import OccurredAt
from graphq.graph.outputs import write_folder
from graphq.graph.store import Store
from graphq.graph.write.statements import DOSSIER_PREFIX
from graphq.ingest.facts import Facts
from graphq.ingest.files.problems import Problem, SourceRefusedError
from graphq.ingest.places.tree import PlaceTree
from graphq.ingest.sources.dossier import ids
from graphq.ingest.sources.dossier.clashes import other_dossiers, shared_with_others
from graphq.ingest.sources.dossier.doubts import doubts_in
from graphq.ingest.sources.dossier.facts import note_of
from graphq.ingest.sources.dossier.read import read_dossier
from graphq.ingest.sources.dossier.rules import EVERY_TABLE
from graphq.ingest.sources.dossier.shared import through_records
from graphq.ingest.sources.dossier.table import (
    DossierRow,
    DossierRows,
    DossierTable,
    Known,
    bare_of,
    in_order,
    repeated,
)
from graphq.ingest.sources.dossier.tables import TABLES
from graphq.ingest.sources.dossier.tables.remarks import about_nothing
from graphq.ingest.sources.dossier.tidy.moved import moved_since
from graphq.ingest.sources.dossier.tidy.tidy import ATTRIBUTES, MERGE
from graphq.ingest.stated import StatedSource

_BUNDLED: Final = Path(__file__).parents[2] / "dossiers"
_LABELS: Final = {name: table.node.LABEL for name, table in TABLES.items() if table.node}
"""The label of what the rows of each table become, of those that become nodes."""


_KNOWN: Final = """
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})
WHERE any(name IN n.statedBy WHERE name <> $dataset)
RETURN n.id AS id
UNION
UNWIND $ids AS id
MATCH (record:Record {{id: 'record:' + id, entityLabel: '{label}'}})
WHERE record.scheme STARTS WITH 'dossier:' AND record.scheme <> $dataset
RETURN id
"""
"""Of what a dossier declares to be another's there is only the record."""


def bundled() -> list[str]:
    """Names of the dossiers that come with graphq."""
    return sorted(folder.name for folder in _BUNDLED.iterdir() if folder.is_dir())


@dataclass(frozen=True, slots=True)
class Dossier(StatedSource):
    """A dossier's folder; its name is the name of its dataset."""

    folder: Path
    importer: str = "dossier"

    @classmethod
    def find(cls, what: str) -> Dossier:
        """The dossier that comes with graphq under this name, or the folder of that path.

        A folder of the same name is meant by a path to it, as in `./jnim`. Raises UsageError when
        there is neither, when the folder holds no table of a dossier, or when it would be kept
        under the name of a dossier that comes with graphq.
        """
        if what in bundled():
            return cls(_BUNDLED / what)
        folder = Path(what).expanduser()
        if not folder.exists():
            raise UsageError(
                f"There is no file or folder {what}. The dossiers that come with graphq: "
                f"{', '.join(bundled())}."
            )
        if not folder.is_dir():
            raise UsageError(f"{what} is a file; graphq loads a dossier, which is a folder.")
        if not any((folder / table.file).exists() for table in TABLES.values()):
            files = ", ".join(table.file for table in TABLES.values())
            raise UsageError(
                f"{what} is no dossier: it holds none of {files}. "
                "graphq new-dossier writes an empty one."
            )
        name = folder.resolve().name
        if name.casefold() in bundled() and not folder.samefile(_BUNDLED / name.casefold()):
            raise UsageError(
                f"The name {name.casefold()} belongs to the dossier that comes with graphq; "
                "rename the folder."
            )
        return cls(folder)

    @property
    def dataset(self) -> str:
        """The dossier's dataset."""
        return DOSSIER_PREFIX + self.name

    @property
    def name(self) -> str:
        """The folder's name, as it stands before the dossier's ids in the graph."""
        return ids.as_part_of_an_id(self.origin)

    @property
    def origin(self) -> str:
        """The folder's name; where it lies on a machine is nobody's business."""
        return self.folder.resolve().name

    @property
    def is_complete(self) -> bool:
        """Always: a dossier with a problem is refused."""
        return True

    def fingerprint(self) -> str:
        """A hash of the tables."""
        digest = hashlib.sha256()
        for table in TABLES.values():
            file = self.folder / table.file
            if file.exists():
                digest.update(table.name.encode() + b"\0" + file.read_bytes() + b"\0")
        return digest.hexdigest()

    def check(self, known: Known | Callable[[Set[str]], Known]) -> tuple[Facts, list[Problem]]:
        """The facts, and every problem; there are no facts where there is a problem.

        `known` are the ids of the graph that other datasets have put there, or what tells which of
        them the dossier's ids can mean.
        """
        rows, problems = self._checked(known)
        if problems:
            return Facts(), problems
        facts, problems = _facts(rows)
        return (Facts(), problems) if problems else (facts, [])

    def _checked(
        self, known: Known | Callable[[Set[str]], Known]
    ) -> tuple[DossierRows, list[Problem]]:
        """The rows as they are written, and every problem."""
        tables, problems = read_dossier(self.folder)
        ids.bare(tables, self.name)
        if not isinstance(known, Mapping):
            known = known(ids.ids_in(tables))
        rows = DossierRows(tables, known, self.dataset, ids.prefix_of(self.name), labels=_LABELS)
        # Against a table that could not be read, every reference to it would look wrong.
        whole = all(tables.get(Path(problem.file).stem, True) for problem in problems)
        for table in TABLES.values():
            rules = (*EVERY_TABLE, *table.own_rules)
            checks = [rule.check for rule in rules] if whole else [repeated]
            for row in tables[table.name]:
                problems += [problem for check in checks for problem in check(row, rows)]
        return rows, problems

    def facts(self, store: Store) -> Facts:
        """Every fact. Raises SourceRefusedError when a row is wrong."""
        rows, problems = self._checked(lambda ids: _known(store, self.dataset, ids))
        facts, problems = (Facts(), problems) if problems else _facts(rows)
        if problems:
            raise SourceRefusedError(f"The dossier {self.origin}", problems)
        facts.told += [*shared_with_others(store, rows), *moved_since(rows)]
        return facts


def _facts(written: DossierRows) -> tuple[Facts, list[Problem]]:
    """What the rows state, once they passed every check, and the remarks that are about nothing."""
    written = in_order(written)
    rows = ids.in_graph(written)
    _name_relationships(written, rows)
    facts = Facts()
    for table, row in _each(rows):
        for fact in _stated(table, row, rows):
            facts.add(fact)
        if table.covers:
            facts.covers.append(table.covers(row, rows))
    problems = list(about_nothing(rows, facts))
    # Names come when all places are known.
    _add_units(facts, rows.places)
    # What an entity's own row calls it goes before what others do.
    for table in sorted(TABLES.values(), key=lambda table: table.node is None):
        for row in rows.tables[table.name]:
            for spelling in table.names(row, rows):
                facts.add_name(**spelling._asdict())
    for location in rows.places.locations.values():
        facts.add_location(location)
    for containment in rows.places.containment():
        facts.add(containment)
    through_records(facts, rows, written.prefix)
    facts.add_reports()
    facts.doubts += () if problems else doubts_in(written)
    return facts, problems


def _each(rows: DossierRows) -> Iterator[tuple[DossierTable, DossierRow]]:
    for name, table in TABLES.items():
        for row in rows.tables[name]:
            yield table, row


def _stated(
    table: DossierTable, row: DossierRow, rows: DossierRows
) -> Iterator[Node | Relationship]:
    """What a row states, and its note."""
    made = list(table.facts(row, rows))
    yield from made
    yield from note_of(row, made[0], rows) if made else ()


def _name_relationships(written: DossierRows, rows: DossierRows) -> None:
    """Have remarks name a relationship by its id in the graph, as its ends are named there."""
    remarks = [row for row in rows.tables["remarks"] if ":" in row["about"]]
    if not remarks or not written.prefix:
        return
    pairs = zip(_each(written), _each(rows), strict=True)
    named = {
        before.id: after.id
        for (table, one), (_, other) in pairs
        for before, after in zip(table.facts(one, written), table.facts(other, rows), strict=True)
    }
    for row in remarks:
        row.cells["about"] = named.get(row["about"], row["about"])


def _add_units(facts: Facts, places: PlaceTree) -> None:
    """Have an incident of which the row names no unit lie in that of its place.

    In which unit a place lies, any row may say.
    """
    for tie in list(facts.relationships.values()):
        incident = facts.nodes.get(tie.start)
        if isinstance(tie, OccurredAt) and isinstance(incident, Incident):
            known = {f"{level}_id": unit for level, unit in places.units_of(tie.end).items()}
            missing = {name: unit for name, unit in known.items() if not getattr(incident, name)}
            facts.nodes[tie.start] = incident.model_copy(update=missing)


def _known(store: Store, dataset: str, written: Set[str]) -> Known:
    """The ids of the graph that the written ones can mean, of what other datasets have put there,
    by the table of such things.
    """
    dossiers = other_dossiers(store, dataset)
    wanted = {bare_of(key) for key in written}
    wanted |= {f"{name}/{key}" for name in dossiers for key in written}
    return {
        table: frozenset(
            str(row["id"])
            for row in store.read(
                _KNOWN.format(label=label), {"ids": sorted(wanted), "dataset": dataset}
            )
        )
        for table, label in _LABELS.items()
    }


def write_empty(folder: Path) -> list[Path]:
    """Write an empty dossier whose columns and rules are explained in comments; returns its files.

    Raises UsageError when the folder holds something already, OSError.
    """
    files = {}
    for table in TABLES.values():
        lines = [f"# {table.file}: {table.help}", "#"]
        columns = [column for column in table.columns if not column.moved]
        for column in columns:
            needed = "required" if column.required else "may be empty"
            lines.append(f"# {column.name}: {column.told}; {needed}")
        if table.own_rules:
            rules = (f"# - {rule.sentence}" for rule in table.own_rules)
            lines += ["#", "# What must hold:", *rules]
        for remark in table.remarks:
            lines += ["#", f"# {remark}"]
        lines.append(",".join(column.name for column in columns))
        files[table.file] = ("\n".join(lines) + "\n").encode()
    files[ATTRIBUTES] = f"{MERGE}\n".encode()
    return write_folder(folder, files)
