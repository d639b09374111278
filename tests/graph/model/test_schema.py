"""What follows from the model is whole: every label, type and property, and nothing twice."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic.alias_generators import to_camel

from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.model.facts import NAME_LENGTH, Fact, property_types
from graphq.graph.model.nodes import Group
from graphq.graph.model.own import BOOKKEEPING, OWN_NODES
from graphq.graph.model.relationships import LocatedIn, PartOf
from graphq.graph.model.schema import (
    DATE_COMPONENTS,
    INDEXED,
    definitions,
    kind_labels,
    linter_schema,
    model_page,
)
from graphq.graph.store import Store
from tests.graph.make import group

DECLARED: list[type[Fact]] = [*NODES.values(), *RELATIONSHIPS.values()]


def section(page: str, title: str) -> str:
    """The part of the page under a heading of the third level."""
    return page.split(f"\n### {title}\n", 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]


@pytest.mark.parametrize("title", [*NODES, *RELATIONSHIPS])
def test_the_model_page_has_every_label_and_type_with_all_its_properties(title: str) -> None:
    page = model_page()
    assert page.count(f"\n### {title}\n") == 1
    fact: type[Fact] = NODES[title] if title in NODES else RELATIONSHIPS[title]
    told = set(re.findall(r"^\| `(\w+)` \|", section(page, title), re.MULTILINE))
    assert told == set(property_types(fact)) - {"id", "sources", "inferred"}


@pytest.mark.parametrize("fact", DECLARED, ids=lambda fact: str(fact.__name__))
def test_every_label_and_type_says_what_it_is(fact: type[Fact]) -> None:
    own = vars(fact).get("__doc__") or ""
    assert own.strip().endswith(".")
    assert " ".join(own.split()) in model_page()


@pytest.mark.parametrize("label", [name for name, kind in NODES.items() if kind.KIND_LABELS])
def test_the_second_labels_stand_on_the_page_with_the_kinds_they_mean(label: str) -> None:
    part = section(model_page(), label)
    for kind, extra in NODES[label].KIND_LABELS.items():
        assert re.search(rf"`{extra}` \([^)]*\b{kind}\b", part)


def test_relationships_start_and_end_at_labels_that_there_are() -> None:
    for relationship in RELATIONSHIPS.values():
        assert {*relationship.START, *relationship.END} <= set(NODES)


def test_labels_types_and_properties_are_written_as_the_model_says() -> None:
    assert all(re.fullmatch(r"([A-Z][a-z]+)+", label) for label in [*NODES, *kind_labels()])
    assert all(re.fullmatch(r"[A-Z]+(_[A-Z]+)*", kind) for kind in RELATIONSHIPS)
    keys = {key for fact in DECLARED for key in property_types(fact)}
    assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*", key) for key in keys)


def test_a_property_of_one_name_has_one_type_everywhere() -> None:
    types: dict[str, set[str]] = {}
    for fact in DECLARED:
        for key, word in property_types(fact).items():
            types.setdefault(key, set()).add(word)
    assert {key: words for key, words in types.items() if len(words) > 1} == {}


def test_no_property_is_named_as_one_that_the_writer_keeps() -> None:
    assert not {key for fact in DECLARED for key in property_types(fact)} & set(BOOKKEEPING)


def test_no_second_label_is_a_label_of_its_own() -> None:
    assert not set(kind_labels()) & {*NODES, *OWN_NODES}


def test_each_definition_stands_once_and_under_a_name_of_its_own() -> None:
    statements = list(definitions())
    names = [statement.split()[2] for statement in statements]
    assert len(set(statements)) == len(statements)
    assert len(set(names)) == len(names)


def test_every_label_has_its_id_unique_and_what_is_looked_up_is_indexed() -> None:
    text = "\n".join(definitions())
    for label in [*NODES, *OWN_NODES]:
        assert f"FOR (n:{label}) REQUIRE n.id IS UNIQUE" in text
    for label, properties in INDEXED.items():
        assert set(properties) <= set(property_types(NODES[label]))
        for key in properties:
            assert f"FOR (n:{label}) ON (n.{key})" in text


def test_the_definitions_may_be_run_again_and_hold(empty_store: Store) -> None:
    empty_store.define(definitions())
    rows = empty_store.read("SHOW CONSTRAINTS")
    assert {tuple(row["labelsOrTypes"]) for row in rows} == {
        (label,) for label in [*NODES, *OWN_NODES]
    }


def test_the_linter_is_told_every_label_type_and_property() -> None:
    found = linter_schema()
    assert set(found["labels"]) == {*NODES, *kind_labels(), *OWN_NODES}
    assert found["relationshipTypes"] == list(RELATIONSHIPS)
    properties = {key for fact in DECLARED for key in property_types(fact)}
    assert set(found["propertyKeys"]) == {
        *properties, *BOOKKEEPING, "modelVersion", *DATE_COMPONENTS,
    }  # fmt: skip
    assert all(len(set(words)) == len(words) for words in found.values())


@pytest.mark.parametrize("length", [1, NAME_LENGTH])
def test_a_name_that_a_picture_shows_whole_is_taken(length: int) -> None:
    assert len(group("a", "é" * length).name) == length


@pytest.mark.parametrize("name", ["x" * (NAME_LENGTH + 1), ""])
def test_a_name_that_is_too_long_or_empty_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="name"):
        Group(id="a", name=name, full_name="A", kind="group")


def test_a_property_that_is_not_declared_is_refused() -> None:
    with pytest.raises(ValidationError, match="layout"):
        group("a", layout="secret")


def test_a_fact_cannot_be_altered_once_made() -> None:
    made = group("a")
    with pytest.raises(ValidationError, match="frozen"):
        made.name = "other"  # type: ignore[misc]


def test_the_ends_of_a_relationship_are_of_the_labels_that_its_type_allows() -> None:
    made = PartOf(id="r", start="a", end="b")
    assert (made.start_label, made.end_label) == ("Group", "Group")
    with pytest.raises(ValidationError, match="PART_OF: start_label 'Person' is not one of"):
        PartOf(id="r", start="a", end="b", start_label="Person")
    with pytest.raises(ValidationError, match="LOCATED_IN: start_label '' is not one of"):
        LocatedIn(id="r", start="a", end="b")


def plain(value: Any) -> bool:
    """Whether both engines can store the value as it is."""
    if isinstance(value, list):
        return all(type(item) is str for item in value)
    return type(value) in (str, int, float, bool, date)


def test_what_is_not_known_is_left_out_and_what_is_known_is_plain() -> None:
    made = LocatedIn(id="r", start="a", start_label="Target", end="b", sources=("s",))
    assert made.properties() == {"id": "r", "sources": ["s"]}
    found = group("a", kind="militia", countries=("ML",), founded=None).properties()
    assert set(found) == {"id", "name", "fullName", "kind", "countries"}
    assert all(map(plain, found.values()))


@pytest.mark.parametrize("fact", DECLARED, ids=lambda fact: str(fact.__name__))
def test_every_property_is_described_or_named_by_a_graded_word(fact: type[Fact]) -> None:
    """A field says in words what it is, unless its type is a list of words that says so itself."""
    plain_names = {
        *("fullName", "text", "language", "summary", "title", "publisher", "url", "role", "side"),
        *("dataset", "file", "fileHash", "importer", "importerVersion", "unit", "dimension"),
        *("value", "targetType", "targetDescription", "tactics", "wounded", "confidence"),
        *("admin1", "ucdpActorId", "wikidataId", "created", "updated", "unchanged", "retired"),
        *("fatalitiesLow", "fatalitiesBest", "fatalitiesHigh", "sinceFirst", "sinceLast"),
    }
    for name, found in fact.model_fields.items():
        graded = isinstance(found.annotation, type) and issubclass(found.annotation, StrEnum)
        if name not in fact.NOT_STORED and not graded:
            assert found.description or to_camel(name) in plain_names
