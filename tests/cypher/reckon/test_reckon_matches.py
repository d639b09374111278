"""How surely two incidents tell one event: each reason by itself, and their sum."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphq.cypher.reckon.matches import rows
from graphq.cypher.reckon.one_event import LIKELY, Reason, Telling, outdone, reasons, score, worth
from graphq.graph.records import NodeRecord

DAY = date(2019, 7, 25)


def telling(**told: Any) -> Telling:
    first = told.pop("first_day", DAY)
    return Telling(first_day=first, last_day=told.pop("last_day", first), **told)


def texts(one: Telling, other: Telling, **more: Any) -> list[str]:
    return [str(reason) for reason in reasons(one, other, **more)]


@pytest.mark.parametrize(
    ("one", "other", "km", "told"),
    [
        ({}, {}, None, "+ the same day"),
        ({}, {"first_day": date(2019, 7, 26)}, None, "+ a day apart"),
        ({}, {"first_day": date(2019, 7, 29)}, None, "− 4 days apart"),
        ({"dataset": "a"}, {"dataset": "a"}, None, "− one dataset lists the two apart"),
        ({}, {"last_day": date(2019, 7, 26)}, None, "+ days in common"),
        (
            {"last_day": date(2019, 7, 27)}, {"last_day": date(2019, 7, 27)}, None,
            "+ the same days",
        ),
        (
            {}, {"last_day": date(2019, 8, 20)}, None,
            "+ a day among those of the other, told vaguely",
        ),
        (
            {"last_day": date(2019, 7, 27)},
            {"first_day": date(2019, 7, 26), "last_day": date(2019, 8, 20)}, None,
            "− days told vaguely that may be the same",
        ),
        ({"exact": True}, {"exact": True}, 3.0, "+ 3 km apart"),
        ({"exact": True}, {"exact": True}, 80.0, "− 80 km apart"),
        ({"places": ("Dibilou",)}, {"places": ("Dibilou",)}, None, "+ a place of the same name"),
        ({"places": ("Boulkessi",)}, {"places": ("Boulikessi",)}, None, "+ places of names alike"),
        ({"places": ("Gao",)}, {"places": ("Kidal",)}, None, "− places of other names"),
        ({"country": "ML"}, {"country": "BF"}, None, "− in two countries"),
        (
            {"admin1": "Centre-Nord"}, {"admin1": "Centre Nord"}, None, "+ in one region",
        ),
        ({"groups": {"jnim"}}, {"groups": {"jnim", "is"}}, None, "+ the same group"),
        ({"groups": {"jnim"}}, {"groups": {"is"}}, None, "− other groups"),
        ({"best": 19}, {"best": 19}, None, "+ the same number killed"),
        ({"best": 5}, {"low": 4, "high": 9}, None, "+ numbers killed that overlap"),
        (
            {"low": 0, "best": 5, "high": 9}, {"low": 0, "best": 5, "high": 9}, None,
            "+ the same lowest and highest number killed",
        ),
        ({"best": 2}, {"best": 60}, None, "− numbers killed far apart"),
        ({"tactics": {"ied"}}, {"tactics": {"ied"}}, None, "+ the same tactic"),
        ({"target_type": "police"}, {"target_type": "hotel"}, None, "− other targets"),
        (
            {"target": "The army camp at the airport"}, {"target": "Airport, army camp"},
            None, "+ targets described alike",
        ),
    ],
)  # fmt: skip
def test_a_reason(one: dict[str, Any], other: dict[str, Any], km: float | None, told: str) -> None:
    assert told in texts(telling(**one), telling(**other), km=km)


def test_no_place_and_no_figure_make_up_for_days_that_are_a_week_apart() -> None:
    told: dict[str, Any] = {
        "exact": True, "places": ("Timbuktu",), "best": 1, "groups": {"jnim"}, "tactics": {"ied"},
        "target_type": "un-mission",
    }  # fmt: skip
    later = telling(**told, first_day=date(2019, 8, 6))
    assert score(worth(reasons(telling(**told), later, 0.0))) < 0.3


def test_what_one_does_not_tell_speaks_neither_for_nor_against() -> None:
    full = telling(
        best=4, tactics=frozenset({"ied"}), groups=frozenset({"jnim"}), target_type="police",
        admin1="Gao", admin2="Ansongo", target="A camp",
    )  # fmt: skip
    assert texts(full, telling()) == ["+ the same day"]


def test_targets_described_in_other_words_say_nothing() -> None:
    one, other = telling(target="An army camp"), telling(target="Camp of the gendarmerie")
    assert texts(one, other) == ["+ the same day"]


def test_a_coarse_coordinate_says_nothing_of_how_far_it_was() -> None:
    assert texts(telling(exact=True), telling(exact=False), km=120.0) == ["+ the same day"]


def test_actors_are_one_through_a_part_an_ancestor_or_a_name() -> None:
    one, other = telling(groups=frozenset({"a"})), telling(groups=frozenset({"b"}))
    assert "+ a group, and a part or an ancestor of it" in texts(one, other, kin=1)
    assert "+ groups of one name" in texts(one, other, namesakes=1)


def test_one_event_told_without_coordinates_is_likely_and_another_of_that_day_is_not() -> None:
    mine = telling(
        country="BF", admin1="Centre-Nord", places=("Dibilou",), groups=frozenset({"jnim"}), best=19
    )
    told = telling(
        country="BF", admin1="Centre Nord", places=("Dibilou",), groups=frozenset({"x"}), best=19
    )
    elsewhere = telling(
        country="BF", admin1="Sahel", places=("Djibo",), groups=frozenset({"x"}), best=3
    )
    assert score(worth(reasons(mine, told, namesakes=1))) > 0.95
    assert score(worth(reasons(mine, elsewhere, namesakes=1))) < 0.1 < LIKELY


some = st.builds(
    telling,
    first_day=st.dates(date(2019, 1, 1), date(2019, 1, 9)),
    last_day=st.dates(date(2019, 1, 9), date(2019, 3, 1)),
    country=st.sampled_from(["ML", "BF", None]),
    admin1=st.sampled_from(["Gao", "Mopti", None]),
    place_text=st.sampled_from(["Gao", "near Mopti", "Gossi village"]),
    places=st.sampled_from([(), ("Gao",), ("Gossi",), ("Gosi",)]),
    exact=st.booleans(),
    low=st.none() | st.integers(0, 3),
    best=st.none() | st.integers(3, 30),
    high=st.none() | st.integers(30, 40),
    tactics=st.sampled_from([frozenset(), frozenset({"ied"}), frozenset({"complex"})]),
    groups=st.frozensets(st.sampled_from("abc")),
    states=st.frozensets(st.sampled_from("xy")),
)


@given(one=some, other=some, km=st.none() | st.floats(0, 500), kin=st.integers(0, 1))
def test_which_comes_first_makes_no_difference(
    one: Telling, other: Telling, km: float | None, kin: int
) -> None:
    found = reasons(one, other, km, kin)
    assert found == reasons(other, one, km, kin)
    assert 0 < score(worth(found)) < 1
    weights = [abs(reason.weight) for reason in found]
    assert weights == sorted(weights, reverse=True)


def test_figures_that_are_one_number_have_no_lowest_and_highest_in_common() -> None:
    three = telling(low=3, best=3, high=3)
    assert texts(three, three) == ["+ the same day", "+ the same number killed"]
    other = telling(low=0, best=3, high=8)
    assert texts(telling(low=0, best=3, high=7), other) == texts(three, three)


def test_of_the_pairs_of_an_incident_only_the_best_is_left_and_of_equals_none() -> None:
    assert outdone({("a", "1"): 2.2, ("a", "2"): 1.4, ("b", "2"): 0.8}) == {("a", "2")}
    assert outdone({("a", "1"): 2.2, ("a", "2"): 2.2, ("b", "3"): 2.2}) == {("a", "1"), ("a", "2")}
    assert outdone({("a", "1"): 0.6}) == set()


def test_sums_of_tenths_that_are_equal_are_so() -> None:
    one = [Reason(weight, "") for weight in (0.1, 0.2)]
    assert worth(one) == worth([Reason(0.3, "")])


def node(key: str, **told: Any) -> NodeRecord:
    usual = {
        "id": key, "name": key, "dataset": "mine", "firstDay": DAY, "lastDay": DAY,
        "sources": ["s"], "country": "BF", "placeText": "Dibilou", "geoPrecision": "unit",
        "targetType": "unknown",
    }  # fmt: skip
    return NodeRecord(("Incident",), usual | told)


def read(other: NodeRecord) -> dict[str, Any]:
    who = [{"id": "jnim", "name": "JNIM", "state": False}]
    return {
        "one": node("a", fatalitiesBest=19, admin1="Centre-Nord"), "other": other, "days": 0,
        "km": None, "onePlaces": ["Dibilou"], "otherPlaces": ["Dibilou"], "oneActors": who,
        "otherActors": who, "kin": 0, "namesakes": 0, "judgements": [],
    }  # fmt: skip


def test_the_best_of_two_is_likely_also_where_both_scores_are_rounded_to_one() -> None:
    told = {"dataset": "other", "fatalitiesBest": 19}
    pairs = [read(node("1", **told)), read(node("2", **told, admin1="Centre-Nord"))]
    found = rows(pairs, {"least": 0.5, "limit": 9})
    assert [(pair["otherId"], pair["score"], pair["standing"]) for pair in found] == [
        ("1", 0.99, "possible"), ("2", 0.99, "likely"),
    ]  # fmt: skip
    assert found[0]["reasons"][-1] == "− another pair with one of the two fits as well or better"


def test_what_one_dataset_lists_apart_is_less_likely_one() -> None:
    (apart,) = rows([read(node("1", fatalitiesBest=19))], {"least": 0.5, "limit": 9})
    (other,) = rows([read(node("1", fatalitiesBest=19, dataset="b"))], {"least": 0.5, "limit": 9})
    assert apart["reasons"] == ["− one dataset lists the two apart", *other["reasons"]]
    assert apart["score"] < other["score"]


def test_a_district_is_known_also_where_only_its_name_is_printed() -> None:
    one = telling(admin1="Mon", admin2="Thaton", place_text="Thaton District")
    assert "+ in one district" in texts(one, telling(admin1="Mon", place_text="Thaton District"))
    assert "+ in one region" in texts(one, telling(admin1="Mon", place_text="Mon State"))
