"""What is counted, added up and put together is what a plain reading of the incidents says.

Small worlds in which names clash, figures and units are missing, dates are known to any degree, and
several datasets tell one event; each question is asked with filters of many kinds, by every
incident and from the sums that are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graphq.cypher.ask import kept
from graphq.cypher.ask.catalog import Inquiry, question
from graphq.graph.model.nodes import Group, Incident, Location, Name
from graphq.graph.model.relationships import (
    Involved,
    LocatedIn,
    Names,
    OccurredAt,
    PerpetratedBy,
)
from graphq.graph.model.values import PartialDate
from graphq.graph.read.names import name_key
from graphq.graph.records import Row
from graphq.graph.store import Store
from graphq.graph.write.derived import derive
from tests.graph.make import state

World = list[dict[str, Any]]

DATASETS = ("a-table", "dossier:ours", "ged")
ATTRIBUTIONS = ("claimed", "assessed", "suspected", "disputed")
DATES = ("2018", "2019-03", "2019-03-04", "2019-03-30", "2019-04-02", "2020-02-29")
GROUPS = {"dpr-1": "DPR", "dpr-2": "DPR", "jnim": "JNIM"}
COUNTRIES = {"loc-lk": "LK", "loc-sl": "SL"}
UNITS = {
    "loc-lk-northern": ("LK", "Northern"),
    "loc-sl-northern": ("SL", "Northern"),
    "loc-sl-eastern": ("SL", "Eastern"),
}
PLACES = {f"{unit}-place-town": unit for unit in UNITS}
TODAY = date(2026, 1, 1)

figure = st.none() | st.integers(0, 9)
few_groups = st.lists(st.sampled_from(list(GROUPS)), max_size=2, unique=True)


@st.composite
def told(draw: st.DrawFn) -> dict[str, Any]:
    """An incident as a dataset tells it."""
    unit = draw(st.sampled_from([None, *UNITS]))
    country = UNITS[unit][0] if unit else draw(st.sampled_from((None, "LK", "SL")))
    by = draw(few_groups)
    return {
        "dataset": draw(st.sampled_from(DATASETS)),
        "date": draw(st.sampled_from(DATES)),
        "lasts": draw(st.sampled_from((0, 0, 0, 45))),
        "country": country,
        "admin1_id": unit,
        "at": f"{unit}-place-town" if unit and draw(st.booleans()) else None,
        "attribution": draw(st.sampled_from(ATTRIBUTIONS)),
        "low": draw(figure),
        "best": draw(figure),
        "high": draw(figure),
        "tactics": draw(st.lists(st.sampled_from(("ied", "raid")), max_size=2, unique=True)),
        "placeholder": draw(st.sampled_from((None, None, None, True))),
        "telling_of": draw(st.sampled_from((None, None, "event 1", "event 2"))),
        "by": by,
        "sides": [key for key in draw(few_groups) if key not in by],
    }


worlds = st.lists(told(), min_size=1, max_size=18).map(
    lambda all_told: [{**one, "id": f"{one['dataset']}:{at}"} for at, one in enumerate(all_told)]
)


def days(one: dict[str, Any]) -> tuple[date, date]:
    """The days that the date can mean, or on which the incident went on."""
    span = PartialDate.parse(one["date"]).span
    return span.first, date.fromordinal(span.last.toordinal() + one["lasts"])


def shared() -> list[Any]:
    """The groups and places, with names that clash."""
    found: list[Any] = [
        Group(id=key, name=name, full_name=f"{name} of {key}", kind="group")
        for key, name in GROUPS.items()
    ]
    for key, (code, name) in {
        **{key: (code, code) for key, code in COUNTRIES.items()},
        **UNITS,
        **{key: (UNITS[unit][0], "Town") for key, unit in PLACES.items()},
    }.items():
        level = "country" if key in COUNTRIES else "admin1" if key in UNITS else "place"
        found += [
            Location(id=key, name=name, full_name=name, level=level, country=code),
            Name(id=f"n:{key}", name=name, text=name, key=name_key(name), quality="own"),
            Names(id=f"ns:{key}", start=f"n:{key}", end=key, end_label="Location"),
        ]
    parents = {**PLACES, **{unit: f"loc-{code.lower()}" for unit, (code, _) in UNITS.items()}}
    return found + [
        LocatedIn(id=f"in:{key}", start=key, end=parent, start_label="Location")
        for key, parent in parents.items()
    ]


def facts(world: World) -> list[Any]:
    """What one of the datasets states."""
    found: list[Any] = []
    for one in world:
        key, (first, last) = one["id"], days(one)
        ties = {"start": key, "sources": (one["dataset"],)}
        plain = ("dataset", "date", "country", "admin1_id", "attribution", "placeholder")
        found.append(
            Incident(
                id=key, name=key, first_day=first, last_day=last, place_text="somewhere",
                date_precision=PartialDate.parse(one["date"]).precision, geo_precision="admin1",
                target_type="unknown", tactics=tuple(one["tactics"]), fatalities_low=one["low"],
                fatalities_best=one["best"], fatalities_high=one["high"],
                telling_of=one["telling_of"], sources=(one["dataset"],),
                **{name: one[name] for name in plain},
            )
        )  # fmt: skip
        found += [
            PerpetratedBy(id=f"by:{key}>{end}", end=end, attribution=one["attribution"], **ties)
            for end in one["by"]
        ]
        found += [Involved(id=f"in:{key}>{end}", end=end, **ties) for end in one["sides"]]
        if one["at"]:
            at = f"at:{key}>{one['at']}"
            found.append(OccurredAt(id=at, end=one["at"], precision="admin1", **ties))
    return found


def fitting(world: World, asked: dict[str, Any]) -> World:
    """The incidents that pass the filters."""
    return [
        one
        for one in world
        for first, last in [days(one)]
        if not one["placeholder"]
        and ("fromDate" not in asked or last >= asked["fromDate"])
        and ("toDate" not in asked or first <= asked["toDate"])
        and asked.get("country") in (None, one["country"])
        and asked.get("admin1") in (None, one["admin1_id"])
        and asked.get("dataset") in (None, one["dataset"])
        and ("attribution" not in asked or one["attribution"] in asked["attribution"])
        and ("group" not in asked or asked["group"] in one["by"] + _sides(one, asked))
    ]


def _sides(one: dict[str, Any], asked: dict[str, Any]) -> list[str]:
    return one["sides"] if asked.get("involved") else []


def once(found: World, asked: dict[str, Any]) -> tuple[World, int]:
    """One telling of each event, the dossier's first, and how many others there are."""
    if asked.get("dataset"):
        return found, 0
    ordered = sorted(
        found, key=lambda one: (not one["dataset"].startswith("dossier"), one["dataset"], one["id"])
    )
    chosen = {one["telling_of"] or one["id"]: one for one in reversed(ordered)}
    return list(chosen.values()), len(found) - len(chosen)


