"""Files for the tests of reading files, and what is read from them."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from graphq.graph.errors import UsageError
from graphq.ingest.files.input import InputFile, TableRow

TABLE = "id,place,note\n1,Ségou,calm\n2,Gao,\n"
ROWS = [
    {"id": "1", "place": "Ségou", "note": "calm"},
    {"id": "2", "place": "Gao", "note": ""},
]


def written(path: Path, content: bytes | str) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def zipped(path: Path, members: Mapping[str, str | bytes]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return str(path)


def workbook(path: Path, *sheets: list[list[object]]) -> str:
    book = openpyxl.Workbook(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return str(path)


def read(what: str, header: list[str] | None = None) -> list[TableRow]:
    with InputFile.open(what) as file:
        return list(file.rows(header))


def cells(what: str, header: list[str] | None = None) -> list[dict[str, str]]:
    found = read(what, header)
    assert [row.problem for row in found] == [""] * len(found)
    return [row.cells for row in found]


def refusal(what: str) -> str:
    """The sentence with which the file is refused, at once or at the latest when it is read."""
    with pytest.raises(UsageError) as caught:
        read(what)
    return str(caught.value)


def random_table() -> bytes:
    """A table that does not pack well, so that cutting it off cuts off rows."""
    lines = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(5000))
    return b"id\n" + "\n".join(lines).encode()
