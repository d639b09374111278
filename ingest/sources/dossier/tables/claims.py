"""The table of what is known of a claim beside who made it, and of denials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from graphq.graph.model.relationships import ClaimedBy, DeniedBy
from graphq.graph.model.values import PartialDate
from graphq.ingest.files.problems import Problem
from graphq.ingest.sources.dossier.columns import NOTE, choice, reference, sources_column
from graphq.ingest.sources.dossier.facts import claim_id, happened, text_of
from graphq.ingest.sources.dossier.rules import not_before
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def _of_a_claimant(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    incident, group = rows.row("incidents", row["incident_id"]), row["group_id"]
    if row["kind"] != "claimed" or not incident or not incident.readable("claimed_by_ids"):
        return
    if group not in incident["claimed_by_ids"]:
        yield row.problem(
            "group_id",
            f"'{group}' is not among claimed_by_ids of {row['incident_id']} in incidents.csv",
        )


def _not_before_it_happened(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    incident = rows.row("incidents", row["incident_id"])
    last: PartialDate | None = row["no_later_than"] or row["date"]
    if incident and incident["date"] and last and last.span.last < happened(incident).first:
        column = "no_later_than" if row["no_later_than"] else "date"
        reason = f"{last} is before {row['incident_id']}, which is of {incident['date']}"
        yield row.problem(column, reason)


def _denies_another(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    denied = row["denies_group_id"]
    if denied and row["kind"] == "claimed":
        yield row.problem("denies_group_id", "is for a denial; a claim denies nobody's part")
    if denied and denied == row["group_id"]:
        yield row.problem("denies_group_id", f"'{denied}' is who denies it; leave it empty")


def _said_on(date: PartialDate | None, last: PartialDate | None) -> str | None:
    """When something was said, as far as it is known, in words where a date is not enough."""
    if date and last:
        return f"{date} to {last}"
    return f"by {last}" if last else text_of(date)


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[ClaimedBy | DeniedBy]:
    date: PartialDate | None = row["date"]
    last: PartialDate | None = row["no_later_than"]
    latest = last or date
    incident, group = row["incident_id"], row["group_id"]
    shared: dict[str, Any] = {
        "start": incident,
        "end": group,
        "sources": row["sources"],
    }
    text, first = _said_on(date, last), date.span.first if date else None
    until = latest.span.last if latest else None
    if row["kind"] == "claimed":
        yield ClaimedBy(
            id=claim_id(incident, group),
            claimed_on=text,
            claimed_on_first=first,
            claimed_on_last=until,
            **shared,
        )
        return
    other = row["denies_group_id"]
    yield DeniedBy(
        id=f"denied-by:{incident}>{group}" + (f":{other}" if other else ""),
        denies=other or group,
        denied_on=text,
        denied_on_first=first,
        denied_on_last=until,
        **shared,
    )


TABLE: Final = DossierTable(
    name="claims",
    help="what is known of a claim beside who made it, and denials; each with its own sources",
    columns=(
        reference("incident_id", "the incident", "incidents"),
        reference("group_id", "who claims or denies it", "groups"),
        choice("kind", "whether it is claimed or denied", "claimed", "denied"),
        reference(
            "denies_group_id",
            "for a denial: whose part in it is denied; empty means its own",
            "groups",
            required=False,
        ),
        DossierColumn(
            "date", "when it was claimed or denied, as far as it is known; never a guess", "date"
        ),
        DossierColumn(
            "no_later_than",
            "with a date: the last day on which it can have been said, as in 9 or 10 March; "
            "without one: when it was reported, so that it had been said by then",
            "date",
        ),
        sources_column(),
        *NOTE,
    ),
    key=("incident_id", "group_id", "kind", "denies_group_id"),
    after="incidents",
    rules=(
        Rule(
            "A claim is of a group that stands in claimed_by_ids of its incident, if that is a row "
            "of incidents.csv; a claim of which nothing more is known stands there alone.",
            _of_a_claimant,
        ),
        Rule(
            "Nothing is claimed or denied before its incident, if that is a row of incidents.csv.",
            _not_before_it_happened,
        ),
        not_before("no_later_than", "date"),
        Rule(
            "denies_group_id is for a denial, and another group than the one that denies.",
            _denies_another,
        ),
    ),
    facts=_facts,
)
