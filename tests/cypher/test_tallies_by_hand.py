"""Counts of one dossier are held against its own record, as far as that reaches."""

from __future__ import annotations

from pathlib import Path

from graphq.graph.store import Store
from graphq.ingest.pipeline import load
from tests.cypher.test_published_counts_by_hand import ask, dossier
from tests.ingest.event_files import load_file, write_rows
from tests.ingest.tables import incident, tally
from tests.ingest.ucdp_rows import row

INSIDE = ("2019-01-01", "2019-12-31")


def spanning(*more: dict[str, str]) -> list[dict[str, str]]:
    """Incidents at both ends of a record, and others."""
    ends = [incident(f"inc-{day}", date=day) for day in INSIDE]
    return [*ends, *more]


def test_none_found_is_nought_within_the_record_and_blank_beyond_it(
    empty_store: Store, tmp_path: Path
) -> None:
    tallies = [
        tally("within", group_id="reds", date_from="2019-05", date_to="2019-05"),
        tally("after", group_id="reds", date_from="2020", date_to="2020"),
        tally("elsewhere", group_id="reds", dimension="country", value="TG"),
        tally("others", group_id="blues"),
    ]
    load(dossier(tmp_path, "mine", *tallies, incidents=spanning(), reach=[]), empty_store, "test")
    load(dossier(tmp_path, "empty", tally("alone"), incidents=[]), empty_store, "test")
    found = ask(empty_store, "reconcile")
    assert {key: one["counted"] for key, one in found.items()} == {
        "within": 0, "after": None, "elsewhere": None, "others": None, "alone": None,
    }  # fmt: skip
    assert found["within"]["explanation"] is None
    assert found["after"]["explanation"] == (
        "the record of its dataset reaches from 2019-01-01 to 2019-12-31"
    )
    assert found["elsewhere"]["explanation"] == "its dataset has no incident in TG"
    assert found["others"]["explanation"] == "its dataset has no incident by Blues"
    assert found["alone"]["explanation"] == "its dataset has no incident here"
    assert found["within"]["heldAgainst"] == "dossier:mine"
    assert found["alone"]["heldAgainst"] is None


def test_none_found_is_nought_as_far_as_its_dataset_says_that_it_reaches(
    empty_store: Store, tmp_path: Path
) -> None:
    tallies = [tally(key, date_from=key, date_to=key) for key in ("2018-12", "2020-05", "2020-07")]
    reach = [{"from": "2019-01", "to": "2020-06"}]
    made = dossier(tmp_path, "mine", *tallies, incidents=spanning(), reach=reach)
    load(made, empty_store, "test")
    found = ask(empty_store, "reconcile")
    assert {key: one["counted"] for key, one in found.items()} == {
        "2018-12": None, "2020-05": 0, "2020-07": None,
    }  # fmt: skip
    reached = "the record of its dataset reaches from 2019-01-01 to "
    assert found["2020-07"]["explanation"] == reached + "2020-06-30"
    assert ask(empty_store, "reconcile", "2020-05-31")["2018-12"]["explanation"] == (
        reached + "2020-05-31"
    )


