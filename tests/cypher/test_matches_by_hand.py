"""Pairs found with and without coordinates, what is certain, and what could not be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphq.cypher.ask.catalog import question
from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from graphq.ingest.sources.dossier.dossier import Dossier
from tests.ingest.event_files import load_file, write_rows
from tests.ingest.tables import claim, good, incident, write_dossier
from tests.ingest.ucdp_rows import row

GAO = "inc-2019-07-22-gao"
MINE = f"mine/{GAO}"
"""Its id in the graph."""


def matches(store: Store, **given: Any) -> list[dict[str, Any]]:
    return question("matches").ask(store, {"dataset": "dossier:mine", "asOf": "2025", **given}).rows


def mine(folder: Path, *incidents: dict[str, str], **tables: list[dict[str, str]]) -> Dossier:
    rows = good() | {"incidents": list(incidents), "counted_in": [], "claims": [], "matches": []}
    return Dossier(write_dossier(folder / "mine", rows | tables))


def ged(folder: Path, *rows: dict[str, str]) -> Path:
    return write_rows(folder / "ged.csv", rows)


def told(key: str, **cells: str) -> dict[str, str]:
    day = cells.pop("day", "2019-07-22")
    return row(
        id=key, side_b="Reds", side_b_new_id="202", **{"date_start": day, "date_end": day, **cells}
    )


def test_pairs_are_found_with_coordinates_and_without_by_place_unit_day_and_who(
    empty_store: Store, tmp_path: Path
) -> None:
    at = {"lat": "16.27", "lon": "-0.04", "coord_source": "press", "geo_precision": "near"}
    rows = [
        incident(GAO, fatalities_best="2"),
        incident("inc-at", date="2019-08-01", fatalities_best="2", **at),
        incident("inc-elsewhere", date="2019-09-01", location_name="Ansongo"),
    ]
    load(mine(tmp_path, *rows), empty_store, "test")
    load_file(
        ged(
            tmp_path,
            told("1"),
            told("2", day="2019-08-01"),
            told("3", day="2019-09-01", where_coordinates="Kidal town", adm_1="Kidal"),
            told("4", country="Niger", adm_1="Niamey", where_coordinates="Niamey town"),
        ),
        empty_store,
    )  # fmt: skip
    found = {(pair["incidentId"], pair["otherId"]): pair for pair in matches(empty_store)}
    assert set(found) == {(MINE, "ucdp-ged:1"), ("mine/inc-at", "ucdp-ged:2")}
    assert {pair["standing"] for pair in found.values()} == {"likely"}
    assert found[MINE, "ucdp-ged:1"]["km"] is None
    assert found["mine/inc-at", "ucdp-ged:2"]["km"] == 0
    assert "+ the same group" in found[MINE, "ucdp-ged:1"]["reasons"]
    assert found[MINE, "ucdp-ged:1"]["killed"] == "2 and 2"
    assert found[MINE, "ucdp-ged:1"]["sources"][0] == "mine/press"
    every = {(pair["incidentId"], pair["otherId"]) for pair in matches(empty_store, least=0)}
    assert every == {*found, ("mine/inc-elsewhere", "ucdp-ged:3")}


def test_what_a_publisher_lists_as_one_is_certain_however_far_apart_it_is_told(
    empty_store: Store, tmp_path: Path
) -> None:
    load(mine(tmp_path, incident(GAO, publisher_ids="ucdp:event:1")), empty_store, "test")
    load_file(ged(tmp_path, told("1", day="2019-10-01")), empty_store)
    (pair,) = matches(empty_store)
    assert (pair["standing"], pair["otherId"]) == ("certain", "ucdp-ged:1")
    assert pair["reasons"][0] == "+ both are told as ucdp:event:1"


def test_a_judgement_is_told_with_who_made_it_and_its_day_only_once_it_was_made(
    empty_store: Store, tmp_path: Path
) -> None:
    judged = {
        "incident_id": GAO, "other_id": "ucdp-ged:1", "verdict": "different",
        "judged_by": "Jane Doe", "judged_on": "2024-05-01", "why": "Two streets.",
    }  # fmt: skip
    load(mine(tmp_path, incident(GAO), matches=[judged]), empty_store, "test")
    load_file(ged(tmp_path, told("1")), empty_store)
    (pair,) = matches(empty_store)
    assert pair["standing"] == "judged different"
    assert pair["judged"] == ["different, by Jane Doe, 2024-05-01: Two streets."]
    (before,) = matches(empty_store, asOf="2020")
    assert before["judged"] == ["different, by Jane Doe"]


def test_who_claimed_it_speaks_for_a_pair_from_the_claim_on(
    empty_store: Store, tmp_path: Path
) -> None:
    claimed = incident(GAO, perpetrator_group_id="", claimed_by_ids="reds")
    said = claim("reds", incident_id=GAO, date="2019-08-05")
    rows = good() | {"incidents": [claimed], "counted_in": [], "matches": [], "claims": [said]}
    load(Dossier(write_dossier(tmp_path / "mine", rows)), empty_store, "test")
    load_file(ged(tmp_path, told("1")), empty_store)
    (pair,) = matches(empty_store, least=0)
    assert "+ the same group" in pair["reasons"]
    (before,) = matches(empty_store, least=0, asOf="2019-08-01")
    assert "+ the same group" not in before["reasons"]
    assert before["score"] < pair["score"]
    assert len(matches(empty_store, least=0, group="reds")) == 1
    assert matches(empty_store, least=0, group="reds", asOf="2019-08-01") == []


def test_what_cannot_be_compared_is_counted_with_the_reason(
    empty_store: Store, tmp_path: Path
) -> None:
    vague = incident("inc-year", date="2019", date_precision="year")
    load(mine(tmp_path, incident(GAO), vague), empty_store, "test")
    load_file(ged(tmp_path, told("1"), told("2", day="2019-05-05")), empty_store)
    *pairs, last = matches(empty_store)
    assert [pair["otherId"] for pair in pairs] == ["ucdp-ged:1"]
    assert (last["incident"], last["standing"]) == ("1 incident", "not compared")
    assert last["reasons"] == ["dated to more than 62 days"]
    assert last["incidentId"] is None


def test_a_dataset_that_tells_one_event_twice_is_held_against_itself(
    empty_store: Store, tmp_path: Path
) -> None:
    load(mine(tmp_path, incident(GAO), incident("inc-again")), empty_store, "test")
    assert matches(empty_store) == []
    (pair,) = matches(empty_store, **{"with": "dossier:mine"})
    assert {pair["incidentId"], pair["otherId"]} == {MINE, "mine/inc-again"}
