"""The file of the rows that could not be loaded: where, why, and the row itself.

What always holds here: no row that was refused is lost; a file that has been mended can be loaded
like any other, since the columns of the original stand in it behind three of its own.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TextIO

from graph.errors import UsageError
from ingest.files import TableRow

_OWN: Final = ("rejected_line", "rejected_column", "rejected_reason")


@dataclass(slots=True)
class Rejects:
    """Written as rows are refused; there is no file where none was."""

    path: Path
    columns: list[str] = field(default_factory=list)
    """Those of the file; where none are given, those that the first row refused has cells for."""
    count: int = 0
    first: str = ""
    """The first one, in words."""
    _file: TextIO | None = None
    _writer: Any = field(default=None)

    def add(self, row: TableRow, column: str, reason: str) -> None:
        """Write a row with the column and the reason. Raises UsageError when it cannot be."""
        if self._file is None:
            given = self.columns or list(row.cells)
            # A list of rejects that is loaded once more has three columns of ours already.
            self.columns = [name for name in given if name not in _OWN]
            self._begin()
        cells = (row.cells.get(name, "") for name in self.columns)
        self._writer.writerow([row.line, column, reason, *cells])
        self.count += 1
        if not self.first:
            place = f"line {row.line}, {column}" if column else f"line {row.line}"
            self.first = f"{place}: {reason}"

    def _begin(self) -> None:
        try:
            self._file = self.path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise UsageError(
                f"Some rows cannot be loaded, and {self.path} cannot be written to list them "
                f"({error.strerror}). Name another file with --rejects."
            ) from error
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow([*_OWN, *self.columns])

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()
