"""The file of judgements in a dossier's folder, row by row: added to, and taken back from.

What always holds here: the file is written whole or not at all, and keeps its comments and its
other rows as they stand; a row that the dossier's own rules refuse is never written.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graphq.graph.errors import UsageError
from graphq.graph.outputs import write_whole
from graphq.graph.write.told_events import Pair
from graphq.ingest.sources.dossier import ids
from graphq.ingest.sources.dossier.dossier import Dossier, bundled
from graphq.ingest.sources.dossier.read import read_dossier
from graphq.ingest.sources.dossier.table import DossierRows, bare_of
from graphq.ingest.sources.dossier.tables.matches import TABLE, pair_of

_COLUMNS: Final = [column.name for column in TABLE.columns]


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements in a folder, which need not be there yet."""

    folder: Path

    def __post_init__(self) -> None:
        """Raise UsageError where the folder is none, or comes with graphq."""
        if self.folder.exists() and not self.folder.is_dir():
            raise UsageError(f"{self.folder} is a file; judgements are kept in a dossier's folder.")
        if self.folder.resolve().name.casefold() in bundled():
            raise UsageError(
                f"The dossier {self.folder.name} comes with graphq, and its name is its own; name "
                "another folder for your judgements."
            )

    @property
    def file(self) -> Path:
        """The file."""
        return self.folder / TABLE.file

    def pairs(self) -> dict[Pair, str]:
        """The verdict of each pair judged already, by the ids of the graph.

        Raises UsageError where it cannot be read.
        """
        if not self.folder.is_dir():
            return {}
        tables, problems = read_dossier(self.folder)
        amiss = [str(problem) for problem in problems if problem.file == TABLE.file]
        if amiss:
            raise UsageError(f"{self.file} cannot be added to before it is mended: {amiss[0]}")
        ids.bare(tables, self._name)
        rows = ids.in_graph(DossierRows(tables, {}, prefix=ids.prefix_of(self._name)))
        return {pair_of(row): str(row["verdict"]) for row in rows.tables[TABLE.name]}

    def add(self, cells: Mapping[str, str]) -> None:
        """Add a row. Raises UsageError with the reason where a rule refuses it; OSError."""
        text = self._text()
        header = _header(text)
        lacking = [name for name, cell in cells.items() if cell and name not in header]
        if lacking:
            raise UsageError(f"{self.file} has no column {', '.join(lacking)}; add it first.")
        row = io.StringIO(newline="")
        csv.writer(row, lineterminator="\n").writerow([cells.get(name, "") for name in header])
        made = f"{text}{'' if text.endswith(chr(10)) else chr(10)}{row.getvalue()}"
        self._check(made)
        self._write(made)

    def take_back(self, one: str, other: str) -> None:
        """Take out the row of the pair, whose ids may be written as in the file or as in the graph.

        Raises UsageError where there is none; OSError.
        """
        text, wanted = self._text(), sorted(map(self._bare, (one, other)))
        header, records, kept = _header(text), list(_records(text)), list[str]()
        for lines, cells in records:
            named = dict(zip(header, cells, strict=False))
            pair = (self._bare(named.get(name, "")) for name in ("incident_id", "other_id"))
            if not cells or sorted(pair) != wanted:
                kept.append(lines)
        if len(kept) == len(records):
            raise UsageError(f"{self.file} has no judgement of {one} and {other}.")
        self._write("".join(kept))

    @property
    def _name(self) -> str:
        return ids.as_part_of_an_id(self.folder.resolve().name)

    def _bare(self, written: str) -> str:
        return bare_of(written.strip().removeprefix(f"{self._name}/"))

    def _text(self) -> str:
        if not self.file.exists():
            return ",".join(_COLUMNS) + "\n"
        return self.file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")

    def _write(self, text: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.file, text.encode(), replace=True)

    def _check(self, text: str) -> None:
        """Hold the file against the rules of its table, as it would be."""
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / self.folder.resolve().name
            folder.mkdir()
            for file in self.folder.glob("*.csv") if self.folder.is_dir() else ():
                shutil.copyfile(file, folder / file.name)
            (folder / TABLE.file).write_text(text, encoding="utf-8")
            _, problems = Dossier(folder).check(lambda ids: {})
        amiss = [problem for problem in problems if problem.file == TABLE.file]
        if amiss:
            raise UsageError(f"{amiss[0].column}: {amiss[0].reason}.")


def _header(text: str) -> list[str]:
    """The columns that the file names."""
    first = next((cells for _, cells in _records(text) if cells), _COLUMNS)
    return [cell.strip() for cell in first]


def _records(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each record as it stands, and its cells; of a comment or a blank line none."""
    lines = iter(text.splitlines(keepends=True))
    for line in lines:
        if line.lstrip().startswith("#") or not line.strip():
            yield line, []
            continue
        record = line
        while record.count('"') % 2 and (more := next(lines, "")):
            record += more
        yield record, next(csv.reader(io.StringIO(record, newline="")))
