"""Everything that counts or pairs incidents can be asked of those attributed in one way.

What always holds: the four words, asked for one by one, give what no word gives, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from graphq.cypher.ask.catalog import question, questions
from graphq.graph.model.values import Attribution
from graphq.graph.store import Store
from tests.cypher.build import Build
from tests.cypher.jnim_tables import INCIDENTS

WORDS = [word.value for word in Attribution]
WORD_OF = {row["id"]: row["attribution"] for row in INCIDENTS}
WITHOUT = {
    "reconcile",  # tells the claimed ones beside all of them: a published count has its own scope
    "figures",  # as reconcile does: published numbers that it leaves out
    "sources",  # tells what one fact rests on
}
"""Questions that read incidents and take no attribution, each with the reason."""
OF_OTHERS = {"near-repeat"}
"""Questions whose attribution is tested where their counting is."""
TAKING = {name for name, found in questions().items() if "attribution" in found.header.parameters}

ALL = {"cited": 200}
"""To have numbers name all of their incidents."""
EVERYTHING: dict[str, list[dict[str, Any]]] = {
    "casualties": [{}, {"group": "jnim"}],
    "claim-list": [{}, {"group": "jnim"}],
    "claims": [{"group": "jnim", **ALL}, {"country": "BF", **ALL}],
    "co-location": [{"group": "jnim", "km": 300, "days": 700, "unit": "admin1"}],
    "counts": [{"by": "total", **ALL}, {"by": "group", "group": "jnim", "claims": True, **ALL}],
    "exposure": [{"target": "Gao airport", "nearKm": 1_000, "days": 3_650}],
    "hotspots": [
        {"limit": 1_000, **ALL},
        {"group": "jnim", "by": "admin1", "limit": 1_000, **ALL},
    ],
    "incidents": [{}, {"group": "jnim", "withPredecessors": True, "claims": True}],
    "matches": [{"with": "dossier:jnim", "days": 60, "km": 200, "limit": 10_000}],
    "predecessor-strikes": [{"group": "jnim"}],
    "same-day": [{}, {"group": "jnim"}],
    "similar-targets": [{"target": "Ambodedjo Airport", "limit": 1_000}],
    "target-history": [{"target": "Gao airport"}, {"target": "fac-bf-solhan"}],
    "tempo": [ALL, {"group": "jnim", **ALL}],
    "top-groups": [{"limit": 1_000, **ALL}],
    "warn": [{"target": "Gao airport", "km": 1_000, "nearKm": 1_000, "precedents": 50}],
}
"""What to ask, so that every incident that can be told is told."""
PAIRING = {"co-location", "same-day"}
"""Questions that need two incidents for a row: of two words, they make none."""


def ids_of(rows: Iterable[dict[str, Any]]) -> set[str]:
    """Every incident that the rows count or name."""
    found: set[str] = set()
    for row in rows:
        found.update(row.get("incidentIds") or ())
        found.update(item for pair in row.get("pairs") or () for item in pair)
        for column in ("precedents", "struck", "onKind"):
            found.update(fact["id"] for fact in row.get(column) or ())
        found.update(str(row[key]) for key in ("incidentId",) if row.get(key))
    return found


def test_every_question_that_reads_incidents_takes_an_attribution_or_says_why_not() -> None:
    reading = {
        name
        for name, found in questions().items()
        if ":Incident" in found.statement and name not in WITHOUT | OF_OTHERS
    }
    assert reading - TAKING == set()
    assert TAKING - set(EVERYTHING) <= {"nearby", *OF_OTHERS}


def test_the_parameter_is_the_same_in_every_question() -> None:
    for name in TAKING:
        parameter = question(name).header.parameters["attribution"]
        assert (parameter.type, parameter.many, parameter.default) == ("choice", True, []), name
        assert list(parameter.choices) == WORDS, name
        assert "attributed" in parameter.help, name


def test_a_picture_draws_only_what_is_attributed_in_that_way() -> None:
    for name in TAKING:
        picture = question(name).picture
        assert not picture or "$attribution" in picture, name


ASKED = [
    pytest.param(name, given, id=f"{name}-{number}")
    for name, several in EVERYTHING.items()
    for number, given in enumerate(several)
]


@pytest.mark.parametrize(("name", "given"), ASKED)
def test_the_words_take_apart_what_is_told_without_one(
    jnim: Store, name: str, given: dict[str, Any]
) -> None:
    given = {**given, "asOf": "2024-12-31"}
    whole = ids_of(question(name).ask(jnim, given).rows)
    assert len(whole) > 0
    parts = {}
    for word in WORDS:
        rows = question(name).ask(jnim, {**given, "attribution": [word]}).rows
        parts[word] = ids_of(rows)
        assert {WORD_OF[key] for key in parts[word]} <= {word}
        assert parts[word] <= whole or name == "co-location"
    everything = question(name).ask(jnim, {**given, "attribution": WORDS}).rows
    assert ids_of(everything) == whole
    if name not in PAIRING:
        assert set().union(*parts.values()) == whole
    assert parts["claimed"] or name == "target-history"


def test_strikes_nearby_are_counted_by_attribution(jnim: Store) -> None:
    given = {"target": "Gao airport", "km": 1_000, "asOf": "2024-12-31"}
    whole = {row["targetId"]: row["strikes"] for row in question("nearby").ask(jnim, given).rows}
    assert sum(whole.values()) > 20
    added = dict.fromkeys(whole, 0)
    for word in WORDS:
        for row in question("nearby").ask(jnim, {**given, "attribution": [word]}).rows:
            added[row["targetId"]] += row["strikes"]
    assert added == whole


def test_both_incidents_of_a_pair_are_attributed_in_that_way(build: Build) -> None:
    near = (16.0, 0.0)
    build.incident("mine", "2019-01-01", "A", at=near, attribution="claimed")
    build.incident("same", "2019-01-02", "B", at=near, attribution="claimed")
    build.incident("other", "2019-01-02", "B", at=near, attribution="suspected")
    asked = {"group": "A", "days": 5}
    assert build.ask("co-location", **asked)[0]["meetings"] == 2
    (row,) = build.ask("co-location", **asked, attribution=["claimed"])
    assert row["pairs"] == [["mine", "same"]]
    assert build.ask("co-location", **asked, attribution=["suspected"]) == []
    (row,) = build.ask("co-location", **asked, attribution=["claimed", "suspected"])
    assert row["meetings"] == 2


def test_a_day_needs_two_places_of_that_attribution(build: Build) -> None:
    build.incident("a", "2019-01-01", "A", place="town", attribution="claimed")
    build.incident("b", "2019-01-01", "A", place="village", attribution="assessed")
    assert [row["incidentIds"] for row in build.ask("same-day")] == [["a", "b"]]
    assert build.ask("same-day", attribution=["claimed"]) == []
    assert len(build.ask("same-day", attribution=["claimed", "assessed"])) == 1


def test_what_is_like_a_target_is_told_from_strikes_of_that_attribution(build: Build) -> None:
    build.target("here", at=(16.0, 0.0))
    build.target("there", at=(16.5, 0.0))
    build.target("beyond", at=(17.0, 0.0))
    build.incident("near", "2018-01-01", "A", at=(16.0, 0.0), attribution="suspected")
    build.incident("claimed", "2018-02-01", "A", struck="there", attribution="claimed")
    build.incident("said", "2018-03-01", "A", struck="there", attribution="suspected")
    build.incident("only", "2018-04-01", "A", struck="beyond", attribution="suspected")
    both = build.ask("similar-targets", target="here")
    assert {row["targetId"]: (row["strikes"], row["lineage"]) for row in both} == {
        "there": (2, 1.0), "beyond": (1, 1.0),
    }  # fmt: skip
    (row,) = build.ask("similar-targets", target="here", attribution=["claimed"])
    assert (row["targetId"], row["strikes"], row["lineage"]) == ("there", 1, None)
    assert [fact["id"] for fact in row["precedents"]] == ["claimed"]


def test_a_strike_of_another_attribution_is_no_history(build: Build) -> None:
    build.target("camp")
    build.incident("claimed", "2018-02-01", "A", struck="camp", attribution="claimed")
    build.incident("said", "2018-03-01", "A", struck="camp", attribution="suspected")
    rows = build.ask("target-history", target="camp", attribution=["suspected"])
    assert [row["incidentId"] for row in rows] == ["said"]
