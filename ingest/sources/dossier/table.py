"""What a table of a dossier is made of: columns, rules, and the facts that a row becomes.

What always holds here: a rule is one sentence and the check of it, so that what rejects a row is
told where the table is told; a check says nothing of a cell that could not be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple, TypeVar

from graphq.graph.model.coverage import Coverage
from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.own import COME_WITH_GRAPHQ
from graphq.graph.model.values import PartialDate
from graphq.graph.read.countries import country_names
from graphq.graph.read.names import name_key
from graphq.ingest.files.problems import Problem
from graphq.ingest.places.tree import PlaceTree

Kind = Literal[
    "id", "text", "date", "day", "integer", "latitude", "longitude", "country", "url", "flag",
    "choice", "reference", "fact", "keyed",
]  # fmt: skip
"""A reference is an id; so is a fact, of something that need not be there, or of a relationship; of
what is keyed an id stands before a colon."""
Known = Mapping[str, Set[str]]
"""Ids of the graph that others have put there, by the table that they would stand in."""

R = TypeVar("R")

LARGEST_NUMBER: Final = 10_000_000
_FOLDED: Final = "case, accents, spaces and signs"
"""What ids that are made of names leave out."""
_TOLD: Final[Mapping[str, str]] = {
    "integer": f"a whole number, at most {LARGEST_NUMBER:,}",
    "flag": "true or false",
    "url": "begins with http:// or https://",
}
"""What may stand in a cell of the kind, where the column's own words do not say it."""


@dataclass(frozen=True, slots=True)
class DossierColumn:
    """One column: what may stand in it, and what it means."""

    name: str
    help: str
    kind: Kind = "text"
    required: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    """For what holds ids: the tables in which they are looked for; none of a fact: in all."""
    longest: int | None = None
    folded: bool = False
    """Whether only its letters and digits tell rows apart, because ids are made of them."""
    moved: str = ""
    """Where what it holds stands now, of a column that dossiers had before: it still loads."""

    def id_in(self, item: str) -> str:
        """The id in one item of the cell."""
        return item.partition(":")[0] if self.kind == "keyed" else item

    def is_word(self, item: str) -> bool:
        """Whether the item is one of the choices, with a country's code after it or without."""
        word, colon, country = item.partition(":")
        if word not in self.choices:
            return False
        return not colon or bool(re.fullmatch("[A-Z]{2}", country) and country_names(country))

    @property
    def told(self) -> str:
        """What the column means, and what may stand in it."""
        parts = [self.help]
        if self.kind == "choice":
            parts.append("one of " + ", ".join(self.choices))
        if self.kind in _TOLD:
            parts.append(_TOLD[self.kind])
        if self.many:
            parts.append("several are separated by semicolons")
        if self.moved:
            parts.append(f"it stands in {self.moved} now, and graphq tidy moves it there")
        return "; ".join(parts)


