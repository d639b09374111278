"""When a group was there, and when a person lived, as far as a dossier tells it.

What always holds here: what is not wholly known gets the benefit of the doubt, so that what is
said to be outside a life certainly is, by the dates of the dossier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from graphq.graph.model.values import Span
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows

_BRINGS_FORTH: Final = ("founding", "merger", "split", "rename", "alliance")
"""Kinds of change out of which comes what was not there before."""


class Turn(NamedTuple):
    """A beginning or an end: the days on which it can have been, and what is told of it."""

    span: Span
    told: str


@dataclass(frozen=True, slots=True)
class Life:
    """When somebody or something was there; what is not known may have been at any time."""

    begins: Turn | None = None
    ends: tuple[Turn, ...] = ()
    returns: tuple[Span, ...] = ()
    """When it was there again, whatever had ended it."""

    def misses(self, span: Span) -> str:
        """Why nothing of those days can be in the life; blank where something can."""
        return self.is_before(span) or self.is_after(span)

    def is_before(self, span: Span) -> str:
        """Why all of those days are before the life; blank where they are not."""
        if self.begins and span.last < self.begins.span.first:
            return f"before {self.begins.told}"
        return ""

    def is_after(self, span: Span) -> str:
        """Why all of those days are after an end, and before a return; blank where they are not."""
        for end in self.ends:
            again = any(
                back.last >= end.span.first and back.first <= span.last for back in self.returns
            )
            if span.first > end.span.last and not again:
                return f"after {end.told}"
        return ""


def life_of_person(row: DossierRow) -> Life:
    """The life of a row of people.csv."""
    born, died = row["born"], row["died"]
    return Life(
        Turn(born.span, f"'{row['id']}' was born ({born})") if born else None,
        (Turn(died.span, f"'{row['id']}' died ({died})"),) if died else (),
    )


def life_of_group(row: DossierRow, rows: DossierRows, but: str = "") -> Life:
    """The life of a row of groups.csv, by its own dates and by the changes.

    It neither begins nor ends with the change `but`, which is to be held against it, nor with one
    of which sources dispute that the group took part.
    """
    key, parts = row["id"], list(_parts(row["id"], rows))
    came_out = {part.change for part in parts if part.result}
    ends = [
        Turn(part.span, f"'{key}' ended with {part.change} ({part.date})")
        for part in parts
        if part.ends and part.change not in {but, *came_out}
    ]
    if row["dissolved"]:
        dissolved = row["dissolved"]
        ends.insert(0, Turn(dissolved.span, f"'{key}' was dissolved ({dissolved})"))
    begins, came = _beginning(row, parts, but)
    returns = tuple(part.span for part in parts if part.result and part is not came)
    return Life(begins, tuple(ends), returns)


class _Part(NamedTuple):
    """That a group took part in a change."""

    change: str
    date: str
    span: Span
    result: bool
    brings_forth: bool
    ends: bool


def _parts(group: str, rows: DossierRows) -> Iterator[_Part]:
    """The changes in which the group undisputedly took part, the earliest first."""
    found = []
    for party in rows.where("change_parties", "group_id", group):
        change = rows.row("changes", party["change_id"])
        if change and not party["disputed_by"]:
            result = party["role"] == "result"
            ends = not result and party["continues"] is False
            forth = result and change["kind"] in _BRINGS_FORTH
            date = change["date"]
            found.append(_Part(change["id"], str(date), date.span, result, forth, ends))
    return iter(sorted(found, key=lambda part: part.span.first))


def _beginning(row: DossierRow, parts: list[_Part], but: str) -> tuple[Turn | None, _Part | None]:
    """When it began, with the change if it began with one.

    It was founded, or came out of a change, whichever can be earlier. What can have taken part in
    something before the change was there already, from nobody knows when.
    """
    entered = {part.change for part in parts if not part.result} | {but}
    came = [part for part in parts if part.brings_forth and part.change not in entered]
    first, founded = (came[0] if came else None), row["founded"]
    if founded and not (first and first.span.first < founded.span.first):
        return Turn(founded.span, f"'{row['id']}' was founded ({founded})"), None
    if not first:
        return None, None
    others = (part for part in parts if part.change != first.change)
    if not founded and any(part.span.first < first.span.last for part in others):
        return None, None
    told = f"'{row['id']}' came out of {first.change} ({first.date})"
    return Turn(first.span, told), first
