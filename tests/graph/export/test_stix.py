"""STIX 2.1: read back by the library of OASIS, and checked by its validator."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import stix2
from stix2validator import ValidationOptions, validate_string

from graphq.graph.export.form import form, write
from graphq.graph.export.stix_words import FACTS_ID, OWN_TYPES
from graphq.graph.model.nodes import Judgement, User
from graphq.graph.read.part import Gathered
from tests.graph.export.conftest import PARTS
from tests.graph.export.parts import part_of_facts
from tests.graph.make import allied, group

Bundle = dict[str, Any]


def bundle_of(part: Gathered, place: Path) -> Bundle:
    write(form("stix"), part, place)
    found: Bundle = json.loads(place.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def bundles(
    parts: dict[str, Gathered], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Bundle]:
    """The bundle of each part."""
    folder = tmp_path_factory.mktemp("stix")
    return {name: bundle_of(part, folder / f"{name}.json") for name, part in parts.items()}


def facts(found: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = found.get("extensions", {}).get(FACTS_ID, {})
    return said


def by_key(bundle: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {facts(one)["graph_id"]: one for one in bundle["objects"] if facts(one)}


@pytest.mark.parametrize("name", PARTS)
def test_the_validator_of_oasis_finds_no_error(name: str, bundles: dict[str, Bundle]) -> None:
    bundle = bundles[name]
    # Half a character is valid in the file, but not for the validator's own reader.
    text = json.dumps(bundle, ensure_ascii=False).replace("\ud800", "")
    checked = validate_string(text, ValidationOptions(version="2.1"))
    assert checked.is_valid, [str(error) for error in checked.errors][:10]


def test_the_validator_would_find_an_error(bundles: dict[str, Bundle]) -> None:
    objects = [dict(one) for one in bundles["lineage"]["objects"]]
    next(one for one in objects if one["type"] == "relationship").pop("target_ref")
    text = json.dumps({**bundles["lineage"], "objects": objects})
    assert not validate_string(text, ValidationOptions(version="2.1")).is_valid


@pytest.mark.parametrize("name", PARTS)
def test_the_library_reads_it_back(name: str, bundles: dict[str, Bundle]) -> None:
    # A relationship that points to a type of an extension counts as customised.
    read = stix2.parse(bundles[name], allow_custom=True, version="2.1")
    assert len(read.objects) == len({one["id"] for one in read.objects})
    for one in read.objects:
        assert one["type"] in OWN_TYPES or isinstance(one, stix2.v21._STIXBase21), one["type"]


@pytest.mark.parametrize("name", PARTS)
def test_an_object_is_written_as_the_library_writes_it(
    name: str, bundles: dict[str, Bundle]
) -> None:
    """In its order and with its times, so that it is read by whoever reads what that writes."""
    for one in bundles[name]["objects"]:
        if one["type"] not in OWN_TYPES:
            theirs = stix2.parse(one, allow_custom=True, version="2.1").serialize()
            assert json.dumps(one) == json.dumps(json.loads(theirs))


@pytest.mark.parametrize("name", PARTS)
def test_no_node_and_no_relationship_is_dropped(
    name: str, parts: dict[str, Gathered], bundles: dict[str, Bundle]
) -> None:
    part, found = parts[name], by_key(bundles[name])
    names = {key for key, node in part.by_id.items() if "Name" in node.labels}
    assert part.by_id.keys() - names <= found.keys()
    spelt = {name["graph_id"] for one in found.values() for name in facts(one).get("names", [])}
    used = {link.start for link in part.links.values() if link.type == "NAMES"}
    assert spelt == used <= names
    objects = {one["id"]: key for key, one in found.items()}
    for key, link in part.links.items():
        start, end = str(link.start), str(link.end)
        if link.type == "NAMES":
            assert start in {name["graph_id"] for name in facts(found[end])["names"]}
        elif link.type == "REPORTED_BY" and start in names:
            named = [n for one in found.values() for n in facts(one).get("names", ())]
            assert any(n["graph_id"] == start and end in n["sources"] for n in named)
        elif link.type == "REPORTED_BY":
            assert end in {one["external_id"] for one in found[start]["external_references"]}
        else:
            made = found[key]
            assert made["type"] == "relationship"
            assert made["relationship_type"] == link.type.lower().replace("_", "-")
            assert (objects[made["source_ref"]], objects[made["target_ref"]]) == (start, end)
            assert facts(made)["graph_type"] == link.type


def test_what_is_told_of_names_is_so(parts: dict[str, Gathered], tmp_path: Path) -> None:
    part = parts["whole"]
    done = write(form("stix"), part, tmp_path / "out")
    assert (done.nodes, done.relationships) == (len(part.by_id), len(part.links))
    names = {k: n for k, n in part.by_id.items() if "Name" in n.labels}
    alone = Gathered({**names, "jnim": part.by_id["jnim"]})
    told = write(form("stix"), alone, tmp_path / "names")
    assert told.nodes == 1
    assert f"{len(names):,} names are not in it" in " ".join(told.told)


def test_things_are_what_stix_calls_them(bundles: dict[str, Bundle]) -> None:
    found = by_key(bundles["whole"])
    assert found["jnim"]["type"] == "threat-actor"
    assert "JNIM" in found["jnim"]["aliases"]
    assert (found["fama"]["type"], found["fama"]["identity_class"]) == ("identity", "organization")
    leader = found["p-ag-ghali"]
    assert (leader["type"], leader["identity_class"]) == ("identity", "individual")
    airport = found["fac-apt-gao"]
    assert (airport["type"], airport["latitude"], airport["precision"]) == (
        "location",
        16.2484,
        500,
    )
    merger = found["chg-jnim-2017"]
    assert (merger["type"], merger["labels"]) == ("x-graphq-change-event", ["merger"])
    defined = {key for key, said in merger["extensions"].items()
               if said["extension_type"] == "new-sdo"}  # fmt: skip
    assert defined <= {one["id"] for one in bundles["whole"]["objects"]}


def test_a_judgement_and_a_user_are_of_types_that_are_defined(tmp_path: Path) -> None:
    judged = Judgement(
        id="judgement:a|b:same:jane", name="same, Jane Doe, 2024", verdict="same", pair=("a", "b"),
        judged_by="Jane Doe", judged_on=date(2024, 5, 1), why="One town.",
    )  # fmt: skip
    bundle = bundle_of(part_of_facts([judged, User(id="user:civil", name="civil")]), tmp_path / "o")
    found = by_key(bundle)
    made = found[judged.id]
    assert (made["type"], facts(made)["pair"]) == ("x-graphq-judgement", ["a", "b"])
    new = {key for key, one in made["extensions"].items() if one["extension_type"] == "new-sdo"}
    assert new
    assert new <= {one["id"] for one in bundle["objects"]}
    user = found["user:civil"]
    assert (user["type"], user["identity_class"]) == ("identity", "unknown")
    checked = validate_string(json.dumps(bundle), ValidationOptions(version="2.1"))
    assert checked.is_valid, [str(error) for error in checked.errors]


def test_a_merger_keeps_all_its_parties_with_their_extent(
    parts: dict[str, Gathered], bundles: dict[str, Bundle]
) -> None:
    part, found = parts["whole"], by_key(bundles["whole"])
    merger = found["chg-jnim-2017"]["id"]
    entered = {
        (one["source_ref"], facts(one)["extent"], facts(one).get("component"))
        for one in found.values()
        if one["type"] == "relationship"
        and one["relationship_type"] == "predecessor-in"
        and one["target_ref"] == merger
    }
    said = {
        (found[str(link.start)]["id"], link.properties["extent"], link.properties.get("component"))
        for link in part.links.values()
        if link.type == "PREDECESSOR_IN" and link.end == "chg-jnim-2017"
    }
    assert entered == said
    assert len(said) >= 3
    assert {extent for _, extent, _ in said} == {"whole", "part"}


def test_a_time_is_set_only_where_the_day_is_known(bundles: dict[str, Bundle]) -> None:
    found = by_key(bundles["hostile"])
    led = found["led-odd"]
    assert led["start_time"] == "2015-06-01T00:00:00Z"
    assert led["stop_time"] == "2015-06-01T23:59:59Z"
    pledged = found["pledged"]
    assert "start_time" not in pledged
    assert "stop_time" not in pledged
    assert facts(pledged)["valid_from"] == "2013-02"
    assert "first_day" not in facts(found["undated"])


def test_disputes_confidence_and_sources_are_kept(bundles: dict[str, Bundle]) -> None:
    found = by_key(bundles["hostile"])
    link = next(one for one in found.values() if one.get("relationship_type") == "allied-with")
    assert link["confidence"] == 15
    assert facts(link)["disputed_by"][0] == "s-odd"
    cited = {one["external_id"]: one for one in found["i-here"]["external_references"]}
    assert cited["s-web"]["url"] == "https://example.org/a?b=1&c=2"
    assert "url" not in cited["s-odd"]
    assert "javascript:" in cited["s-odd"]["description"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("low", 15), ("High", 85), ("70", 70), ("101", None), ("likely", None), ("", None)],
)
def test_confidence_is_on_the_scale_of_stix_where_it_is_a_word_of_it(
    tmp_path: Path, text: str, number: int | None
) -> None:
    link = allied("a", "b", confidence=text)
    found = by_key(bundle_of(part_of_facts([group("a"), group("b"), link]), tmp_path / "o"))
    assert found[link.id].get("confidence") == number


def test_the_same_part_gives_the_same_bundle(
    parts: dict[str, Gathered], bundles: dict[str, Bundle], tmp_path: Path
) -> None:
    assert bundle_of(parts["lineage"], tmp_path / "again") == bundles["lineage"]
    part, whole = by_key(bundles["lineage"]), by_key(bundles["whole"])
    assert {key: one["id"] for key, one in part.items()}.items() <= {
        key: one["id"] for key, one in whole.items()
    }.items()
