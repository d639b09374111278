"""Mergers, splits and what came before them, on graphs whose right answer is evident by eye."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cypher.build import Build, Rows


def steps(rows: Rows) -> set[tuple[Any, ...]]:
    return {(row["direction"], row["depth"], row["from"], row["to"], row["extent"]) for row in rows}


def strikes(rows: Rows) -> list[tuple[str, ...]]:
    return [(row["incidentId"], row["predecessor"], row["extent"], row["before"]) for row in rows]


def test_a_part_that_joined_is_shown_as_a_part(build: Build) -> None:
    build.change("merger", "merger", "2017-03-02", ["A", "B"], ["C"], part=["B"])
    build.incident("by-a", "2016-01-01", "A")
    build.incident("by-b", "2016-01-02", "B")
    assert steps(build.ask("lineage", group="C")) == {
        ("predecessor", 1, "A", "C", "whole"),
        ("predecessor", 1, "B", "C", "part"),
    }
    assert {row["from"]: row["component"] for row in build.ask("lineage", group="C")} == {
        "A": None,
        "B": "a wing",
    }
    whole = ("by-a", "A", "whole", "certain")
    assert strikes(build.ask("predecessor-strikes", group="C")) == [whole]
    assert strikes(build.ask("predecessor-strikes", group="C", parts=True)) == [
        whole,
        ("by-b", "B", "part", "certain"),
    ]
    (change,) = build.ask("changes", group="C")
    assert change["entered"] == ["A", "B (part: a wing)"]


@pytest.mark.parametrize("partial", ["first", "second"])
def test_a_way_with_a_part_in_it_is_a_part_wherever_that_stands(build: Build, partial: str) -> None:
    first, second = (["A"], []) if partial == "first" else ([], ["B"])
    build.change("one", "split", "2010", ["A"], ["B"], part=first)
    build.change("two", "merger", "2015", ["B"], ["C"], part=second)
    build.incident("strike", "2009-05-05", "A")
    assert strikes(build.ask("predecessor-strikes", group="C", parts=True)) == [
        ("strike", "A", "part", "certain")
    ]
    assert build.ask("predecessor-strikes", group="C") == []


def test_of_two_ways_the_whole_one_is_told(build: Build) -> None:
    build.change("part-way", "merger", "2017", ["A"], ["C"], part=["A"])
    build.change("whole-way", "absorption", "2016", ["A"], ["C"])
    build.incident("strike", "2009-05-05", "A")
    for parts in (False, True):
        (row,) = build.ask("predecessor-strikes", group="C", parts=parts)
        assert (row["extent"], row["change"]) == ("whole", "whole-way")


def test_a_disputed_merger_says_who_disputes_it(build: Build) -> None:
    build.change("merger", "merger", "2017-03-02", ["A", "B"], ["C"], disputed=["B"])
    build.incident("by-b", "2016-01-02", "B")
    assert {row["from"]: row["disputedBy"] for row in build.ask("lineage", group="C")} == {
        "A": [],
        "B": ["press"],
    }
    (strike,) = build.ask("predecessor-strikes", group="C")
    assert strike["disputedBy"] == ["press"]
    (change,) = build.ask("changes", group="C")
    assert (change["entered"], change["disputedBy"]) == (["A", "B (disputed)"], ["press"])


def test_a_source_that_disputes_several_steps_is_named_once(build: Build) -> None:
    build.change("one", "split", "2015", ["A", "Z"], ["B"], disputed=["A", "Z"])
    build.change("two", "merger", "2017", ["B"], ["C"], disputed=["B", "C"])
    build.incident("strike", "2010-01-01", "A")
    assert [row["disputedBy"] for row in build.ask("predecessor-strikes", group="C")] == [["press"]]
    assert [row["disputedBy"] for row in build.ask("changes", group="B")] == [["press"], ["press"]]


def test_renames_are_followed_to_both_ends(build: Build) -> None:
    build.change("one", "rename", "2001", ["A"], ["B"])
    build.change("two", "rename", "2002", ["B"], ["C"])
    assert steps(build.ask("lineage", group="A")) == {
        ("successor", 1, "A", "B", "whole"),
        ("successor", 2, "B", "C", "whole"),
    }
    assert steps(build.ask("lineage", group="B")) == {
        ("predecessor", 1, "A", "B", "whole"),
        ("successor", 1, "B", "C", "whole"),
    }
    assert steps(build.ask("lineage", group="C")) == {
        ("predecessor", 1, "B", "C", "whole"),
        ("predecessor", 2, "A", "B", "whole"),
    }


def test_a_split_that_is_undone_later_is_told_once_each_way(build: Build) -> None:
    build.change("leave", "split", "2010", ["Y"], ["X"], part=["Y"])
    build.change("return", "merger", "2015", ["X"], ["Y"])
    build.incident("by-x", "2012-01-01", "X")
    build.incident("by-y", "2012-01-02", "Y")
    build.incident("early", "2009-01-02", "Y")
    there = {
        ("predecessor", 1, "X", "Y", "whole"),
        ("predecessor", 2, "Y", "X", "part"),
        ("successor", 1, "Y", "X", "part"),
        ("successor", 2, "X", "Y", "whole"),
    }
    assert steps(build.ask("lineage", group="Y")) == there
    # X came from Y, and passed into Y; what Y became before it split from is not X's future.
    assert steps(build.ask("lineage", group="X")) == {
        ("predecessor", 1, "Y", "X", "part"),
        ("successor", 1, "X", "Y", "whole"),
    }
    assert strikes(build.ask("predecessor-strikes", group="Y")) == [
        ("by-x", "X", "whole", "certain")
    ]
    assert build.ask("predecessor-strikes", group="X") == []
    assert strikes(build.ask("predecessor-strikes", group="X", parts=True)) == [
        ("early", "Y", "part", "certain")
    ]


def test_a_group_is_no_predecessor_by_steps_that_run_back_in_time(build: Build) -> None:
    build.change("late", "merger", "2015", ["A"], ["B"])
    build.change("early", "split", "2010", ["B"], ["C"])
    build.incident("by-a", "2009-01-01", "A")
    build.incident("by-b", "2009-01-02", "B")
    assert steps(build.ask("lineage", group="C")) == {("predecessor", 1, "B", "C", "whole")}
    assert steps(build.ask("lineage", group="A")) == {("successor", 1, "A", "B", "whole")}
    assert strikes(build.ask("predecessor-strikes", group="C")) == [
        ("by-b", "B", "whole", "certain")
    ]
    given = {"group": "C", "withPredecessors": True}
    assert [row["incidentId"] for row in build.ask("incidents", **given)] == ["by-b"]
    assert [row["incidents"] for row in build.ask("counts", by="total", **given)] == [1]


def test_one_nearby_is_no_predecessor_by_steps_that_run_back_in_time(build: Build) -> None:
    build.change("late", "merger", "2015", ["A"], ["B"])
    build.change("early", "split", "2010", ["B"], ["C"])
    for group in ("A", "B", "C"):
        build.incident(f"by-{group}", "2009-01-01", group, at=(14.0, 0.0))
    rows = build.ask("co-location", group="C")
    assert {row["groupId"]: row["related"] for row in rows} == {"A": "other", "B": "predecessor"}


def test_steps_of_one_year_may_have_come_in_either_order(build: Build) -> None:
    build.change("one", "merger", "2015-06", ["A"], ["B"])
    build.change("two", "split", "2015", ["B"], ["C"])
    assert ("predecessor", 2, "A", "B", "whole") in steps(build.ask("lineage", group="C"))


@pytest.mark.parametrize(
    ("date", "before"),
    [
        ("2017-03-01", "certain"),
        ("2017-03-02", "possible"),
        ("2017-03-03", None),
        ("2017-02", "certain"),
        ("2017-03", "possible"),
        ("2017", "possible"),
        ("2017-04", None),
    ],
)
def test_a_strike_counts_until_the_day_of_the_merger(
    build: Build, date: str, before: str | None
) -> None:
    build.change("merger", "merger", "2017-03-02", ["A"], ["C"])
    build.incident("strike", date, "A")
    rows = build.ask("predecessor-strikes", group="C")
    assert [row["before"] for row in rows] == ([before] if before else [])
    assert [row["incidentId"] for row in build.ask("incidents", group="C")] == []
    both = build.ask("incidents", group="C", withPredecessors=True)
    assert [row["incidentId"] for row in both] == (["strike"] if before else [])


@pytest.mark.parametrize(
    ("date", "before"),
    [("2017-02-28", "certain"), ("2017-03-01", "possible"), ("2017-03-31", "possible"),
     ("2017-03", "possible"), ("2017-04-01", None)],
)  # fmt: skip
def test_a_merger_of_which_only_the_month_is_known(
    build: Build, date: str, before: str | None
) -> None:
    build.change("merger", "merger", "2017-03", ["A"], ["C"])
    build.incident("strike", date, "A")
    rows = build.ask("predecessor-strikes", group="C")
    assert [row["before"] for row in rows] == ([before] if before else [])


@pytest.mark.parametrize("question", ["lineage", "predecessor-strikes", "changes"])
def test_before_the_merger_there_is_nothing_to_tell(build: Build, question: str) -> None:
    build.change("merger", "merger", "2017-03-02", ["A", "B"], ["C"])
    build.incident("strike", "2016-01-01", "A")
    assert build.ask(question, group="C", asOf="2017-03-01") == []
    assert build.ask(question, group="C", asOf="2017-03-02") != []


def test_descent_by_its_id_is_told_from_the_day_of_the_change_on(build: Build) -> None:
    build.change("merger", "merger", "2017-03-02", ["A", "B"], ["C"])
    build.write()
    (link,) = build.store.read(
        "MATCH (:Group {id: 'C'})-[r:DESCENDS_FROM]->(:Group {id: 'A'}) RETURN r.id AS id"
    )
    key = link["id"]
    assert build.ask("sources", id=key, asOf="2017-03-01") == []
    assert [row["factId"] for row in build.ask("sources", id=key, asOf="2017-03-02")] == [key]


def test_what_is_not_known_yet_is_not_told(build: Build) -> None:
    build.change("merger", "merger", "2017-03", ["A"], ["C"])
    build.change("split", "split", "2019", ["C"], ["D"])
    assert steps(build.ask("lineage", group="C", asOf="2018")) == {
        ("predecessor", 1, "A", "C", "whole")
    }


def test_pledges_and_alliances_make_nobody_a_successor(build: Build) -> None:
    build.change("pledge", "pledge", "2015", ["A"], ["B"])
    build.change("alliance", "alliance", "2016", ["A", "C"], [])
    build.incident("strike", "2014-01-01", "A")
    assert build.ask("lineage", group="A") == []
    assert build.ask("predecessor-strikes", group="B") == []
    assert [row["change"] for row in build.ask("changes", group="A")] == ["pledge", "alliance"]


def test_with_predecessors_a_strike_counts_until_its_group_passed_on(build: Build) -> None:
    build.change("merger", "merger", "2017-03-02", ["A"], ["C"])
    build.incident("early", "2016-01-01", "A")
    build.incident("late", "2018-01-01", "A")
    build.incident("own", "2018-01-02", "C")
    given = {"group": "C", "withPredecessors": True}
    assert [row["incidentId"] for row in build.ask("incidents", **given)] == ["early", "own"]
    assert [row["incidents"] for row in build.ask("counts", by="total", **given)] == [2]
    assert [row["incidentId"] for row in build.ask("incidents", group="C")] == ["own"]
    # Of a strike before the merger nothing is the successor's while there is no successor yet.
    early = build.ask("incidents", asOf="2017-03-01", **given)
    assert early == []


def test_a_strike_on_two_targets_is_told_for_each(build: Build) -> None:
    build.change("merger", "merger", "2017-03-02", ["A"], ["C"])
    build.target("camp", "military-base")
    build.target("strip", "airport")
    build.incident("strike", "2016-01-01", "A", struck=["camp", "strip"])
    rows = build.ask("predecessor-strikes", group="C")
    assert [row["targetId"] for row in rows] == ["camp", "strip"]
    only = build.ask("predecessor-strikes", group="C", targetType="airport")
    assert [row["targetId"] for row in only] == ["strip"]


def test_incidents_of_a_predecessor_are_marked_by_how_much_of_it_passed_on(build: Build) -> None:
    build.change("merger", "merger", "2017-03-02", ["A", "B"], ["C"], part=["B"])
    build.incident("of-a-part", "2016-01-01", "B")
    build.incident("of-the-whole", "2016-01-02", "A")
    build.incident("own", "2018-01-01", "C")
    given = {"group": "C", "withPredecessors": True}
    rows = build.ask("incidents", **given)
    assert [row["extent"] for row in rows] == ["whole", "own"]
    rows = build.ask("incidents", parts=True, **given)
    assert [row["extent"] for row in rows] == ["part", "whole", "own"]
    counted = build.ask("counts", by="total", **given)
    assert [(row["incidents"], row["ofAPart"]) for row in counted] == [(2, None)]
    counted = build.ask("counts", by="total", parts=True, **given)
    assert [(row["incidents"], row["ofAPart"]) for row in counted] == [(3, 1)]
    assert [row["extent"] for row in build.ask("incidents")] == [None, None, None]


def test_whether_a_strike_fell_before_its_group_passed_on_can_be_unsure(build: Build) -> None:
    build.change("merger", "merger", "2017", ["A"], ["C"], disputed=["A"])
    build.incident("before", "2016-12-31", "A")
    build.incident("perhaps", "2017-06-01", "A")
    rows = build.ask("incidents", group="C", withPredecessors=True)
    assert [(row["incidentId"], row["within"]) for row in rows] == [
        ("before", "certain"),
        ("perhaps", "possible"),
    ]
    assert [row["disputedBy"] for row in rows] == [["press"], ["press"]]
    (counted,) = build.ask("counts", by="total", group="C", withPredecessors=True)
    assert (counted["incidents"], counted["certain"], counted["ofADisputedStep"]) == (2, 1, 2)


def test_what_a_group_only_claimed_is_not_its_own(build: Build) -> None:
    build.incident("done", "2019-01-05", "A")
    build.incident("boast", "2019-01-06", "B", claimed=["A"])
    rows = build.ask("incidents", group="A", claims=True)
    assert [row["extent"] for row in rows] == ["own", "claimed only"]
