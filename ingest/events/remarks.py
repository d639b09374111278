"""What a reader should know of an event: of its country, and of figures that cannot all be right.

What always holds here: what a publisher says is kept as printed; what is odd about it is said
beside it, once in the event itself and once, counted, when it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphq.graph.read.countries import FORMER_STATES, country_code, is_no_more
from graphq.ingest.events.event import Event
from graphq.ingest.files.cells import quoted

CONTRADICTORY: Final = (
    "with figures that contradict one another: kept as printed, and `conflicts` says how in each"
)


def of_country(publisher: str, country: str) -> str:
    """A sentence where the country is no present one; else none.

    >>> of_country("GTD", "Soviet Union")
    'GTD places it in Soviet Union, a state that is no more.'
    """
    if not country:
        return ""
    if is_no_more(country):
        return f"{publisher} places it in {country}, a state that is no more."
    if country_code(country) is None:
        return f"{publisher} places it in {country}, which is no present country."
    return ""


def of_estimates(
    publisher: str, low: int | None, best: int | None, high: int | None
) -> Iterator[str]:
    """A sentence for each two of a publisher's estimates of which the lower is above the higher."""
    for less, lower, more, higher in (
        (low, "low", best, "best"),
        (best, "best", high, "high"),
        (low, "low", high, "high"),
    ):
        if less is not None and more is not None and less > more:
            above = f"is above its {higher} estimate of {more}."
            yield f"{publisher}'s {lower} estimate of {less} {above}"


def told(event: Event) -> Iterator[str]:
    """What is told of the event when it is loaded: what it is, behind the number of such events."""
    if event.conflicts:
        yield CONTRADICTORY
    if event.country_code in FORMER_STATES:
        yield (
            f"in {FORMER_STATES[event.country_code]}, a state that is no more: under its code "
            f"{event.country_code} (ISO 3166-3)"
        )
    elif event.country_code and is_no_more(event.country_name):
        yield (
            f"in {quoted(event.country_name)}, a state that is no more: under "
            f"{event.country_code}, which holds its territory now, and the note of each says so"
        )
    elif event.country_code is None and event.country_name:
        yield (
            f"in {quoted(event.country_name)}, which is no country that graphq knows: kept without "
            "a country, and the note of each says so"
        )
