"""The parts that every form is tried with: a whole graph, the part of one answer, hostile texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphq.cypher.ask.catalog import question
from graphq.cypher.ask.part import add_sources, part_of
from graphq.graph.opening import open_store
from graphq.graph.read.part import Gathered, Whole
from graphq.graph.store import Store
from tests.graph.export.parts import hostile

PARTS = ("whole", "lineage", "hostile")
PARTS_WITH_PLACES = ("whole", "gao", "hostile")


@pytest.fixture(scope="session")
def parts(jnim_folder: Path) -> dict[str, Gathered]:
    """All of the dossier, two answers (one has places, the other none), and the hostile part."""
    whole = Gathered()
    with open_store(jnim_folder) as store:
        read = Whole(store)
        whole.by_id = {node.id: node for node in read.nodes()}
        whole.links = {str(link.properties["id"]): link for link in read.relationships()}
        lineage = answered(store, "lineage", group="jnim", asOf="2019-08-31")
        gao = answered(store, "target-history", target="Gao airport")
    return {"whole": whole, "lineage": lineage, "gao": gao, "hostile": hostile()}


def answered(store: Store, name: str, **given: str) -> Gathered:
    """The part of an answer, with the sources that it cites."""
    asked = question(name)
    part = part_of(store, asked, asked.ask(store, given))
    add_sources(store, part)
    return part


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest, parts: dict[str, Gathered]) -> Gathered:
    """Each of them in turn."""
    return parts[request.param]
