"""Lineage derived once says on every day what a walk over all chains would say on it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graphq.graph.model.relationships import DescendsFrom, SucceededBy
from graphq.graph.model.values import Descent, Extent, PartialDate
from graphq.graph.write.lineage import LONGEST, descents, with_returns

WHEN = ("2015", "2015-03", "2015-03-02", "2015-06-20", "2016", "2016-02", "2016-02-05", "2017-01")
SPANS = [PartialDate.parse(text).span for text in WHEN]
DAYS = sorted({day for span in SPANS for day in (span.first, span.last)})
EXTENTS = list(Descent)


def step(
    number: int, before: str, after: str, when: str, part: bool = False, disputed: str = ""
) -> SucceededBy:
    """A passes into B by change `c1`, at a date as far as it is known."""
    span = PartialDate.parse(when).span
    return SucceededBy(
        id=f"succeeded-by:{before}>{after}:c{number}",
        start=before,
        end=after,
        via=f"c{number}",
        kind="merger",
        since=when,
        since_first=span.first,
        since_last=span.last,
        extent=Extent.PART if part else Extent.WHOLE,
        continues=True,
        sources=(f"s{number}",),
        disputed_by=tuple(disputed),
        inferred=True,
    )


def steps_among(groups: str, onward: bool) -> st.SearchStrategy[list[SucceededBy]]:
    """Successions among the groups; `onward` ones never lead in circles."""
    pairs = [
        (one, two) for one in groups for two in groups if (one < two if onward else one != two)
    ]
    drawn = st.tuples(
        st.sampled_from(pairs),
        st.sampled_from(WHEN),
        st.booleans(),
        st.sampled_from(["", "x", "y"]),
    )
    return st.lists(drawn, max_size=8).map(
        lambda found: [
            step(number, *pair, when, part, disputed)
            for number, (pair, when, part, disputed) in enumerate(found)
        ]
    )


@dataclass(frozen=True)
class Way:
    """What one chain says."""

    heir: str
    ancestor: str
    steps: tuple[str, ...]
    latest_first: date
    latest_last: date
    parts: int
    until: date
    disputed_by: frozenset[str]

    @property
    def kind(self) -> tuple[Any, ...]:
        return self.steps[0], self.steps[-1], self.disputed_by

    def outdoes(self, other: Way) -> bool:
        """Whether it is as good in everything, so that the other need not be told."""
        return (
            self.kind == other.kind
            and len(self.steps) <= len(other.steps)
            and self.latest_first <= other.latest_first
            and self.latest_last <= other.latest_last
            and self.parts <= other.parts
            and self.until >= other.until
        )


def walked(steps: Sequence[SucceededBy]) -> list[Way]:
    """Every chain that takes no step twice and can have been in order, as Cypher reads a path."""
    found = []
    paths: list[tuple[SucceededBy, ...]] = [(one,) for one in steps]
    while paths:
        path = paths.pop()
        parted = [one.since_last for one in path if one.extent == Extent.PART]
        found.append(
            Way(
                path[-1].end,
                path[0].start,
                tuple(one.id for one in path),
                max(one.since_first for one in path),
                max(one.since_last for one in path),
                min(len(parted), 2),
                min(parted, default=date.max),
                frozenset(source for one in path for source in one.disputed_by),
            )
        )
        paths += [
            (*path, one)
            for one in steps
            if one not in path and one.start == path[-1].end and len(path) < LONGEST
            and all(a.since_first <= b.since_last for a, b in pairwise((*path, one)))
        ]  # fmt: skip
    return found


def derived(steps: Iterable[SucceededBy]) -> list[Way]:
    return [
        Way(
            found.start,
            found.end,
            found.steps,
            found.latest_first,
            found.latest_last,
            EXTENTS.index(found.extent),
            found.part_until or date.max,
            frozenset(found.disputed_by),
        )
        for found in descents(steps)
    ]


def asked(ways: Iterable[Way], day: date) -> Iterator[tuple[Any, ...]]:
    """What the questions tell apart on a day, each with a number of which the least is told."""
    for way in ways:
        ends = way.heir, way.ancestor
        if way.latest_last <= day:
            yield "surely of one lineage", ends, 0
        if way.latest_first > day:
            continue
        yield "predecessor at so many steps", ends, way.steps[0], len(way.steps)
        yield "successor at so many steps", ends, way.steps[-1], len(way.steps)
        rank = 2 * len(way.disputed_by) + min(way.parts, 1)
        yield "least disputed, rather whole", ends, way.steps[0], rank
        yield "how much of it", ends, way.parts
        for done in DAYS:
            if done <= way.until:
                yield "of the part, and how disputed", ends, done, len(way.disputed_by)


def least(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], int]:
    found: dict[tuple[Any, ...], int] = {}
    for *key, number in rows:
        found[tuple(key)] = min(number, found.get(tuple(key), number))
    return found


def contradicted(ways: Iterable[Way], day: date, done: date) -> set[tuple[str, ...]]:
    """Who contradicts any chain by which a deed of a day would be of the heir's past."""
    return {
        (way.heir, way.ancestor, source)
        for way in ways
        if way.latest_first <= day and done <= way.until
        for source in way.disputed_by
    }