def total(given: Iterable[int | None]) -> int | None:
    """The sum of what is given; None of nothing."""
    there = [number for number in given if number is not None]
    return sum(there) if there else None


def first_given(*figures: int | None) -> int | None:
    """The first of them that is known."""
    return next((one for one in figures if one is not None), None)


def killed(counted: World) -> dict[str, Any]:
    """The sums of those killed, and of what is reported where there is no official figure."""
    other = [one for one in counted if one["best"] is None]
    return {
        "fatalities": total(one["best"] for one in counted),
        "withoutFigure": len(other),
        "otherLow": total(one["low"] for one in other),
        "otherHigh": total(first_given(one["high"], one["low"]) for one in other),
    }


def keyed(found: World, by: str, asked: dict[str, Any]) -> dict[str | None, World]:
    """The incidents under each of the ids by which they are counted."""
    rows: dict[str | None, World] = defaultdict(list)
    for one in found:
        keys: Sequence[str | None] = {
            "total": ["all"],
            "year": [one["date"][:4]],
            "month": [one["date"][:7] if len(one["date"]) > 6 else "2018, month not known"],
            "country": [f"loc-{one['country'].lower()}" if one["country"] else None],
            "admin1": [one["admin1_id"]],
            "tactic": one["tactics"] or ["not known"],
            "attribution": [one["attribution"]],
            "dataset": [one["dataset"]],
            "group": one["by"] + _sides(one, asked) or [None],
        }[by]
        for key in keys:
            rows[key].append(one)
    return rows


QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("counts", {"by": by, **more})
    for by in (
        "total", "year", "month", "country", "admin1", "tactic", "attribution", "dataset", "group",
    )
    for more in (
        {},
        {"dataset": "ged"},
        {"country": "SL", "attribution": ["claimed", "suspected"]},
        {"fromDate": date(2019, 3, 1), "toDate": date(2019, 4, 30)},
        {"group": "dpr-1", "involved": True},
        {"admin1": "loc-sl-northern"},
    )
]  # fmt: skip


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds)
def test_sums_are_those_of_a_plain_reading(empty_store: Store, world: World) -> None:
    store = empty_store
    state(store, "shared", shared())
    for dataset in DATASETS:
        state(store, dataset, facts([one for one in world if one["dataset"] == dataset]))
    derive(store)
    inquiry = Inquiry(store, TODAY)
    for name, asked in QUESTIONS:
        rows = inquiry.rows(question(name), {**asked, "cited": 200})
        expected = {}
        for key, found in keyed(fitting(world, asked), asked["by"], asked).items():
            counted, further = once(found, asked)
            expected[key] = {
                "incidents": len(counted),
                "furtherTellings": further,
                "incidentIds": {one["id"] for one in counted},
                "fatalitiesLow": total(
                    first_given(one["low"], one["best"])
                    for one in counted
                    if one["best"] is not None
                ),
                **killed(counted),
            }
        assert {
            row["valueId"]: {
                name: set(row[name]) if name == "incidentIds" else row[name]
                for name in next(iter(expected.values()))
            }
            for row in rows
        } == expected, asked
        assert len({row["value"] for row in rows}) == len(rows), asked
    check_tempo(inquiry, world)
    check_places(inquiry, world)
    check_groups(inquiry, world)
    check_kept(store, QUESTIONS)
    check_kept(store, [(name, {}) for name in ("tempo", "hotspots", "top-groups")])
    check_kept(store, [("top-groups", {"involved": True}), ("tempo", {"dataset": "ged"})])


