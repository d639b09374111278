"""What had happened and held on a day, gone through without keeping it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graphq.cypher.ask.part import held_on
from graphq.graph.opening import open_store
from graphq.graph.read.held import HeldOn, held
from graphq.graph.read.part import Gathered, Whole
from graphq.graph.records import RelationshipRecord

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


def test_a_claim_or_a_denial_is_there_from_the_first_day_on_which_it_can_have_been_made(
    jnim_folder: Path,
) -> None:
    guire, boulkessi = "claimed-by:inc-2019-04-21-guire>jnim", "inc-2017-03-05-boulikessi"
    with open_store(jnim_folder) as store:
        whole = Whole(store)
        links = {str(link.properties["id"]): link for link in whole.relationships()}
    assert not held(links[guire], date(2019, 4, 22))
    assert held(links[guire], date(2019, 4, 23))
    claim = links[f"claimed-by:{boulkessi}>jnim"]
    assert [held(claim, date(2017, 3, day)) for day in (8, 9)] == [False, True]
    # Where only a last day is known, it can have been said from the incident on.
    assert held(links["denied-by:inc-2021-06-05-solhan>jnim"], date(2021, 6, 5))
    denial = links["denied-by:inc-2021-06-05-solhan>jnim"]
    dated = {**denial.properties, "deniedOnFirst": date(2021, 6, 8)}
    later = RelationshipRecord(denial.type, dated, denial.start, denial.end)
    assert [held(later, date(2021, 6, day)) for day in (7, 8)] == [False, True]
