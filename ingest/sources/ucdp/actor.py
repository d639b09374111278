"""The UCDP Actor Dataset: actors with their names, renames, splits, joins and alliances.

What always holds here: an actor is known by its UCDP id. The dataset dates none of the changes, so
each can lie anywhere between the first year of UCDP's data and the year before the release, and
says so. What one statement gets wrong does not cost the rest of its row.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from graphq.graph.model.nodes import Record, Source
from graphq.graph.model.values import PartialDate, Reliability
from graphq.graph.read.countries import country_code
from graphq.ingest.facts import Facts
from graphq.ingest.files.cells import RowRefusedError
from graphq.ingest.files.input import InputFile, TableRow
from graphq.ingest.files.printed_names import script_of
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.ucdp.actor_changes import (
    ALLIANCE,
    FLAGS,
    alliance_of,
    change_of,
    rename_of,
)
from graphq.ingest.sources.ucdp.actor_names import full_name, names_of
from graphq.ingest.sources.ucdp.actor_row import KIND_NOTES, KINDS, ActorRow, missing_columns
from graphq.ingest.sources.ucdp.releases import SCHEME, year_of_release
from graphq.ingest.whole import Read, Reject, WholeFormat, WholeList

NO_COUNTRY: Final = "a location that is no present country"
NO_ID: Final = "a change that names no actor id"
NO_NEW_NAME: Final = "a rename that gives no new name"


@dataclass(slots=True)
class _Actors:
    """The dataset as far as it is read."""

    rows: dict[str, tuple[TableRow, ActorRow]] = field(default_factory=dict)
    """The rows by the actor's id, so that a reference can be told from one that leads nowhere."""
    facts: Facts = field(default_factory=Facts)
    rejects: list[Reject] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def take(self, row: TableRow) -> None:
        """Keep a row for when all ids are known, or reject it."""
        try:
            if row.problem:
                raise RowRefusedError("", row.problem)
            actor = ActorRow.of(row.cells)
            if actor.actor in self.rows:
                reason = f"actor {actor.actor} stands in the file twice; the first row was taken"
                raise RowRefusedError("ActorId", reason)
        except RowRefusedError as error:
            self.reject(row, error.column, error.reason, is_entry=True)
        else:
            self.rows[actor.actor] = row, actor

    def reject(self, row: TableRow, column: str, reason: str, *, is_entry: bool = False) -> None:
        """Keep why a row, or one statement of it, is not among the facts."""
        self.rejects.append(Reject(row, column, reason, is_entry))

    def add_all(self) -> None:
        """Add what every row says."""
        alliances: dict[str, list[str]] = {}
        for row, actor in self.rows.values():
            source = _source(actor.version)
            self.facts.add(source)
            self._add_record(actor, source.id)
            self._add_changes(row, actor, source.id)
            for alliance in self._others(row, actor, ALLIANCE):
                alliances.setdefault(alliance, []).append(actor.record)
        for _, actor in self.rows.values():
            if members := alliances.get(actor.record):
                for fact in alliance_of(actor, members, _source(actor.version).id):
                    self.facts.add(fact)
        self.facts.add_reports()

    def _add_record(self, actor: ActorRow, source: str) -> None:
        countries: dict[str, None] = {}
        for place in actor.places():
            code = country_code(place)
            if code:
                countries[code] = None
            else:
                self.left_out[NO_COUNTRY] += 1
        record = Record(
            id=f"record:{actor.record}",
            name=shortened(actor.cell("NameData")),
            scheme=SCHEME,
            external_id=actor.actor,
            entity_label="Group",
            full_name=full_name(actor),
            kind=KINDS[actor.org],
            countries=tuple(countries),
            sources=(source,),
        )
        self.facts.add(record)
        published = PartialDate(year_of_release(actor.version))
        self.facts.add_remark(record, KIND_NOTES.get(actor.org), published)
        for name in names_of(actor):
            self.facts.add_name(
                actor.record,
                "Group",
                name.text,
                name.quality,
                record=True,
                language=name.language,
                script=script_of(name.text),
                sources=(source,),
            )

    def _add_changes(self, row: TableRow, actor: ActorRow, source: str) -> None:
        renamed = list(rename_of(actor, source))
        if actor.cell("NameChange") == "1" and not renamed:
            self.left_out[NO_NEW_NAME] += 1
        for fact in renamed:
            self.facts.add(fact)
        for column in (name for name in FLAGS if name != ALLIANCE):
            for fact in change_of(actor, column, self._others(row, actor, column), source):
                self.facts.add(fact)

    def _others(self, row: TableRow, actor: ActorRow, column: str) -> list[str]:
        """The records that the column names; what it gets wrong is rejected."""
        ids, problems = actor.ids(column)
        if not ids and not problems and actor.cell(FLAGS[column]) == "1":
            self.left_out[NO_ID] += 1
        known = []
        for other in ids:
            if other == actor.actor:
                problems.append(f"actor {other} is named as its own other side")
            elif other not in self.rows:
                problems.append(f"actor {other} is not in this file")
            else:
                known.append(self.rows[other][1].record)
        for problem in problems:
            self.reject(row, column, problem)
        return known


class UcdpActor(WholeList):
    """The reader of the dataset."""

    name = "ucdp-actor"
    title = "UCDP Actor Dataset"
    version = 1

    def lacking(self, file: InputFile) -> list[str]:
        """What the file lacks to be the dataset, by name; empty if it is the dataset."""
        if not file.is_table():
            return ["a table"]
        return missing_columns(file.first_row())

    def read(self, file: InputFile) -> Read:
        """Every row."""
        actors, count = _Actors(), 0
        for row in file.rows():
            count += 1
            actors.take(row)
        actors.add_all()
        actors.rejects.sort(key=lambda reject: reject.row.line)
        return Read(actors.facts, count, actors.rejects, dict(actors.left_out))


def _source(version: str) -> Source:
    return Source(
        id=f"ucdp-actor:{version}",
        name=shortened(f"UCDP Actor {version}"),
        title=f"UCDP Actor Dataset, version {version}",
        publisher="Uppsala Conflict Data Program",
        published_on=str(year_of_release(version)),
        url="https://ucdp.uu.se/downloads/",
        kind="dataset",
        reliability=Reliability.A,
    )


FORMAT: Final[WholeFormat] = UcdpActor()
