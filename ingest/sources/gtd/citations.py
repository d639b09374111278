"""The source citations of the Global Terrorism Database, `scite1` to `scite3`.

What always holds here: a citation is read only as far as it has the usual form, an author before a
quoted title, then the publisher and the date; of any other the whole text is the title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from graphq.ingest.events.event import Citation
from graphq.ingest.files.cells import text
from graphq.ingest.files.dates import MONTHS, partial

NOT_NAMED: Final = "not named"
"""The publisher of a citation that names none."""

_DATE: Final = re.compile(
    rf"(?:^|[\s,(])((?:(?:{'|'.join(MONTHS).title()})\s+(?:\d{{1,2}},?\s+)?)?(?:19|20)\d\d)\)?\.?$",
    re.ASCII,
)
_LONGEST_DATE: Final = len(", September 30, 2014).")
_CURLED: Final = str.maketrans({"“": '"', "”": '"', "\\": None})
_EDGES: Final = " ,.;"


def citations(cells: Mapping[str, str]) -> tuple[Citation, ...]:
    """The citations of a row, each once."""
    texts = [text(cells, "scite1"), text(cells, "scite2"), text(cells, "scite3")]
    return tuple([citation(found) for found in dict.fromkeys(texts) if found])


def citation(written: str) -> Citation:
    """One citation: title, publisher and date as far as the text has them."""
    tidy = written.translate(_CURLED).strip()
    day = _DATE.search(tidy, max(0, len(tidy) - _LONGEST_DATE))
    when = _published_on(day[1]) if day else ""
    rest = tidy[: day.start()] if day else tidy
    author, _, quoted = rest.partition('"')
    title, closed, after = quoted.partition('"')
    if not closed:
        head = tidy.partition(",")[0].strip(_EDGES) if "," in tidy else ""
        return Citation(publisher=head or NOT_NAMED, title=tidy, published_on=when)
    publisher = after.partition(",")[0].strip(_EDGES) or author.strip(_EDGES)
    return Citation(publisher or NOT_NAMED, title.strip(_EDGES) or tidy, when)


@lru_cache(maxsize=32768)
def _published_on(written: str) -> str:
    """The date as far as it is given; no more than the year where the day cannot be."""
    try:
        return str(partial(written))
    except ValueError:
        return written[-4:]
