"""Who succeeded and descends from whom follows from the changes, says so, and goes with them."""

from __future__ import annotations

from typing import Any

import pytest

from graphq.graph.model.nodes import ChangeEvent
from graphq.graph.model.values import Extent
from graphq.graph.store import Store
from graphq.graph.write.counts import LoadCounts
from graphq.graph.write.derived import SUCCESSION_KINDS, derive
from tests.graph.make import came_out, change, day, entered, everything, group, state

GROUPS: list[Any] = [group("a"), group("b"), group("c")]


def merger(kind: str = "merger", when: str = "2017-03-02") -> list[Any]:
    """A and a part of B enter a change out of which comes C."""
    return [
        *GROUPS,
        change("m", kind, when),
        entered("a", "m", sources=("s1",), disputed_by=("s8",)),
        entered("b", "m", Extent.PART, component="Sahara region", continues=True, sources=("s2",)),
        came_out("c", "m", sources=("s3", "s1"), disputed_by=("s9",)),
    ]


def drawn(store: Store, wanted: str) -> dict[str, dict[str, Any]]:
    """The relationships of a type by start and end, with their properties."""
    return {
        f"{start}>{end}": properties
        for kind, start, end, properties in everything(store)[1].values()
        if kind == wanted
    }


def succession(store: Store) -> dict[str, dict[str, Any]]:
    """Who was succeeded by whom."""
    return drawn(store, "SUCCEEDED_BY")


@pytest.mark.parametrize("kind", SUCCESSION_KINDS)
def test_every_group_that_entered_a_change_is_succeeded_by_what_came_out(
    empty_store: Store, kind: str
) -> None:
    state(empty_store, "one", merger(kind))
    assert derive(empty_store) == LoadCounts(created=4)
    found = succession(empty_store)
    assert set(found) == {"a>c", "b>c"}
    assert {one["via"] for one in found.values()} == {"m"}
    assert {one["kind"] for one in found.values()} == {kind}
    assert all(one["inferred"] is True for one in found.values())


def test_every_kind_of_change_either_passes_groups_on_or_is_a_pledge_or_an_alliance() -> None:
    assert set(ChangeEvent.KIND_LABELS) == {*SUCCESSION_KINDS, "pledge", "alliance"}


@pytest.mark.parametrize("kind", ["pledge", "alliance"])
def test_a_pledge_and_an_alliance_make_nobody_a_successor(empty_store: Store, kind: str) -> None:
    state(empty_store, "one", merger(kind))
    assert derive(empty_store) == LoadCounts()
    assert succession(empty_store) == {}


def test_a_part_that_joined_stays_a_part(empty_store: Store) -> None:
    state(empty_store, "one", merger())
    derive(empty_store)
    found = succession(empty_store)
    assert (found["a>c"]["extent"], found["a>c"]["continues"]) == ("whole", False)
    assert (found["b>c"]["extent"], found["b>c"]["continues"]) == ("part", True)
    assert found["b>c"]["component"] == "Sahara region"
    assert "component" not in found["a>c"]


def test_sources_and_disputes_of_both_sides_of_the_change_are_carried(empty_store: Store) -> None:
    state(empty_store, "one", merger())
    derive(empty_store)
    found = succession(empty_store)
    assert found["a>c"]["sources"] == ["s1", "s3"]
    assert found["a>c"]["disputedBy"] == ["s8", "s9"]
    assert found["b>c"]["sources"] == ["s2", "s3", "s1"]
    assert found["b>c"]["disputedBy"] == ["s9"]


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2017-03", "2017-03-01", "2017-03-31"),
        ("2017-03-02", "2017-03-02", "2017-03-02"),
    ],
)
def test_the_date_of_the_change_is_known_as_far_and_no_further(
    empty_store: Store, when: str, first: str, last: str
) -> None:
    state(empty_store, "one", merger(when=when))
    derive(empty_store)
    found = succession(empty_store)["a>c"]
    assert str(found["since"]) == when
    assert (found["sinceFirst"], found["sinceLast"]) == (day(first), day(last))


def test_a_group_that_goes_on_is_not_its_own_successor(empty_store: Store) -> None:
    split = [*GROUPS, change("s", "split", "2011"), entered("a", "s", continues=True)]
    state(empty_store, "one", [*split, came_out("a", "s"), came_out("b", "s")])
    derive(empty_store)
    assert set(succession(empty_store)) == {"a>b"}


def test_deriving_again_changes_nothing(empty_store: Store) -> None:
    state(empty_store, "one", merger())
    derive(empty_store)
    before = everything(empty_store)
    assert derive(empty_store) == LoadCounts(unchanged=4)
    assert everything(empty_store) == before


def test_what_is_derived_goes_when_the_change_goes(empty_store: Store) -> None:
    state(empty_store, "one", merger())
    derive(empty_store)
    state(empty_store, "one", GROUPS)
    derive(empty_store)
    assert everything(empty_store)[1] == {}
    assert {"a", "b", "c"} <= set(everything(empty_store)[0])


