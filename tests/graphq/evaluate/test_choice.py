"""Weights are chosen on the strikes before a day, by a rule that a few strikes cannot bend."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from graphq.evaluate.choice import FEWEST, choose, grid, rounds
from graphq.evaluate.facts import Facility, LikenessFacts, PastEvent, Use
from graphq.evaluate.tasks import Setting, strikes_of
from tests.graphq.evaluate.records import known_by, record

SETTING = Setting(near_km=60, scale_km=80, precedents=1)


def test_the_grid_is_every_way_to_share_out_one_whole() -> None:
    found = grid()
    assert len(found) == len(set(found)) == 126
    assert {round(sum(weights), 9) for weights in found} == {1.0}
    assert (0.2,) * 5 in found
    assert (1.0, 0.0, 0.0, 0.0, 0.0) in found


def told_by_users(strikes: int) -> LikenessFacts:
    """Of two facilities of one kind in one place, always that with the army is struck."""
    facilities, events, struck = [], [], []
    for number in range(strikes):
        for user in ("army", "civil"):
            facilities.append(
                Facility(f"{user}-{number:02}", "post", (Use(user),), "ML", "North", 14, 0)
            )
        day = date(2010, 1, 1) + timedelta(days=number * 30)
        events.append(PastEvent(f"e{number:02}", day, day, 14, 0, ("A",)))
        struck.append((f"e{number:02}", f"army-{number:02}"))
    return LikenessFacts.of(facilities, events, struck)


def test_what_tells_apart_is_found_and_equal_weights_are_kept_where_they_do_as_well() -> None:
    facts = told_by_users(15)
    found = choose(facts, date(2019, 1, 1), strikes_of(facts), SETTING, 200, 1)
    assert found
    # Whatever gives users any weight is right every time; of these the equal ones are chosen.
    assert found.chosen == found.highest == (0.2,) * 5
    assert (found.tried, found.strikes) == (126, 14)
    assert found.tied == sum(weights[1] > 0 for weights in grid())


@pytest.mark.parametrize("seed", [1, 2])
def test_what_comes_after_the_day_has_no_part_in_the_choice(seed: int) -> None:
    day, facts = date(2018, 1, 1), record(seed, facilities=25, events=80)
    earlier = known_by(facts, day)
    one = choose(facts, day, strikes_of(facts), SETTING, 200, 1)
    two = choose(earlier, day, strikes_of(earlier), SETTING, 200, 1)
    assert one == two
    assert one is not None


def test_of_too_few_nothing_is_chosen_and_progress_is_of_every_round() -> None:
    done: list[int] = []
    facts = told_by_users(FEWEST)
    strikes = strikes_of(facts)
    assert choose(facts, date(2019, 1, 1), strikes, SETTING, 200, 1, done.append) is None
    assert sum(done) == len(strikes) * rounds()
