"""Answers to the counting questions in plain Python, from a dossier's tables and a file of GED.

What always holds: no graph and no Cypher is asked, and no code is shared with what is tested. What
the questions have to say stands here once more, so that the two can be held against one another.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
Tables = Mapping[str, list[dict[str, str]]]
Given = Mapping[str, Any]
NOT_KNOWN = "not known"


def span(text: str) -> tuple[date, date]:
    """The first and the last day that a date as far as it is known can mean."""
    parts = [int(part) for part in text.split("-")]
    first = date(*[*parts, 1, 1][:3])
    month = parts[1] if len(parts) > 1 else 12
    last_day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
    return first, date(parts[0], month, last_day)


def many(cell: str) -> list[str]:
    """What a cell holds, of several things."""
    return [part for part in cell.split(";") if part]


def figure(cell: str) -> int | None:
    """A count; none where the cell is blank."""
    return int(cell) if cell else None


def unit_id(country: str, name: str) -> str | None:
    """A unit by country and name, however it is spelled; none where none is named."""
    bare = re.sub(r" (region|province|district)$", "", name, flags=re.IGNORECASE)
    words = re.sub(r"[\W_]+", "", bare.casefold())
    return f"loc-{country.lower()}-{words}" if words else None


Day = date


@dataclass(frozen=True)
class Claim:
    """Who claims it, and the days on which that can have been said; none where nobody knows."""

    by: str
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Telling:
    """One row of a table of events."""

    id: str
    dataset: str
    date: str
    first: Day
    last: Day
    precision: str
    country: str
    admin1: str
    admin2: str
    place: str
    is_place: bool
    target_type: str
    struck: str
    struck_type: str
    attribution: str
    doers: tuple[str, ...]
    sides: tuple[str, ...]
    claims: tuple[Claim, ...]
    deniers: tuple[Claim, ...]
    tactics: tuple[str, ...]
    low: int | None
    best: int | None
    high: int | None
    placeholder: bool = False
    event: str = ""
    """One text for all tellings of one event, where there are several."""

    def attributed(self, day: Day) -> str | None:
        """On whose word, as of a day: a claim that came later was not known by then."""
        if self.attribution != "claimed":
            return self.attribution
        own = [claim for claim in self.claims if claim.by in self.doers] or list(self.claims)
        later = [(claim.first or self.first) > day for claim in own]
        return None if later and all(later) else "claimed"

    def fits(self, given: Given) -> bool:
        """Whether it passes the filters that all counting questions have, but for the group."""
        begin, end = given.get("fromDate"), given.get("toDate")
        unit1, unit2 = given.get("admin1"), given.get("admin2")
        return bool(
            self.first <= given["asOf"]
            and not self.placeholder
            and given.get("country") in (None, self.country)
            and (not begin or self.last >= begin)
            and (not end or self.first <= end)
            and set(given.get("tactic") or ()) <= set(self.tactics)
            and (
                not given.get("attribution")
                or self.attributed(given["asOf"]) in given["attribution"]
            )
            and given.get("dataset") in (None, self.dataset)
            and given.get("targetType") in (None, self.target_type, self.struck_type)
            and unit1 in (None, unit_id(self.country, self.admin1))
            and (not unit2 or self.admin2 != "")
        )

    def surely_fits(self, given: Given) -> bool:
        """Whether its date fits whatever day it was."""
        if self.precision == "day":
            return True
        begin, end = given.get("fromDate"), given.get("toDate")
        return bool(
            (not begin or self.first >= begin)
            and (not end or self.last <= end)
            and self.last <= given["asOf"]
        )


def of_dossier(name: str, tables: Tables) -> Iterator[Telling]:
    """The incidents of a dossier's tables."""
    judged = {
        key: f"{one['incident_id']} {one['other_id']}"
        for one in tables.get("matches", ())
        for key in (one["incident_id"], one["other_id"])
        if one["verdict"] == "same"
    }
    facilities = {row["id"]: row for row in tables["facilities"]}
    for row in tables["incidents"]:
        first, last = span(row["date"])
        if row.get("end_date"):
            last = span(row["end_date"])[1]
        if row["date_precision"] == "week":
            first, last = first - timedelta(days=3), last + timedelta(days=3)
        said: dict[str, dict[str, Claim]] = {"claimed": {}, "denied": {}}
        for claimant in many(row.get("claimed_by_ids", "")):
            said["claimed"][claimant] = Claim(claimant, None, None)
        for claim in tables["claims"]:
            if claim["incident_id"] == row["id"]:
                group = claim["group_id"]
                said[claim["kind"]][group] = Claim(group, *_said_on(claim))
        struck = facilities.get(row.get("facility_id", ""), {})
        coarse = row["geo_precision"] in ("admin1", "country")
        yield Telling(
            id=row["id"], dataset=f"dossier:{name}", date=row["date"], first=first, last=last,
            precision=row["date_precision"], country=row["country_iso2"],
            admin1=row.get("admin1", ""), admin2=row.get("admin2", ""),
            place=row["location_name"], is_place=not coarse,
            target_type=row["target_type"], struck=struck.get("id", ""),
            struck_type=struck.get("facility_type", ""), attribution=row["attribution"],
            doers=tuple(many(row["perpetrator_group_id"])), sides=(),
            claims=tuple(said["claimed"].values()), deniers=tuple(said["denied"].values()),
            tactics=tuple(many(row["tactic"])), low=figure(row.get("fatalities_low", "")),
            best=figure(row.get("fatalities_best", "")),
            high=figure(row.get("fatalities_high", "")),
            placeholder=row.get("standing") == "placeholder",
            event=row.get("publisher_ids") or judged.get(row["id"], ""),
        )  # fmt: skip


