"""The evaluation of the dossier: the page's figures on both engines, and what it says of them."""

from __future__ import annotations

import pytest

from graphq.evaluate.evaluate import CHOSEN, HIGHEST, WEIGHTS, evaluate
from graphq.evaluate.report import LIKENESS, Difference, TaskGroup
from graphq.evaluate.tasks import EVERY, FIRST, MOST_OFTEN, NEAREST, RANDOM, SAME_TYPE
from graphq.graph.store import Store
from tools.likeness import AS_OF, PAGE, PRECEDENTS, figures, measured

BEFORE, SINCE = "before 2019", "from 2019"


@pytest.fixture(scope="module")
def groups(jnim_store: Store) -> dict[tuple[str, str], TaskGroup]:
    return {(group.strikes, group.years): group for group in measured(jnim_store).groups}


def mrr(group: TaskGroup) -> dict[str, float]:
    return {standing.ranking: standing.mrr.value for standing in group.standings}


def highest(group: TaskGroup) -> str:
    simple = {SAME_TYPE, NEAREST, MOST_OFTEN, RANDOM}
    return max((value, name) for name, value in mrr(group).items() if name in simple)[1]


def against(group: TaskGroup, of: str, other: str) -> int | None:
    found: list[Difference] = [
        one for one in group.differences if (one.of, one.against) == (of, other)
    ]
    return found[0].mrr.side


def test_the_page_has_the_figures_of_both_engines(jnim_store: Store) -> None:
    assert figures(jnim_store) in PAGE.read_text(encoding="utf-8"), "run make docs"


def test_what_the_page_says_of_simple_rankings_is_so(
    groups: dict[tuple[str, str], TaskGroup],
) -> None:
    first_since, first_before = groups[FIRST, SINCE], groups[FIRST, BEFORE]
    every_since, every_before = groups[EVERY, SINCE], groups[EVERY, BEFORE]
    assert against(first_since, LIKENESS, RANDOM) == 1
    assert highest(first_since) == highest(every_since) == SAME_TYPE
    assert against(first_since, LIKENESS, SAME_TYPE) == 0
    spread = {standing.ranking: standing.mrr for standing in first_since.standings}
    assert spread[SAME_TYPE].low > spread[RANDOM].high
    assert highest(first_before) == highest(every_before) == NEAREST
    for group in (first_before, every_before):
        assert against(group, LIKENESS, NEAREST) == against(group, LIKENESS, RANDOM) == 0
        assert mrr(group)[NEAREST] > mrr(group)[LIKENESS]
    assert against(every_since, LIKENESS, SAME_TYPE) == -1
    assert against(every_since, LIKENESS, RANDOM) == 0


def test_what_the_page_says_of_the_parts_is_so(groups: dict[tuple[str, str], TaskGroup]) -> None:
    since = {one.against: one.mrr for one in groups[FIRST, SINCE].parts}
    assert {name: of.side for name, of in since.items() if of.side != 0} == {"type": 1}
    assert since["lineage"].value > 0
    assert all(one.mrr.side != 1 for one in groups[FIRST, BEFORE].parts)


def test_what_the_page_says_of_the_weights_is_so(jnim_store: Store) -> None:
    found = measured(jnim_store)
    assert found.choice
    assert found.choice.chosen == (0.2,) * len(WEIGHTS)
    assert found.choice.tied > found.choice.tried / 2
    assert found.choice.highest[-1] >= 0.8
    since = {group.strikes: group for group in found.groups if group.years == SINCE}
    before = [group for group in found.groups if group.years == BEFORE]
    assert len(before) == 2
    # On the strikes that they were chosen on they tell nothing.
    assert not any({CHOSEN, HIGHEST} & {*mrr(group)} for group in before)
    assert not any({one.of for one in group.differences} - {LIKENESS} for group in before)
    assert {CHOSEN, HIGHEST} <= {*mrr(since[FIRST])}
    assert against(since[FIRST], CHOSEN, LIKENESS) == against(since[EVERY], CHOSEN, LIKENESS) == 0
    assert against(since[FIRST], HIGHEST, LIKENESS) == -1


def test_how_many_precedents_count_hardly_matters_before_the_split(jnim_store: Store) -> None:
    by_number = []
    for number in PRECEDENTS.values():
        found = evaluate(jnim_store, {"asOf": AS_OF, "precedents": number, "resamples": 100})
        by_number += [
            mrr(group)[LIKENESS]
            for group in found.groups
            if (group.strikes, group.years) == (FIRST, BEFORE)
        ]
    assert max(by_number) - min(by_number) < 0.02
