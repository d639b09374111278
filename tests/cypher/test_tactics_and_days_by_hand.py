"""A tactic alone, and several attacks at one place on one day."""

from __future__ import annotations

from typing import Any

from graphq.graph.model.nodes import Tally
from graphq.graph.model.relationships import CountedIn
from tests.cypher.build import SOURCES, Build


def test_a_tactic_alone_has_no_other_beside_it(build: Build) -> None:
    for key, tactics in {
        "alone": ("armed-assault",), "combined": ("armed-assault", "complex"),
        "both": ("armed-assault", "ied"), "bomb": ("ied",), "untold": (),
    }.items():  # fmt: skip
        build.incident(key, "2019-01-01", "A", at=(16.0, 0.0), tactics=tactics)

    def ids(**given: Any) -> list[str]:
        return sorted(row["incidentId"] for row in build.ask("incidents", **given))

    assert ids(tactic=["armed-assault"]) == ["alone", "both", "combined"]
    assert ids(onlyTactic=["armed-assault"]) == ["alone", "combined"]
    assert ids(onlyTactic=["ied", "armed-assault"]) == ["both"]
    assert ids(onlyTactic=["complex"]) == []
    assert ids(onlyTactic=["armed-assault"], tactic=["complex"]) == ["combined"]
    for name, given in {
        "counts": {"by": "total"}, "hotspots": {"by": "place"}, "tempo": {}, "top-groups": {},
    }.items():  # fmt: skip
        rows = build.ask(name, onlyTactic=["armed-assault"], **given)
        assert sum(row["incidents"] or 0 for row in rows) == 2, name


def at_one(build: Build, **given: Any) -> list[tuple[list[str], list[str], str]]:
    rows = build.ask("same-day", places=1, **given)
    return [(row["places"], row["incidentIds"], row["sure"]) for row in rows]


def test_two_attacks_at_one_place_on_one_day(build: Build) -> None:
    build.incident("a", "2019-01-01", "A", place="Town")
    build.incident("b", "2019-01-01", "B", place="Town")
    build.incident("c", "2019-01-01", "A", place="Village")
    build.incident("later", "2019-01-02", "A", place="Town")
    build.incident("month", "2019-01", "A", place="Town")
    assert at_one(build) == [(["Town (ML)"], ["a", "b"], "certain")]
    assert at_one(build, group="A") == []
    assert [row["incidentIds"] for row in build.ask("same-day")] == [["a", "b", "c"]]


def test_one_event_told_twice_is_one_attack(build: Build) -> None:
    build.incident("a", "2019-01-01", "A", place="Town", telling_of="one")
    build.incident("b", "2019-01-01", "A", place="Town", telling_of="one")
    assert at_one(build) == []


def test_what_a_count_alone_tells_is_looked_at_with_that_count(build: Build) -> None:
    build.incident("a", "2019-01-01", "A", place="Town")
    build.incident("b", "2019-01-01", "A", place="Town", placeholder=True)
    build.groups("B")
    build.add(
        Tally(
            id="tal", name="tal", dimension="total", value="all", count=2, unit="attacks",
            date_from="2019", date_to="2019", sources=SOURCES,
        )
    )  # fmt: skip
    for key in ("a", "b"):
        build._link(CountedIn, key, "tal", certainty="yes")
    assert at_one(build) == []
    assert at_one(build, countedIn="tal") == [(["Town (ML)"], ["a", "b"], "certain")]
    assert at_one(build, countedIn="tal", group="B") == []
