"""The ways in which tables, XML and bytes are damaged: as people, programs and enemies do it.

What always holds here: what is drawn depends on the generator that is given, and on nothing else.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from typing import Final

from tests.fuzz.seeds import Table

NUMBERS: Final = (
    "0", "-1", "1", "5", "9", "40", "00012", "1.0", "1.5", "-0", "+3", "1,000", "1_0", "1e5",
    "1E+11", "1e308", "1e400", "-1e400", "nan", "NaN", "inf", "-Infinity", "9" * 40, "9" * 5000,
    "-" + "9" * 40, "9223372036854775807", "9223372036854775808", "-9223372036854775809",
    "1000000001", "0x1F", "١٢", "²", "٣.٥", "1/2", "-9", "-99", "90.0001", "180", "-180.0",
    "1e-400",    "0." + "3" * 400, "3.0.0", "--1", "1 000", "1'000", "∞",
)  # fmt: skip
DATES: Final = (
    "0000-01-01", "0001-01-01", "9998-12-31", "9999-12-31", "10000-01-01", "-0044-03-15",
    "2023-02-29", "2024-02-29", "2024-13-01", "2024-00-00", "2024-1-1", "24:00", "2024-03-14T24:00",
    "2024-03-14 24:00:00", "2024-03-14T00:00:00Z", "2024-03-14T23:59:60+14:00", "2024-03-14-04:00",
    "14/03/2024", "3/14/2024", "03/04/24", "14 March 2024", "March 2024", "2024", "1753-01-01",
    "31 February 2024", "20240314", "45000", "1899-12-30", "2024-03-14T00:00:00.000000000001",
    "٢٠٢٤-٠٣-١٤", "14 Mars 2024", "Mar 14, 2024", "9999", "0", "1899", "2100-01-01",
)  # fmt: skip
TEXTS: Final = (
    "", " ", "\t", ".", "-", "?", "NA", "NULL", "None", "n/a", "#N/A", "=1+1",
    "=cmd|' /C calc'!A0", "@SUM(1)", "x" * 300, "x" * 40_000, "é" * 31, "near near", ", north",
    "(near Gao)", "Gao (", "a\nb", "a\r\nb", "\r", "a;b;c", ";", ";;;", ",", "a,b", '"', '""',
    '"a', "a'b", "\\", "a\\\"b", "\0", "a\0b", "\x1b[31mred", "\x9b31m", "\u202eGao", "\u200b",
    "\u2028", "\ufeff", "\ufffd", "🜨", "ﷺ", "̈", "e\u0301", "ß", "İ", "\ud7ff", "\U0010ffff",
    "\ufffe", "<b>", "&amp;", "]]>", "<script>alert(1)</script>", "[a](javascript:alert(1))", "`",
    "${x}", "{{x}}", "%s%n", "../../x", "http://[x", "https://example.org/" + "a" * 3000,
    "Unknown", "unknown", "XXX", "XXX1", "Civilians", "Civilians (Mali)", "Government of",
    "Government of Mali", "Unidentified Armed Group (Mali)", "Yugoslavia", "Soviet Union",
    "International", "Zaire", "Atlantis", "Mali, Niger", "MALI", "ML", "Congo", "true", "FALSE",
    "1;2", "reds", "nobody", "press;press", "entrance", "x-1 ", "A1", "QDe.001", "QDi.9", "24.1",
    "v22.1", "16.1", "POINT (1 1)", "State forces", "8", "'=1",
)  # fmt: skip
_OF_ANY_KIND: Final = NUMBERS + DATES + TEXTS


def cell(rng: random.Random) -> str:
    """The text of a cell that nobody would write on purpose, or perhaps somebody would."""
    drawn = rng.random()
    if drawn < 0.9:
        return rng.choice(_OF_ANY_KIND)
    length = rng.choice((1, 3, 12, 80))
    return "".join(chr(_letter(rng)) for _ in range(length))


def _letter(rng: random.Random) -> int:
    ranges = ((0, 0x7F), (0x80, 0x24F), (0x600, 0x6FF), (0x2000, 0x206F), (0x4E00, 0x4FFF))
    first, last = rng.choice((*ranges, (0xE000, 0x10FFFF)))
    return rng.randint(first, last)


# Tables


def cells_odd(rng: random.Random, table: Table) -> None:
    for _ in range(rng.choice((1, 1, 1, 2, 5, 30))):
        row = rng.choice(table[1:] or table)
        if row:
            row[rng.randrange(len(row))] = cell(rng)


def column_odd(rng: random.Random, table: Table) -> None:
    at, text = rng.randrange(max(map(len, table))), cell(rng)
    for row in table[1:]:
        if at < len(row):
            row[at] = text


def cell_nudged(rng: random.Random, table: Table) -> None:
    """As a slip of the hand: a letter more, less or another."""
    row = rng.choice(table)
    if not row:
        return
    at = rng.randrange(len(row))
    text, place = row[at], rng.randrange(len(row[at]) + 1)
    row[at] = text[:place] + rng.choice(("", "0", "-", " ", ".", "e", ",", "é")) + text[place + 1 :]


def cells_swapped(rng: random.Random, table: Table) -> None:
    row = rng.choice(table[1:] or table)
    if len(row) > 1:
        one, other = rng.sample(range(len(row)), 2)
        row[one], row[other] = row[other], row[one]


def row_of_another_length(rng: random.Random, table: Table) -> None:
    row = rng.choice(table)
    if row and rng.random() < 0.5:
        del row[rng.randrange(len(row)) :]
    else:
        row[len(row) :] = [cell(rng) for _ in range(rng.choice((1, 2, 60)))]


def rows_repeated(rng: random.Random, table: Table) -> None:
    for _ in range(rng.randint(1, 3)):
        table.insert(rng.randrange(len(table) + 1), list(rng.choice(table)))


def rows_dropped(rng: random.Random, table: Table) -> None:
    del table[rng.randrange(len(table)) : rng.randrange(len(table) + 1)]
    if not table:
        table.append([""])


def rows_blank(rng: random.Random, table: Table) -> None:
    table.insert(rng.randrange(len(table) + 1), rng.choice(([], [""], [" "], [""] * 50)))


def columns_permuted(rng: random.Random, table: Table) -> None:
    order = list(range(len(table[0])))
    rng.shuffle(order)
    table[:] = [[row[at] for at in order if at < len(row)] for row in table]


def column_dropped(rng: random.Random, table: Table) -> None:
    at = rng.randrange(len(table[0])) if table[0] else 0
    for row in table:
        del row[at : at + 1]


def column_doubled(rng: random.Random, table: Table) -> None:
    at = rng.randrange(len(table[0])) if table[0] else 0
    for row in table:
        row[at:at] = row[at : at + 1]


def header_odd(rng: random.Random, table: Table) -> None:
    head = table[0]
    if not head:
        return
    at, change = rng.randrange(len(head)), rng.randrange(6)
    if change == 0:
        head[:] = [name.upper() for name in head]
    elif change == 1:
        head[at] = cell(rng)
    elif change == 2:
        head[at] = f" {head[at]} "
    elif change == 3:
        head[at] = rng.choice(head)
    elif change == 4:
        head[:0] = ["rejected_line", "rejected_column", "rejected_reason"]
    else:
        table.pop(0)
        if not table:
            table.append([""])


def explained(rng: random.Random, table: Table) -> None:
    """A second row of marks, as relief agencies' tables have it."""
    table.insert(1, [f"#{name}" for name in table[0]])


