"""UCDP GED: one row, one event of organised violence, as releases 17.1 to 26.1 print it.

What always holds here: what UCDP prints is kept as printed, also where its own numbers contradict
one another; sides of a battle are neither attacker nor victim; an actor is known by UCDP's id,
never by its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date as Day
from functools import lru_cache
from typing import Final, NamedTuple

from graphq.graph.model.coverage import Coverage
from graphq.graph.model.values import Attribution, DatePrecision, GeoPrecision
from graphq.graph.read.countries import country_code
from graphq.ingest.events.event import Actor, Event, EventFormat, Part, Side
from graphq.ingest.events.remarks import of_country, of_estimates
from graphq.ingest.events.table import EventTable
from graphq.ingest.files.cells import (
    RowRefusedError,
    count,
    identifier,
    latitude,
    longitude,
    needed,
    one_of,
    read,
    text,
    truth,
)
from graphq.ingest.sources.ucdp.columns import EVENT_SCHEME, day, event_key, header
from graphq.ingest.sources.ucdp.releases import months_of_file
from graphq.ingest.sources.ucdp.reports import citations

_NEEDED: Final = (
    "id", "type_of_violence", "date_start", "date_end", "date_prec", "where_prec", "country",
    "latitude", "longitude", "side_a", "side_a_new_id", "side_b", "side_b_new_id", "best",
)  # fmt: skip

_VIOLENCE: Final = one_of({1: "state-based", 2: "non-state", 3: "one-sided"})
_WHERE: Final = one_of(
    {
        1: GeoPrecision.EXACT,
        2: GeoPrecision.NEAR,
        3: GeoPrecision.ADMIN2,
        4: GeoPrecision.ADMIN1,
        5: GeoPrecision.ESTIMATE,
        6: GeoPrecision.COUNTRY,
        7: GeoPrecision.SEA_OR_AIR,
    }
)
_WHEN: Final = one_of(
    {
        1: DatePrecision.DAY,
        2: DatePrecision.WEEK,
        3: DatePrecision.WEEK,
        4: DatePrecision.MONTH,
        5: DatePrecision.YEAR,
    }
)

_STATE_NUMBER: Final = re.compile(r"[1-9]\d*", re.ASCII)
"""A state's number in the list of Gleditsch and Ward; what is missing is blank, 0 or below."""


class _Party(NamedTuple):
    """What a row says of one side: the Side, or why there is none."""

    side: Side | None
    civilians: bool = False
    note: str = ""


class _Deaths(NamedTuple):
    """The numbers of a row, under the names of their columns."""

    low: int | None
    best: int | None
    high: int | None
    deaths_a: int | None
    deaths_b: int | None
    deaths_civilians: int | None
    deaths_unknown: int | None


_DEATHS: Final = _Deaths._fields


class _Ged(EventTable):
    """The format; it keeps nothing between rows but what it has parsed before."""

    name: Final = "ucdp-ged"
    title: Final = "UCDP Georeferenced Event Dataset"
    publisher: Final = "Uppsala Conflict Data Program (UCDP)"
    event_scheme: Final = EVENT_SCHEME
    version: Final = 1
    whole_months: Final = True

    def covers(self, name: str) -> Coverage | None:
        """The years of a release, or the months of a candidate."""
        return months_of_file(name)

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that it needs and that are not there; none where the file is a GED."""
        return [name for name in _NEEDED if name not in columns]

    def header(self, first_row: Sequence[str]) -> list[str] | None:
        """The columns of a release that was published without a header."""
        return header(first_row)

    def key(self, cells: Mapping[str, str]) -> str:
        """UCDP's id of the event. Raises RowRefusedError."""
        return event_key(cells)

    def event(self, cells: Mapping[str, str]) -> Event:
        """The event of a row. Raises RowRefusedError, which names the column and the reason."""
        key = event_key(cells)
        violence = needed(_VIOLENCE, cells, "type_of_violence", "who fought whom is unknown")
        where = needed(_WHERE, cells, "where_prec", "how exact the place is is unknown")
        when = needed(_WHEN, cells, "date_prec", "how exact the date is is unknown")
        first = needed(day, cells, "date_start", "the event has no date")
        last = needed(day, cells, "date_end", "when the event ended is unknown")
        if last < first:
            said = f"The event ends on {last}, before it begins on {first}."
            raise RowRefusedError("date_end", said)
        country = text(cells, "country")
        if not country and where is not GeoPrecision.SEA_OR_AIR:
            raise RowRefusedError("country", "The row names no country.")
        north, east = _place_on_the_globe(cells)
        one_sided = violence == "one-sided"
        a = _side_of(cells, "a", "perpetrated" if one_sided else "involved")
        b = _side_of(cells, "b", "involved")
        # Of one-sided violence only side A did anything, whoever stands as side B.
        sides = (a.side, None if one_sided else b.side)
        deaths = _deaths(tuple(map(cells.get, _DEATHS)))
        return Event(
            key=key,
            date=_date_text(when, first, last),
            first_day=first,
            last_day=last,
            date_precision=when,
            country_code=country_code(country),
            country_name=country,
            geo_precision=where,
            attribution=Attribution.ASSESSED,
            place=text(cells, "where_coordinates"),
            admin1=text(cells, "adm_1"),
            admin2=text(cells, "adm_2"),
            latitude=north,
            longitude=east,
            target_type="civilians" if b.civilians else "unknown",
            tactics=("not-stated",),
            sides=tuple(side for side in sides if side is not None),
            citations=citations(
                text(cells, "source_article"),
                text(cells, "source_office"),
                text(cells, "source_date"),
                text(cells, "source_headline"),
            ),
            fatalities_low=deaths.low,
            fatalities_best=deaths.best,
            fatalities_high=deaths.high,
            fatalities_side_a=deaths.deaths_a,
            fatalities_side_b=deaths.deaths_b,
            fatalities_civilians=deaths.deaths_civilians,
            fatalities_unknown=deaths.deaths_unknown,
            violence=violence,
            conflict=_named_id(cells, "conflict_new_id"),
            dyad=_named_id(cells, "dyad_new_id"),
            active_year=read(truth, cells, "active_year"),
            note=_note(cells, country, a, b),
            conflicts=_contradictions(deaths, b.side if one_sided else None),
        )


