"""UCDP's yearly tables: the deaths of a pair of sides, a conflict or an actor in one year.

What always holds here: each row is a published count, tied to what it counts by UCDP's ids and
never by a name; the number is kept as printed, with its low and high estimate. Columns are found
whatever their case and underscores, which differ between releases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeVar

from graphq.graph.model.facts import NAME_LENGTH
from graphq.graph.model.nodes import Record, Source, Tally
from graphq.graph.model.relationships import Counts
from graphq.graph.model.values import Reliability
from graphq.ingest.events.event import RowRefusedError
from graphq.ingest.facts import Facts
from graphq.ingest.files.input import InputFile, TableRow
from graphq.ingest.places.countries import country_code
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.ucdp.actor_row import OLDEST_RELEASE, SCHEME, folded
from graphq.ingest.sources.ucdp.columns import identifier, tidy, whole
from graphq.ingest.whole import Read, Reject, WholeList

COUNTED: Final = "ucdp-ged"
"""The dataset whose events the tables add up."""
UNIT: Final = "deaths"
DYAD_COLUMN: Final = "dyad_id"

NO_COUNTRY: Final = "a location that is no present country"
NO_ACTOR: Final = "a side whose actor cannot be told, for want of an id or of one name for each id"

_FIRST_YEAR: Final = 1946
_RELEASE: Final = re.compile(r"v?(?:20)?(\d+)", re.ASCII | re.IGNORECASE)
_NO_ESTIMATE: Final = "-99"
_YEAR: Final = re.compile(r"(\d{4})(?:\.0)?", re.ASCII)
_PLACE_COMMA: Final = re.compile(r"\s*,(?!\s*FYR\b)\s*")
"""UCDP writes `Macedonia, FYR`, which is one place."""

T = TypeVar("T")


class Side(NamedTuple):
    """The columns that name an actor, each in the spellings of the releases."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    government: tuple[str, ...] = ()
    """Columns that say whether it is the government of a state."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What tells one table from another. Columns are given in every spelling in use."""

    dimension: str
    violence: str
    key: str
    """The column with the id of what a row counts."""
    best: tuple[str, ...]
    low: tuple[str, ...]
    high: tuple[str, ...]
    sides: tuple[Side, ...]
    places: tuple[str, ...]

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """The columns without which a table is not of this kind."""
        named = (side.names for side in self.sides)
        return ((self.key,), ("year",), self.best, self.low, self.high, *named, ("version",))


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
        present = {folded(column) for column in file.first_row()}
        lacking = [
            spellings[0]
            for spellings in self.layout.needed
            if not any(folded(column) in present for column in spellings)
        ]
        if lacking or self.several_dyads is None:
            return lacking
        # Both versions of one table have the same columns, in the releases from 24.1 on.
        if self.several_dyads:
            if folded(DYAD_COLUMN) in present and not _lists_dyads(file):
                return ["a row that counts several dyads together"]
        elif _lists_dyads(file):
            return ["rows that each count one dyad"]
        return []

    def read(self, file: InputFile) -> Read:
        """Every row."""
        made, count = _Counts(self), 0
        for row in file.rows():
            count += 1
            made.take(row)
        made.facts.add_reports()
        return Read(made.facts, count, made.rejects, dict(made.left_out))


