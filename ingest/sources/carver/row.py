"""A row of CARVER scores: its columns, and what may stand in them.

What always holds here: a cell is parsed once, and one that cannot be taken is refused with a
sentence; a score without the name of who gave it, or without its day, is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graphq.graph.errors import StoreError, UnknownNameError, how_to_load
from graphq.graph.model.ratings import CRITERIA, METHOD, Scale
from graphq.graph.model.values import PartialDate
from graphq.graph.read.names import name_key, resolve
from graphq.graph.store import Store
from graphq.ingest import rated
from graphq.ingest.files.cells import RowRefusedError, parts, text
from graphq.ingest.security import security_told

ASSESSOR, DATE, TARGET, NOTE = "assessor", "date", "target", "note"
SCALE, SCALE_LOW, SCALE_HIGH = "scale", "scale_low", "scale_high"
PREFIX: Final = f"{METHOD}:"
"""What the dataset of an assessment begins with."""
ASSESSMENT: Final = "assessment:"
"""What stands before the dataset in the id of its assessment."""
LONGEST_NOTE: Final = 1_000

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
        return f"{PREFIX}{who}:{self.date}:{self.scale.low}-{self.scale.high}"

    @property
    def assessment_id(self) -> str:
        """The id of its assessment."""
        return f"{ASSESSMENT}{self.dataset}"


def entry_of(
    cells: Mapping[str, str], find: Callable[[str], tuple[str, str]], today: date
) -> Entry:
    """What a row says; `find` gives the id and the name of the target that a text names.

    Raises RowRefusedError with the column and a sentence.
    """
    given = {name: text(cells, name) for name in COLUMNS}
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


def assessors_of(listed: str) -> tuple[str, ...]:
    """Read the names, several separated by semicolons, each once. Raises RowRefusedError."""
    names: dict[str, str] = {}
    for part in parts(listed):
        names.setdefault(name_key(part), part)
    reason = rated.names_told(tuple(names.values()))
    if reason:
        raise RowRefusedError(ASSESSOR, reason)
    return tuple(names.values())


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
    reason = security_told(note, judged=True)
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
        place = store.info().place
        raise StoreError(
            f"The graph in {place} holds no facility that could be rated. Load some first: "
            f"{how_to_load(place)}"
        )
    known: dict[str, tuple[str, str]] = {}

    def find(text: str) -> tuple[str, str]:
        if text not in known:
            found = resolve(store, text, "Target")
            known[text] = (found.id, found.name)
        return known[text]

    return find
