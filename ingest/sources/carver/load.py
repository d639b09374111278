"""CARVER scores as their assessors give them: from a file, or entered one facility at a time.

What always holds here: a score is kept only with the name of the person who gave it and the day;
nothing is scored that nobody scored. Each assessment is a dataset of its own, so that no other load
retires it, and it can be withdrawn. The same assessor on the same day and scale is the same
assessment, and corrects it; any other stands beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Final

from graphq.graph.errors import UnknownNameError, UsageError
from graphq.graph.model.nodes import Source
from graphq.graph.model.ratings import CRITERIA, METHOD, Scale
from graphq.graph.model.values import PartialDate, Reliability
from graphq.graph.read.names import called
from graphq.graph.store import Store
from graphq.ingest import pipeline, rated
from graphq.ingest.facts import Facts
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.files.tables import lacking_columns, table_of
from graphq.ingest.places.tree import shortened
from graphq.ingest.runs import Summary
from graphq.ingest.sources.carver.row import (
    ASSESSMENT,
    ASSESSOR,
    DATE,
    SCALE,
    SCALE_HIGH,
    SCALE_LOW,
    TARGET,
    Entry,
    entry_of,
    finder,
)
from graphq.ingest.stated import StatedSource

_VERSION: Final = 1
"""Of the reading: raised when the same row is read into different facts."""
ENTERED: Final = "entered with graphq assess"
"""What an assessment was read from that came from no file."""
_STATED: Final = """
MATCH (found:Assessment {id: $id})
RETURN found.statedBy AS statedBy, found.assessors AS assessors, found.date AS date,
  found.scaleLow AS low, found.scaleHigh AS high
"""
_RATED: Final = f"""
MATCH (found:Assessment {{id: $id}})-[rates:RATES]->(target:Target)
WHERE $dataset IN rates.statedBy
OPTIONAL MATCH (remark:Remark {{about: rates.id}})
WHERE $dataset IN remark.statedBy
RETURN target.id AS targetId, target.name AS target, remark.text AS note,
  {", ".join(f"rates.{name} AS {name}" for name in CRITERIA)}
ORDER BY targetId
"""


def facts_of(entries: Sequence[Entry]) -> Facts:
    """The facts of one assessment, whose source is its assessor."""
    facts, first = Facts(), entries[0]
    key, source = first.assessment_id, first.dataset
    who = "; ".join(first.assessors)
    facts.add(
        Source(
            id=source,
            name=shortened(f"{first.assessors[0]} {first.date.year}"),
            title=f"CARVER assessment on a scale of {first.scale}",
            publisher=who,
            published_on=str(first.date),
            kind="assessment",
            reliability=Reliability.F,
        )
    )
    facts.add(
        rated.assessment(key, first.assessors, first.date, scale=first.scale, sources=(source,))
    )
    for entry in entries:
        rating = rated.rating(key, entry.target_id, entry.scores, sources=(source,))
        facts.add(rating)
        facts.add_remark(rating, entry.note, first.date)
    facts.add_reports()
    return facts


@dataclass(frozen=True, slots=True)
class Assessed(StatedSource):
    """One assessment."""

    WHY_KEPT: ClassVar[str] = "a file may hold only some of what its assessor scored"

    dataset: str
    entries: Sequence[Entry]
    origin: str
    is_complete: bool = False
    """Never, unless it is withdrawn: what was rated before and is not rated now stays."""
    importer: str = f"{METHOD} {_VERSION}"

    def fingerprint(self) -> str:
        """A hash of what was given."""
        told = [(entry.target_id, *entry.scores.values(), entry.note) for entry in self.entries]
        return hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()

    def facts(self, store: Store) -> Facts:
        """Every fact; none where the assessment is withdrawn."""
        return facts_of(self.entries) if self.entries else Facts()


@dataclass(frozen=True, slots=True)
class Assessments:
    """What was given, as a source: each assessment is a dataset of its own."""

    entries: Sequence[Entry]
    origin: str = ENTERED
    dataset: str = METHOD

    def parts(self, store: Store) -> list[Assessed]:
        """The assessments, in the order in which they are first met."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.dataset, []).append(entry)
        return [Assessed(dataset, given, self.origin) for dataset, given in found.items()]


@dataclass(frozen=True, slots=True)
class ScoresFile:
    """A file of scores as a source."""

    form: CarverFormat
    file: InputFile
    rejects: Rejects
    dataset: str = METHOD

    @property
    def origin(self) -> str:
        """The file's name."""
        return self.file.name

    def parts(self, store: Store) -> list[Assessed]:
        """The assessments in it. Raises what `read_scores` raises."""
        entries = read_scores(self.form, self.file, store, self.rejects)
        return Assessments(entries, self.origin).parts(store)