TABLES: Final[tuple[Callable[[random.Random, Table], None], ...]] = (
    cells_odd, cells_odd, cells_odd, cells_odd, column_odd, cell_nudged, cell_nudged, cells_swapped,
    row_of_another_length, rows_repeated, rows_dropped, rows_blank, columns_permuted,
    column_dropped, column_doubled, header_odd, explained,
)  # fmt: skip


def damaged_table(rng: random.Random, table: Table) -> Table:
    """The table with nought to three kinds of damage."""
    made = [list(row) for row in table]
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        rng.choice(TABLES)(rng, made)
    return made


# XML

_TEXT: Final = re.compile(rb">([^<>]+)<")
_TAG: Final = re.compile(rb"</?([A-Za-z_]+)[ />]")
_DOCTYPES: Final = (
    b'<!DOCTYPE a [<!ENTITY x "y">]>', b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>', b"<!DOCTYPE a>",
    b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://localhost:1/x">%p;]>',
)  # fmt: skip


def xml_text_odd(rng: random.Random, content: bytes) -> bytes:
    found = list(_TEXT.finditer(content))
    if not found:
        return content
    place = rng.choice(found)
    text = cell(rng).encode("utf-8", "surrogatepass")
    if rng.random() < 0.8:
        text = text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b"\0", b"")
    return content[: place.start(1)] + text + content[place.end(1) :]


def xml_tag_odd(rng: random.Random, content: bytes) -> bytes:
    found = list(_TAG.finditer(content))
    if not found:
        return content
    place = rng.choice(found)
    name = rng.choice((rng.choice(found)[1], b"X", b"", b"x:y", b"a" * 3000))
    if rng.random() < 0.5:  # everywhere, so that it stays well formed
        return re.sub(rb"(</?)" + place[1] + rb"\b", rb"\1" + name, content)
    return content[: place.start(1)] + name + content[place.end(1) :]


