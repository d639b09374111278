"""Who rated what, on a graph whose right answer is evident: the same on both engines."""

from __future__ import annotations

from typing import Any

from graphq.cypher.ask.catalog import question
from graphq.graph.model.ratings import CRITERIA
from graphq.graph.store import Store
from tests.cypher.build import Build

ALL: dict[str, Any] = dict(zip(CRITERIA, (1, 2, 3, 4, 5, 1), strict=True))
NOUGHT: dict[str, Any] = dict.fromkeys(CRITERIA, 0)


def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(row["target"], row["assessors"], row["total"], row["notScored"]) for row in rows]


def test_there_is_a_total_only_where_all_six_are_scored(build: Build) -> None:
    build.target("here")
    build.target("there")
    build.rating("here", "Jane Doe", "2020-05", **ALL)
    build.rating("there", "Jane Doe", "2020-05", criticality=5, effect=5)
    assert told(build.ask("assessments")) == [
        ("here", ["Jane Doe"], 16, []),
        (
            "there",
            ["Jane Doe"],
            None,
            ["accessibility", "recuperability", "vulnerability", "recognizability"],
        ),
    ]


def test_nought_on_a_scale_that_has_it_is_a_score_and_a_blank_is_none(build: Build) -> None:
    build.target("here")
    build.rating("here", "Jane Doe", "2020", (0, 4), **NOUGHT)
    build.rating("here", "John Roe", "2020", (0, 4), criticality=0)
    first, second = build.ask("assessments")
    assert (first["total"], first["effect"]) == (0, 0)
    assert (second["total"], second["effect"], second["criticality"]) == (None, None, 0)


def test_ratings_stand_side_by_side_by_assessor_day_and_scale(build: Build) -> None:
    build.target("here")
    build.rating("here", "Jane Doe", "2020", **ALL)
    build.rating("here", "Jane Doe", "2021", **ALL)
    build.rating("here", "Jane Doe", "2021", (1, 10), **ALL)
    build.rating("here", ["Jane Doe", "John Roe"], "2021", **ALL)
    rows = build.ask("assessments")
    assert len({row["assessmentId"] for row in rows}) == len(rows) == 4
    assert {row["scale"] for row in rows} == {"1–5", "1–10"}


def test_only_the_targets_asked_for_and_what_was_assessed_by_the_day(build: Build) -> None:
    for key in ("here", "there", "elsewhere"):
        build.target(key)
        build.rating(key, "Jane Doe", "2020-05", **ALL)
    assert len(build.ask("assessments")) == 3
    some = build.ask("assessments", targets=["here", "elsewhere"])
    assert [row["target"] for row in some] == ["elsewhere", "here"]
    assert build.ask("assessments", asOf="2020-04-30") == []
    assert len(build.ask("assessments", asOf="2020-05-01")) == 3


def test_a_ranking_has_ranks_and_no_score(build: Build) -> None:
    for rank, key in enumerate(("zulu", "alpha"), 1):
        build.target(key)
        build.rating(key, "A body", "2020", None, rank=rank)
    rows = build.ask("assessments")
    assert [(row["target"], row["rank"]) for row in rows] == [("zulu", 1), ("alpha", 2)]
    for row in rows:
        assert {row[name] for name in (*CRITERIA, "total", "scale")} == {None}
        assert row["notScored"] == []


def test_what_names_no_assessor_is_no_row(build: Build) -> None:
    build.target("here")
    build.rating("here", "Jane Doe", "2020", **ALL)
    store: Store = build.store
    assert len(build.ask("assessments")) == 1
    for names in ([], ["", " "]):
        store.write([("MATCH (a:Assessment) SET a.assessors = $names", {"names": names})])
        assert question("assessments").ask(store, {"asOf": "2030"}).rows == []
