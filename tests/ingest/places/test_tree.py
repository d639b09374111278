"""The tree of places: a place lies in its units, and they in a country, whoever names them."""

from __future__ import annotations

import itertools

import pytest

from graphq.graph.read.countries import country_names
from graphq.ingest.places.tree import PlaceTree, bare_place, shortened


def parents(tree: PlaceTree) -> dict[str, str]:
    return {link.start: link.end for link in tree.containment()}


def test_a_place_lies_in_its_units_and_they_in_the_country() -> None:
    tree = PlaceTree()
    place = tree.place("BF", "Sahel", "Soum", "Nassoumbou")
    above = parents(tree)
    chain = [place]
    while chain[-1] in above:
        chain.append(above[chain[-1]])
    assert [tree.locations[key].level for key in chain] == ["place", "admin2", "admin1", "country"]
    assert [tree.locations[key].full_name for key in chain] == [
        "Nassoumbou", "Soum", "Sahel", "Burkina Faso",
    ]  # fmt: skip
    assert {location.country for location in tree.locations.values()} == {"BF"}


@pytest.mark.parametrize("first", ["with", "without"])
def test_a_place_told_with_and_without_its_smaller_unit_is_one_place(first: str) -> None:
    tree = PlaceTree()
    calls = [("Douentza", "near Douentza"), ("", "Douentza")]
    keys = {
        tree.place("ML", "Mopti", admin2, text)
        for admin2, text in (calls if first == "with" else reversed(calls))
    }
    (key,) = keys
    assert tree.locations[parents(tree)[key]].level == "admin2"


@pytest.mark.parametrize("order", list(itertools.permutations(["Ansongo", "Bourem", ""])))
def test_a_place_told_in_two_units_lies_in_the_one_that_holds_both(order: tuple[str, ...]) -> None:
    tree = PlaceTree()
    keys = {tree.place("ML", "Gao", unit, "Tabankort") for unit in (*order, *order)}
    (key,) = keys
    assert parents(tree)[key] == tree.admin1("ML", "Gao")


def test_spelling_makes_no_second_place() -> None:
    tree = PlaceTree()
    assert tree.place("ML", "Ségou", "", "Saye") == tree.place("ML", "Segou", "", "SAYE")
    assert tree.unit("ML", "Ségou", "") == tree.unit("ML", "segou", "")


def test_one_name_at_two_levels_or_in_two_units_is_two_places() -> None:
    tree = PlaceTree()
    keys = [
        tree.unit("ML", "Gao", ""),
        tree.unit("ML", "Gao", "Gao"),
        tree.place("ML", "Gao", "Gao", "Gao"),
        tree.place("ML", "Mopti", "", "Gao"),
        tree.place("BF", "Gao", "", "Gao"),
    ]
    assert len(set(keys)) == 5
    assert [tree.locations[key].level for key in keys] == [
        "admin1", "admin2", "place", "place", "place",
    ]  # fmt: skip


def test_the_smallest_unit_named_is_meant() -> None:
    tree = PlaceTree()
    assert tree.unit("ML", "", "") == tree.country("ML") == "loc-ml"
    assert tree.unit("ML", "Gao", "") == tree.admin1("ML", "Gao")
    assert tree.unit("ML", "Gao", "Ansongo") == tree.admin2("ML", "Gao", "Ansongo")
    without_region = tree.admin2("ML", "", "Ansongo")
    assert parents(tree)[without_region] == "loc-ml"


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("near Douentza", "Douentza"),
        ("Near Douentza", "Douentza"),
        ("Soum province", "Soum"),
        ("Ménaka region", "Ménaka"),
        ("Inata area", "Inata"),
        ("Algiers (Hydra)", "Algiers"),
        ("Grand-Bassam, on the beach", "Grand-Bassam"),
        (" Gao ", "Gao"),
        ("Area 51", "Area 51"),
        ("Nearby", "Nearby"),
    ],
)
def test_the_places_own_name_is_taken_from_the_phrase(printed: str, place: str) -> None:
    assert bare_place(printed) == place


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Gao", "Gao"),
        ("x" * 30, "x" * 30),
        ("x" * 31, "x" * 29 + "…"),
        ("International Committee of the Red Cross", "International Committee of…"),
        ("Headquarters of the company, – and more", "Headquarters of the company…"),
    ],
)
def test_a_caption_is_cut_at_a_word_and_says_so(text: str, caption: str) -> None:
    assert shortened(text) == caption
    assert len(caption) <= 30


def test_a_country_is_called_by_its_names() -> None:
    assert country_names("CI") == {"en": "Côte d’Ivoire", "fr": "Côte d’Ivoire", "ar": "ساحل العاج"}
    assert country_names("ZZZ") == {}
    tree = PlaceTree()
    assert tree.locations[tree.country("QQ")].full_name == "QQ"


def test_a_remark_tells_two_places_of_a_dataset_apart() -> None:
    tree = PlaceTree(by_district=True)
    shan = {tree.place("MM", "Shan", "", f"Shan State ({part})") for part in ("North", "South")}
    assert len(shan) == 2
    assert tree.place("ML", "Gao", "", "Gao town") == tree.place("ML", "Gao", "", "Gao")