def xml_doctype(rng: random.Random, content: bytes) -> bytes:
    head, mark, rest = content.partition(b"?>")
    made = rng.choice(_DOCTYPES)
    return head + mark + made + rest if mark else made + content


def xml_nested(rng: random.Random, content: bytes) -> bytes:
    found = list(_TEXT.finditer(content))
    if not found:
        return content
    place, depth = rng.choice(found), rng.choice((3, 300, 30_000))
    return content[: place.start(1)] + b"<a>" * depth + b"</a>" * depth + content[place.end(1) :]


def xml_entity(rng: random.Random, content: bytes) -> bytes:
    found = list(_TEXT.finditer(content))
    if not found:
        return content
    place = rng.choice(found)
    made = rng.choice(
        (b"&x;", b"&#0;", b"&#xD800;", b"&#x1b;", b"&#1114112;", b"&amp;", b"<![CDATA[")
    )
    return content[: place.start(1)] + made + content[place.end(1) :]


XML: Final = (
    xml_text_odd,
    xml_text_odd,
    xml_text_odd,
    xml_tag_odd,
    xml_doctype,
    xml_nested,
    xml_entity,
)


def damaged_xml(rng: random.Random, content: bytes) -> bytes:
    """XML with nought to three kinds of damage."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        content = rng.choice(XML)(rng, content)
    return content


# Bytes


def cut_off(rng: random.Random, content: bytes) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def flipped(rng: random.Random, content: bytes) -> bytes:
    made = bytearray(content)
    for _ in range(rng.choice((1, 1, 3, 20))):
        if made:
            made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made)


def bit_flipped(rng: random.Random, content: bytes) -> bytes:
    made = bytearray(content)
    if made:
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def piece_lost(rng: random.Random, content: bytes) -> bytes:
    start = rng.randrange(len(content) + 1)
    return content[:start] + content[start + rng.choice((1, 2, 50, 3000)) :]


def zeros(rng: random.Random, content: bytes) -> bytes:
    start, length = rng.randrange(len(content) + 1), rng.choice((1, 40, 4000))
    return content[:start] + bytes(length) + content[start + length :]


def inserted(rng: random.Random, content: bytes) -> bytes:
    start = rng.randrange(len(content) + 1)
    made = rng.choice(
        (b'"', b"\r", b"\n", b"\0", b"\xff", b"\xc3", b"\xe2\x80", b"\xef\xbb\xbf", b"\xed\xa0\x80",
         b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\x85", b"\x1a", b"\x0c", b"\x1e", b"'", b";", b"\t",
         b",")
    )  # fmt: skip
    return content[:start] + made * rng.choice((1, 1, 2, 50)) + content[start:]


def doubled(rng: random.Random, content: bytes) -> bytes:
    """Two downloads, one behind the other."""
    return content + cut_off(rng, content)


def begun_otherwise(rng: random.Random, content: bytes) -> bytes:
    marks = (
        b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0",
        b"\0\0\xfe\xff", b"+/v8", b"sep=;\n", b"sep=,\r\n", b"\n\n", b"\x1f\x8b", b"PK\x03\x04",
        b"PK\x05\x06", b"%PDF-1", b"\xd0\xcf\x11\xe0", b"<?xml version='1.0'?>", b"<html>",
        b"{\"a\":",        b"#", b" ", b"BZh9", b"\x28\xb5\x2f\xfd",
    )  # fmt: skip
    return rng.choice(marks) + content


def line_long(rng: random.Random, content: bytes) -> bytes:
    """A cell or line that is longer than any should be."""
    start = rng.randrange(len(content) + 1)
    return content[:start] + b"x" * rng.choice((131_073, 200_000)) + content[start:]


def line_ends_changed(rng: random.Random, content: bytes) -> bytes:
    return content.replace(
        b"\n", rng.choice((b"\r", b"\r\n", b"\n\r", b"\r\r\n", b"\x85", b"\x0b"))
    )


BYTES: Final = (
    cut_off, cut_off, flipped, bit_flipped, piece_lost, zeros, inserted, inserted, doubled,
    begun_otherwise, line_ends_changed,
)  # fmt: skip


def damaged_bytes(rng: random.Random, content: bytes) -> bytes:
    """The bytes with one or two kinds of damage."""
    if rng.random() < 0.01:
        content = line_long(rng, content)
    for _ in range(rng.choice((1, 1, 2))):
        content = rng.choice(BYTES)(rng, content)
    return content


assert csv.field_size_limit() < 131_073
