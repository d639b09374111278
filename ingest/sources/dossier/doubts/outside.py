"""Acts outside a life: who is said to have done what before there was such a group, or after it.

What always holds here: a time without an end is held against nothing, since an empty cell may mean
that the end is not known; nor is a party to a change that its row says to be disputed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.values import PartialDate, Span
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.doubts.life import Life, life_of_group, life_of_person
from graphq.ingest.sources.dossier.facts import happened
from graphq.ingest.sources.dossier.table import DossierRow, DossierRows

_LASTING: Final = {
    "roles": ("group_id",),
    "relations": ("from_id", "to_id"),
    "users": ("user",),
}
"""Tables of what lasts from a time to a time, with the columns that name a group."""


def outside_a_life(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    """What the row says of a group or a person, of days on which there was none such."""
    match row.table.name:
        case "incidents":
            yield from _incident(row, rows)
        case "claims":
            yield from _held(row, "group_id", _claimed(row, rows), rows)
        case "tallies" if row["group_id"]:
            counted = _from_to(row["date_from"], row["date_to"])
            yield from _held(row, "group_id", counted, rows)
        case "forces":
            yield from _held(row, "force_id", row["as_of"].span, rows)
        case "change_parties":
            yield from _party(row, rows)
        case name if name in _LASTING:
            for column in _LASTING[name]:
                yield from _lasting(row, _life(row[column], rows))
            person = rows.row("people", row["person_id"]) if name == "roles" else None
            if person:
                yield from _lasting(row, life_of_person(person))


def _life(group: str | None, rows: DossierRows, but: str = "") -> Life:
    """The life of a group; all time, of what is no group of the dossier."""
    own = rows.row("groups", group)
    return life_of_group(own, rows, but) if own else Life()


def _held(
    row: DossierRow, column: str, span: Span | None, rows: DossierRows, key: str | None = None
) -> Iterator[Problem]:
    """Hold days against the life of the group in the column."""
    group = key or row[column]
    reason = _life(group, rows).misses(span) if group and span else ""
    if span and reason:
        yield row.problem(column, f"{_told(span)} is {reason}")


def _told(span: Span) -> str:
    return str(span.first) if span.days == 1 else f"{span.first} to {span.last}"


def _lasting(row: DossierRow, life: Life) -> Iterator[Problem]:
    """Hold the beginning and the end of what lasts against a life."""
    for column in ("valid_from", "valid_to"):
        date: PartialDate | None = row[column]
        if date and (reason := life.misses(date.span)):
            yield row.problem(column, f"{date} is {reason}")


def _party(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    change = rows.row("changes", row["change_id"])
    if not change or row["disputed_by"]:
        return
    span, life = change["date"].span, _life(row["group_id"], rows, but=change["id"])
    # What comes out of a change that is later than its end is there again.
    reason = life.is_before(span) if row["role"] == "result" else life.misses(span)
    if reason:
        yield row.problem("group_id", f"{change['id']} ({change['date']}) is {reason}")


def _incident(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    yield from _held(row, "perpetrator_group_id", happened(row), rows)
    dated = {
        claim["group_id"]
        for claim in rows.where("claims", "incident_id", row["id"])
        if claim["kind"] == "claimed"
    }
    for claimant in row["claimed_by_ids"]:
        if claimant not in dated and claimant != row["perpetrator_group_id"]:
            yield from _held(row, "claimed_by_ids", _by(row, row, rows), rows, claimant)


def _claimed(row: DossierRow, rows: DossierRows) -> Span | None:
    """The days on which it can have been claimed or denied; none where nothing is known."""
    date, last = row["date"], row["no_later_than"]
    if date:
        return _from_to(date, last or date)
    incident = rows.row("incidents", row["incident_id"])
    if not incident:
        return None
    begun = happened(incident).first
    if last:
        return Span.of_days(begun, max(begun, last.span.last))
    return _by(row, incident, rows)


def _by(row: DossierRow, incident: DossierRow, rows: DossierRows) -> Span | None:
    """From the incident to the last day on which a source can have told that it was claimed."""
    dates = rows.published(row["sources"])
    if len(dates) < len(row["sources"]):
        return None
    span = happened(incident)
    return Span.of_days(span.first, max([span.last, *(date.span.last for date in dates)]))


def _from_to(first: PartialDate, last: PartialDate) -> Span:
    return Span.of_days(first.span.first, max(first.span.first, last.span.last))
