"""A row of the UCDP Actor Dataset: its cells by the codebook's names, and its lists of ids.

What always holds here: an empty cell and `n/a` say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import Final

from graphq.ingest.files.cells import RowRefusedError, identifier, needed, one_of, parts
from graphq.ingest.sources.ucdp.releases import (
    NOT_TOLD,
    SCHEME,
    folded,
    places_in,
    year_of_release,
)

NEEDED: Final = (
    "ActorId", "NameData", "NameOrig", "Org", "ActorIdPrev", "ActorIdSplitTemp", "ActorIdAlliance",
    "ActorIdGroup", "Version",
)  # fmt: skip
"""The columns without which a table is not this dataset."""

KINDS: Final = {1: "group", 2: "militia", 3: "militia", 4: "state-force"}
"""Kinds of group by the level of organisation (`Org`)."""

KIND_NOTES: Final = {
    2: "UCDP Org 2: informally organised supporters; those of them who fought are meant.",
    3: "UCDP Org 3: informally organised along communal lines; those of them who fought are "
    "meant, and not the people as such.",
}

_NOTHING: Final = frozenset({"", "n/a"})
_BLANKS: Final = re.compile(r"\s+")
_ORG: Final = one_of({org: org for org in KINDS})


def missing_columns(columns: Iterable[str]) -> list[str]:
    """The needed columns that are not among them."""
    present = {folded(column) for column in columns}
    return [column for column in NEEDED if folded(column) not in present]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A row, with what is always needed of it checked."""

    cells: Mapping[str, str]
    """What says something, by the folded name of its column."""
    actor: str
    org: int
    """The level of organisation."""
    version: str
    last_day: Day
    """The last day that the release can speak of: the end of the year before it."""

    @classmethod
    def of(cls, cells: Mapping[str, str]) -> ActorRow:
        """The row. Raises RowRefusedError where it has no id, name, known Org or version."""
        found = {folded(column): _BLANKS.sub(" ", cell).strip() for column, cell in cells.items()}
        kept = {column: cell for column, cell in found.items() if cell.casefold() not in _NOTHING}
        named = {column: kept.get(folded(column), "") for column in NEEDED}
        actor = needed(identifier, named, "ActorId", "there is no actor id")
        if not named["NameData"]:
            raise RowRefusedError("NameData", "the actor has no name")
        org = needed(_ORG, named, "Org", "how it is organised is unknown")
        year = needed(year_of_release, named, "Version", NOT_TOLD)
        return cls(kept, actor, org, named["Version"], Day(year - 1, 12, 31))

    @property
    def record(self) -> str:
        """The id of its Record in the graph."""
        return f"{SCHEME}:{self.actor}"

    def cell(self, column: str) -> str:
        """What the column says; empty where it says nothing, or is not there."""
        return self.cells.get(folded(column), "")

    def listed(self, column: str) -> list[str]:
        """The parts of a cell that lists several, as far as commas tell."""
        return parts(self.cell(column), ",")

    def ids(self, column: str) -> tuple[list[str], list[str]]:
        """The actor ids that the column lists, each once, and why others are none."""
        good: dict[str, None] = {}
        problems: dict[str, None] = {}
        for part in self.listed(column):
            try:
                good[identifier(part)] = None
            except ValueError:
                problems[f"'{part}' is no actor id, which is a whole number"] = None
        return list(good), list(problems)

    def places(self) -> list[str]:
        """The countries and other places in which it was active, as UCDP prints them."""
        return places_in(self.cell("Location"))
