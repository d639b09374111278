"""What is shipped for Neo4j Browser answers on both engines as the saved questions do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graphq.browser.favourites import Favourite, kept_parameters
from graphq.browser.statements import parameters_in, with_values
from graphq.cypher.ask.catalog import questions
from graphq.cypher.ask.parameters import default_of
from graphq.graph.read.part import gathered
from graphq.graph.store import Store
from tests.cypher.test_pictures import LARGEST
from tests.graphq.browser.test_browser_kit import ASKING as FENCES
from tests.graphq.browser.test_favourites import ALL, ASKING, SET, TODAY

VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    -3,
    50.0,
    -0.25,
    1e-07,
    date(2019, 8, 31),
    [],
    ["a", "b's"],
    "jnim",
    'it\'s "quoted" \\ and \\u0041 and ${x} // no comment /* either */',
    "two\nlines\tand\ra return",
    "Ambodédjo مطار",
    "'}) MATCH (n) DETACH DELETE n //",
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:30])
def test_a_value_written_in_is_the_value(jnim_store: Store, value: Any) -> None:
    (row,) = jnim_store.read(with_values("RETURN $x AS x", {"x": value}))
    assert row["x"] == value
    assert type(row["x"]) is type(value)


def test_a_negative_number_does_not_run_into_the_sign_before_it(jnim_store: Store) -> None:
    (row,) = jnim_store.read(with_values("RETURN 5-$x AS x", {"x": -3}))
    assert row["x"] == 8


@pytest.mark.parametrize("favourite", ASKING, ids=lambda favourite: favourite.file)
def test_a_favourite_finds_what_its_question_finds(jnim_store: Store, favourite: Favourite) -> None:
    question = questions()[favourite.question]
    given = {name: SET[name] for name in kept_parameters(question.header)}
    values = question.resolve(jnim_store, given, TODAY).values
    expected = jnim_store.read(question.picture if favourite.drawn else question.statement, values)
    taken = {name: SET[name] for name in parameters_in(favourite.text)}
    assert jnim_store.read(favourite.text, taken) == expected


@pytest.mark.parametrize("favourite", [f for f in ALL if "_find_" in f.file], ids=lambda f: f.file)
def test_favourites_that_find_list_ids(jnim_store: Store, favourite: Favourite) -> None:
    rows = jnim_store.read(favourite.text)
    assert {"jnim", "fac-apt-gao"} & {row["id"] for row in rows}


@pytest.mark.parametrize("name", questions())
def test_a_default_needs_no_graph(jnim_store: Store, name: str) -> None:
    question = questions()[name]
    needed = {n: SET[n] for n, p in question.header.parameters.items() if p.required}
    values = question.resolve(jnim_store, needed, TODAY).values
    defaults = {
        n: default_of(n, p, TODAY) for n, p in question.header.parameters.items() if n not in needed
    }
    found = {n: values[n] for n in defaults}
    assert found == defaults
    assert [type(value) for value in found.values()] == [type(v) for v in defaults.values()]


def test_what_the_guide_says_of_the_merger_is_so(jnim_store: Store) -> None:
    rows = jnim_store.read(
        "MATCH (:Group {id: 'aqim'})-[r:PREDECESSOR_IN]->(:ChangeEvent {id: 'chg-jnim-2017'}) "
        "RETURN r.extent AS extent, r.component AS component, size(r.disputedBy) AS disputing"
    )
    assert rows == [{"extent": "part", "component": "Sahara region", "disputing": 1}]


@pytest.mark.parametrize("fence", FENCES, ids=lambda fence: fence.splitlines()[0][:40])
def test_each_statement_of_the_guide_answers_and_its_pictures_draw(
    jnim_store: Store, fence: str
) -> None:
    rows = jnim_store.read(fence)
    assert rows
    if list(rows[0]) == ["path"]:
        assert 2 <= len(gathered(rows).by_id) <= LARGEST