class Spelling(NamedTuple):
    """A name by which something is found: of what, and how good it is."""

    entity: str
    label: str
    text: str
    quality: str
    language: str | None = None
    script: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold for a dossier to be loaded: the sentence that tells it, and its check.

    The check is asked of each row of the table, and yields what is wrong.
    """

    sentence: str
    check: Callable[[DossierRow, DossierRows], Iterator[Problem]]


def bare_of(key: str) -> str:
    """The id in the graph of what is written in full, as in jnim/jnim; others are as written."""
    dossier, _, own = key.partition("/")
    return own if own and dossier in COME_WITH_GRAPHQ else key


def _no_facts(row: DossierRow, rows: DossierRows) -> Iterator[Node | Relationship]:
    return iter(())


def _no_names(row: DossierRow, rows: DossierRows) -> Iterator[Spelling]:
    return iter(())


@dataclass(frozen=True)
class DossierTable:
    """One file of a dossier."""

    name: str
    help: str
    columns: tuple[DossierColumn, ...]
    key: tuple[str, ...]
    """The columns that together may not stand twice."""
    after: str
    """The table that it stands behind where all are told; none before the first."""
    rules: tuple[Rule, ...] = ()
    """What must hold between the cells of a row, or between rows, for the dossier to be loaded."""
    remarks: tuple[str, ...] = ()
    """What a reader should know besides, of which there is no check."""
    node: type[Node] | None = None
    """What a row becomes, where it becomes a node under its own id."""
    facts: Callable[[DossierRow, DossierRows], Iterator[Node | Relationship]] = _no_facts
    """What a checked row states; the first is what a note of the row is about."""
    names: Callable[[DossierRow, DossierRows], Iterator[Spelling]] = _no_names
    """What a checked row says that something is called; asked once all places are known."""
    covers: Callable[[DossierRow, DossierRows], Coverage] | None = None
    """What a checked row says that the dossier covers, of the table that says so."""
    order: tuple[str, ...] = ()
    """The columns in whose order its rows stand; none: those of the key."""
    spelled: str = ""
    """The column of the key of which the first of several spellings counts."""

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"

    @cached_property
    def own_rules(self) -> tuple[Rule, ...]:
        """The rules, with the one that follows from the key where that is no id."""
        return self.rules if self.key == ("id",) else (*self.rules, _stands_once(self))

    def column(self, name: str) -> DossierColumn:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    @cached_property
    def references(self) -> list[DossierColumn]:
        """The columns that refer to other rows, which need not be there where it is a fact."""
        return [column for column in self.columns if column.kind in ("reference", "fact", "keyed")]

    @cached_property
    def folded(self) -> list[str]:
        """The columns of the key of which only the letters and digits count."""
        return [name for name in self.key if self.column(name).folded]

    def arranged(self, rows: Sequence[R], text_of: Callable[[R, str], str]) -> list[R]:
        """The rows in the table's order, by the texts of their cells.

        Spellings of one name stand together as they stood, since the first of them counts.
        """
        names = self.order or self.key
        ordered = sorted(rows, key=lambda row: [text_of(row, name) for name in names])
        if not self.spelled:
            return ordered
        together: dict[tuple[str, ...], list[R]] = {}
        for row in ordered:
            together.setdefault(self._spelled(row, text_of), [])
        for row in rows:
            together[self._spelled(row, text_of)].append(row)
        return [row for found in together.values() for row in found]

    def _spelled(self, row: R, text_of: Callable[[R, str], str]) -> tuple[str, ...]:
        texts = {name: text_of(row, name) for name in self.key}
        return tuple(
            name_key(text) or text if name == self.spelled else text for name, text in texts.items()
        )

    def same(self, row: DossierRow) -> tuple[Any, ...]:
        """What two rows have in common that may not both stand."""
        return tuple(
            name_key(row[name] or "") if name in self.folded else row[name] for name in self.key
        )


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One row: where it stands, and its parsed cells by column."""

    table: DossierTable
    line: int
    cells: dict[str, Any]
    unread: dict[str, str] = field(default_factory=dict)
    """The text of cells that could not be read; those cells are blank."""

    def __getitem__(self, column: str) -> Any:
        """The parsed cell; None or an empty tuple when it is blank or its column is not there."""
        return self.cells[column]

    @property
    def name(self) -> str:
        """What the row is called: its id, or the cells of its key."""
        cells = (self[name] for name in self.table.key)
        return " ".join(str(cell) for cell in cells if cell is not None)

    def readable(self, *columns: str) -> bool:
        """Whether all these cells could be read, so that they may be held against one another."""
        return self.unread.keys().isdisjoint(columns)

    def text(self, column: str) -> str:
        """The cell as text, even where it could not be read."""
        return self.unread.get(column) or str(self.cells[column] or "")

    def problem(self, column: str, reason: str) -> Problem:
        """A problem with this row."""
        return Problem(self.table.file, self.line, column, reason)


