"""Rows of the UCDP Actor list that cannot be read, and releases of other years."""

from __future__ import annotations

import re
from datetime import date as Day
from pathlib import Path

import pytest

from graphq.graph.model.nodes import ChangeEvent, Record, Source
from graphq.graph.store import Store
from graphq.ingest.files.input import InputFile
from graphq.ingest.pipeline import load
from graphq.ingest.runs import Summary
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.ucdp.actor import FORMAT, NO_ID, NO_NEW_NAME
from graphq.ingest.sources.ucdp.actor_row import NEEDED
from graphq.ingest.whole import Read
from tests.ingest.actor_files import (
    EXCERPT,
    change,
    made,
    nodes,
    parties,
    read,
    record,
    table,
    written,
)
from tests.ingest.event_files import load_file


@pytest.fixture(scope="module")
def excerpt() -> Read:
    return read(EXCERPT)


# Rejects


@pytest.mark.parametrize(
    ("damage", "kept"),
    [({"ActorId": "5.5"}, True), ({"Splinter": "1", "ActorIdPrev": "77"}, False)],
)
def test_an_entry_that_cannot_be_read_is_not_taken_for_withdrawn(
    empty_store: Store, tmp_path: Path, damage: dict[str, str], kept: bool
) -> None:
    rows = [{"ActorId": "1"}, {"ActorId": "2", "NameData": "B"}, {"ActorId": "3"}]
    load_actors(tmp_path, empty_store, *rows)
    rows[2] |= damage
    without = [rows[0], rows[2]]
    summary = load_actors(tmp_path, empty_store, *without)
    assert summary.rejected == 1
    assert bool(summary.kept) == kept
    assert (summary.counts.retired == 0) == kept
    found = empty_store.read("MATCH (r:Record) RETURN r.externalId AS id ORDER BY id")
    assert [row["id"] for row in found] == (["1", "2", "3"] if kept else ["1", "3"])
    # What stayed is still known to be the dataset's, so that it can go another time.
    load_actors(tmp_path, empty_store, {"ActorId": "1"}, {"ActorId": "3"})
    found = empty_store.read("MATCH (r:Record) RETURN r.externalId AS id ORDER BY id")
    assert [row["id"] for row in found] == ["1", "3"]


def test_what_was_drawn_elsewhere_through_a_record_is_not_taken_for_lacking(
    empty_store: Store, tmp_path: Path
) -> None:
    """The jnim dossier says that record 6716 is JNIM, from which the change starts since then."""
    rows = [
        {"ActorId": "6716"},
        {"ActorId": "2", "Splinter": "1", "ActorIdPrev": "6716"},
        {"ActorId": "x"},
    ]
    load_actors(tmp_path, empty_store, *rows)
    load(Dossier.find("jnim"), empty_store, "test")
    summary = load_actors(tmp_path, empty_store, *rows)
    assert (summary.kept, summary.counts.changed) == (0, False)


def load_actors(folder: Path, store: Store, *rows: dict[str, str]) -> Summary:
    return load_file(written(folder, *rows), store)


def test_an_id_that_is_not_in_the_file_is_rejected_and_its_row_is_kept(excerpt: Read) -> None:
    told = {(reject.column, reject.reason) for reject in excerpt.rejects}
    assert ("ActorIdPrev", "actor 2658 is not in this file") in told
    assert record(excerpt, "1165").name == "PBCP-J"
    assert "ucdp:actor:1165:split" not in excerpt.facts.nodes


def test_an_actor_that_split_from_itself_is_rejected_and_its_row_is_kept(excerpt: Read) -> None:
    (reject,) = (one for one in excerpt.rejects if "283" in one.reason)
    assert reject.reason == "actor 283 is named as its own other side"
    assert reject.row.line == 1 + [row["ActorId"] for row in table()].index("283") + 1
    assert reject.row.cells["NameData"] == "RIRA"
    assert record(excerpt, "283").name == "RIRA"


