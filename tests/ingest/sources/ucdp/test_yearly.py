"""UCDP's yearly tables: each row a published count, of a dyad, a conflict or an actor in a year.

Every row here is made up. The columns are those of the releases.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pytest

from graphq.graph.errors import UsageError
from graphq.graph.model.facts import NAME_LENGTH
from graphq.graph.model.nodes import Name, Record, Source, Tally
from graphq.graph.model.relationships import Counts, Names, ReportedBy
from graphq.graph.model.values import Reliability
from graphq.ingest.files.input import InputFile
from graphq.ingest.recognise import recognise
from graphq.ingest.sources.ucdp.yearly import CONTRADICTORY, NO_ACTOR, NO_COUNTRY
from graphq.ingest.sources.ucdp.yearly_tables import (
    CONFLICTS,
    DYADS,
    NONSTATE,
    ONESIDED,
)
from graphq.ingest.whole import Read, WholeFormat
from tests.ingest.said import said_of

BRD: Final = {
    "conflict_id": "11", "dyad_id": "12", "location_inc": "Mali", "side_a": "Government of Mali",
    "side_a_id": "72", "side_a_2nd": "", "side_b": "Reds", "side_b_id": "202", "side_b_2nd": "",
    "incompatibility": "2", "territory_name": "", "year": "2018", "bd_best": "40", "bd_low": "30",
    "bd_high": "55", "type_of_conflict": "3", "battle_location": "Mali, Niger", "gwno_a": "432",
    "gwno_battle": "432, 436", "region": "4", "version": "24.1",
}  # fmt: skip
BRD_CONFLICT: Final = {
    **BRD, "dyad_id": "12, 13", "side_b": "Blues, Reds", "side_b_id": "203, 202",
}  # fmt: skip
NON_STATE: Final = {
    "conflict_id": "31", "dyad_id": "32", "org": "1", "side_a_name": "Blues",
    "side_a_name_fulltext": "", "side_a_id": "203", "side_a_components": "", "side_b_name": "Reds",
    "side_b_id": "202", "start_date": "2017-05-01", "ep_end": "0", "year": "2018",
    "best_fatality_estimate": "26", "low_fatality_estimate": "26",
    "high_fatality_estimate": "31", "location": "Niger", "region": "4", "version": "24.1",
}  # fmt: skip
ONE_SIDED: Final = {
    "conflict_id": "41", "dyad_id": "42", "actor_id": "202", "coalition_components": "",
    "actor_name": "Reds", "actor_name_fulltext": "", "year": "2018",
    "best_fatality_estimate": "25", "low_fatality_estimate": "20", "high_fatality_estimate": "90",
    "is_government_actor": "0", "location": "Burkina Faso, Mali", "gwno_location": "439, 432",
    "gwnoa": "", "region": "4", "version": "24.1",
}  # fmt: skip
ROWS: Final = {
    "ucdp-brd": (DYADS, BRD),
    "ucdp-brd-conflict": (CONFLICTS, BRD_CONFLICT),
    "ucdp-nonstate": (NONSTATE, NON_STATE),
    "ucdp-onesided": (ONESIDED, ONE_SIDED),
}


def written(folder: Path, *rows: dict[str, str]) -> str:
    """A table of these rows."""
    path = folder / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        table = csv.DictWriter(opened, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return str(path)


def read(form: WholeFormat, folder: Path, *rows: dict[str, str]) -> Read:
    with InputFile.open(written(folder, *rows)) as file:
        assert form.lacking(file) == []
        return form.read(file)


def recognised(folder: Path, *rows: dict[str, str]) -> str:
    with InputFile.open(written(folder, *rows)) as file:
        return recognise(file).name


def tallies(done: Read) -> list[Tally]:
    return [node for node in done.facts.nodes.values() if isinstance(node, Tally)]


def tally(done: Read) -> Tally:
    (only,) = tallies(done)
    return only


def about(done: Read) -> set[str]:
    """The records that the counts are about."""
    links = [link for link in done.facts.relationships.values() if isinstance(link, Counts)]
    assert all(link.end == link.end_record for link in links)
    return {link.end for link in links}


@pytest.mark.parametrize("name", ROWS)
def test_a_table_is_known_by_its_columns(tmp_path: Path, name: str) -> None:
    form, row = ROWS[name]
    assert form.name == name
    assert recognised(tmp_path, row) == name


@pytest.mark.parametrize("name", ROWS)
def test_columns_are_found_in_the_spelling_of_older_releases(tmp_path: Path, name: str) -> None:
    form, row = ROWS[name]
    older = {column.title().replace("_", ""): cell for column, cell in row.items()}
    assert "Year" in older
    assert recognised(tmp_path, older) == name
    assert tallies(read(form, tmp_path, older)) == tallies(read(form, tmp_path, row))


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("column", ["year", "version"])
def test_a_table_without_a_needed_column_is_told_which(
    tmp_path: Path, name: str, column: str
) -> None:
    row = {key: cell for key, cell in ROWS[name][1].items() if key != column}
    with InputFile.open(written(tmp_path, row)) as file:
        assert ROWS[name][0].lacking(file) == [column]
        with pytest.raises(UsageError, match=f"it lacks {column}"):
            recognise(file, name)


def test_the_two_versions_of_battle_deaths_are_told_apart_by_rows_that_list_dyads(
    tmp_path: Path,
) -> None:
    one_dyad = {**BRD, "conflict_id": "99"}
    assert recognised(tmp_path, BRD, one_dyad) == "ucdp-brd"
    assert recognised(tmp_path, one_dyad, BRD_CONFLICT) == "ucdp-brd-conflict"
    no_dyads = {key: cell for key, cell in BRD.items() if key != "dyad_id"}
    assert recognised(tmp_path, no_dyads) == "ucdp-brd-conflict"
    with InputFile.open(written(tmp_path, BRD_CONFLICT)) as file:
        assert DYADS.lacking(file) == ["rows that each count one dyad"]


def test_a_dyad_in_a_year_is_a_published_count_of_events_of_the_dyad(tmp_path: Path) -> None:
    found = tally(read(DYADS, tmp_path, BRD))
    assert (found.id, found.dimension, found.unit) == ("ucdp-brd:12:2018", "dyad-year", "deaths")
    assert (found.count, found.low, found.high) == (40, 30, 55)
    assert (found.date_from, found.date_to) == ("2018", "2018")
    assert (found.dataset_counted, found.violence) == ("ucdp-ged", "state-based")
    assert (found.dyad, found.conflict, found.record) == ("12", None, None)
    assert found.value == "Government of Mali - Reds"
    assert found.countries == ("ML", "NE")
    assert found.sources == ("ucdp-brd:24.1",)


def test_a_conflict_in_a_year_counts_the_conflict_and_no_dyad(tmp_path: Path) -> None:
    done = read(CONFLICTS, tmp_path, BRD_CONFLICT)
    found = tally(done)
    assert (found.id, found.dimension) == ("ucdp-brd-conflict:11:2018", "conflict-year")
    assert (found.dyad, found.conflict) == (None, "11")
    assert about(done) == {"ucdp:actor:72", "ucdp:actor:202", "ucdp:actor:203"}


def test_groups_that_fight_each_other_are_non_state_violence(tmp_path: Path) -> None:
    done = read(NONSTATE, tmp_path, NON_STATE)
    found = tally(done)
    assert (found.violence, found.dimension, found.dyad) == ("non-state", "dyad-year", "32")
    assert (found.count, found.low, found.high) == (26, 26, 31)
    assert about(done) == {"ucdp:actor:202", "ucdp:actor:203"}


def test_one_sided_violence_counts_the_events_of_the_actor(tmp_path: Path) -> None:
    done = read(ONESIDED, tmp_path, ONE_SIDED)
    found = tally(done)
    assert (found.violence, found.dimension) == ("one-sided", "actor-year")
    assert (found.record, found.dyad, found.conflict) == ("ucdp:actor:202", None, None)
    assert (found.value, found.countries) == ("Reds", ("BF", "ML"))
    assert about(done) == {"ucdp:actor:202"}


def test_one_year_of_a_dyad_is_not_another(tmp_path: Path) -> None:
    found = tallies(read(DYADS, tmp_path, BRD, {**BRD, "year": "2019", "bd_best": "0"}))
    assert [(one.date_from, one.count) for one in found] == [("2018", 40), ("2019", 0)]


def test_the_release_is_the_source_of_its_rows(tmp_path: Path) -> None:
    done = read(DYADS, tmp_path, BRD)
    source = done.facts.nodes["ucdp-brd:24.1"]
    assert isinstance(source, Source)
    assert source.title == "UCDP Battle-Related Deaths Dataset, dyad-year, version 24.1"
    assert (source.kind, source.reliability) == ("dataset", Reliability.A)
    stated = {
        link.start for link in done.facts.relationships.values() if isinstance(link, ReportedBy)
    }
    assert {"ucdp-brd:12:2018", "record:ucdp:actor:72", "record:ucdp:actor:202"} <= stated


def test_the_sides_are_records_of_actors_with_their_names(tmp_path: Path) -> None:
    done = read(DYADS, tmp_path, BRD)
    kinds = {node.id: node.kind for node in done.facts.nodes.values() if isinstance(node, Record)}
    assert kinds == {"record:ucdp:actor:72": "state-force", "record:ucdp:actor:202": "group"}
    names = {
        (link.end, node.text)
        for link in done.facts.relationships.values()
        if isinstance(link, Names) and isinstance(node := done.facts.nodes[link.start], Name)
    }
    assert names == {("ucdp:actor:72", "Government of Mali"), ("ucdp:actor:202", "Reds")}


def test_a_government_is_known_by_the_column_that_says_so(tmp_path: Path) -> None:
    row = {**ONE_SIDED, "actor_id": "72", "actor_name": "Mali", "is_government_actor": "1"}
    record = read(ONESIDED, tmp_path, row).facts.nodes["record:ucdp:actor:72"]
    assert isinstance(record, Record)
    assert record.kind == "state-force"


def test_a_name_with_a_comma_is_one_actor_where_there_is_one_id(tmp_path: Path) -> None:
    done = read(NONSTATE, tmp_path, {**NON_STATE, "side_a_name": "GATIA, MSA"})
    record = done.facts.nodes["record:ucdp:actor:203"]
    assert isinstance(record, Record)
    assert record.full_name == "GATIA, MSA"


@pytest.mark.parametrize("ids", ["", "203, 202, 204", "Reds"])
def test_a_side_of_which_ids_and_names_do_not_match_is_tied_to_nobody(
    tmp_path: Path, ids: str
) -> None:
    done = read(CONFLICTS, tmp_path, {**BRD_CONFLICT, "side_b_id": ids})
    assert tally(done).count == 40
    assert about(done) == {"ucdp:actor:72"}
    assert done.left_out == {NO_ACTOR: 1}


def test_a_place_that_is_no_present_country_is_left_out_and_told(tmp_path: Path) -> None:
    done = read(DYADS, tmp_path, {**BRD, "battle_location": "Atlantis, Soviet Union, Mali, Mali"})
    assert tally(done).countries == ("SUHH", "ML")
    assert done.left_out == {NO_COUNTRY: 1}


def test_estimates_that_contradict_one_another_are_kept_as_printed_and_told(tmp_path: Path) -> None:
    done = read(DYADS, tmp_path, {**BRD, "bd_low": "9", "bd_best": "5", "bd_high": "1"})
    found = tally(done)
    assert (found.low, found.count, found.high) == (9, 5, 1)
    assert "low estimate of 9 is above its high estimate of 1" in said_of(done.facts, found.id)
    assert done.noted == {CONTRADICTORY: 1}


def test_a_long_name_is_cut_in_the_caption_and_whole_in_the_value(tmp_path: Path) -> None:
    long = "Forces of the Freedonian Popular Army of the North"
    found = tally(read(DYADS, tmp_path, {**BRD, "side_b": long}))
    assert found.value == f"Government of Mali - {long}"
    assert len(found.name) <= NAME_LENGTH
    assert found.name.endswith("… 2018")


def test_a_blank_number_is_not_known_and_not_nought(tmp_path: Path) -> None:
    found = tally(read(DYADS, tmp_path, {**BRD, "bd_best": "", "bd_low": "NaN"}))
    assert (found.count, found.low, found.high) == (None, None, 55)


def test_numbers_from_a_workbook_may_end_in_a_nought_after_the_point(tmp_path: Path) -> None:
    row = {**BRD, "year": "2018.0", "bd_best": "40.0", "dyad_id": "12.0", "side_b_id": "202.0"}
    done = read(DYADS, tmp_path, row)
    assert tallies(done) == tallies(read(DYADS, tmp_path, BRD))
    assert about(done) == {"ucdp:actor:72", "ucdp:actor:202"}


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("dyad_id", "2-13813", "is no id"),
        ("dyad_id", "", "does not say by an id what it counts"),
        ("year", "", "gives no year"),
        ("year", "18", "'18' is no year"),
        ("year", "1899", "from 1946 on"),
        ("bd_best", "many", "is not a whole number of 0 or more"),
        ("bd_low", "-1", "is not a whole number of 0 or more"),
        ("version", "", "does not say its release"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_and_the_others_are_not(
    tmp_path: Path, column: str, cell: str, told: str
) -> None:
    done = read(DYADS, tmp_path, BRD, {**BRD, "year": "2019", column: cell})
    (reject,) = done.rejects
    assert (reject.row.line, reject.column, done.read) == (3, column, 2)
    assert told in reject.reason
    assert reject.reason.endswith(".")
    assert tally(done).date_from == "2018"


def test_a_count_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    done = read(DYADS, tmp_path, BRD, {**BRD, "bd_best": "41"})
    assert tally(done).count == 40
    (reject,) = done.rejects
    assert reject.reason == (
        "What has the id 12 is counted twice in 2018; the first row was taken."
    )


@pytest.mark.parametrize("version", ["v1.4-2016", "5.0", "16", ""])
def test_a_table_with_the_ids_of_old_is_refused_row_by_row(tmp_path: Path, version: str) -> None:
    done = read(ONESIDED, tmp_path, {**ONE_SIDED, "version": version})
    assert not tallies(done)
    assert [reject.column for reject in done.rejects] == ["version"]
    assert "other ids" in done.rejects[0].reason


@pytest.mark.parametrize("version", ["17.1", "v17.1", "24.1", "2024.1"])
def test_a_release_is_known_however_it_is_written(tmp_path: Path, version: str) -> None:
    assert tally(read(ONESIDED, tmp_path, {**ONE_SIDED, "version": version})).count == 25


def test_an_estimate_that_the_publisher_does_not_have_is_none(tmp_path: Path) -> None:
    found = tally(read(DYADS, tmp_path, {**BRD, "bd_low": "-99"}))
    assert (found.low, found.count, found.high) == (None, 40, 55)


def test_the_non_state_table_of_17_1_is_known_by_its_own_columns(tmp_path: Path) -> None:
    old = {
        "conflictid": "31", "dyadid": "32", "org": "1", "sideaname": "Blues", "sideaid": "203",
        "sidebname": "Reds", "sidebid": "202", "year": "2016", "fatbest": "26", "fatlow": "26",
        "fathigh": "31", "location": "Niger", "gwnoloc": "436", "region": "4", "version": "17.1",
    }  # fmt: skip
    assert recognised(tmp_path, old) == "ucdp-nonstate"
    assert tally(read(NONSTATE, tmp_path, old)).high == 31
