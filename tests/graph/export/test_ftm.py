"""FollowTheMoney entities, validated and read back by its own model."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from graphq.graph.export.form import form, write
from graphq.graph.export.ftm_entities import entity_id, schema_of
from graphq.graph.read.part import Gathered
from tests.graph.export.conftest import PARTS

# Importing it raises how long a cell of any CSV may be, for the whole process.
_LONGEST_CELL = csv.field_size_limit()
if os.environ.get("GRAPHQ_REQUIRE_FTM") == "1":
    import followthemoney
else:
    followthemoney = pytest.importorskip(
        "followthemoney",
        reason="FollowTheMoney's model was left out: it needs libicu-dev, pkg-config and g++, and "
        "then make setup.",
    )

MODEL: Any = followthemoney.model
csv.field_size_limit(_LONGEST_CELL)
Entities = dict[str, dict[str, Any]]


def entities_of(part: Gathered, place: Path) -> Entities:
    write(form("ftm"), part, place)
    found = [json.loads(line) for line in place.read_bytes().splitlines()]
    assert len(found) == len({entity["id"] for entity in found})
    return {entity["id"]: entity for entity in found}


@pytest.fixture(scope="module")
def found(
    parts: dict[str, Gathered], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Entities]:
    """The entities of each part."""
    folder = tmp_path_factory.mktemp("ftm")
    return {name: entities_of(part, folder / name) for name, part in parts.items()}


@pytest.mark.parametrize("name", PARTS)
def test_every_entity_is_valid_and_its_values_are_clean(
    name: str, found: dict[str, Entities]
) -> None:
    for entity in found[name].values():
        schema = MODEL.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        for prop in entity["properties"]:
            assert schema.get(prop) is not None, (entity["schema"], prop)
        read = MODEL.get_proxy(entity, cleaned=False).to_dict()["properties"]
        if name != "hostile":
            assert {key: set(values) for key, values in read.items()} == {
                key: set(values) for key, values in entity["properties"].items()
            }
        assert read.keys() == entity["properties"].keys()


def test_a_broken_entity_would_be_found(found: dict[str, Entities]) -> None:
    from followthemoney.exc import InvalidData

    entity = json.loads(json.dumps(found["lineage"]["graphq-jnim"]))
    entity["properties"]["incorporationDate"] = ["long ago"]
    with pytest.raises(InvalidData):
        MODEL.get("Organization").validate(entity)


@pytest.mark.parametrize("name", PARTS)
def test_every_reference_is_to_an_entity_that_the_schema_allows(
    name: str, found: dict[str, Entities]
) -> None:
    for entity in found[name].values():
        schema = MODEL.get(entity["schema"])
        for prop, values in entity["properties"].items():
            declared = schema.get(prop)
            if declared.type.name == "entity":
                for value in values:
                    other = MODEL.get(found[name][value]["schema"])
                    assert other.is_a(declared.range), (entity["schema"], prop, other)


@pytest.mark.parametrize("name", PARTS)
def test_no_node_and_no_relationship_is_dropped(
    name: str, parts: dict[str, Gathered], found: dict[str, Entities]
) -> None:
    part, entities = parts[name], found[name]
    for key, node in part.by_id.items():
        if "Name" not in node.labels:
            assert entities[entity_id(key)]["schema"] == schema_of(node)
    for key, link in part.links.items():
        start, end = entity_id(str(link.start)), entity_id(str(link.end))
        if link.type == "NAMES":
            text = " ".join(str(part.by_id[str(link.start)].properties["text"]).split())
            said = entities[end]["properties"]
            keys = ("name", "alias", "weakAlias", "previousName")
            assert text in [value for name in keys for value in said.get(name, [])]
        elif link.type == "REPORTED_BY" and "Name" in part.by_id[str(link.start)].labels:
            named = [entity_id(str(o.end)) for o in part.links.values()
                     if o.type == "NAMES" and o.start == link.start]  # fmt: skip
            assert all(end in entities[one]["properties"]["proof"] for one in named)
        elif link.type == "REPORTED_BY":
            assert end in entities[start]["properties"]["proof"]
        else:
            values = entities[entity_id(key, link.type)]["properties"].values()
            assert {(start,), (end,)} <= {tuple(value) for value in values}


def test_the_counts_are_those_of_the_part(parts: dict[str, Gathered], tmp_path: Path) -> None:
    part = parts["whole"]
    done = write(form("ftm"), part, tmp_path / "out")
    assert (done.nodes, done.relationships) == (len(part.by_id), len(part.links))


def test_things_are_what_followthemoney_calls_them(
    found: dict[str, Entities], parts: dict[str, Gathered]
) -> None:
    whole = found["whole"]
    group = whole["graphq-jnim"]
    assert group["schema"] == "Organization"
    assert group["properties"]["incorporationDate"] == ["2017-03-02"]
    assert "ml" in group["properties"]["country"]
    assert "JNIM" in group["properties"]["alias"]
    assert whole["graphq-fama"]["schema"] == "PublicBody"
    assert whole["graphq-p-ag-ghali"]["properties"]["birthDate"] == ["1958"]
    schemas = Counter(entity["schema"] for entity in whole.values())
    assert schemas["Directorship"] == 21
    assert schemas["Succession"] == 22
    by_label: dict[str, set[str]] = defaultdict(set)
    for node in parts["whole"].by_id.values():
        by_label[node.labels[0]].add(whole.get(entity_id(node.id), {}).get("schema", ""))
    for label in ("Tally", "Assessment", "Judgement", "Remark"):
        assert by_label[label] <= {"Note"}
    assert by_label["Remark"]
    assert by_label["User"] == {"LegalEntity"}
    assert by_label["Source"] == {"Document"}
    assert schemas["Document"] > 280


def test_a_merger_is_an_event_of_all_its_parties_and_pairs_of_successions(
    found: dict[str, Entities], parts: dict[str, Gathered]
) -> None:
    merger = found["whole"]["graphq-chg-jnim-2017"]
    parties = {
        entity_id(str(link.end if link.start == "chg-jnim-2017" else link.start))
        for link in parts["whole"].links.values()
        if link.type in ("PREDECESSOR_IN", "RESULTED_IN")
        and "chg-jnim-2017" in (link.start, link.end)
    }
    assert set(merger["properties"]["involved"]) == parties
    assert len(parties) >= 4
    pairs = [
        entity["properties"]
        for entity in found["whole"].values()
        if entity["schema"] == "Succession" and merger["id"] in entity["properties"]["recordId"]
    ]
    assert {pair["predecessor"][0] for pair in pairs} == parties - {"graphq-jnim"}
    assert any("part: " in pair["role"][0] for pair in pairs)


def test_the_successions_of_an_answer_are_those_that_the_graph_derives(
    parts: dict[str, Gathered], found: dict[str, Entities]
) -> None:
    part, lineage, whole = parts["lineage"], found["lineage"], found["whole"]
    assert not any(link.type == "SUCCEEDED_BY" for link in part.links.values())
    made = {key: one for key, one in lineage.items() if one["schema"] == "Succession"}
    changes = {entity_id(key) for key, one in part.by_id.items() if "ChangeEvent" in one.labels}
    derived = {
        key: one
        for key, one in whole.items()
        if one["schema"] == "Succession"
        and one["properties"]["recordId"][0] in changes
        and {*one["properties"]["predecessor"], *one["properties"]["successor"]} <= lineage.keys()
    }
    assert made.keys() == derived.keys()
    for key, one in made.items():
        for name in ("predecessor", "successor", "role", "date", "recordId"):
            assert one["properties"][name] == derived[key]["properties"][name]


def test_a_date_is_as_far_as_it_is_known(found: dict[str, Entities]) -> None:
    hostile = found["hostile"]
    assert hostile["graphq-i-here"]["properties"]["startDate"] == ["2019-07"]
    assert hostile["graphq-i-long"]["properties"]["endDate"] == ["2019-07-05"]
    assert "date" not in hostile["graphq-undated"]["properties"]
    assert "startDate" not in hostile["graphq-undated"]["properties"]
    assert "incorporationDate: long ago" in hostile["graphq-bad-dates"]["properties"]["notes"]


def test_an_address_that_is_none_is_only_text(found: dict[str, Entities]) -> None:
    source = found["hostile"]["graphq-s-odd"]["properties"]
    assert "sourceUrl" not in source
    assert any("javascript:" in note for note in source["notes"])


def test_ids_are_the_same_each_time_and_never_two_for_one() -> None:
    assert entity_id("jnim") == "graphq-jnim"
    keys = ["a:b", "a-b", "a b", "a;b", "x" * 500, "x" * 501, "é", "e"]
    assert len({entity_id(key) for key in keys}) == len(keys)
    assert entity_id("a", "LED") != entity_id("a")
