"""Roles, relations and counts on graphs whose right answer is evident by eye."""

from __future__ import annotations

from typing import Any

import pytest

from graphq.graph.model.nodes import Group
from graphq.graph.model.relationships import AlliedWith, EnemyOf, PartOf
from tests.cypher.build import SOURCES, Build


def test_the_dead_lead_nobody(build: Build) -> None:
    build.leader("fallen", "A", "2010", died="2019-02-21")
    build.leader("heir", "A", "2019-02-22")
    assert [row["person"] for row in build.ask("leaders", group="A", asOf="2019-02-20")] == [
        "fallen"
    ]
    assert [row["person"] for row in build.ask("leaders", group="A", asOf="2019-08-31")] == ["heir"]
    both = build.ask("leaders", group="A", asOf="2019-08-31", ended=True)
    assert [(row["person"], row["held"]) for row in both] == [
        ("fallen", "ended"),
        ("heir", "no end reported"),
    ]


@pytest.mark.parametrize(
    ("day", "held"),
    [("2019-09-30", "no end reported"), ("2019-10-15", "possible"), ("2019-10-31", "possible"),
     ("2019-11-01", None)],
)  # fmt: skip
def test_in_the_month_of_a_death_it_is_possible_only(
    build: Build, day: str, held: str | None
) -> None:
    build.leader("fallen", "A", "2010", died="2019-10")
    rows = build.ask("leaders", group="A", asOf=day)
    assert [row["held"] for row in rows] == ([held] if held else [])


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        ("", "", "2019-08-31", "possible"),
        ("", "2020", "2019-08-31", "possible"),
        ("", "2018", "2019-08-31", None),
        ("2017", "", "2016-12-31", None),
        ("2017", "", "2017-06-01", "possible"),
        ("2017", "", "2017-12-31", "no end reported"),
        ("2017", "2019-08", "2019-07-31", "no end reported"),
        ("2017", "2019-08", "2019-08-15", "possible"),
        ("2017", "2019-08", "2019-09-01", None),
        ("2017-03-02", "2017-03-02", "2017-03-02", "certain"),
    ],
)
def test_what_holds_on_a_day_as_far_as_its_dates_are_known(
    build: Build, since: str, until: str, day: str, held: str | None
) -> None:
    build.relation(AlliedWith, "A", "B", since, until)
    build.leader("chief", "A", since, until)
    rows = build.ask("affiliations", group="A", asOf=day)
    assert [row["held"] for row in rows] == ([held] if held else [])
    leaders = build.ask("leaders", group="A", asOf=day)
    assert [row["held"] for row in leaders] == ([held] if held else [])


def test_a_relation_is_read_from_either_side(build: Build) -> None:
    build.relation(PartOf, "wing", "whole", "2017")
    build.relation(EnemyOf, "wing", "army", "2017")
    assert [row["relation"] for row in build.ask("affiliations", group="whole")] == [
        "has as a part"
    ]
    wing = build.ask("affiliations", group="wing")
    assert [(row["relation"], row["other"]) for row in wing] == [
        ("enemy of", "army"),
        ("part of", "whole"),
    ]
    assert [row["relation"] for row in build.ask("affiliations", group="army")] == ["enemy of"]


def counted(build: Build, **given: Any) -> dict[str, int]:
    return {str(row["value"]): row["incidents"] for row in build.ask("counts", **given)}


def test_a_month_that_is_not_known_is_counted_as_such(build: Build) -> None:
    build.incident("one", "2019-01-05", "A")
    build.incident("two", "2019-01", "A")
    build.incident("three", "2019", "A")
    build.incident("four", "2019-01-20", "A", week=True)
    assert counted(build, by="month") == {"2019, month not known": 1, "2019-01": 3}
    assert counted(build, by="year") == {"2019": 4}
    assert counted(build, by="day") == {
        "2019, day not known": 1, "2019-01, day not known": 1, "2019-01-05": 1,
        "2019-01-20, or near it": 1,
    }  # fmt: skip


def test_only_dates_that_surely_fit_are_certain(build: Build) -> None:
    build.incident("one", "2019-01-05", "A")
    build.incident("two", "2019-01", "A")
    build.incident("three", "2019", "A")
    rows = build.ask("counts", by="total", fromDate="2019-01", toDate="2019-01")
    assert [(row["incidents"], row["certain"]) for row in rows] == [(3, 2)]
    within = build.ask("incidents", fromDate="2019-01", toDate="2019-01")
    assert {row["incidentId"]: row["within"] for row in within} == {
        "one": "certain", "two": "certain", "three": "possible",
    }  # fmt: skip


