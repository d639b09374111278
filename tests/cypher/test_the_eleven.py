"""The eleven attacks that the seed report counts: the graph gives every figure that it prints.

The report prints counts and no list. ``counted_in.csv`` marks the incidents that the count counts
(``yes``), probably counts (``likely``) or was found not to count (``no``).
"""

from __future__ import annotations

from typing import Any

import pytest

from graphq.cypher.ask.catalog import questions
from graphq.graph.store import Store
from tests.cypher.jnim_tables import table

TALLY, REPORT, AS_OF = "tal-001", "ctg-2019-jnim-mali", "2019-08-31"


def counts(store: Store, by: str, **given: Any) -> dict[str, int]:
    answer = questions()["counts"].ask(
        store, {"countedIn": TALLY, "by": by, "asOf": AS_OF, **given}
    )
    return {str(row["value"]): row["incidents"] for row in answer.rows}


def test_the_report_counts_eleven_attacks_seven_in_mali_and_four_in_burkina_faso(
    jnim_store: Store,
) -> None:
    assert counts(jnim_store, "total") == {"all": 11}
    assert counts(jnim_store, "country") == {"ML": 7, "BF": 4}


def test_the_months(jnim_store: Store) -> None:
    assert counts(jnim_store, "month") == {"2019-01": 6, "2019-03": 2, "2019-04": 1, "2019-07": 2}


def test_the_provinces_of_burkina_faso(jnim_store: Store) -> None:
    assert counts(jnim_store, "admin2", country="Burkina Faso") == {
        "Soum": 2, "Kossi": 1, "Kompienga": 1,
    }  # fmt: skip


def test_the_regions_of_mali(jnim_store: Store) -> None:
    assert counts(jnim_store, "admin1", country="Mali") == {
        "Gao": 3, "Mopti": 2, "Koulikoro": 1, "Kidal": 1,
    }  # fmt: skip


def test_all_three_of_gao_were_suicide_vehicles_with_an_assault(jnim_store: Store) -> None:
    both = ["suicide-vehicle-bomb", "armed-assault"]
    assert counts(jnim_store, "total", admin1="Gao") == {"all": 3}
    assert counts(jnim_store, "total", admin1="Gao", tactic=both) == {"all": 3}


def test_one_road_device(jnim_store: Store) -> None:
    assert counts(jnim_store, "total", tactic="ied") == {"all": 1}
    assert counts(jnim_store, "tactic")["ied"] == 1


def test_two_on_22_july(jnim_store: Store) -> None:
    assert counts(jnim_store, "day")["2019-07-22"] == 2


def test_every_one_of_them_is_laid_to_jnim(jnim_store: Store) -> None:
    assert counts(jnim_store, "group") == {"JNIM": 11}
    assert counts(jnim_store, "total", group="jnim") == {"all": 11}


def test_those_marked_no_are_left_out_and_those_marked_likely_are_not(jnim_store: Store) -> None:
    marks = {
        row["incident_id"]: row["certainty"]
        for row in table("counted_in")
        if row["tally_id"] == TALLY
    }
    given = {"countedIn": TALLY, "asOf": AS_OF}
    rows = questions()["incidents"].ask(jnim_store, given).rows
    assert sorted(row["incidentId"] for row in rows) == sorted(
        key for key, mark in marks.items() if mark in ("yes", "likely")
    )
    assert "no" in marks.values()


PUBLISHED = [
    row
    for row in table("tallies")
    if row["source"] == REPORT
    and row["unit"] == "attacks"
    and row["count"]
    and row["dimension"] in ("country", "admin1", "admin2", "month", "day", "total")
]


def test_there_are_published_counts_of_every_dimension_that_can_be_asked() -> None:
    assert {row["dimension"] for row in PUBLISHED} == {
        "country", "admin1", "admin2", "month", "day", "total",
    }  # fmt: skip


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda row: f"{row['id']}-{row['value']}")
def test_a_published_count_is_the_count_of_the_graph(
    jnim_store: Store, published: dict[str, str]
) -> None:
    found = counts(
        jnim_store,
        published["dimension"],
        group=published["group_id"],
        fromDate=published["date_from"],
        toDate=published["date_to"],
    )
    # A count of nothing is printed by the report and has no row in an answer.
    assert found.get(published["value"], 0) == int(published["count"])


def test_the_regions_named_without_a_number_are_among_those_found(jnim_store: Store) -> None:
    named = {
        row["value"]
        for row in table("tallies")
        if row["source"] == REPORT and row["dimension"] == "admin1"
    }
    assert named == set(counts(jnim_store, "admin1", country="ML"))


def test_the_eleven_were_all_over_by_the_end_of_july(jnim_store: Store) -> None:
    before = counts(jnim_store, "total", toDate="2019-07-21")
    assert before == {"all": 9}
    assert counts(jnim_store, "total", toDate="2019-07-31") == {"all": 11}


def test_nobody_had_counted_the_eleven_before_the_report_came_out(jnim_store: Store) -> None:
    assert counts(jnim_store, "total", asOf="2019-07-31") == {}
    assert counts(jnim_store, "total", asOf="2019-08-01") == {"all": 11}