def shown(rows: Iterable[Row], key: str) -> dict[Any, list[Any]]:
    """The numbers of each row, by what it is of."""
    names = ("incidents", "furtherTellings", "fatalities", "withoutFigure", "otherLow", "otherHigh")
    return {row[key]: [row[name] for name in names] for row in rows}


def numbers(found: World, asked: dict[str, Any]) -> list[Any]:
    """The same of these incidents."""
    counted, further = once(found, asked)
    return [len(counted), further, *killed(counted).values()]


def check_tempo(inquiry: Inquiry, world: World) -> None:
    """Tempo has the incidents of a month that counts has, and no month that nobody knows."""
    for asked in ({}, {"country": "LK"}, {"admin1": "loc-lk-northern"}, {"dataset": "ged"}):
        months = keyed(fitting(world, asked), "month", asked)
        rows = shown(inquiry.rows(question("tempo"), asked), "month")
        expected = {
            key: numbers(found, asked) for key, found in months.items() if key and len(key) == 7
        }
        assert {key: row for key, row in rows.items() if row[0]} == expected
        assert all(row == [0, 0, None, 0, None, None] for row in rows.values() if not row[0])


def check_places(inquiry: Inquiry, world: World) -> None:
    """Hotspots by the place, and by the unit."""
    asked: dict[str, Any]
    for asked in ({}, {"involved": True, "group": "dpr-2"}, {"fromDate": date(2019, 4, 1)}):
        for by, key in (("admin1", "admin1_id"), ("place", "at")):
            expected: dict[str, World] = defaultdict(list)
            for one in fitting(world, asked):
                if one[key]:
                    expected[one[key]].append(one)
            rows = inquiry.rows(question("hotspots"), {**asked, "by": by, "limit": 99})
            assert shown(rows, "placeId") == {
                unit: numbers(found, asked) for unit, found in expected.items()
            }
            assert len({row["place"] for row in rows}) == len(rows)


def check_groups(inquiry: Inquiry, world: World) -> None:
    """The groups to which most is attributed."""
    asked: dict[str, Any]
    for asked in ({}, {"involved": True}, {"admin1": "loc-sl-northern"}, {"dataset": "a-table"}):
        expected: dict[str, World] = defaultdict(list)
        for one in fitting(world, asked):
            for group in one["by"] + _sides(one, asked):
                expected[group].append(one)
        rows = inquiry.rows(question("top-groups"), {**asked, "limit": 99})
        assert shown(rows, "groupId") == {
            group: numbers(found, asked) for group, found in expected.items()
        }
        assert len({row["group"] for row in rows}) == len(rows)


def check_kept(store: Store, asked: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """The sums that are kept give the same, where they can be asked."""
    reach = kept.reach_of(store)
    for name, given_ in asked if reach else ():
        found = question(name)
        values = found.resolve(store, given_, TODAY).values
        assert found.header.kept
        assert reach
        if not kept.asks_by_keys(found.header, values):
            continue
        if not kept.reaches(store, found.header.kept, reach, values):
            continue
        counted, summed = (
            [
                {key: row[key] for key in row if key not in ("incidentIds", "sources")}
                for row in found.worked_out(store.read(text, values), values)
            ]
            for text in (found.statement, found.kept)
        )
        assert summed == counted, (name, given_)


@pytest.mark.parametrize(
    ("asked", "unit"),
    [
        ({"country": "Sierra Leone", "admin1": "Northern"}, "loc-sl-northern"),
        ({"country": "LK", "admin1": "northern"}, "loc-lk-northern"),
    ],
)
def test_a_country_settles_which_unit_is_meant(
    empty_store: Store, asked: dict[str, Any], unit: str
) -> None:
    sierra_leone: list[Any] = [
        Name(id="n", name="Sierra Leone", text="Sierra Leone", key="sierraleone", quality="own"),
        Names(id="ns", start="n", end="loc-sl", end_label="Location"),
    ]
    state(empty_store, "shared", [*shared(), *sierra_leone])
    for name in ("counts", "incidents", "tempo", "top-groups"):
        assert question(name).resolve(empty_store, asked, TODAY).values["admin1"] == unit
