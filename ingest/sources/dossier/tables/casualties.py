"""The table of whom an incident killed, wounded, abducted or freed, as far as it is told of whom.

What always holds here: a figure is of one kind of people and one kind of harm, with its own
sources; what is killed in all stands in the incident's own row, and is never added up from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.model.nodes import Casualties
from graphq.graph.model.relationships import CasualtiesOf
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.dossier.columns import NOTE, choice, reference, sources_column
from graphq.ingest.sources.dossier.rules import figures_rise
from graphq.ingest.sources.dossier.table import (
    DossierColumn,
    DossierRow,
    DossierRows,
    DossierTable,
    Rule,
)
from graphq.ingest.vocabulary import HARMS, OF_WHOM

_FIGURES: Final = ("low", "best", "high")
_NOT_IN_ALL: Final = ("all", "attackers")
"""Whose dead are not a part of the incident's own figures."""


def _a_figure(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row.readable(*_FIGURES) and all(row[name] is None for name in _FIGURES):
        yield row.problem("best", "no figure is given: fill in low, best or high")


def _killed_in_all(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    if row["harm"] == "killed" and row["of_whom"] == "all":
        yield row.problem(
            "of_whom",
            "how many were killed in all stands in fatalities_low, fatalities_best and "
            "fatalities_high of incidents.csv",
        )


def _fit_in_all(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    incident = rows.row("incidents", row["incident_id"])
    least = row["low"] if row["low"] is not None else row["best"]
    if incident is None or least is None or row["harm"] != "killed":
        return
    figures = [incident[name] for name in ("fatalities_high", "fatalities_best")]
    most = next((figure for figure in figures if figure is not None), None)
    if most is not None and row["of_whom"] not in _NOT_IN_ALL and least > most:
        yield row.problem(
            "best",
            f"at least {least} {row['of_whom']} killed, while incidents.csv has at most {most} "
            "killed in all",
        )


def _facts(row: DossierRow, rows: DossierRows) -> Iterator[Casualties | CasualtiesOf]:
    incident, harm, whom = row["incident_id"], row["harm"], row["of_whom"]
    key = f"casualties:{incident}:{harm}:{whom}"
    yield Casualties(
        id=key,
        name=shortened(f"{harm}: {whom}"),
        harm=harm,
        of_whom=whom,
        low=row["low"],
        best=row["best"],
        high=row["high"],
        sources=row["sources"],
        disputed_by=row["disputed_by"],
    )
    yield CasualtiesOf(
        id=f"casualties-of:{incident}:{harm}:{whom}",
        start=key,
        end=incident,
        sources=row["sources"],
    )


TABLE: Final = DossierTable(
    name="casualties",
    help="whom an incident killed, wounded, abducted or freed, as far as it is told of whom",
    columns=(
        reference("incident_id", "the incident", "incidents"),
        choice("harm", "what happened to them", *HARMS),
        choice("of_whom", "who they were", *OF_WHOM),
        DossierColumn("low", "at least so many", "integer"),
        DossierColumn("best", "official or last figure", "integer"),
        DossierColumn("high", "at most so many", "integer"),
        sources_column(),
        sources_column("disputed_by", required=False),
        *NOTE,
    ),
    key=("incident_id", "harm", "of_whom"),
    after="incidents",
    rules=(
        Rule("At least one of low, best and high is given.", _a_figure),
        figures_rise(*_FIGURES),
        Rule("How many were killed in all is told in incidents.csv.", _killed_in_all),
        Rule(
            "Those killed of one kind, but for attackers, are no more than the incident has killed "
            "in all.",
            _fit_in_all,
        ),
    ),
    remarks=(
        "The kinds are not added up: the sources of one may count otherwise than those of another.",
    ),
    facts=_facts,
)
