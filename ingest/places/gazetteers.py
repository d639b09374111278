"""Places and airports from gazetteers that come as packages, so that nothing is fetched.

What always holds here: a gazetteer tells where something is and what it is called, never what
happened there. Nothing is joined by likeness of name: an airport by its ICAO code, a place by the
same name in the same named unit.
"""

from __future__ import annotations

import re
from typing import Final

from graphq.graph.errors import UsageError
from graphq.ingest.places.tree import country_names

_CODE: Final = re.compile(r"[A-Z]{2}")


def checked_country(text: str) -> str:
    """The ISO 3166-1 alpha-2 code in capitals. Raises UsageError where CLDR knows no such country.

    >>> checked_country("ml")
    'ML'
    """
    code = text.strip().upper()
    if not _CODE.fullmatch(code) or not country_names(code):
        raise UsageError(
            f"There is no country '{text}'; give the two letters of ISO 3166-1, such as ML for "
            "Mali."
        )
    return code
