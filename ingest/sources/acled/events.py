"""ACLED: the events of the Armed Conflict Location & Event Data export tool and API.

What always holds here: the columns are read as ACLED's codebook says (its text of 2024-25; the
layout with `data_id` and `iso3`, before March 2023, as well), and its narrative `notes` are not
copied. Only violent events pass; what ACLED calls protests and strategic developments is left out,
save excessive force against protesters, which it counts as political violence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from functools import lru_cache
from typing import Final

from graphq.graph.model.values import Attribution, DatePrecision, GeoPrecision, PartialDate
from graphq.ingest.events.event import (
    Citation,
    Event,
    EventFormat,
    RowLeftOutError,
    RowRefusedError,
)
from graphq.ingest.events.table import EventTable
from graphq.ingest.files.cells import choice, coordinates, text, whole, whole_text
from graphq.ingest.places.countries import country_code, country_of_iso_numeric
from graphq.ingest.sources.acled.actors import CIVILIANS, parties, remarks, sides

_NEEDED: Final = (
    "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1",
    "inter1", "actor2", "inter2", "country", "location", "latitude", "longitude", "geo_precision",
    "fatalities",
)  # fmt: skip

_VIOLENT: Final = frozenset(
    {"battles", "explosions/remote violence", "violence against civilians", "riots"}
)
_NOT_VIOLENT: Final = frozenset({"protests", "strategic developments"})
_EXCESSIVE_FORCE: Final = frozenset(
    {"excessive force against protesters", "excessive force against protestors"}
)

_TACTICS: Final = {
    "armed clash": "armed-assault",
    "government regains territory": "armed-assault",
    "non-state actor overtakes territory": "armed-assault",
    "attack": "armed-assault",
    # By the codebook a grenade is thrown by hand: what mortars and launchers fire is shelling.
    "grenade": "armed-assault",
    "chemical weapon": "chemical-weapon",
    "air/drone strike": "air-strike",
    # The codebook puts bombs in vehicles here, too, and the row does not tell them apart.
    "suicide bomb": "suicide-bomb",
    "shelling/artillery/missile attack": "indirect-fire",
    "remote explosive/landmine/ied": "ied",
    "sexual violence": "sexual-violence",
    "abduction/forced disappearance": "hostage-taking",
    "violent demonstration": "riot",
    "mob violence": "riot",
}

_PLACES: Final = {1: GeoPrecision.EXACT, 2: GeoPrecision.NEAR, 3: GeoPrecision.ADMIN1}

_MONTHS: Final = {
    name: number
    for number, month in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september",
         "october", "november", "december"), start=1
    )
    for name in (month, month[:3])
}  # fmt: skip
_ISO: Final = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ][\d:.]+(?:Z|\+00:?00)?)?", re.ASCII)
_WORDED: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]+)[ -]((?:19|20)\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """The days an event can have happened on, and as much of the date as they share."""

    date: str
    first: Day
    last: Day
    precision: DatePrecision


class Acled(EventTable):
    """The format of ACLED's tables of events."""

    name: str = "acled"
    title: str = "Armed Conflict Location & Event Data (ACLED)"
    publisher: str = "ACLED"
    version: int = 1
    whole_months: bool = False

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that ACLED's tables have and that are not there."""
        there = set(columns)
        return [column for column in _NEEDED if column not in there]

    def key(self, cells: Mapping[str, str]) -> str:
        """ACLED's id of the event. Raises RowRefusedError."""
        key = text(cells, "event_id_cnty")
        if not key:
            raise RowRefusedError("event_id_cnty", "there is no id, by which the event is kept")
        return key

    def event(self, cells: Mapping[str, str]) -> Event:
        """The event of a row. Raises RowRefusedError or RowLeftOutError."""
        kind, sub_kind = text(cells, "event_type"), text(cells, "sub_event_type")
        folded = sub_kind.lower()
        _refuse_unless_violent(kind, folded)
        key = self.key(cells)
        span = _span(cells)
        precision = choice(cells, "geo_precision", range(1, 4))
        if precision is None:
            raise RowRefusedError("geo_precision", "it is blank: how exact the place is is unknown")
        country = text(cells, "country")
        if not country:
            raise RowRefusedError("country", "it is blank: the event lies in no country")
        found = parties(cells)
        targeted = (
            kind.lower() == "violence against civilians"
            or folded in _EXCESSIVE_FORCE
            or text(cells, "civilian_targeting").lower().startswith("civilian")
            # Tables from before March 2023 lack that column. By the codebook civilians are one of
            # the two main actors only where they, and no armed actor, were the target.
            or any(party.inter == CIVILIANS for party in found)
        )
        told = sides(found, targeted=targeted)
        fatalities = _fatalities(cells)
        notes = remarks(found, told)
        if span.precision is DatePrecision.WEEK:
            notes.append("ACLED knows the week; the day it gives is the middle of it.")
        if fatalities == 0:
            notes.append("ACLED writes 0 deaths also where its sources say nothing of any.")
        latitude, longitude = coordinates(cells)
        known = bool(told) and not any(party.unidentified for party in found)
        return Event(
            key=key,
            date=span.date,
            first_day=span.first,
            last_day=span.last,
            date_precision=span.precision,
            country_code=_country(whole_text(cells, "iso"), country),
            country_name=country,
            geo_precision=_PLACES[precision],
            attribution=Attribution.ASSESSED if known else Attribution.SUSPECTED,
            place=text(cells, "location"),
            admin1=text(cells, "admin1"),
            admin2=text(cells, "admin2"),
            latitude=latitude,
            longitude=longitude,
            target_type="civilians" if targeted else "unknown",
            tactics=(_TACTICS.get(folded, "not-stated"),),
            sides=told,
            citations=_citations(text(cells, "source")),
            fatalities_best=fatalities,
            event_type=f"{kind}: {sub_kind}" if sub_kind else kind,
            note=" ".join(notes) or None,
        )


