"""What a dataset states is written once, brought up to date, and can be taken back.

Stated on both engines, by comparing the whole graph: every node and relationship with its labels,
its ends and all its properties.
"""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from graphq.graph.errors import StoreError
from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.nodes import Target
from graphq.graph.model.relationships import ReportedBy
from graphq.graph.store import Store
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.gears import BATCH
from graphq.graph.write.writer import Writer, prepare
from tests.graph.make import allied, came_out, change, day, entered, everything, group, node, state

Stated = list[Node | Relationship]


def small_graph() -> Stated:
    """A merger of two groups, and an alliance."""
    return [
        group("a", sources=("s1",), countries=("ML", "DZ")),
        group("b", founded="2011-12", un_list_ref="il disait « oui »"),
        group("c"),
        change("m", "merger", "2017-03", sources=("s1",)),
        entered("a", "m"),
        entered("b", "m", sources=("s1", "s2"), disputed_by=("s3",)),
        came_out("c", "m"),
        allied("a", "b", valid_from="2012", valid_from_first=day("2012-01-01")),
    ]


def test_writing_the_same_facts_again_changes_nothing_and_says_so(empty_store: Store) -> None:
    assert state(empty_store, "one", small_graph()) == LoadCounts(created=8)
    before = everything(empty_store)
    assert (len(before[0]), len(before[1])) == (5, 4)
    counts = state(empty_store, "one", small_graph())
    assert counts == LoadCounts(unchanged=8)
    assert not counts.changed
    assert everything(empty_store) == before


def test_a_fact_stated_twice_in_one_load_stands_once_as_said_last(empty_store: Store) -> None:
    state(empty_store, "one", [group("a", "First"), group("a", "Last")])
    assert sorted(everything(empty_store)[0]) == ["a", "graphq"]
    assert node(empty_store, "a")["name"] == "Last"


def test_what_is_stated_differently_is_updated_and_the_rest_is_not(empty_store: Store) -> None:
    state(empty_store, "one", small_graph())
    changed = [group("a", "New", countries=("ML",)), *small_graph()[1:]]
    changed[-1] = allied("a", "b", valid_from="2013")
    assert state(empty_store, "one", changed) == LoadCounts(updated=2, unchanged=6)
    nodes, relationships = everything(empty_store)
    assert nodes["a"][1]["name"] == "New"
    assert relationships["allied:a>b"][3]["validFrom"] == "2013"


def test_what_is_no_longer_known_is_no_longer_a_property(empty_store: Store) -> None:
    state(empty_store, "one", small_graph())
    state(empty_store, "one", [group("a"), group("b"), allied("a", "b")])
    nodes, relationships = everything(empty_store)
    assert not {"founded", "unListRef", "countries", "sources"} & (
        set(nodes["a"][1] | nodes["b"][1])
    )
    assert set(relationships["allied:a>b"][3]) == {"id", "statedBy", "contentHash"}


def test_what_is_no_longer_stated_is_retired(empty_store: Store) -> None:
    state(empty_store, "one", small_graph())
    assert state(empty_store, "one", small_graph()[:1]) == LoadCounts(unchanged=1, retired=7)
    nodes, relationships = everything(empty_store)
    assert (set(nodes), relationships) == ({"graphq", "a"}, {})


def test_a_graph_that_was_taken_back_whole_is_empty_again(empty_store: Store) -> None:
    before = everything(empty_store)
    state(empty_store, "one", small_graph())
    assert state(empty_store, "one", []) == LoadCounts(retired=8)
    assert everything(empty_store) == before


DOSSIER: Stated = [
    group("a", "GSPC", kind="group", sources=("s1",), founded="1998"),
    group("b", "AQIM", sources=("s1",)),
    group("only-dossier"),
    allied("a", "b", sources=("s1",), valid_from="2007-01-24", valid_from_first=day("2007-01-24")),
]
DATASET: Stated = [
    group("a", "Salafist Group", kind="militia", sources=("s2", "s1"), un_list_ref="seen 2003"),
    group("b", "AQIM", sources=("s2",), founded="2007-01-24"),
    group("only-dataset"),
    allied("a", "b", sources=("s2",), confidence="high", disputed_by=("s9",)),
]
THIRD: Stated = [group("a", "Third", kind="militia", sources=("s3",), dissolved="2007-01-24")]
EACH = {"dossier:x": DOSSIER, "acled": DATASET, "gtd": THIRD}


