"""A row of the UCDP Actor Dataset: its cells by the codebook's names, and its lists of ids.

What always holds here: columns are found whatever their case and underscores, which differ between
releases; an empty cell and `n/a` say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import Final

from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.sources.ucdp.columns import identifier

SCHEME: Final = "ucdp:actor"

NEEDED: Final = (
    "ActorId", "NameData", "NameOrig", "Org", "ActorIdPrev", "ActorIdSplitTemp", "ActorIdAlliance",
    "ActorIdGroup", "Version",
)  # fmt: skip
"""The columns without which a table is not this dataset."""

KINDS: Final = {"1": "group", "2": "militia", "3": "militia", "4": "state-force"}
"""Kinds of group by the level of organisation (`Org`)."""

KIND_NOTES: Final = {
    "2": "UCDP Org 2: informally organised supporters; those of them who fought are meant.",
    "3": "UCDP Org 3: informally organised along communal lines; those of them who fought are "
    "meant, and not the people as such.",
}

_NOTHING: Final = frozenset({"", "n/a"})
_BLANKS: Final = re.compile(r"\s+")
_YEAR_OF_RELEASE: Final = re.compile(r"v?(\d{2})(?:\.\d+)*", re.ASCII)
OLDEST_RELEASE: Final = 17
"""Since 17.1 an id means the same in every dataset of UCDP; before, it was another one."""
_COMMA: Final = re.compile(r"\s*,\s*")
_PLACE_COMMA: Final = re.compile(r"\s*,(?!\s*FYR\b)\s*")
"""UCDP writes `Macedonia, FYR`, which is one place."""


def folded(column: str) -> str:
    """The column's name as releases agree on it.

    >>> folded("actor_id") == folded("ActorId")
    True
    """
    return re.sub(r"[^a-z0-9]", "", column.casefold())


def missing_columns(columns: Iterable[str]) -> list[str]:
    """The needed columns that are not among them."""
    present = {folded(column) for column in columns}
    return [column for column in NEEDED if folded(column) not in present]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A row, with what is always needed of it checked."""

    cells: Mapping[str, str]
    actor: str
    version: str
    last_day: Day
    """The last day that the release can speak of: the end of the year before it."""

    @classmethod
    def of(cls, cells: Mapping[str, str]) -> ActorRow:
        """The row. Raises RowRefusedError where it has no id, name, known Org or version."""
        found = {folded(column): _BLANKS.sub(" ", cell).strip() for column, cell in cells.items()}
        kept = {column: cell for column, cell in found.items() if cell.casefold() not in _NOTHING}
        actor, org = kept.get("actorid", ""), kept.get("org", "").removesuffix(".0")
        number = _identifier(actor)
        if number is None:
            raise RowRefusedError("ActorId", _not_an_id(actor))
        if "namedata" not in kept:
            raise RowRefusedError("NameData", "the actor has no name")
        if org not in KINDS:
            raise RowRefusedError("Org", f"'{org}' is none of {', '.join(KINDS)}")
        version = kept.get("version", "")
        return cls({**kept, "org": org}, number, version, _last_day(version))

    @property
    def record(self) -> str:
        """The id of its Record in the graph."""
        return f"{SCHEME}:{self.actor}"

    def cell(self, column: str) -> str:
        """What the column says; empty where it says nothing, or is not there."""
        return self.cells.get(folded(column), "")

    def listed(self, column: str) -> list[str]:
        """The parts of a cell that lists several, as far as commas tell."""
        return [part for part in _COMMA.split(self.cell(column)) if part]

    def ids(self, column: str) -> tuple[list[str], list[str]]:
        """The actor ids that the column lists, each once, and why others are none."""
        read = {part: _identifier(part) for part in self.listed(column)}
        good = dict.fromkeys(number for number in read.values() if number is not None)
        return list(good), [_not_an_id(part) for part, number in read.items() if number is None]

    def places(self) -> list[str]:
        """The countries and other places in which it was active, as UCDP prints them."""
        return [part for part in _PLACE_COMMA.split(self.cell("Location")) if part]


def _identifier(text: str) -> str | None:
    try:
        return identifier(text)
    except ValueError:
        return None


def _not_an_id(text: str) -> str:
    return f"'{text}' is no actor id, which is a whole number" if text else "there is no actor id"


def _last_day(version: str) -> Day:
    found = _YEAR_OF_RELEASE.fullmatch(version)
    if not found or int(found[1]) < OLDEST_RELEASE:
        raise RowRefusedError(
            "Version",
            f"'{version}' is no release from {OLDEST_RELEASE}.1 on, which is written as 22.1; "
            "before, UCDP gave its actors other ids",
        )
    return Day(2000 + int(found[1]) - 1, 12, 31)
