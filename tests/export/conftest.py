"""The parts that every form is tried with: a whole graph, the part of one answer, hostile texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from cypher.catalog import question
from cypher.part import part_of
from graph.part import Gathered, Whole
from graph.store import open_store
from tests.export.parts import hostile

PARTS = ("whole", "lineage", "hostile")


@pytest.fixture(scope="session")
def parts(jnim_folder: Path) -> dict[str, Gathered]:
    """All of the dossier, the lineage of JNIM as of a day, and the hostile part."""
    whole = Gathered()
    with open_store(jnim_folder) as store:
        read = Whole(store)
        whole.by_id = {node.id: node for node in read.nodes()}
        whole.links = {str(link.properties["id"]): link for link in read.relationships()}
        asked = question("lineage")
        answer = asked.ask(store, {"group": "jnim", "asOf": "2019-08-31"})
        lineage = part_of(store, asked, answer)
    return {"whole": whole, "lineage": lineage, "hostile": hostile()}


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest, parts: dict[str, Gathered]) -> Gathered:
    """Each of them in turn."""
    return parts[request.param]
