"""The parts of likeness in Python are those of `similar-targets`, row by row, on both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from graphq.cypher.ask.catalog import question
from graphq.cypher.ask.parameters import default_of
from graphq.evaluate.evaluate import ASKED, QUESTION, WEIGHTS
from graphq.evaluate.facts import LikenessFacts, read_facts
from graphq.evaluate.likeness import Likeness
from graphq.evaluate.replay import PARTS, Replay
from graphq.graph.store import Store

OTHER = {"typeWeight": 0.1, "usersWeight": 1.0, "scaleKm": 50.0, "nearKm": 20.0}

Row = dict[str, Any]


def asked_rows(store: Store, target: str, day: date, given: dict[str, float]) -> dict[str, Row]:
    """The question's rows by the other target, as the question itself is asked."""
    declared = question(QUESTION).header.parameters
    values = {name: default_of(name, parameter, day) for name, parameter in declared.items()}
    values |= {"target": target, "asOf": day, "limit": 1000, **given}
    return {row["targetId"]: row for row in store.read(question(QUESTION).statement, values)}


def reckoned_rows(
    facts: LikenessFacts, day: date, given: dict[str, float]
) -> dict[str, dict[str, Row]]:
    """The same of every target, as the evaluation reckons it."""
    declared = question(QUESTION).header.parameters
    values = {name: default_of(name, declared[name], day) for name in ASKED} | given
    replay = Replay(facts, values["nearKm"], values["scaleKm"], surely=False)
    replay.advance(day)
    weights = np.array([[values[name] for name in WEIGHTS]])
    struck = np.flatnonzero(replay.struck)
    rows = np.arange(len(facts.facilities))
    parts = replay.parts(rows, struck)
    likeness = Likeness(replay, weights, 1).to_each(rows, struck)[0]
    found: dict[str, dict[str, Row]] = {}
    for row, facility in enumerate(facts.facilities):
        found[facility.id] = {}
        for place, column in enumerate(struck):
            other = facts.facilities[replay.columns[column]]
            if other != facility:
                found[facility.id][other.id] = {
                    "likeness": likeness[row, place],
                    "strikes": replay.struck[column],
                    **{part: parts[number, row, place] for number, part in enumerate(PARTS)},
                }
    return found


def as_shown(row: Row) -> list[Any]:
    """What can be compared: the question rounds likeness to three decimals and parts to two."""
    parts = [None if row[part] is None or np.isnan(row[part]) else row[part] for part in PARTS]
    return [int(row["strikes"]), [part is None for part in parts], *[part or 0.0 for part in parts]]


@pytest.mark.parametrize(
    ("day", "given"),
    [
        (date(2013, 5, 23), {}),
        # On this day, a strike of which only the month is known may have happened.
        (date(2018, 10, 17), OTHER),
        (date(2024, 12, 31), {}),
    ],
    ids=str,
)
def test_every_target_has_the_rows_of_the_question(
    jnim_store: Store, day: date, given: dict[str, float]
) -> None:
    reckoned = reckoned_rows(read_facts(jnim_store, day), day, given)
    compared = 0
    for target, others in reckoned.items():
        rows = asked_rows(jnim_store, target, day, given)
        assert set(rows) == set(others), target
        for other, row in rows.items():
            close = pytest.approx(as_shown(row)[2:], abs=0.0051)
            assert as_shown(others[other])[:2] == as_shown(row)[:2], (target, other)
            assert as_shown(others[other])[2:] == close, (target, other)
            assert others[other]["likeness"] == pytest.approx(row["likeness"], abs=0.00051)
            compared += 1
    assert compared >= 89 * 9


def test_the_parts_have_the_names_and_the_order_of_the_weights() -> None:
    header = question(QUESTION).header
    assert header.one_above_zero == WEIGHTS
    assert set(PARTS) <= set(header.columns)
