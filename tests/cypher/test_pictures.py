"""Pictures are few enough to look at, tell each fact once, and are the same on both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graphq.cypher.ask.catalog import FOLDER, PICTURE_SUFFIX, Question, questions
from graphq.graph.opening import open_store
from graphq.graph.read.part import Gathered, gathered
from graphq.graph.store import Store

LARGEST = 35
"""As many nodes as a picture in Neo4j Browser can have and still be read."""
DRAWN = {name: question for name, question in questions().items() if question.picture}
DAY = date(2019, 8, 31)


def drawn(store: Store, question: Question, **given: Any) -> Gathered:
    values = question.resolve(store, {**given, "asOf": DAY}, DAY).values
    return gathered(store.read(question.picture, values))


def focus_of(question: Question) -> tuple[str, str]:
    """The parameter that a picture is drawn around, and the label of what it names."""
    name = next(n for n, p in question.header.parameters.items() if p.argument)
    return name, {"group": "Group", "target": "Target"}[question.header.parameters[name].type]


def test_every_picture_belongs_to_a_question() -> None:
    files = {file.stem.removesuffix(PICTURE_SUFFIX) for file in FOLDER.glob("*.picture.cypher")}
    assert files == set(DRAWN)
    assert len(files) >= 10


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_has_a_title_and_draws_no_change_twice(name: str) -> None:
    text = (FOLDER / f"{name}.picture.cypher").read_text(encoding="utf-8")
    title, parameters, *_ = text.splitlines()
    assert title.startswith("// ")
    assert ", drawn: " in title
    declared = questions()[name].header.parameters
    told = {word.strip(",.;") for word in parameters.split() if word.startswith("$")}
    assert {word[1:] for word in told} <= set(declared)
    assert all(f"${parameter}" in told for parameter in declared if f"${parameter}" in text)
    drawn_paths = [line for line in text.splitlines() if "path = " in line and "SUCCEEDED" in line]
    assert all("(focus)" in line or "ancestor" in line for line in drawn_paths)


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_of_anything_in_the_dossier_can_be_looked_at(name: str, jnim_folder: Any) -> None:
    question = DRAWN[name]
    parameter, label = focus_of(question)
    with open_store(jnim_folder) as store:
        ids = [row["id"] for row in store.read(f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id")]
        pictures = {key: drawn(store, question, **{parameter: key}) for key in ids}
    assert max(len(picture.by_id) for picture in pictures.values()) <= LARGEST
    assert any(len(picture.by_id) > 4 for picture in pictures.values())
    for picture in pictures.values():
        ends = {end for link in picture.relationships() for end in (link.start, link.end)}
        assert ends <= set(picture.by_id)
        assert "SUCCEEDED_BY" not in {link.type for link in picture.relationships()}


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_the_same_on_both_engines(
    jnim_store: Store, jnim_folder: Any, name: str
) -> None:
    parameter, label = focus_of(DRAWN[name])
    key = {"Group": "jnim", "Target": "fac-apt-gao"}[label]
    with open_store(jnim_folder) as folder:
        expected = drawn(folder, DRAWN[name], **{parameter: key})
    found = drawn(jnim_store, DRAWN[name], **{parameter: key})
    assert sorted(found.by_id) == sorted(expected.by_id)
    assert found.by_id == expected.by_id
    assert found.links == expected.links


@pytest.mark.parametrize("name", DRAWN)
def test_a_relationship_is_returned_once(jnim_store: Store, name: str) -> None:
    """Neo4j Browser would count it as often as it comes."""
    parameter, label = focus_of(DRAWN[name])
    key = {"Group": "aqim", "Target": "fac-apt-mopti"}[label]
    values = DRAWN[name].resolve(jnim_store, {parameter: key}, DAY).values
    links = [
        link.properties["id"]
        for row in jnim_store.read(DRAWN[name].picture, values)
        for link in row["path"].relationships
    ]
    assert len(links) == len(set(links))


def test_the_merger_of_2017_is_drawn_as_one_event_with_all_its_parties(jnim_store: Store) -> None:
    picture = drawn(jnim_store, DRAWN["changes"], group="jnim")
    into = {
        link.start: link.properties["extent"]
        for link in picture.relationships()
        if link.type == "PREDECESSOR_IN"
    }
    assert into["ansar-dine"] == "whole"
    assert into["aqim"] == "part"
    assert len(into) == 7
    assert [link.end for link in picture.relationships() if link.type == "RESULTED_IN"] == ["jnim"]


def test_what_struck_gao_airport_later_is_not_drawn_as_of_2018(jnim_store: Store) -> None:
    question = DRAWN["target-history"]
    values = question.resolve(jnim_store, {"target": "Gao airport", "asOf": "2018"}, DAY).values
    found = gathered(jnim_store.read(question.picture, values))
    assert "inc-2016-11-29-gao-airport" in found.by_id
    assert "inc-2019-07-22-gao-a" not in found.by_id
