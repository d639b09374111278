"""Files of events into a graph, on both engines: first, again, changed, and in any order."""

from __future__ import annotations

import csv
import gzip
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import property_types
from graphq.graph.model.own import BOOKKEEPING
from graphq.graph.store import Store
from graphq.graph.stores.nothing import NoGraph
from graphq.graph.write.identities import Identities
from graphq.ingest.events.facts import EventFacts, Told
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.ucdp.ged import FORMAT
from tests.graph.make import everything, node
from tests.ingest.event_files import JNIM, cleared, load_file, sahel, write_rows
from tests.ingest.ucdp_rows import EXCERPT, excerpt, row


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
    by_change = {one.change: one for one in dry.foreseen}
    assert len(dry.foreseen) == 3
    changed, new, gone = (by_change[change] for change in ("changed", "new", "gone"))
    assert changed.id == f"ucdp-ged:{rows[0]['id']}"
    assert changed.values["fatalitiesBest"][1] == 7
    assert "contentHash" not in changed.values
    assert (new.kind, new.id) == ("Incident", "ucdp-ged:8")
    assert gone.kind == "Incident"


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
    assert (gao["days"], gao["standing"]) == (0, "likely")
    assert "+ the same group" in gao["reasons"]
    counted = question("counts").ask(empty_store, {"by": "dataset", "asOf": "2020"}).rows
    assert {line["value"] for line in counted} == {"dossier:jnim", "ucdp-ged"}


def rows_made() -> Iterator[tuple[str, dict[str, Any]]]:
    """The label or type and the properties of every row that the excerpt becomes."""
    facts = EventFacts("ucdp-ged", "t", "p", Identities())
    made = facts.make(Told(FORMAT.event(cells), "0" * 16, "1" * 16) for cells in excerpt())
    for incident in made.incidents:
        yield "Incident", incident["properties"]
    for report in made.reports:
        yield "Source", report.properties()
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
