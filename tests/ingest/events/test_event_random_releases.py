"""Releases drawn at random leave the graph that the last of them alone would have made.

Places, units and actors are few and spelt in several ways, so that it matters which row of a file
is the first to name each. What always holds here: rows that have not changed keep their order, as
in a publisher's releases; in other orders only rows are drawn that spell everything in one way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphq.graph.store import Store
from graphq.graph.write import summing
from graphq.ingest.events.touched import Touched
from tests.graph.make import differing, everything, node
from tests.ingest.event_files import cleared, load_file, write_rows
from tests.ingest.ucdp_rows import row

Rows = list[dict[str, str]]

UNITS = (("Gao region", "gao"), ("Kidal region", "KIDAL"), ("Mopti", "Mopti Region"))
DISTRICTS = (("", ""), ("Ansongo cercle", "ansongo"), ("Tessalit", "TESSALIT cercle"))
PLACES = (("Menaka town", "menaka"), ("Lere village", "Léré"), ("In Delimane", "in delimane town"))
ACTORS = {
    "101": ("Reds", "Red Army"),
    "202": ("Blues", "The Blues"),
    "303": ("Greens", "Green Men"),
}
PAPERS = ("The Press", "The Courier", "A Radio")


def a_row(rng: random.Random, key: str, spellings: int) -> dict[str, str]:
    """A row of few places and actors, each in one of so many spellings."""

    def spelt(words: tuple[str, str]) -> str:
        return words[rng.randrange(spellings)]

    first, second = rng.sample(sorted(ACTORS), 2)
    month, paper = rng.randrange(1, 13), rng.choice(PAPERS)
    return row(
        id=key,
        type_of_violence=rng.choice("123"),
        adm_1=spelt(rng.choice(UNITS)),
        adm_2=spelt(rng.choice(DISTRICTS)),
        where_coordinates=spelt(rng.choice(PLACES)),
        where_prec=rng.choice("112346"),
        country=rng.choice(("Mali", "Mali", "Niger")),
        side_a_new_id=first,
        side_a=spelt(ACTORS[first]),
        side_b_new_id=second,
        side_b=spelt(ACTORS[second]),
        gwnoa="",
        date_start=f"2019-{month:02d}-11",
        date_end=f"2019-{month:02d}-11",
        source_office=paper,
        source_article=f'"{paper},2019-02-04,Two die"',
    )


CHANGES: dict[str, tuple[str, ...]] = {
    "figures": ("best", "high"),
    "actors": ("side_a_new_id", "side_a", "side_b_new_id", "side_b", "type_of_violence"),
    "places": ("where_coordinates", "where_prec"),
    "units": ("adm_1", "adm_2", "country"),
    "citations": ("source_office", "source_article"),
    "everything": tuple(row()),
}


def next_release(rng: random.Random, rows: Rows, spellings: int) -> Rows:
    """Some rows changed in some way, some lost, some new, and now and then an actor renamed."""
    found: Rows = []
    for one in rows:
        chance = rng.random()
        if chance < 0.08:
            continue
        if chance < 0.3:
            columns = CHANGES[rng.choice(sorted(CHANGES))]
            other = {**a_row(rng, one["id"], spellings), "best": "3", "high": "7"}
            one = {**one, **{column: other[column] for column in columns}}
        found.append(one)
    for _ in range(rng.randrange(3)):
        found.insert(
            rng.randrange(len(found)), a_row(rng, str(rng.randrange(10**6, 10**7)), spellings)
        )
    if rng.random() < 0.3:
        number = rng.choice(sorted(ACTORS))
        for side in ("side_a", "side_b"):
            found = [
                {**one, side: f"Former {one[side]}"} if one[f"{side}_new_id"] == number else one
                for one in found
            ]
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("spellings", [1, 2])
def test_releases_leave_the_graph_that_the_last_alone_would_have_made(
    empty_store: Store, tmp_path: Path, seed: int, spellings: int
) -> None:
    rng, store = random.Random(seed), empty_store
    rows = [a_row(rng, str(900_000 + at), spellings) for at in range(24)]
    file = write_rows(tmp_path / "events.csv", rows)
    load_file(file, store)
    releases = []
    for _ in range(3):
        rows = next_release(rng, rows, spellings)
        if spellings == 1:
            rng.shuffle(rows)
        releases.append(rows)
        load_file(write_rows(file, rows), store, replace=True)
        assert summing.make_anew(store) == 0
    found = everything(store)
    load_file(file, cleared(store))
    assert differing(found, everything(store)) == []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was read of the rows that name something that is told anew."""
    found: list[Any] = []
    naming = Touched._naming

    def told(self: Touched, *given: Any) -> Iterator[Any]:
        for one in naming(self, *given):
            found.append(one)
            yield one

    monkeypatch.setattr(Touched, "_naming", told)
    return found


