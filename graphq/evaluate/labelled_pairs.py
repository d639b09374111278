"""Pairs of incidents of which it is known whether they tell one event.

What always holds here: one seed gives one set of pairs. A pair of two events that their publisher
lists apart is two; a pair of an event and its own row told otherwise is one; the rest were read by
hand. What is compared here is what `graphq matches` would find to be compared.
"""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Final

from graphq.cypher.reckon.one_event import LONGEST, Telling
from graphq.graph.model.geo import EARTH_RADIUS_KM
from graphq.ingest.places.tree import bare_place, bare_unit

SET_WITH: Final = "2011, which the weights were set with"
HELD_OUT: Final = "2015, held out"
BY_HAND: Final = "read by hand, jnim and samples of GED"
HALVES: Final = {2011: SET_WITH, 2015: HELD_OUT}
DAYS: Final = 2
KM: Final = 30.0
"""How far apart `matches` compares."""
_PLACE_KNOWN, _EXACT = ("1", "2", "5"), ("1", "2")
_WHERE_KNOWN, _WHEN_KNOWN = ("1", "2", "3", "5"), ("1", "2", "3")
"""A district at least, and a week: of several told of one region nobody can tell which is which."""


@dataclass(frozen=True)
class LabelledTelling:
    """What is told, and where on the globe, if that is known."""

    telling: Telling
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class LabelledPair:
    """Two tellings, and whether they are of one event."""

    half: str
    ids: tuple[str, str]
    one: LabelledTelling
    other: LabelledTelling
    same: bool
    namesakes: int = 0
    kin: int = 0

    @property
    def km(self) -> float | None:
        """The distance between the two coordinates, if both have one."""
        if self.one.point is None or self.other.point is None:
            return None
        (north, east), (other_north, other_east) = (
            map(math.radians, point) for point in (self.one.point, self.other.point)
        )
        inner = (
            math.sin((other_north - north) / 2) ** 2
            + math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
        )
        return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(inner))

    @property
    def is_compared(self) -> bool:
        """Whether `matches` compares the two, so close they are in time and place."""
        one, other = self.one.telling, self.other.telling
        apart = max((other.first_day - one.last_day).days, (one.first_day - other.last_day).days, 0)
        if apart > DAYS or max(one.span, other.span) > LONGEST:
            return False
        precise = one.exact and other.exact
        if self.km is not None and self.km <= KM:
            return True
        return (self.km is None or not precise) and one.country == other.country


def labelled_pairs(seed: int) -> list[LabelledPair]:
    """Every labelled pair: those read by hand, each event with its own row told otherwise, and
    each event with what another of the same days became.
    """
    return [*_by_hand(), *_retold(seed)]


