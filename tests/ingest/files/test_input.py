"""A file is known for what it is, however it is packed, and what cannot be read says so."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graphq.graph.errors import UsageError
from graphq.ingest.files.input import InputFile
from tests.ingest.inputs import (
    ROWS,
    TABLE,
    cells,
    random_table,
    read,
    refusal,
    workbook,
    written,
    zipped,
)

# What a file is packed in.


@pytest.mark.parametrize(
    "pack",
    [
        lambda path: written(path, TABLE),
        lambda path: written(path, gzip.compress(TABLE.encode())),
        lambda path: zipped(path, {"table.csv": TABLE}),
        lambda path: zipped(
            path,
            {
                "__MACOSX/._table.csv": b"\0\5",
                "README.txt": "read me",
                "codebook.pdf": "%PDF",
                "data/.hidden.csv": "x",
                "./data/table.csv": TABLE,
            },
        ),
    ],
    ids=["plain", "gzip", "zip", "zip with papers beside the table"],
)
def test_a_table_is_read_however_it_is_packed_and_named(
    tmp_path: Path, pack: Callable[[Path], str]
) -> None:
    assert cells(pack(tmp_path / "no-telling-name")) == ROWS


def test_a_workbook_is_read_plain_and_in_an_archive(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "t.xlsx", [["id", "place"], [1, "Gao"]])
    packed = zipped(tmp_path / "t.zip", {"t.xlsx": Path(plain).read_bytes()})
    squeezed = written(tmp_path / "t.xlsx.gz", gzip.compress(Path(plain).read_bytes()))
    for what in (plain, packed, squeezed):
        assert cells(what) == [{"id": "1", "place": "Gao"}]


def test_standard_input_is_read_like_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    squeezed = gzip.compress(TABLE.encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(squeezed)))
    with InputFile.open("-") as file:
        assert file.name == "standard input"
        assert [row.cells for row in file.rows()] == ROWS
        assert [row.cells for row in file.rows()] == ROWS
        assert file.fingerprint() == hashlib.sha256(squeezed).hexdigest()


def test_standard_input_at_a_terminal_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(io.BytesIO(b"")))
    assert "nothing is piped" in refusal("-")


def test_what_was_kept_on_the_disk_is_gone_after_closing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    file = InputFile.open("-")
    assert list(tmp_path.iterdir())
    file.close()
    assert not list(tmp_path.iterdir())


def test_a_pipe_is_read_like_a_file() -> None:
    reading, writing = os.pipe()
    os.write(writing, TABLE.encode())
    os.close(writing)
    try:
        assert cells(f"/dev/fd/{reading}") == ROWS
    finally:
        os.close(reading)


def test_an_archive_of_several_tables_asks_which_is_meant(tmp_path: Path) -> None:
    what = zipped(tmp_path / "a.zip", {"one.csv": TABLE, "two.csv": "a,b\n3,4\n"})
    sentence = refusal(what)
    assert "one.csv, two.csv" in sentence
    assert "a.zip!one.csv" in sentence
    assert cells(f"{what}!two.csv") == [{"a": "3", "b": "4"}]
    assert "It holds: one.csv, two.csv" in refusal(f"{what}!three.csv")


def test_members_of_one_archive_are_told_apart(tmp_path: Path) -> None:
    what = zipped(tmp_path / "a.zip", {"one.csv": TABLE, "two.csv": "a,b\n3,4\n"})
    with InputFile.open(f"{what}!one.csv") as one, InputFile.open(f"{what}!two.csv") as two:
        assert (one.name, two.name) == ("a.zip!one.csv", "a.zip!two.csv")
        assert one.fingerprint() == hashlib.sha256(TABLE.encode()).hexdigest()
        assert one.fingerprint() != two.fingerprint()


def test_an_exclamation_mark_may_be_part_of_a_name(tmp_path: Path) -> None:
    assert cells(written(tmp_path / "new!.csv", TABLE)) == ROWS
    packed = zipped(tmp_path / "new!.zip", {"a!b.csv": TABLE})
    assert cells(f"{packed}!a!b.csv") == ROWS


def test_a_member_of_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    assert "is no zip archive" in refusal(written(tmp_path / "t.csv", TABLE) + "!x.csv")


def test_an_archive_without_a_table_says_what_it_holds(tmp_path: Path) -> None:
    assert "codebook.pdf" in refusal(zipped(tmp_path / "a.zip", {"codebook.pdf": "%PDF"}))
    assert "It holds: nothing" in refusal(zipped(tmp_path / "b.zip", {}))


def test_what_is_packed_twice_is_refused(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "in.zip", {"t.csv": TABLE})
    outer = zipped(tmp_path / "out.zip", {"in.zip": Path(inner).read_bytes()})
    again = written(tmp_path / "t.gz", gzip.compress(gzip.compress(TABLE.encode())))
    assert "packed twice" in refusal(outer)
    assert "packed twice" in refusal(again)


def test_an_archive_that_is_cut_off_is_no_shorter_table(tmp_path: Path) -> None:
    squeezed = gzip.compress(random_table())
    for kept in (12, len(squeezed) // 2, len(squeezed) - 4):
        assert "cut off or damaged" in refusal(written(tmp_path / "t.gz", squeezed[:kept]))
    whole = Path(zipped(tmp_path / "t.zip", {"t.csv": random_table()})).read_bytes()
    assert "cut off or damaged" in refusal(written(tmp_path / "cut.zip", whole[:-100]))


def test_a_damaged_byte_in_an_archive_is_found(tmp_path: Path) -> None:
    whole = bytearray(Path(zipped(tmp_path / "t.zip", {"t.csv": random_table()})).read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    assert "cut off or damaged" in refusal(written(tmp_path / "bad.zip", bytes(whole)))


def test_rows_are_not_read_at_all_from_a_table_that_is_cut_off_late(tmp_path: Path) -> None:
    squeezed = gzip.compress(random_table() * 20)
    what = written(tmp_path / "t.gz", squeezed[:-4])
    with InputFile.open(what) as file, pytest.raises(UsageError, match="cut off"):
        file.rows()


def test_what_unpacks_beyond_reason_is_refused(tmp_path: Path) -> None:
    nothing = b"\0" * (1 << 20)
    with (
        zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("t.csv", "w") as member,
    ):
        for _ in range(120):
            member.write(nothing)
    with gzip.open(tmp_path / "b.gz", "wb") as squeezed:
        squeezed.write(b"id,note\n1,calm\n" * 8000)  # it begins as a table does
        for _ in range(120):
            squeezed.write(nothing)
    assert "which no table does" in refusal(str(tmp_path / "b.zip"))
    assert "which no table does" in refusal(str(tmp_path / "b.gz"))


# Files that are none, or of another kind.


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "There is no file" in refusal(str(tmp_path / "none.csv"))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "is a folder" in refusal(str(tmp_path))


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    what = written(tmp_path / "t.csv", TABLE)

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Whoever runs the tests as root may read every file, so the system's answer is played.
    monkeypatch.setattr(Path, "open", forbidden)
    assert "may not be read by you" in refusal(what)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"  \r\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "is empty" in refusal(written(tmp_path / "t.csv", content))


def test_an_empty_file_in_an_archive_is_refused(tmp_path: Path) -> None:
    assert "is empty" in refusal(zipped(tmp_path / "t.zip", {"t.csv": ""}))


def test_a_workbook_without_a_row_is_refused(tmp_path: Path) -> None:
    assert "holds no row" in refusal(workbook(tmp_path / "t.xlsx", [], []))


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body>Please log in</body></html>",
        "\n<html lang='en'><p>404</p>",
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html/>",
    ],
)
def test_a_web_page_saved_as_a_table_is_told(tmp_path: Path, page: str) -> None:
    assert "is a web page" in refusal(written(tmp_path / "t.csv", page))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
        (b"BZh91AY&SY", "bzip2"),
        (b"id,name\0\0\0\0\0\0\0\0\0\0", "no text"),
        ("id,name\n1,Gao\n".encode("utf-16-le"), "no text"),
    ],
)
def test_a_file_of_another_kind_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    assert told in refusal(written(tmp_path / "t.csv", content))


def test_an_office_document_is_no_archive_of_tables(tmp_path: Path) -> None:
    document = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}
    assert "office document" in refusal(zipped(tmp_path / "t.docx", document))


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    what = zipped(tmp_path / "t.xlsx", {"[Content_Types].xml": "<x", "xl/workbook.xml": "<x"})
    assert "cannot be read: it is damaged" in refusal(what)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_xml_is_told_from_a_table(tmp_path: Path, encoding: str) -> None:
    text = "<?xml version='1.0'?>\n<LIST><ENTITY/></LIST>"
    what = zipped(tmp_path / "t.zip", {"list.xml": text.encode(encoding)})
    with InputFile.open(what) as file:
        assert (file.is_xml(), file.is_table(), file.encoding) == (True, False, "")
        with file.binary() as content:
            assert content.read().decode(encoding) == text
        with pytest.raises(UsageError, match="has no rows"):
            file.rows()


def test_a_table_is_told_from_xml(tmp_path: Path) -> None:
    with InputFile.open(written(tmp_path / "t.csv", TABLE)) as file:
        assert (file.is_xml(), file.is_table()) == (False, True)
    with InputFile.open(workbook(tmp_path / "t.xlsx", [["id"], [1]])) as file:
        assert (file.is_xml(), file.is_table(), file.encoding) == (False, True, "")


# What else is asked of a file.


def test_the_fingerprint_is_that_of_the_file_as_given(tmp_path: Path) -> None:
    for what in (
        written(tmp_path / "t.csv", TABLE),
        written(tmp_path / "t.gz", gzip.compress(TABLE.encode())),
        zipped(tmp_path / "t.zip", {"t.csv": TABLE}),
        workbook(tmp_path / "t.xlsx", [["id"], [1]]),
    ):
        with InputFile.open(what) as file:
            assert file.name == Path(what).name
            assert file.fingerprint() == hashlib.sha256(Path(what).read_bytes()).hexdigest()


@pytest.mark.parametrize("kind", ["plain", "gzip", "zip"])
def test_the_position_goes_from_nought_to_the_size(tmp_path: Path, kind: str) -> None:
    table = random_table() * 20
    what = {
        "plain": lambda: written(tmp_path / "t", table),
        "gzip": lambda: written(tmp_path / "t", gzip.compress(table, 1)),
        "zip": lambda: zipped(tmp_path / "t", {"readme.txt": random_table(), "t.csv": table}),
    }[kind]()
    with InputFile.open(what) as file:
        assert (file.first_row(), file.encoding) == (["id"], "utf-8")
        assert file.position() == 0
        found = []
        for _ in file.rows():
            found.append(file.position())
        assert found == sorted(found)
        assert 0 < found[0] < file.size() // 2 < found[-1] <= file.position() == file.size()


def test_the_size_is_as_packed(tmp_path: Path) -> None:
    squeezed = gzip.compress(TABLE.encode() * 100)
    with InputFile.open(written(tmp_path / "t.gz", squeezed)) as file:
        assert file.size() == len(squeezed)


def test_a_workbook_damaged_anywhere_is_told_and_nothing_else_is_raised(tmp_path: Path) -> None:
    sound = Path(workbook(tmp_path / "sound.xlsx", [["id", "place"], *([1, "Gao"],) * 50]))
    content, chance = sound.read_bytes(), random.Random(20261125)
    refused = 0
    for _ in range(150):
        broken = bytearray(content)
        for _ in range(3):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read(written(tmp_path / "broken.xlsx", bytes(broken)))
        except UsageError:
            refused += 1
    assert refused > 50


def test_a_workbook_that_numbers_a_row_beyond_any_sheet_is_told(tmp_path: Path) -> None:
    sound = workbook(tmp_path / "sound.xlsx", [["id"], [1], [2]])
    with zipfile.ZipFile(sound) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name in members if name.endswith("sheet1.xml"))
    members[sheet] = members[sheet].replace(b'r="3"', b'r="9999999999"')
    assert "cannot be read" in refusal(zipped(tmp_path / "far.xlsx", members))


def test_an_archive_with_a_member_of_no_name_is_read_by_the_others(tmp_path: Path) -> None:
    path = tmp_path / "table.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("table.csv", TABLE)
        nameless = zipfile.ZipInfo("x")
        nameless.filename = ""
        archive.writestr(nameless, "")
    assert cells(str(path)) == ROWS


def test_a_damaged_archive_packed_with_lzma_is_told(tmp_path: Path) -> None:
    path = tmp_path / "table.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("table.csv", random_table())
    content, chance = path.read_bytes(), random.Random(20261125)
    for _ in range(60):
        broken = bytearray(content)
        broken[chance.randrange(60, len(broken) - 100)] ^= 0xFF
        assert "cannot be unpacked" in refusal(written(tmp_path / "broken.zip", bytes(broken)))


def test_a_second_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert cells(written(tmp_path / "t.csv", b"\xef\xbb\xbf" * 2 + TABLE.encode())) == ROWS


def test_standard_input_that_is_closed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert "nothing is piped into it" in refusal("-")


@pytest.mark.parametrize("begins", [b"PK\x03\x04", b"PK\x01\x02"])
def test_an_archive_damaged_at_any_byte_of_its_headers_is_told_or_read(
    begins: bytes, tmp_path: Path
) -> None:
    sound = Path(zipped(tmp_path / "sound.zip", {"é.csv": TABLE})).read_bytes()
    start = sound.index(begins)
    for at in range(start, start + 60):
        for byte in (0, 0x8B, 0xFF):
            broken = sound[:at] + bytes([byte]) + sound[at + 1 :]
            with contextlib.suppress(UsageError):
                read(written(tmp_path / "broken.zip", broken))
