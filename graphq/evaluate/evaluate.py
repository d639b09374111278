"""The evaluation of `similar-targets` from end to end: what is asked, measured and said.

What always holds here: weights and distances that are not given are those in the question's own
header, and are checked by it. What is told are aggregates alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from graphq.cypher.ask.catalog import question
from graphq.cypher.ask.header import Parameter
from graphq.cypher.ask.parameters import check_weights, default_of, option_name
from graphq.evaluate import choice as choices
from graphq.evaluate.facts import LikenessFacts, read_facts
from graphq.evaluate.replay import PARTS
from graphq.evaluate.report import FEW, LIKENESS, TaskGroup, groups, periods
from graphq.evaluate.tasks import EVERY, Setting, rank, strikes_of
from graphq.graph.errors import StoreError, UsageError, empty_graph, how_to_load
from graphq.graph.model.values import PartialDate
from graphq.graph.read.loads import cut_off, cut_off_note
from graphq.graph.store import Store
from graphq.graph.version import check_version

QUESTION: Final = "similar-targets"
CHOSEN: Final = "likeness, chosen"
HIGHEST: Final = "likeness, highest"
FEWEST: Final = 2
"""Strikes to be asked about without which there is nothing to say."""
MOST_PAIRS: Final = 100_000_000
"""Pairs of a facility and one that was struck; more would fill the memory of a usual machine."""
_BYTES_A_PAIR: Final = 10

WEIGHTS: Final = tuple(f"{part}Weight" for part in PARTS)
ASKED: Final = (*WEIGHTS, "scaleKm", "nearKm", "asOf")
"""Parameters of the question that the evaluation takes too."""
OWN: Final = {
    "split": Parameter(
        type="date", edge="first", default="2019", help="weights may be chosen on what is before"
    ),
    "precedents": Parameter(
        type="integer", default=1, minimum=1, help="how many of the most alike precedents count"
    ),
    "resamples": Parameter(
        type="integer", default=2000, minimum=100, maximum=100_000, help="how many resamples"
    ),
    "seed": Parameter(
        type="integer", default=1, minimum=0, maximum=2**32 - 1, help="begins the random numbers"
    ),
}
"""Parameters of the evaluation's own."""


@dataclass(frozen=True)
class Evaluation:
    """What was asked and found."""

    parameters: Mapping[str, Any]
    facilities: int
    strikes: int
    unasked: int
    """Strikes left out, since none is known from before them."""
    groups: tuple[TaskGroup, ...]
    choice: choices.Choice | None
    notes: tuple[str, ...]


Stage = Callable[[str, int], Callable[[int], None]]
"""Begins a stage of so many strikes; gives what is told of those done."""


def _unseen(stage: str, strikes: int) -> Callable[[int], None]:
    return lambda done: None


def evaluate(
    store: Store,
    given: Mapping[str, Any],
    choose: bool = False,
    today: date | None = None,
    stage: Stage = _unseen,
) -> Evaluation:
    """Measure how high likeness ranks the facility that was struck next.

    `given` has values for ASKED and OWN; what is left out takes its default. `choose` also chooses
    weights on the strikes before the split. Raises UsageError when a value is wrong, StoreError
    when the graph has too few strikes, or too many facilities.
    """
    check_version(store)
    asked = checked(given, today or date.today())
    facts = read_facts(store, asked["asOf"])
    strikes = strikes_of(facts)
    _check(store, facts, len(strikes), asked["asOf"])
    setting = Setting(asked["nearKm"], asked["scaleKm"], asked["precedents"])
    told = _told(given.get("split"), asked["split"])
    split = periods(asked["split"], told)
    weights = tuple(float(asked[name]) for name in WEIGHTS)
    weightings = {LIKENESS: weights}
    choice = None
    if choose:
        before = sum(strike.day < asked["split"] for strike in strikes)
        done = stage("choosing weights", before * choices.rounds())
        choice = choices.choose(
            facts, asked["split"], strikes, setting, asked["resamples"], asked["seed"], done
        )
        if choice is None:
            raise StoreError(
                f"Before {told} fewer than {choices.FEWEST} first strikes with an earlier one are "
                "on record: no weights can be chosen from so few. Name a later --split."
            )
        weightings |= {CHOSEN: choice.chosen, HIGHEST: choice.highest}
    parts = {
        part: f"without {part}"
        for part, weight in zip(PARTS, weights, strict=True)
        if 0 < weight < sum(weights)
    }
    for place, part in enumerate(PARTS):
        if part in parts:
            weightings[parts[part]] = (*weights[:place], 0.0, *weights[place + 1 :])
    outcome = rank(facts, strikes, weightings, setting, stage("ranking", len(strikes)))
    found = groups(outcome, parts, (CHOSEN, HIGHEST), split, asked["resamples"], asked["seed"])
    if len(outcome.of[EVERY].days) < FEWEST:
        raise _too_few(store.info().place, asked["asOf"])
    return Evaluation(
        parameters=asked,
        facilities=outcome.facilities,
        strikes=len(strikes),
        unasked=outcome.unasked,
        groups=found,
        choice=choice,
        notes=(
            *map(cut_off_note, cut_off(store)),
            *_notes(found, outcome.unasked, len(strikes)),
        ),
    )