def spelt_in_two_ways() -> Rows:
    """Rows of one place, unit and pair of actors; the first row spells them otherwise."""
    rows = [row(id=str(900_000 + at)) for at in range(9)]
    rows[0] |= {"adm_1": "GAO region", "where_coordinates": "GAO town", "side_b": "The Reds"}
    return rows


ELSEWHERE = {
    "adm_1": "Kidal region", "adm_2": "", "where_coordinates": "Kidal town",
    "side_b": "Blues", "side_b_new_id": "303",
}  # fmt: skip


def test_no_row_is_looked_at_where_another_than_the_first_has_changed(
    empty_store: Store, tmp_path: Path, asked: list[Any]
) -> None:
    file = write_rows(tmp_path / "events.csv", rows := spelt_in_two_ways())
    load_file(file, empty_store)
    rows[4] |= ELSEWHERE
    del rows[6]
    load_file(write_rows(file, rows), empty_store)
    assert asked == []
    assert node(empty_store, "record:ucdp:actor:202")["fullName"] == "The Reds"
    assert node(empty_store, "loc-ml-gao")["fullName"] == "GAO"


@pytest.mark.parametrize("withdrawn", [False, True])
def test_the_next_row_tells_what_the_first_no_longer_does(
    empty_store: Store, tmp_path: Path, asked: list[Any], withdrawn: bool
) -> None:
    file = write_rows(tmp_path / "events.csv", rows := spelt_in_two_ways())
    load_file(file, empty_store)
    for _ in range(2):
        if withdrawn:
            del rows[0]
        else:
            rows[0] |= ELSEWHERE
        load_file(write_rows(file, rows), empty_store)
        assert node(empty_store, "record:ucdp:actor:202")["fullName"] == "Reds"
        assert node(empty_store, "loc-ml-gao")["fullName"] == "Gao"
        assert asked
        # The row that tells them now is the one whose change matters next.
        asked.clear()
        rows = rows if withdrawn else rows[1:]


def test_a_graph_that_does_not_say_which_rows_tell_what_is_settled_whole(
    empty_store: Store, tmp_path: Path
) -> None:
    """One of an earlier graphq; from then on it says so."""
    file = write_rows(tmp_path / "events.csv", rows := spelt_in_two_ways())
    load_file(file, empty_store)
    empty_store.write([("MATCH (event:Incident) REMOVE event.firstToName", {})])
    rows[0] |= ELSEWHERE
    load_file(write_rows(file, rows), empty_store)
    assert node(empty_store, "loc-ml-gao")["fullName"] == "Gao"
    (first,) = empty_store.read(
        "MATCH (event:Incident) WHERE 'loc-ml-gao' IN event.firstToName RETURN event.id AS id"
    )
    assert first["id"] == "ucdp-ged:900001"


@pytest.mark.parametrize("changed_first", [False, True])
@pytest.mark.parametrize("best", ["9", "2.0"])
def test_of_a_changed_row_and_one_that_stands_as_it_stood_the_first_is_kept(
    empty_store: Store, tmp_path: Path, changed_first: bool, best: str
) -> None:
    """Both bear one id; the changed one has another figure, or writes the same one differently."""
    file = write_rows(tmp_path / "events.csv", rows := [row(id=str(900_000 + n)) for n in range(5)])
    load_file(file, empty_store)
    changed = {**rows[2], "best": best}
    rows = [changed, *rows] if changed_first else [*rows, changed]
    dry = load_file(write_rows(file, rows), empty_store, dry_run=True)
    done = load_file(file, empty_store)
    for summary in (dry, done):
        counts = (summary.counts.updated, summary.counts.unchanged, summary.counts.retired)
        assert counts == ((1, 4, 0) if changed_first and best == "9" else (0, 5, 0))
        assert (summary.rows, summary.rejected) == (6, 1)
    killed = node(empty_store, "ucdp-ged:900002")["fatalitiesBest"]
    assert killed == (9 if changed_first and best == "9" else 2)
    # Each row of the file is known as it stands from here on.
    again = load_file(file, empty_store, replace=True)
    assert (again.counts.unchanged, again.counts.changed, again.rejected) == (5, False, 1)
