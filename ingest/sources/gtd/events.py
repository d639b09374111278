"""GTD: the events of START's Global Terrorism Database.

What always holds here: the columns are read as START's codebook says. What it codes as unknown (a
blank, 0 for a month or day, -9, -99) is unknown here and never nought; its narrative `summary` is
not copied.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache
from typing import Final

from graphq.graph.model.values import (
    LAST_YEAR,
    Attribution,
    DatePrecision,
    GeoPrecision,
    PartialDate,
)
from graphq.graph.read.countries import country_code
from graphq.ingest.events.event import Actor, Event, EventFormat, Side
from graphq.ingest.events.remarks import of_country
from graphq.ingest.events.table import EventTable
from graphq.ingest.files.cells import (
    RowRefusedError,
    code,
    coordinates,
    line,
    needed,
    number,
    one_of,
    read,
    text,
    whole,
)
from graphq.ingest.files.dates import day
from graphq.ingest.places.tree import shortened
from graphq.ingest.sources.gtd.citations import citations
from graphq.ingest.sources.gtd.codes import (
    AIRPORTS_AND_AIRCRAFT,
    ATTACKS,
    subtype_of,
    tactics,
    target_type,
)

_NEEDED: Final = (
    "eventid", "iyear", "imonth", "iday", "country_txt", "provstate", "city", "latitude",
    "longitude", "attacktype1", "targtype1", "gname", "nkill", "nwound",
)  # fmt: skip

FIRST_YEAR: Final = 1970
"""The first year that GTD covers."""

_KEY: Final = re.compile(r"\d{12}", re.ASCII)
_LONGEST_YEARS: Final = 50
"""An event that ends later than so many years after it began is a slip of the pen."""
_UNKNOWN: Final = frozenset({-9, -99})
_NO_DATE: Final = frozenset({None, 0, *_UNKNOWN})
"""A month or day that is not known."""
_NO_GROUP: Final = "unaffiliated individual"
_GENERIC: Final = re.compile(
    r"(?:.* )?(?:extremists|militants|separatists|gunmen|tribesmen|rebels|guerrillas|insurgents|"
    r"dissidents|nationalists|anarchists|students|protesters|refugees|bandits|villagers|soldiers|"
    r"mutineers|prisoners|supporters|traffickers|activists|fundamentalists|radicals|jihadists?)",
    re.IGNORECASE,
)
"""By the codebook such names stand for no one group: `Muslim extremists`, `Gunmen`."""
_LONGEST: Final = 120
_STRENGTH: Final = (
    Attribution.DISPUTED, Attribution.CLAIMED, Attribution.ASSESSED, Attribution.SUSPECTED,
)  # fmt: skip
_ATTACKS: Final = ("attacktype1", "attacktype2", "attacktype3")
_ATTACK_TEXTS: Final = tuple(f"{column}_txt" for column in _ATTACKS)
_ATTACK: Final = one_of({number: number for number in ATTACKS})
_TARGET: Final = one_of({number: number for number in range(1, 23)})
_SPECIFICITY: Final = one_of({number: number for number in range(1, 6)})
_WEAPONS: Final = tuple((f"weaptype{number}", f"weapsubtype{number}") for number in "1234")
_PERPETRATORS: Final = (
    ("gname", "gsubname", "guncertain1", "claimed"),
    ("gname2", "gsubname2", "guncertain2", "claim2"),
    ("gname3", "gsubname3", "guncertain3", "claim3"),
)


@dataclass(frozen=True, slots=True)
class Began:
    """The date an event began on as far as it is known, and the days that can mean."""

    date: str
    first: Day
    last: Day
    precision: DatePrecision


class Gtd(EventTable):
    """The format of the tables that START releases."""

    name: str = "gtd"
    title: str = "Global Terrorism Database (GTD)"
    publisher: str = "START, University of Maryland"
    version: int = 2
    whole_months: bool = True

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that GTD's tables have and that are not there."""
        there = set(columns)
        return [column for column in _NEEDED if column not in there]

    def key(self, cells: Mapping[str, str]) -> str:
        """GTD's id of the event. Raises RowRefusedError."""
        return _key(cells)

    def event(self, cells: Mapping[str, str]) -> Event:
        """The event of a row. Raises RowRefusedError."""
        notes: list[str] = []
        key = _key(cells)
        year = needed(whole, cells, "iyear", "the event has no date")
        began = began_on(year, read(whole, cells, "imonth"), read(whole, cells, "iday"))
        last = _last_day(cells, began, notes)
        country = needed(line, cells, "country_txt", "the event lies in no country")
        if odd := of_country("GTD", country):
            notes.append(odd)
        sides = _sides(cells, notes)
        given = [read(_ATTACK, cells, column) for column in _ATTACKS]
        attacks = [attack for attack in given if attack is not None]
        targeted = read(_TARGET, cells, "targtype1")
        killed = _people(cells, "nkill", notes)
        wounded = _people(cells, "nwound", notes)
        _doubts(cells, notes)
        latitude, longitude = coordinates(cells)
        precision, place, admin2 = _place(cells, latitude is not None)
        return Event(
            key=key,
            date=began.date,
            first_day=began.first,
            last_day=last,
            date_precision=began.precision,
            country_code=country_code(country),
            country_name=country,
            geo_precision=precision,
            attribution=_strongest(sides),
            place=place,
            admin1=_name(cells, "provstate"),
            admin2=admin2,
            latitude=latitude,
            longitude=longitude,
            target_type=_target_type(cells, targeted, notes),
            target_description=_target(cells),
            tactics=tactics(attacks, _weapons(cells), suicide=_says(cells, "suicide")),
            sides=sides,
            citations=citations(cells),
            fatalities_best=killed,
            wounded=wounded,
            event_type=_event_type(cells, attacks),
            note=" ".join(notes) or None,
        )


