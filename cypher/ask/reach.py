"""How far the record of what a question asks for reaches, and what of the time asked for it covers.

What always holds here: as of a day nothing of the record's later end is told but that it goes on.
All that is on record is read at once, and no incident is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from graphq.cypher.ask.header import Header
from graphq.graph.model.coverage import BY_INCIDENT, BY_STATEMENT, Coverage
from graphq.graph.read.loads import CutOff
from graphq.graph.read.reach import DatasetReach, OnRecord, on_record
from graphq.graph.store import Store

GOES_ON: Final = "it goes on after that day"
"""By what it is known that a record reaches to the day that was asked for."""

_PLACED: Final = ("target", "location")
"""Types of parameters that say in which country what is asked for lies."""

Days = tuple[date, date]
"""From one day to another, both counted."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the record of what was asked for reaches, dataset by dataset."""

    datasets: tuple[DatasetReach, ...] = ()
    """Those that can tell of it."""
    countries: tuple[str, ...] = ()
    """The countries that were asked for, none where all are."""
    named: tuple[str, ...] = ()
    """The datasets that were asked for by name, none where all are."""
    is_told: bool = False
    """Whether it is on record of any dataset how far it reaches."""

    @property
    def first(self) -> date | None:
        """The first day on record; None where it is not known, or there is no record."""
        return min((one.first for one in self.datasets if one.first), default=None)

    @property
    def last(self) -> date | None:
        """The last day on record; None where there is none."""
        return max((one.last for one in self.datasets), default=None)

    def by(self, day: date) -> Reached:
        """The same as far as it is known on the day."""
        kept = (one for one in self.datasets if one.first is None or one.first <= day)
        return Reached(
            tuple(one if one.last < day else _cut(one, day) for one in kept),
            self.countries,
            self.named,
            self.is_told,
        )

    def gaps(self, begin: date, end: date) -> list[Days]:
        """The times between the two days, within the record, that no dataset covers."""
        found, day = list[Days](), begin
        for first, last in sorted(span for one in self.datasets for span in self._spans(one)):
            if first > end:
                break
            if first > day:
                found.append((day, first - timedelta(days=1)))
            day = max(day, last + timedelta(days=1))
        return found

    def _spans(self, one: DatasetReach) -> Iterable[Days]:
        """What a dataset covers; what it does not state it covers from its first incident on."""
        begin = one.first or date.min
        covers = [told for told in one.covers if not self.countries or _is_of(told, self.countries)]
        if not covers:
            return [(begin, one.last)]
        spans = [(told.first or begin, min(told.last, one.last)) for told in covers]
        # An incident beside what is stated is on record all the same.
        last = max(end for _, end in spans)
        return [*spans, (last, one.last)] if one.last > last else spans


class RecordReader:
    """What is on record in a graph as it stands, read once for all that is asked."""

    def __init__(self, store: Store) -> None:
        """Nothing is read before it is asked for."""
        self._store = store
        self._places, self._groups = set[str](), set[str]()
        self._found: OnRecord | None = None

    @property
    def cut_off(self) -> list[CutOff]:
        """The loads that have not ended. Raises StoreError."""
        return self._on_record().cut_off

    def reached(self, header: Header, values: Mapping[str, Any]) -> Reached:
        """How far it reaches of what is asked for, as far as that is known on the day.

        Those count that can tell of it: the dataset that is named, else those that cover the
        country of the place or have incidents of it, and of these the ones with incidents of the
        group. Raises StoreError.
        """
        named, groups = (_given(header, values, what) for what in ("dataset", "group"))
        countries = _given(header, values, "country")
        places = (
            [] if countries else [key for kind in _PLACED for key in _given(header, values, kind)]
        )
        found = self._on_record(places, groups)
        countries += [found.countries[key] for key in places if key in found.countries]
        there = [
            _narrowed(one, countries) if countries else _of_some(one)
            for one in found.reaches
            if (not named or one.dataset in named) and (not countries or _tells_of(one, countries))
        ]
        day = values.get("asOf", date.max)
        telling = {
            dataset
            for key in groups
            for dataset, first in found.telling.get(key, {}).items()
            if first <= day
        }
        there = [one for one in there if one.dataset in telling] or there
        reach = Reached(
            tuple(there), tuple(sorted(set(countries))), tuple(named), bool(found.reaches)
        )
        return reach.by(day) if "asOf" in values else reach

    def _on_record(self, places: Iterable[str] = (), groups: Iterable[str] = ()) -> OnRecord:
        known = self._places.issuperset(places) and self._groups.issuperset(groups)
        if self._found is None or not known:
            self._places.update(places)
            self._groups.update(groups)
            self._found = on_record(self._store, sorted(self._places), sorted(self._groups))
        return self._found


def _given(header: Header, values: Mapping[str, Any], wanted: str) -> list[str]:
    """What is given for the parameters of that type or name."""
    found: list[Any] = []
    for name, parameter in header.parameters.items():
        if wanted in (parameter.type, name):
            value = values.get(name)
            found += value if isinstance(value, list) else [value]
    return [str(one) for one in found if one is not None]


def _tells_of(one: DatasetReach, countries: Sequence[str]) -> bool:
    """Whether it has incidents of one of the countries, or says that it covers it."""
    return bool(set(countries) & set(one.countries)) or any(
        _is_of(c, countries) for c in one.covers
    )


def _narrowed(one: DatasetReach, countries: Sequence[str]) -> DatasetReach:
    """The reach as the dataset states it of these countries, if it says anything of them alone.

    What it says of other countries says nothing of these.
    """
    if one.covers and one.last_incident and not any(_is_of(c, countries) for c in one.covers):
        return one._replace(last=one.last_incident, by=BY_INCIDENT)
    told = [cover for cover in one.covers if set(cover.countries) & set(countries)]
    if not told:
        return one
    # What is stated of all countries is stated of these as well.
    told = [cover for cover in one.covers if _is_of(cover, countries)]
    firsts = [first for cover in told if (first := cover.first or one.first)]
    last = max(cover.last for cover in told)
    return one._replace(first=min(firsts, default=one.first), last=last, by=BY_STATEMENT)


def _of_some(one: DatasetReach) -> DatasetReach:
    """The reach with the countries of which it is stated, where there are others on record."""
    said = {country for cover in one.covers for country in cover.countries}
    everywhere = any(not cover.countries for cover in one.covers)
    if one.by != BY_STATEMENT or everywhere or said.issuperset(one.countries):
        return one
    return one._replace(by=f"{BY_STATEMENT} of {', '.join(sorted(said))} alone")


def _cut(one: DatasetReach, day: date) -> DatasetReach:
    return one._replace(last=day, by=GOES_ON) if one.last > day else one


def _is_of(told: Coverage, countries: Sequence[str]) -> bool:
    return any(told.is_of(country) for country in countries)
