"""`exposure` counts, for any incidents, what one gets by going through them one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphq.cypher.reckon.exposure import ATTRIBUTION_WEIGHTS, COARSE_WEIGHT, PLACE_WEIGHTS, rows

DAY = date(2020, 1, 1)
HALF_LIFE = 200
GIVEN = {"asOf": DAY, "days": 100, "halfLifeDays": HALF_LIFE, "parts": False, "limit": 99}
SCOPES = {"near": {"near"}, "like": {"like"}, "either": {"near", "like"}}


@dataclass(frozen=True)
class Happened:
    """An incident: how many days ago, in which ways it was found, who did it on whose word."""

    ago: int
    ways: frozenset[str]
    """near, like, or neither: it may have been near."""
    named: bool
    geo_precision: str
    date_precision: str
    doers: dict[str, str]

    @property
    def weight(self) -> float:
        return 1.0 if self.named else PLACE_WEIGHTS.get(self.geo_precision, COARSE_WEIGHT)

    def counts_in(self, scope: str) -> bool:
        return self.date_precision != "year" and bool(self.ways & SCOPES[scope])


@dataclass(frozen=True)
class Line:
    """That a group passed into a last group; what it did more days ago than `until` is its too."""

    last: str
    extent: str
    until: int | None


GROUPS = st.sampled_from("ABC")
HAPPENED = st.builds(
    Happened,
    ago=st.integers(0, 600),
    ways=st.frozensets(st.sampled_from(["near", "like", "neither"]), min_size=1),
    named=st.booleans(),
    geo_precision=st.sampled_from(["exact", "near", "admin1"]),
    date_precision=st.sampled_from(["day", "day", "month", "year"]),
    doers=st.dictionaries(GROUPS, st.sampled_from(list(ATTRIBUTION_WEIGHTS)), max_size=2),
)
LINES = st.builds(
    Line,
    last=st.sampled_from("XY"),
    extent=st.sampled_from(["whole", "part"]),
    until=st.none() | st.integers(0, 600),
)
LINEAGES = st.fixed_dictionaries({group: st.lists(LINES, max_size=3) for group in "ABC"})


def read(happened: list[Happened], lineages: dict[str, list[Line]]) -> list[dict[str, Any]]:
    """The facts as the statement gives them: by group, each incident once for each way."""
    found: dict[str | None, dict[str, Any]] = {}
    for number, one in enumerate(happened):
        for group, attribution in one.doers.items() or [(None, None)]:
            row = found.setdefault(
                group,
                {
                    "groupId": group,
                    "group": group,
                    "lineages": [
                        {
                            "id": line.last, "name": line.last, "extent": line.extent,
                            "until": None if line.until is None else days_ago(line.until),
                            "disputedBy": [],
                        }
                        for line in lineages.get(group or "", [])
                    ],
                    "done": [],
                    "hereKm": 0.0,
                },
            )  # fmt: skip
            row["done"] += [
                {
                    "attribution": attribution, "near": way == "near", "like": way == "like",
                    "named": one.named, "dataset": "one", "datePrecision": one.date_precision,
                    "geoPrecision": one.geo_precision,
                    "incidents": [[f"inc-{number:03}", days_ago(one.ago), ["press"], None, None]],
                }
                for way in one.ways
            ]  # fmt: skip
    return list(found.values())


def days_ago(days: int) -> date:
    return DAY - timedelta(days=days)


def share(
    one: Happened, lineages: dict[str, list[Line]], last: str, parts: bool
) -> tuple[float, bool] | None:
    """What a lineage has of an incident, and whether wholly; None if nothing."""
    found = []
    for group, said in one.doers.items():
        lines = [
            line
            for line in lineages[group]
            if (line.until is None or one.ago >= line.until) and (parts or line.extent == "whole")
        ] or [Line(group, "whole", None)]
        found += [
            (one.weight * ATTRIBUTION_WEIGHTS[said], line.extent == "whole")
            for line in lines
            if line.last == last
        ]
    if not found:
        return None
    return max(weight for weight, _ in found), any(wholly for _, wholly in found)


def told(incidents: list[tuple[int, float]]) -> list[Any]:
    """How many now, how many a year before, and both values, of days ago and weights."""
    return [
        sum(ago < 100 for ago, _ in incidents),
        sum(365 <= ago < 465 for ago, _ in incidents),
        sum(weight * 0.5 ** (ago / HALF_LIFE) for ago, weight in incidents),
        sum(weight * 0.5 ** ((ago - 365) / HALF_LIFE) for ago, weight in incidents if ago >= 365),
    ]


@given(st.lists(HAPPENED, min_size=1, max_size=12), LINEAGES, st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_row_holds_what_a_plain_count_gives(
    happened: list[Happened], lineages: dict[str, list[Line]], parts: bool
) -> None:
    expected: dict[tuple[str, str | None, str], list[Any]] = {}
    for scope in SCOPES:
        these = [one for one in happened if one.counts_in(scope)]
        expected[scope, None, "everyone"] = told([(one.ago, one.weight) for one in these])
        unknown = [(one.ago, one.weight) for one in these if not one.doers]
        if unknown:
            expected[scope, None, "nobody named"] = told(unknown)
        for last in "ABCXY":
            shares = [
                (one.ago, of_it) for one in these if (of_it := share(one, lineages, last, parts))
            ]
            if any(wholly for _, (_, wholly) in shares):
                weights = [(ago, weight) for ago, (weight, _) in shares]
                expected[scope, last, last] = told(weights)
    if not all(any(one.counts_in(scope) for one in happened) for scope in ("near", "like")):
        expected = {key: value for key, value in expected.items() if key[0] != "either"}
    found = {
        (row["scope"], row["lineageId"], row["lineage"]): [
            row[name] for name in ("incidents", "before", "value", "valueBefore")
        ]
        for row in rows(read(happened, lineages), GIVEN | {"parts": parts})
    }
    assert found.keys() == expected.keys()
    for key, numbers in found.items():
        assert numbers == pytest.approx(expected[key], abs=0.00501), key


@given(st.lists(HAPPENED, min_size=1, max_size=12), LINEAGES, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_in_whichever_order_the_facts_come(
    happened: list[Happened], lineages: dict[str, list[Line]], shuffle: Any
) -> None:
    facts = read(happened, lineages)
    expected = rows(facts, GIVEN)
    shuffle.shuffle(facts)
    for row in facts:
        shuffle.shuffle(row["done"])
        shuffle.shuffle(row["lineages"])
    assert rows(facts, GIVEN) == expected


def test_of_two_words_for_one_group_the_better_counts() -> None:
    """One attack may be attributed to one group twice, as by two names of it."""
    facts = read([Happened(10, frozenset(["near"]), True, "exact", "day", {"A": "disputed"})], {})
    again = read([Happened(10, frozenset(["near"]), True, "exact", "day", {"A": "claimed"})], {})
    facts[0]["done"] += again[0]["done"]
    for done in (facts[0]["done"], facts[0]["done"][::-1]):
        _, by_a, *_ = rows([facts[0] | {"done": done}], GIVEN)
        assert (by_a["incidents"], by_a["value"]) == (1, round(0.5 ** (10 / HALF_LIFE), 2))


@pytest.mark.parametrize(("begun", "covered"), [(464, True), (463, False)])
def test_the_year_before_is_compared_only_where_the_record_goes_so_far_back(
    begun: int, covered: bool
) -> None:
    near = Happened(3, frozenset({"near"}), True, "exact", "day", {})
    (row,) = rows(read([near], {}), {**GIVEN, "recordFrom": days_ago(begun)})[:1]
    told_of_it = [row[name] for name in ("before", "change", "valueBefore", "chance")]
    assert (row["incidents"], [one is not None for one in told_of_it]) == (1, [covered] * 4)
