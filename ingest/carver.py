"""CARVER scores as their assessors give them: from a file, or entered one facility at a time.

What always holds here: a score is kept only with the name of the person who gave it and the day;
nothing is scored that nobody scored. Each assessment is a dataset of its own, so that no other load
retires it, and it can be withdrawn. The same assessor on the same day and scale is the same
assessment, and corrects it; any other stands beside it.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from graph.errors import StoreError, UnknownNameError, UsageError
from graph.names import name_key, resolve
from graph.nodes import Source
from graph.ratings import CRITERIA, METHOD, Scale
from graph.store import Store
from graph.values import PartialDate, Reliability
from graph.writer import Counts
from ingest import pipeline, rated
from ingest.dossier_columns import security_told
from ingest.event import RowRefusedError
from ingest.facts import Facts
from ingest.files import InputFile
from ingest.places import shortened
from ingest.rejects import Rejects
from ingest.runs import Summary
from ingest.tables import table_of

ASSESSOR, DATE, TARGET, NOTE = "assessor", "date", "target", "note"
SCALE, SCALE_LOW, SCALE_HIGH = "scale", "scale_low", "scale_high"
ENTERED: Final = "entered with graphq assess"
"""What an assessment was read from that came from no file."""
LONGEST_NOTE: Final = 1_000
MAY_BE_PART: Final = "a file may hold only some of what its assessor scored"

_PREFIX: Final = f"{METHOD}:"
_ASSESSMENT: Final = "assessment:"

_STATED: Final = """
MATCH (found:Assessment {id: $id})
RETURN found.statedBy AS statedBy, found.assessors AS assessors, found.date AS date,
  found.scaleLow AS low, found.scaleHigh AS high
"""
_RATED: Final = f"""
MATCH (found:Assessment {{id: $id}})-[rates:RATES]->(target:Target)
WHERE $dataset IN rates.statedBy
RETURN target.id AS targetId, target.name AS target, rates.note AS note,
  {", ".join(f"rates.{name} AS {name}" for name in CRITERIA)}
ORDER BY targetId
"""
_FACILITIES: Final = "MATCH (target:Target) RETURN target.id AS id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an assessor gave for one target."""

    assessors: tuple[str, ...]
    date: PartialDate
    scale: Scale
    target_id: str
    target: str
    scores: Mapping[str, int | None]
    note: str | None = None

    @property
    def dataset(self) -> str:
        """The dataset of its assessment."""
        who = "+".join(sorted(name_key(name) for name in self.assessors))
        return f"{_PREFIX}{who}:{self.date}:{self.scale.low}-{self.scale.high}"

    @property
    def assessment_id(self) -> str:
        """The id of its assessment."""
        return f"{_ASSESSMENT}{self.dataset}"


class CarverFormat:
    """A table with one row for each facility that an assessor scored."""

    name: Final = METHOD
    title: Final = "CARVER scores"
    version: Final = 1

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that it needs and that are not there."""
        lacking = [name for name in (ASSESSOR, DATE, TARGET, *CRITERIA) if name not in columns]
        if SCALE in columns or {SCALE_LOW, SCALE_HIGH} <= {*columns}:
            return lacking
        return [*lacking, f"{SCALE} (or {SCALE_LOW} and {SCALE_HIGH})"]


def entry_of(
    cells: Mapping[str, str], find: Callable[[str], tuple[str, str]], today: date
) -> Entry:
    """What a row says; `find` gives the id and the name of the target that a text names.

    Raises RowRefusedError with the column and a sentence.
    """
    given = {name: (cells.get(name) or "").strip() for name in (*cells, *COLUMNS)}
    assessors = assessors_of(given[ASSESSOR])
    day = day_of(given[DATE], today)
    scale = scale_of(given)
    if not given[TARGET]:
        raise RowRefusedError(TARGET, "no facility is named")
    try:
        key, name = find(given[TARGET])
    except UnknownNameError as error:
        raise RowRefusedError(TARGET, _told(error)) from error
    scores: dict[str, int | None] = {}
    for criterion in CRITERIA:
        try:
            scores[criterion] = scale.score(given[criterion])
        except ValueError as error:
            raise RowRefusedError(criterion, str(error)) from error
    if all(score is None for score in scores.values()):
        raise RowRefusedError(CRITERIA[0], "not one of the six criteria is scored")
    return Entry(assessors, day, scale, key, name, scores, note_of(given[NOTE]))


COLUMNS: Final = (
    ASSESSOR, DATE, SCALE_LOW, SCALE_HIGH, TARGET, *CRITERIA, NOTE, SCALE,
)  # fmt: skip
"""Every column that is read."""


def assessors_of(text: str) -> tuple[str, ...]:
    """Read the names, several separated by semicolons. Raises RowRefusedError."""
    names = tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))
    reason = rated.names_told(names)
    if reason:
        raise RowRefusedError(ASSESSOR, reason)
    return names


def day_of(text: str, today: date) -> PartialDate:
    """Read the day, as far as it is known. Raises RowRefusedError."""
    if not text:
        raise RowRefusedError(DATE, "no date is given; a judgement is of a day")
    try:
        day = PartialDate.parse(text)
    except ValueError as error:
        raise RowRefusedError(DATE, str(error)) from error
    if day.span.first > today:
        raise RowRefusedError(DATE, f"{text} is still to come")
    return day


def scale_of(given: Mapping[str, str]) -> Scale:
    """Read the scale, from one column or from two. Raises RowRefusedError."""
    whole, low, high = (given.get(name, "") for name in (SCALE, SCALE_LOW, SCALE_HIGH))
    column = SCALE if whole else SCALE_LOW
    try:
        if whole and (low or high) and Scale.parse(whole) != Scale.of_ends(low, high):
            raise ValueError(f"'{whole}' and {low} to {high} are two different scales")
        if whole:
            return Scale.parse(whole)
        if not low or not high:
            raise ValueError("no scale is given: say the lowest and the highest score, as in 1-5")
        return Scale.of_ends(low, high)
    except ValueError as error:
        raise RowRefusedError(column, str(error)) from error


def note_of(text: str) -> str | None:
    """Read the note. Raises RowRefusedError where it describes the security of a place."""
    note = re.sub(r"\s+", " ", text)
    reason = security_told(note)
    if reason:
        raise RowRefusedError(NOTE, reason)
    if len(note) > LONGEST_NOTE:
        raise RowRefusedError(NOTE, f"the note has more than {LONGEST_NOTE:,} characters")
    return note or None


def _told(error: UnknownNameError) -> str:
    """The sentence with the candidates behind it, on one line."""
    near = ", ".join(f"{key} ({name})" if name != key else key for key, name, _ in error.candidates)
    return f"{error} {near}" if near else str(error)


def finder(store: Store) -> Callable[[str], tuple[str, str]]:
    """Gives the id and the name of the target that a text names, by id or any spelling.

    Raises StoreError where the graph holds no target at all; what it returns UnknownNameError.
    """
    if not store.read(_FACILITIES):
        raise StoreError(
            f"The graph in {store.info().place} holds no facility that could be rated. Load some "
            "first: graphq load jnim"
        )
    known: dict[str, tuple[str, str]] = {}

    def find(text: str) -> tuple[str, str]:
        if text not in known:
            found = resolve(store, text, "Target")
            known[text] = (found.id, found.name)
        return known[text]

    return find


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
        facts.add(
            rated.rating(key, entry.target_id, entry.scores, note=entry.note, sources=(source,))
        )
    facts.add_reports()
    return facts


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment as a source of the pipeline."""

    dataset: str
    entries: Sequence[Entry]
    origin: str = ENTERED
    is_complete: bool = False
    """Never, unless it is withdrawn: what was rated before and is not rated now stays."""
    importer: str = f"{METHOD} {CarverFormat.version}"

    def fingerprint(self) -> str:
        """A hash of what was given."""
        told = [(entry.target_id, *entry.scores.values(), entry.note) for entry in self.entries]
        return hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()

    def facts(self, store: Store) -> Facts:
        """Every fact; none where the assessment is withdrawn."""
        return facts_of(self.entries) if self.entries else Facts()


