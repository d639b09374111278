"""The names of an actor in the UCDP Actor Dataset: what it is called now, and was called before.

What always holds here: `NameData` and the last of the new names are the present ones; the original
names and the new names in between are former ones. That is the order in which UCDP lists them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graphq.ingest.files.printed_names import script_of
from graphq.ingest.sources.ucdp.actor_row import ActorRow

_NEW: Final = ("NewName", "NewNameFullMotherTongue", "NewNameFullEng")
_ORIGINAL: Final = ("NameOrig", "NameOrigFull", "NameOrigFullEng")


@dataclass(frozen=True, slots=True)
class ActorName:
    """A name, how good it is, and its language where the column says it."""

    text: str
    quality: str
    language: str | None = None


def names_of(row: ActorRow) -> Iterator[ActorName]:
    """Every name, the present ones first, so that of two alike the present one is kept."""
    for name in _as_printed(row):
        for text in _by_script(name.text):
            yield ActorName(text, name.quality, name.language if text == name.text else None)


def _by_script(text: str) -> list[str]:
    """The name, or both where a slash parts it from its transliteration."""
    parts = text.split(" / ")
    scripts = {script_of(part) for part in parts}
    return parts if len(parts) > 1 and len(scripts) == len(parts) else [text]


def _as_printed(row: ActorRow) -> Iterator[ActorName]:
    yield ActorName(row.cell("NameData"), "primary")
    new = {column: _new_names(row, column) for column in _NEW}
    renamed = any(new.values())
    for column, names in new.items():
        if names:
            yield ActorName(names[-1], "strong", _language(column))
    for column, names in new.items():
        for name in names[:-1]:
            yield ActorName(name, "former", _language(column))
    for column in _ORIGINAL:
        if row.cell(column):
            yield ActorName(row.cell(column), "former" if renamed else "strong", _language(column))


def full_name(row: ActorRow) -> str:
    """Its present name in full, in English where UCDP gives it."""
    new = _new_names(row, "NewNameFullEng") or _new_names(row, "NewName")
    if new:
        return new[-1]
    return row.cell("NameOrigFullEng") or row.cell("NameData")


def names_in_order(row: ActorRow) -> list[str]:
    """What it was called, from the original name to the present one; one name if it kept it."""
    return [row.cell("NameOrig") or row.cell("NameData"), *_new_names(row, "NewName")]


def _new_names(row: ActorRow, column: str) -> list[str]:
    # A comma parts the new names of an actor renamed more than once; in the full name of one
    # renamed once it is part of that name.
    several = len(row.listed("NewName")) > 1
    if several:
        return row.listed(column)
    return [row.cell(column)] if row.cell(column) else []


def _language(column: str) -> str | None:
    return "en" if column.endswith("Eng") else None