class CarverFormat:
    """A table with one row for each facility that an assessor scored."""

    name: Final = METHOD
    title: Final = "CARVER scores"
    version: Final = _VERSION

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that it needs and that are not there."""
        lacking = [name for name in (ASSESSOR, DATE, TARGET, *CRITERIA) if name not in columns]
        if SCALE in columns or {SCALE_LOW, SCALE_HIGH} <= {*columns}:
            return lacking
        return [*lacking, f"{SCALE} (or {SCALE_LOW} and {SCALE_HIGH})"]

    def lacking(self, file: InputFile) -> list[str]:
        """What the file lacks to be of this kind, by name; empty if it is of this kind."""
        return lacking_columns(self, file)

    def source(self, file: InputFile, rejects: Rejects) -> ScoresFile:
        """The file as a source."""
        return ScoresFile(self, file, rejects)


FORMAT: Final = CarverFormat()


@dataclass(slots=True)
class _Rows:
    """The rows of a file that could be read, each assessment's target once."""

    entries: list[Entry] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, entry: Entry, line: int) -> None:
        """Add it. Raises RowRefusedError where the same is rated twice."""
        key = (entry.dataset, entry.target_id)
        if key in self.lines:
            raise RowRefusedError(
                TARGET,
                f"{entry.target} is rated on line {self.lines[key]} by the same assessor on the "
                "same day and scale",
            )
        self.lines[key] = line
        self.entries.append(entry)


def read_scores(form: CarverFormat, file: InputFile, store: Store, rejects: Rejects) -> list[Entry]:
    """What the rows of a file say; those that cannot be read are rejected.

    Raises StoreError where the graph holds no target, and UsageError.
    """
    table = table_of(form, file)
    rejects.columns = table.columns
    found, find, today = _Rows(), finder(store), date.today()
    for row in table.rows:
        if row.problem:
            rejects.add(row, "", row.problem)
            continue
        try:
            found.add(entry_of(row.cells, find, today), row.line)
        except RowRefusedError as refused:
            rejects.add(row, refused.column, refused.reason)
    return found.entries


def entered(store: Store, like: Entry) -> Entry | None:
    """What the same assessment said of the same target until now, if anything."""
    rows = store.read(_STATED, {"id": like.assessment_id})
    if not rows or like.dataset not in (rows[0]["statedBy"] or ()):
        return None
    found = _entries(store, like.assessment_id, like.dataset, rows[0])
    return next((entry for entry in found if entry.target_id == like.target_id), None)


def stated_as_entered(assessment_id: str, store: Store, target_id: str = "") -> list[Entry]:
    """What was entered as the assessment; of one target, what it says of that one.

    Raises UnknownNameError where there is none of that id, and UsageError where it was not entered
    but is stated by a dossier, or says nothing of the target.
    """
    meant = called(store, assessment_id, ["Assessment"])["Assessment"]
    assessment_id = meant[0].id if len(meant) == 1 else assessment_id
    rows = store.read(_STATED, {"id": assessment_id})
    if not rows:
        there = store.read(
            "MATCH (found:Assessment) RETURN found.id AS id, found.name AS name ORDER BY id"
        )
        raise UnknownNameError(
            f"No assessment has the id '{assessment_id}'."
            + (" There are:" if there else " There is none."),
            tuple((str(row["id"]), str(row["name"]), "") for row in there),
        )
    dataset = assessment_id.removeprefix(ASSESSMENT)
    stated = [str(name) for name in rows[0]["statedBy"] or ()]
    if dataset not in stated:
        raise UsageError(
            f"'{assessment_id}' was not entered here: {', '.join(stated)} states it. Take it out "
            "of the folder that it comes from, and load that again."
        )
    entries = _entries(store, assessment_id, dataset, rows[0])
    found = [entry for entry in entries if target_id in ("", entry.target_id)]
    if not found:
        raise UsageError(f"'{assessment_id}' says nothing of {target_id}.")
    return found


def withdraw(assessment_id: str, store: Store, version: str, target_id: str = "") -> Summary:
    """Take an entered assessment back, or only what it says of one target.

    Raises what `stated_as_entered` raises.
    """
    going = {entry.target_id for entry in stated_as_entered(assessment_id, store, target_id)}
    entries = stated_as_entered(assessment_id, store)
    kept = [entry for entry in entries if entry.target_id not in going]
    dataset = assessment_id.removeprefix(ASSESSMENT)
    source = Assessed(dataset, kept, ENTERED, is_complete=True)
    return pipeline.load(source, store, version, replace=True)


def _entries(store: Store, key: str, dataset: str, told: Mapping[str, Any]) -> list[Entry]:
    """What the graph holds of an assessment that was entered."""
    scale = Scale(int(told["low"]), int(told["high"]))
    day = PartialDate.parse(str(told["date"]))
    who = tuple(str(name) for name in told["assessors"])
    return [
        Entry(
            who,
            day,
            scale,
            str(row["targetId"]),
            str(row["target"]),
            {name: row[name] for name in CRITERIA},
            row["note"],
        )
        for row in store.read(_RATED, {"id": key, "dataset": dataset})
    ]