def _said_on(row: Mapping[str, str]) -> tuple[date | None, date | None]:
    on, by = row.get("date", ""), row.get("no_later_than", "")
    last = by or on
    return (span(on)[0] if on else None), (span(last)[1] if last else None)


def of_ged(rows: Iterable[Mapping[str, str]], entities: Mapping[str, str]) -> Iterator[Telling]:
    """The events of a file of UCDP GED; `entities` are the groups that actors are identified as."""
    precisions = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}
    countries = {"Mali": "ML", "Sri Lanka": "LK", "Sierra Leone": "SL"}
    for row in rows:
        first, last = span(row["date_start"])[0], span(row["date_end"])[1]
        precision = precisions[row["date_prec"]]
        known = {"day": 10, "week": 10, "month": 7, "year": 4}[precision]
        if precision == "month" and row["date_start"][:7] != row["date_end"][:7]:
            known = 4
        one_sided = row["type_of_violence"] == "3"
        sides = [
            entities.get(number, f"ucdp:actor:{number}")
            for number in (row["side_a_new_id"], "" if one_sided else row["side_b_new_id"])
            if number
        ]
        yield Telling(
            id=f"ucdp-ged:{row['id']}", dataset="ucdp-ged", date=row["date_start"][:known],
            first=first, last=last, precision=precision, country=countries[row["country"]],
            admin1=row["adm_1"], admin2=row["adm_2"], place=row["where_coordinates"],
            is_place=row["where_prec"] in ("1", "2"),
            target_type="civilians" if one_sided else "unknown",
            struck="", struck_type="", attribution="assessed",
            doers=tuple(sides) if one_sided else (), sides=() if one_sided else tuple(sides),
            claims=(), deniers=(), tactics=("not-stated",), low=figure(row["low"]),
            best=figure(row["best"]), high=figure(row["high"]), event=f"ucdp:event:{row['id']}",
        )  # fmt: skip


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


