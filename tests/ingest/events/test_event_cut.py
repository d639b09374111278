"""A load of events that is cut off at a chosen write is finished by loading again.

What always holds here: a load is cut off in this process, with a few rows and small batches, at
each of its writes in turn, so that no moment is left to chance. What is asked is the graph of one
clean load, and that an unfinished load is on record until it is finished.
"""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graphq.graph.errors import UsageError
from graphq.graph.opening import is_server
from graphq.graph.read.loads import CutOff, cut_off
from graphq.graph.store import Bulk, Step, Store
from graphq.graph.stores.neo4j.bulk import BoltBulk
from graphq.ingest.events import table as event_table
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.ucdp.ged import FORMAT
from tests.graph.make import differing, everything
from tests.ingest.event_files import cleared, load_file, sahel, write_rows
from tests.ingest.ucdp_rows import row
from tests.stores_fixture import open_empty


def incidents_without_their_own(store: Store) -> list[str]:
    """The ids of those incidents that came without a relationship to what they name."""
    nodes, relationships = everything(store)
    started: dict[str, set[str]] = {}
    for kind, start, end, properties in relationships.values():
        started.setdefault(start, set()).add(str(properties.get("endRecord") or end))
        started[start].add(kind)
    sides = {"PERPETRATED_BY", "INVOLVED"}
    return [
        key
        for key, (labels, properties) in nodes.items()
        if "Incident" in labels and properties["dataset"] == FORMAT.name
        if not set(properties["sources"][1:]) <= started.get(key, set())
        or "OCCURRED_AT" not in started[key]
        or not sides & started[key]
    ]


WRITES = 10_000
"""More than any load here has."""


class CutOffError(Exception):
    """What ends a load half-way."""


class Cutting:
    """A store of which a certain write raises an exception instead."""

    def __init__(self, store: Store, writes: int) -> None:
        self._store, self.left = store, writes

    def write(self, steps: list[Step]) -> None:
        self._one_less()
        self._store.write(steps)

    @contextlib.contextmanager
    def bulk(self) -> Iterator[Bulk]:
        with self._store.bulk() as bulk:
            give = BoltBulk._give

            def giving(made: BoltBulk, writes: Any) -> None:
                if not self.left:
                    made._background.drain()
                self._one_less()
                give(made, writes)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(BoltBulk, "_give", giving)
                yield bulk

    def _one_less(self) -> None:
        if not self.left:
            raise CutOffError
        self.left -= 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def new_release_of_the_sahel() -> list[dict[str, str]]:
    """A row withdrawn, two changed, one new."""
    rows = sahel()
    del rows[4]
    rows[0] |= {"best": "9", "side_b": "AQIM", "where_coordinates": "Tessalit town"}
    rows[2] |= {"date_start": "2006-12-31", "date_end": "2006-12-31"}
    rows.append(row(id="7", source_article='"Elsewhere,2020-01-01,News"'))
    return rows


def load_cut_off(file: Path, store: Store, writes: int) -> bool:
    """Load with so many writes and no more; whether they were enough."""
    cutting: Any = Cutting(store, writes)
    try:
        load_file(file, cutting)
    except CutOffError:
        return False
    return True


@pytest.mark.slow
def test_a_new_release_cut_off_at_any_write_is_finished_by_loading_again(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_table, "BATCH", 2)
    old = write_rows(tmp_path / "old.csv", sahel())
    new = write_rows(tmp_path / "new.csv", new_release_of_the_sahel())
    load_file(new, empty_store)
    clean, writes, enough = everything(empty_store), 0, False
    # On a server each round takes seconds; a few will do, as the writes are the same.
    step = 5 if is_server(empty_store.info().place) else 1
    while not enough:
        load_file(old, cleared(empty_store))
        enough = load_cut_off(new, empty_store, writes)
        load_file(new, empty_store)
        assert differing(everything(empty_store), clean) == [], f"cut off after {writes} writes"
        writes += step
    assert writes > 15


def test_a_load_that_is_cut_off_twice_is_finished_by_the_third(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_table, "BATCH", 2)
    old = write_rows(tmp_path / "old.csv", sahel())
    new = write_rows(tmp_path / "new.csv", new_release_of_the_sahel())
    load_file(new, empty_store)
    clean = everything(empty_store)
    load_file(old, cleared(empty_store))
    # The rows are done; what they no longer need is not.
    assert not load_cut_off(new, empty_store, 16)
    # Early in the second, when the first is on record as cut off and it itself is not yet.
    assert not load_cut_off(new, empty_store, 2)
    assert cut_off(empty_store) == [CutOff(FORMAT.name, new.name)]
    load_file(new, empty_store)
    assert differing(everything(empty_store), clean) == []
    assert cut_off(empty_store) == []


def test_a_file_that_cannot_be_read_leaves_no_record_of_a_load(
    empty_store: Store, tmp_path: Path
) -> None:
    sound = write_rows(tmp_path / "sound.csv", sahel())
    load_file(sound, empty_store)
    before = everything(empty_store)
    for file in unreadable(tmp_path, sound.read_bytes()):
        with pytest.raises(UsageError):
            load_file(file, empty_store)
        assert differing(everything(empty_store), before) == [], file.name
        assert cut_off(empty_store) == [], file.name


def unreadable(folder: Path, sound: bytes) -> Iterator[Path]:
    """Files that are known for what they are, and cannot be read to their end."""
    header, _, rows = sound.partition(b"\r\n")
    files = {
        "two columns of one name.csv": header + b",BEST\r\n" + rows.replace(b"\r\n", b",1\r\n"),
        "cut off.csv.gz": gzip.compress(sound * 40)[:-9],
        "damaged.xlsx": damaged_workbook(sound),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
        yield folder / name


def damaged_workbook(sound: bytes) -> bytes:
    """A workbook of the table whose sheet is cut off behind the first rows."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for cells in csv.reader(io.StringIO(sound.decode(), newline="")):
        sheet.append(cells)
    made = io.BytesIO()
    book.save(made)
    damaged = io.BytesIO()
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(damaged, "w") as out:
        for name in archive.namelist():
            content = archive.read(name)
            out.writestr(name, content[:-200] if name.endswith("sheet1.xml") else content)
    return damaged.getvalue()


@pytest.mark.slow
@pytest.mark.neo4j
def test_a_first_load_onto_a_server_cut_off_at_any_batch_is_on_record_and_can_be_finished(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dossier states some of the places and records too."""
    monkeypatch.setattr(event_table, "BATCH", 2)
    file = write_rows(tmp_path / "events.csv", sahel())
    with open_empty("server", tmp_path, request) as store:
        load(Dossier.find("jnim"), store, "test")
        counting: Any = Cutting(store, WRITES)
        load_file(file, counting)
        # The first two are the preparation of the graph and the record of the load.
        last, clean = WRITES - counting.left - 1, everything(store)
        for writes in (2, last // 2, last - 3, last):
            load(Dossier.find("jnim"), cleared(store), "test")
            assert not load_cut_off(file, store, writes)
            assert cut_off(store) == [CutOff(FORMAT.name, file.name)]
            assert incidents_without_their_own(store) == []
            load_file(file, store)
            assert differing(everything(store), clean) == [], f"cut off after {writes} writes"
            assert cut_off(store) == []