def enter(
    entries: Sequence[Entry],
    store: Store,
    version: str,
    *,
    origin: str = ENTERED,
    replace_all: bool = False,
    dry_run: bool = False,
) -> Summary:
    """Write what was given, assessment by assessment. Raises what the pipeline raises."""
    began = time.monotonic()
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.dataset, []).append(entry)
    done = Summary(METHOD, 0, Counts(), Counts(), 0.0, dry_run=dry_run)
    for dataset, given in found.items():
        source = Assessed(dataset, given, origin)
        one = pipeline.load(source, store, version, replace=replace_all, dry_run=dry_run)
        done = replace(
            done,
            facts=done.facts + one.facts,
            counts=_added(done.counts, one.counts),
            derived=_added(done.derived, one.derived),
            resumed=done.resumed + one.resumed,
            kept=done.kept + one.kept,
        )
    return replace(done, seconds=time.monotonic() - began, why_kept=MAY_BE_PART)


def _added(one: Counts, other: Counts) -> Counts:
    return Counts(
        one.created + other.created,
        one.updated + other.updated,
        one.unchanged + other.unchanged,
        one.retired + other.retired,
    )


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


def load_scores(
    form: CarverFormat,
    file: InputFile,
    store: Store,
    version: str,
    rejects: Rejects,
    *,
    replace_all: bool = False,
    dry_run: bool = False,
) -> Summary:
    """Load a file of scores, or say what that would do. Raises StoreError, UsageError."""
    entries = read_scores(form, file, store, rejects)
    done = enter(
        entries, store, version, origin=file.name, replace_all=replace_all, dry_run=dry_run
    )
    return replace(done, rejected=rejects.count)


def entered(store: Store, like: Entry) -> Entry | None:
    """What the same assessment said of the same target until now, if anything."""
    rows = store.read(_STATED, {"id": like.assessment_id})
    if not rows or like.dataset not in (rows[0]["statedBy"] or ()):
        return None
    found = _entries(store, like.assessment_id, like.dataset, rows[0])
    return next((entry for entry in found if entry.target_id == like.target_id), None)


def withdraw(assessment_id: str, store: Store, version: str, target_id: str = "") -> Summary:
    """Take an entered assessment back, or only what it says of one target.

    Raises UsageError where it was not entered but is stated by a dossier, or says nothing of the
    target; UnknownNameError where there is none of that id.
    """
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
    dataset = assessment_id.removeprefix(_ASSESSMENT)
    stated = [str(name) for name in rows[0]["statedBy"] or ()]
    if dataset not in stated:
        raise UsageError(
            f"'{assessment_id}' was not entered here: {', '.join(stated)} states it. Take it out "
            "of the folder that it comes from, and load that again."
        )
    kept: list[Entry] = []
    if target_id:
        entries = _entries(store, assessment_id, dataset, rows[0])
        kept = [entry for entry in entries if entry.target_id != target_id]
        if len(kept) == len(entries):
            raise UsageError(f"'{assessment_id}' says nothing of {target_id}.")
    source = Assessed(dataset, kept, is_complete=True)
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
