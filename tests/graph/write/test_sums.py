"""The sums of incidents say what counting every incident says, whatever was loaded and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graphq.graph.model.nodes import Incident, IncidentSum, Location
from graphq.graph.model.relationships import ClaimedBy, Involved, OccurredAt, PerpetratedBy
from graphq.graph.model.values import PartialDate
from graphq.graph.read.sums import summed_datasets, sums_are_kept
from graphq.graph.store import Store
from graphq.graph.write import owed, summing
from graphq.graph.write.derived import derive, derive_anew
from tests.graph.make import group, state

Told = dict[str, Any]
"""An incident as it is drawn: its properties, and whom and where it is tied to."""

GROUPS = ("a", "b", "c")
PLACES = {"p1": "place", "p2": "place", "u1": "admin1"}
SHARED: list[Any] = [
    *map(group, GROUPS),
    *(Location(id=key, name=key, full_name=key, level=level) for key, level in PLACES.items()),
]
ATTRIBUTIONS = ("claimed", "assessed", "suspected", "disputed")
figures = st.none() | st.integers(0, 3)
few_groups = st.lists(st.sampled_from(GROUPS), max_size=2, unique=True)


@st.composite
def told(draw: st.DrawFn) -> Told:
    """An incident in which anything may be missing or repeated."""
    attribution = st.sampled_from(ATTRIBUTIONS)
    return {
        "country": draw(st.sampled_from(("ML", "NE", None))),
        "date": draw(
            st.sampled_from(("2019", "2019-03", "2019-03-04", "2019-03-30", "2020-02-29"))
        ),
        "attribution": draw(attribution),
        "fatalities_low": draw(figures),
        "fatalities_best": draw(figures),
        "fatalities_high": draw(figures),
        "admin1_id": draw(st.sampled_from(("gao", None))),
        "admin2_id": draw(st.sampled_from(("ansongo", None))),
        "telling_of": draw(st.sampled_from((None, None, "t1", "t2"))),
        "target_type": draw(st.sampled_from(("airport", "unknown"))),
        "tactics": tuple(draw(st.lists(st.sampled_from(("ied", "raid")), max_size=2, unique=True))),
        "placeholder": draw(st.sampled_from((None, None, None, True))),
        "cites": draw(st.booleans()),
        "by": {key: draw(attribution) for key in draw(few_groups)},
        "sides": draw(few_groups),
        "claims": {
            key: draw(st.sampled_from((None, date(2019, 3, 9), date(2021, 1, 1))))
            for key in draw(few_groups)
        },
        "at": draw(st.sampled_from((None, *PLACES))),
    }


def facts(dataset: str, events: dict[str, Told]) -> list[Any]:
    """What a dataset states that tells these events; one that cites is no source of its own."""
    found: list[Any] = []
    for key, event in events.items():
        when = PartialDate.parse(event["date"])
        plain = {name: event[name] for name in _PLAIN}
        found.append(
            Incident(
                id=key,
                name=key,
                dataset=dataset,
                first_day=when.span.first,
                last_day=when.span.last,
                date_precision=when.precision,
                place_text="somewhere",
                geo_precision="exact",
                sources=(f"s-{key}", "s") if dataset.startswith("dossier:") else (dataset,),
                **plain,
            )
        )
        ties = {"start": key, "sources": (dataset,)}
        found += [
            PerpetratedBy(id=f"by:{key}>{end}", end=end, attribution=word, **ties)
            for end, word in event["by"].items()
        ]
        found += [Involved(id=f"in:{key}>{end}", end=end, **ties) for end in event["sides"]]
        found += [
            ClaimedBy(id=f"cl:{key}>{end}", end=end, claimed_on_first=day, **ties)
            for end, day in event["claims"].items()
        ]
        if event["at"]:
            found.append(
                OccurredAt(id=f"at:{key}>{event['at']}", end=event["at"], precision="exact", **ties)
            )
    return found


_PLAIN = (
    "country", "date", "attribution", "fatalities_low", "fatalities_best", "fatalities_high",
    "admin1_id", "admin2_id", "telling_of", "target_type", "tactics", "placeholder",
)  # fmt: skip


def by_hand(datasets: dict[str, dict[str, Told]]) -> dict[tuple[Any, ...], Told]:
    """The sums of these events, counted one by one: by family and keys, the measures."""
    members: dict[tuple[Any, ...], list[tuple[str, Told, str | None]]] = defaultdict(list)
    for dataset, events in datasets.items():
        for key, event in events.items():
            if event["placeholder"]:
                continue
            for keys, doer in _keys(dataset, key, event):
                members[keys].append((key, event, doer))
    return {keys: _measures(keys, found) for keys, found in members.items()}


def _keys(dataset: str, key: str, event: Told) -> Iterator[tuple[tuple[Any, ...], str | None]]:
    when = PartialDate.parse(event["date"])
    word = event["attribution"]
    known, telling = event["fatalities_best"] is not None, event["telling_of"]
    common = (dataset, event["country"], word, known, telling, key if telling else None)
    first, last = when.span.first, when.span.last
    month = PartialDate(last.year, last.month).span.last
    told = "year" if when.precision.value == "year" else "month"
    when_told = (event["date"][:7], first.replace(day=1), month, told, told == "month")
    yield ("month", *common, *when_told), None
    yield ("unit", *common, event["admin1_id"], event["admin2_id"]), None
    yield ("kind", *common, event["target_type"], event["tactics"]), None
    yield ("dataset", dataset), None
    if PLACES.get(event["at"]) == "place":
        yield ("place", *common, event["at"]), None
    for end, said in event["by"].items():
        yield ("group", *common, end, 0, said), end
    only_sides = set(event["sides"]) - set(event["by"])
    for end in only_sides:
        yield ("group", *common, end, 1, word), end
    if not event["by"]:
        yield ("group", *common, None, 0, word), None
        if not only_sides:
            yield ("group", *common, None, 1, word), None


def _measures(keys: tuple[Any, ...], members: list[tuple[str, Told, str | None]]) -> Told:
    def days(which: str) -> list[date]:
        return [getattr(PartialDate.parse(event["date"]).span, which) for _, event, _ in members]

    def total(*names: str) -> int | None:
        given = [
            next((event[name] for name in names if event[name] is not None), None)
            for _, event, _ in members
        ]
        there = [number for number in given if number is not None]
        return sum(there) if there else None

    found: Told = {"incidents": len(members)}
    low, best, high = (f"fatalities_{word}" for word in ("low", "best", "high"))
    if keys[0] != "dataset":
        found["fatalitiesLow"] = total(low, best)
        found["fatalitiesBest"] = total(best)
        found["fatalitiesHigh"] = total(high, best, low)
    if keys[0] == "dataset":
        found["firstDay"], found["lastDay"] = min(days("first")), max(days("last"))
    moments = sorted(
        (f"{PartialDate.parse(event['date']).span.first} {key}", event, key)
        for key, event, _ in members
    )
    if keys[0] in ("group", "place"):
        found["earliest"], found["latest"] = moments[0][0], moments[-1][0]
    if keys[0] == "place":
        found["groups"] = sorted({end for _, event, _ in members for end in event["by"]}) or None
    if keys[0] == "group":
        claimed = [
            event["claims"][doer] or PartialDate.parse(event["date"]).span.first
            for _, event, doer in members
            if doer in event["claims"]
        ]
        found["claimed"], found["claimedLast"] = len(claimed), max(claimed, default=None)
        found["disputed"] = sum(event["by"].get(doer) == "disputed" for _, event, doer in members)
    dataset = str(keys[1])
    newest = [key for _, _, key in moments[-20:]]
    cited = {f"s-{key}" for key in newest} | {"s"}
    found["sources"] = sorted(cited) if dataset.startswith("dossier:") else [dataset]
    return found


OWN_KEYS = {
    "month": ("date", "firstDay", "lastDay", "datePrecision", "precise"),
    "group": ("groupId", "sideOnly", "groupAttribution"),
    "unit": ("admin1Id", "admin2Id"),
    "place": ("placeId",),
    "kind": ("targetType", "tactics"),
}


def kept(store: Store) -> dict[tuple[Any, ...], Told]:
    """The sums of the graph, as `by_hand` gives them; every node is one of a family."""
    found: dict[tuple[Any, ...], Told] = {}
    for row in store.read(f"MATCH (s:{IncidentSum.LABEL}) RETURN s"):
        said = {
            key: value.isoformat() if key == "date" and type(value) is date else value
            for key, value in row["s"].properties.items()
        }
        family = said["family"]
        assert row["s"].labels == tuple(
            sorted((IncidentSum.LABEL, IncidentSum.KIND_LABELS[family]))
        )
        assert (said["inferred"], said["statedBy"]) == (True, ["derived"])
        if family == "dataset":
            keys: tuple[Any, ...] = (family, said["dataset"])
        else:
            shared = ("dataset", "country", "attribution", "known", "tellingOf", "incidentId")
            values = [said.get(key) for key in (*shared, *OWN_KEYS[family])]
            keys = (family, *(tuple(one) if isinstance(one, list) else one for one in values))
            if family == "kind" and keys[-1] is None:
                keys = (*keys[:-1], ())
        assert keys not in found
        found[keys] = {key: said.get(key) for key in MEASURES[family]}
    return found


_FIGURES = ("incidents", "sources", "fatalitiesLow", "fatalitiesBest", "fatalitiesHigh")
_SPAN = ("firstDay", "lastDay")
_MOMENTS = ("earliest", "latest")
MEASURES: dict[str, tuple[str, ...]] = {
    "month": _FIGURES,
    "unit": _FIGURES,
    "kind": _FIGURES,
    "place": (*_FIGURES, *_MOMENTS, "groups"),
    "group": (*_FIGURES, *_MOMENTS, "claimed", "claimedLast", "disputed"),
    "dataset": ("incidents", "sources", *_SPAN),
}

some_events = st.dictionaries(st.sampled_from([f"e{at}" for at in range(12)]), told(), max_size=12)


def prefixed(dataset: str, events: dict[str, Told]) -> dict[str, Told]:
    """The events under ids of the dataset's own."""
    return {f"{dataset}:{key}": event for key, event in events.items()}


