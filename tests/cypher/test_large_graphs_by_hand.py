"""What is told of fights and of several datasets, and what is said where rows are left out."""

from __future__ import annotations

from typing import Any

from graphq.graph.model.relationships import Involved
from tests.cypher.build import SOURCES, Build


def fought(build: Build, key: str, date: str, *sides: str, **more: Any) -> None:
    """A battle: nobody is said to have done it."""
    build.incident(key, date, (), **more)
    build.groups(*sides)
    for side in sides:
        build.add(Involved(id=f"involved:{key}>{side}", start=key, end=side, sources=SOURCES))


def one_of_each(build: Build) -> None:
    """A attacks once; A and B fight once."""
    build.incident("attack", "2019-01-01", "A")
    fought(build, "battle", "2019-01-02", "A", "B")


def test_a_side_of_a_fight_is_counted_only_when_asked_for(build: Build) -> None:
    one_of_each(build)
    (row,) = build.ask("counts", group="A", by="total")
    assert (row["incidents"], row["sideOnly"]) == (1, None)
    (row,) = build.ask("counts", group="A", by="total", involved=True)
    assert (row["incidents"], row["sideOnly"]) == (2, 1)


def test_rows_by_group_say_how_many_were_only_fights(build: Build) -> None:
    one_of_each(build)
    rows = build.ask("counts", by="group", involved=True)
    assert [(row["value"], row["incidents"], row["sideOnly"]) for row in rows] == [
        ("A", 2, 1),
        ("B", 1, 1),
    ]
    alone = {row["value"]: row["incidents"] for row in build.ask("counts", by="group")}
    assert alone == {"A": 1, "nobody named": 1}


def test_who_did_it_is_no_mere_side_of_it(build: Build) -> None:
    fought(build, "both", "2019-01-01", "B")
    build.incident("raid", "2019-01-03", "A")
    build.add(Involved(id="involved:raid>A", start="raid", end="A", sources=SOURCES))
    (row,) = build.ask("counts", group="A", by="total", involved=True)
    assert (row["incidents"], row["sideOnly"]) == (1, 0)
    assert [one["extent"] for one in build.ask("incidents", group="A", involved=True)] == ["own"]
    assert [one["sideOnly"] for one in build.ask("top-groups", involved=True)] == [0, 1]


def test_an_incident_tells_who_fought(build: Build) -> None:
    one_of_each(build)
    attack, battle = build.ask("incidents", group="A", involved=True)
    assert (attack["extent"], attack["perpetrators"], attack["sides"]) == ("own", ["A"], [])
    assert (battle["extent"], battle["perpetrators"], battle["sides"]) == (
        "side only",
        [],
        ["A", "B"],
    )


def test_months_places_and_groups_count_fights_when_asked(build: Build) -> None:
    one_of_each(build)
    for name in ("tempo", "hotspots"):
        assert [row["incidents"] for row in build.ask(name, group="A")] == [1]
        (row,) = build.ask(name, group="A", involved=True)
        assert (row["incidents"], row["sideOnly"]) == (2, 1)
    assert [row["groupId"] for row in build.ask("top-groups")] == ["A"]
    rows = build.ask("top-groups", involved=True)
    assert [(row["groupId"], row["incidents"], row["sideOnly"]) for row in rows] == [
        ("A", 2, 1),
        ("B", 1, 1),
    ]


def test_what_two_datasets_tell_is_said_to_be_counted_for_each(build: Build) -> None:
    build.incident("told", "2019-01-01", "A")
    for name in ("counts", "tempo", "hotspots", "top-groups"):
        (row,) = build.ask(name)
        assert row["together"] is None
    build.incident("again", "2019-01-01", "A")
    build.nodes["again"] = build.nodes["again"].model_copy(update={"dataset": "other"})
    for name in ("counts", "tempo", "hotspots", "top-groups"):
        (row,) = build.ask(name)
        assert row["incidents"] == 2
        assert "hand" in row["together"]
        assert "other" in row["together"]


def test_incidents_left_out_are_told(build: Build) -> None:
    for day in ("2019-01-03", "2019-01-01", "2019-01-02"):
        build.incident(day, day, "A")
    assert [row["leftOut"] for row in build.ask("incidents")] == [None] * 3
    (first,) = build.ask("incidents", limit=1)
    assert (str(first["incidentId"]), first["fitting"]) == ("2019-01-01", 3)
    assert "only the oldest 1 " in first["leftOut"]


def test_days_and_facts_left_out_are_told(build: Build) -> None:
    for day in ("2019-01-01", "2019-01-02"):
        build.incident(f"{day}-a", day, "A", place="town")
        build.incident(f"{day}-b", day, "A", place="village")
    (first,) = build.ask("same-day", limit=1)
    assert (first["date"].isoformat(), first["fitting"]) == ("2019-01-01", 2)
    assert "only the earliest 1 " in first["leftOut"]
    assert [row["fitting"] for row in build.ask("same-day")] == [2, 2]
    (only,) = build.ask("sources", id="A", limit=1)
    assert (only["factId"], only["fitting"]) == ("A", 5)
    assert "only 1 " in only["leftOut"]


def test_of_a_busy_group_the_latest_incidents_are_looked_at(build: Build) -> None:
    near = (16.0, 0.0)
    for day in ("2018-01-01", "2019-01-01"):
        build.incident(f"mine-{day}", day, "A", at=near)
        build.incident(f"other-{day}", day, "B", at=near)
    (both,) = build.ask("co-location", group="A", days=10)
    assert (both["meetings"], both["ofThem"], both["leftOut"]) == (2, 2, None)
    (latest,) = build.ask("co-location", group="A", days=10, latest=1)
    assert latest["pairs"] == [["mine-2019-01-01", "other-2019-01-01"]]
    assert "only the latest 1 " in latest["leftOut"]


def test_a_short_window_finds_the_same_days_as_a_long_one(build: Build) -> None:
    build.incident("a", "2019-01-31", "A", place="town")
    build.incident("b", "2019-01-31", "A", place="village")
    short = build.ask("same-day", fromDate="2019-01-31", toDate="2019-01-31")
    assert short == build.ask("same-day", fromDate="2010", toDate="2025") != []


def test_strikes_of_predecessors_left_out_are_told(build: Build) -> None:
    build.target("here", at=(16.0, 0.0))
    build.change("merger", "merger", "2018", ["Before"], ["Near"])
    for day in ("2017-01-03", "2017-01-01", "2017-01-02"):
        build.incident(f"on-{day}", day, "Before", "here")
    rows = build.ask("predecessor-strikes", group="Near")
    assert [(row["fitting"], row["leftOut"]) for row in rows] == [(3, None)] * 3
    (first,) = build.ask("predecessor-strikes", group="Near", limit=1)
    assert (first["incidentId"], first["fitting"]) == ("on-2017-01-01", 3)
    assert "only the oldest 1 " in first["leftOut"]