def checked(given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Every parameter with its value. Raises UsageError."""
    header = question(QUESTION).header
    declared = {**{name: header.parameters[name] for name in ASKED}, **OWN}
    unknown = sorted(set(given) - set(declared))
    if unknown:
        raise UsageError(
            f"The evaluation has no parameter {', '.join(unknown)}; it has {', '.join(declared)}."
        )
    values = {}
    for name, parameter in declared.items():
        value = given.get(name)
        used = parameter if value is None else replace(parameter, default=value)
        values[name] = default_of(name, used, today)
    check_weights(header, values)
    if values["split"] > values["asOf"]:
        raise UsageError(
            f"{option_name('split', OWN['split'])} {values['split']} is after --as-of "
            f"{values['asOf']}; nothing would be left to report on. Name an earlier one."
        )
    return values


def _told(given: Any, split: date) -> str:
    """The split as it was typed, if it was: 2019 rather than 2019-01-01."""
    text = str(OWN["split"].default if given is None else given)
    return text if PartialDate.parse(text).span.first == split else str(split)


def _too_few(place: str, day: date) -> StoreError:
    return StoreError(
        f"The graph in {place} has too few strikes on named facilities by {day}: at least two with "
        f"an earlier one are needed to measure anything. Load some: {how_to_load(place)}"
    )


def _check(store: Store, facts: LikenessFacts, strikes: int, day: date) -> None:
    """Raise StoreError when there is nothing to measure, or too much."""
    place = store.info().place
    if not facts.facilities and not facts.events:
        raise empty_graph(place)
    if strikes < FEWEST:
        raise _too_few(place, day)
    struck = len({facility for _, facility in facts.strikes})
    pairs = len(facts.facilities) * struck
    if pairs > MOST_PAIRS:
        raise StoreError(
            f"The graph in {place} has {len(facts.facilities):,} facilities, {struck:,} of them "
            f"struck: comparing each with each would take {pairs * _BYTES_A_PAIR / 1e9:.0f} GB of "
            f"memory. At most {MOST_PAIRS:,} pairs can be compared. Measure as of an earlier day "
            "(--as-of), or load a part of the facts into a graph of its own."
        )


def _notes(found: tuple[TaskGroup, ...], unasked: int, strikes: int) -> list[str]:
    notes = []
    few = min(group.count for group in found)
    if few < FEW:
        notes.append(
            f"The strikes are few ({few} in the smallest group), so the spread is wide and a small "
            "difference means nothing."
        )
    if unasked:
        notes.append(
            f"{unasked} of {strikes:,} strikes {'is' if unasked == 1 else 'are'} left out: none is "
            "on record from before."
        )
    return [
        *notes,
        "A record names a facility mostly because it was struck, and it is written in hindsight: "
        "every ranking here, chance too, looks better than it would have at the time.",
        "Who used a facility and when is not always stated; a use without dates counts on every "
        "day, so such users may be of later than the strike.",
        "This says how past strikes resembled each other. It is no forecast for any facility.",
    ]
