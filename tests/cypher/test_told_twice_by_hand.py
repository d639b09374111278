"""What strikes targets is counted once for each event, however many tell it.

What always holds: of several tellings of an event the dossier's is told.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.cypher.build import Build

HERE, THERE, KIND = (16.0, 0.0), (16.1, 0.0), (17.5, 0.0)
TOLD_AS: dict[str, Any] = {"telling_of": "ucdp:event:1"}


@pytest.fixture
def twice(build: Build) -> Build:
    """An attack on one target that a dossier and a table tell, and one on another told once."""
    build.target("here", at=HERE)
    build.target("there", at=THERE)
    build.target("kind", at=KIND)
    build.incident("near", "2019-01-01", "A", at=HERE)
    for key, dataset in (("a-table", "ucdp-ged"), ("b-mine", "dossier:mine")):
        build.incident(key, "2019-03-01", "A", ("there", "kind"), dataset=dataset, **TOLD_AS)
    build.incident("once", "2019-02-01", "A", ("there", "kind"), dataset="ucdp-ged")
    return build


def asked(build: Build, question: str, **given: Any) -> dict[str, dict[str, Any]]:
    rows = build.ask(question, target="here", **given)
    return {row["targetId"]: row for row in rows}


def test_the_tellings_are_known(twice: Build) -> None:
    rows = twice.ask("counts", by="total")
    assert [(row["incidents"], row["furtherTellings"]) for row in rows] == [(3, 1)]


def test_neighbours_are_struck_once_by_what_is_told_twice(twice: Build) -> None:
    there = asked(twice, "nearby")["there"]
    assert (there["strikes"], str(there["lastStrike"])) == (2, "2019-03-01")


def test_a_warning_counts_it_once_on_the_neighbour_and_on_its_kind(twice: Build) -> None:
    twice.incident("c-mine", "2019-04-01", "A", "kind", dataset="dossier:mine")
    there = asked(twice, "warn")["there"]
    assert (there["strikes"], there["kindStrikes"]) == (2, 1)
    assert [one["id"] for one in there["struck"]] == ["b-mine", "once"]
    assert [one["id"] for one in there["onKind"]] == ["c-mine"]


def test_what_is_alike_has_it_as_one_precedent(twice: Build) -> None:
    twice.target("hotel", "hotel", at=THERE)
    for key, dataset in (("a-other", "ucdp-ged"), ("b-other", "dossier:mine")):
        told: dict[str, Any] = {"telling_of": "ucdp:event:2"}
        twice.incident(key, "2019-05-01", "A", "hotel", dataset=dataset, **told)
    alike = asked(twice, "similar-targets")
    assert {key: row["strikes"] for key, row in alike.items()} == {
        "there": 2,
        "kind": 2,
        "hotel": 1,
    }
    assert [one["id"] for one in alike["kind"]["precedents"]] == ["once", "b-mine"]
    assert [one["id"] for one in alike["hotel"]["precedents"]] == ["b-other"]


def test_what_a_predecessor_struck_is_of_one_dataset_where_that_is_asked(build: Build) -> None:
    build.change("merger", "merger", "2020", ["A"], ["B"])
    for key, dataset in (("a-table", "ucdp-ged"), ("b-mine", "dossier:mine")):
        build.incident(key, "2019-03-01", "A", dataset=dataset, **TOLD_AS)
    rows = build.ask("predecessor-strikes", group="B")
    assert [row["incidentId"] for row in rows] == ["a-table", "b-mine"]
    assert {row["tellingOf"] for row in rows} == {"ucdp:event:1"}
    mine = build.ask("predecessor-strikes", group="B", dataset="dossier:mine")
    assert [row["incidentId"] for row in mine] == ["b-mine"]


def test_what_happened_near_a_target_is_counted_once_and_the_others_are_told_of(
    build: Build,
) -> None:
    build.target("here", at=HERE)
    told: dict[str, Any] = {"telling_of": "ucdp:event:1"}
    build.incident("a-table", "2019-03-02", "B", at=HERE, dataset="ucdp-ged", **told)
    build.incident("b-mine", "2019-03-01", "A", dataset="dossier:mine", **told)
    build.incident("once", "2019-02-01", "A", at=HERE, dataset="ucdp-ged")

    def near(**given: Any) -> dict[str, tuple[int, list[str], list[str]]]:
        rows = build.ask("exposure", target="here", asOf="2019-12-31", **given)
        return {
            row["lineage"]: (row["incidents"], row["incidentIds"], row["leftOut"])
            for row in rows
            if row["scope"] == "near"
        }

    further = "1 incident known to tell of an event that another tells"
    assert near() == {
        "everyone": (2, ["b-mine", "once"], [further]),
        "A": (2, ["b-mine", "once"], []),
        "B": (1, ["b-mine"], []),
    }
    assert near(dataset="ucdp-ged")["everyone"] == (2, ["a-table", "once"], [])
