"""Which incidents tell one event follows from the pairs, in whatever order they come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphq.graph.write.told_events import chain, told

INCIDENTS = list("abcdef")
pairs = st.lists(st.tuples(st.sampled_from(INCIDENTS), st.sampled_from(INCIDENTS)), max_size=6)


def test_one_publisher_id_is_one_event_and_names_it() -> None:
    listed = [("a", "ucdp:event:1"), ("b", "ucdp:event:1"), ("c", "ucdp:event:2")]
    assert told("abc", listed, [], []) == {"ucdp:event:1": ["a", "b"]}


def test_a_judgement_joins_what_the_ids_do_not_and_waits_for_what_is_not_there() -> None:
    assert told("abc", [], [("a", "b"), ("c", "x")], []) == {"a": ["a", "b"]}


def test_where_judgements_contradict_one_another_the_ids_alone_count() -> None:
    listed = [("a", "ucdp:event:1"), ("b", "ucdp:event:1")]
    found = told("abcdef", listed, [("b", "c"), ("c", "d"), ("e", "f")], [("a", "d")])
    assert found == {"ucdp:event:1": ["a", "b"], "e": ["e", "f"]}


def test_a_chain_names_every_link() -> None:
    assert chain([("a", "b"), ("c", "b"), ("c", "d")], "a", "d") == ["a", "b", "c", "d"]
    assert chain([("a", "b")], "a", "d") == []


@given(same=pairs, different=pairs)
def test_the_order_of_what_is_said_makes_no_difference(
    same: list[tuple[str, str]], different: list[tuple[str, str]]
) -> None:
    listed = [("a", "p:1"), ("d", "p:1"), ("e", "p:2")]
    wanted = told(INCIDENTS, listed, same, different)
    turned = [(other, one) for one, other in reversed(same)]
    assert told(INCIDENTS[::-1], listed[::-1], turned, different[::-1]) == wanted
    members = [key for keys in wanted.values() for key in keys]
    assert len(members) == len(set(members))
    event_of = {key: event for event, keys in wanted.items() for key in keys}
    assert event_of["a"] == event_of["d"]
    for one, other in different:
        if one != other and {one, other} != {"a", "d"}:
            assert event_of.get(one, one) != event_of.get(other, other)
