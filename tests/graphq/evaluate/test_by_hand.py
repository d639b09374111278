"""Graphs made by hand in which it is evident what should stand first, on both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graphq.evaluate.evaluate import Evaluation, evaluate
from graphq.evaluate.report import LIKENESS, TaskGroup
from graphq.evaluate.tasks import EVERY, FIRST, MOST_OFTEN, NEAREST, RANDOM, SAME_TYPE
from graphq.graph.errors import StoreError
from tests.cypher.build import Build

TODAY = date(2030, 1, 1)
YEARS = range(2015, 2023)


def measure(build: Build, **given: Any) -> Evaluation:
    build.write()
    return evaluate(build.store, {"resamples": 2000, **given}, today=TODAY)


def group(found: Evaluation, strikes: str, years: str = "from 2019") -> TaskGroup:
    (one,) = [one for one in found.groups if (one.strikes, one.years) == (strikes, years)]
    return one


def mrr(found: Evaluation, strikes: str = FIRST, years: str = "from 2019") -> dict[str, float]:
    standings = group(found, strikes, years).standings
    return {standing.ranking: standing.mrr.value for standing in standings}


def a_road(build: Build) -> None:
    """Airports along a road are struck one after another by one group.

    Each has a hotel next to it, and there are airports of another country; none of these is struck.
    """
    for place, year in enumerate([*YEARS, 2023]):
        at = (14 + place * 0.5, 0.0)
        build.target(f"airport-{year}", "airport", at, users=["civil"], country="ML")
        build.target(f"hotel-{year}", "hotel", (at[0] + 0.1, 0.0), users=["guests"], country="ML")
        build.target(f"away-{year}", "airport", (at[0], 12.0), users=["army"], country="NE",
                     admin1="East")  # fmt: skip
        if year in YEARS:
            build.incident(f"on-{year}", f"{year}-05-01", "A", f"airport-{year}", at=at)


def test_where_the_next_is_most_alike_likeness_is_right_every_time(build: Build) -> None:
    a_road(build)
    found = measure(build)
    for years in ("before 2019", "from 2019"):
        of_likeness, *others = group(found, FIRST, years).standings
        assert of_likeness.ranking == LIKENESS
        assert of_likeness.hits[1].value == of_likeness.mrr.value == 1
        assert of_likeness.mrr.low == of_likeness.mrr.high == 1
        assert max(other.hits[1].value for other in others) < 0.5
    assert (found.strikes, found.unasked, found.facilities) == (8, 1, 27)
    best, chance = group(found, FIRST).differences
    assert (best.mrr.side, chance.against, chance.mrr.side) == (1, RANDOM, 1)


def test_the_kind_alone_is_right_where_only_the_kind_tells(build: Build) -> None:
    for number in range(6):
        # Mines are struck one after another, each far from all others and like none of them.
        build.target(f"mine-{number}", "mine", (14.0 + number * 3, number * 9.0),
                     country=f"C{number}")  # fmt: skip
        build.target(f"shop-{number}", "shop", (14.0 + number * 3, number * 9.0 + 2),
                     country=f"C{number}")  # fmt: skip
        build.incident(f"strike-{number}", f"{2018 + number}-01-01", struck=f"mine-{number}")
    found = mrr(measure(build))
    assert found[SAME_TYPE] > found[NEAREST]
    assert found[SAME_TYPE] > found[RANDOM]
    # What was never struck was never struck most.
    assert MOST_OFTEN not in found


def test_what_was_struck_most_is_right_where_one_is_struck_again_and_again(build: Build) -> None:
    for number in range(6):
        build.target(f"airport-{number}", "airport", (14.0, 0.0), users=["civil"])
    build.incident("other", "2018-01-01", struck="airport-1")
    for number in range(8):
        build.incident(f"strike-{number}", f"{2019 + number}-01-01", struck="airport-0")
    found = mrr(measure(build), EVERY)
    # All are alike, of one kind and in one place, so nothing else tells them apart.
    assert found[MOST_OFTEN] > 0.8 > 0.45 > found[LIKENESS]
    assert group(measure(build), FIRST).count == 1


def test_what_is_struck_on_the_same_day_is_neither_known_nor_in_the_way(build: Build) -> None:
    for key in ("first", "one", "two", "other"):
        build.target(key, "airport", (14.0, 0.0))
    build.target("far", "hotel", (20.0, 9.0), country="NE")
    build.incident("begin", "2019-01-01", struck="first")
    build.incident("a", "2020-01-01", struck="one")
    build.incident("b", "2020-01-01", struck="two")
    found = group(measure(build), FIRST)
    # Each is ranked among itself, the other airport, and the hotel; not with the one of its day.
    assert (found.count, found.fewest, found.most) == (2, 3, 3)
    assert found.standings[0].mrr.value == pytest.approx(0.75)


def test_a_strike_of_which_only_the_month_is_known_counts_from_its_end(build: Build) -> None:
    for key in ("first", "month", "next", "then"):
        build.target(key, "airport", (14.0, 0.0))
    build.incident("begin", "2019-01-01", struck="first")
    build.incident("sometime", "2019-03", struck="month")
    build.incident("within", "2019-03-15", struck="next")
    found = group(measure(build), FIRST)
    # In the middle of the month nobody knows yet.
    assert (found.count, found.fewest, found.most) == (2, 3, 3)
    build.incident("after", "2019-04-01", struck="then")
    found = group(measure(build), FIRST)
    assert (found.count, found.fewest, found.most) == (3, 1, 3)


def test_placeholders_and_what_comes_after_the_day_are_no_strikes(build: Build) -> None:
    a_road(build)
    build.incident("counted", "2019-06-01", struck="hotel-2015", placeholder=True)
    assert measure(build).strikes == 8
    assert measure(build, asOf="2020").strikes == 6


def test_an_incident_that_struck_two_is_a_strike_on_each(build: Build) -> None:
    a_road(build)
    build.incident("both", "2019-06-01", struck=["hotel-2015", "hotel-2016"])
    assert measure(build).strikes == 10


def test_a_part_that_says_nothing_adds_nothing_and_one_that_tells_does(build: Build) -> None:
    a_road(build)
    parts = {part.against: part.mrr for part in group(measure(build), FIRST).parts}
    assert parts["distance"].side == 1
    assert parts["type"].value >= 0
    # All of them are struck by one group that is near none of the others.
    assert parts["lineage"].value == 0
    only = measure(build, usersWeight=0, lineageWeight=0, placeWeight=0)
    assert [part.against for part in group(only, FIRST).parts] == ["type", "distance"]
    alone = measure(build, typeWeight=0, usersWeight=0, lineageWeight=0, placeWeight=0)
    assert group(alone, FIRST).parts == ()


def test_no_weights_are_chosen_on_few_strikes_however_many_come_after_the_split(
    build: Build,
) -> None:
    a_road(build)
    build.write()
    with pytest.raises(StoreError, match="Before 2019 fewer than 10 first strikes"):
        evaluate(build.store, {}, choose=True, today=TODAY)


def test_a_graph_of_too_few_strikes_is_told_so(build: Build) -> None:
    build.write()
    with pytest.raises(StoreError, match=r"is empty\. Load one: graphq load jnim"):
        evaluate(build.store, {}, today=TODAY)
    build.target("one")
    build.target("two")
    build.incident("first", "2019-01-01", struck="one")
    build.incident("second", "2019-02-01", struck="two")
    with pytest.raises(StoreError, match="too few strikes on named facilities by 2030-01-01"):
        measure(build)


def test_more_pairs_than_the_memory_holds_are_refused(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_road(build)
    monkeypatch.setattr("graphq.evaluate.evaluate.MOST_PAIRS", 27 * 8 - 1)
    with pytest.raises(StoreError, match="has 27 facilities, 8 of them struck: comparing each"):
        measure(build)
    monkeypatch.setattr("graphq.evaluate.evaluate.MOST_PAIRS", 27 * 8)
    assert measure(build).strikes == 8
