"""What no question may do: put facilities in an order without a precedent, or beside a weakness."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import pytest

from graphq.cypher.ask.catalog import question, questions
from graphq.graph.model.declared import NODES
from graphq.graph.store import Store

AS_OF: Final = date(2019, 8, 31)
OF_FACILITIES: Final = {
    "assessments": "assessors",
    "nearby": "km",
    "similar-targets": "precedents",
    "warn": "km",
}
"""Questions of which a row is a facility, with the column that says why it stands where it does:
what struck it, who rated it, or how far away it is."""
WEAKNESSES: Final = re.compile(
    r"access|vulnerab|weak|guard|entrance|perimeter|patrol", re.IGNORECASE
)


def test_every_facility_in_a_ranking_by_likeness_shows_what_struck_it(jnim: Store) -> None:
    targets = [row["id"] for row in jnim.read("MATCH (t:Target) RETURN t.id AS id ORDER BY id")]
    assert len(targets) > 80
    ranked = 0
    for target in targets:
        for row in question("similar-targets").ask(jnim, {"target": target, "asOf": AS_OF}).rows:
            ranked += 1
            assert row["precedents"], row["target"]
            for told in row["precedents"]:
                assert told["sources"], told
                assert str(told["date"]) <= AS_OF.isoformat()
    assert ranked > 800


@pytest.mark.parametrize("name", questions())
def test_facilities_are_listed_only_by_precedent_by_a_named_assessor_or_by_distance(
    name: str,
) -> None:
    columns = set(question(name).header.columns)
    of_facilities = "targetId" in columns and not columns & {"incident", "incidentId"}
    assert of_facilities == (name in OF_FACILITIES)
    assert not of_facilities or OF_FACILITIES[name] in columns


@pytest.mark.parametrize("name", sorted(set(questions()) - {"assessments"}))
def test_no_question_tells_how_a_place_is_guarded_or_reached(name: str) -> None:
    assert not [column for column in question(name).header.columns if WEAKNESSES.search(column)]


def test_nothing_in_the_graph_but_a_persons_rating_has_room_for_a_weakness() -> None:
    for label, model in NODES.items():
        assert not [field for field in model.model_fields if WEAKNESSES.search(field)], label
