"""Files of events into a graph, on both engines: first, again, changed, and in any order."""

from __future__ import annotations

import csv
import gzip
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cypher.catalog import question
from graph.facts import property_types
from graph.identities import Identities
from graph.model import BOOKKEEPING, NODES, RELATIONSHIPS
from graph.store import NoGraph, Store
from graph.writer import prepare
from ingest.dossier import Dossier
from ingest.event_facts import EventFacts, Told
from ingest.formats.ucdp_columns import COLUMNS_42
from ingest.formats.ucdp_ged import FORMAT
from ingest.orphans import retire_orphans
from ingest.pipeline import load
from tests.graph.make import everything, node
from tests.ingest.event_files import load_file, write_rows
from tests.ingest.ucdp_rows import EXCERPT, excerpt, row

GSPC_OR_AQIM, MALI, JNIM = "539", "72", "6716"


def cleared(store: Store) -> Store:
    """The store with nothing in it."""
    store.write([("MATCH (n) DETACH DELETE n", {})])
    prepare(store)
    return store


def sahel() -> list[dict[str, str]]:
    """Made-up events whose sides bear ids that the jnim dossier identifies."""

    def event(key: str, day: str, side_b: str, name: str, **more: str) -> dict[str, str]:
        cells = {
            "id": key, "date_start": day, "date_end": day, "side_a_new_id": MALI,
            "side_a": "Government of Mali", "side_b_new_id": side_b, "side_b": name,
        }  # fmt: skip
        return row(**{**cells, **more})

    return [
        event("1", "1999-05-01", GSPC_OR_AQIM, "AQIM"),
        event("2", "2007-01-23", GSPC_OR_AQIM, "AQIM"),
        event("3", "2007-01-24", GSPC_OR_AQIM, "AQIM", adm_1="Kidal region"),
        event("4", "2018-02-03", JNIM, "JNIM", where_coordinates="Kidal town"),
        event("5", "2018-02-04", "99999", "Nobody's Band", where_prec="4"),
        row(
            id="6", type_of_violence="3", side_a="JNIM", side_a_new_id=JNIM, side_b="Civilians",
            side_b_new_id="9999", gwnoa="", where_prec="6", source_article="",
            source_office="", source_date="", source_headline="", number_of_sources="-1",
        ),
    ]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "events.csv", sahel())


def test_every_row_of_the_published_excerpt_becomes_one_incident_and_no_death_is_lost(
    empty_store: Store,
) -> None:
    rows = excerpt()
    summary = load_file(EXCERPT, empty_store)
    assert (summary.rows, summary.rejected) == (len(rows), 0)
    assert (summary.counts.created, summary.counts.unchanged) == (len(rows), 0)
    wanted: dict[str, Counter[str]] = {"year": Counter(), "country": Counter(), "side": Counter()}
    for cells in rows:
        deaths = int(cells["best"])
        wanted["year"][cells["date_start"][:4]] += deaths
        wanted["country"][cells["country"]] += deaths
        for side in "ab":
            if cells[f"side_{side}"] != "Civilians":
                wanted["side"][cells[f"side_{side}_new_id"]] += deaths
    found: dict[str, Counter[str]] = {"year": Counter(), "country": Counter(), "side": Counter()}
    countries = {"MM": "Myanmar (Burma)", "BD": "Bangladesh"}
    for line in empty_store.read(
        "MATCH (i:Incident) OPTIONAL MATCH (i)-[r:INVOLVED|PERPETRATED_BY]->(:Group) "
        "RETURN i.id AS id, i.firstDay AS day, i.country AS country, i.fatalitiesBest AS deaths, "
        "collect(r.endRecord) AS records"
    ):
        found["year"][str(line["day"])[:4]] += line["deaths"]
        found["country"][countries[line["country"]]] += line["deaths"]
        for record in line["records"]:
            found["side"][record.removeprefix("ucdp:actor:")] += line["deaths"]
    assert found == wanted


def test_loading_the_same_file_again_changes_nothing(empty_store: Store, file: Path) -> None:
    load_file(file, empty_store)
    before = everything(empty_store)
    again = load_file(file, empty_store)
    assert (again.counts.unchanged, again.counts.changed) == (6, False)
    assert everything(empty_store) == before


