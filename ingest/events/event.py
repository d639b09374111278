"""One violent event as a publisher tells it, on its way from a row of a file into the graph.

What always holds here: a format parses its own columns into these and decides nothing about the
graph; every value has been checked, and what the publisher does not say is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Literal, Protocol

from graphq.graph.model.coverage import Coverage
from graphq.graph.model.values import Attribution, DatePrecision, GeoPrecision

Part = Literal["involved", "perpetrated", "claimed"]
"""`involved`: a side, neither attacker nor victim; `perpetrated`: said to have done it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as the publisher lists it; `scheme` and `external_id` name it, the name does not."""

    scheme: str
    external_id: str
    name: str
    kind: str = "group"
    countries: tuple[str, ...] = ()

    @property
    def record(self) -> str:
        """The publisher's id, with whose it is: `ucdp:actor:539`."""
        return f"{self.scheme}:{self.external_id}"


@dataclass(frozen=True, slots=True)
class Side:
    """An actor's part in an event; `side` is the publisher's word for which one, such as `a`."""

    actor: Actor
    part: Part
    side: str = ""
    attribution: Attribution = Attribution.ASSESSED


@dataclass(frozen=True, slots=True)
class Citation:
    """A report that the publisher cites; `published_on` is YYYY, YYYY-MM or YYYY-MM-DD."""

    publisher: str
    title: str = ""
    published_on: str = ""
    url: str = ""


@dataclass(slots=True, kw_only=True)
class Event:
    """One event. `key` is the publisher's id; `date` is as much of the date as is known.

    Nobody changes one; that it could be is since a frozen one takes twice as long to make.
    """

    key: str
    date: str
    first_day: Day
    last_day: Day
    date_precision: DatePrecision
    country_code: str | None
    country_name: str
    geo_precision: GeoPrecision
    attribution: Attribution
    place: str = ""
    admin1: str = ""
    admin2: str = ""
    latitude: float | None = None
    longitude: float | None = None
    target_type: str = "unknown"
    target_description: str | None = None
    tactics: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    citations: tuple[Citation, ...] = ()
    fatalities_low: int | None = None
    fatalities_best: int | None = None
    fatalities_high: int | None = None
    fatalities_side_a: int | None = None
    fatalities_side_b: int | None = None
    fatalities_civilians: int | None = None
    fatalities_unknown: int | None = None
    wounded: int | None = None
    violence: str | None = None
    event_type: str | None = None
    conflict: str | None = None
    dyad: str | None = None
    active_year: bool | None = None
    summary: str | None = None
    note: str | None = None
    conflicts: str | None = None


class RowLeftOutError(ValueError):
    """A row that is in order and is no violent event; counted by the reason, and told."""


class EventFormat(Protocol):
    """How a publisher's table of events is read; one inherits the rest from `EventTable`."""

    @property
    def name(self) -> str:
        """The word for `--as`, and the dataset under which its facts are kept: `ucdp-ged`."""
        ...

    @property
    def title(self) -> str:
        """What people call it: `UCDP Georeferenced Event Dataset`."""
        ...

    @property
    def publisher(self) -> str:
        """Who publishes it, for the source of rows that cite nothing."""
        ...

    @property
    def event_scheme(self) -> str:
        """Whose ids `key` gives, the same for all formats of one publisher's events: `gtd`."""
        ...

    @property
    def version(self) -> int:
        """Raised when the same row is read into different facts, so that rows are read again."""
        ...

    @property
    def whole_months(self) -> bool:
        """Whether its files hold whole months; otherwise from one day to another, as was asked."""
        ...

    def covers(self, name: str) -> Coverage | None:
        """What a file of that name covers, where its publisher's name says so; else None."""
        ...

    def missing(self, columns: Sequence[str]) -> list[str]:
        """The columns that it needs and that are not there; none where the file is of this kind."""
        ...

    def header(self, first_row: Sequence[str]) -> list[str] | None:
        """The columns of a file that comes without a header, if the row looks like one of its."""
        ...

    def key(self, cells: Mapping[str, str]) -> str:
        """The publisher's id of the row, also where the rest is wrong. Raises RowRefusedError."""
        ...

    def event(self, cells: Mapping[str, str]) -> Event:
        """The event of a row. Raises RowRefusedError or RowLeftOutError."""
        ...
