"""A denial is a denial in every form: who denies an incident is never one of those that did it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphq.graph.export.form import form, forms, write
from graphq.graph.export.ftm_entities import entity_id
from graphq.graph.export.stix_objects import Object
from graphq.graph.export.stix_words import FACTS_ID
from graphq.graph.read.part import Gathered

INCIDENT, DENIER = "inc-2024-07-27-tinzaouaten", "csp-dpa"
SOLHAN = "inc-2021-06-05-solhan"


@pytest.fixture(scope="module")
def whole(parts: dict[str, Gathered]) -> Gathered:
    part = parts["whole"]
    tied = {(link.type, link.end) for link in part.relationships() if link.start == INCIDENT}
    assert {("DENIED_BY", DENIER), ("PERPETRATED_BY", "jnim")} <= tied
    return part


def test_on_a_map_it_stands_apart_from_who_did_it_and_who_claimed_it(
    whole: Gathered, tmp_path: Path
) -> None:
    write(form("geojson"), whole, tmp_path / "out")
    features = json.loads((tmp_path / "out").read_text(encoding="utf-8"))["features"]
    said = {one["id"]: one["properties"] for one in features}
    assert said[SOLHAN]["deniedBy"] == said[SOLHAN]["attributedTo"]
    assert "claimedBy" not in said[SOLHAN]
    (denier,) = said[INCIDENT]["deniedBy"]
    assert denier not in said[INCIDENT]["attributedTo"]
    write(form("kml"), whole, tmp_path / "kml")
    assert f"Denied by: {denier}" in (tmp_path / "kml").read_text(encoding="utf-8")


def test_in_stix_it_is_a_relationship_of_its_own(whole: Gathered, tmp_path: Path) -> None:
    write(form("stix"), whole, tmp_path / "out")
    objects: list[Object] = json.loads((tmp_path / "out").read_text(encoding="utf-8"))["objects"]
    said = [one for one in objects if one.get("relationship_type") == "denied-by"]
    facts: list[dict[str, Any]] = [one["extensions"][FACTS_ID] for one in said]
    assert sorted((one["graph_id"], one["denies"]) for one in facts) == [
        (f"denied-by:{SOLHAN}>jnim", "jnim"),
        (f"denied-by:{INCIDENT}>{DENIER}:jnim", "jnim"),
    ]
    assert {one["denied_on"] for one in facts if "denied_on" in one} == {"by 2021-06"}
    assert all("start_time" not in one for one in said)


def test_in_followthemoney_who_denies_it_is_not_involved(whole: Gathered, tmp_path: Path) -> None:
    # It claims the incident too, and is involved by that; here only its denial is looked at.
    links = [link for link in whole.relationships() if link.start != INCIDENT or link.end != DENIER]
    denied = [link for link in whole.relationships() if link.type == "DENIED_BY"]
    part = Gathered(whole.by_id, {str(link.properties["id"]): link for link in [*links, *denied]})
    write(form("ftm"), part, tmp_path / "out")
    found = {
        one["id"]: one for one in map(json.loads, (tmp_path / "out").read_bytes().splitlines())
    }
    involved = found[entity_id(INCIDENT)]["properties"]["involved"]
    assert entity_id("jnim") in involved
    assert entity_id(DENIER) not in involved
    roles = [one["properties"].get("role") for one in found.values()]
    assert roles.count(["denied by (of jnim)"]) == 2


@pytest.mark.parametrize("name", forms())
def test_every_form_writes_it(name: str, whole: Gathered, tmp_path: Path) -> None:
    place = tmp_path / "out"
    write(form(name), whole, place)
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    text = "\n".join(
        file.read_bytes().decode("utf-8", "replace") for file in files if file.is_file()
    )
    words = ("DENIED_BY", "denied-by", "denied by", "deniedBy", "Denied by")
    assert any(word in text for word in words), name
