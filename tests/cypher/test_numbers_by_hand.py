"""Months, places and published counts on small graphs where the right answer is evident by eye."""

from __future__ import annotations

from graphq.graph.model.nodes import Tally
from graphq.graph.model.relationships import CountedIn, Counts
from tests.cypher.build import SOURCES, Build


def strikes(build: Build, *days: str, by: str = "A") -> None:
    """One incident a day."""
    for day in days:
        build.incident(f"{by}-{day}", day, by)


def test_months_without_incidents_are_told_and_compared(build: Build) -> None:
    strikes(build, "2018-12-01", "2018-12-02", "2019-03-31")
    rows = build.ask("tempo", before=2)
    assert [(row["month"], row["incidents"]) for row in rows] == [
        ("2018-12", 2),
        ("2019-01", 0),
        ("2019-02", 0),
        ("2019-03", 1),
    ]
    assert [row["meanBefore"] for row in rows] == [None, None, 1.0, 0.0]
    assert [row["change"] for row in rows] == [None, None, -1.0, 1.0]
    assert {row["small"] for row in rows} == {"few"}


def test_a_window_is_compared_with_the_months_before_it(build: Build) -> None:
    strikes(build, "2019-01-01", "2019-02-01", "2019-03-01")
    (only,) = build.ask("tempo", before=2, fromDate="2019-03", toDate="2019-03")
    assert (only["month"], only["incidents"], only["meanBefore"]) == ("2019-03", 1, 1.0)


def test_an_empty_month_at_the_end_of_a_window_is_told(build: Build) -> None:
    strikes(build, "2019-01-01")
    rows = build.ask("tempo", toDate="2019-02")
    assert [row["incidents"] for row in rows] == [1, 0]
    assert [row["month"] for row in build.ask("tempo", toDate="2020", asOf="2019-03-15")] == [
        "2019-01",
        "2019-02",
        "2019-03",
    ]


def test_an_incident_of_a_year_is_in_no_month(build: Build) -> None:
    strikes(build, "2019", "2019-05")
    assert [(row["month"], row["incidents"]) for row in build.ask("tempo")] == [("2019-05", 1)]


def test_the_busiest_group_is_first_and_its_claims_are_counted(build: Build) -> None:
    strikes(build, "2019-01-01", "2019-01-02")
    strikes(build, "2019-01-03", by="B")
    build.incident("claimed", "2019-01-04", "A", claimed=["A"])
    rows = build.ask("top-groups")
    assert [(row["groupId"], row["incidents"], row["claimed"]) for row in rows] == [
        ("A", 3, 1),
        ("B", 1, 0),
    ]
    assert [row["groupId"] for row in build.ask("top-groups", limit=1)] == ["A"]
    assert [row["incidents"] for row in build.ask("top-groups", asOf="2019-01-02")] == [2]


def test_a_place_has_its_share_of_the_incidents_that_have_a_place(build: Build) -> None:
    build.incident("one", "2019-01-01", "A", admin1="South", place="town")
    build.incident("two", "2019-01-02", "B", admin1="South", place="town")
    build.incident("three", "2019-01-03", "A", admin1="North", place="village")
    build.incident("four", "2019-01-04", "A", admin1=None, place="village")
    rows = build.ask("hotspots")
    assert [(row["place"], row["share"]) for row in rows] == [("town", 0.5), ("village", 0.5)]
    assert rows[0]["perpetrators"] == ["A", "B"]
    units = build.ask("hotspots", by="admin1")
    assert [(row["place"], row["incidents"], row["share"]) for row in units] == [
        ("South", 2, 0.667),
        ("North", 1, 0.333),
    ]


def test_a_cell_of_the_map_is_told_by_its_middle(build: Build) -> None:
    build.incident("west", "2019-01-01", "A", at=(16.3, -0.1))
    build.incident("near", "2019-01-02", "A", at=(16.4, -0.4))
    build.incident("east", "2019-01-03", "A", at=(16.3, 0.1))
    rows = build.ask("hotspots", by="cell")
    assert [(row["latitude"], row["longitude"], row["incidents"]) for row in rows] == [
        (16.25, -0.25, 2),
        (16.25, 0.25, 1),
    ]


def tally(build: Build, key: str, dimension: str, value: str, count: int | None) -> None:
    """A published count of the attacks by A in 2019."""
    build.groups("A")
    build.add(
        Tally(
            id=key, name=key, dimension=dimension, value=value, count=count, unit="attacks",
            date_from="2019-01", date_to="2019-12", sources=SOURCES,
        )
    )  # fmt: skip
    build.add(Counts(id=f"counts:{key}", start=key, end="A", sources=SOURCES))


def test_a_published_count_is_held_against_the_record(build: Build) -> None:
    tally(build, "all", "total", "all", 2)
    tally(build, "may", "month", "2019-05", 1)
    tally(build, "blank", "month", "2019-06", None)
    strikes(build, "2018-12-31", "2019-05-01", "2019-05-02", "2019-12-31", "2020-01-01")
    strikes(build, "2019-05-03", by="B")
    build.add(
        CountedIn(id="yes", start="A-2019-05-01", end="all", certainty="likely", sources=SOURCES)
    )
    no = CountedIn(id="no", start="A-2019-05-02", end="all", certainty="no", sources=SOURCES)
    build.add(no)
    build.remark(no, "not claimed")
    rows = {row["tallyId"]: row for row in build.ask("reconcile")}
    assert {
        key: (row["published"], row["counted"], row["difference"], row["marked"])
        for key, row in rows.items()
    } == {"all": (2, 3, 1, 1), "may": (1, 2, 1, 1), "blank": (None, 0, None, None)}
    (reason,) = rows["all"]["reasons"]
    assert reason["id"] == "A-2019-05-02"
    assert "not claimed" in reason["text"]


def test_counts_that_agree_can_be_left_out(build: Build) -> None:
    tally(build, "all", "total", "all", 1)
    strikes(build, "2019-05-01")
    assert build.ask("reconcile", differing=True) == []
    assert [row["difference"] for row in build.ask("reconcile")] == [0]
