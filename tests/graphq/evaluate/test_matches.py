"""Precision and recall of matches on labelled pairs: what they are, and that they are kept."""

from __future__ import annotations

import json
import random

from graphq.evaluate.labelled_pairs import BY_HAND, HELD_OUT, SET_WITH, labelled_pairs
from graphq.evaluate.matches import PRECISION, RECALL, MatchCounts, evaluate_matches, likely
from tests.cli.run import graphq


def shares(found: MatchCounts) -> tuple[float, float]:
    """Precision and recall, of what calls some pairs one event."""
    assert found.precision is not None
    assert found.recall is not None
    return found.precision, found.recall


def test_the_goals_are_kept_on_the_pairs_held_out_and_day_and_place_alone_are_worse() -> None:
    for seed in range(1, 11):
        found = {(one.pairs, one.ranking): shares(one) for one in evaluate_matches(seed)}
        precision, recall = found[HELD_OUT, "matches"]
        assert precision >= PRECISION
        assert recall >= RECALL
        less_precise, less = found[HELD_OUT, "day and place alone"]
        assert less_precise < precision - 0.2
        assert less < recall
        assert found[BY_HAND, "matches"] == (1.0, 1.0)


def test_precision_does_not_rest_on_every_event_having_its_counterpart() -> None:
    for seed in (1, 2, 3):
        pairs = [pair for pair in labelled_pairs(seed) if pair.half == HELD_OUT]
        counterparts = sorted({pair.ids[1] for pair in pairs})
        there = set(random.Random(seed).sample(counterparts, len(counterparts) // 2))
        left = [pair for pair in pairs if pair.ids[1] in there]
        called = likely(left)
        right = sum(pair.same for pair in called)
        assert right / len(called) >= 0.93
        assert right / len(there) >= 0.82


def test_the_same_seed_gives_the_same_pairs_and_no_event_is_in_two_kinds() -> None:
    pairs = labelled_pairs(7)
    assert pairs == labelled_pairs(7)
    events = {
        half: {key for pair in pairs if pair.half == half for key in pair.ids}
        for half in (BY_HAND, SET_WITH, HELD_OUT)
    }
    assert not events[SET_WITH] & events[HELD_OUT]
    assert sum(pair.same for pair in pairs if pair.half == BY_HAND) == 9
    assert all(pair.same or pair.is_compared for pair in pairs)


def test_a_share_of_nothing_is_not_told() -> None:
    nothing = MatchCounts("none", "matches", 0, 0, 0, 0)
    assert (nothing.precision, nothing.recall) == (None, None)


def test_the_command_needs_no_graph_and_prints_the_baseline_beside() -> None:
    ran = graphq("evaluate", "matches", "-f", "json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert {one["ranking"] for one in found["found"]} == {"matches", "day and place alone"}