def test_an_incident_of_two_tactics_or_groups_counts_under_each(build: Build) -> None:
    build.incident("one", "2019-01-05", ["A", "B"], tactics=("ied", "complex"))
    build.incident("two", "2019-01-06", "A", tactics=("ied",))
    build.incident("three", "2019-01-07", tactics=("ied",))
    assert counted(build, by="tactic") == {"complex": 1, "ied": 3}
    assert counted(build, by="group") == {"A": 2, "B": 1, "nobody named": 1}
    assert counted(build, by="total") == {"all": 3}
    assert counted(build, by="tactic", tactic=["ied", "complex"]) == {"complex": 1, "ied": 1}


def test_what_a_group_only_claimed_counts_when_asked_for(build: Build) -> None:
    build.incident("done", "2019-01-05", "A", claimed=["A"])
    build.incident("boast", "2019-01-06", "B", claimed=["A"])
    assert counted(build, group="A", by="total") == {"all": 1}
    assert counted(build, group="A", claims=True, by="total") == {"all": 2}
    assert counted(build, group="A", claims=True, by="group") == {"A": 1, "B": 1}


def test_the_dead_are_added_up_and_the_missing_figures_told(build: Build) -> None:
    build.incident("one", "2019-01-05", "A", fatalities_low=1, fatalities_best=2, fatalities_high=5)
    build.incident("two", "2019-01-06", "A", fatalities_high=10)
    build.incident("three", "2019-01-07", "A", fatalities_best=0)
    (row,) = build.ask("counts", by="total")
    assert (row["fatalitiesLow"], row["fatalities"], row["fatalitiesHigh"]) == (1, 2, 5)
    assert (row["withoutFigure"], row["otherLow"], row["otherHigh"]) == (1, None, 10)
    assert row["besides"] == "1: up to 10 reported"


def test_suspected_and_disputed_attributions_are_told_apart(build: Build) -> None:
    build.incident("one", "2019-01-05", "A", attribution="suspected")
    build.incident("two", "2019-01-06", "A", attribution="disputed")
    build.incident("three", "2019-01-07", "A", attribution="claimed")
    (row,) = build.ask("counts", by="total", group="A")
    assert (row["incidents"], row["suspected"], row["disputed"]) == (3, 1, 1)


def test_what_only_a_published_count_counts_is_left_out(build: Build) -> None:
    build.incident("real", "2019-01-05", "A", place="town")
    build.incident("held", "2019-01-05", "A", place="village", placeholder=True)
    assert counted(build, by="total") == {"all": 1}
    assert [row["incidentId"] for row in build.ask("incidents")] == ["real"]
    assert build.ask("same-day") == []
    assert [row["incidents"] for row in build.ask("tempo")] == [1]
    assert [row["incidents"] for row in build.ask("top-groups")] == [1]
    assert [row["place"] for row in build.ask("hotspots")] == ["town"]


def test_nobody_leads_a_group_before_it_was_founded_or_after_it_was_dissolved(
    build: Build,
) -> None:
    build.add(
        Group(
            id="gone", name="gone", full_name="gone", kind="group", founded="2011",
            dissolved="2013-08-20", sources=SOURCES,
        )
    )  # fmt: skip
    build.leader("chief", "gone")
    build.relation(AlliedWith, "gone", "B")
    for question in ("leaders", "affiliations"):
        held = {
            day: [row["held"] for row in build.ask(question, group="gone", asOf=day)]
            for day in ("2010-12-31", "2011-01-01", "2013-08-20", "2013-08-21")
        }
        assert held == {
            "2010-12-31": [], "2011-01-01": ["possible"], "2013-08-20": ["possible"],
            "2013-08-21": [],
        }  # fmt: skip
        (ended,) = build.ask(question, group="gone", asOf="2013-08-21", ended=True)
        assert ended["held"] == "ended"


def test_what_came_later_is_not_told_of_a_day(build: Build) -> None:
    build.leader("chief", "A", "2010", "2019-02", died="2019-02-21")
    (before,) = build.ask("leaders", group="A", asOf="2018-12-31")
    assert (before["validTo"], before["died"], before["held"]) == (
        None,
        None,
        "no end reported",
    )


def test_an_incident_of_several_days_is_found_on_each(build: Build) -> None:
    build.incident("siege", "2019-01-05", "A", until="2019-01-08")
    for day in ("2019-01-05", "2019-01-07", "2019-01-08"):
        found = build.ask("incidents", fromDate=day, toDate=day)
        assert [row["incidentId"] for row in found] == ["siege"]
    assert build.ask("incidents", fromDate="2019-01-09") == []
    assert build.ask("incidents", toDate="2019-01-04") == []
    assert build.ask("incidents", asOf="2019-01-04") == []
    assert len(build.ask("incidents", asOf="2019-01-05")) == 1