def test_what_else_a_change_names_is_kept_where_one_id_is_wrong(tmp_path: Path) -> None:
    done = made(
        tmp_path,
        {"ActorId": "1"},
        {"ActorId": "2", "Splinter": "1", "ActorIdPrev": "1, 77, x9"},
    )
    assert parties(done, "2:split") == ({"1"}, {"2"})
    assert [reject.reason for reject in done.rejects] == [
        "'x9' is no actor id, which is a whole number",
        "actor 77 is not in this file",
    ]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"ActorId": ""}, "ActorId"),
        ({"ActorId": "12a"}, "ActorId"),
        ({"NameData": "n/a"}, "NameData"),
        ({"Org": "7"}, "Org"),
        ({"Version": "soon"}, "Version"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected(
    tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    done = made(tmp_path, {"ActorId": "1", **cells})
    assert [(reject.row.line, reject.column) for reject in done.rejects] == [(2, column)]
    assert done.read == 1
    assert not done.facts.nodes


def test_an_actor_listed_twice_is_taken_once(tmp_path: Path) -> None:
    done = made(tmp_path, {"ActorId": "1"}, {"ActorId": "1", "NameData": "B"})
    assert record(done, "1").name == "A"
    assert [reject.row.line for reject in done.rejects] == [3]


def test_a_row_with_too_few_cells_is_rejected_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(f"{','.join(NEEDED)}\n1,A\n2,B,B,1,,,,,22.1\n", encoding="utf-8")
    done = read(path)
    assert [reject.row.line for reject in done.rejects] == [2]
    assert record(done, "2").name == "B"


def test_a_change_that_names_nobody_is_counted(tmp_path: Path) -> None:
    done = made(tmp_path, {"ActorId": "1", "JoinGroup": "1", "GroupName": "B", "NameChange": "1"})
    assert done.left_out == {NO_ID: 1, NO_NEW_NAME: 1}
    assert not nodes(done, ChangeEvent)


# Releases


@pytest.mark.parametrize(("version", "year"), [("25.1", 2024), ("18.1", 2017)])
def test_a_change_lies_before_the_year_of_the_release(
    tmp_path: Path, version: str, year: int
) -> None:
    done = made(
        tmp_path,
        {"ActorId": "1", "Version": version},
        {"ActorId": "2", "Version": version, "ActorIdPrev": "1"},
    )
    assert change(done, "2:split").last_day == Day(year, 12, 31)
    assert [source.id for source in nodes(done, Source)] == [f"ucdp-actor:{version}"]


@pytest.mark.parametrize("version", ["2.2-2014", "5.0", "16.1"])
def test_a_release_with_the_ids_of_old_is_refused(tmp_path: Path, version: str) -> None:
    done = made(tmp_path, {"ActorId": "1", "Version": version})
    ((column, reason),) = [(reject.column, reject.reason) for reject in done.rejects]
    assert column == "Version"
    assert "other ids" in reason
    assert not nodes(done, Record)


def test_ids_that_a_spreadsheet_made_decimal_are_the_same_ids(tmp_path: Path) -> None:
    done = made(
        tmp_path,
        {"ActorId": "1.0", "Org": "1.0"},
        {"ActorId": "2.0", "ActorIdPrev": "1.0"},
    )
    assert not done.rejects
    assert parties(done, "2:split") == ({"1"}, {"2"})


def test_columns_are_known_whatever_their_case_and_underscores(tmp_path: Path) -> None:
    columns = [re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column).lower() for column in NEEDED]
    path = tmp_path / "actors.csv"
    path.write_text(f"{','.join(columns)}\n1,A,A,1,,,,,22.1\n2,B,B,1,1,,,,22.1\n", "utf-8")
    with InputFile.open(str(path)) as file:
        assert FORMAT.lacking(file) == []
    assert parties(read(path), "2:split") == ({"1"}, {"2"})


def test_a_table_of_another_kind_is_told_what_it_lacks(tmp_path: Path) -> None:
    path, xml = tmp_path / "events.csv", tmp_path / "list.xml"
    path.write_text("id,NameData\n1,A\n", encoding="utf-8")
    xml.write_text("<list/>", encoding="utf-8")
    with InputFile.open(str(path)) as file:
        assert "ActorId" in FORMAT.lacking(file)
        assert len(FORMAT.lacking(file)) == len(NEEDED) - 1
    with InputFile.open(str(xml)) as file:
        assert FORMAT.lacking(file) == ["a table"]
    with InputFile.open(str(EXCERPT)) as file:
        assert FORMAT.lacking(file) == []
