"""UCDP's yearly tables: the deaths of a pair of sides, a conflict or an actor in one year.

What always holds here: each row is a published count, tied to what it counts by UCDP's ids and
never by a name; the number is kept as printed, with its low and high estimate. Columns are found
whatever their case and underscores, which differ between releases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from graphq.graph.model.facts import NAME_LENGTH
from graphq.graph.model.nodes import Record, Source, Tally
from graphq.graph.model.relationships import Counts
from graphq.graph.model.values import LAST_YEAR, PartialDate, Reliability
from graphq.graph.read.countries import country_code
from graphq.ingest.events.remarks import of_estimates
from graphq.ingest.facts import Facts
from graphq.ingest.files.cells import (
    RowRefusedError,
    code,
    count,
    identifier,
    needed,
    parts,
    quoted,
    read,
    text,
    whole,
)
from graphq.ingest.files.input import InputFile, TableRow
from graphq.ingest.places.tree import shortened
from graphq.ingest.said import tally_said
from graphq.ingest.sources.ucdp.releases import (
    NOT_TOLD,
    SCHEME,
    folded,
    places_in,
    year_of_release,
)
from graphq.ingest.whole import Read, Reject, WholeList

COUNTED: Final = "ucdp-ged"
"""The dataset whose events the tables add up."""
UNIT: Final = "deaths"
DYAD_COLUMN: Final = "dyad_id"

NO_COUNTRY: Final = "a location that is no present country"
CONTRADICTORY: Final = (
    "with estimates that contradict one another: kept as printed, and the note of each says how"
)
NO_ACTOR: Final = "a side whose actor cannot be told, for want of an id or of one name for each id"

_YEARS: Final = range(1946, LAST_YEAR + 1)
_NO_ESTIMATE: Final = "-99"


class YearlySide(NamedTuple):
    """The columns that name an actor."""

    name: str
    id: str
    government: str = ""
    """Says whether it is the government of a state."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What tells one table from another: its columns, as the latest release spells them."""

    dimension: str
    violence: str
    key: str
    """The column with the id of what a row counts."""
    best: str
    low: str
    high: str
    sides: tuple[YearlySide, ...]
    places: str
    once: Mapping[str, str] = field(default_factory=dict)
    """How older releases spell some of them."""

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which a table is not of this kind."""
        named = (side.name for side in self.sides)
        return (self.key, "year", self.best, self.low, self.high, *named, "version")

    def there(self, columns: Iterable[str]) -> dict[str, str]:
        """The columns of a file by the name that they have here."""
        found = {folded(column): column for column in columns}
        more = (name for side in self.sides for name in side[1:] if name)
        spelt = {
            name: found.get(folded(name)) or found.get(folded(self.once.get(name, name)))
            for name in (*self.needed, self.places, *more)
        }
        return {name: column for name, column in spelt.items() if column is not None}


@dataclass(frozen=True)
class YearlyTable(WholeList):
    """A format: one of UCDP's yearly tables."""

    name: str
    title: str
    layout: Layout
    several_dyads: bool | None = None
    """Whether some row has to list several dyads, or none may; None where it does not matter."""
    version: int = 1

    def lacking(self, file: InputFile) -> list[str]:
        """What the file lacks to be the table, by name; empty if it is the table."""
        if not file.is_table():
            return ["a table"]
        columns = file.first_row()
        there = self.layout.there(columns)
        lacking = [name for name in self.layout.needed if name not in there]
        if lacking or self.several_dyads is None:
            return lacking
        # Both versions of one table have the same columns, in the releases from 24.1 on.
        dyads = next((name for name in columns if folded(name) == folded(DYAD_COLUMN)), None)
        lists_dyads = dyads is not None and any(
            "," in row.cells.get(dyads, "") for row in file.rows()
        )
        if self.several_dyads:
            if dyads is not None and not lists_dyads:
                return ["a row that counts several dyads together"]
        elif lists_dyads:
            return ["rows that each count one dyad"]
        return []

    def read(self, file: InputFile) -> Read:
        """Every row."""
        made, rows = _Counts(self), 0
        for row in file.rows():
            rows += 1
            made.take(row)
        made.facts.add_reports()
        return Read(made.facts, rows, made.rejects, made.left_out, made.noted)