@settings(max_examples=150, deadline=None)
@given(steps_among("abcd", onward=False))
def test_on_every_day_it_says_what_all_chains_say(steps: list[SucceededBy]) -> None:
    """In circles too, with renames forth and back, and dates of which only the year is known."""
    plain, once = walked(steps), derived(steps)
    assert set(once) <= set(plain)
    for day in DAYS:
        assert least(asked(once, day)) == least(asked(plain, day))


@settings(max_examples=150, deadline=None)
@given(steps_among("abcde", onward=True))
def test_everybody_who_contradicts_a_chain_is_named(steps: list[SucceededBy]) -> None:
    plain, once = walked(steps), derived(steps)
    for day in DAYS:
        for done in DAYS:
            assert contradicted(once, day, done) == contradicted(plain, day, done)


@settings(max_examples=150, deadline=None)
@given(steps_among("abcd", onward=False))
def test_nothing_is_told_that_another_chain_outdoes(steps: list[SucceededBy]) -> None:
    once = derived(steps)
    for way in once:
        assert [other for other in once if other.outdoes(way)] == [way]


@settings(max_examples=50, deadline=None)
@given(steps_among("abcd", onward=False), st.randoms(use_true_random=False))
def test_the_order_of_the_successions_does_not_matter(
    steps: list[SucceededBy], draw: random.Random
) -> None:
    by_id = {found.id: found for found in descents(steps)}
    assert len(by_id) == len(descents(steps))
    draw.shuffle(steps)
    assert {found.id: found for found in descents(steps)} == by_id


def only(steps: Sequence[SucceededBy], heir: str, ancestor: str) -> DescendsFrom:
    (found,) = [one for one in descents(steps) if (one.start, one.end) == (heir, ancestor)]
    return found


def test_a_chain_says_how_much_came_down_when_and_on_whose_word() -> None:
    steps = [
        step(1, "a", "b", "2015-03", part=True, disputed="x"),
        step(2, "b", "c", "2016", disputed="yx"),
        step(3, "c", "d", "2017-01", part=True),
    ]
    assert only(steps, "b", "a").extent is only(steps, "c", "a").extent is Descent.PART
    assert only(steps, "c", "b").extent is Descent.WHOLE
    assert only(steps, "c", "b").part_until is None
    found = only(steps, "d", "a")
    assert found.id == "descends-from:d>a:c3>c>c2>b>c1"
    assert found.extent is Descent.PART_OF_A_PART
    assert found.steps == tuple(one.id for one in steps)
    assert (found.latest_first, found.latest_last) == (date(2017, 1, 1), date(2017, 1, 31))
    assert found.part_until == date(2015, 3, 31)
    assert (found.sources, found.disputed_by) == (("s1", "s2", "s3"), ("x", "y"))
    assert found.inferred is True


def test_the_day_of_a_chain_is_that_of_its_latest_change_wherever_that_stands() -> None:
    steps = [step(1, "a", "b", "2016-02-05"), step(2, "b", "c", "2016")]
    assert only(steps, "c", "a").latest_first == date(2016, 2, 5)
    assert only(steps, "c", "a").latest_last == date(2016, 12, 31)


def test_a_group_that_came_back_to_itself_is_its_own_ancestor() -> None:
    steps = [step(1, "a", "b", "2015", part=True), step(2, "b", "a", "2016")]
    assert only(steps, "a", "a").id == "descends-from:a>a:c2>b>c1"
    assert ("b", "b") not in {(one.start, one.end) for one in descents(steps)}


def test_who_came_back_is_told_to_have_and_until_when_its_deeds_came_down() -> None:
    steps = [
        step(1, "a", "b", "2015-03"),
        step(2, "b", "c", "2015-03-02"),
        step(3, "b", "a", "2016-02", part=True),
    ]
    told, lines = with_returns(steps, descents(steps))
    assert {one.id: one.back_first for one in told if one.back_first} == {
        steps[0].id: date(2016, 2, 1)
    }
    back = {f"{one.start}>{one.end}": (one.back_first, one.back_until) for one in lines}
    came_down = (date(2016, 2, 1), date(2015, 3, 31))
    assert (back["b>a"], back["c>a"]) == (came_down, came_down)
    assert back["c>b"] == back["a>a"] == back["a>b"] == (None, None)


def test_of_a_longer_chain_only_what_a_shorter_does_not_say_is_told() -> None:
    there = [step(1, "a", "b", "2015"), step(4, "d", "e", "2017")]
    short = [step(2, "b", "d", "2016", part=True)]
    steps = [*there, *short, step(3, "b", "c", "2016", part=True), step(5, "c", "d", "2016")]
    assert only(steps, "e", "a").steps[1] == short[0].id
    whole = [*there, *short, step(3, "b", "c", "2016"), step(5, "c", "d", "2016")]
    assert [
        (one.extent, len(one.steps)) for one in descents(whole) if one.start + one.end == "ea"
    ] == [
        (Descent.PART, 3),
        (Descent.WHOLE, 4),
    ]


def test_a_chain_is_followed_over_twelve_changes() -> None:
    groups = [f"g{number:02}" for number in range(LONGEST + 3)]
    steps = [step(number, *pair, "2015") for number, pair in enumerate(pairwise(groups))]
    assert max(len(found.steps) for found in descents(steps)) == LONGEST == 12
