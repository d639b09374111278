"""The table of changes: mergers, splits, renames, pledges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import ChangeEvent
from graphq.graph.model.values import PartialDate
from graphq.ingest.files.problems import Problem
from graphq.ingest.said import first_said
from graphq.ingest.sources.dossier.columns import NOTE, choice, id_column, sources_column
from graphq.ingest.sources.dossier.facts import dated, text_of
from graphq.ingest.sources.dossier.rules import date_precision
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)


def _has_parties(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if not row.readable("id", "kind"):
        return
    parties = rows.where("change_parties", "change_id", row["id"])
    # A party whose side could not be read may be of either.
    unsure = not all(party.readable("role") for party in parties)
    sides = {party["role"] for party in parties}
    if not unsure and "result" not in sides and row["kind"] != "alliance":
        yield row.problem("id", "no row in change_parties.csv says what it resulted in")
    if not unsure and "predecessor" not in sides and row["kind"] != "founding":
        yield row.problem("id", "no row in change_parties.csv says who entered it")


def _splits_a_part_off(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row["kind"] != "split" or not row.readable("id"):
        return
    parties = rows.where("change_parties", "change_id", row["id"])
    told = all(party.readable("role", "group_id", "extent") for party in parties)
    sides: dict[str, set[str]] = {"predecessor": set(), "result": set()}
    for party in parties if told else ():
        if party["extent"] == "part":
            return
        sides[party["role"]].add(party["group_id"])
    before, after = (", ".join(sorted(sides[side])) for side in ("predecessor", "result"))
    if sides["predecessor"] and sides["result"] - sides["predecessor"]:
        yield row.problem(
            "kind",
            "is a split of which every row in change_parties.csv says whole; put part into the row "
            f"of the group that split ({before}), or into the rows of what came out ({after}); if "
            "all of it went over, it is a rename or an absorption",
        )


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[ChangeEvent]:
    date: PartialDate = row["date"]
    yield ChangeEvent(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        announced_on=text_of(row["announced_on"]),
        summary=row["summary"],
        summary_on_first=first_said(row["summary"], date.span.last, rows.published(row["sources"])),
        sources=row["sources"],
        **dated(date, row["date_precision"], date.span),
    )


TABLE: Final = DossierTable(
    name="changes",
    help="mergers, splits, renames, pledges: dated events among groups",
    columns=(
        id_column("short id"),
        DossierColumn("name", "caption, at most 30 characters", required=True, longest=30),
        choice(
            "kind",
            "what happened",
            "merger",
            "absorption",
            "split",
            "rename",
            "pledge",
            "founding",
            "alliance",
        ),
        DossierColumn("date", "date, as far as it is known", "date", required=True),
        choice("date_precision", "how exact the date is", "day", "month", "year"),
        DossierColumn("announced_on", "date, as far as it is known", "date"),
        DossierColumn("summary", "one sentence in your own words"),
        sources_column(),
        *NOTE,
    ),
    key=("id",),
    after="aliases",
    rules=(
        date_precision(),
        Rule(
            "A change has a row in change_parties.csv with the role predecessor, unless it is a "
            "founding, and one with the role result, unless it is an alliance.",
            _has_parties,
        ),
        Rule(
            "In a split somebody took part in part: a row of it in change_parties.csv has the "
            "extent part, that of the group that split or those of what came out, which mean the "
            "same.",
            _splits_a_part_off,
        ),
    ),
    node=ChangeEvent,
    facts=_facts,
)
