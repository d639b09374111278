"""The rows of a file under the columns that its format knows.

What always holds here: a file whose header is in capitals is read like any other, one that comes
without a header gets its own; two columns that only case tells apart are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from graphq.graph.errors import UsageError
from graphq.ingest.files.cells import quoted
from graphq.ingest.files.input import InputFile, TableRow


class TableFormat(Protocol):
    """A format that is known by its columns."""

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that it needs and that are not there."""
        ...


@dataclass(frozen=True, slots=True)
class FileTable:
    """The columns of a file, none of them without a name, and its rows."""

    columns: list[str]
    rows: Iterator[TableRow]


def in_small_letters(columns: Sequence[str]) -> list[str]:
    """The columns as publishers write them; some exports have them in capitals."""
    return [column.lower() for column in columns]


def lacking_columns(
    form: TableFormat,
    file: InputFile,
    header: Callable[[Sequence[str]], list[str] | None] = lambda first_row: None,
) -> list[str]:
    """What the file lacks to be a table of the format; `header` gives it one if it has none."""
    if not file.is_table():
        return ["a table"]
    first_row = file.first_row()
    columns = header(first_row) or first_row
    return form.missing(columns) and form.missing(in_small_letters(columns))


def table_of(form: TableFormat, file: InputFile, header: list[str] | None = None) -> FileTable:
    """The table in a file of the format; `header` where the file has none of its own.

    Raises UsageError where two columns have one name.
    """
    if header:
        return FileTable(header, file.rows(header))
    columns = columns_of(file)
    small = in_small_letters(columns)
    if not form.missing(columns):
        return FileTable(columns, file.rows())
    return FileTable(small, (replace(row, columns=small) for row in file.rows()))


def columns_of(file: InputFile) -> list[str]:
    """The columns that the file names. Raises UsageError where two of them have one name."""
    columns = [column for column in file.first_row() if column]
    small = in_small_letters(columns)
    twice = next((name for name in small if small.count(name) > 1), None)
    if twice:
        raise UsageError(
            f"'{file.name}' has more than one column called {quoted(twice)}, capitals aside. Give "
            "one of them another name, so that it is clear which is meant."
        )
    return columns
