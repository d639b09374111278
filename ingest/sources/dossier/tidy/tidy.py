"""The files of a dossier in one form, so that two people's are told apart by what they say alone.

What always holds here: nothing that a file says is lost, and what is done is told. What is tidy
stays as it is, to the byte. A file is written whole or not at all; what moves from one file to
another is written there before it is left out here, so that a killed run loses nothing, and the
next one finishes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graphq.graph.errors import UsageError
from graphq.graph.outputs import check_no_link, write_whole
from graphq.ingest.sources.dossier.tables import TABLES
from graphq.ingest.sources.dossier.tidy.moved import MOVES, Sheets
from graphq.ingest.sources.dossier.tidy.sheet import Sheet, SheetRow, UnsureError
from graphq.ingest.sources.dossier.tidy.told import Tidying, sentences, shown
from graphq.ingest.sources.dossier.tidy.values import SPACES, formed

ATTRIBUTES: Final = ".gitattributes"
MERGE: Final = "*.csv merge=union"
"""Has Git keep the rows that each of two people added, where it would ask which are meant."""
_REFUSED: Final = "graphq load refuses it"
_DIFFERENCES: Final = 3
"""As many cells are named in which two rows differ."""


@dataclass(slots=True)
class Tidied:
    """What the files of a dossier become, and what there is to tell of it."""

    files: dict[str, bytes] = field(default_factory=dict)
    """The files that are to be written, in that order."""
    done: list[str] = field(default_factory=list)
    """Sentences on what is done to them."""
    left: list[str] = field(default_factory=list)
    """Sentences on what only a person can do."""


def tidied(folder: Path) -> Tidied:
    """What tidying the folder would do; nothing is written.

    Raises UsageError where it holds no table of a dossier, OSError.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}. Name the folder of a dossier.")
    contents = {
        table.name: (folder / table.file).read_bytes()
        for table in TABLES.values()
        if (folder / table.file).is_file()
    }
    if not contents:
        raise UsageError(
            f"{folder} is no dossier: it holds none of its tables. graphq new-dossier writes an "
            "empty one."
        )
    told: list[Tidying] = []
    sheets = _read(contents, told)
    for sheet in sheets.values():
        told += _formed(sheet)
    unread = contents.keys() - sheets.keys()
    for move, looked_at in MOVES:
        if unread.isdisjoint(looked_at):
            told += move(sheets)
    for sheet in sheets.values():
        told += _arranged(sheet, existed=sheet.table.name in contents)
    told += _strangers(folder)
    found = Tidied(left=sentences(one for one in told if one.left))
    # What a file gains is written before another loses it.
    gains = sorted(sheets.values(), key=lambda sheet: all(row.line for row in sheet.rows))
    for sheet in gains:
        content = sheet.text().encode()
        if content != contents.get(sheet.table.name):
            found.files[sheet.table.file] = content
            file = sheet.table.file
            if (folder / file).exists() and not any(
                one.file == file and not one.left for one in told
            ):
                told.append(Tidying(file, "quotes only where needed, no blank lines"))
    if attributes := _attributes(folder):
        found.files[ATTRIBUTES] = attributes
        told.append(Tidying(ATTRIBUTES, f"the line {MERGE} added, so that Git merges rows"))
    found.done = sentences(one for one in told if not one.left)
    return found


def tidy(folder: Path) -> Tidied:
    """Write the files in their one form. Returns what was done, and what is left to a person.

    Rows that are left are named by their lines in the files as they are now. Raises UsageError
    where the folder is no dossier or a file is a link, OSError.
    """
    found = tidied(folder)
    for name in found.files:
        check_no_link(folder / name)
    for name, content in found.files.items():
        write_whole(folder / name, content, replace=True)
    found.left = tidied(folder).left
    return found


def _read(contents: dict[str, bytes], told: list[Tidying]) -> Sheets:
    """The files that can be read; of the others it is told why not."""
    sheets: Sheets = {}
    for name, content in contents.items():
        table = TABLES[name]
        try:
            sheets[name] = Sheet.read(table, content)
        except UnsureError as error:
            what = f"{error}; the file was left as it is"
            told.append(Tidying(table.file, what, error.line, left=True))
        else:
            told += sheets[name].read_as
    return sheets


