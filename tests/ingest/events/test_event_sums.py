"""The sums of incidents after loads of events: the first, later ones, and one that is cut off."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from pathlib import Path

import pytest

from graphq.graph.opening import open_store
from graphq.graph.read.sums import summed_datasets, sums_are_kept
from graphq.graph.store import Step, Store
from graphq.graph.write import owed, summing
from graphq.graph.write.first_sums import FirstSums
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.graph.make import differing, everything
from tests.graph.process import running
from tests.ingest.event_files import load_file, sahel, write_rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "events.csv", sahel())


def changed(file: Path) -> Path:
    """The rows with another figure in each second one, and the last withdrawn."""
    rows = [{**row, "best": "7", "high": "9"} if at % 2 else row for at, row in enumerate(sahel())]
    return write_rows(file, rows[:-1])


@pytest.mark.parametrize("dossier_first", [False, True])
def test_what_is_added_up_as_rows_pass_is_what_counting_says(
    empty_store: Store, file: Path, dossier_first: bool
) -> None:
    if dossier_first:
        load(Dossier.find("jnim"), empty_store, "test")
    load_file(file, empty_store)
    assert sums_are_kept(empty_store)
    assert len(summed_datasets(empty_store)) == 1 + dossier_first
    assert summing.make_anew(empty_store) == 0


def test_a_later_load_brings_the_sums_up_to_date(empty_store: Store, file: Path) -> None:
    load_file(file, empty_store)
    before = [key for key in everything(empty_store)[0] if key.startswith("sum:")]
    load_file(changed(file), empty_store)
    assert sums_are_kept(empty_store)
    assert summing.make_anew(empty_store) == 0
    assert [key for key in everything(empty_store)[0] if key.startswith("sum:")] != before
    write_rows(file, sahel())
    load_file(file, empty_store)
    assert sorted(before) == sorted(
        key for key in everything(empty_store)[0] if key.startswith("sum:")
    )


WRITES_SUMS = ("(s:IncidentSum {", "(n:IncidentSum:")
"""What stands in the statements that do."""


class KilledError(Exception):
    """In place of the end of the process."""


def test_a_first_load_cut_off_before_its_sums_are_whole_is_known_and_made_good(
    empty_store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if empty_store.is_whole:
        pytest.skip("a load into a folder is kept whole or not at all")

    def killed(*_: object) -> None:
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(FirstSums, "finish", killed)
        with pytest.raises(KilledError):
            load_file(file, empty_store)
    assert not sums_are_kept(empty_store)
    load_file(file, empty_store)
    assert sums_are_kept(empty_store)
    assert summing.make_anew(empty_store) == 0


@pytest.mark.parametrize("number", [0, 1])
def test_a_later_load_cut_off_while_sums_are_written_is_known_and_made_good(
    empty_store: Store, file: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    load_file(file, empty_store)
    write, left = type(empty_store).write, [number]

    def killing(store: Store, steps: Iterable[Step]) -> None:
        given = list(steps)
        if any(word in statement for statement, _ in given for word in WRITES_SUMS):
            if not left[0]:
                raise KilledError
            left[0] -= 1
        write(store, given)

    # Brought up to date in one transaction; made anew, where much has changed, in several.
    monkeypatch.setattr(owed, "MANY", 0 if number else 20_000)
    later = changed(file)
    with monkeypatch.context() as patched:
        patched.setattr(type(empty_store), "write", killing)
        with pytest.raises(KilledError):
            load_file(later, empty_store)
    assert not sums_are_kept(empty_store)
    load_file(file, empty_store)
    assert sums_are_kept(empty_store)
    assert summing.make_anew(empty_store) == 0


KILLED = f"""
import os, signal, sys
from pathlib import Path
from graphq.graph.opening import open_store
from graphq.graph.stores.arcadedb.bulk import EmbeddedBulk
from graphq.graph.stores.arcadedb.writing import WritingStore
from graphq.graph.write import owed
from tests.ingest.event_files import load_file

WRITES_SUMS = {WRITES_SUMS!r}
nodes, write = EmbeddedBulk.nodes, WritingStore.write

def killing_nodes(bulk, labels, rows):
    nodes(bulk, labels, rows)
    if "IncidentSum" in labels:
        os.kill(os.getpid(), signal.SIGKILL)

def killing_write(store, steps):
    steps = list(steps)
    write(store, steps)
    if any(word in statement for statement, _ in steps for word in WRITES_SUMS):
        os.kill(os.getpid(), signal.SIGKILL)

EmbeddedBulk.nodes, WritingStore.write = killing_nodes, killing_write
owed.MANY = int(sys.argv[3])
print("ready", flush=True)
with open_store(sys.argv[1], "write") as store:
    load_file(Path(sys.argv[2]), store)
"""
"""Loads a file of events, and kills itself when the first sums have been written."""


@pytest.mark.parametrize(("is_first", "many"), [(True, 20_000), (False, 20_000), (False, 0)])
def test_a_load_into_a_folder_killed_while_sums_are_written_is_made_good_by_the_next(
    file: Path, tmp_path: Path, is_first: bool, many: int
) -> None:
    """A first load; a later one whose sums are brought up to date; one that makes them anew."""
    folder, before = tmp_path / "graph", None
    with open_store(folder, "write") as store:
        load(Dossier.find("jnim"), store, "test")
        if not is_first:
            load_file(file, store)
        before = everything(store)
    later = file if is_first else changed(file)
    with running(KILLED, folder, later, many) as process:
        assert process.wait(120) == -signal.SIGKILL
    with open_store(folder, "write") as store:
        assert differing(everything(store), before) == []
        assert sums_are_kept(store)
        load_file(later, store)
        assert sums_are_kept(store)
        assert summing.make_anew(store) == 0
