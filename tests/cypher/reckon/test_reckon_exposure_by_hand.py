"""`exposure` counts once, weighs and compares what happened near a facility and to its like."""

from __future__ import annotations

from typing import Any

import pytest

from graphq.cypher.reckon.exposure import ATTRIBUTION_WEIGHTS, COARSE_WEIGHT, PLACE_WEIGHTS
from tests.cypher.build import Build

GAO, NEAR_GAO, FAR = (16.25, 0.0), (16.30, 0.05), (12.6, -8.0)
DAY = "2020-01-01"


def exposed(build: Build, **given: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows by scope and lineage."""
    rows = build.ask("exposure", **{"target": "here", "asOf": DAY, **given})
    return {(row["scope"], row["lineage"]): row for row in rows}


def test_an_incident_near_and_one_on_its_like_are_told_apart_and_counted_once(build: Build) -> None:
    build.target("here", at=GAO)
    build.target("beside", at=NEAR_GAO)
    build.target("elsewhere", at=FAR)
    build.incident("near", "2019-06-01", "A", at=NEAR_GAO)
    build.incident("both", "2019-07-01", "A", "beside", at=NEAR_GAO)
    build.incident("like", "2019-08-01", "A", "elsewhere", at=FAR)
    build.incident("neither", "2019-09-01", "A", at=FAR)
    found = exposed(build)
    assert {key: row["incidents"] for key, row in found.items()} == {
        ("near", "everyone"): 2, ("near", "A"): 2, ("like", "everyone"): 2, ("like", "A"): 2,
        ("either", "everyone"): 3, ("either", "A"): 3,
    }  # fmt: skip
    assert found["either", "A"]["incidentIds"] == ["like", "both", "near"]


def test_a_strike_on_the_target_itself_is_near_and_not_its_like(build: Build) -> None:
    build.target("here", at=GAO)
    build.incident("strike", "2019-06-01", "A", "here", precision="admin1", at=FAR)
    found = exposed(build)
    assert found["near", "A"]["incidents"] == 1
    assert found["like", "everyone"]["incidents"] == 0
    assert ("either", "everyone") not in found


def test_a_coarse_place_is_never_near_and_is_told_of(build: Build) -> None:
    build.target("here", at=GAO)
    build.incident("coarse", "2019-06-01", "A", at=GAO, precision="admin1")
    build.incident("older", "2018-06-01", "A", at=GAO, precision="country")
    build.incident("south", "2019-06-01", "A", at=GAO, precision="admin1", admin1="South")
    row = exposed(build)["near", "everyone"]
    assert (row["incidents"], row["value"]) == (0, 0)
    assert row["leftOut"] == [
        "1 incident of these days and 1 of those a year before, in its unit or country, of which "
        "the place is known too coarsely to say whether it was near"
    ]


def test_a_coarse_report_of_a_strike_on_a_facility_whose_place_is_known_is_near(
    build: Build,
) -> None:
    build.target("here", at=GAO)
    build.target("beside", "hotel", at=NEAR_GAO)
    build.incident("strike", "2019-06-01", "A", "beside", precision="admin1")
    row = exposed(build)["near", "everyone"]
    assert (row["incidents"], row["value"], row["leftOut"]) == (1, pytest.approx(0.67), [])


def test_a_coarse_place_is_told_of_where_the_incident_counts_as_the_like(build: Build) -> None:
    build.target("here", at=GAO)
    build.incident("some-airport", "2019-06-01", "A", precision="admin1", target_type="airport")
    found = exposed(build)
    assert found["like", "everyone"]["incidents"] == 1
    assert found["near", "everyone"]["leftOut"][0].startswith("1 incident of these days and 0 of")


def test_a_facility_of_which_the_place_is_coarse_does_not_place_an_incident(build: Build) -> None:
    build.target("here", at=GAO)
    build.target("about", "hotel", at=NEAR_GAO, coordinate_precision_m=30000)
    build.incident("strike", "2019-06-01", "A", "about", precision="admin1")
    row = exposed(build)["near", "everyone"]
    assert row["incidents"] == 0
    assert row["leftOut"][0].startswith("1 incident of these days and 0 of")


@pytest.mark.parametrize(("metres", "told"), [(10_000, 0), (30_000, 1)])
def test_that_the_place_of_the_target_itself_is_coarse_is_told(
    build: Build, metres: int, told: int
) -> None:
    build.target("here", at=GAO, coordinate_precision_m=metres)
    build.incident("strike", "2019-06-01", "A", at=GAO)
    found = exposed(build)["near", "everyone"]["leftOut"]
    assert len(found) == told
    assert all("known to some 30 km only" in one for one in found)


def test_a_group_is_told_as_a_part_only_where_no_way_leads_wholly_into_the_lineage(
    build: Build,
) -> None:
    build.target("here", at=GAO)
    build.change("split", "split", "2018-06-01", ["A"], ["B"], part=["A"])
    build.change("merger", "merger", "2019-03-01", ["A", "B"], ["C"])
    build.incident("of-a", "2018-02-01", "A", "here", at=GAO)
    assert exposed(build)["near", "C"]["groups"] == ["A"]


def test_without_coordinates_only_strikes_on_itself_are_near(build: Build) -> None:
    build.target("here")
    build.incident("strike", "2019-06-01", "A", "here", at=GAO)
    build.incident("perhaps", "2019-06-02", "A", at=GAO)
    row = exposed(build)["near", "everyone"]
    assert row["incidents"] == 1
    assert row["leftOut"][0].startswith("the place of the target itself is not known")
    assert row["leftOut"][1].startswith("1 incident of these days and 0 of those a year before")


def test_an_incident_of_which_only_the_year_is_known_is_in_no_number(build: Build) -> None:
    build.target("here", at=GAO)
    build.incident("some-day", "2019", "A", "here", at=GAO)
    row = exposed(build)["near", "everyone"]
    assert (row["incidents"], row["before"], row["value"]) == (0, 0, 0)
    assert row["leftOut"] == ["1 incident of which no more than the year is known"]


def test_a_change_is_told_where_an_exact_test_finds_one(build: Build) -> None:
    build.target("here", at=GAO)
    for number in range(1, 8):
        build.incident(f"now-{number}", f"2019-0{number}-15", "A", "here", at=GAO)
    build.incident("before", "2018-06-01", "B", "here", at=GAO)
    found = exposed(build)
    everyone = found["near", "everyone"]
    assert (everyone["incidents"], everyone["before"]) == (7, 1)
    assert (everyone["change"], everyone["small"]) == ("no clear change", "")
    assert everyone["chance"] == pytest.approx(0.07, abs=0.001)
    assert found["near", "A"]["change"] == "more"
    assert (found["near", "B"]["change"], found["near", "B"]["small"]) == ("no clear change", "few")
    assert everyone["low"] < 7 < everyone["high"]


def test_the_value_halves_with_every_half_life(build: Build) -> None:
    build.target("here", at=GAO)
    build.incident("old", "2019-01-01", "A", "here", at=GAO, attribution="claimed")
    assert exposed(build)["near", "A"]["value"] == 0.5
    assert exposed(build, halfLifeDays=36500)["near", "A"]["value"] == pytest.approx(0.99)
    assert exposed(build)["near", "A"]["valueBefore"] == 1
    assert exposed(build, asOf="2018-12-31") == {}


@pytest.mark.parametrize("word", ATTRIBUTION_WEIGHTS)
def test_attribution_weighs_in_the_row_of_a_lineage_and_not_in_that_of_everyone(
    build: Build, word: str
) -> None:
    build.target("here", at=GAO)
    build.incident("strike", DAY, "A", "here", at=GAO, attribution=word)
    found = exposed(build)
    assert found["near", "A"]["value"] == ATTRIBUTION_WEIGHTS[word]
    assert found["near", "everyone"]["value"] == 1
    assert exposed(build, attribution=[word])["near", "A"]["incidents"] == 1
    other = next(one for one in ATTRIBUTION_WEIGHTS if one != word)
    assert exposed(build, attribution=[other]) == {}


@pytest.mark.parametrize(
    ("precision", "weight"), [*PLACE_WEIGHTS.items(), ("admin1", COARSE_WEIGHT)]
)
def test_how_exactly_the_place_is_known_weighs(build: Build, precision: str, weight: float) -> None:
    build.target("here", at=GAO)
    build.incident("strike", DAY, at=FAR, target_type="airport", precision=precision)
    assert exposed(build)["like", "nobody named"]["value"] == weight


def test_predecessors_that_passed_wholly_into_a_group_count_with_it(build: Build) -> None:
    build.target("here", at=GAO)
    build.change("merger", "merger", "2019-03-01", ["A", "B"], ["C"], part=["B"])
    build.incident("of-a", "2019-02-01", "A", "here", at=GAO)
    build.incident("of-b", "2019-02-02", "B", "here", at=GAO)
    build.incident("of-b-later", "2019-06-02", "B", "here", at=GAO)
    build.incident("of-c", "2019-07-01", "C", "here", at=GAO)
    found = exposed(build)
    assert {name: found["near", name]["incidents"] for name in ("everyone", "B", "C")} == {
        "everyone": 4, "B": 2, "C": 2,
    }  # fmt: skip
    assert ("near", "A") not in found
    assert (found["near", "C"]["asPart"], found["near", "C"]["groups"]) == (None, ["A"])
    assert found["near", "C"]["partsLeftOut"] == (
        "1 incident by B, of which only a part passed into it; --parts counts them"
    )
    assert found["near", "B"]["partsLeftOut"] is found["near", "everyone"]["partsLeftOut"] is None
    found = exposed(build, parts=True)
    assert {name: found["near", name]["incidents"] for name in ("everyone", "B", "C")} == {
        "everyone": 4, "B": 2, "C": 3,
    }  # fmt: skip
    assert found["near", "C"]["asPart"] == 1
    assert found["near", "C"]["groups"] == ["A", "B (a part of it)"]
    assert found["near", "C"]["partsLeftOut"] is None
    before = exposed(build, asOf="2019-02-28")
    assert {name for scope, name in before if scope == "near"} == {"everyone", "A", "B"}


def test_a_lineage_of_which_there_is_only_the_past_of_a_part_has_no_row(build: Build) -> None:
    build.target("here", at=GAO)
    build.change("split", "split", "2019-06-01", ["A"], ["B"], part=["A"])
    build.incident("of-a", "2019-02-01", "A", "here", at=GAO)
    assert {name for scope, name in exposed(build) if scope == "near"} == {"everyone", "A"}


def test_a_disputed_succession_is_told_of(build: Build) -> None:
    build.target("here", at=GAO)
    build.change("merger", "merger", "2019-03-01", ["A"], ["C"], disputed=["A"])
    build.incident("of-a", "2019-02-01", "A", "here", at=GAO)
    assert exposed(build)["near", "C"]["disputedBy"] == ["press"]
    assert exposed(build)["near", "everyone"]["disputedBy"] == []


def test_what_two_groups_did_together_counts_once_for_everyone_and_once_for_each(
    build: Build,
) -> None:
    build.target("here", at=GAO)
    build.incident("joint", "2019-06-01", ["A", "B"], "here", at=GAO, conflicts="who led it")
    found = exposed(build)
    assert [row["incidents"] for row in found.values() if row["scope"] == "near"] == [1, 1, 1]
    assert found["near", "everyone"]["disputes"] == ["2019-06-01: who led it"]


def test_datasets_counted_together_are_told_of_and_one_can_be_chosen(build: Build) -> None:
    build.target("here", at=GAO)
    build.incident("one", "2019-06-01", "A", "here", at=GAO, dataset="first")
    build.incident("two", "2019-06-01", "A", "here", at=GAO, dataset="second")
    build.incident("shadow", "2019-06-01", "A", "here", at=GAO, placeholder=True)
    row = exposed(build)["near", "everyone"]
    assert row["incidents"] == 2
    assert row["together"].startswith("first and second;")
    assert exposed(build, dataset="first")["near", "everyone"]["incidents"] == 1


def test_the_like_in_its_own_country_only(build: Build) -> None:
    build.target("here", at=GAO)
    build.target("abroad", at=FAR, country="NE")
    build.incident("strike", "2019-06-01", "A", "abroad", at=FAR, country="NE")
    assert exposed(build)["like", "everyone"]["incidents"] == 1
    assert exposed(build, likeIn="country") == {}


def test_a_time_of_more_than_a_year_is_compared_with_the_one_right_before(build: Build) -> None:
    build.target("here", at=GAO)
    build.incident("now", "2018-02-01", "A", "here", at=GAO)
    build.incident("before", "2017-02-01", "A", "here", at=GAO)
    row = exposed(build, days=730)["near", "everyone"]
    assert (row["incidents"], row["before"]) == (1, 1)


def test_a_target_across_the_date_line_has_what_is_near_it(build: Build) -> None:
    build.target("here", at=(0.0, 179.9))
    build.incident("east", "2019-06-01", "A", at=(0.0, -179.9))
    row = exposed(build)["near", "everyone"]
    assert row["incidents"] == 1


def test_at_most_as_many_lineages_as_asked_for_the_most_active_first(build: Build) -> None:
    build.target("here", at=GAO)
    for name, count in (("A", 1), ("B", 3), ("C", 2)):
        for number in range(count):
            build.incident(f"{name}-{number}", f"2019-06-0{number + 1}", name, "here", at=GAO)
    build.incident("nobody", "2019-06-09", (), "here", at=GAO)
    names = [name for scope, name in exposed(build, limit=2) if scope == "near"]
    assert names == ["everyone", "B", "C", "nobody named"]


def test_a_name_that_looks_like_code_stays_text(build: Build) -> None:
    hostile = "'}) DETACH DELETE n //<b>"
    build.target("here", at=GAO)
    build.incident("strike", "2019-06-01", hostile, "here", at=GAO, conflicts="=1+1 [/red]")
    found = exposed(build)
    assert found["near", hostile]["lineageId"] == hostile
    assert found["near", hostile]["disputes"] == ["2019-06-01: =1+1 [/red]"]
