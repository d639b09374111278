"""The part of the graph that an answer is about, and the graph as a whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from graphq.cypher.ask.catalog import question
from graphq.cypher.ask.part import part_of
from graphq.graph.model.own import BOOKKEEPING
from graphq.graph.read.part import Gathered, Whole
from graphq.graph.records import NodeRecord, RelationshipRecord
from graphq.graph.store import Store


def part(store: Store, name: str, **given: Any) -> Gathered:
    asked = question(name)
    return part_of(store, asked, asked.ask(store, given))


def test_every_incident_of_an_answer_is_in_its_part_with_who_did_it_and_where(
    jnim_store: Store,
) -> None:
    asked = question("incidents")
    answer = asked.ask(jnim_store, {"group": "jnim", "asOf": "2019-08-31"})
    found = part_of(jnim_store, asked, answer)
    named = {row["incidentId"] for row in answer.rows}
    assert named == {node.id for node in found.nodes() if "Incident" in node.labels}
    did = {link.start for link in found.relationships() if link.type == "PERPETRATED_BY"}
    assert named == did
    places = {link.start for link in found.relationships() if link.type == "OCCURRED_AT"}
    assert named == places


def test_a_part_holds_nothing_later_than_the_day_asked_for(jnim_store: Store) -> None:
    found = part(jnim_store, "affiliations", group="jnim", asOf="2018")
    for link in found.relationships():
        assert link.properties.get("validFromFirst", date.min) <= date(2018, 12, 31)
        assert link.properties.get("validToLast", date.max) >= date(2018, 12, 31)
    ended = part(jnim_store, "affiliations", group="jnim", asOf="2018", ended=True)
    assert set(found.links) <= set(ended.links)


def test_who_denies_an_incident_is_of_the_part_and_a_later_claim_is_not(jnim_store: Store) -> None:
    found = part(jnim_store, "claim-list", denied=True, asOf="2024-12-31")
    tied = {(link.type, link.start, link.end) for link in found.relationships()}
    assert ("DENIED_BY", "inc-2021-06-05-solhan", "jnim") in tied
    assert ("DENIED_BY", "inc-2024-07-27-tinzaouaten", "csp-dpa") in tied
    assert ("PERPETRATED_BY", "inc-2024-07-27-tinzaouaten", "csp-dpa") not in tied
    assert {node.id for node in found.nodes() if "Incident" in node.labels} == {
        "inc-2021-06-05-solhan",
        "inc-2024-07-27-tinzaouaten",
    }
    for day, claims in (("2019-04-22", 0), ("2019-04-23", 1)):
        found = part(jnim_store, "claim-list", group="jnim", fromDate="2019-04-21", asOf=day)
        assert [link.type for link in found.relationships()].count("CLAIMED_BY") == claims


def test_what_a_published_count_counts_is_tied_to_it(jnim_store: Store) -> None:
    found = part(jnim_store, "incidents", countedIn="tal-001", asOf="2019-08-31")
    counted = {link.start for link in found.relationships() if link.type == "COUNTED_IN"}
    assert counted == {node.id for node in found.nodes() if "Incident" in node.labels}
    assert {link.end for link in found.relationships() if link.type == "COUNTED_IN"} == {"tal-001"}


def test_pairs_of_incidents_are_in_the_part_of_a_co_location(jnim_store: Store) -> None:
    asked = question("co-location")
    answer = asked.ask(jnim_store, {"group": "jnim"})
    found = part_of(jnim_store, asked, answer)
    paired = {key for row in answer.rows for pair in row["pairs"] for key in pair}
    assert paired
    assert paired <= set(found.by_id)


def test_both_ends_of_every_relationship_are_in_the_part(jnim_store: Store) -> None:
    for name, given in {
        "lineage": {"group": "aqim"},
        "target-history": {"target": "Gao airport"},
        "leaders": {"group": "jnim"},
        "same-day": {},
    }.items():
        found = part(jnim_store, name, **given)
        assert found.by_id
        for link in found.relationships():
            assert link.start in found.by_id
            assert link.end in found.by_id


def test_the_whole_graph_is_gone_through_as_it_was_written(jnim_store: Store) -> None:
    whole = Whole(jnim_store)
    nodes = {node.id: node for node in whole.nodes()}
    links = list(whole.relationships())
    assert len(nodes) == sum(1 for _ in whole.nodes())
    counted = jnim_store.read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
    assert len(links) == counted
    assert nodes["jnim"].labels == ("ArmedGroup", "Group")
    merger = nodes["chg-jnim-2017"].properties
    assert merger["firstDay"] == date(2017, 3, 2)
    assert merger["date"] == "2017-03-02"
    records: list[NodeRecord | RelationshipRecord] = [*nodes.values(), *links]
    for record in records:
        assert not set(record.properties) & set(BOOKKEEPING)
    assert all(link.start in nodes and link.end in nodes for link in links)


def test_a_node_of_a_path_and_of_a_scan_is_the_same(jnim_store: Store) -> None:
    nodes = {node.id: node for node in Whole(jnim_store).nodes()}
    links = {str(link.properties["id"]): link for link in Whole(jnim_store).relationships()}
    found = part(jnim_store, "lineage", group="jnim")
    assert found.by_id
    assert all(nodes[key] == node for key, node in found.by_id.items())
    assert all(links[key] == link for key, link in found.links.items())
