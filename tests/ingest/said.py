"""What facts in the making say of one of them."""

from __future__ import annotations

from graphq.graph.model.nodes import Remark
from graphq.ingest.facts import Facts


def remarks_on(facts: Facts, key: str) -> list[Remark]:
    """The remarks about the node or relationship of that id."""
    every = [node for node in facts.nodes.values() if isinstance(node, Remark)]
    return [remark for remark in every if remark.about == key]


def said_of(facts: Facts, key: str) -> str:
    """Their texts, one after the other."""
    return " ".join(remark.text for remark in remarks_on(facts, key))