@dataclass
class DossierRows:
    """Every row of a dossier by its table, and what they are looked at with."""

    tables: Mapping[str, Sequence[DossierRow]]
    known: Known
    dataset: str = ""
    prefix: str = ""
    """What stands before the dossier's own ids in the graph, and not in its files."""
    places: PlaceTree = field(default_factory=PlaceTree)
    """Grows by the places of the rows whose facts are made."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The label of what the rows of each table become, of those that become nodes."""
    _found: dict[tuple[str, object], dict[str, list[DossierRow]]] = field(default_factory=dict)
    _by_others: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def where(
        self, table: str, by: str | Callable[[DossierRow], str], text: str
    ) -> Sequence[DossierRow]:
        """The rows of the table that have this text in the column `by`, read or not.

        `by` may also be what makes a text of a row.
        """
        index = self._found.get((table, by))
        if index is None:
            index = self._found[table, by] = {}
            for row in self.tables[table]:
                index.setdefault(by(row) if callable(by) else row.text(by), []).append(row)
        return index.get(text, ())

    def row(self, table: str, key: str | None) -> DossierRow | None:
        """The first row of that id."""
        return next(iter(self.where(table, "id", key)), None) if key else None

    def holds(self, table: str, key: str) -> bool:
        """Whether the id stands in the table, or in the graph as what the table would hold."""
        return bool(self.meant(key, (table,)))

    def meant(self, key: str, tables: Sequence[str]) -> list[str]:
        """The ids of the graph that an id in a file can mean; there is one where it is clear.

        The dossier's own goes first, then what has the very id in the graph, as those of a dossier
        that comes with graphq have, and then those of all other dossiers.
        """
        if any(self.where(table, "id", key) for table in tables):
            return [f"{self.prefix}{key}"]
        bare = bare_of(key)
        for table in tables:
            known = self.known.get(table, ())
            if found := next((one for one in (key, bare) if one in known), None):
                return [found]
        return sorted({one for table in tables for one in self._others(table).get(key, ())})

    def _others(self, table: str) -> Mapping[str, Sequence[str]]:
        """Ids of other dossiers by how they are written there."""
        if table not in self._by_others:
            found = self._by_others.setdefault(table, {})
            for one in self.known.get(table, ()):
                dossier, slash, key = one.rpartition("/")
                if slash and dossier != self.prefix.rstrip("/"):
                    found.setdefault(key, []).append(one)
        return self._by_others[table]

    def published(self, sources: Iterable[str]) -> list[PartialDate]:
        """When those of the sources were published that have a date in sources.csv."""
        found = (self.row("sources", key) for key in sources)
        return [row["published_on"] for row in found if row and row["published_on"]]

    @cached_property
    def newest(self) -> PartialDate | None:
        """When the newest of the dossier's sources was published; none where none has a date."""
        dates = (row["published_on"] for row in self.tables["sources"])
        return max(filter(None, dates), key=lambda date: date.span.first, default=None)

    @cached_property
    def cited(self) -> Set[str]:
        """The ids of the sources that rows cite, but for a source's own."""
        return {
            column.id_in(item)
            for rows in self.tables.values()
            for row in rows
            for column in row.table.references
            if "sources" in column.tables and row[column.name]
            for item in (row[column.name] if column.many else [row[column.name]])
            if (row.table.name, row.cells.get("id")) != ("sources", item)
        }

    @cached_property
    def owners(self) -> Mapping[str, DossierRow]:
        """The first row of each id, in whichever table."""
        owners: dict[str, DossierRow] = {}
        for rows in self.tables.values():
            for row in rows:
                if "id" in row.cells:
                    owners.setdefault(row["id"], row)
        return owners

    @cached_property
    def repeated(self) -> Mapping[tuple[str, int], DossierRow]:
        """By table and line, the rows with a key that stands already: the first row that has it."""
        firsts: dict[tuple[Any, ...], DossierRow] = {}
        return {
            (name, row.line): first
            for name, rows in self.tables.items()
            for row in rows
            if row.readable(*row.table.key)
            and (first := firsts.setdefault((name, *row.table.same(row)), row)) is not row
        }


def in_order(rows: DossierRows) -> DossierRows:
    """The rows, those of each table in its order, so that nothing hangs on how a file is sorted."""
    tables = {
        name: found[0].table.arranged(found, DossierRow.text) if found else found
        for name, found in rows.tables.items()
    }
    return replace(rows, tables=tables, _found={})


def repeated(row: DossierRow, rows: DossierRows) -> Iterator[Problem]:
    """Whether a row before it has the same key."""
    key, first = row.table.key, rows.repeated.get((row.table.name, row.line))
    if first is None:
        return
    folds = any(row[name] != first[name] for name in key)
    but = f", but for {_FOLDED}, which tell no rows apart" if folds else ""
    yield row.problem(key[0], f"'{row.name}' stands already on line {first.line}{but}")


def _stands_once(table: DossierTable) -> Rule:
    *more, last = table.key
    columns = f"{', '.join(more)} and {last}" if more else last
    but = f"; {_FOLDED} in {' and '.join(table.folded)} tell no rows apart" if table.folded else ""
    return Rule(f"No two rows have the same {columns}{but}.", repeated)
