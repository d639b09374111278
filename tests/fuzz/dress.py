"""How a table comes: as CSV in any dialect and encoding, as a workbook, plain or packed.

What always holds here: a file says whether all of the table is in it unharmed, so that what is
read can be held against what was written.
"""

from __future__ import annotations

import csv
import gzip
import io
import random
import zipfile
from collections.abc import Callable
from typing import Final, Literal
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from tests.fuzz import mutate
from tests.fuzz.seeds import Table

ENCODINGS: Final = (
    "utf-8", "utf-8", "utf-8", "utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-8-sig",
    "utf-16", "utf-16", "utf-32", "cp1252", "cp1252", "utf-16-le", "utf-16-be", "mac-roman",
    "cp1256", "cp500", "shift_jis", "utf-7",
)  # fmt: skip
_SURE: Final = frozenset({"utf-8", "utf-8-sig", "utf-16", "utf-32"})
"""What is recognised for certain: by its mark, or as it is no other."""
_LONGEST: Final = 100_000
"""Characters of a cell that a reader of CSV takes for one."""


def as_csv(rng: random.Random, table: Table) -> tuple[bytes, bool]:
    """The table as text; and whether all of it is in there, for certain."""
    ends = rng.choice(("\r\n", "\r\n", "\n", "\r"))
    delimiter = rng.choice(",,,,;\t|")
    made = io.StringIO(newline="")
    quoting: Literal[0, 1] = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    if ends != "\r\n" and any(sign in cell for row in table for cell in row for sign in "\r\n"):
        quoting = csv.QUOTE_ALL  # the writer quotes but the ends of lines that it writes
    csv.writer(made, delimiter=delimiter, lineterminator=ends, quoting=quoting).writerows(table)
    text, encoding = made.getvalue(), rng.choice(ENCODINGS)
    odd = any(
        "\0" in cell or "\ufffd" in cell or "\ufeff" in cell or len(cell) > _LONGEST
        for row in table for cell in row
    )  # fmt: skip
    return text.encode(encoding, "replace"), encoding in _SURE and not odd


# Workbooks

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_STYLES: Final = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/></cellXfs>'
    "</styleSheet>"
)


def _cell(rng: random.Random, place: str, text: str, shared: list[str]) -> str:
    """A cell of a sheet, in one of the ways in which programs write the text."""
    way = rng.random()
    if text and way < 0.3 and text.strip("+-.0123456789eE") == "":
        return f'<c r="{place}"><v>{text}</v></c>'
    if way < 0.7:
        shared.append(text)
        return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _odd_cell(rng: random.Random) -> str:
    """A cell that damaged or ill-meant workbooks have."""
    return rng.choice((
        '<c r="XFD1048576"><v>1</v></c>', '<c r="XFE1"><v>1</v></c>', '<c r="A0"><v>1</v></c>',
        '<c r="ZZZZ1"><v>1</v></c>', '<c r="1A"><v>1</v></c>', '<c r=""><v>1</v></c>', "<c/>",
        '<c t="s"><v>99999</v></c>', '<c t="s"><v>-1</v></c>', '<c t="s"><v>x</v></c>',
        '<c t="b"><v>2</v></c>', '<c t="b"><v>x</v></c>', '<c t="e"><v>#DIV/0!</v></c>',
        '<c t="d"><v>2024-03-14T00:00:00</v></c>', '<c t="d"><v>never</v></c>',
        '<c t="q"><v>1</v></c>',
        '<c s="1"><v>45000</v></c>', '<c s="1"><v>1e300</v></c>', '<c s="1"><v>-5</v></c>',
        '<c s="2"><v>1.5</v></c>', '<c s="9"><v>1</v></c>', '<c s="x"><v>1</v></c>',
        '<c><v>1e400</v></c>', '<c><v>nan</v></c>', "<c><v>" + "9" * 5000 + "</v></c>",
        "<c><v>1</v><v>2</v></c>", "<c><f>1+1</f><v>2</v></c>", '<c t="str"><v>a&#10;b</v></c>',
        '<c t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh><r><t>c_x000D_</t></r></is></c>',
        '<c t="str"><v>_xD800__x0000__xFFFF_</v></c>', "<c><a><b><c><v>1</v></c></b></a></c>",
    ))  # fmt: skip