FORMAT: Final[EventFormat] = _Ged()


def _place_on_the_globe(cells: Mapping[str, str]) -> tuple[float | None, float | None]:
    north, east = read(latitude, cells, "latitude"), read(longitude, cells, "longitude")
    if (north is None) != (east is None):
        column = "latitude" if north is None else "longitude"
        raise RowRefusedError(column, "The row gives one coordinate without the other.")
    return north, east


def _named_id(cells: Mapping[str, str], column: str) -> str | None:
    """The id of a conflict or a dyad; none where UCDP has not given it one yet."""
    if text(cells, column)[:3].upper() == "XXX":
        return None
    return read(identifier, cells, column)


def _side_of(cells: Mapping[str, str], side: str, part: Part) -> _Party:
    column = f"side_{side}_new_id"
    try:
        return _party(
            text(cells, f"side_{side}"), text(cells, column), text(cells, f"gwno{side}"), side, part
        )
    except ValueError as error:
        raise RowRefusedError(column, f"{error}.") from None


@lru_cache(maxsize=16384)
def _party(name: str, number: str, gwno: str, side: str, part: Part) -> _Party:
    """One side. A list such as `GATIA, MSA` has one id, and is one actor under that name."""
    if name[:3].upper() == "XXX":
        return _Party(None, note=f"UCDP has not named side {side.upper()} yet ({name}).")
    external_id = identifier(number) if number else None
    # Their id changed: 1 in release 19.1, 9999 in later ones. It is no actor in any of them.
    if name.lower() == "civilians" or external_id == "9999":
        return _Party(None, civilians=True)
    if external_id is None or not name:
        lacking = "name" if external_id is not None else "id"
        told = f" ({name or external_id})" if name or external_id else ""
        return _Party(None, note=f"UCDP gives no {lacking} for side {side.upper()}{told}.")
    state = bool(_STATE_NUMBER.match(gwno)) or name.startswith("Government of")
    actor = Actor("ucdp:actor", external_id, name, "state-force" if state else "group")
    return _Party(Side(actor, part, side))


@lru_cache(maxsize=65536)
def _date_text(precision: DatePrecision, first: Day, last: Day) -> str:
    """As much of the date as is known.

    An event known to the month whose days lie in two of them is known to the year only, and one
    that goes on into the next year is dated by the year in which it begins; its days say the rest.
    """
    if precision in (DatePrecision.DAY, DatePrecision.WEEK):
        return first.isoformat()
    same_month = (first.year, first.month) == (last.year, last.month)
    if precision is DatePrecision.MONTH and same_month:
        return f"{first.year:04d}-{first.month:02d}"
    return f"{first.year:04d}"


def _note(cells: Mapping[str, str], country: str, a: _Party, b: _Party) -> str | None:
    notes = [party.note for party in (a, b) if party.note]
    if odd := of_country("UCDP", country):
        notes.append(odd)
    status = text(cells, "code_status")
    if status and status.lower() != "clear":
        notes.append(f"UCDP has not cleared this event yet: its status is '{status}'.")
    return " ".join(notes) or None


@lru_cache(maxsize=65536)
def _deaths(texts: tuple[str | None, ...]) -> _Deaths:
    """The numbers, from the texts of their columns, which recur together from row to row."""
    cells = {name: text or "" for name, text in zip(_DEATHS, texts, strict=True)}
    return _Deaths(*(read(count, cells, name) for name in _DEATHS))


@lru_cache(maxsize=65536)
def _contradictions(deaths: _Deaths, victim: Side | None) -> str | None:
    """Where the row contradicts itself, in sentences."""
    low, best, high, *parts = deaths
    found = list(of_estimates("UCDP", low, best, high))
    known = [count for count in parts if count is not None]
    if best is not None and len(known) == len(parts) and sum(known) != best:
        found.append(
            f"The deaths that UCDP gives by side add up to {sum(known)}, and its best estimate is "
            f"{best}."
        )
    if victim is not None:
        found.append(
            f"UCDP counts the event as one-sided violence and gives '{victim.actor.name}', not "
            "civilians, as side B."
        )
    return " ".join(found) or None
