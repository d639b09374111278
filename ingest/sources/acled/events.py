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
from pathlib import PurePath
from typing import Final

from graphq.graph.model.coverage import Coverage
from graphq.graph.model.values import Attribution, DatePrecision, GeoPrecision, PartialDate
from graphq.graph.read.countries import country_code, country_of_iso_numeric
from graphq.ingest.events.event import Citation, Event, EventFormat, RowLeftOutError
from graphq.ingest.events.remarks import of_country
from graphq.ingest.events.table import EventTable
from graphq.ingest.files.cells import (
    RowRefusedError,
    code,
    coordinates,
    count,
    line,
    needed,
    one_of,
    parts,
    read,
    text,
    whole,
)
from graphq.ingest.files.dates import day
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

_PLACE: Final = one_of({1: GeoPrecision.EXACT, 2: GeoPrecision.NEAR, 3: GeoPrecision.ADMIN1})
_TIME: Final = one_of({1: DatePrecision.DAY, 2: DatePrecision.WEEK, 3: DatePrecision.MONTH})
_FILE: Final = re.compile(r"(\d{4}-\d\d-\d\d)[-_](\d{4}-\d\d-\d\d)(?:[-_](.+))?", re.ASCII)
_YEARS: Final = range(1900, 2100)
"""A day of any other year is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class DaySpan:
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

    def covers(self, name: str) -> Coverage | None:
        """The days that the export tool writes into the name of a file, and its country."""
        return days_of_file(name)

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that ACLED's tables have and that are not there."""
        there = set(columns)
        return [column for column in _NEEDED if column not in there]

    def key(self, cells: Mapping[str, str]) -> str:
        """ACLED's id of the event. Raises RowRefusedError."""
        return needed(line, cells, "event_id_cnty", "there is no id, by which the event is kept")

    def event(self, cells: Mapping[str, str]) -> Event:
        """The event of a row. Raises RowRefusedError or RowLeftOutError."""
        kind, sub_kind = text(cells, "event_type"), text(cells, "sub_event_type")
        folded = sub_kind.lower()
        _refuse_unless_violent(kind, folded)
        key = self.key(cells)
        span = _span(cells)
        precision = needed(_PLACE, cells, "geo_precision", "how exact the place is is unknown")
        country = needed(line, cells, "country", "the event lies in no country")
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
        fatalities = read(count, cells, "fatalities")
        notes = [*filter(None, [of_country("ACLED", country)]), *remarks(found, told)]
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
            country_code=_country(code(cells, "iso"), country),
            country_name=country,
            geo_precision=precision,
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
        raise RowRefusedError("event_type", "It is blank: whether it was violence is unknown.")
    raise RowRefusedError(
        "event_type",
        f"'{kind}' is not one of ACLED's six types of events; tables from before 2019 use other "
        "ones, so export the events again.",
    )


def _span(cells: Mapping[str, str]) -> DaySpan:
    known = needed(day, cells, "event_date", "the event has no date")
    if known.year not in _YEARS:
        raise RowRefusedError("event_date", f"{known} is no day of an event that ACLED knows of.")
    year = read(whole, cells, "year")
    if year is not None and year != known.year:
        raise RowRefusedError("year", f"It says {year}, and event_date says {known}.")
    return span_of(
        known, needed(_TIME, cells, "time_precision", "how exact the date is is unknown")
    )


@lru_cache(maxsize=65536)
def span_of(known: Day, precision: DatePrecision) -> DaySpan:
    """The days that a date means with ACLED's `time_precision`.

    A week or the like has the date as its middle: it is three days either way. A month has it as
    its middle, or its first or last day. A date text holds only what all the days share; a week
    over New Year is told by its first and last day.
    """
    if precision is DatePrecision.DAY:
        return DaySpan(known.isoformat(), known, known, precision)
    if precision is DatePrecision.WEEK:
        first, last = known - timedelta(days=3), known + timedelta(days=3)
        one_month = (first.year, first.month) == (last.year, last.month)
        return DaySpan(known.isoformat()[: 7 if one_month else 4], first, last, precision)
    month = PartialDate(known.year, known.month)
    return DaySpan(str(month), month.span.first, month.span.last, precision)


@lru_cache(maxsize=4096)
def _country(iso: str, name: str) -> str | None:
    return (country_of_iso_numeric(iso) if iso else None) or country_code(name)


@lru_cache(maxsize=65536)
def _citations(source: str) -> tuple[Citation, ...]:
    """The publishers in `source`, which gives neither titles nor dates."""
    return tuple(Citation(publisher=name) for name in dict.fromkeys(parts(source)))


def days_of_file(name: str) -> Coverage | None:
    """What a file covers by the name that ACLED's export tool gives it; None for any other name.

    >>> days_of_file("2018-01-01-2020-08-26-Burkina_Faso.csv").text
    '2018-01-01/2020-08-26 BF'
    """
    found = _FILE.fullmatch(PurePath(name.rpartition("!")[2]).stem)
    if not found:
        return None
    try:
        first, last = Day.fromisoformat(found[1]), Day.fromisoformat(found[2])
    except ValueError:
        return None
    code = country_code(found[3].replace("_", " ")) if found[3] else None
    # Of a region nobody can tell here which countries it has.
    if first > last or (found[3] and code is None):
        return None
    return Coverage(first, last, (code,) if code else ())
