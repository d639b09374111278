"""Facts come out of a graph as the objects that were written into it."""

from __future__ import annotations

from typing import assert_type

import graphq
from graphq import model
from graphq.graph.model.declared import NODES, RELATIONSHIPS
from graphq.graph.read.objects import facts_of
from graphq.graph.read.part import Whole
from graphq.graph.store import Store


def test_every_fact_comes_out_as_an_object_that_says_the_same(jnim_store: Store) -> None:
    whole = Whole(jnim_store)
    nodes = {node.id: node.properties for node in whole.nodes()}
    links = {str(link.properties["id"]): link for link in whole.relationships()}
    seen = 0
    for label, kind in NODES.items():
        if label not in ("IngestRun", "Dataset", "IncidentSum"):
            for node in facts_of(jnim_store, kind):
                assert node.properties() == nodes[node.id]
                seen += 1
    assert seen == len(nodes)
    for relationship in RELATIONSHIPS.values():
        for fact in facts_of(jnim_store, relationship):
            link = links.pop(fact.id)
            assert fact.properties() == link.properties
            assert (fact.start, fact.end) == (link.start, link.end)
    assert links == {}


def test_the_objects_are_typed(jnim_store: Store) -> None:
    with graphq.Graph(jnim_store) as graph:
        (merger,) = [c for c in graph.facts(model.ChangeEvent) if c.id == "chg-jnim-2017"]
        assert_type(merger, model.ChangeEvent)
        assert (merger.kind, merger.date, merger.first_day.year) == ("merger", "2017-03-02", 2017)
        parties = [p for p in graph.facts(model.PredecessorIn) if p.end == merger.id]
        assert {p.start for p in parties if p.extent is model.Extent.PART} == {"aqim"}


def test_every_class_of_the_model_is_offered() -> None:
    declared = {kind.__name__ for kind in (*NODES.values(), *RELATIONSHIPS.values())}
    assert declared <= set(model.__all__)