def as_workbook(rng: random.Random, table: Table) -> tuple[bytes, bool]:
    """The table as a workbook; and whether all of it is in there, for certain."""
    sure = all(_is_xml(cell) for row in table for cell in row)
    shared: list[str] = []
    lines = []
    for number, row in enumerate(table, start=1):
        texts = ["".join(filter(_is_xml, cell)) for cell in row]
        made = [
            _cell(rng, f"{get_column_letter(at)}{number}", text, shared)
            for at, text in enumerate(texts, start=1)
            if text or rng.random() < 0.5
        ]
        if rng.random() < 0.05:
            made.insert(rng.randrange(len(made) + 1), _odd_cell(rng))
            sure = False
        where = f' r="{number}"'
        if rng.random() < 0.02:
            where = rng.choice(("", ' r="0"', ' r="x"', ' r="1048577"', ' r="1048576"', ' r="1"'))
            sure = False
        lines.append(f"<row{where}>{''.join(made)}</row>")
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" Type="{_RELATED}/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>'
        '<sheet name="Table" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="rId1" Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATED}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{_RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">'
        + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
        + "</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}'
        "</sheetData></worksheet>",
    }  # fmt: skip
    content = {name: part.encode() for name, part in parts.items()}
    if rng.random() < 0.15:
        sure = False
        name = rng.choice(list(content))
        change = rng.randrange(4)
        if change == 0:
            del content[name]
        elif change == 1:
            content[name] = mutate.damaged_xml(rng, content[name])
        elif change == 2:
            content[name] = mutate.damaged_bytes(rng, content[name])
        else:
            content[name] = rng.choice(list(content.values()))
    return _zipped(content), sure


def _is_xml(text: str) -> bool:
    """Whether XML holds the text as it is: no control signs, and no line ends that it changes."""
    return all(sign in "\t\n" or "\x20" <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd"
               or sign >= "\U00010000" for sign in text)  # fmt: skip


# Containers


def _zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def _plain(rng: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    return name, content


def _gzipped(rng: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    return f"{name}.gz", gzip.compress(content, 1)


def _archived(rng: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    members = {name: content}
    if rng.random() < 0.5:
        members[rng.choice(("README.txt", "__MACOSX/._a.csv", "codebook.pdf", "licence.md"))] = b"x"
    return f"{name}.zip", _zipped(members)


def _archived_oddly(rng: random.Random, name: str, content: bytes) -> tuple[str, bytes]:
    """Names that lead outside, links, several tables, members that are locked or lie."""
    other = rng.choice((
        "../../outside.csv", "/etc/passwd.csv", "C:\\a.csv", "a.csv", "dir/", "a\x00b.csv", name,
        "é.csv", "\u202evsc.csv", "x" * 300 + ".csv", ".hidden.csv", "content.xml", "mimetype",
    ))  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", rng.choice((0, 8, 12, 14))) as archive:
        members = [(name, content), (other, rng.choice((content, b"", b"x")))]
        rng.shuffle(members)
        for member, inside in members[: rng.choice((1, 2))]:
            info = zipfile.ZipInfo(member)
            info.compress_type = archive.compression
            if rng.random() < 0.2:
                info.external_attr = 0o120777 << 16  # a link, whose target is the content
            archive.writestr(info, inside)
    packed = bytearray(made.getvalue())
    if rng.random() < 0.3:  # said to be locked with a password, in both places
        for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = packed.find(mark)
            if at >= 0:
                packed[at + flags] |= 1
    if rng.random() < 0.3:  # says that it is of another size
        at = packed.find(b"PK\x01\x02")
        packed[at + 24 : at + 28] = rng.choice((b"\0" * 4, b"\xff" * 4, b"\1\0\0\0"))
    return f"{name}.zip", bytes(packed)


_PACKS: Final[tuple[Callable[[random.Random, str, bytes], tuple[str, bytes]], ...]] = (
    _plain, _plain, _plain, _plain, _gzipped, _archived, _archived_oddly,
)  # fmt: skip


def packed(rng: random.Random, name: str, content: bytes) -> tuple[str, bytes, bool]:
    """The name and bytes of the file as it comes; and whether it was packed in order."""
    sure = True
    for _ in range(rng.choice((1, 1, 1, 1, 1, 2, 3))):
        pack = rng.choice(_PACKS)
        sure = sure and pack is not _archived_oddly
        name, content = pack(rng, name, content)
        if pack is not _plain and rng.random() < 0.15:
            content, sure = mutate.damaged_bytes(rng, content), False
    return name, content, sure
