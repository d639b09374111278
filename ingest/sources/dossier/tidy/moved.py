"""What older dossiers wrote elsewhere or otherwise, turned into today's form.

What always holds here: what is turned over means afterwards what it meant before, or what the
format says that the old form has to mean; each row is told of. What can be meant in several ways is
left to a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, MutableMapping
from typing import Final

from graphq.graph.read.names import name_key
from graphq.graph.write.derived import SUCCESSION_KINDS
from graphq.ingest.files.cells import parts
from graphq.ingest.sources.dossier.table import DossierRows
from graphq.ingest.sources.dossier.tables import TABLES
from graphq.ingest.sources.dossier.tables.change_parties import JOINING
from graphq.ingest.sources.dossier.tidy.sheet import Sheet, SheetRow
from graphq.ingest.sources.dossier.tidy.told import Tidying, shown

Sheets = MutableMapping[str, Sheet]
"""The files by their tables; of one that could not be read there is none, nor of one not there."""


def _users(sheets: Sheets) -> Iterator[Tidying]:
    """Users of a facility without dates, into users.csv."""
    there = {(row["facility_id"], row["user"]) for row in _rows(sheets, "users")}
    for row in _rows(sheets, "facilities"):
        for user in parts(row["users"]):
            if (row["id"], user) in there:
                what = "users that users.csv names with their dates left out here"
                yield Tidying("facilities.csv", what, row.line, f"{user} of {row['id']}")
                continue
            what = "users moved to users.csv, without dates"
            yield Tidying("facilities.csv", what, row.line, f"{user} of {row['id']}")
            cells = {"facility_id": row["id"], "user": user, "sources": row["sources"]}
            _add(sheets, "users", cells)
        row.cells.pop("users", None)


def _other_names(sheets: Sheets) -> Iterator[Tidying]:
    """Other names of a facility, into aliases.csv."""
    there = {(row["entity_id"], name_key(row["alias"])) for row in _rows(sheets, "aliases")}
    for row in _rows(sheets, "facilities"):
        for name in parts(row["alt_names"]):
            if (row["id"], name_key(name)) in there:
                what = "other names that stand in aliases.csv left out here"
                yield Tidying("facilities.csv", what, row.line, shown(name))
                continue
            there.add((row["id"], name_key(name)))
            what = "other names moved to aliases.csv, by the sources of the facility"
            yield Tidying("facilities.csv", what, row.line, shown(name))
            _add(sheets, "aliases", {"entity_id": row["id"], "alias": name, "quality": "strong"})
        row.cells.pop("alt_names", None)


def _parts(sheets: Sheets) -> Iterator[Tidying]:
    """Who took part in part: a split into wholes, a component of a whole, a part of what joined."""
    kinds = {row["id"]: row["kind"] for row in _rows(sheets, "changes")}
    parties: dict[str, list[SheetRow]] = defaultdict(list)
    for row in _rows(sheets, "change_parties"):
        parties[row["change_id"]].append(row)
    for change, rows in parties.items():
        yield from _of_change(kinds.get(change, ""), rows)


def _of_change(kind: str, rows: list[SheetRow]) -> Iterator[Tidying]:
    for row in rows:
        if row["component"] and row["extent"] == "whole":
            row.cells["extent"] = "part"
            what = "extent put to part where component names one"
            yield _party(row, what)
    before = [row for row in rows if row["role"] == "predecessor"]
    after = [row for row in rows if row["role"] == "result"]
    if kind in JOINING:
        yield from _joined(kind, before, after)
    into = {row["group_id"] for row in after} - {row["group_id"] for row in before}
    if kind == "split" and into and all(row["extent"] == "whole" for row in rows):
        for row in before:
            row.cells["extent"] = "part"
            yield _party(
                row,
                "extent put to part, since the change is a split; if all of it went over, make the "
                "change a rename or an absorption",
            )
    wholes = {row["group_id"] for row in after if row["extent"] == "whole"}
    for row in before:
        several = len(wholes - {row["group_id"]}) > 1
        if row["extent"] == "whole" and several and kind in SUCCESSION_KINDS:
            row.cells["extent"] = "part"
            yield _party(row, "extent put to part, since it passed into several groups")


def _joined(kind: str, before: list[SheetRow], after: list[SheetRow]) -> Iterator[Tidying]:
    """A part of what came out of a merger is a part of what went in."""
    for row in after:
        if row["extent"] != "part":
            continue
        entered = [one for one in before if one["group_id"] != row["group_id"]]
        if len(entered) != 1 or (row["component"] and entered[0]["component"]):
            what = f"a part came out of a {kind}; say of which predecessor only a part joined"
            yield _party(row, what, left=True)
            continue
        (one,) = entered
        row.cells["extent"], one.cells["extent"] = "whole", "part"
        if row["component"]:
            one.cells["component"], row.cells["component"] = row["component"], ""
        yield _party(row, f"that only a part joined moved to the row of who entered the {kind}")


def _names_of_records(sheets: Sheets) -> Iterator[Tidying]:
    """One name for a record; what other rows called it becomes a name of what it is there."""
    last = {(row["scheme"], row["external_id"]): row for row in _rows(sheets, "identities")}
    names = {
        (row["entity_id"] or row["id"], name_key(row["alias"] or row["short_name"]))
        for name in ("aliases", "groups", "people", "facilities")
        for row in _rows(sheets, name)
    }
    for row in _rows(sheets, "identities"):
        name = row["name"]
        named = last[row["scheme"], row["external_id"]]["name"]
        if name in ("", named) or not named:
            continue
        row.cells["name"] = named
        what = f"one name for {row['scheme']}:{row['external_id']}, that of its last row: {named}"
        yield Tidying("identities.csv", what, row.line, f"it was {shown(name)}")
        if (row["entity_id"], name_key(name)) not in names:
            cells = {"entity_id": row["entity_id"], "alias": name, "quality": "strong"}
            _add(sheets, "aliases", {**cells, "source": next(iter(parts(row["sources"])), "")})


def _party(row: SheetRow, what: str, *, left: bool = False) -> Tidying:
    example = f"{row['group_id']} in {row['change_id']}"
    return Tidying("change_parties.csv", what, row.line, example, left)


def _rows(sheets: Sheets, name: str) -> list[SheetRow]:
    return sheets[name].rows if name in sheets else []


def _add(sheets: Sheets, name: str, cells: dict[str, str]) -> None:
    sheet = sheets.setdefault(name, Sheet(TABLES[name]))
    sheet.rows.append(SheetRow(0, cells))


MOVES: Final[tuple[tuple[Callable[[Sheets], Iterator[Tidying]], frozenset[str]], ...]] = (
    (_users, frozenset({"facilities", "users"})),
    (_other_names, frozenset({"facilities", "aliases"})),
    (_parts, frozenset({"changes", "change_parties"})),
    (_names_of_records, frozenset({"identities", "aliases", "groups", "people", "facilities"})),
)
"""Each with the tables that it looks at: it is left where one of them could not be read."""


def moved_since(rows: DossierRows) -> Iterator[str]:
    """A sentence for each column that is filled in and stands elsewhere now."""
    for table in TABLES.values():
        for column in table.columns:
            number = sum(bool(row[column.name]) for row in rows.tables[table.name])
            if column.moved and number:
                rows_fill = "row fills" if number == 1 else "rows fill"
                yield (
                    f"{number:,} {rows_fill} in {column.name} of {table.file}, which stands in "
                    f"{column.moved} now. It was read; graphq tidy moves it there."
                )