@dataclass
class Oracle:
    """The answers, in rows by what tells them apart; each has the columns that are worked out."""

    tellings: list[Telling]
    names: Mapping[str, str] = field(default_factory=dict)
    """The captions of groups."""

    def fitting(self, given: Given) -> list[tuple[Telling, str]]:
        """The tellings within all filters, each with how the group is named in it."""
        group, found = given.get("group"), []
        for telling in self.tellings:
            if not telling.fits(given):
                continue
            claimed = any(
                claim.by == group and (claim.first or telling.first) <= given["asOf"]
                for claim in telling.claims
            )
            if group is None:
                found.append((telling, ""))
            elif group in telling.doers:
                found.append((telling, "own"))
            elif given.get("claims") and claimed:
                found.append((telling, "claimed only"))
            elif given.get("involved") and group in telling.sides:
                found.append((telling, "side only"))
        return sorted(found, key=lambda one: (one[0].first, one[0].id))

    def incidents(self, given: Given) -> list[Row]:
        """`incidents`: each in the order of days."""
        return [
            {
                "incidentId": telling.id,
                "date": telling.date,
                "within": "certain" if telling.surely_fits(given) else "possible",
                "attribution": telling.attributed(given["asOf"]),
                "fatalities": telling.best,
                "tactics": list(telling.tactics),
                "perpetrators": sorted(self.names[one] for one in telling.doers),
                "targetType": telling.target_type,
                "country": telling.country,
            }
            for telling, _ in self.fitting(given)
        ]

    def figures(self, tellings: list[Telling]) -> Row:
        """What is told of those killed: sums of what is known, and of what only has a range."""
        known = [one for one in tellings if one.best is not None]
        others = [one for one in tellings if one.best is None]
        return {
            "fatalitiesLow": _sum(_first(one.low, one.best) for one in known),
            "fatalities": _sum(one.best for one in known),
            "fatalitiesHigh": _sum(_first(one.high, one.best) for one in known),
            "withoutFigure": len(others),
            "otherLow": _sum(one.low for one in others),
            "otherHigh": _sum(_first(one.high, one.low) for one in others),
        }

    def counts(self, given: Given) -> dict[str, Row]:
        """`counts`: a row for each value that is counted by."""
        rows: dict[str, list[tuple[Telling, str]]] = defaultdict(list)
        for telling, way in self.fitting(given):
            for value in self.values(telling, given):
                rows[value].append((telling, way))
        return {value: self._counted(found, value, given) for value, found in rows.items()}

    def _counted(self, found: list[tuple[Telling, str]], value: str, given: Given) -> Row:
        found = found if given.get("dataset") else once(found)
        tellings = [telling for telling, _ in found]
        sided = None
        if given.get("involved") and given["by"] == "group":
            sided = sum(value in one.sides and value not in one.doers for one in tellings)
        elif given.get("involved") and given.get("group"):
            sided = sum(way == "side only" for _, way in found)
        said = [one.attributed(given["asOf"]) for one in tellings]
        return {
            "incidents": len(tellings),
            "certain": sum(one.surely_fits(given) for one in tellings),
            "suspected": said.count("suspected"),
            "disputed": said.count("disputed"),
            "sideOnly": sided,
            **self.figures(tellings),
        }

    def _once(self, found: list[tuple[Telling, str]], given: Given) -> list[Telling]:
        return [one for one, _ in (found if given.get("dataset") else once(found))]

    def values(self, telling: Telling, given: Given) -> list[str]:
        """What the telling is counted under: ids of groups and units, words, or parts of a date."""
        named = [*telling.doers, *(telling.sides if given.get("involved") else ())]
        by: dict[str, Callable[[], Iterable[str]]] = {
            "total": lambda: ["all"],
            "year": lambda: [telling.date[:4]],
            "month": lambda: [month_of(telling) or f"{telling.date[:4]}, month not known"],
            "country": lambda: [f"loc-{telling.country.lower()}"],
            "admin1": lambda: [unit_id(telling.country, telling.admin1) or NOT_KNOWN],
            "tactic": lambda: telling.tactics,
            "target-type": lambda: [telling.target_type],
            "attribution": lambda: [telling.attributed(given["asOf"]) or "not told by then"],
            "dataset": lambda: [telling.dataset],
            "group": lambda: dict.fromkeys(named) or ["nobody named"],
        }
        return list(by[given["by"]]())

    def tempo(self, given: Given) -> dict[str, Row]:
        """`tempo`: how many began in each month in which any did."""
        rows: dict[str, list[tuple[Telling, str]]] = defaultdict(list)
        for telling, way in self.fitting({**given, "fromDate": None}):
            if month := month_of(telling):
                rows[month].append((telling, way))
        return {
            month: {
                "incidents": len(found),
                "fatalities": _sum(one.best for one in found),
            }
            for month, found in ((key, self._once(ones, given)) for key, ones in rows.items())
        }

    def top_groups(self, given: Given) -> dict[str, Row]:
        """`top-groups`: by the id of each group that is named."""
        rows: dict[str, list[tuple[Telling, str]]] = defaultdict(list)
        for telling, way in self.fitting(given):
            for group in telling.doers:
                rows[group].append((telling, way))
        return {
            group: {
                "incidents": len(found),
                "claimed": sum(
                    claim.by == group and (claim.first or one.first) <= given["asOf"]
                    for one in found
                    for claim in one.claims
                ),
                "fatalities": _sum(one.best for one in found),
                "withoutFigure": sum(one.best is None for one in found),
            }
            for group, found in ((key, self._once(ones, given)) for key, ones in rows.items())
        }

    def hotspots(self, given: Given) -> dict[str, Row]:
        """`hotspots` by first-order unit: by the id of each in which anything happened."""
        rows: dict[str, list[tuple[Telling, str]]] = defaultdict(list)
        for telling, way in self.fitting(given):
            if unit := unit_id(telling.country, telling.admin1):
                rows[unit].append((telling, way))
        counted = {unit: self._once(found, given) for unit, found in rows.items()}
        return {
            unit: {
                "incidents": len(found),
                "share": round(len(found) / sum(map(len, counted.values())), 3),
                "fatalities": _sum(one.best for one in found),
                "withoutFigure": sum(one.best is None for one in found),
            }
            for unit, found in counted.items()
        }

    def claims(self, given: Given) -> dict[str, Row]:
        """`claims`, of all groups: by on whose word, and those that are denied or claimed twice."""
        rows: dict[str, list[Telling]] = defaultdict(list)
        day = given["asOf"]
        for telling, _ in self.fitting(given):
            made = [one for one in telling.claims if (one.first or telling.first) <= day]
            unsaid = [one for one in telling.deniers if (one.first or telling.first) <= day]
            kinds = ["all", telling.attributed(day) or "not told by then"]
            kinds += ["denied"] * bool(unsaid) + ["several claims"] * (len(made) > 1)
            for kind in kinds:
                rows[kind].append(telling)
        return {kind: {"incidents": len(found)} for kind, found in rows.items()}


def once(found: list[tuple[Telling, str]]) -> list[tuple[Telling, str]]:
    """Of several tellings of one event the dossier's, then by dataset and id."""
    kept: dict[str, tuple[Telling, str]] = {}
    order = lambda one: (not one[0].dataset.startswith("dossier:"), one[0].dataset, one[0].id)  # noqa: E731
    for one in sorted(found, key=order):
        kept.setdefault(one[0].event or one[0].id, one)
    return list(kept.values())


def month_of(telling: Telling) -> str | None:
    """The month that its date tells; none where it tells the year alone."""
    return telling.date[:7] if len(telling.date) > 4 else None