def test_a_unit_is_counted_however_it_is_spelled_and_not_with_another_of_its_name(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = [
        incident(f"inc-{key}", country_iso2=key[:2].upper(), admin1=unit, admin2=district,
                 perpetrator_group_id=group)
        for key, unit, district, group in (
            ("ml-1", "Centre-Nord", "Bam", "reds"), ("ml-2", "CENTRE NORD region", "BAM", "reds"),
            ("sl-1", "Northern", "", "reds"), ("lk-1", "Northern Province", "", "reds"),
            ("lk-2", "Northern", "", "blues"),
        )
    ]  # fmt: skip
    of_unit = {"dimension": "admin1"}
    tallies = [
        tally("spelled", value="Centre nord", **of_unit),
        tally("district", dimension="admin2", value="Bam Province"),
        tally("two", value="Northern", group_id="reds", **of_unit),
        tally("one", value="Northern", group_id="blues", **of_unit),
        tally("named", value="loc-lk-northern", **of_unit),
    ]
    load(dossier(tmp_path, "mine", *tallies, incidents=rows), empty_store, "test")
    found = ask(empty_store, "reconcile")
    assert {key: one["counted"] for key, one in found.items()} == {
        "spelled": 2, "district": 2, "two": None, "one": 1, "named": 2,
    }  # fmt: skip
    assert found["two"]["explanation"] == (
        "units of this name are loc-lk-northern, loc-sl-northern; which of them it counts is not "
        "told"
    )


def test_beside_a_sum_stands_what_it_leaves_out(empty_store: Store, tmp_path: Path) -> None:
    rows = [
        incident("inc-1", date="2019-01-02", fatalities_high="7"),
        incident("inc-2", date="2019-02-02", fatalities_best="0", fatalities_low="0"),
        incident("inc-3", date="2019-03-02", fatalities_low="2", fatalities_high="3"),
        incident("inc-4", date="2019", date_precision="year", fatalities_best="5"),
    ]
    tallies = [
        tally("all", unit="killed"),
        tally("winter", unit="killed", date_from="2019-01", date_to="2019-02"),
        tally("attacks", date_from="2019-01", date_to="2019-03"),
        tally("wounded", unit="wounded"),
    ]
    load(dossier(tmp_path, "mine", *tallies, incidents=rows), empty_store, "test")
    found = ask(empty_store, "reconcile")
    assert {key: (one["counted"], one["explanation"]) for key, one in found.items()} == {
        "all": (5, "2 of the 4 have no official or last figure (2 to 10 reported)"),
        "winter": (5, "1 of the 3 have no official or last figure (up to 7 reported); of 1 the "
                   "date does not tell whether it was after the time counted"),
        "attacks": (4, "of 1 the date does not tell whether it was after the time counted"),
        "wounded": (None, "no figure is on record here"),
    }  # fmt: skip


def test_a_word_in_one_dossier_takes_no_count_of_another_away(
    empty_store: Store, tmp_path: Path
) -> None:
    by_raid = {"dimension": "tactic", "value": "ied", "group_id": "reds"}
    load(
        dossier(tmp_path, "mine", tally("mine-ied", **by_raid), incidents=[incident()]),
        empty_store,
        "test",
    )
    other = incident("inc-other", tactic="complex")
    load(
        dossier(tmp_path, "others", tally("others-ied", **by_raid), incidents=[other]),
        empty_store,
        "test",
    )
    assert set(ask(empty_store, "reconcile")) == {"mine-ied"}
    assert set(ask(empty_store, "figures")) >= {"others-ied"}
    assert "mine-ied" not in ask(empty_store, "figures")


def test_a_sum_of_deaths_says_what_other_datasets_have_and_not_that_there_is_nothing(
    empty_store: Store, tmp_path: Path
) -> None:
    deaths = tally("deaths", group_id="reds", count="30", unit="battle-related deaths, best")
    load(dossier(tmp_path, "mine", deaths), empty_store, "test")
    assert ask(empty_store, "figures")["deaths"]["explanation"].startswith("no event of that time")
    assert ask(empty_store, "figures")["deaths"]["heldAgainst"] is None
    day = {"date_start": "2019-03-01", "date_end": "2019-03-01"}
    rows = [row(id=key, side_b="Reds", side_b_new_id="202", **day) for key in "12"]
    load_file(write_rows(tmp_path / "ged.csv", rows), empty_store)
    found = ask(empty_store, "figures")["deaths"]
    assert found["explanation"] == (
        "of that time, and tied to Reds, other datasets have ucdp-ged 2 events with 4 deaths; "
        "which of them make it up is not told"
    )
    assert (found["heldAgainst"], found["counted"]) == ("ucdp-ged", None)


def test_the_marks_of_a_total_are_not_taken_for_those_of_a_part_that_they_do_not_make_up(
    empty_store: Store, tmp_path: Path
) -> None:
    tallies = [
        tally("total", group_id="reds", count="2"),
        tally("part", group_id="reds", count="1", dimension="admin1", value="Gao"),
        tally("whole", group_id="reds", count="2", dimension="country", value="ML"),
    ]
    marks = [
        {"incident_id": f"inc-{day}", "tally_id": "total", "certainty": "yes"} for day in INSIDE
    ]
    load(
        dossier(tmp_path, "mine", *tallies, incidents=spanning(), counted_in=marks),
        empty_store,
        "test",
    )
    found = ask(empty_store, "reconcile")
    both = {key: (one["marked"], one["onlyThere"]) for key, one in found.items()}
    assert both == {"total": (2, 0), "part": (None, None), "whole": (2, 0)}
