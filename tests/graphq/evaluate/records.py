"""Made-up records of strikes, as facts that need no store.

What always holds: one seed gives one record.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from graphq.evaluate.facts import Ancestry, Facility, LikenessFacts, PastEvent, Use

BEGIN = date(2015, 1, 1)
DAYS = 1500


def record(seed: int, facilities: int = 14, events: int = 60, groups: int = 6) -> LikenessFacts:
    """A record in which nothing follows from anything; some of it is not known."""
    draw = random.Random(seed)
    names = [f"g{number}" for number in range(groups)]

    def point() -> tuple[float | None, float | None]:
        known = draw.random() < 0.8
        return (14 + draw.random() * 3, draw.random() * 3) if known else (None, None)

    def day() -> date:
        return BEGIN + timedelta(days=draw.randrange(DAYS))

    def use(user: str) -> Use:
        first, last = sorted([day(), day()])
        return Use(user, draw.choice([None, first]), draw.choice([None, last]))

    def facility(number: int) -> Facility:
        latitude, longitude = point()
        return Facility(
            id=f"f{number:03}",
            kind=draw.choice("abc"),
            users=tuple(map(use, draw.sample(["army", "civil", "un"], draw.randrange(3)))),
            country=draw.choice(["ML", "BF", None]),
            admin1_id=draw.choice(["North", "South", None]),
            latitude=latitude,
            longitude=longitude,
        )

    def event(number: int) -> PastEvent:
        (latitude, longitude), first = point(), day()
        return PastEvent(
            id=f"e{number:03}",
            first=first,
            surely=first + timedelta(days=draw.choice([0, 0, 0, 20])),
            latitude=latitude,
            longitude=longitude,
            groups=tuple(sorted(draw.sample(names, draw.choice([0, 1, 1, 2])))),
        )

    def ancestry() -> Ancestry:
        ancestor, heir = draw.sample(names, 2)
        first = day()
        return Ancestry(heir, ancestor, first, first + timedelta(days=draw.choice([0, 0, 300])))

    made = [event(number) for number in range(events)]
    return LikenessFacts.of(
        [facility(number) for number in range(facilities)],
        made,
        {(found.id, f"f{draw.randrange(facilities):03}") for found in made if draw.random() < 0.6},
        [ancestry() for _ in range(groups)],
    )


def known_by(facts: LikenessFacts, day: date) -> LikenessFacts:
    """The record as it stood after the day; the facilities are the same."""
    events = [event for event in facts.events if event.first <= day]
    known = {event.id for event in events}
    return LikenessFacts.of(
        facts.facilities,
        events,
        [strike for strike in facts.strikes if strike[0] in known],
        [found for found in facts.ancestries if found.first <= day],
    )