@dataclass(slots=True)
class _Counts:
    """The table as far as it is read."""

    form: YearlyTable
    facts: Facts = field(default_factory=Facts)
    rejects: list[Reject] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def take(self, row: TableRow) -> None:
        """Add the published count of a row, or reject it."""
        try:
            if row.problem:
                raise RowRefusedError("", row.problem)
            self._add({folded(column): tidy(cell) for column, cell in row.cells.items()})
        except RowRefusedError as error:
            told = "; ".join(f"{column}={cell}" for column, cell in row.cells.items() if cell)
            self.rejects.append(Reject(row.line, error.column, error.reason, told))

    def _add(self, cells: Mapping[str, str]) -> None:
        layout = self.form.layout
        number = _parsed(identifier, cells, layout.key)
        if number is None:
            raise RowRefusedError(layout.key, "The row does not say by an id what it counts.")
        year = _year(cells)
        key = f"{self.form.name}:{number}:{year}"
        if key in self.facts.nodes:
            said = f"What has the id {number} is counted twice in {year}; the first row was taken."
            raise RowRefusedError(layout.key, said)
        best, low, high = (
            _parsed(_estimate, cells, *spellings)
            for spellings in (layout.best, layout.low, layout.high)
        )
        source = self._source(_cell(cells, "version"))
        label = " - ".join(_cell(cells, *side.names) or "not named" for side in layout.sides)
        self.facts.add(source)
        self.facts.add(
            Tally(
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
                sources=(source.id,),
            )
        )
        for side in layout.sides:
            for actor, name in self._actors(cells, side):
                self._tie(key, actor, name, _is_government(cells, side, name), source.id)

    def _source(self, version: str) -> Source:
        """The release as a source."""
        found = _RELEASE.match(version)
        if found is None or int(found[1]) < OLDEST_RELEASE:
            said = f"Its release is '{version}'" if version else "It does not say its release"
            raise RowRefusedError(
                "version",
                f"{said}, and only those from {OLDEST_RELEASE}.1 on can be used: before, UCDP gave "
                "actors, dyads and conflicts other ids.",
            )
        return Source(
            id=f"{self.form.name}:{version}",
            name=shortened(f"{self.form.name} {version}"),
            title=f"{self.form.title}, version {version}",
            publisher="Uppsala Conflict Data Program",
            url="https://ucdp.uu.se/downloads/",
            kind="dataset",
            reliability=Reliability.A,
        )

    def _countries(self, cells: Mapping[str, str]) -> Iterator[str]:
        met = set()
        for place in _PLACE_COMMA.split(_cell(cells, *self.form.layout.places)):
            code = country_code(place) if place else None
            if place and not code:
                self.left_out[NO_COUNTRY] += 1
            elif code and code not in met:
                met.add(code)
                yield code

    def _actors(self, cells: Mapping[str, str], side: Side) -> list[tuple[str, str]]:
        """Id and name of the side's actors; none where it cannot be told which id has which name.

        The conflict-year version lists the opponents of a government, and a name can hold a comma.
        """
        name, ids = _cell(cells, *side.names), _ids(_cell(cells, *side.ids))
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


def _lists_dyads(file: InputFile) -> bool:
    """Whether a row of the file counts several dyads together."""
    wanted = folded(DYAD_COLUMN)
    return any(
        "," in cell
        for row in file.rows()
        for column, cell in row.cells.items()
        if folded(column) == wanted
    )


def _cell(cells: Mapping[str, str], *spellings: str) -> str:
    """What the column says, in whichever spelling it is there; empty where it says nothing."""
    return next((cells[key] for name in spellings if (key := folded(name)) in cells), "")


def _parsed(read: Callable[[str], T], cells: Mapping[str, str], *spellings: str) -> T:
    try:
        return read(_cell(cells, *spellings))
    except ValueError as error:
        raise RowRefusedError(spellings[0], str(error)) from None


def _year(cells: Mapping[str, str]) -> str:
    text = _cell(cells, "year")
    found = _YEAR.fullmatch(text)
    if found is None or int(found[1]) < _FIRST_YEAR:
        said = f"'{text}' is no year" if text else "The row gives no year"
        raise RowRefusedError("year", f"{said} from {_FIRST_YEAR} on, as UCDP has them.")
    return found[1]


def _estimate(text: str) -> int | None:
    """A number of deaths; None where UCDP writes that it has none."""
    return None if text.removesuffix(".0") == _NO_ESTIMATE else whole(text)


def _ids(text: str) -> Sequence[str]:
    """The ids in the text; none where one of them is not a whole number."""
    try:
        found = [identifier(part.strip()) for part in text.split(",")]
    except ValueError:
        return ()
    return [one for one in found if one is not None]


def _is_government(cells: Mapping[str, str], side: Side, name: str) -> bool:
    told = _cell(cells, *side.government).lower()
    return name.startswith("Government of") or told in ("1", "1.0", "true")
