"""The file of the rows that could not be loaded: where, why, and the row itself.

What always holds here: no row that was refused is lost, and no list that somebody may be mending is
written over unasked; a file that has been mended can be loaded like any other, since the columns of
the original stand in it behind three of its own, and before one for what stood under none of them.
"""

from __future__ import annotations

import contextlib
import csv
import filecmp
import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TextIO

from graphq.graph.errors import UsageError
from graphq.graph.outputs import check_no_link, give_name, is_device, unfinished
from graphq.ingest.files.input import TableRow

_OWN: Final = ("rejected_line", "rejected_column", "rejected_reason")
_REST: Final = "rejected_rest"
"""The last column: what stood in the row under no column's name."""


@dataclass(slots=True)
class Rejects:
    """Written as rows are refused; there is no file where none was."""

    path: Path
    """Where it is in the end; with `keep_earlier` known when it is closed."""
    columns: list[str] = field(default_factory=list)
    """Those of the file; where none are given, those that the first row refused has cells for."""
    keep_earlier: bool = False
    """Take another name where a file of this one holds something else."""
    count: int = 0
    first: str = ""
    """The first one, in words."""
    _file: TextIO | None = None
    _writer: Any = field(default=None)
    _made: Path = Path()
    """Where it is while it is written."""
    _unfinished: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def add(self, row: TableRow, column: str, reason: str) -> None:
        """Write a row with the column and the reason. Raises UsageError when it cannot be."""
        with self._told():
            if self._file is None:
                given = self.columns or list(row.columns)
                # A list of rejects that is loaded once more has the columns of ours already.
                self.columns = [name for name in given if name not in (*_OWN, _REST)]
                self._begin()
                self._file = self._made.open("w", encoding="utf-8", newline="")
                # With such ends of lines a cell that holds a part of one is quoted.
                self._writer = csv.writer(self._file, lineterminator="\r\n")
                self._writer.writerow([*_OWN, *self.columns, _REST])
            cells = row.cells
            told = (cells.get(name, "") for name in self.columns)
            self._writer.writerow([row.line, column, reason, *told, row.rest])
        self.count += 1
        if not self.first:
            place = f"line {row.line}, {column}" if column else f"line {row.line}"
            self.first = f"{place}: {reason}"

    def close(self) -> None:
        """Give the file its name, if there is one. Raises UsageError when it cannot be written."""
        file, self._file = self._file, None
        if file is None:
            return
        with self._told(), self._unfinished:
            file.close()
            if self._made == self.path:
                return
            if self.keep_earlier:
                self.path = self._named_anew()
            else:
                give_name(self._made, self.path, replace=True)

    def _begin(self) -> None:
        """Choose where it is written; what is no ordinary file is written to at once."""
        if is_device(self.path):
            self._made = self.path
            return
        if not self.keep_earlier:
            check_no_link(self.path)
        folder = self._unfinished.enter_context(unfinished(self.path.parent))
        self._made = folder / self.path.name

    def _named_anew(self) -> Path:
        """The name that is given to it, or that of the same list, which is there already."""
        for name in self._names():
            if name.is_file() and not name.is_symlink():
                if filecmp.cmp(name, self._made, shallow=False):
                    return name
            elif not os.path.lexists(name):
                with contextlib.suppress(FileExistsError):
                    give_name(self._made, name)
                    return name
        raise AssertionError("names do not end")

    def _names(self) -> Iterator[Path]:
        yield self.path
        for number in itertools.count(2):
            yield self.path.with_name(f"{self.path.stem}-{number}{self.path.suffix}")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UsageError(
                f"Some rows cannot be loaded, and {self.path} cannot be written to list them "
                f"({error.strerror}). Name another file with --rejects, and load again."
            ) from error
