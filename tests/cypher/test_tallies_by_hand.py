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
    load(dossier(tmp_path, "mine", *tallies, incidents=spanning()), empty_store, "test")
    load(dossier(tmp_path, "empty", tally("alone"), incidents=[]), empty_store, "test")
    found = ask(empty_store, "reconcile")
    assert {key: one["counted"] for key, one in found.items()} == {
        "within": 0, "after": None, "elsewhere": None, "others": None, "alone": None,
    }  # fmt: skip
    assert found["within"]["explanation"] is None
    assert found["after"]["explanation"] == (
        "the incidents of its dataset reach from 2019-01-01 to 2019-12-31"
    )
    assert found["elsewhere"]["explanation"] == "its dataset has no incident in TG"
    assert found["others"]["explanation"] == "its dataset has no incident by Blues"
    assert found["alone"]["explanation"] == "its dataset has no incident here"
    assert found["within"]["heldAgainst"] == "dossier:mine"
    assert found["alone"]["heldAgainst"] is None


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