def test_a_new_release_leaves_the_graph_that_it_alone_would_have_made(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    rows = sahel()
    del rows[4]
    rows[0] |= {"best": "9", "side_b": "AQIM", "where_coordinates": "Tessalit town"}
    rows[2] |= {"date_start": "2006-12-31", "date_end": "2006-12-31"}
    rows.append(row(id="7", source_article='"Elsewhere,2020-01-01,News"'))
    write_rows(file, rows)
    summary = load_file(file, empty_store)
    counts = summary.counts
    assert (counts.created, counts.updated, counts.unchanged, counts.retired) == (1, 2, 3, 1)
    changed = everything(empty_store)
    load_file(file, cleared(empty_store))
    assert changed == everything(empty_store)


@pytest.mark.parametrize("dossier_first", [True, False])
def test_an_event_belongs_to_whom_its_actor_was_on_that_day(
    empty_store: Store, file: Path, dossier_first: bool
) -> None:
    if dossier_first:
        load(Dossier.find("jnim"), empty_store, "test")
    load_file(file, empty_store)
    if not dossier_first:
        load(Dossier.find("jnim"), empty_store, "test")
    rows = empty_store.read(
        "MATCH (i:Incident {dataset: 'ucdp-ged'})-[r:INVOLVED|PERPETRATED_BY]->(g:Group) "
        "WHERE coalesce(r.side, '') <> 'a' RETURN i.id AS id, g.id AS who, type(r) AS kind "
        "ORDER BY id"
    )
    assert [(line["id"], line["who"], line["kind"]) for line in rows] == [
        ("ucdp-ged:1", "gspc", "INVOLVED"),
        ("ucdp-ged:2", "gspc", "INVOLVED"),
        ("ucdp-ged:3", "aqim", "INVOLVED"),
        ("ucdp-ged:4", "jnim", "INVOLVED"),
        ("ucdp-ged:5", "ucdp:actor:99999", "INVOLVED"),
        ("ucdp-ged:6", "jnim", "PERPETRATED_BY"),
    ]


def test_the_order_of_loading_makes_no_difference(empty_store: Store, file: Path) -> None:
    load(Dossier.find("jnim"), empty_store, "test")
    load_file(file, empty_store)
    dossier_first = everything(empty_store)
    load_file(file, cleared(empty_store))
    load(Dossier.find("jnim"), empty_store, "test")
    events_first = everything(empty_store)
    assert events_first[0] == dossier_first[0]
    assert events_first[1] == dossier_first[1]


def test_taking_the_identities_back_gives_the_events_back_to_the_record(
    empty_store: Store, file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "jnim-copy"
    shutil.copytree(Dossier.find("jnim").folder, folder)
    load_file(file, empty_store)
    alone = everything(empty_store)
    load(Dossier(folder), empty_store, "test")
    assert everything(empty_store) != alone
    for table in folder.glob("*.csv"):
        table.write_text(table.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    load(Dossier(folder), empty_store, "test", replace=True)
    assert everything(empty_store) == alone


def test_a_group_that_nobody_has_identified_is_there_as_its_publisher_names_it(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    found = node(empty_store, "ucdp:actor:99999")
    assert found["fullName"] == "Nobody's Band"
    assert found["inferred"] is True
    assert found["statedBy"] == ["derived"]


def test_a_dry_run_tells_what_would_change_and_changes_nothing(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    rows = sahel()
    rows[0] |= {"best": "7"}
    del rows[1]
    write_rows(file, [*rows, row(id="8")])
    before = everything(empty_store)
    dry = load_file(file, empty_store, dry_run=True)
    assert everything(empty_store) == before
    assert dry.counts == load_file(file, empty_store).counts
    assert (dry.counts.created, dry.counts.updated, dry.counts.retired) == (1, 1, 1)


def test_a_dry_run_needs_no_graph(file: Path) -> None:
    assert load_file(file, NoGraph(), dry_run=True).counts.created == 6


def test_rows_that_cannot_be_read_are_listed_and_the_others_are_loaded(
    empty_store: Store, file: Path
) -> None:
    rows = sahel()
    rows[1] |= {"latitude": "91"}
    rows[3] |= {"date_start": "yesterday"}
    write_rows(file, rows)
    summary = load_file(file, empty_store)
    assert (summary.counts.created, summary.rejected) == (4, 2)
    with file.with_suffix(".rejects.csv").open(encoding="utf-8", newline="") as rejects:
        listed = list(csv.DictReader(rejects))
    assert [(one["rejected_line"], one["rejected_column"]) for one in listed] == [
        ("3", "latitude"),
        ("5", "date_start"),
    ]
    assert all(one["rejected_reason"].endswith(".") for one in listed)
    assert listed[0]["side_b"] == "AQIM"


def test_a_rejects_file_that_was_mended_can_be_loaded_and_takes_nothing_away(
    empty_store: Store, file: Path, tmp_path: Path
) -> None:
    rows = [row(id=str(number)) for number in range(100, 160)]
    rows[7] |= {"longitude": "-200"}
    load_file(write_rows(file, rows), empty_store)
    mended = tmp_path / "mended.csv"
    text = file.with_suffix(".rejects.csv").read_text("utf-8").replace("-200", "-2")
    mended.write_text(text, "utf-8")
    summary = load_file(mended, empty_store)
    assert (summary.counts.created, summary.counts.retired, summary.kept) == (1, 0, 59)
    assert empty_store.read("MATCH (i:Incident) RETURN count(i) AS n") == [{"n": 60}]


def in_another_layout(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same events as another release prints them."""
    written = []
    for cells in rows:
        kept = {name: cells[name] for name in COLUMNS_42}
        for column in ("date_start", "date_end"):
            day = date.fromisoformat(cells[column])
            kept[column] = f"{day.month}/{day.day}/{day.year} 12:00:00 AM"
        kept["best"] += ".0"
        kept["gwnob"] = kept["gwnob"] or "NaN"
        written.append(kept)
    return written


def test_a_release_that_only_writes_its_rows_differently_changes_nothing(
    empty_store: Store, file: Path
) -> None:
    load_file(write_rows(file, in_another_layout(sahel())), empty_store)
    alone = everything(empty_store)
    load_file(write_rows(file, sahel()), cleared(empty_store))
    write_rows(file, in_another_layout(sahel()))
    dry = load_file(file, empty_store, dry_run=True)
    summary = load_file(file, empty_store)
    for counts in (dry.counts, summary.counts):
        assert (counts.unchanged, counts.changed) == (6, False)
    # From now on its rows are known as they stand.
    assert everything(empty_store) == alone


def test_a_release_that_writes_its_rows_differently_changes_what_has_changed(
    empty_store: Store, file: Path
) -> None:
    load_file(write_rows(file, sahel()), empty_store)
    rows = in_another_layout(sahel())
    del rows[1]
    rows[2] |= {"best": "4"}
    rows.append({**rows[0], "id": rows[0]["id"] + ".0"})
    write_rows(file, rows)
    dry = load_file(file, empty_store, dry_run=True)
    summary = load_file(file, empty_store)
    for told in (dry, summary):
        counts = told.counts
        assert (counts.created, counts.updated, counts.unchanged, counts.retired) == (0, 1, 4, 1)
        # The last row has the id of the first.
        assert told.rejected == 1
    changed = everything(empty_store)
    load_file(file, cleared(empty_store))
    assert changed == everything(empty_store)


def test_what_lies_beyond_the_countries_and_the_time_of_a_file_stays(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    in_niger = [row(id=f"9{n}", country="Niger", date_start=f"2018-0{n}-01",
                    date_end=f"2018-0{n}-01") for n in range(1, 5)]  # fmt: skip
    summary = load_file(write_rows(file, in_niger), empty_store)
    assert (summary.counts.created, summary.counts.retired) == (4, 0)
    assert (summary.beyond, summary.kept) == (6, 0)
    # Of the same time and country one is gone, and so it was withdrawn.
    summary = load_file(write_rows(file, in_niger[:1] + in_niger[2:]), empty_store)
    assert (summary.counts.unchanged, summary.counts.retired, summary.beyond) == (3, 1, 6)
    summary = load_file(write_rows(file, in_niger[:1]), empty_store, replace=True)
    assert (summary.counts.retired, summary.beyond) == (8, 0)


def test_the_candidate_events_of_a_month_leave_those_of_the_month_before(
    empty_store: Store, file: Path
) -> None:
    for month, count in ((1, 9), (2, 12), (3, 12)):
        days = [f"2021-{month:02d}-{day:02d}" for day in range(1, count + 1)]
        rows = [row(id=f"{month}{at}", date_start=day, date_end=day)
                for at, day in enumerate(days)]  # fmt: skip
        counts = load_file(write_rows(file, rows), empty_store).counts
        assert (counts.created, counts.retired) == (count, 0)


def test_the_candidate_events_of_a_month_given_out_again_lose_those_that_were_withdrawn(
    empty_store: Store, file: Path
) -> None:
    def month(number: int, *days: int) -> list[dict[str, str]]:
        dates = [(f"{number}{day}", f"2021-{number:02d}-{day:02d}") for day in days]
        return [row(id=key, date_start=day, date_end=day) for key, day in dates]

    load_file(write_rows(file, month(1, *range(1, 29))), empty_store)
    load_file(write_rows(file, month(2, *range(1, 29))), empty_store)
    # The first and the last day of a month are as much of it as any other.
    summary = load_file(write_rows(file, month(2, *range(2, 28))), empty_store)
    assert (summary.counts.unchanged, summary.counts.retired) == (26, 2)
    assert (summary.beyond, summary.kept) == (28, 0)


def test_the_edges_of_a_release_belong_to_it(empty_store: Store, file: Path) -> None:
    days = [f"2021-{month:02d}-15" for month in range(1, 13) for _ in range(3)]
    rows = [row(id=f"9{at}", date_start=day, date_end=day) for at, day in enumerate(days)]
    load_file(write_rows(file, rows), empty_store)
    # All events of January and of December were withdrawn, and these are few of the year.
    summary = load_file(write_rows(file, rows[3:-3]), empty_store)
    assert (summary.counts.retired, summary.beyond, summary.kept) == (6, 0, 0)
    # Whoever loads the spring alone has not withdrawn the rest.
    summary = load_file(write_rows(file, rows[6:12]), empty_store)
    assert (summary.counts.retired, summary.beyond, summary.kept) == (0, 24, 0)


@pytest.mark.parametrize(("damage", "lacking"), [("no id", 1), ("cut short", 2)])
def test_where_it_cannot_be_told_whose_a_row_is_nothing_is_taken_for_withdrawn(
    empty_store: Store, file: Path, damage: str, lacking: int
) -> None:
    load_file(file, empty_store)
    rows = sahel()
    if damage == "no id":
        rows[2] |= {"id": ""}
        write_rows(file, rows)
    else:
        text = write_rows(file, [rows[0], rows[4], rows[5], rows[1]]).read_text("utf-8")
        file.write_text(text.rstrip()[:-80], "utf-8")
    for dry_run in (True, False):
        summary = load_file(file, empty_store, dry_run=dry_run)
        assert (summary.rejected, summary.counts.retired) == (1, 0)
        assert summary.kept == lacking
        assert "could not be read" in summary.why_kept
    assert load_file(file, empty_store, replace=True).counts.retired == lacking


def reports(store: Store) -> set[str]:
    rows = store.read("MATCH (s:Source) WHERE s.id STARTS WITH 'report:' RETURN s.id AS id")
    return {str(row["id"]) for row in rows}


def test_what_another_dataset_states_too_stays_as_the_other_states_it(
    empty_store: Store, file: Path, tmp_path: Path
) -> None:
    """The dossier states some places and records of the rows that are withdrawn."""
    load(Dossier.find("jnim"), empty_store, "test")
    rows = sahel()
    kept = write_rows(tmp_path / "kept.csv", rows[:1])
    load_file(kept, empty_store)
    alone = everything(empty_store)
    load(Dossier.find("jnim"), cleared(empty_store), "test")
    load_file(file, empty_store)
    assert reports(empty_store)
    load_file(kept, empty_store, replace=True)
    assert everything(empty_store) == alone


def test_a_dataset_that_has_no_events_left_is_no_source_either(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    assert node(empty_store, "ucdp-ged")["kind"] == "dataset"
    other = write_rows(file, [row(id="9", country="Niger")])
    load_file(other, empty_store, replace=True)
    load(Dossier.find("jnim"), empty_store, "test")
    empty_store.write([("MATCH (i:Incident {id: 'ucdp-ged:9'}) DETACH DELETE i", {})])
    retire_orphans(empty_store, "ucdp-ged", Identities())
    left = empty_store.read("MATCH (n) WHERE 'ucdp-ged' IN n.statedBy RETURN n.id AS id")
    assert left == []


def test_an_incident_whose_row_can_no_longer_be_read_stays_as_it_was(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    before = node(empty_store, "ucdp-ged:2")
    rows = sahel()
    rows[1] |= {"best": "two"}
    summary = load_file(write_rows(file, rows), empty_store)
    assert (summary.rejected, summary.counts.retired) == (1, 0)
    assert node(empty_store, "ucdp-ged:2") == before


def test_what_most_of_a_file_lacks_is_retired_only_when_it_is_asked_for(
    empty_store: Store, file: Path
) -> None:
    rows = [row(id=str(number)) for number in range(100, 160)]
    load_file(write_rows(file, rows), empty_store)
    write_rows(file, rows[:5])
    assert load_file(file, empty_store).kept == 55
    summary = load_file(file, empty_store, replace=True)
    assert (summary.counts.retired, summary.kept) == (55, 0)


@pytest.mark.parametrize("again", [False, True])
def test_of_two_rows_with_one_id_the_first_is_kept(
    empty_store: Store, file: Path, again: bool
) -> None:
    rows = sahel()
    write_rows(file, [*rows, {**rows[0], "best": "99"}, rows[1]])
    summary = load_file(file, empty_store)
    if again:
        summary = load_file(file, empty_store)
    assert summary.rejected == 2
    assert node(empty_store, "ucdp-ged:1")["fatalitiesBest"] == 2


def test_an_incident_that_another_dataset_refers_to_is_not_retired(
    empty_store: Store, file: Path
) -> None:
    load_file(file, empty_store)
    empty_store.write(
        [
            (
                "MATCH (i:Incident {id: 'ucdp-ged:5'}) CREATE (t:Tally {id: 't', name: 't', "
                "statedBy: ['dossier:mine']}) CREATE (i)-[:COUNTED_IN {id: 'c', "
                "statedBy: ['dossier:mine']}]->(t)",
                {},
            )
        ]
    )
    rows = sahel()
    del rows[4]
    write_rows(file, rows)
    for dry_run in (True, False):
        summary = load_file(file, empty_store, dry_run=dry_run)
        assert (summary.counts.retired, summary.held) == (0, 1)
    assert node(empty_store, "ucdp-ged:5")["id"] == "ucdp-ged:5"


def test_a_packed_file_gives_the_same_graph(empty_store: Store, file: Path) -> None:
    load_file(file, empty_store)
    plain = everything(empty_store)
    packed = file.with_suffix(".csv.gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    load_file(packed, cleared(empty_store))
    assert everything(empty_store) == plain


def test_an_incident_that_two_datasets_tell_is_proposed_as_a_match_and_stays_two(
    empty_store: Store, file: Path
) -> None:
    same = row(
        id="50", date_start="2019-07-22", date_end="2019-07-22", side_b="JNIM", best="0",
        side_b_new_id=JNIM, latitude="16.25", longitude="-0.01",
    )  # fmt: skip
    elsewhere = {**same, "id": "51", "latitude": "12.6", "longitude": "-8"}
    write_rows(file, [same, elsewhere])
    load(Dossier.find("jnim"), empty_store, "test")
    load_file(file, empty_store)
    found = question("matches").ask(empty_store, {"group": "jnim", "asOf": "2020"}).rows
    pairs = {(line["incidentId"], line["otherId"]): line for line in found}
    assert {other for _, other in pairs} == {"ucdp-ged:50"}
    gao = pairs["inc-2019-07-22-gao-a", "ucdp-ged:50"]
    assert (gao["days"], gao["groups"]) == (0, "same")
    assert gao["speaksFor"] >= 2
    counted = question("counts").ask(empty_store, {"by": "dataset", "asOf": "2020"}).rows
    assert {line["value"] for line in counted} == {"dossier:jnim", "ucdp-ged"}


def rows_made() -> Iterator[tuple[str, dict[str, Any]]]:
    """The label or type and the properties of every row that the excerpt becomes."""
    facts = EventFacts("ucdp-ged", "t", "p", Identities())
    made = facts.make(Told(FORMAT.event(cells), "0" * 16, "1" * 16) for cells in excerpt())
    for incident in made.incidents:
        yield "Incident", incident["properties"]
    for report in made.reports:
        yield "Source", report
    for (kind, _), rows in made.owned.items():
        for found in rows:
            yield kind, found["properties"]


def test_rows_written_without_the_model_are_rows_of_the_model() -> None:
    seen = set()
    for name, properties in rows_made():
        declared = NODES.get(name) or RELATIONSHIPS[name]
        own = {key: value for key, value in properties.items() if key not in BOOKKEEPING}
        assert own.keys() <= property_types(declared).keys(), name
        ends: dict[str, Any] = {}
        if name in RELATIONSHIPS:
            ends = {"start": "a", "end": "b", "start_label": RELATIONSHIPS[name].START[0]}
            ends["start_label"] = "Incident"
        assert declared.model_validate({**own, **ends}).properties() == own
        seen.add(name)
    assert seen == {
        "Incident",
        "Source",
        "OCCURRED_AT",
        "REPORTED_BY",
        "INVOLVED",
        "PERPETRATED_BY",
    }
