"""A kind of target stands for all below it, wherever it is asked for, on both engines."""

from __future__ import annotations

from typing import Any

import pytest

from graphq.cypher.ask.catalog import question
from graphq.graph.errors import UnknownNameError
from tests.cypher.build import Build

COUNTING = ("counts", "hotspots", "top-groups", "claims")


@pytest.fixture
def struck(build: Build) -> Build:
    """Strikes on a base, on soldiers, on a prison, and on a market, all by one group."""
    build.target("base", "military-base", at=(16.0, 0.0))
    build.target("jail", "prison", at=(16.01, 0.0))
    build.target("bazaar", "market", at=(16.02, 0.0))
    build.incident("camp", "2019-01-01", "A", struck="base", target_type="airport")
    build.incident("patrol", "2019-02-01", "A", target_type="military")
    build.incident("post", "2019-03-01", "A", target_type="military-base")
    build.incident("cells", "2019-04-01", "A", struck="jail", target_type="government")
    build.incident("stalls", "2019-05-01", "A", struck="bazaar", target_type="civilians")
    build.change("named", "rename", "2020", ["A"], ["C"])
    return build


ASKED = [
    ("military", {"camp", "patrol", "post"}),
    ("military-base", {"camp", "post"}),
    ("police", {"cells"}),
    ("prison", {"cells"}),
    ("security-forces", {"camp", "patrol", "post", "cells"}),
    ("market", {"stalls"}),
    ("airport", {"camp"}),
]


@pytest.mark.parametrize(("kind", "found"), ASKED)
def test_a_branch_gives_all_below_it(struck: Build, kind: str, found: set[str]) -> None:
    def ids(name: str, **given: Any) -> set[str]:
        return {row["incidentId"] for row in struck.ask(name, targetType=kind, **given)}

    assert ids("incidents") == ids("claim-list") == found
    assert ids("predecessor-strikes", group="C") == found
    for name in COUNTING:
        group = {"group": "A"} if name != "top-groups" else {}
        by = {"by": "total"} if name == "counts" else {}
        rows = struck.ask(name, targetType=kind, **group, **by)
        assert max(row["incidents"] for row in rows) == len(found), name
    months = struck.ask("tempo", group="A", targetType=kind)
    assert sum(row["incidents"] or 0 for row in months) == len(found)


def test_neighbours_and_the_like_are_asked_for_by_branch(struck: Build) -> None:
    for name in ("nearby", "warn"):
        rows = struck.ask(name, target="bazaar", targetType="security-forces")
        assert {row["targetId"] for row in rows} == {"base", "jail"}
        rows = struck.ask(name, target="bazaar", targetType="police")
        assert [row["targetId"] for row in rows] == ["jail"]
    likeness = {
        (kind, row["targetId"]): row["type"]
        for kind in (None, "security-forces")
        for row in struck.ask("similar-targets", target="bazaar", targetType=kind)
    }
    assert likeness == {
        (None, "base"): 0.0, (None, "jail"): 0.0,
        ("security-forces", "base"): 1.0, ("security-forces", "jail"): 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "count"), [(None, 1), ("prison", 1), ("military", 3), ("security-forces", 4)]
)
def test_what_is_its_like_may_be_a_branch(struck: Build, kind: str | None, count: int) -> None:
    if kind is None:
        struck.incident("other-stalls", "2019-06-01", "A", target_type="market")
    rows = struck.ask(
        "exposure", target="bazaar", targetType=kind, nearKm=0, days=365, asOf="2019-12-31"
    )
    (everyone,) = [row for row in rows if (row["scope"], row["lineage"]) == ("like", "everyone")]
    assert everyone["incidents"] == count


def test_a_kind_of_which_nothing_is_on_record_finds_nothing(struck: Build) -> None:
    struck.write()
    answer = question("incidents").ask(struck.store, {"targetType": "hospital"})
    assert (answer.rows, answer.notes[0]) == ([], "No target on record is of the kind hospital.")
    answer = question("incidents").ask(struck.store, {"targetType": "police"})
    assert answer.names["targetType"] == "police and all below it"
    assert "No target on record" not in " ".join(answer.notes)
    with pytest.raises(UnknownNameError) as unknown:
        question("incidents").ask(struck.store, {"targetType": "spaceport"})
    offered = {found[0] for found in unknown.value.candidates}
    assert {"security-forces", "police", "prison"} <= offered
    assert "hospital" not in offered