FORMAT: Final[EventFormat] = Gtd()


def _key(cells: Mapping[str, str]) -> str:
    """The id, twelve digits: the date and a number. Spreadsheets round it, or add a `.0`."""
    found = code(cells, "eventid")
    if not found:
        raise RowRefusedError("eventid", "It is blank: there is no id, by which the event is kept.")
    if not _KEY.fullmatch(found):
        raise RowRefusedError(
            "eventid",
            f"'{found}' is not the twelve digits of a GTD id; where a spreadsheet rounded it, such "
            "as 1.97E+11, take the file as START released it.",
        )
    return found


@lru_cache(maxsize=65536)
def began_on(year: int, month: int | None, day: int | None) -> Began:
    """The date from GTD's parts: 0 is unknown, and so is a day of an unknown month.

    Raises RowRefusedError.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RowRefusedError("iyear", f"{year} is no year of GTD, which begins in {FIRST_YEAR}.")
    known_month = None if month in _NO_DATE else month
    if known_month is not None and not 1 <= known_month <= 12:
        raise RowRefusedError("imonth", f"{known_month} is no month.")
    known_day = None if known_month is None or day in _NO_DATE else day
    try:
        date = PartialDate(year, known_month, known_day)
    except (ValueError, OverflowError):
        raise RowRefusedError("iday", f"{year}-{known_month} has no day {known_day}.") from None
    span = date.span
    return Began(str(date), span.first, span.last, date.precision)


def _last_day(cells: Mapping[str, str], began: Began, notes: list[str]) -> Day:
    """The last day: that of `resolution`, which by the codebook only extended events have."""
    roughly = text(cells, "approxdate")
    if roughly:
        notes.append(f"GTD gives the date as “{shortened(roughly, _LONGEST)}”.")
    if not _says(cells, "extended"):
        return began.last
    written = text(cells, "resolution")
    if not written:
        notes.append("It lasted for more than a day; when it ended is not given.")
        return began.last
    ended = _resolution(written)
    if ended is None or ended.year > min(began.first.year + _LONGEST_YEARS, LAST_YEAR):
        notes.append(f"When it ended GTD gives as “{shortened(written, _LONGEST)}”: left out.")
        return began.last
    if ended < began.first:
        notes.append(f"GTD has it end on {ended}, before it began: left out.")
        return began.last
    return ended


def _resolution(written: str) -> Day | None:
    """The day, as START writes it, such as 1970-05-08 or 5/8/1970; None for what is none."""
    try:
        return day(written, month_first=True)
    except ValueError:
        return None


def _place(cells: Mapping[str, str], has_point: bool) -> tuple[GeoPrecision, str, str]:
    """How exact the place is, the place, and the second-order unit.

    `specificity`: 1 the town itself; 2 in a town, but the point is that of the smallest unit; 3 in
    no town, the point is that of the smallest unit, whose name then stands in `city`; 4 no smaller
    unit than the first order is known; 5 not even that.
    """
    city = _name(cells, "city")
    known = read(_SPECIFICITY, cells, "specificity")
    if known == 1:
        # Near the town, or not known whether in it.
        exact = code(cells, "vicinity") in ("", "0")
        return (GeoPrecision.EXACT if exact else GeoPrecision.NEAR), city, ""
    if known == 2:
        return GeoPrecision.ADMIN2, city, ""
    if known == 3:
        return GeoPrecision.ADMIN2, "", city
    if known == 4:
        return GeoPrecision.ADMIN1, city, ""
    if known is None and has_point:
        return GeoPrecision.ESTIMATE, city, ""
    return GeoPrecision.COUNTRY, city, ""


def _sides(cells: Mapping[str, str], notes: list[str]) -> tuple[Side, ...]:
    """The groups that are named, at most three, with what each is named on."""
    # By the codebook: more than one group claims the attack, each for itself.
    disputed = _says(cells, "compclaim")
    lone = _says(cells, "individual")
    found: dict[str, Side] = {}
    claims: dict[str, Side] = {}
    for name_column, part_column, doubt_column, claim_column in _PERPETRATORS:
        name = _name(cells, name_column)
        if not name:
            continue
        if lone or name.lower().startswith(_NO_GROUP):
            notes.append(f"By GTD the work of individuals of no known group, sorted as “{name}”.")
            continue
        if _GENERIC.fullmatch(name):
            notes.append(f"GTD names only “{shortened(name, _LONGEST)}”, which is no one group.")
            continue
        claimed = _says(cells, claim_column)
        if disputed:
            attribution = Attribution.DISPUTED
        elif _says(cells, doubt_column):
            attribution = Attribution.SUSPECTED
        else:
            attribution = Attribution.CLAIMED if claimed else Attribution.ASSESSED
        actor = _actor(name)
        found.setdefault(name, Side(actor, "perpetrated", "", attribution))
        if claimed:
            claims.setdefault(name, Side(actor, "claimed", "", Attribution.CLAIMED))
        if part := text(cells, part_column):
            notes.append(f"Of {name} GTD names the part “{part}”.")
    if disputed and found:
        notes.append("More than one group claims it, each for itself.")
    return (*found.values(), *claims.values())


@lru_cache(maxsize=16384)
def _actor(name: str) -> Actor:
    return Actor("gtd:group", name, name)


def _strongest(sides: Sequence[Side]) -> Attribution:
    given = {side.attribution for side in sides if side.part == "perpetrated"}
    return next((one for one in _STRENGTH if one in given), Attribution.SUSPECTED)


def _people(cells: Mapping[str, str], column: str, notes: list[str]) -> int | None:
    """How many people, None where it is blank or coded unknown. Raises RowRefusedError.

    GTD divides a total that was reported for several incidents among them, so it can be a fraction.
    """
    found = read(number, cells, column)
    if found is None or found in _UNKNOWN:
        return None
    if found < 0:
        raise RowRefusedError(column, f"{text(cells, column)} is less than nobody.")
    # Of a share of the dead somebody has died.
    nearest = math.floor(found + 0.5) or math.ceil(found)
    if nearest != found:
        told = text(cells, column)
        notes.append(f"{column} is {told}, a share of what was told of several incidents.")
    return nearest


def _doubts(cells: Mapping[str, str], notes: list[str]) -> None:
    """What GTD says against counting it as a terrorist attack that was carried out."""
    if _says(cells, "doubtterr"):
        other = text(cells, "alternative_txt")
        notes.append(
            f"GTD doubts that it was terrorism proper; it may be {other}."
            if other
            else "GTD doubts that it was terrorism proper."
        )
    if code(cells, "success") == "0":
        notes.append("GTD codes it as not successful.")


def _weapons(cells: Mapping[str, str]) -> list[tuple[int | None, int | None]]:
    found: list[tuple[int | None, int | None]] = []
    for type_column, subtype_column in _WEAPONS:
        kind = read(whole, cells, type_column)
        if kind is not None:
            found.append((kind, read(whole, cells, subtype_column)))
    return found


def _event_type(cells: Mapping[str, str], attacks: Sequence[int]) -> str | None:
    words = [word for column in _ATTACK_TEXTS if (word := text(cells, column))]
    return "; ".join(words or [ATTACKS[code] for code in attacks]) or None


def _target(cells: Mapping[str, str]) -> str | None:
    """The name of what was hit, or else of whose it was; cut where it is long."""
    found = _name(cells, "target1") or _name(cells, "corp1")
    return shortened(found, _LONGEST) or None


def _target_type(cells: Mapping[str, str], targeted: int | None, notes: list[str]) -> str:
    subtype = code(cells, "targsubtype1") or subtype_of(text(cells, "targsubtype1_txt"))
    if targeted == AIRPORTS_AND_AIRCRAFT and not subtype:
        notes.append("GTD sorts the target under airports and aircraft, and does not say which.")
    return target_type(targeted, subtype)


def _says(cells: Mapping[str, str], column: str) -> bool:
    """Whether the cell says 1, for yes; 0, a blank and the codes for unknown say no such thing."""
    found = cells.get(column)
    return found == "1" or (found != "0" and code(cells, column) == "1")


def _name(cells: Mapping[str, str], column: str) -> str:
    found = text(cells, column)
    return "" if found.lower() == "unknown" else found
