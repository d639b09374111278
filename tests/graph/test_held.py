"""What had happened and held on a day, gone through without keeping it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cypher.part import held_on
from graph.held import HeldOn
from graph.part import Gathered, Whole
from graph.store import open_store

DAY = date(2018, 6, 30)


def test_a_streamed_part_as_of_a_day_is_the_same_as_one_in_memory(jnim_folder: Path) -> None:
    with open_store(jnim_folder) as store:
        whole = Whole(store)
        gathered = Gathered(
            {node.id: node for node in whole.nodes()},
            {str(link.properties["id"]): link for link in whole.relationships()},
        )
        kept = held_on(gathered, DAY)
        streamed = HeldOn(whole, DAY)
        # Relationships first: which nodes are left out is found then.
        links = {str(link.properties["id"]) for link in streamed.relationships()}
        nodes = {node.id for node in streamed.nodes()}
    assert nodes == set(kept.by_id)
    assert links == set(kept.links)
    assert 0 < len(nodes) < len(gathered.by_id)
    later = [n.properties["firstDay"] for n in kept.by_id.values() if "firstDay" in n.properties]
    assert max(later) <= DAY