def test_facts_of_several_datasets_are_the_same_graph_in_whatever_order(
    empty_store: Store,
) -> None:
    results = []
    for order in permutations(EACH):
        for dataset in EACH:
            state(empty_store, dataset, [])
        for dataset in order:
            state(empty_store, dataset, EACH[dataset])
        results.append(everything(empty_store))
    assert all(result == results[0] for result in results[1:])
    nodes, relationships = results[0]
    assert nodes["a"][0] == ("ArmedGroup", "Group")
    assert nodes["a"][1]["name"] == "GSPC"
    assert nodes["a"][1]["statedBy"] == ["dossier:x", "acled", "gtd"]
    assert nodes["a"][1]["sources"] == ["s1", "s2", "s3"]
    assert nodes["b"][1]["founded"] == day("2007-01-24")
    assert relationships["allied:a>b"][3]["statedBy"] == ["dossier:x", "acled"]
    assert relationships["allied:a>b"][3]["confidence"] == "high"
    assert relationships["allied:a>b"][3]["disputedBy"] == ["s9"]
    assert relationships["allied:a>b"][3]["validFromFirst"] == day("2007-01-24")


@pytest.mark.parametrize("gone", EACH)
def test_taking_one_dataset_back_leaves_just_what_the_others_state(
    empty_store: Store, gone: str
) -> None:
    others = [dataset for dataset in EACH if dataset != gone]
    for dataset in others:
        state(empty_store, dataset, EACH[dataset])
    expected = everything(empty_store)
    state(empty_store, gone, EACH[gone])
    assert everything(empty_store) != expected
    state(empty_store, gone, [])
    assert everything(empty_store) == expected


def test_a_fact_of_two_datasets_is_found_unchanged_by_each(empty_store: Store) -> None:
    state(empty_store, "dossier:x", DOSSIER)
    assert state(empty_store, "acled", DATASET) == LoadCounts(created=1, updated=3)
    before = everything(empty_store)
    assert state(empty_store, "dossier:x", DOSSIER) == LoadCounts(unchanged=4)
    assert state(empty_store, "acled", DATASET) == LoadCounts(unchanged=4)
    assert everything(empty_store) == before


def test_a_node_that_another_dataset_refers_to_is_kept(empty_store: Store) -> None:
    state(empty_store, "dossier:x", [group("a"), group("b"), group("alone")])
    state(empty_store, "acled", [allied("a", "b")])
    before = everything(empty_store)
    assert state(empty_store, "dossier:x", []) == LoadCounts(retired=1)
    after = everything(empty_store)
    assert set(before[0]) - set(after[0]) == {"alone"}
    assert after[1] == before[1]
    state(empty_store, "acled", [])
    state(empty_store, "dossier:x", [])
    assert set(everything(empty_store)[0]) == {"graphq"}


@pytest.mark.parametrize(("start", "end"), [("a", "nowhere"), ("nowhere", "a")])
def test_a_relationship_whose_end_is_missing_is_an_error_that_names_it(
    empty_store: Store, start: str, end: str
) -> None:
    with pytest.raises(StoreError, match=r"'nowhere'.* is not in the graph"):
        state(empty_store, "one", [group("a"), allied(start, end)])
    assert everything(empty_store)[1] == {}


def test_an_end_under_another_label_is_a_missing_end(empty_store: Store) -> None:
    made = ReportedBy(id="r", start="a", start_label="Group", end="a")
    with pytest.raises(StoreError, match="Source 'a' is not in the graph"):
        state(empty_store, "one", [group("a"), made])


def test_a_change_of_kind_changes_the_second_label_and_keeps_the_relationships(
    empty_store: Store,
) -> None:
    state(empty_store, "one", small_graph())
    before = everything(empty_store)
    altered = [*small_graph()[:3], change("m", "absorption", "2017-03", sources=("s1",))]
    altered += small_graph()[4:]
    assert state(empty_store, "one", altered) == LoadCounts(updated=1, unchanged=7)
    after = everything(empty_store)
    assert before[0]["m"][0] == ("ChangeEvent", "Merger")
    assert after[0]["m"][0] == ("Absorption", "ChangeEvent")
    assert after[1] == before[1]


