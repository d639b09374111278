"""Nothing later than a strike has any part in its ranking, and what is kept up to date is right."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphq.evaluate.facts import Ancestry, LikenessFacts
from graphq.evaluate.likeness import Likeness
from graphq.evaluate.lineages import Lineages
from graphq.evaluate.ranks import MEASURES, expected
from graphq.evaluate.replay import Replay
from graphq.evaluate.tasks import EVERY, KINDS, Setting, rank, strikes_of
from tests.graphq.evaluate.records import BEGIN, DAYS, known_by, record

WEIGHTS = {"likeness": (0.4, 0.2, 0.2, 0.1, 0.1), "other": (0.0, 0.0, 1.0, 0.0, 0.5)}
SETTING = Setting(near_km=60, scale_km=80, precedents=1)
SEEDS = st.integers(0, 10_000)


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.integers(100, DAYS), st.sampled_from([1, 3]))
def test_what_comes_later_changes_no_earlier_ranking(
    seed: int, until: int, precedents: int
) -> None:
    whole, day = record(seed), BEGIN + timedelta(days=until)
    setting = Setting(near_km=60, scale_km=80, precedents=precedents)
    asked = [strike for strike in strikes_of(whole) if strike.day <= day]
    with_later = rank(whole, asked, WEIGHTS, setting)
    without = rank(known_by(whole, day), asked, WEIGHTS, setting)
    for kind in KINDS:
        assert with_later.of[kind].days == without.of[kind].days
        assert (with_later.of[kind].places == without.of[kind].places).all()
        assert (with_later.of[kind].among == without.of[kind].among).all()
    assert with_later.unasked == without.unasked


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from([1, 2, 100]))
def test_likeness_kept_up_to_date_is_likeness_worked_out_anew(seed: int, precedents: int) -> None:
    facts = record(seed)
    weights = np.array(list(WEIGHTS.values()))
    going = Likeness(Replay(facts, 60, 80, surely=True), weights, precedents)
    for day in sorted({strike.day for strike in strikes_of(facts)})[::2]:
        going.advance(day)
        anew = Likeness(Replay(facts, 60, 80, surely=True), weights, precedents)
        anew.advance(day)
        assert going.now() == pytest.approx(anew.now(), abs=2e-6)


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_the_order_in_which_facts_come_does_not_matter(seed: int) -> None:
    facts, shuffle = record(seed), random.Random(seed).sample
    other = LikenessFacts.of(
        shuffle(facts.facilities, len(facts.facilities)),
        shuffle(facts.events, len(facts.events)),
        shuffle(facts.strikes, len(facts.strikes)),
        shuffle(facts.ancestries, len(facts.ancestries)),
    )
    one, two = (rank(of, strikes_of(of), WEIGHTS, SETTING) for of in (facts, other))
    assert (one.of[KINDS[0]].places == two.of[KINDS[0]].places).all()


def test_where_nothing_follows_from_anything_every_ranking_is_as_good_as_chance() -> None:
    facts = record(5, facilities=50, events=1500)
    places = rank(facts, strikes_of(facts), WEIGHTS, SETTING).of[EVERY].places
    by_ranking = expected(places)[:, :, MEASURES.index("mrr")].mean(axis=0)
    assert len(places) > 800
    assert by_ranking == pytest.approx(by_ranking[-1], abs=0.015)


def test_what_may_not_have_happened_yet_is_not_known() -> None:
    facts = record(3)
    doubtful = [
        (event, strike)
        for event in facts.events
        for strike in facts.strikes
        if strike[0] == event.id and event.surely > event.first
    ]
    assert doubtful
    for event, _ in doubtful:
        possibly, surely = (Replay(facts, 60, 80, surely=way) for way in (False, True))
        for replay in (possibly, surely):
            replay.advance(event.first)
        assert possibly.struck.sum() > surely.struck.sum()
        surely.advance(event.surely)
        assert surely.struck.sum() >= possibly.struck.sum() - len(doubtful)


@pytest.mark.parametrize(("surely", "first"), [(False, 3), (True, 5)])
def test_a_lineage_holds_from_the_day_of_its_latest_change_on(surely: bool, first: int) -> None:
    begin = date(2015, 1, 1)
    ancestries = [
        Ancestry("b", "a", begin + timedelta(3), begin + timedelta(5)),
        Ancestry("b", "a", begin + timedelta(8), begin + timedelta(8)),
        Ancestry("c", "b", begin + timedelta(9), begin + timedelta(9)),
    ]
    lineages = Lineages("abc", ancestries, surely)
    changed = {day: lineages.advance((begin + timedelta(day)).toordinal()) for day in range(11)}
    assert {day: groups for day, groups in changed.items() if groups} == {first: [0, 1], 9: [1, 2]}
    # What else came of an ancestor, or what an heir came from besides, is of another lineage.
    assert lineages.of.tolist() == [[True, True, False], [True, True, True], [False, True, True]]