@pytest.mark.parametrize("dataset", ["table", "dossier:d"])
@settings(
    max_examples=6,
    deadline=None,
    # Each try writes a graph, so that nobody would wait for the smallest.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=some_events, then=some_events, other=some_events)
def test_sums_are_what_counting_every_incident_says(
    empty_store: Store,
    dataset: str,
    first: dict[str, Told],
    then: dict[str, Told],
    other: dict[str, Told],
) -> None:
    store = empty_store
    state(store, "places", SHARED)
    told = {"other": prefixed("other", other), dataset: prefixed(dataset, first)}
    for name, events in told.items():
        state(store, name, facts(name, events))
    derive(store)
    assert kept(store) == by_hand(told)

    told[dataset] = prefixed(dataset, then)
    state(store, dataset, facts(dataset, told[dataset]))
    derive(store)
    brought_up_to_date = kept(store)
    assert brought_up_to_date == by_hand(told)
    assert sums_are_kept(store)
    assert [one.dataset for one in summed_datasets(store)] == sorted(
        name for name, events in told.items() if any(not e["placeholder"] for e in events.values())
    )

    assert summing.make_anew(store) == 0
    assert kept(store) == brought_up_to_date


def test_a_load_that_was_cut_off_is_known_until_the_sums_are_right(empty_store: Store) -> None:
    store = empty_store
    state(store, "places", SHARED)
    event = {**NOTHING, "by": {"a": "claimed"}, "at": "p1"}
    state(store, "table", facts("table", {"table:e": event}))
    assert not sums_are_kept(store)
    derive(store)
    assert sums_are_kept(store)
    assert [one.incidents for one in summed_datasets(store)] == [1]
    # What is changed and not derived, as when the process was killed in between.
    later = {"table:e": event, "table:f": {**event, "fatalities_best": 2}}
    state(store, "table", facts("table", later))
    assert not sums_are_kept(store)
    derive(store)
    assert sums_are_kept(store)
    assert kept(store) == by_hand({"table": later})
    assert derive_anew(store) == 0


def test_a_place_that_becomes_a_district_is_no_place_any_more(empty_store: Store) -> None:
    store = empty_store
    told = {"table:e": {**NOTHING, "at": "p1"}}
    state(store, "places", SHARED)
    state(store, "table", facts("table", told))
    derive(store)
    assert [keys for keys in kept(store) if keys[0] == "place"]
    unit = [Location(id="p1", name="p1", full_name="p1", level="admin2")]
    state(store, "places", [*SHARED[:3], *unit, *SHARED[4:]])
    derive(store)
    assert not [keys for keys in kept(store) if keys[0] == "place"]
    assert summing.make_anew(store) == 0


def test_with_many_changes_the_sums_are_made_anew(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = empty_store
    state(store, "places", SHARED)
    derive(store)
    monkeypatch.setattr(owed, "MANY", 1)
    told = {f"table:{at}": {**NOTHING, "by": {"a": "claimed"}} for at in range(3)}
    state(store, "table", facts("table", told))
    assert owed.number(store) is None
    derive(store)
    assert kept(store) == by_hand({"table": told})
    assert sums_are_kept(store)


NOTHING: Told = {
    "country": "ML", "date": "2019-03-04", "attribution": "claimed", "fatalities_low": None,
    "fatalities_best": None, "fatalities_high": None, "admin1_id": None, "admin2_id": None,
    "telling_of": None,
    "target_type": "unknown", "tactics": (), "placeholder": None, "cites": True, "by": {},
    "sides": [], "claims": {}, "at": None,
}  # fmt: skip
"""An incident of which little is known."""
