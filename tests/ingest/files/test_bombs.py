"""Files that are small and unpack to what no memory holds, and workbooks whose cells stand far out.

Each is read in a process of its own, whose memory is measured: it grows by no more than a small
file makes it grow, whether the file is read or refused.
"""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.ingest.inputs import cells, workbook

pytestmark = pytest.mark.slow

MOST: Final = 60
"""Megabytes that reading a file may take, whatever is in it."""
_MEASURE: Final = """
import resource, sys
from graphq.graph.errors import GraphqError
from graphq.ingest.files.input import InputFile
from graphq.ingest.recognise import recognise
import openpyxl.styles.numbers
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    with InputFile.open(sys.argv[1]) as file:
        file.check()
        if file.is_table():
            told = sum(1 for row in file.rows())
        else:
            told = sum(map(len, recognise(file).read(file).facts.nodes))
except GraphqError as error:
    told = error
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, told)
"""

_MAIN: Final = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TEXTS: Final = (
    b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'sharedStrings" Target="sharedStrings.xml" Id="rId9"/></Relationships>'
)


def read_apart(file: str) -> tuple[int, str]:
    """How many megabytes reading the file took, and how many rows it has or why it is refused."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, file], capture_output=True, text=True, check=True
    )
    taken, _, told = done.stdout.partition(" ")
    return int(taken), told.strip()


def with_parts(tmp_path: Path, **parts: Iterator[bytes]) -> str:
    """A workbook of a sheet and texts, each of the pieces that are given or else sound."""
    sound, made = workbook(tmp_path / "sound.xlsx", [["id", "note"], [1, "a"]]), tmp_path / "t.xlsx"
    with (
        zipfile.ZipFile(sound) as archive,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith("workbook.xml.rels"):
                content = content.replace(b"</Relationships>", _TEXTS)
            pieces = parts.get("sheet") if name.endswith("sheet1.xml") else None
            _write(out, name, pieces or iter([content]))
        _write(out, "xl/sharedStrings.xml", parts.get("texts") or texts())
    return str(made)


def _write(out: zipfile.ZipFile, name: str, pieces: Iterator[bytes]) -> None:
    with out.open(name, "w") as part:
        for piece in pieces:
            part.write(piece)


def texts(*pieces: bytes, times: int = 1) -> Iterator[bytes]:
    yield b"<sst " + _MAIN + b">"
    for _ in range(times):
        yield from pieces
    yield b"</sst>"


def sheet(*rows: bytes) -> Iterator[bytes]:
    yield b"<worksheet " + _MAIN + b"><sheetData>"
    yield from rows
    yield b"</sheetData></worksheet>"


HEADER: Final = b'<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'


def test_texts_that_no_cell_refers_to_fill_no_memory(tmp_path: Path) -> None:
    taken, found = read_apart(with_parts(tmp_path, texts=texts(b"<si/>" * 50_000, times=100)))
    assert taken < MOST
    assert "shared texts" in found


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (sheet(HEADER, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "1"),
        (sheet(HEADER, *(b"<row/>" * 10_000 for _ in range(50))), "0"),
        (sheet(HEADER, *(b'<row><c r="XFD1"/></row>' * 10_000 for _ in range(5))), "0"),
        (sheet(HEADER, *(b'<row><c r="XFD1"><v>1</v></c></row>' for _ in range(3_000))), "3000"),
        (sheet(HEADER, b"<row>", *(b'<c r="A2"><v>1</v></c>' * 9_000 for _ in range(60)),
               b"</row>"), "1"),
        (sheet(HEADER, *(b"<row/>" * 10_000 for _ in range(120))), "numbers more than"),
        (sheet(HEADER, b"<row>" + b"<a>" * 4_000_000), "nested"),
        (sheet(HEADER, b"<row a='" + b"x" * 9_000_000 + b"'/>"), "a tag of more than"),
        (sheet(HEADER, b"<!--" + b"x" * 9_000_000 + b"-->"), "a tag of more than"),
        (sheet(HEADER, b"<row><c t='str'><v>" + b"x" * 9_000_000 + b"</v></c></row>"), "a cell of"),
        (sheet(HEADER, b"<row><c r='AAAA1'/></row>"), "no place in a sheet"),
        (sheet(HEADER, b"<row r='9'/><row r='9'/>"), "stands behind"),
        (iter([b"<!DOCTYPE a [<!ENTITY a 'aa'>]><worksheet/>"]), "document type"),
    ],
    ids=["far", "empty rows", "far and empty", "far in every row", "one cell again and again",
         "too many rows", "nested", "attribute", "comment", "cell", "column", "order", "DTD"],
)  # fmt: skip
def test_a_sheet_takes_no_more_memory_than_its_rows(
    rows: Iterator[bytes], told: str, tmp_path: Path
) -> None:
    file = with_parts(tmp_path, sheet=rows)
    assert Path(file).stat().st_size < 200_000
    taken, found = read_apart(file)
    assert taken < MOST
    assert told in found


def test_a_long_text_that_every_cell_refers_to_is_not_held_for_each(tmp_path: Path) -> None:
    long = texts(b"<si><t>" + b"x" * 100_000 + b"</t></si>")
    rows = (b'<row><c t="s"><v>0</v></c></row>' for _ in range(2_000))
    taken, found = read_apart(with_parts(tmp_path, sheet=sheet(HEADER, *rows), texts=long))
    assert (taken < MOST, found) == (True, "2000")


def test_a_workbook_with_many_sheets_is_read_by_the_first_that_has_rows(tmp_path: Path) -> None:
    blank: list[list[object]] = [[None]]
    what = workbook(tmp_path / "t.xlsx", *[blank] * 300, [["id"], [7]])
    assert cells(what) == [{"id": "7"}]


def test_a_list_of_the_security_council_is_held_an_entry_at_a_time(tmp_path: Path) -> None:
    begin = b'<CONSOLIDATED_LIST dateGenerated="2031-04-05"><INDIVIDUALS>'
    for number, inside in enumerate(
        (b"<x/>" * 5_000_000, b"<a>" * 5_000_000, b"<!--" + b"x" * 20_000_000 + b"-->")
    ):
        file = tmp_path / f"{number}.xml.gz"
        file.write_bytes(gzip.compress(begin + inside, 1))
        taken, told = read_apart(str(file))
        assert taken < MOST
        assert "is damaged, or no XML" in told


def test_a_text_packed_small_is_read_line_by_line(tmp_path: Path) -> None:
    file, chance = tmp_path / "t.csv.gz", random.Random(1)
    with gzip.open(file, "wb", 1) as out:
        out.write(b"id,note\n")
        for _ in range(60):
            out.write(b"1," + chance.randbytes(2_000).hex().encode() + b"x" * 1_000_000 + b"\n")
        out.write(b"2," + b"x" * 20_000_000)
    taken, told = read_apart(str(file))
    assert (taken < MOST, told) == (True, "61")


def test_an_archive_of_too_many_files_is_refused_before_they_are_listed(tmp_path: Path) -> None:
    file = tmp_path / "t.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(90_000):
            archive.writestr(f"{number}.csv", b"")
    taken, told = read_apart(str(file))
    assert taken < MOST
    assert "more files than an archive of tables has" in told


def test_what_grows_beyond_reason_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "t.csv.gz"
    with gzip.open(file, "wb") as out:
        for _ in range(110):
            out.write(b"x" * 1_000_000)
    taken, told = read_apart(str(file))
    assert taken < MOST
    assert "which no table does" in told
