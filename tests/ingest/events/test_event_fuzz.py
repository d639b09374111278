"""A damaged file of events ends in rejects and sentences, and never in half a row.

What always holds here: good rows are damaged as downloads, spreadsheets and editors damage them;
each damage ends in a GraphqError with a whole sentence, or in a summary that accounts for every
row, and what goes into a folder is whole. `tests/fuzz` tries more kinds of files and of damage.
"""

from __future__ import annotations

import csv
import gzip
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.ged_like import COLUMNS, events
from graphq.graph.errors import GraphqError
from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.graph.stores.nothing import NoGraph
from graphq.graph.write.identities import Identities
from graphq.ingest.events.facts import EventFacts
from graphq.ingest.events.rows import EventRows
from graphq.ingest.files.input import InputFile
from graphq.ingest.files.rejects import Rejects
from graphq.ingest.runs import Summary
from graphq.ingest.sources.ucdp.ged import FORMAT
from tests.ingest.event_files import load_file
from tests.ingest.ucdp_rows import EXCERPT

SEED: Final = 19890101

Damage = Callable[[random.Random, bytes], bytes]


def good() -> bytes:
    """The published excerpt, and made-up rows of a later release with accents in them."""
    return EXCERPT.read_bytes()


def later() -> bytes:
    """Made-up rows of a later release, with letters that need more than one byte."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for one in events(40):
        table.writerow(
            [
                f"{cell}é" if name == "adm_1" else cell
                for name, cell in zip(COLUMNS, one, strict=True)
            ]
        )
    return out.getvalue().encode()


GOOD: Final = (good(), later())


def outcome(file: Path, store: Store | NoGraph | None = None) -> Summary | str:
    """What became of the file: what the load did, or the sentence with which it was refused."""
    given = store or NoGraph()
    try:
        summary = load_file(file, given, dry_run=store is None)
    except GraphqError as error:
        told = str(error)
        assert told[:1].isupper() or told.startswith(("'", file.name)), told
        assert told.endswith(".") or "These were tried" in told, told
        assert "\0" not in told
        return told
    counted = summary.counts.created + summary.counts.updated + summary.counts.unchanged
    assert summary.rows == counted + summary.rejected + sum(summary.left_out.values())
    assert rejects_listed(file) == summary.rejected
    return summary


def rejects_listed(file: Path) -> int:
    """How many rows the list of rejects holds, each with a line and a sentence."""
    listed = file.with_suffix(".rejects.csv")
    if not listed.exists():
        return 0
    with listed.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for one in rows:
        assert int(one["rejected_line"]) > 0
        assert one["rejected_reason"].endswith("."), one["rejected_reason"]
        assert None not in one, "a row has more cells than there are columns"
        assert None not in one.values(), "a row has fewer cells than there are columns"
    listed.unlink()
    return len(rows)


def truncated(rng: random.Random, content: bytes) -> bytes:
    return content[: rng.randrange(len(content))]


def flipped(rng: random.Random, content: bytes) -> bytes:
    made = bytearray(content)
    for _ in range(rng.choice((1, 3, 20))):
        made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made)


def spoilt_with_zeros(rng: random.Random, content: bytes) -> bytes:
    """As a disk leaves a file that was not written to the end."""
    start, length = rng.randrange(len(content)), rng.randrange(1, 4000)
    return content[:start] + bytes(min(length, len(content) - start)) + content[start + length :]


def lines_dropped(rng: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(line for line in lines if rng.random() > 0.1)


def lines_doubled(rng: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(line * (1 + (rng.random() < 0.2)) for line in lines)


def a_piece_lost(rng: random.Random, content: bytes) -> bytes:
    start, length = rng.randrange(len(content)), rng.randrange(1, 3000)
    return content[:start] + content[start + length :]


def quotes_broken(rng: random.Random, content: bytes) -> bytes:
    text = content
    for _ in range(rng.randrange(1, 5)):
        if rng.random() < 0.5 and b'"' in text:
            place = rng.choice([found.start() for found in re.finditer(b'"', text)])
            text = text[:place] + text[place + 1 :]
        else:
            place = rng.randrange(len(text))
            text = text[:place] + b'"' + text[place:]
    return text


def encodings_mixed(rng: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    names = ("cp1252", "utf-8", "utf-16-le", "mac-roman", "cp1256")
    return b"".join(
        line.decode().encode(rng.choice(names) if rng.random() < 0.3 else "utf-8", "replace")
        for line in lines
    )


def wholly_in_another_encoding(rng: random.Random, content: bytes) -> bytes:
    names = ("cp1252", "utf-16", "utf-32", "utf-8-sig", "utf-16-le", "mac-roman", "cp500")
    return content.decode().encode(rng.choice(names), "replace")


def tabled(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def columns_renamed(rng: random.Random, content: bytes) -> bytes:
    rows = tabled(content)
    for _ in range(rng.randrange(1, 4)):
        place = rng.randrange(len(rows[0]))
        rows[0][place] = rng.choice(("", "note", rows[0][0], rows[0][place].upper(), "événement"))
    return written(rows)


def columns_dropped(rng: random.Random, content: bytes) -> bytes:
    rows = tabled(content)
    gone = {rng.randrange(len(rows[0])) for _ in range(rng.randrange(1, 4))}
    return written([[c for n, c in enumerate(row) if n not in gone] for row in rows])


ODD: Final = (
    "", " ", "-", "?", "(near Gao)", ", north", "0", "-1", "1e309", "nan", "99999999999999999999",
    "9" * 400, "1.5", "x" * 5000, "\u202eGao", "\x1b[31m", "ﷺ", "١٢", "0001-01-01", "9998-12-31",
    "2020-02-30", "12/31/2020", "near near", "Region", "=1+1", "a\nb\r\nc", "\ud7ff", "🜨", "²",
    "Government of", "XXX", "Civilians", "http://[x", "\u2028", "1_0",
)  # fmt: skip


def cells_odd(rng: random.Random, content: bytes) -> bytes:
    rows = tabled(content)
    for row in rows[1:]:
        for _ in range(rng.randrange(3)):
            row[rng.randrange(len(row))] = rng.choice(ODD)
    return written(rows)


def cells_moved(rng: random.Random, content: bytes) -> bytes:
    """As where somebody sorted one column of a spreadsheet alone, or deleted a cell."""
    rows = tabled(content)
    for row in rows[1:]:
        if rng.random() < 0.3:
            row.insert(rng.randrange(len(row)), row.pop(rng.randrange(len(row))))
        if rng.random() < 0.2:
            row.pop(rng.randrange(len(row)))
    return written(rows)


DAMAGES: Final[list[Damage]] = [
    truncated, flipped, spoilt_with_zeros, lines_dropped, lines_doubled, a_piece_lost,
    quotes_broken, encodings_mixed, wholly_in_another_encoding, columns_renamed, columns_dropped,
    cells_odd, cells_moved,
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
def test_what_is_loaded_of_a_damaged_file_is_whole_rows(damage: Damage, tmp_path: Path) -> None:
    file = tmp_path / "ged.csv"
    for number in range(100):
        rng = random.Random(f"{SEED} {damage.__name__} {number}")
        file.write_bytes(damage(rng, GOOD[number % 2]))
        if isinstance(dry := outcome(file), Summary) and dry.counts.created:
            break
    else:
        raise AssertionError("no case left a row to be read")
    with open_store(tmp_path / "graph", "write") as store:
        done = outcome(file, store)
        assert isinstance(done, Summary)
        assert done.counts.created == dry.counts.created
        assert incidents(store) == dry.counts.created
        assert drawn(store) == relationships_of(file)
        # The sound file after it brings what was damaged up to date.
        file.write_bytes(GOOD[number % 2])
        after = outcome(file, store)
        assert isinstance(after, Summary)
        assert (after.rejected, after.rows) == (
            0,
            after.counts.created + after.counts.updated + after.counts.unchanged,
        )
        assert drawn(store) == relationships_of(file)


def relationships_of(file: Path) -> set[str]:
    """The ids of what ties the events of the file to their places, sides and reports."""
    with InputFile.open(str(file)) as opened:
        read = EventRows(FORMAT, opened, Rejects(file))
        made = EventFacts(FORMAT.name, FORMAT.title, FORMAT.publisher, Identities()).make(
            list(read.readable())
        )
    return {str(one["id"]) for rows in made.owned.values() for one in rows}


def drawn(store: Store) -> set[str]:
    """The ids of the relationships that start at an incident, and end somewhere."""
    found = store.read(
        "MATCH (:Incident)-[own]->(end) WHERE end.id IS NOT NULL RETURN own.id AS id"
    )
    ids = [str(one["id"]) for one in found]
    assert len(set(ids)) == len(ids)
    return set(ids)


def incidents(store: Store) -> int:
    return int(store.read("MATCH (event:Incident) RETURN count(event) AS n")[0]["n"])


@pytest.mark.slow
@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(cut=st.integers(0, len(EXCERPT.read_bytes())))
def test_a_file_cut_off_anywhere_is_read_up_to_there(cut: int, tmp_path: Path) -> None:
    file = tmp_path / "cut.csv"
    file.write_bytes(GOOD[0][:cut])
    found = outcome(file)
    if isinstance(found, Summary):
        whole = max(0, sum(end <= cut for end in row_ends(GOOD[0])) - 1)
        assert found.counts.created in (whole, whole + 1), "a row of which one cell lacks its end"


def row_ends(content: bytes) -> list[int]:
    """Where each row ends, the header first: rows may be of several lines."""
    lines = content.splitlines(keepends=True)
    reader = csv.reader(line.decode() for line in lines)
    return [sum(map(len, lines[: reader.line_num])) for _ in reader]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n \n", "is empty"),
        (b"<!DOCTYPE html><html><body>Please log in</body></html>", "is a web page"),
        (b"<?xml version='1.0'?><CONSOLIDATED_LIST/>", "no format that graphq knows"),
        (b"%PDF-1.7 x", "a PDF document"),
        (b"\0" * 5000, "is empty"),
        (b"{\"Result\": [], \"TotalCount\": 0}", "is JSON"),
        (b"id,year\n1,2020\n", "no format that graphq knows"),
    ],
    ids=["empty", "blank", "web page", "XML", "PDF", "zeros", "JSON", "other table"],
)  # fmt: skip
def test_what_is_no_file_of_events_is_refused_with_what_it_is(
    content: bytes, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "ged.csv"
    file.write_bytes(content)
    found = outcome(file)
    assert isinstance(found, str)
    assert told in found


@pytest.mark.parametrize("pack", ["zip", "gzip"])
def test_a_packed_file_that_is_cut_off_is_refused_and_leaves_nothing(
    pack: str, tmp_path: Path
) -> None:
    rng, file = random.Random(SEED), tmp_path / f"ged.csv.{pack}"
    if pack == "zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("ged.csv", GOOD[1] * 20)
        content = file.read_bytes()
    else:
        content = gzip.compress(GOOD[1] * 20)
    with open_store(tmp_path / "graph", "write") as store:
        for number in range(12):
            cut = rng.randrange(1, len(content) - 1)
            file.write_bytes(content[:cut])
            found = outcome(file, store if number % 4 == 0 else None)
            assert isinstance(found, str), cut
        assert incidents(store) == 0


def test_a_packed_file_with_a_byte_changed_is_refused_or_read_as_it_was(tmp_path: Path) -> None:
    rng, file = random.Random(SEED), tmp_path / "ged.csv.gz"
    content = gzip.compress(GOOD[0], mtime=0)
    whole = 0
    for _ in range(60):
        file.write_bytes(flipped(rng, content))
        found = outcome(file)
        if isinstance(found, Summary):
            # What gzip does not check are its own name and time.
            assert (found.rows, found.rejected) == (40, 0)
            whole += 1
    assert whole < 20