@dataclass(slots=True)
class _Counts:
    """The table as far as it is read."""

    form: YearlyTable
    facts: Facts = field(default_factory=Facts)
    rejects: list[Reject] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)

    def take(self, row: TableRow) -> None:
        """Add the published count of a row, or reject it."""
        try:
            if row.problem:
                raise RowRefusedError("", row.problem)
            there = self.form.layout.there(row.cells)
            self._add({name: text(row.cells, column) for name, column in there.items()})
        except RowRefusedError as error:
            self.rejects.append(Reject(row, error.column, error.reason))

    def _add(self, cells: Mapping[str, str]) -> None:
        layout = self.form.layout
        number = needed(
            identifier, cells, layout.key, "the row does not say by an id what it counts"
        )
        year = needed(_year, cells, "year", "the row gives no year")
        key = f"{self.form.name}:{number}:{year}"
        if key in self.facts.nodes:
            said = f"What has the id {number} is counted twice in {year}; the first row was taken."
            raise RowRefusedError(layout.key, said)
        best, low, high = (
            None if code(cells, column) == _NO_ESTIMATE else read(count, cells, column)
            for column in (layout.best, layout.low, layout.high)
        )
        needed(year_of_release, cells, "version", NOT_TOLD)
        source = self._source(cells["version"])
        odd = " ".join(of_estimates("UCDP", low, best, high))
        if odd:
            self.noted[CONTRADICTORY] += 1
        label = " - ".join(text(cells, side.name) or "not named" for side in layout.sides)
        self.facts.add(source)
        published = PartialDate.parse(str(source.published_on))
        tally = Tally(
            id=key,
            name=f"{shortened(label, NAME_LENGTH - 5)} {year}",
            dimension=layout.dimension,
            value=label,
            count=best,
            low=low,
            high=high,
            unit=UNIT,
            date_from=year,
            date_to=year,
            dataset_counted=COUNTED,
            violence=layout.violence,
            conflict=number if layout.key == "conflict_id" else None,
            dyad=number if layout.key == DYAD_COLUMN else None,
            record=f"{SCHEME}:{number}" if layout.key == "actor_id" else None,
            countries=tuple(self._countries(cells)),
            said_on_first=tally_said(PartialDate.parse(year), [published]),
            sources=(source.id,),
        )
        self.facts.add(tally)
        self.facts.add_remark(tally, odd, published)
        for side in layout.sides:
            for actor, name in self._actors(cells, side):
                self._tie(key, actor, name, _is_government(cells, side, name), source.id)

    def _source(self, version: str) -> Source:
        """The release as a source."""
        return Source(
            id=f"{self.form.name}:{version}",
            name=shortened(f"{self.form.name} {version}"),
            title=f"{self.form.title}, version {version}",
            publisher="Uppsala Conflict Data Program",
            published_on=str(year_of_release(version)),
            url="https://ucdp.uu.se/downloads/",
            kind="dataset",
            reliability=Reliability.A,
        )

    def _countries(self, cells: Mapping[str, str]) -> Iterator[str]:
        met = set()
        for place in places_in(text(cells, self.form.layout.places)):
            found = country_code(place)
            if not found:
                self.left_out[NO_COUNTRY] += 1
            elif found not in met:
                met.add(found)
                yield found

    def _actors(self, cells: Mapping[str, str], side: YearlySide) -> list[tuple[str, str]]:
        """Id and name of the side's actors; none where it cannot be told which id has which name.

        The conflict-year version lists the opponents of a government, and a name can hold a comma.
        """
        name, ids = text(cells, side.name), _ids(text(cells, side.id))
        names = [name] if len(ids) == 1 else name.split(", ")
        if not ids or len(names) != len(ids) or not all(names):
            self.left_out[NO_ACTOR] += 1
            return []
        return list(zip(ids, names, strict=True))

    def _tie(self, tally: str, actor: str, name: str, government: bool, source: str) -> None:
        """The record of an actor, with its name, and that the count is about it."""
        record = f"{SCHEME}:{actor}"
        if f"record:{record}" not in self.facts.nodes:
            self.facts.add(
                Record(
                    id=f"record:{record}",
                    name=shortened(name),
                    scheme=SCHEME,
                    external_id=actor,
                    entity_label="Group",
                    full_name=name,
                    kind="state-force" if government else "group",
                    sources=(source,),
                )
            )
        self.facts.add_name(record, "Group", name, "strong", record=True, sources=(source,))
        self.facts.add(
            Counts(
                id=f"counts:{tally}>{record}",
                start=tally,
                end=record,
                end_record=record,
                sources=(source,),
            )
        )


def _year(text: str) -> str:
    try:
        year = whole(text)
    except ValueError:
        year = 0
    if year not in _YEARS:
        raise ValueError(f"{quoted(text)} is no year from {_YEARS[0]} on, as UCDP has them")
    return str(year)


def _ids(listed: str) -> list[str]:
    """The ids that are listed; none where one of them is not a whole number."""
    try:
        return [identifier(part) for part in parts(listed, ",")]
    except ValueError:
        return []


def _is_government(cells: Mapping[str, str], side: YearlySide, name: str) -> bool:
    return name.startswith("Government of") or code(cells, side.government).lower() in ("1", "true")
