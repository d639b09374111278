"""Samples of UCDP GED in the reduced columns in which they were gathered from what is published.

What always holds here: the sample prints no actor's id, so its actors go by name under a scheme of
their own and are never taken for UCDP's by that name; nor does it print how exactly a place or a
day is known, and so nothing is said to be exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Day
from functools import lru_cache
from typing import Final

from graphq.graph.model.values import Attribution, DatePrecision, GeoPrecision
from graphq.graph.read.countries import country_code
from graphq.ingest.events.event import Actor, Event, EventFormat, Side
from graphq.ingest.events.remarks import of_country, of_estimates
from graphq.ingest.events.table import EventTable
from graphq.ingest.files.cells import RowRefusedError, count, line, needed, read, text
from graphq.ingest.sources.ucdp.columns import EVENT_SCHEME, day, event_key

_NEEDED: Final = (
    "id", "country", "adm_1", "where", "side_a", "side_b", "d0", "d1", "da", "db", "dc", "du",
    "low", "high", "best", "src",
)  # fmt: skip


class _Sample(EventTable):
    """The format."""

    name: Final = "ucdp-ged-sample"
    title: Final = "UCDP Georeferenced Event Dataset, sample in reduced columns"
    publisher: Final = "Uppsala Conflict Data Program (UCDP)"
    event_scheme: Final = EVENT_SCHEME
    version: Final = 1
    whole_months: Final = False

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that it needs and that are not there; none where the file is a sample."""
        return [name for name in _NEEDED if name not in columns]

    def key(self, cells: Mapping[str, str]) -> str:
        """UCDP's id of the event. Raises RowRefusedError."""
        return event_key(cells)

    def event(self, cells: Mapping[str, str]) -> Event:
        """The event of a row. Raises RowRefusedError, which names the column and the reason."""
        key = event_key(cells)
        first = needed(day, cells, "d0", "the event has no date")
        last = needed(day, cells, "d1", "when the event ended is unknown")
        if last < first:
            raise RowRefusedError("d1", f"The event ends on {last}, before it begins on {first}.")
        country = needed(line, cells, "country", "the row names no country")
        admin1, place = text(cells, "adm_1"), text(cells, "where")
        side_b = text(cells, "side_b")
        one_sided = side_b.lower() == "civilians"
        low, best, high = (read(count, cells, name) for name in ("low", "best", "high"))
        actors = (_actor(text(cells, "side_a")), None if one_sided else _actor(side_b))
        return Event(
            key=key,
            date=_common(first, last),
            first_day=first,
            last_day=last,
            date_precision=DatePrecision.UNKNOWN,
            country_code=country_code(country),
            country_name=country,
            geo_precision=_precision(admin1, place),
            attribution=Attribution.ASSESSED,
            place=place,
            admin1=admin1,
            target_type="civilians" if one_sided else "unknown",
            tactics=("not-stated",),
            sides=tuple(
                Side(actor, "perpetrated" if one_sided else "involved", side)
                for actor, side in zip(actors, "ab", strict=True)
                if actor is not None
            ),
            fatalities_low=low,
            fatalities_best=best,
            fatalities_high=high,
            fatalities_side_a=read(count, cells, "da"),
            fatalities_side_b=read(count, cells, "db"),
            fatalities_civilians=read(count, cells, "dc"),
            fatalities_unknown=read(count, cells, "du"),
            violence="one-sided" if one_sided else None,
            note=" ".join(filter(None, (of_country("UCDP", country), _note(text(cells, "src"))))),
            conflicts=" ".join(of_estimates("UCDP", low, best, high)) or None,
        )


FORMAT: Final[EventFormat] = _Sample()


@lru_cache(maxsize=4096)
def _actor(name: str) -> Actor | None:
    if not name:
        return None
    state = name.startswith("Government of")
    return Actor("ucdp:name", name, name, "state-force" if state else "group")


def _common(first: Day, last: Day) -> str:
    """What the first and the last day have in common, from the year on; else the first's year."""
    if first == last:
        return first.isoformat()
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.year:04d}-{first.month:02d}" if same_month else f"{first.year:04d}"


def _precision(admin1: str, place: str) -> GeoPrecision:
    # A place is named, and whether the event was there or only near by is not printed.
    if place and place != admin1:
        return GeoPrecision.ESTIMATE
    return GeoPrecision.ADMIN1 if admin1 else GeoPrecision.COUNTRY


def _note(source: str) -> str:
    taken = f", which took it from '{source}'" if source else ""
    return (
        f"From a sample of UCDP GED in reduced columns{taken}; it does not print how exactly the "
        "day and the place are known."
    )
