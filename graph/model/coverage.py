"""What time, and which countries, a dataset says that it covers.

What always holds here: a coverage is whole days, both ends counted. What stands in a graph as text
is read back as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple, Self

BY_STATEMENT: Final = "its own statement"
BY_INCIDENT: Final = "its last incident"
"""By what it is known how far a dataset reaches."""

_BEGINNING: Final = date.min


class Coverage(NamedTuple):
    """A time that a dataset covers, from one day to another."""

    first: date | None
    """None where it is not said since when."""
    last: date
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes; none where it is said of all of them."""

    @classmethod
    def of_text(cls, text: str) -> Self:
        """The coverage that was written as this text."""
        days, *countries = text.split(" ")
        first, last = days.split("/")
        return cls(
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last),
            tuple(countries),
        )

    @property
    def text(self) -> str:
        """It as a text: `1989-01-01/2022-12-31 ML NE`."""
        return " ".join([f"{self.first or ''}/{self.last}", *self.countries])

    def is_of(self, country: str) -> bool:
        """Whether it is said of the country."""
        return not self.countries or country in self.countries


def joined(coverages: Iterable[Coverage]) -> list[Coverage]:
    """The same coverage in as few pieces as there can be; what lies between two stays left out."""
    found: list[Coverage] = []
    for one in sorted(set(coverages), key=lambda one: (one.countries, one.first or _BEGINNING)):
        before = found[-1] if found else None
        if before and before.countries == one.countries and _meet(before.last, one.first):
            found[-1] = before._replace(last=max(before.last, one.last))
        else:
            found.append(one)
    return found


def _meet(last: date, first: date | None) -> bool:
    return first is None or first <= last or first - last <= timedelta(days=1)