def _rows(name: str) -> list[dict[str, str]]:
    text = files("graphq.evaluate").joinpath("labelled", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _by_hand() -> Iterator[LabelledPair]:
    for row in _rows("by_hand.csv"):
        yield LabelledPair(
            BY_HAND,
            (row["one_id"], row["other_id"]),
            LabelledTelling(_told(row, "one_")),
            LabelledTelling(_told(row, "other_")),
            row["verdict"] == "same",
            int(row["namesakes"]),
            int(row["kin"]),
        )


def _told(row: Mapping[str, str], of: str) -> Telling:
    def many(name: str) -> tuple[str, ...]:
        return tuple(part for part in row[of + name].split(";") if part)

    return Telling(
        first_day=date.fromisoformat(row[f"{of}first_day"]),
        last_day=date.fromisoformat(row[f"{of}last_day"]),
        country=row[f"{of}country"] or None,
        admin1=row[f"{of}admin1"] or None,
        admin2=row[f"{of}admin2"] or None,
        place_text=row[f"{of}place_text"],
        places=many("places"),
        exact=row[f"{of}exact"] == "true",
        low=_number(row[f"{of}low"]),
        best=_number(row[f"{of}best"]),
        high=_number(row[f"{of}high"]),
        tactics=frozenset(many("tactics")),
        target_type=row[f"{of}target_type"],
        groups=frozenset(many("groups")),
        states=frozenset(many("states")),
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _retold(seed: int) -> Iterator[LabelledPair]:
    chance = random.Random(seed)
    known = [
        row
        for row in _rows("ged191.csv")
        if row["where_prec"] in _WHERE_KNOWN and row["date_prec"] in _WHEN_KNOWN
    ]
    events = [(row["date_start"][:4], _event(row)) for row in known]
    names = sorted({name for _, one in events for name in one.telling.groups})
    copies = [_told_otherwise(one, names, chance) for _, one in events]
    for year, half in HALVES.items():
        of_year = [place for place, (when, _) in enumerate(events) if when == str(year)]
        for one in of_year:
            for other in of_year:
                copy, namesakes = copies[other]
                shared = events[one][1].telling.groups & events[other][1].telling.groups
                ids = f"told:{one}", f"retold:{other}"
                pair = LabelledPair(
                    half, ids, events[one][1], copy, one == other, namesakes if shared else 0
                )
                if one == other or pair.is_compared:
                    yield pair


def _event(row: Mapping[str, str]) -> LabelledTelling:
    known = row["where_prec"] in _PLACE_KNOWN
    sides = [(row[f"side_{side}_new_id"], row[f"side_{side}"]) for side in "ab"]
    actors = [(key, name) for key, name in sides if name != "Civilians"]
    telling = Telling(
        first_day=date.fromisoformat(row["date_start"]),
        last_day=date.fromisoformat(row["date_end"]),
        country=row["country"],
        admin1=bare_unit(row["adm_1"]) or None,
        admin2=bare_unit(row["adm_2"]) or None,
        place_text=row["where_coordinates"],
        places=(bare_place(row["where_coordinates"]),) if known else (),
        exact=row["where_prec"] in _EXACT,
        low=int(row["low"]),
        best=int(row["best"]),
        high=int(row["high"]),
        target_type="civilians" if row["type_of_violence"] == "3" else "unknown",
        groups=frozenset(key for key, name in actors if not name.startswith("Government of")),
        states=frozenset(key for key, name in actors if name.startswith("Government of")),
    )
    return LabelledTelling(telling, (float(row["latitude"]), float(row["longitude"])))


def _told_otherwise(
    event: LabelledTelling, groups: Sequence[str], chance: random.Random
) -> tuple[LabelledTelling, int]:
    """The event as another might tell it, and how many of its groups share only their name.

    In every second the coordinate is left out, and moved by a few kilometres in the others; and one
    or two other things are told otherwise.
    """
    told, point, namesakes = event.telling, event.point, 0
    if chance.random() < 0.5:
        point, told = None, replace(told, exact=False)
    elif point is not None:
        point = (point[0] + chance.uniform(-0.03, 0.03), point[1] + chance.uniform(-0.03, 0.03))
    for change in chance.sample(
        ("days", "place", "unit", "killed", "actors"), chance.choice((1, 2))
    ):
        if change == "days":
            told = _days_otherwise(told, chance)
        elif change == "place":
            told = _place_otherwise(told, chance)
        elif change == "unit":
            told = replace(told, admin2=None)
        elif change == "killed":
            told = _killed_otherwise(told, chance)
        else:
            told, namesakes = _actors_otherwise(told, groups, chance)
    return LabelledTelling(told, point), namesakes


def _days_otherwise(told: Telling, chance: random.Random) -> Telling:
    """A day earlier or later, or by the month alone."""
    if chance.random() < 0.67:
        by = timedelta(days=chance.choice((-1, 1)))
        return replace(told, first_day=told.first_day + by, last_day=told.last_day + by)
    first = told.first_day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return replace(told, first_day=first, last_day=max(last, told.last_day))


def _place_otherwise(told: Telling, chance: random.Random) -> Telling:
    """By another spelling, or by the unit alone."""
    if not told.places:
        return told
    if chance.random() < 0.2:
        text = told.admin2 or told.admin1 or told.place_text
        return replace(told, places=(), place_text=text, exact=False)
    name, at = told.places[0], chance.randrange(len(told.places[0]))
    spelt = chance.choice(
        (name[:at] + name[at + 1 :] or name, name[:at] + name[at] + name[at:], name.upper())
    )
    return replace(told, places=(spelt,), place_text=f"near {spelt}")


def _killed_otherwise(told: Telling, chance: random.Random) -> Telling:
    """Without figures, or with a best figure that differs a little."""
    if chance.random() < 0.4:
        return replace(told, low=None, best=None, high=None)
    changed = max(0, (told.best or 0) + chance.choice((-3, -2, -1, 1, 2, 3)))
    return replace(told, low=None, best=changed, high=None)


def _actors_otherwise(
    told: Telling, groups: Sequence[str], chance: random.Random
) -> tuple[Telling, int]:
    """Naming no group, or one by an id of its own, or wrongly."""
    kind = chance.random()
    if kind < 0.4 or not told.groups:
        return replace(told, groups=frozenset()), 0
    if kind < 0.9:
        return replace(told, groups=frozenset(f"own:{key}" for key in told.groups)), len(
            told.groups
        )
    return replace(told, groups=frozenset({chance.choice(groups)})), 0