def test_what_is_derived_keeps_no_group_from_being_taken_back(empty_store: Store) -> None:
    state(empty_store, "one", merger())
    derive(empty_store)
    state(empty_store, "one", [])
    derive(empty_store)
    assert set(everything(empty_store)[0]) == {"graphq"}


def test_a_change_that_turns_out_to_be_a_pledge_takes_the_succession_with_it(
    empty_store: Store,
) -> None:
    state(empty_store, "one", merger())
    derive(empty_store)
    state(empty_store, "one", merger("pledge"))
    assert derive(empty_store) == LoadCounts(retired=4)
    assert succession(empty_store) == drawn(empty_store, "DESCENDS_FROM") == {}


def test_a_later_change_adds_what_follows_from_it_and_touches_nothing_else(
    empty_store: Store,
) -> None:
    state(empty_store, "one", merger())
    derive(empty_store)
    later: list[Any] = [
        group("d"),
        change("r", "rename", "2020"),
        entered("c", "r", sources=("s4",)),
        came_out("d", "r"),
    ]
    state(empty_store, "one", [*merger(), *later])
    # Of the four new ones, one is the succession; d descends from c, and from a and b before it.
    assert derive(empty_store) == LoadCounts(created=4, unchanged=4)
    found = drawn(empty_store, "DESCENDS_FROM")
    assert set(found) == {"c>a", "c>b", "d>a", "d>b", "d>c"}
    part = found["d>b"]
    assert (part["extent"], part["partUntil"]) == ("part", day("2017-03-02"))
    assert part["steps"] == ["succeeded-by:b>c:m", "succeeded-by:c>d:r"]
    assert (part["latestFirst"], part["latestLast"]) == (day("2020-01-01"), day("2020-12-31"))
    assert (part["sources"], part["disputedBy"]) == (["s2", "s3", "s1", "s4"], ["s9"])
    assert part["inferred"] is True
    assert "partUntil" not in found["d>a"]


BOTH_WAYS: dict[str, list[Any]] = {
    "the group entered as a part": [
        entered("a", "s", Extent.PART, continues=True, component="a wing"),
        came_out("b", "s"),
        came_out("c", "s"),
    ],
    "the results came out as parts": [
        entered("a", "s", continues=True),
        came_out("b", "s", Extent.PART, component="a wing"),
        came_out("c", "s", Extent.PART, component="a wing"),
    ],
    "both": [
        entered("a", "s", Extent.PART, continues=True),
        came_out("a", "s"),
        came_out("b", "s", Extent.PART, component="a wing"),
        came_out("c", "s", Extent.PART, component="a wing"),
    ],
}


@pytest.mark.parametrize("way", BOTH_WAYS)
def test_a_split_is_told_alike_whichever_side_of_it_says_part(empty_store: Store, way: str) -> None:
    state(empty_store, "one", [*GROUPS, change("s", "split", "2011"), *BOTH_WAYS[way]])
    derive(empty_store)
    found = succession(empty_store)
    assert {key: (one["extent"], one["component"]) for key, one in found.items()} == {
        "a>b": ("part", "a wing"),
        "a>c": ("part", "a wing"),
    }
    assert {one["extent"] for one in drawn(empty_store, "DESCENDS_FROM").values()} == {"part"}


@pytest.mark.parametrize("side", ["entered", "came out"])
def test_a_part_that_is_a_group_of_its_own_passed_on_whole(empty_store: Store, side: str) -> None:
    named = {"component": "The wing", "component_id": "w"}
    parties = (
        [entered("a", "s", Extent.PART, **named), came_out("b", "s", sources=("s2",))]
        if side == "entered"
        else [entered("a", "s"), came_out("b", "s", Extent.PART, sources=("s2",), **named)]
    )
    groups = [*GROUPS, group("w")]
    state(empty_store, "one", [*groups, change("s", "split", "2011"), *parties])
    derive(empty_store)
    found = succession(empty_store)
    assert {key: one["extent"] for key, one in found.items()} == {"a>b": "part", "w>b": "whole"}
    # It is called as it is called on record.
    assert found["a>b"]["component"] == "W"
    assert "component" not in found["w>b"]
    assert "s2" in found["w>b"]["sources"]


def test_a_part_that_is_what_came_out_or_is_not_on_record_adds_nobody(empty_store: Store) -> None:
    for key in ("a", "b", "nobody"):
        part = entered("a", "s", Extent.PART, component="a wing", component_id=key)
        state(empty_store, "one", [*GROUPS, change("s", "split", "2011"), part, came_out("b", "s")])
        derive(empty_store)
        assert {k: one["extent"] for k, one in succession(empty_store).items()} == {"a>b": "part"}


def test_what_is_stated_of_a_part_itself_goes_before_what_follows_of_it(
    empty_store: Store,
) -> None:
    parties = [
        entered("a", "s", Extent.PART, component="B", component_id="b"),
        entered("b", "s", Extent.PART, component="its men"),
        came_out("c", "s"),
    ]
    state(empty_store, "one", [*GROUPS, change("s", "split", "2011"), *parties])
    derive(empty_store)
    assert {k: one["extent"] for k, one in succession(empty_store).items()} == {
        "a>c": "part",
        "b>c": "part",
    }