FORMAT: Final[EventFormat] = Acled()


def _refuse_unless_violent(kind: str, sub_kind: str) -> None:
    folded = kind.lower()
    if folded in _VIOLENT or (folded == "protests" and sub_kind in _EXCESSIVE_FORCE):
        return
    if folded in _NOT_VIOLENT:
        raise RowLeftOutError(f"ACLED event type {kind}, not a violent event")
    if not kind:
        raise RowRefusedError("event_type", "it is blank: whether it was violence is unknown")
    raise RowRefusedError(
        "event_type",
        f"'{kind}' is not one of ACLED's six types of events; tables from before 2019 use other "
        "ones, so export the events again",
    )


def _span(cells: Mapping[str, str]) -> Span:
    written = text(cells, "event_date")
    day = _day(written)
    year = whole(cells, "year")
    if year is not None and year != day.year:
        raise RowRefusedError("year", f"it says {year}, and event_date says {written}")
    precision = choice(cells, "time_precision", range(1, 4))
    if precision is None:
        raise RowRefusedError("time_precision", "it is blank: how exact the date is is unknown")
    return span_of(day, precision)


@lru_cache(maxsize=65536)
def span_of(day: Day, precision: int) -> Span:
    """The days that a date means with ACLED's `time_precision`, 1 to 3.

    2 is a week or the like, of which the date is the middle: three days either way. 3 is a month,
    of which the date is the middle, or the first or last day. A date text holds only what all the
    days share; a week over New Year is told by its first and last day.
    """
    if precision == 1:
        return Span(day.isoformat(), day, day, DatePrecision.DAY)
    if precision == 2:
        first, last = day - timedelta(days=3), day + timedelta(days=3)
        one_month = (first.year, first.month) == (last.year, last.month)
        return Span(day.isoformat()[: 7 if one_month else 4], first, last, DatePrecision.WEEK)
    month = PartialDate(day.year, day.month)
    return Span(str(month), month.span.first, month.span.last, DatePrecision.MONTH)


@lru_cache(maxsize=65536)
def _day(written: str) -> Day:
    if match := _ISO.fullmatch(written):
        year, month, day = (int(part) for part in match.groups())
    elif (match := _WORDED.fullmatch(written)) and match[2].lower() in _MONTHS:
        day, month, year = int(match[1]), _MONTHS[match[2].lower()], int(match[3])
    else:
        raise RowRefusedError(
            "event_date",
            f"'{written}' is not a date as ACLED writes it, such as 2020-03-04 or 04 March 2020",
        )
    try:
        return Day(year, month, day)
    except ValueError:
        raise RowRefusedError(
            "event_date", f"'{written}' is not a day that exists in the calendar"
        ) from None


def _fatalities(cells: Mapping[str, str]) -> int | None:
    found = whole(cells, "fatalities")
    if found is not None and found < 0:
        raise RowRefusedError("fatalities", f"{found} is less than nobody")
    return found


@lru_cache(maxsize=4096)
def _country(iso: str, name: str) -> str | None:
    return (country_of_iso_numeric(iso) if iso else None) or country_code(name)


@lru_cache(maxsize=65536)
def _citations(source: str) -> tuple[Citation, ...]:
    """The publishers in `source`, which gives neither titles nor dates."""
    names = dict.fromkeys(name for part in source.split(";") if (name := part.strip()))
    return tuple(Citation(publisher=name) for name in names)