def _formed(sheet: Sheet) -> Iterator[Tidying]:
    """Bring every cell into its form."""
    columns = {column.name: column for column in sheet.table.columns}
    for row in sheet.rows:
        for name, text in row.cells.items():
            if name not in columns:
                row.cells[name] = text.strip().replace("\r\n", "\n").replace("\r", "\n")
                continue
            row.cells[name], what = formed(columns[name], text)
            if what:
                became = f" as {shown(row.cells[name])}" if what != SPACES else ""
                yield Tidying(sheet.table.file, what, row.line, shown(text) + became)


def _arranged(sheet: Sheet, *, existed: bool) -> Iterator[Tidying]:
    """Put columns and rows into order, and see which rows are told twice."""
    table = sheet.table
    if existed:
        yield from _columns(sheet)
    before = [row for row in sheet.rows if row.line]
    _merged(sheet)
    kept = {row.line for row in sheet.rows}
    for row in before:
        if row.line not in kept:
            what = "rows that say the same as another, comments aside, kept once"
            yield Tidying(table.file, what, row.line)
    sheet.rows = table.arranged(sheet.rows, SheetRow.__getitem__)
    lines = [row.line for row in sheet.rows if row.line]
    if lines != sorted(lines):
        first = next(one for one, other in zip(lines, sorted(lines), strict=True) if one != other)
        names = " and ".join(table.order or table.key)
        yield Tidying(
            table.file, f"rows in the order of {names}", example=f"line {first} moves first"
        )
    yield from _told_twice(sheet)


def _columns(sheet: Sheet) -> Iterator[Tidying]:
    file, written = sheet.table.file, sheet.written
    known = [column.name for column in sheet.table.columns]
    strange = [name for name in sheet.columns if name not in known]
    for name in strange:
        what = f"the column {name} is none of the format; it was kept behind the others, and "
        yield Tidying(file, f"{what}{_REFUSED}", left=True)
    added = [name for name in written if name not in sheet.columns]
    if added:
        yield Tidying(file, f"columns that it lacked added, empty: {', '.join(added)}")
    gone = [name for name in sheet.columns if name not in written]
    if gone:
        yield Tidying(
            file, f"columns of which nothing stands here any more left out: {', '.join(gone)}"
        )
    if [name for name in sheet.columns if name in written] != [
        name for name in written if name in sheet.columns
    ]:
        yield Tidying(file, "columns in the order of the format")


def _merged(sheet: Sheet) -> None:
    """Keep one of rows that say the same, with the comments of all."""
    kept: dict[tuple[str, ...], SheetRow] = {}
    columns = sheet.written
    for row in sheet.rows:
        first = kept.setdefault(tuple(row[name] for name in columns), row)
        if first is not row:
            first.above += [comment for comment in row.above if comment not in first.above]
    sheet.rows = list(kept.values())


def _told_twice(sheet: Sheet) -> Iterator[Tidying]:
    """Rows of one key that say different things."""
    table = sheet.table
    firsts: dict[tuple[str, ...], SheetRow] = {}
    for row in sheet.rows:
        key = tuple(row[name] for name in table.key)
        first = firsts.setdefault(key, row)
        if first is row or not all(row[name] for name in table.key[:1]):
            continue
        differ = [name for name in sheet.written if row[name] != first[name]]
        texts = ", ".join(
            f"{name}: {shown(first[name])} and {shown(row[name])}" for name in differ[:_DIFFERENCES]
        )
        more = f", and {len(differ) - _DIFFERENCES} more" if len(differ) > _DIFFERENCES else ""
        what = (
            f"'{' '.join(filter(None, key))}' is told twice, also on line {first.line}; the two "
            f"differ in {texts}{more}; keep one"
        )
        yield Tidying(table.file, what, row.line, left=True)


def _strangers(folder: Path) -> Iterator[Tidying]:
    """Files that look like tables and are none."""
    known = {table.file for table in TABLES.values()}
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() == ".csv" and file.name not in known:
            yield Tidying(
                file.name, f"is no file of a dossier; it was kept, and {_REFUSED}", left=True
            )


def _attributes(folder: Path) -> bytes | None:
    """What .gitattributes has to hold, if it lacks something; nothing if tables have their line."""
    file = folder / ATTRIBUTES
    text = file.read_bytes().decode("utf-8", "surrogateescape") if file.exists() else ""
    patterns = (line.split() for line in text.splitlines())
    if any(found[:1] == ["*.csv"] and "merge" in " ".join(found[1:]) for found in patterns):
        return None
    text += "\n" if text and not text.endswith("\n") else ""
    return f"{text}{MERGE}\n".encode("utf-8", "surrogateescape")