def test_two_ends_of_one_relationship_may_change_kind_in_one_load(empty_store: Store) -> None:
    state(empty_store, "one", small_graph())
    before = everything(empty_store)
    altered = small_graph()
    altered[0] = group("a", kind="state-force")
    altered[1] = group("b", kind="un-mission")
    assert state(empty_store, "one", altered) == LoadCounts(updated=2, unchanged=6)
    after = everything(empty_store)
    assert after[0]["a"][0] == after[0]["b"][0] == ("Group", "StateForce")
    assert after[1] == before[1]


def test_a_kind_that_was_only_the_retired_dataset_s_goes_with_it(empty_store: Store) -> None:
    state(empty_store, "acled", [group("a", kind="state-force"), group("b"), allied("a", "b")])
    before = everything(empty_store)
    state(empty_store, "dossier:x", [group("a", kind="group")])
    assert everything(empty_store)[0]["a"][0] == ("ArmedGroup", "Group")
    state(empty_store, "dossier:x", [])
    assert everything(empty_store) == before
    assert before[0]["a"][0] == ("Group", "StateForce")


def test_days_come_back_as_days_and_partly_known_dates_as_text(empty_store: Store) -> None:
    state(empty_store, "one", [change("m", "merger", "2017-03"), change("y", "split", "2012")])
    found = node(empty_store, "m")
    assert type(found["firstDay"]) is date
    assert (found["firstDay"], found["lastDay"]) == (date(2017, 3, 1), date(2017, 3, 31))
    assert (found["date"], node(empty_store, "y")["date"]) == ("2017-03", "2012")


def test_an_id_and_a_source_that_read_as_a_day_are_words_all_the_same(empty_store: Store) -> None:
    facts: Stated = [
        group("2017-03-02", "X", sources=("2017-03-02",)),
        group("b"),
        allied("2017-03-02", "b", sources=("2017-03-02",)),
    ]
    assert state(empty_store, "one", facts) == LoadCounts(created=3)
    assert state(empty_store, "one", facts) == LoadCounts(unchanged=3)
    before = everything(empty_store)
    state(empty_store, "dossier:x", [group("2017-03-02", "Y", kind="state-force")])
    state(empty_store, "dossier:x", [])
    assert everything(empty_store) == before
    assert state(empty_store, "one", []) == LoadCounts(retired=3)


def test_numbers_keep_their_kind_when_another_dataset_states_the_fact_too(
    empty_store: Store,
) -> None:
    place = Target(
        id="t",
        name="Gao",
        full_name="Gao",
        target_type="airport",
        latitude=16.0,
        longitude=-0.25,
        cell=1,
        coordinate_precision_m=500,
    )
    state(empty_store, "one", [place])
    before = everything(empty_store)
    state(empty_store, "two", [place])
    state(empty_store, "two", [])
    assert everything(empty_store) == before
    found = node(empty_store, "t")
    assert (type(found["latitude"]), type(found["cell"])) == (float, int)


def test_names_with_quotes_braces_and_other_scripts_are_kept_letter_for_letter(
    empty_store: Store,
) -> None:
    odd = "a'b\"c\\d{e}$f`g\n«é» أنصار 🜨"
    state(empty_store, "one", [group("a", odd[:30], un_list_ref=odd)])
    assert node(empty_store, "a")["unListRef"] == odd


def test_more_facts_than_one_batch_holds_are_all_written_and_told(empty_store: Store) -> None:
    told: list[int] = []
    writer = Writer(empty_store, "one", told.append)
    writer.write([group(f"g{number}") for number in range(BATCH + 1)])
    assert told == [BATCH, 1]
    assert writer.counts == LoadCounts(created=BATCH + 1)
    rows = empty_store.read("MATCH (g:Group) RETURN count(g) AS n")
    assert rows == [{"n": BATCH + 1}]


def test_preparing_a_store_twice_changes_nothing(empty_store: Store) -> None:
    state(empty_store, "one", small_graph())
    before = everything(empty_store)
    prepare(empty_store)
    assert everything(empty_store) == before
