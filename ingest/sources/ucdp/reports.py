"""The reports that UCDP cites for an event, read from its four source columns.

What always holds here: a publisher or a date stands in a citation only where the cell sets it
apart; a cell in free text that does not is cited whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from graphq.ingest.events.event import Citation
from graphq.ingest.files.dates import MONTHS, partial
from graphq.ingest.places.tree import shortened

LONGEST_PUBLISHER: Final = 80
LONGEST_TITLE: Final = 300

_NO_DATE: Final = "1753"
_MONTH: Final = "|".join(MONTHS)
_FULL_DATE: Final = re.compile(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b"
    rf"|\b\d{{1,2}}\s+(?:{_MONTH}),?\s+\d{{4}}\b"
    rf"|\b(?:{_MONTH})\s+\d{{1,2}},?\s+\d{{4}}\b",
    re.IGNORECASE | re.ASCII,
)
_BEFORE_DATE: Final = re.compile(r"(?P<publisher>[^\d\"“(,:;]{1,80}?)[\s,(:-]*")
_DAY_AND_MONTH: Final = re.compile(
    r"(?P<publisher>[^\d\"“(,:;/]{1,80}?),?\s+\d{1,2}/\d{1,2}(?:[ /](?P<year>\d{4}))?", re.ASCII
)


def citations(article: str, offices: str, dates: str, headlines: str) -> tuple[Citation, ...]:
    """The citations of a row, each once, in their order; none where the cells are empty.

    The columns for office, date and headline are taken where they list equally many; where they
    do not (a headline with a semicolon of its own splits in two), `source_article` is read.
    """
    if offices:
        names, days, titles = offices.split(";"), dates.split(";"), headlines.split(";")
        if len(names) == len(days) == len(titles) and all(name.strip() for name in names):
            found = [
                _citation(name.strip(), when.strip(), title.strip())
                for name, when, title in zip(names, days, titles, strict=True)
            ]
            return (found[0],) if len(found) == 1 else tuple(dict.fromkeys(found))
    return _of_article(article)


@lru_cache(maxsize=16384)
def _of_article(article: str) -> tuple[Citation, ...]:
    text = " ".join(article.split()).lstrip(" ,;:")
    if not text.strip('" '):
        return ()
    if len(text) > 1 and text[0] == text[-1] == '"' and not _one_quotation(text):
        items = re.split(r'"\s*;\s*"', text[1:-1])
        return tuple(dict.fromkeys(_of_item(item) for item in items if item.strip(' "')))
    return (_of_free_text(text),)


def _one_quotation(text: str) -> bool:
    """Whether the quotation marks hold a mere headline, and no publisher, date and headline."""
    return '";' not in text and not any(_is_day(part) for part in text[1:-1].split(","))


def _of_item(item: str) -> Citation:
    """Of `publisher,date,headline`, where publisher and headline may hold commas themselves."""
    parts = item.replace('""', '"').split(",")
    for place, part in enumerate(parts[1:], start=1):
        if _is_day(part):
            publisher = ",".join(parts[:place]).strip()
            if publisher:
                return _citation(publisher, part.strip(), ",".join(parts[place + 1 :]).strip())
            break
    return _of_free_text(item.replace('""', '"').strip())


def _of_free_text(text: str) -> Citation:
    """Of a note in a coder's own words, as UCDP wrote them before 2013."""
    dates = list(_FULL_DATE.finditer(text))
    # Two full dates are two reports, and which words belong to which cannot be told.
    if len(dates) == 1:
        before = _BEFORE_DATE.fullmatch(text[: dates[0].start()])
        published_on = _published_on(dates[0][0])
        if before and before["publisher"].strip() and published_on:
            rest = text[dates[0].end() :].strip(" ,;:)-").strip()
            return Citation(
                publisher=before["publisher"].strip(),
                title=shortened(_unquoted(rest), LONGEST_TITLE),
                published_on=published_on,
            )
    # `22/9 1992`: the year is plain; which number is the month is not, so it stays in the title.
    if short := _DAY_AND_MONTH.fullmatch(text):
        return Citation(short["publisher"].strip(), text, short["year"] or "")
    if text.startswith(("http://", "https://")) and " " not in text:
        host = _host(text)
        if host:
            return Citation(shortened(host, LONGEST_PUBLISHER), url=text)
    if len(text) <= LONGEST_PUBLISHER:
        return Citation(text)
    return Citation(shortened(text, LONGEST_PUBLISHER), shortened(text, LONGEST_TITLE))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # brackets that hold no IPv6 address
        return ""


def _citation(publisher: str, when: str, title: str) -> Citation:
    return Citation(
        publisher if len(publisher) <= LONGEST_PUBLISHER else shortened(publisher, 80),
        title if len(title) <= LONGEST_TITLE else shortened(title, LONGEST_TITLE),
        _published_on(when),
    )


@lru_cache(maxsize=65536)
def _published_on(text: str) -> str:
    """The day, month or year of publication; empty where the cell gives none that can be read.

    UCDP's codebook: where the date is missing, 1753-01-01 stands there.
    """
    try:
        found = str(partial(text, month_first=True))
    except ValueError:
        return ""
    return "" if found.startswith(_NO_DATE) else found


def _is_day(text: str) -> bool:
    text = text.strip()
    return len(text) >= 10 and text[4] == "-" and bool(_published_on(text))


def _unquoted(text: str) -> str:
    """A headline without the quotation marks around it."""
    return text.rstrip(".").strip('"“” ') if text[:1] in ('"', "“") else text
