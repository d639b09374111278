"""When something can have been said: by whom it was published, and which days it names itself.

What always holds here: nothing is said before the latest day that it names. A day that is still to
come when a text is read is a plan, and tells nothing of when it was made.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Day
from typing import Final

from graphq.graph.model.facts import Node, Relationship
from graphq.graph.model.nodes import Remark
from graphq.graph.model.relationships import About
from graphq.graph.model.values import PartialDate
from graphq.ingest.files.dates import MONTHS
from graphq.ingest.places.tree import shortened

_FRENCH: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
_NUMBERS: Final = {
    name: number
    for months in (MONTHS, _FRENCH)
    for number, month in enumerate(months, start=1)
    for name in (month, month[:3], month[:4])
}
_MONTH: Final = (
    rf"(?P<month>{'|'.join((*MONTHS, *_FRENCH))}|(?:{'|'.join(m[:3] for m in MONTHS)}|sept)\b\.?)"
)
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_HAS_YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)
_NAMED: Final = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<number>\d\d)(?:-(?P<day>\d\d))?(?!\d)",
        rf"(?<!\d){_YEAR}(?P<sign>[/.])(?P<number>\d\d?)(?P=sign)(?P<day>\d\d?)(?!\d)",
        rf"(?<!\d)(?P<day>\d\d?)(?P<sign>[/.])(?P<number>\d\d?)(?P=sign){_YEAR}",
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?[\s-]+(?:of\s+)?)?{_MONTH},?[\s-]+(?:of\s+|de\s+)?{_YEAR}",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?<!\d){_YEAR}",
    )
)
"""Days, months and years as prose names them: 2019-10-05, 5 October 2019, October 5, 2019, 2019;
also 05/10/2019, of which the first number is the day, unless the second cannot be a month."""
_MONTHS_OF_A_YEAR: Final = 12
_NO_YEAR: Final = r"(?!,?[\s-]+(?:of\s+|de\s+)?(?:19|20)\d\d)"
_NAMED_WITHOUT_A_YEAR: Final = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:of\s+)?{_MONTH}\b{_NO_YEAR}",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d){_NO_YEAR}",
        rf"\b(?:early|mid|late|in|by|since|until|début|fin|en)[\s-]+{_MONTH}\b(?!\s+\d){_NO_YEAR}",
    )
)
"""The same of what goes without a year: 25 July, July 25, early August."""


def days_named(text: str) -> Iterator[Day]:
    """The first day of each date that the text names, as exactly as it names it.

    >>> [str(day) for day in days_named("killed on 23 November 2018, as told in October 2019")]
    ['2018-11-23', '2019-10-01']
    """
    taken = [False] * len(text)
    for pattern in _NAMED if _HAS_YEAR.search(text) else ():
        for found in pattern.finditer(text):
            if any(taken[found.start("year") : found.end("year")]):
                continue
            day = _day(found.groupdict())
            if day is not None:
                taken[found.start("year") : found.end("year")] = [True] * 4
                yield day


def _day(named: dict[str, str | None]) -> Day | None:
    """The first day that a date can mean; none where no calendar has it."""
    month = named.get("month")
    number = named.get("number") or (_NUMBERS[month.lower().rstrip(".")] if month else None)
    numbers = int(number or 1), int(named.get("day") or 1)
    if named.get("sign") and numbers[0] > _MONTHS_OF_A_YEAR:
        numbers = numbers[1], numbers[0]
    try:
        return Day(int(named["year"] or 0), *numbers)
    except ValueError:
        return None


def days_near(text: str, day: Day) -> Iterator[Day]:
    """The first day of each date that the text names without a year, in the year nearest to a day.

    >>> [str(day) for day in days_near("claimed on 25 July, denied on 2 March", Day(2019, 7, 22))]
    ['2019-07-25', '2019-03-02']
    """
    for pattern in _NAMED_WITHOUT_A_YEAR:
        for found in pattern.finditer(text):
            years = (day.year - 1, day.year, day.year + 1)
            near = (_day({**found.groupdict(), "year": str(year)}) for year in years)
            named = [one for one in near if one]
            if named:
                yield min(named, key=lambda one: abs((one - day).days))


def latest_named(text: str, today: Day | None = None) -> Day | None:
    """The latest day that the text names and that is not to come; none where it names none."""
    until = today or Day.today()
    return max((day for day in days_named(text) if day <= until), default=None)


def said_on(text: str, published: Iterable[PartialDate]) -> PartialDate | None:
    """When the text can have been said: when the newest of its sources was published.

    It is the latest day that the text names, where that is later or no source has a date; none
    where that is none either.
    """
    newest = max(published, key=lambda date: date.span.first, default=None)
    named = latest_named(text)
    if named is not None and (newest is None or newest.span.last < named):
        return PartialDate(named.year, named.month, named.day)
    return newest


def first_said(text: str | None, known_by: Day, published: Iterable[PartialDate]) -> Day | None:
    """The first day on which a text of a fact can have been said, where it names a later one.

    None where it names no day after `known_by`, the last one that the fact itself is of.
    """
    if not text:
        return None
    today = Day.today()
    days = [latest_named(text, today), *days_near(text, known_by)]
    named = max((day for day in days if day and day <= today), default=None)
    if named is None or named <= known_by:
        return None
    said = said_on(text, published)
    return max(named, said.span.first) if said else named


def attributed_on(
    happened: Day, claims: Mapping[str, Day | None], doers: Iterable[str]
) -> Day | None:
    """The first day on which it can have been said that a group claims it, where that came later.

    `claims` has the first day of each claim, by who claims. It rests on those of the doers, or on
    all where none of these claims it; a claim of which no day is known can have been made at once.
    """
    said_to_have_done_it = frozenset(doers)
    own = {by: day for by, day in claims.items() if by in said_to_have_done_it} or claims
    first = min((day or happened for day in own.values()), default=happened)
    return first if first > happened else None


def tally_said(until: PartialDate, published: Iterable[PartialDate]) -> Day:
    """The first day on which a count up to a date can have been published.

    The earliest of its sources published it; none publishes it before the time that it counts can
    have ended.
    """
    earliest = min((date.span.first for date in published), default=until.span.last)
    return max(earliest, until.span.first)


def remark(
    about: Node | Relationship | str,
    text: str,
    said: PartialDate | None,
    sources: Iterable[str],
    label: str = "",
) -> Iterator[Remark | About]:
    """The remark about a fact, tied to it where that is a node; `label` is that of a node's id."""
    key = about if isinstance(about, str) else about.id
    # A month in which it was said began before a day of it that it names.
    days = [said.span.first, latest_named(text)] if said else []
    first = max((day for day in days if day), default=None)
    # Of two texts about one thing each is a remark of its own, whoever makes it.
    digest = hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
    made = Remark(
        id=f"remark:{key}:{digest}",
        name=shortened(text),
        text=text,
        about=key,
        said_on=str(said) if said else None,
        said_on_first=first,
        said_on_last=said.span.last if said else None,
        sources=tuple(sources),
    )
    yield made
    end = about.LABEL if isinstance(about, Node) else label
    if end:
        yield About(id=f"about:{made.id}", start=made.id, end=key, end_label=end)
