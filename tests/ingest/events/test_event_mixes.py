"""Releases that change a bit of everything leave the graph that the last of them alone would make.

What always holds here: a release is a mix of changed figures, days, actors, places and citations,
of actors and places that are spelled otherwise, of rows that went and rows that came. Rows share
few places and actors, spelled in several ways, so that which row tells them first matters. Beside
it the graph holds a dossier that identifies actors by the day, and a dataset with the same places.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphq.graph.opening import open_store
from graphq.graph.store import Store
from graphq.graph.write.writer import prepare
from graphq.ingest.events import table as event_table
from graphq.ingest.events.rows import EventRows
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.graph.make import differing, everything
from tests.ingest.event_files import load_file, write_rows
from tests.ingest.events.test_event_cut import load_cut_off
from tests.ingest.made_up import acled_row
from tests.ingest.ucdp_rows import row

Cells = dict[str, str]

ACTORS = {
    "539": ("AQIM", "aqim", "Al-Qaida in the Maghreb"),
    "6716": ("JNIM", "Jama'a"),
    "99999": ("Nobody's Band", "The Band"),
    "88888": ("Reds", "The Reds", "REDS"),
}
PLACES = (
    ("Gao region", "Gao cercle", ("Gao town", "GAO town", "gao Town")),
    ("Gao Region", "gao cercle", ("Wabaria village", "wabaria village")),
    ("Kidal region", "Kidal cercle", ("Kidal town", "Kidal")),
    ("KIDAL region", "Tessalit cercle", ("Tessalit", "TESSALIT town")),
    ("Mopti region", "", ("Mopti town", "Douentza")),
)
DAYS = ("2006-05-04", "2007-01-24", "2016-11-02", "2018-02-03", "2020-06-07")
REPORTS = ('"The Press,2023-02-04,Two die"', '"Elsewhere,2020-01-01,News"', '"Radio,2019-03-04,A"')


def somewhere(chance: random.Random) -> Cells:
    admin1, admin2, names = chance.choice(PLACES)
    precision = chance.choice(("1", "1", "1", "3", "4", "6"))
    return {
        "adm_1": admin1, "adm_2": admin2, "where_coordinates": chance.choice(names),
        "where_prec": precision,
    }  # fmt: skip


def a_side(chance: random.Random) -> Cells:
    key = chance.choice(list(ACTORS))
    return {"side_b_new_id": key, "side_b": chance.choice(ACTORS[key])}


def a_day(chance: random.Random) -> Cells:
    day = chance.choice(DAYS)
    return {"date_start": day, "date_end": day, "year": day[:4]}


def some_figures(chance: random.Random) -> Cells:
    return {"best": str(chance.randint(2, 9)), "high": "20"}


def a_report(chance: random.Random) -> Cells:
    return {"source_article": chance.choice(REPORTS)}


CHANGES: tuple[Callable[[random.Random], Cells], ...] = (
    somewhere, a_side, a_day, some_figures, a_report,
)  # fmt: skip


def an_event(chance: random.Random, key: int) -> Cells:
    return row(
        id=str(key), side_a="Government of Mali", side_a_new_id="72",
        **{name: text for change in CHANGES for name, text in change(chance).items()},
    )  # fmt: skip


def a_release(chance: random.Random, before: list[Cells]) -> list[Cells]:
    """The rows with a few changes, each in some of them; some went and some came."""
    rows = [dict(cells) for cells in before]
    for cells in chance.sample(rows, 5):
        cells |= chance.choice(CHANGES)(chance)
    actor = chance.choice(list(ACTORS))
    renamed = chance.choice(ACTORS[actor])
    if chance.random() < 0.5:
        for cells in rows:
            if cells["side_b_new_id"] == actor:
                cells["side_b"] = renamed
    for cells in chance.sample(rows, chance.randint(0, 3)):
        rows.remove(cells)
    for _ in range(chance.randint(0, 2)):
        new = an_event(chance, 1000 + chance.randrange(10**6))
        rows.insert(chance.randint(0, len(rows)), new)
    return rows


def releases(seed: int, count: int) -> Iterator[list[Cells]]:
    chance = random.Random(seed)
    rows = [an_event(chance, key) for key in range(1, 31)]
    for _ in range(count):
        yield rows
        rows = a_release(chance, rows)


def in_the_same_places(file: Path) -> Path:
    """Events of another publisher, in places that it spells in its own way."""
    rows = [
        acled_row(event_id_cnty=f"MLI{at}", admin1=admin1, admin2=admin2, location=names[-1])
        for at, (admin1, admin2, names) in enumerate(PLACES)
    ]
    return write_rows(file, rows)


def alone(folder: Path, seed: int, rows: list[Cells]) -> Store:
    """A graph in a folder that these rows, and what is beside them, are loaded into once."""
    store = open_store(folder / "alone", "write")
    prepare(store)
    beside(store, folder, seed)
    load_file(write_rows(folder / "alone.csv", rows), store)
    return store


def beside(store: Store, folder: Path, seed: int) -> None:
    """What else is in the graph: nothing for one seed in three."""
    if seed % 3:
        load(Dossier.find("jnim"), store, "test")
        load_file(in_the_same_places(folder / "other.csv"), store)


@pytest.mark.parametrize("seed", range(3))
def test_releases_one_after_another_leave_the_graph_of_the_last_one(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(event_table, "BATCH", 4)
    file = tmp_path / "events.csv"
    last: list[Cells] = []
    for at, last in enumerate(releases(seed, 4)):
        if at == 1:
            beside(empty_store, tmp_path, seed)
        load_file(write_rows(file, last), empty_store, replace=True)
    with alone(tmp_path, seed, last) as wanted:
        assert differing(everything(empty_store), everything(wanted)) == []


@pytest.mark.parametrize("seed", [4])
def test_a_release_that_is_cut_off_is_finished_with_the_same_graph(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(event_table, "BATCH", 4)
    first, second = releases(seed, 2)
    file = write_rows(tmp_path / "events.csv", first)
    load_file(file, empty_store)
    beside(empty_store, tmp_path, seed)
    load_cut_off(write_rows(file, second), empty_store, 9)
    load_file(file, empty_store, replace=True)
    with alone(tmp_path, seed, second) as wanted:
        assert differing(everything(empty_store), everything(wanted)) == []


def test_a_release_with_other_figures_alone_has_no_other_row_read_again(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rows,) = releases(7, 1)
    file = write_rows(tmp_path / "events.csv", rows)
    load_file(file, empty_store)
    read: list[str] = []
    reading = EventRows._read

    def counted(self: EventRows, one: object) -> object:
        read.append(one.cells["id"])  # type: ignore[attr-defined]
        return reading(self, one)  # type: ignore[arg-type]

    monkeypatch.setattr(EventRows, "_read", counted)
    rows[3] |= {"best": "11", "high": "30"}
    summary = load_file(write_rows(file, rows), empty_store)
    assert (summary.counts.updated, summary.counts.unchanged) == (1, 29)
    assert read == [rows[3]["id"]]
    # What it was not the first to name stays as the first told it; its places, if it spells them in
    # its own way, are told by the first rows that name them, and no other row is read.
    read.clear()
    held = next(cells for cells in rows[5:] if cells["side_b_new_id"] == rows[4]["side_b_new_id"])
    held |= {"side_b_new_id": "77777", "side_b": "Somebody else"}
    load_file(write_rows(file, rows), empty_store)
    assert read[0] == held["id"]
    assert rows[4]["id"] not in read
    assert len(read) <= 5


def test_the_rows_of_the_mixes_are_in_order(tmp_path: Path) -> None:
    """Else the mixes would prove nothing."""
    for seed in (0, 1, 2, 4, 7):
        for rows in releases(seed, 4):
            file = write_rows(tmp_path / "events.csv", rows)
            with file.open(encoding="utf-8", newline="") as text:
                assert len(list(csv.DictReader(text))) == len(rows) > 15
